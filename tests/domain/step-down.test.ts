import { describe, expect, test } from "vitest";
import { applyOperations, emptyPlan, type Operation, type PlanDocument } from "../../app/domain/plan";
import { stampPlan } from "../../app/domain/plan-changes";
import {
  answerStepDown,
  type ConditionId,
  type StepDownRecord,
  safetyNet,
  wayBackUntil,
} from "../../app/domain/step-down";

const TODAY = "2026-11-22";
const LIMITS = { quietMonths: 3, wayBackMonths: 6 };

const OPERATIONS: readonly Operation[] = [
  { unit: "goals/a", values: { what: "Walk to the shop", status: "achieved" } },
  { unit: "contingency/fall", values: { trigger: "Falls", doFirst: "Lift with the team" } },
  { unit: "people/line", values: { name: "Community team", phone: "020 7946 0321", carer: "no" } },
  {
    unit: "people/ngozi",
    values: { name: "Ngozi", phone: "020 7946 0958", carer: "main", lastAnswered: "2026-10-01" },
  },
  { unit: "agreement", values: { agreed: "person", copy: "yes", copyOn: "2026-08-01" } },
  { unit: "review", values: { on: "2027-02-03", by: "Dr Khan", byRole: "GP" } },
];
const aPlan = (changes: readonly Operation[] = [], writtenOn = "2026-08-01"): PlanDocument => {
  const plan = applyOperations(emptyPlan(), [...OPERATIONS, ...changes]);
  const stamp = { at: `${writtenOn}T12:00:00.000Z`, version: 1, byName: "Dr Khan", byRole: "GP", organisation: "X" };
  return stampPlan(plan, emptyPlan(), stamp);
};
const planWith = (...changes: Operation[]) => ({ plan: { document: aPlan(changes), confirmations: [] } });
const aRecord = (change: Partial<StepDownRecord> = {}): StepDownRecord => ({
  discussedOn: "2026-08-20",
  plan: { document: aPlan(), confirmations: [] },
  emergencies: { lastOn: "2026-08-22" },
  openActions: 0,
  frailty: [
    { level: 2, on: "2026-02-01" },
    { level: 2, on: "2026-11-01" },
  ],
  hasCarer: true,
  ...change,
});
const stateOf = (id: ConditionId, change: Partial<StepDownRecord>) =>
  answerStepDown(aRecord(change), TODAY, LIMITS).conditions.find((condition) => condition.id === id)!.state;

describe("each condition on both sides of its line, and when it is not known", () => {
  test.each([
    ["goals", "a goal is achieved", {}, "met"],
    [
      "goals",
      "a goal was stopped by agreement",
      planWith({ unit: "goals/a", values: { what: "x", status: "stopped" } }),
      "met",
    ],
    ["goals", "a goal is active", planWith({ unit: "goals/b", values: { what: "x", status: "active" } }), "not_met"],
    [
      "goals",
      "a goal is proposed",
      planWith({ unit: "goals/b", values: { what: "x", status: "proposed" } }),
      "not_met",
    ],
    ["goals", "a goal has no status", planWith({ unit: "goals/b", values: { what: "x" } }), "unknown"],
    ["goals", "the plan holds no goal", planWith({ unit: "goals/a", values: null }), "unknown"],
    ["goals", "there is no plan", { plan: null }, "not_met"],
    ["goals", "the plan is closed to the viewer", { plan: undefined }, "unknown"],
    ["quiet", "the last emergency was 3 months ago", {}, "met"],
    ["quiet", "it was a day later", { emergencies: { lastOn: "2026-08-23" } }, "not_met"],
    ["quiet", "none is recorded, and hospitals reach us", { emergencies: {} }, "met"],
    ["quiet", "hospitals do not reach us", { emergencies: undefined }, "unknown"],
    ["actions", "no action is open", {}, "met"],
    ["actions", "one is open", { openActions: 1 }, "not_met"],
    ["frailty", "as before the meeting", {}, "met"],
    [
      "frailty",
      "less than before",
      {
        frailty: [
          { level: 3, on: "2026-02-01" },
          { level: 2, on: "2026-11-01" },
        ],
      },
      "met",
    ],
    [
      "frailty",
      "more than before",
      {
        frailty: [
          { level: 1, on: "2026-02-01" },
          { level: 2, on: "2026-11-01" },
        ],
      },
      "not_met",
    ],
    ["frailty", "not recorded since", { frailty: [{ level: 1, on: "2026-08-20" }] }, "unknown"],
    ["frailty", "not recorded before", { frailty: [{ level: 1, on: "2026-08-21" }] }, "unknown"],
    ["frailty", "never recorded", { frailty: [] }, "unknown"],
    ["contingency", "confirmed within 6 months", {}, "met"],
    ["contingency", "written 5 months ago", { plan: { document: aPlan([], "2026-05-23"), confirmations: [] } }, "met"],
    [
      "contingency",
      "written 6 months ago",
      { plan: { document: aPlan([], "2026-05-22"), confirmations: [] } },
      "not_met",
    ],
    [
      "contingency",
      "written long ago and confirmed lately",
      {
        plan: {
          document: aPlan([], "2025-05-22"),
          confirmations: [
            { section: "contingency", item: "fall", at: "2026-11-01T10:00:00.000Z", byName: "Sr Mensah" },
          ],
        },
      },
      "met",
    ],
    ["contingency", "none is written", planWith({ unit: "contingency/fall", values: null }), "not_met"],
    [
      "contingency",
      "it is held elsewhere",
      planWith({ unit: "elsewhere", values: { system: "Universal Care Plan" } }),
      "unknown",
    ],
    ["contact", "a copy was given and the carer answered", {}, "met"],
    ["contact", "no copy was given", planWith({ unit: "agreement", values: { copy: "no" } }), "not_met"],
    ["contact", "whether a copy was given is not recorded", planWith({ unit: "agreement", values: {} }), "unknown"],
    [
      "contact",
      "the carer never answered",
      planWith({ unit: "people/ngozi", values: { name: "Ngozi", carer: "main" } }),
      "unknown",
    ],
    ["contact", "the plan does not name the carer", planWith({ unit: "people/ngozi", values: null }), "unknown"],
    ["contact", "there is no carer", { ...planWith({ unit: "people/ngozi", values: null }), hasCarer: false }, "met"],
    [
      "contact",
      "the plan names nobody",
      planWith({ unit: "people/ngozi", values: null }, { unit: "people/line", values: null }),
      "not_met",
    ],
    ["owner", "a GP reviews on a day to come", {}, "met"],
    [
      "owner",
      "a practice nurse does",
      planWith({ unit: "review", values: { on: TODAY, by: "A", byRole: "Practice nurse" } }),
      "met",
    ],
    [
      "owner",
      "the review has passed",
      planWith({ unit: "review", values: { on: "2026-11-21", by: "A", byRole: "GP" } }),
      "not_met",
    ],
    [
      "owner",
      "a social worker owns it",
      planWith({ unit: "review", values: { on: TODAY, by: "A", byRole: "Social worker" } }),
      "not_met",
    ],
    ["owner", "the role is not recorded", planWith({ unit: "review", values: { on: TODAY, by: "A" } }), "unknown"],
    ["owner", "nobody is named", planWith({ unit: "review", values: { on: TODAY } }), "not_met"],
  ] as [ConditionId, string, Partial<StepDownRecord>, string][])("%s: %s", (id, _, change, expected) =>
    expect(stateOf(id, change)).toBe(expected),
  );
});

describe("a step-down is proposed", () => {
  const proposed = (change: Partial<StepDownRecord> = {}) => answerStepDown(aRecord(change), TODAY, LIMITS).proposed;
  test("when every condition is met and three months have passed since the meeting", () => {
    expect(proposed()).toBe(true);
    expect(proposed({ discussedOn: "2026-08-22" })).toBe(true);
    expect(proposed({ discussedOn: "2026-08-23" })).toBe(false);
  });
  test.each([
    ["goals", planWith({ unit: "goals/b", values: { what: "x" } })],
    ["quiet", { emergencies: undefined }],
    ["frailty", { frailty: [] }],
    ["contingency", planWith({ unit: "elsewhere", values: { system: "Universal Care Plan" } })],
    ["contact", planWith({ unit: "agreement", values: {} })],
    ["owner", planWith({ unit: "review", values: { on: TODAY, by: "A" } })],
    ["plan", { plan: undefined }],
  ] as [string, Partial<StepDownRecord>][])("never on an unknown: %s", (_, change) =>
    expect(proposed(change)).toBe(false),
  );
});

describe("the safety net", () => {
  test("says until when the way back is open, whom to ring and who reviews", () => {
    const until = wayBackUntil(new Date("2026-11-22T14:00:00Z"), LIMITS);
    expect(until).toBe("2027-05-22");
    expect(safetyNet(aPlan(), until)).toBe(
      "Comes back without a new referral until 22 May 2027. Ring Community team 020 7946 0321, or Ngozi 020 7946 0958. Dr Khan reviews on 3 February 2027.",
    );
  });
});
