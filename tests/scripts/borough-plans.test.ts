import { describe, expect, test } from "vitest";
import { applyOperations, emptyPlan, parsePlan } from "../../app/domain/plan";
import { findConflicts } from "../../app/domain/plan-conflict-finder";
import { SCREEN_LINES } from "../../app/domain/plan-limits";
import { lacksOfPublish } from "../../app/domain/plan-readiness";
import { crisisLength } from "../../app/domain/plan-readiness-screen";
import { NO_RECORD } from "../../app/domain/plan-record";
import type { Health } from "../../scripts/borough/health";
import { type PlanPerson, planOperations } from "../../scripts/borough/plan-content";
import { stream } from "../../scripts/borough/random";

const REGISTERS = ["copd", "heartFailure", "dementia", "palliative", "housebound"] as const;
const days = { published: "2026-05-03", review: "2026-11-02", actionDue: "2026-05-31" };

/** Every combination of what a plan of the borough depends on. */
const everybody = Array.from({ length: 2 ** 9 }, (_, bits) => {
  const has = (bit: number) => Boolean(bits & (1 << bit));
  const medicines = [...(has(5) ? [["glargine"]] : []), ...(has(6) ? [["apixaban"]] : [])];
  const registers = new Set(REGISTERS.filter((_, bit) => has(bit)));
  const health = { registers, deficits: new Set(), band: "severe", facts: { medicines } } as unknown as Health;
  const family = { name: "Ngozi Obi", relation: "Daughter", phone: "020 7946 0958", carer: has(8) };
  const person: PlanPerson = {
    ...{
      health,
      age: 84,
      inCareHome: has(7),
      livesAlone: has(8),
      organisationId: "0193e0a0-0000-7000-8000-000000000001",
    },
    ring: bits % 3 ? [family] : [family, { ...family, name: "Chidi Obi", carer: !family.carer }],
    practice: { name: "Churchfield Practice", phone: "020 7946 0999", gp: "Dr Amir Khan" },
  };
  return { bits, person };
});

describe("the plans of the borough", () => {
  test(`of ${everybody.length} kinds of people can all be published, and fit one screen`, () => {
    for (const { bits, person } of everybody) {
      const operations = planOperations(person, days, stream(7, bits));
      const plan = parsePlan(applyOperations(emptyPlan(), operations));
      const touched = operations.map(({ unit }) => unit);
      const circumstances = { today: days.published, bornOn: "1942-03-12" };
      expect([bits, lacksOfPublish(plan, circumstances, { touched })]).toEqual([bits, { blocking: [], standing: [] }]);
      const told = findConflicts(plan, NO_RECORD, circumstances).filter(({ danger }) => danger !== "asks");
      expect([bits, told]).toEqual([bits, []]);
      expect(crisisLength(plan).lines).toBeLessThanOrEqual(SCREEN_LINES);
    }
  });
});
