import { describe, expect, test } from "vitest";
import { RECORD_PARTS, type RecordPart } from "../../app/domain/permissions";
import { applyOperations, emptyPlan, type Operation } from "../../app/domain/plan";
import { offers, recordBlocks } from "../../app/domain/plan-from-record";
import { fieldProblems } from "../../app/domain/plan-readiness";
import { decisionOf, NO_RECORD, type PlanRecord, recordSeen } from "../../app/domain/plan-record";
import { isSensitive } from "../../app/domain/sensitive-records";
import { allergy, aRecord, carer, finding, medicine, problem, result } from "../support/a-card-person";

const planWith = (...operations: Operation[]) => applyOperations(emptyPlan(), operations);
const saysOf = (record: PlanRecord, plan = emptyPlan()) => offers(record, plan).map(({ says }) => says);
const ngozi = carer("Ngozi Obi", "daughter");
const spo2 = result("Oxygen saturation 90 %", ["oxygen-saturation"]);

describe("beside the plan", () => {
  const block = (record: PlanRecord, kind: string) => recordBlocks(record).find((one) => one.kind === kind)!;

  test("stands what holds now, and nothing that has ended", () => {
    const record = aRecord([problem("COPD"), problem("Fracture", [], { ended: true }), allergy("Penicillin")]);
    expect(block(record, "problem").lines.map(({ words }) => words)).toEqual(["COPD"]);
    expect(block(record, "allergy")).toMatchObject({ more: 0, instead: undefined });
  });

  test("says none only where it could look, and of allergies to ask", () => {
    expect(block(aRecord(), "allergy").instead).toBe("Nothing recorded: ask");
    expect(block(aRecord(), "medicine").instead).toBe("None recorded");
    const hidden = recordSeen(aRecord([medicine("Apixaban")]), new Set<RecordPart>(["allergies", "problems"]));
    expect(block(hidden, "medicine")).toMatchObject({
      lines: [],
      instead: "Not shown to your role: look in the record",
    });
    expect(block(hidden, "problem").instead).toBe("None recorded");
    for (const { instead } of recordBlocks(NO_RECORD)) expect(instead).toContain("Not shown");
  });

  test("shows the tests that a plan is built on, and counts what is too much", () => {
    const record = aRecord([spo2, result("Ferritin 40 ug/L", ["ferritin"])]);
    expect(block(record, "result").lines).toHaveLength(1);
    const many = aRecord(Array.from({ length: 25 }, (_, n) => problem(`Problem ${n}`)));
    expect(block(many, "problem")).toMatchObject({ more: 5 });
    expect(block(many, "problem").lines).toHaveLength(20);
  });

  test("all parts of the record show all of it", () => {
    const record = aRecord([ngozi, spo2, problem("COPD"), medicine("Apixaban"), allergy("Penicillin")]);
    expect(recordSeen(record, new Set(RECORD_PARTS))).toMatchObject({ lines: record.lines, notShown: [] });
    expect(recordSeen(record, new Set()).lines).toEqual([]);
  });
});

describe("a person to ring", () => {
  test("is offered with number and relation; a single carer is the main one", () => {
    expect(offers(aRecord([ngozi]), emptyPlan())).toMatchObject([
      {
        id: `ring-${ngozi.id}`,
        says: "Ngozi Obi, daughter, main carer: ring 020 7946 0958",
        operation: { unit: `people/${ngozi.id}`, values: { carer: "main", ringId: ngozi.id, phone: "020 7946 0958" } },
      },
    ]);
  });

  test("is not called main where two care, where the plan has a main carer, or where it is no carer", () => {
    expect(saysOf(aRecord([ngozi, carer("Chidi Obi", "son")])).join()).not.toContain("main carer");
    const plan = planWith({ unit: "people/a", values: { name: "Ada", carer: "main" } });
    expect(saysOf(aRecord([ngozi]), plan).join()).not.toContain("main carer");
    expect(saysOf(aRecord([carer("Ann Bell", "neighbour", { isCarer: false })])).join()).not.toContain("main carer");
  });

  test("is offered no more once the plan has them, by the line of the record or by the whole name", () => {
    const [offer] = offers(aRecord([ngozi]), emptyPlan());
    expect(offers(aRecord([ngozi]), planWith(offer!.operation))).toEqual([]);
    const byName = planWith({ unit: "people/x", values: { name: "Ngozi OBI", phone: "+44 20 7946 0958" } });
    expect(offers(aRecord([ngozi]), byName)).toEqual([]);
    expect(offers(aRecord([ngozi]), planWith({ unit: "people/x", values: { name: "Ngozi" } }))).toHaveLength(1);
  });

  test("whose number changed on the record is offered with the new one, and keeps what else was written", () => {
    const [offer] = offers(aRecord([ngozi]), emptyPlan());
    const plan = planWith({ ...offer!.operation, values: { ...offer!.operation.values, hours: "24 hours" } });
    const moved = { ...ngozi, phone: "07700900608" };
    const [number] = offers(aRecord([moved]), plan);
    expect(number!.says).toBe("Ngozi Obi: ring 07700 900608 instead of 020 7946 0958");
    const after = applyOperations(plan, [number!.operation]);
    expect(after.sections.people.items).toMatchObject([{ hours: "24 hours", carer: "main", phone: "07700 900608" }]);
    expect(offers(aRecord([moved]), after)).toEqual([]);
  });
});

describe("lines of looser sections", () => {
  test("are offered with the day of the reading, only where nothing stands", () => {
    const record = aRecord([
      spo2,
      result("Systolic blood pressure 142 mmHg", ["systolic"]),
      result("Diastolic blood pressure 84 mmHg", ["diastolic"]),
    ]);
    expect(saysOf(record)).toEqual([
      "Usual oxygen: SpO2 90 % as measured 3 May 2026",
      "Usual blood pressure: 142/84 as measured 3 May 2026",
    ]);
    const plan = planWith({ unit: "usual.oxygen", values: { oxygen: "SpO2 88 % on 1 litre" } });
    expect(saysOf(record, plan)).toEqual(["Usual blood pressure: 142/84 as measured 3 May 2026"]);
  });

  test("a saturation that nobody lives with, or pressures of two days, are not offered", () => {
    expect(saysOf(aRecord([result("Oxygen saturation 0.9", ["oxygen-saturation"])]))).toEqual([]);
    const days = [result("Systolic 142", ["systolic"]), result("Diastolic 84", ["diastolic"], { on: "2026-04-01" })];
    expect(saysOf(aRecord(days))).toEqual([]);
  });

  test("who lives there, the kind of home, language and equipment", () => {
    const together = carer("Ngozi Obi", "daughter", { livesWith: true });
    expect(saysOf(aRecord([together]))).toContain("Lives with Ngozi Obi, daughter");
    expect(saysOf(aRecord([finding("Lives alone", ["lives-alone"])]))).toEqual(["Lives alone"]);
    expect(saysOf(aRecord([finding("Lives alone", ["lives-alone"])], { careHome: true }))).toEqual([
      "Lives in a care home",
    ]);
    expect(saysOf(aRecord([finding("Nursing home", ["nursing-home"])], { careHome: true }))).toEqual([
      "Lives in a nursing home",
    ]);
    expect(saysOf(aRecord([], { language: "Igbo", interpreter: true }))).toEqual([
      "Speaks Igbo",
      "Interpreter needed: Igbo",
    ]);
    expect(saysOf(aRecord([finding("Oxygen at home", ["long-term-oxygen"])]))).toEqual(["Home oxygen"]);
  });

  test("all of them can be published as they are taken", () => {
    const record = aRecord(
      [ngozi, spo2, finding("Oxygen at home", ["long-term-oxygen"]), finding("Catheter", ["long-term-catheter"])],
      { language: "Igbo", interpreter: true, careHome: true },
    );
    const all = offers(record, emptyPlan());
    expect(all.length).toBeGreaterThan(6);
    const plan = planWith(...all.map(({ operation }) => operation));
    expect(fieldProblems(plan)).toEqual([]);
    expect(offers(record, plan)).toEqual([]);
  });

  test("propose no CPR, advance decision or attorney, whatever is coded", () => {
    const coded = ["decision-cpr-not-recommended", "decision-adrt", "decision-lpa-health"].map((set) => ({
      ...finding("coded", [set]),
      kind: "decision" as const,
    }));
    expect(offers(aRecord(coded), emptyPlan())).toEqual([]);
  });

  test("too long for their field are left to the author", () => {
    expect(offers(aRecord([carer("N".repeat(130), "daughter")]), emptyPlan())).toEqual([]);
  });
});

describe("what a code says", () => {
  test.each([
    ["450475007", "For attempted CPR", "decision-cpr-attempt"],
    ["450476008", "Not for attempted CPR", "decision-cpr-not-recommended"],
    ["304253006", "Not for resuscitation", "decision-cpr-not-recommended"],
    ["1382601000000107", "ReSPECT", "decision-emergency-plan"],
    ["x", "Has advance decision to refuse treatment (Mental Capacity Act 2005)", "decision-adrt"],
    ["x", "Has personal welfare lasting power of attorney", "decision-lpa-health"],
    ["x", "Has property and affairs lasting power of attorney", "decision-lpa-property"],
    ["x", "Lasting power of attorney, property and affairs", "decision-lpa-property"],
    ["x", "No advance decision to refuse treatment", undefined],
    ["x", "Lasting power of attorney for health revoked", undefined],
    ["x", "Type 2 diabetes", undefined],
  ])("%s %s: %s", (code, display, set) => expect(decisionOf({ code, display })).toBe(set));

  test.each([
    ["problem", "HIV positive", true],
    ["medicine", "Dolutegravir 50mg tablets", true],
    ["problem", "Genital herpes simplex", true],
    ["problem", "Domestic abuse victim in household", true],
    ["procedure", "Intrauterine insemination", true],
    ["problem", "Gender incongruence", true],
    ["problem", "Alcohol abuse", false],
    ["problem", "Drug abuse", false],
    ["problem", "Herpes zoster", false],
    ["medicine", "Aciclovir 800mg tablets", false],
    ["problem", "Type 2 diabetes mellitus", false],
    ["allergy", "Penicillin allergy", false],
  ])("%s “%s” is sensitive: %s", (kind, display, sensitive) =>
    expect(isSensitive({ system: "local", code: "1", sets: [], kind, display })).toBe(sensitive),
  );
});
