/** Free text as authors write it: what says the opposite of CPR, and what leaves out insulin or a steroid. */
import { describe, expect, test } from "vitest";
import type { Operation, Values } from "../../app/domain/plan";
import { findConflicts } from "../../app/domain/plan-conflict-finder";
import { NO_RECORD, type RecordLine } from "../../app/domain/plan-record";
import { aPlanDocument, PLAN_OPERATIONS } from "../support/a-plan";

const values = (unit: string): Values => PLAN_OPERATIONS.find((one) => one.unit === unit)!.values!;
const set = (unit: string, change: Values): Operation => ({ unit, values: { ...values(unit), ...change } });
const medicine = (words: string): RecordLine => ({ id: words, kind: "medicine", words, sets: [] });

/** Dangers of one kind; "none" where it is not found. */
function danger(kind: string, operations: Operation[], medicines: readonly string[] = []) {
  const plan = aPlanDocument(operations);
  const found = findConflicts(
    plan,
    { ...NO_RECORD, lines: medicines.map(medicine) },
    {
      today: "2026-11-22",
      bornOn: "1942-03-12",
    },
  );
  return found.find((one) => one.kind === kind)?.danger ?? "none";
}

describe("words about CPR", () => {
  const attempt = set("cpr", { decision: "attempt" });
  const against = (change: Values) => danger("cpr_words", [attempt, set("contingency/hypo", change)]);
  const beside = (change: Values) => danger("cpr_words", [set("contingency/hypo", change)]);

  test.each([
    "DNACPR form in the hall.",
    "DNR form above the bed.",
    "Allow a natural death.",
    "Not for resuscitation.",
    "Do not start CPR.",
    "Never attempt resuscitation.",
    "She does not want CPR.",
    "No hospital, ventilation or CPR.",
    "Do not convey, intubate or start CPR.",
    "CPR is not recommended.",
    "CPR: no.",
    "When she stops breathing, do not attempt CPR.",
  ])("%s is against attempting it", (doFirst) => expect(against({ doFirst })).toBe("blocks"));

  test.each([
    "If not breathing, start CPR.",
    "If not breathing start CPR.",
    "Not breathing: CPR at once.",
    "No pulse, no breathing: commence CPR.",
    "Do not delay CPR.",
    "There is no DNACPR.",
    "DNACPR form was withdrawn in May.",
    "No need to ring before CPR.",
    "DNACPR discussed and declined.",
    "Not for DNACPR.",
    "If no answer ring 999 and begin CPR.",
  ])("%s is not", (doFirst) => expect(against({ doFirst })).toBe("none"));

  test.each([
    "If she stops breathing start CPR.",
    "Commence CPR.",
    "If not breathing, commence CPR.",
    "Please resuscitate.",
    "Full resuscitation please.",
    "She would like CPR.",
    "CPR: yes.",
    "For full resuscitation.",
    "CPR is to be attempted.",
    "DNACPR was cancelled.",
    "Do not delay CPR.",
  ])("%s is against not recommending it", (doFirst) => expect(beside({ doFirst })).toBe("blocks"));

  test.each([
    "Do not start CPR.",
    "Not for CPR.",
    "Do not commence CPR.",
    "For CPR decision see the form.",
    "CPR form in the hall drawer.",
    "DNACPR form: please read.",
  ])("%s is not", (doFirst) => expect(beside({ doFirst })).toBe("none"));

  test("of a sudden reversible cause, or written as an exception, is only asked about", () => {
    expect(beside({ trigger: "Choking", doFirst: "Back blows; if she stops breathing start CPR." })).toBe("asks");
    expect(beside({ doFirst: "Blocked tube: start CPR if it cannot be cleared." })).toBe("asks");
    expect(beside({ doFirst: "Anaphylaxis: adrenaline, start CPR." })).toBe("asks");
    expect(beside({ unless: "Electric shock: start CPR." })).toBe("asks");
    expect(danger("cpr_words", [set("escalation", { hospitalUnless: "Choking: attempt CPR." })])).toBe("asks");
  });

  test("that are forbidden count as the opposite", () => {
    expect(against({ doNot: "convey, or start CPR", unless: "she asks" })).toBe("blocks");
    expect(against({ doNot: "delay CPR", unless: "she asks" })).toBe("none");
    expect(beside({ doNot: "start CPR", unless: "she asks" })).toBe("none");
  });
});

describe("insulin and steroids when ill", () => {
  const taken = ["Lantus SoloStar 100units/ml", "Hydrocortisone 10 mg tablets", "Metformin 500 mg tablets"];
  const insulin = (change: Values) => danger("insulin_sick_day", [set("contingency/hypo", change)], taken);
  const steroid = (change: Values) => danger("steroid_stopped", [set("contingency/hypo", change)], taken);

  test.each([
    "Stop Lantus if vomiting.",
    "No insulin if not eating.",
    "If not eating stop insulin and ring.",
    "If not eating, no insulin.",
    "Pause metformin, gliclazide and insulin.",
    "Stop metformin, dapagliflozin, insulin.",
    "Skip the basal dose.",
    "Omit her evening insulin.",
    "Do not give insulin if vomiting.",
    "Insulin should be stopped while ill.",
    "Insulin: omit if not eating.",
    "Consider stopping insulin.",
    "If vomiting she should stop insulin.",
    "Leave out the long-acting insulin.",
    "Stop all diabetes medicines.",
    "Miss Tresiba tonight.",
    "Stop NovoMix.",
    "Stop metformin/insulin.",
    "Give no insulin if not eating.",
    "She does not need insulin if not eating.",
    "Discontinue insulin.",
    "Not eating = no insulin.",
  ])("%s blocks", (doFirst) => expect(insulin({ doFirst })).toBe("blocks"));

  test.each([
    "Stop metformin and dapagliflozin, continue insulin.",
    "Stop metformin and continue insulin.",
    "Stop metformin, insulin as usual.",
    "Stop NSAIDs, insulin 10 units at night.",
    "Stop metformin: insulin goes on.",
    "Pump stopped: give insulin by pen.",
    "If she has missed her insulin, give it.",
    "If you miss insulin, give it when noticed.",
    "Never stop insulin.",
    "Do not omit the next insulin.",
    "Do not reduce or stop insulin.",
    "Insulin must not be stopped.",
    "Stop tablets, not insulin.",
    "Stop everything except insulin.",
    "Do not give extra insulin.",
    "Do not give insulin without checking glucose.",
    "If there is no insulin in the house, ring.",
    "No insulin left: ring the desk.",
    "Stop gliclazide if on insulin.",
    "Insulin stopped in 2019.",
    "Lantus 100units/ml, never stop.",
  ])("%s leaves out no insulin", (doFirst) => expect(insulin({ doFirst })).toBe("none"));

  test("the dose of a meal, or while glucose is low, is only asked about", () => {
    expect(insulin({ doFirst: "Omit the mealtime insulin if not eating." })).toBe("asks");
    expect(insulin({ doFirst: "Omit NovoRapid if not eating, keep Lantus." })).toBe("asks");
    expect(insulin({ doFirst: "Glucose below 4: do not give insulin." })).toBe("asks");
  });

  test.each([
    "Do not give the steroid while vomiting.",
    "Vomiting: omit hydrocortisone until better.",
    "Stop Plenadren.",
    "Pause ibuprofen and hydrocortisone.",
    "No steroids when ill.",
  ])("%s blocks", (doFirst) => expect(steroid({ doFirst })).toBe("blocks"));

  test.each([
    "Stop ibuprofen, double the hydrocortisone.",
    "Tablets missed or vomited: hydrocortisone 100 mg IM.",
    "Stop NSAIDs, hydrocortisone 100 mg IM.",
    "Never stop the steroid.",
    "Stop prednisolone after 5 days.",
    "Hold the steroid card ready.",
  ])("%s stops no steroid", (doFirst) => expect(steroid({ doFirst })).toBe("none"));

  test("what is forbidden is read as such", () => {
    expect(insulin({ doNot: "give insulin if not eating", unless: "told to" })).toBe("blocks");
    expect(insulin({ doNot: "drive, or give insulin", unless: "told to" })).toBe("blocks");
    expect(insulin({ doNot: "stop long-acting insulin", unless: "told to" })).toBe("none");
    expect(insulin({ doNot: "omit the next insulin", unless: "told to" })).toBe("none");
    expect(insulin({ doNot: "treat a high glucose alone with extra rapid insulin", unless: "told to" })).toBe("none");
    expect(steroid({ doNot: "stop the steroid", unless: "told to" })).toBe("none");
    expect(steroid({ doNot: "give the steroid", unless: "told to" })).toBe("blocks");
  });

  test("says both sides, and of what is forbidden that it is", () => {
    const plan = aPlanDocument([set("contingency/hypo", { doNot: "give insulin if not eating", unless: "told to" })]);
    const record = { ...NO_RECORD, lines: [medicine("Lantus SoloStar")] };
    const found = findConflicts(plan, record, { today: "2026-11-22", bornOn: "1942-03-12" });
    expect(found.find(({ kind }) => kind === "insulin_sick_day")!.sides).toMatchObject([
      { source: "plan", unit: "contingency/hypo", words: "Do not: give insulin if not eating" },
      { source: "record", words: "Lantus SoloStar" },
    ]);
  });
});
