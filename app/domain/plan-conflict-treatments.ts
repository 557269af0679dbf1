/**
 * An advance decision against what the plan tells a crew to do: a valid one outranks every recommendation (safety rule
 * 3). Treatments are known by their words.
 */
import type { PlanDocument } from "./plan";
import type { FoundConflict, JudgedAt } from "./plan-conflict";
import { whatIsRefused } from "./plan-conflict-adrt-words";
import { adrtSide, advanceDecisionHolds } from "./plan-conflict-decisions";
import { affirmed, instructionsIn, ofPlan, placeOf } from "./plan-conflict-words";

/** CPR has a recommendation of its own: see plan-conflict-decisions. */
const TREATMENTS: readonly { name: string; words: RegExp }[] = [
  {
    name: "ventilation",
    words: /\b(?:ventilat\w*(?! (?:team|nurse|service))|intubat\w*|NIV|BiPAP|CPAP|breathing machine)\b/i,
  },
  { name: "intensive care", words: /\b(?:intensive care|critical care|ICU|ITU|HDU)\b/i },
  { name: "hospital", words: /\b(?:hospital\w*|admission|admit\w*|convey\w*|A&E|emergency department)\b/i },
  { name: "antibiotics", words: /\b(?:antibiotics?|rescue pack|amoxicillin|co-amoxiclav|doxycycline)\b/i },
  { name: "tube feeding", words: /\b(?:tube feed\w*|feeding tube|PEG|nasogastric|NG tube|artificial nutrition)\b/i },
  { name: "drips", words: /\b(?:intravenous|IV|subcutaneous) fluids?\b|\bdrips?\b/i },
  { name: "dialysis", words: /\b(?:dialysis|haemodialysis|renal replacement)\b/i },
  { name: "transfusion", words: /\b(?:transfus\w*|blood products?|red cells|platelets)\b/i },
  { name: "surgery", words: /\b(?:surgery|operations?)\b/i },
];

const FULL_TREATMENT =
  /\b(?:full|all|every|maximum|active)\b.{0,12}\b(?:treatment|escalation|intervention)|for everything/i;

/** Every word of what the plan says to do in an emergency. */
const TO_DO = ["escalation", "contingency", "carer", "critical", "handler"];

export function treatmentConflicts(plan: PlanDocument, at: JudgedAt): FoundConflict[] {
  const refuses = whatIsRefused(plan.sections.advanceDecision.fields.refuses ?? "");
  if (!refuses || !advanceDecisionHolds(plan, at)) return [];
  // The limits of a limit ("unless …") are what is done all the same, so they are read as the rest.
  const refused = TREATMENTS.filter(({ words }) => words.test(refuses));
  const kept = refused.length ? refused : [{ name: "life-sustaining treatment", words: FULL_TREATMENT }];
  return instructionsIn(plan, TO_DO).flatMap(({ unit, text }): FoundConflict[] => {
    const treatment = kept.find(({ words }) => affirmed(text, words));
    if (!treatment) return [];
    return [
      {
        kind: "adrt_treatment",
        // Its circumstances may be other than the line's, exceptions written or not: whoever is there reads both.
        danger: "marks",
        says: `The advance decision refuses ${treatment.name}, and ${placeOf(plan, unit)} says to give it: change one of them, or write when each applies`,
        sides: [adrtSide(plan), ofPlan(plan, unit, text)],
      },
    ];
  });
}
