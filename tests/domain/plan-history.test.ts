import { describe, expect, test } from "vitest";
import { applyOperations, type Operation, type PlanDocument, readUnit } from "../../app/domain/plan";
import { diffPlans } from "../../app/domain/plan-changes";
import { changesBetween, sentencesOf } from "../../app/domain/plan-history";
import { SECTION_IDS, sectionOf } from "../../app/domain/plan-sections";
import { aPlanDocument, aStamp } from "../support/a-plan";

const at = new Date("2026-05-03T09:00:00Z");
const gp = { byName: "Dr Amir Khan", byRole: "GP", at };
const said = (before: Operation[], after: Operation[], actor = gp) =>
  diffPlans(aPlanDocument(before), aPlanDocument([...before, ...after]))
    .flatMap((change) => sentencesOf(change, actor))
    .map(({ says }) => says);
const death = (words: string): Operation => ({ unit: "preferences.death", values: { death: words } });

describe("a change in a sentence", () => {
  test.each<[string, Operation[], Operation[], string]>([
    [
      "a line of a looser section",
      [death("Hospital")],
      [death("Home")],
      "The GP changed preferred place of death from “Hospital” to “Home” on 3 May 2026",
    ],
    [
      "a choice is read by its label",
      [],
      [{ unit: "cpr", values: { ...(aPlanDocument().sections.cpr.fields as object), decision: "attempt" } }],
      "The GP changed “CPR recommendation” (recommendation) from “CPR is not recommended” to “Attempt CPR” on 3 May 2026",
    ],
    [
      "a line that is new",
      [],
      [{ unit: "usual.glucose", values: { glucose: "7 to 10" } }],
      "The GP wrote usual state: glucose: “7 to 10” on 3 May 2026",
    ],
    [
      "a line that is gone",
      [],
      [{ unit: "usual.oxygen", values: null }],
      "The GP took out usual state: oxygen (it said “SpO2 90 %”) on 3 May 2026",
    ],
    [
      "an item that is new",
      [],
      [{ unit: "contingency/fall", values: { trigger: "Fall", doFirst: "Do not lift." } }],
      "The GP added contingency plan “Fall” on 3 May 2026",
    ],
    [
      "an item that is gone",
      [],
      [{ unit: "critical/insulin", values: null }],
      "The GP took out critical fact “Insulin” on 3 May 2026",
    ],
    [
      "a section of one line that is new",
      [{ unit: "cpr", values: null }],
      [{ unit: "cpr", values: { decision: "none_recorded" } }],
      "The GP wrote “CPR recommendation” (recommendation): “No recommendation recorded” on 3 May 2026",
    ],
    [
      "one field of an item",
      [],
      [{ unit: "critical/insulin", values: { fact: "Insulin", instruction: "never omit" } }],
      "The GP changed critical fact “Insulin” (what it means for a crew) from “check glucose; do not omit” to “never omit” on 3 May 2026",
    ],
  ])("%s", (_, before, after, sentence) => expect(said(before, after)).toEqual([sentence]));

  test("names the role as one would say it", () => {
    expect(said([death("A")], [death("B")], { ...gp, byRole: "Practice nurse" })[0]).toMatch(/^The practice nurse /);
    expect(said([death("A")], [death("B")], { ...gp, byRole: "111 call handler" })[0]).toMatch(
      /^The 111 call handler /,
    );
  });

  test("keeps long words out of the sentence and word for word beside it", () => {
    const words = (n: number) => ({ unit: "aboutMe.wellness", values: { wellness: "word ".repeat(n).trim() } });
    const [change] = diffPlans(aPlanDocument([words(30)]), aPlanDocument([words(40)]));
    const [sentence] = sentencesOf(change!, gp);
    expect(sentence!.says).toBe("The GP changed about me: my wellness on 3 May 2026");
    expect(sentence!.line).toMatchObject({ before: "word ".repeat(30).trim(), after: "word ".repeat(40).trim() });
  });

  test("is said of every section and field there is, never by a key", () => {
    for (const id of SECTION_IDS)
      for (const name of Object.keys(sectionOf(id).fields)) {
        const unit = { section: id, field: `${id}.${name}`, item: `${id}/one` }[sectionOf(id).unit];
        for (const [before, after] of [
          [null, { [name]: "a" }],
          [{ [name]: "a" }, { [name]: "b" }],
          [{ [name]: "a" }, null],
        ])
          for (const { says } of sentencesOf({ unit, before, after } as never, gp)) {
            expect(says).toMatch(/^The GP (added|wrote|changed|took out) .* on 3 May 2026$/s);
            expect(says).not.toContain(unit === id ? "undefined" : unit);
          }
      }
  });
});

describe("changes between two versions", () => {
  const version = (number: number, byRole: string, ...operations: Operation[]) => ({
    version: number,
    byName: byRole,
    byRole,
    at,
    document: { ...applyOperations(aPlanDocument(), operations), stamps: {} } as PlanDocument,
  });

  test("are told of whoever made them last, also of what was taken out, and of nobody who changed other lines", () => {
    const versions = [
      version(1, "GP"),
      version(2, "Nurse", death("Hospital")),
      version(3, "Consultant", death("Hospice"), { unit: "critical/insulin", values: null }),
      version(
        4,
        "Coordinator",
        death("Hospice"),
        { unit: "critical/insulin", values: null },
        {
          unit: "home.livingWith",
          values: { livingWith: "Nobody" },
        },
      ),
    ];
    const changes = diffPlans(versions[0]!.document, versions[3]!.document);
    const by = Object.fromEntries(
      changesBetween(versions, changes, readUnit).map(({ unit, sentences }) => [
        unit,
        sentences[0]!.says.split(" ")[1],
      ]),
    );
    expect(by).toEqual({
      "preferences.death": "consultant",
      "critical/insulin": "consultant",
      "home.livingWith": "coordinator",
    });
  });

  test("name who wrote the words, and not who published them on", () => {
    const written = version(3, "Consultant", death("Hospice"));
    const stamps = { "preferences.death": { ...aStamp("2026-04-01T09:00:00.000Z", 2), byRole: "Practice nurse" } };
    const [change] = diffPlans(aPlanDocument(), written.document);
    const [said] = changesBetween(
      [version(1, "GP"), { ...written, document: { ...written.document, stamps } }],
      [change!],
      readUnit,
    );
    expect(said!.sentences[0]!.says).toMatch(/^The practice nurse changed .* on 1 April 2026$/);
  });
});
