import { describe, expect, test } from "vitest";
import { CARE_PACKAGES } from "../../app/domain/care-packages/all";

/** What the table of packages states: item, limit, and its mark where that is not "proposed". */
const LIMITS: readonly (readonly [item: string, value: number, unit: string, mark?: string])[] = [
  ["mild-frailty/strength-balance", 8, "weeks"],
  ["mild-frailty/yearly-check", 12, "months"],
  ["mild-frailty/medicines", 12, "months"],
  ["mild-frailty/lasting-power", 12, "months"],
  ["moderate-frailty/assessment", 12, "weeks"],
  ["moderate-frailty/plan", 14, "weeks"],
  ["moderate-frailty/medicines", 8, "weeks"],
  ["moderate-frailty/falls", 6, "weeks"],
  ["moderate-frailty/home-hazards", 6, "weeks"],
  ["moderate-frailty/bones", 12, "weeks"],
  ["moderate-frailty/continence-memory", 12, "weeks"],
  ["moderate-frailty/carers-assessment", 28, "days"],
  ["moderate-frailty/contingency", 14, "weeks"],
  ["moderate-frailty/equipment", 4, "weeks"],
  ["moderate-frailty/review", 6, "months"],
  ["severe-frailty/assessment", 8, "weeks"],
  ["severe-frailty/plan", 10, "weeks"],
  ["severe-frailty/geriatrician", 4, "weeks"],
  ["severe-frailty/medicines", 4, "weeks"],
  ["severe-frailty/fewer-medicines", 4, "weeks"],
  ["severe-frailty/future-care", 4, "weeks"],
  ["severe-frailty/skin", 1, "months"],
  ["severe-frailty/nutrition", 1, "months"],
  ["severe-frailty/meeting", 3, "months"],
  ["severe-frailty/end-of-life", 1, "months"],
  ["severe-frailty/carers-assessment", 28, "days"],
  ["frailty-and-diabetes/too-tight", 2, "weeks"],
  ["frailty-and-diabetes/simplify", 4, "weeks"],
  ["frailty-and-diabetes/glucose-testing", 4, "weeks"],
  ["frailty-and-diabetes/sick-day", 4, "weeks"],
  ["frailty-and-diabetes/carer-training", 4, "weeks"],
  ["frailty-and-diabetes/crisis-glucose", 2, "weeks"],
  ["complex-multimorbidity/combined-review", 12, "months"],
  ["complex-multimorbidity/medicines", 8, "weeks"],
  ["complex-multimorbidity/mental-health", 4, "weeks"],
  ["housebound/one-visit", 12, "months"],
  ["housebound/food-heat-company", 4, "weeks"],
  ["housebound/access", 2, "weeks"],
  ["care-home/assessment", 7, "workingDays", "V"],
  ["care-home/plan", 7, "workingDays", "V"],
  ["care-home/home-round", 7, "days", "V"],
  ["care-home/nutrition", 1, "months"],
  ["care-home/future-care", 4, "weeks"],
  ["end-of-life/stage", 1, "weeks"],
  ["end-of-life/future-care", 4, "weeks"],
  ["end-of-life/benefits", 2, "days"],
  ["end-of-life/preventive-medicines", 2, "weeks"],
  ["end-of-life/equipment", 3, "days"],
  ["end-of-life/out-of-hours", 0, "days"],
  ["high-risk-foot/new-wound", 1, "workingDays", "2"],
  ["high-risk-foot/foot-service", 4, "weeks", "2"],
  ["high-risk-foot/foot-check", 2, "months", "2"],
  ["high-risk-foot/arteries", 4, "weeks"],
  ["frequent-emergency/cause", 2, "weeks"],
  ["frequent-emergency/meeting", 4, "weeks"],
  ["frequent-emergency/discharge-call", 3, "days"],
  ["frequent-emergency/reconcile", 7, "days"],
  ["frequent-emergency/liaison", 2, "weeks"],
  ["carer-strain/carers-assessment", 28, "days"],
  ["carer-strain/emergency-card", 2, "weeks"],
  ["carer-strain/respite", 8, "weeks"],
  ["carer-strain/review", 3, "months"],
];

describe("the limits of the table of packages", () => {
  test.each(LIMITS.map(([id, value, unit, mark = "P"]) => ({ id, value, unit, mark })))(
    "$id: $value $unit",
    ({ id, value, unit, mark }) => {
      const [of, item] = id.split("/");
      const action = CARE_PACKAGES.find((one) => one.id === of)?.actions.find((one) => one.id === item);
      expect(action).toMatchObject({ within: { value, unit }, mark });
    },
  );
});
