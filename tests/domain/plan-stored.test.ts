/** A stored version is read by its shape: limits and answers of today are those of writing. */
import { describe, expect, test } from "vitest";
import { adrtStanding, advanceDecisionSlot, attorneySlot } from "../../app/domain/crisis-adrt";
import { cprSlot } from "../../app/domain/crisis-slots";
import { type PlanDocument, parseOperations, parsePlan } from "../../app/domain/plan";
import { personCopy } from "../../app/domain/plan-in-plain-words";
import { fieldProblems } from "../../app/domain/plan-readiness";
import { fieldsOf, SECTION_IDS } from "../../app/domain/plan-sections";
import { renderCallLines } from "../../app/rendering/call-lines";
import { renderCrisisPage } from "../../app/rendering/crisis-page";
import { renderCrewPrint } from "../../app/rendering/print-crew";
import { renderProfessionalPrint } from "../../app/rendering/print-professional";
import { aMarkedPlan } from "../support/a-marked-plan";
import { aPlanDocument, aPublishedPlan, somePersonFacts } from "../support/a-plan";

const stored = (plan: PlanDocument) => parsePlan(JSON.parse(JSON.stringify(plan)));

describe("is read", () => {
  test("with texts longer than today's fields, which the next publishing names", () => {
    const long = "Sit up. ".repeat(100);
    const plan = aPlanDocument([{ unit: "contingency/breathless", values: { trigger: "Breathless", doFirst: long } }]);
    expect(stored(plan).sections.contingency.items.find(({ id }) => id === "breathless")?.doFirst).toBe(long.trim());
    expect(fieldProblems(plan).map(({ unit, field }) => `${unit} ${field}`)).toEqual([
      "contingency/breathless doFirst",
    ]);
  });

  test("with half a date, a number that is none and an answer that there is no more", () => {
    const plan = aPlanDocument([
      { unit: "cpr", values: { decision: "for_full_escalation", decidedOn: "2026-05" } },
      { unit: "people/x", values: { name: "Ann", phone: "ask" } },
    ]);
    expect(stored(plan)).toEqual(plan);
    expect(fieldProblems(plan)).toHaveLength(3);
  });

  test.each([
    ["another section", { sections: { ...aPlanDocument().sections, secrets: { fields: {}, items: [] } } }],
    ["another field", { sections: { ...aPlanDocument().sections, handler: { fields: { third: "x" }, items: [] } } }],
    ["a value that is no text", { sections: { handler: { fields: { first: 1 }, items: [] } } }],
    ["another format", { format: 2 }],
    ["nothing", null],
  ])("but not with %s: it never shows as an empty plan", (_, change) => {
    expect(() => parsePlan(change && { ...aPlanDocument(), ...change })).toThrow();
  });
});

describe("an answer that there is no more", () => {
  const published = (document: PlanDocument) => aPublishedPlan({ document });
  const older = (section: "cpr" | "advanceDecision" | "attorney", values: Record<string, string>) =>
    aPlanDocument([{ unit: section, values }]);

  test("is said as it is, marked, and never taken for none", () => {
    expect(cprSlot(older("cpr", { decision: "for_full_escalation" }))).toMatchObject({
      headline: "CPR: NOT CONFIRMED: usual practice",
      detail:
        "The plan holds “for full escalation” (an answer of an older form: check): look for a signed form and ring the clinical desk.",
    });
    expect(advanceDecisionSlot(older("advanceDecision", { adrt: "verbal" })).headline).toBe("ADRT: NOT CONFIRMED");
    expect(attorneySlot(older("attorney", { lpa: "applied_for" })).headline).toBe("Health LPA: NOT CONFIRMED");
    const unsaid = older("advanceDecision", { adrt: "yes", lifeSustaining: "perhaps", dated: "2026-01-05" });
    expect(adrtStanding(unsaid, { bornOn: "1942-03-12" })).toBe("not said what");
  });

  test("in any field breaks no page and no paper", () => {
    const marked = aMarkedPlan();
    const change = SECTION_IDS.flatMap((section) =>
      Object.entries(fieldsOf(section))
        .filter(([name, { kind }]) => kind === "choice" && name !== "restriction")
        .map(([name]) => ({ section, name })),
    );
    const sections = structuredClone(marked.sections) as unknown as Record<string, { fields: object; items: object[] }>;
    for (const { section, name } of change) {
      const { fields, items } = sections[section]!;
      for (const values of items.length ? items : [fields]) Object.assign(values, { [name]: "older_answer" });
    }
    const document = stored({ ...marked, sections } as unknown as PlanDocument);
    const person = somePersonFacts();
    const printed = { published: published(document), person, at: new Date("2026-11-22T10:00:00Z") };
    for (const text of [
      renderCrisisPage(published(document), person),
      renderCallLines(published(document), person),
      renderCrewPrint(printed, {}),
      renderProfessionalPrint(printed, {}),
      JSON.stringify(personCopy(published(document), person)),
    ]) {
      expect(text).not.toMatch(/undefined|older_answer/);
    }
    expect(renderProfessionalPrint(printed, {})).toContain("“older answer” (an answer of an older form: check)");
  });
});

test("a draft names units of a plan; a name that is no field is left out when it is written", () => {
  expect(() => parseOperations([{ unit: "secrets", values: {} }])).toThrow();
  const [operation] = parseOperations([{ unit: "handler", values: { first: "Insulin", third: "x" } }]);
  expect(aPlanDocument([operation!]).sections.handler.fields).toEqual({ first: "Insulin" });
});
