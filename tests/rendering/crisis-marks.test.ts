/** What stands above and around the plan's lines at the point of contact: contradictions, parts, clocks, the forbidden. */
import { describe, expect, test } from "vitest";
import type { PublishedPlan } from "../../app/domain/crisis-plan";
import { emptyPlan, type Operation } from "../../app/domain/plan";
import type { ConflictSide, PlanConflict } from "../../app/domain/plan-conflict";
import { readCallLines, renderCallLines } from "../../app/rendering/call-lines";
import { renderCrisisPage } from "../../app/rendering/crisis-page";
import { fillSlots } from "../../app/rendering/slots";
import { renderHandlerPage } from "../../app/rendering/urgent-pages";
import { aPlanDocument, aPublishedPlan, aStamp, somePersonFacts } from "../support/a-plan";

const desk = { name: "North Thames Ambulance", phone: "02079460100" };
const WHO = { personId: "p-1", name: null, bornOn: "1942-03-12", diedOn: null, deceased: false };
const wordsOf = (text: string) =>
  text
    .replace(/<style>.*?<\/style>/s, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, " ");
const page = (
  change: Operation[],
  {
    plan = {},
    person = {},
    now = "2026-11-22T02:11:00Z",
  }: { plan?: Partial<PublishedPlan>; person?: object; now?: string } = {},
) =>
  wordsOf(
    fillSlots(renderCrisisPage(aPublishedPlan({ document: aPlanDocument(change), ...plan }), somePersonFacts(person)), {
      now: new Date(now),
      viewerName: "Jo Reed",
      desk,
    }),
  );
const lines = (plan: Partial<PublishedPlan>) =>
  readCallLines(renderCallLines(aPublishedPlan(plan), somePersonFacts()), new Date("2026-11-22T02:11:00Z"));

describe("a contradiction on a live plan", () => {
  const sides: ConflictSide[] = [
    { source: "plan", unit: "cpr", words: "CPR is not recommended", on: "2026-05-03", by: "Dr Amir Khan" },
    { source: "record", entry: "e-1", words: "For attempted cardiopulmonary resuscitation.", on: "2026-11-20" },
  ];
  const conflict = (change: Partial<PlanConflict> = {}): PlanConflict => ({
    ...{ id: "c-1", kind: "cpr_record", danger: "blocks", says: "The record says otherwise", sides, ...change },
  });

  test.each(["blocks", "marks"] as const)("that %s stands with both sources before the decisions", (danger) => {
    const words = page([], { plan: { conflicts: [conflict({ danger })] } });
    const mark =
      "RECORDED DIFFERENTLY: CPR is not recommended (plan, 3 May 2026, Dr Amir Khan); For attempted cardiopulmonary resuscitation (record, 20 Nov 2026).";
    expect(words).toContain(mark);
    expect(words.indexOf(mark)).toBeLessThan(words.indexOf("CPR: NOT RECOMMENDED"));
    expect(words).toContain("Verify, or ring the clinical desk (North Thames Ambulance): 020 7946 0100");
  });

  test("of a contact's number stands at the contact and at each line that sends to it, and not before CPR", () => {
    const { name = "", phone = "", id } = aPlanDocument([]).sections.people.items.find(({ id }) => id === "ngozi")!;
    const number = conflict({
      ...{ id: "c-2", kind: "carer_number", danger: "marks" },
      sides: [
        { source: "plan", unit: `people/${id}`, words: `${name}, ${phone}`, on: "2026-05-03" },
        { source: "record", entry: "e-2", words: `${name}, 02079460885` },
      ],
    });
    const sends: Operation = {
      unit: "contingency/ring-her",
      values: { trigger: "Falls", doFirst: "Sit", ring: name, onFront: "yes" },
    };
    const words = page([sends], { plan: { conflicts: [conflict(), number] } });
    const [before, after] = words.split("CPR: NOT RECOMMENDED") as [string, string];
    expect(before.match(/RECORDED DIFFERENTLY/g)).toHaveLength(1);
    expect(before).not.toContain(name);
    expect(after).toMatch(/Falls.*RECORDED DIFFERENTLY: see Ring\./);
    expect(after).toMatch(/RECORDED DIFFERENTLY: Ngozi.*020 7946 0885 \(record, no date\)\. Ring both\./);
    const source = renderCrisisPage(aPublishedPlan({ conflicts: [number] }), somePersonFacts());
    expect(source).toContain('href="tel:02079460885"');
    // Of a contact that does not stand on the page it stands above: nothing is told nowhere.
    const gone = conflict({ ...number, sides: [{ ...number.sides[0]!, unit: "people/nobody" }, number.sides[1]!] });
    const above = page([], { plan: { conflicts: [gone] } }).split("CPR: NOT RECOMMENDED")[0]!;
    expect(above).toContain("020 7946 0885");
  });

  test("that only asks its author is not told to crews", () =>
    expect(page([], { plan: { conflicts: [conflict({ danger: "asks" })] } })).not.toContain("RECORDED DIFFERENTLY"));

  test("a side that is restricted is not told through it", () => {
    const hidden: Operation = {
      unit: "contingency/secret",
      values: { trigger: "MARK-HIDDEN", doFirst: "MARK-HIDDEN", ring: "Clinical desk", restriction: "hidden" },
    };
    const found = conflict({
      sides: [{ source: "plan", unit: "contingency/secret", words: "MARK-HIDDEN" }, sides[1]!],
    });
    const document = aPlanDocument([hidden]);
    expect(page([hidden], { plan: { conflicts: [found] } })).not.toMatch(/MARK-HIDDEN|RECORDED DIFFERENTLY/);
    expect(lines({ document, conflicts: [found] }).marks).toEqual([]);
    const byTable = { unit: "people/ngozi", kind: "hidden", readers: [], by: "a", id: "r" } as const;
    const ofNgozi = conflict({ sides: [{ source: "plan", unit: "people/ngozi", words: "Ngozi Obi" }, sides[1]!] });
    const withoutHer = page([], { plan: { conflicts: [ofNgozi], restrictions: [byTable] } });
    expect(withoutHer).not.toMatch(/Ngozi Obi, daughter|RECORDED DIFFERENTLY/);
  });

  test("a call handler is told that there is one, and no side of it", () => {
    const text = renderCallLines(aPublishedPlan({ conflicts: [conflict()] }), somePersonFacts());
    expect(text).not.toMatch(/CPR|resuscitation/);
    expect(wordsOf(renderHandlerPage(text, WHO, desk, new Date()))).toContain(
      "Something in this plan is recorded in two different ways.",
    );
    expect(lines({}).marks).toEqual([]);
  });

  test.each([
    ["cpr_words", "desk"],
    ["adrt_treatment", "desk"],
    ["allergy_medicine", "desk"],
    ["place_escalation", "desk"],
    ["balance_cpr", "desk"],
    ["emergency_plan_elsewhere", "desk"],
    ["carer_number", "number"],
    ["carer_ended", "number"],
    ["address_access", "both"],
    ["insulin_sick_day", "both"],
  ])("of the kind %s a handler is told: %s", (kind, told) => {
    const two = "Something in this plan is recorded in two different ways";
    const says = {
      desk: `${two}. Do not tell the crew what to rely on: connect to the clinical desk.`,
      number: "A phone number may be wrong: try another.",
      both: `${two}: the crew reads both.`,
    };
    expect(lines({ conflicts: [conflict({ kind }), conflict({ kind })] }).marks).toEqual([
      says[told as keyof typeof says],
    ]);
  });

  test("an older text of a handler, which knows no marks, is still read", () => {
    const { marks: _, ...old } = JSON.parse(renderCallLines(aPublishedPlan(), somePersonFacts()));
    expect(readCallLines(JSON.stringify(old), new Date()).marks).toEqual([]);
  });
});

describe("only the emergency part", () => {
  const sections = aPlanDocument().sections;
  const document = {
    ...emptyPlan(),
    sections: { ...emptyPlan().sections, cpr: sections.cpr, escalation: sections.escalation },
    stamps: { cpr: aStamp("2026-05-03T09:00:00.000Z") },
  };
  test("says that no more is known, and never that there is nothing to do", () => {
    const words = page([], { plan: { document, emergencyOnly: true } });
    expect(words).toContain("Only the emergency part is published; no more is known here.");
    expect(words).toContain("CPR: NOT RECOMMENDED");
    expect(words).toContain("Do first Not published yet: not known here.");
    expect(words).not.toContain("Nothing special recorded");
    expect(lines({ document, emergencyOnly: true }).marks).toEqual([
      "Only the emergency part is published; no more is known here.",
    ]);
  });
});

describe("sentences that stand from a day on", () => {
  const child = {
    unit: "cpr",
    values: { ...aPlanDocument().sections.cpr.fields, reviewOn: "2026-08-31" },
  } as Operation;
  const bornOn = "2009-08-01";
  test("a child's recommendation is doubted from the eighteenth birthday", () => {
    const says = "Now 18 or over, and the recommendation was not made again since: verify.";
    expect(page([child], { person: { bornOn }, now: "2027-07-31T12:00:00Z" })).not.toContain(says);
    // In London, where the day has begun.
    expect(page([child], { person: { bornOn }, now: "2027-07-31T23:30:00Z" })).toContain(says);
  });
  test("a review that was due is said the day after, and takes nothing back", () => {
    const says = "The review of the CPR recommendation was due 31 August 2026.";
    expect(page([child], { now: "2026-08-31T12:00:00Z" })).not.toContain(says);
    expect(page([child], { now: "2026-09-01T12:00:00Z" })).toContain(says);
    expect(page([child], { now: "2026-09-01T12:00:00Z" })).toContain("CPR: NOT RECOMMENDED");
  });
});

describe("what else a crew reads", () => {
  test("whom the person forbids to tell is never among the numbers, and the crew is warned", () => {
    const untold: Operation = {
      unit: "people/chidi",
      values: { name: "Chidi Obi", relation: "son", phone: "020 7946 0777", doNotTell: "do_not_tell" },
    };
    const rung: Operation = {
      unit: "contingency/fall",
      values: { trigger: "Fall", doFirst: "Look", ring: "Chidi Obi 020 7946 0777", onFront: "yes" },
    };
    const words = page([untold, rung]);
    expect(words).toContain("Fall: Look Ring clinical desk");
    expect(words).toContain("DO NOT TELL Chidi Obi, son");
    expect(words).not.toContain("020 7946 0777");
    expect(lines({ document: aPlanDocument([untold]) }).numbers.map(({ name }) => name)).not.toContain("Chidi Obi");
  });

  test("the carer plan, what fails when the power does, capacity and who was involved", () => {
    const words = page([
      {
        unit: "carer",
        values: { doFirst: "Ring the stand-in", alone: "short", ring: "Ngozi Obi", needs: "Insulin at 8" },
      },
      { unit: "equipment/a", values: { what: "Suction", power: "no" } },
      { unit: "equipment/b", values: { what: "Ventilator", power: "yes", ifItFails: "Bag and mask; ring 999" } },
      { unit: "capacity/a", values: { decision: "hospital", has: "fluctuates", on: "2026-05-03", by: "Dr Khan" } },
      { unit: "involvement/a", values: { name: "Ada Bell", relation: "IMCA", letter: "B" } },
      { unit: "understanding", values: { mattersInEmergency: "Her church choir", balance: "comfort" } },
    ]);
    expect(words).toContain("If the carer cannot go on Ring the stand-in");
    expect(words).toContain("May the person be left alone? For an hour or two");
    expect(words).toContain("Ventilator: LIFE DEPENDS ON ITS POWER If it fails: Bag and mask; ring 999 Suction");
    expect(words).toContain("Going to hospital · Comes and goes · 3 May 2026 · Dr Khan");
    expect(words).toContain("Ada Bell · IMCA · B: lacks capacity");
    expect(words).toContain("Matters most: Her church choir · Comfort comes first");
  });

  test("who pays and a prognosis stay off it", () => {
    const words = page([
      { unit: "funding", values: { source: "self", detail: "MARK-FUNDING" } },
      { unit: "palliative.prognosis", values: { prognosis: "weeks" } },
      { unit: "palliative.stage", values: { stage: "Stage four" } },
    ]);
    expect(words).toContain("Stage four");
    expect(words).not.toMatch(/MARK-FUNDING|Weeks|prognosis/i);
  });
});
