/** The emergency part of the plans of the borough. */
import type { Days, PlanPerson } from "./plan-content";
import { chance, type Random } from "./random";

export function cpr({ health, ring, practice }: PlanPerson, notForCpr: boolean, days: Days): Record<string, string> {
  if (!notForCpr) return { decision: "none_recorded" };
  const family = ring.find(({ relation }) => relation !== "Practice");
  const lacks = health.registers.has("dementia");
  return {
    decision: "not_recommended",
    decidedOn: days.published,
    decidedBy: practice.gp,
    decidedByRole: "GP",
    capacity: lacks ? "lacks" : "has",
    involvement: "agreed",
    involved: lacks
      ? family
        ? `${family.name} (${family.relation.toLowerCase()})`
        : "An advocate (IMCA)"
      : "the person",
    formLocation: "Hall drawer, in the yellow folder",
    letter: lacks ? "B" : "A",
    personAware: lacks ? "unknown" : "yes",
    reviewOn: days.review,
    reviewBy: practice.gp,
    reviewByRole: "GP",
  };
}

export function attorney({ ring }: PlanPerson, random: Random): Record<string, string> {
  const family = ring.find(({ carer }) => carer);
  if (!family || !chance(random, 0.25)) return { lpa: "none" };
  return {
    lpa: "yes",
    name: `${family.name}, ${family.relation.toLowerCase()}`,
    phone: family.phone,
    registered: "said",
    lifeSustaining: "unknown",
  };
}

export const ESCALATION = {
  goal: "Comfort at home.",
  hospital: "Hospital only for what cannot be made comfortable at home.",
  hospitalUnless: "A fracture, choking, or any sudden reversible cause: treat, and convey if needed.",
};

export const UNDERSTANDING = {
  understanding: "Illness is far on. Getting weaker is expected; some of what comes can be eased, little of it cured.",
  mattersInEmergency: "To be at ease, and with family.",
  balance: "comfort",
};
