/**
 * What a call handler who is not a clinician sees: that a plan exists, the one or two lines, the numbers. Kept as JSON,
 * read back with the clock of the request. Nothing clinical beyond the two lines leaves in it.
 */
import { z } from "zod";
import type { PersonFacts, PublishedPlan } from "../domain/crisis-plan";
import { londonDate } from "../domain/dates";
import { answersInWords } from "../domain/phone-hours";
import type { PlanDocument } from "../domain/plan";
import type { PlanConflict } from "../domain/plan-conflict";
import { lineAgeInWords, oldestCriticalLine } from "../domain/plan-freshness";
import { withoutRestricted } from "../domain/plan-restrictions";
import { isStill, mayBeTold } from "../domain/plan-ring";
import { conflictsToShow, EMERGENCY_ONLY, OF_NUMBERS } from "./crisis-marks";
import { type NumberReport, reachedInWords } from "./slots";

const CallLines = z.object({
  status: z.enum(["live", "withdrawn"]),
  version: z.number(),
  publishedAt: z.string(),
  lines: z.array(z.string()),
  numbers: z.array(
    z.object({
      name: z.string(),
      role: z.string(),
      phone: z.string(),
      hours: z.string(),
      lastAnswered: z.string().nullable(),
      /** The last day on which the number is theirs. */
      until: z.string().optional(),
    }),
  ),
  /** The day of the oldest critical line. */
  oldest: z.string().nullable(),
  diedOn: z.string().nullable(),
  /** What stands above the lines: that something is recorded in two ways, or that only a part is published. */
  marks: z.array(z.string()).default([]),
  /** Nothing but the emergency part was ever published: what is not here is not known. */
  emergencyOnly: z.boolean().default(false),
});

export function renderCallLines(published: PublishedPlan, person: PersonFacts): string {
  const live = published.status === "live";
  const { plan } = withoutRestricted(published.document, published.restrictions);
  const { first, second } = plan.sections.handler.fields;
  const text: z.infer<typeof CallLines> = {
    status: published.status,
    version: published.version,
    publishedAt: published.publishedAt,
    lines: live ? [first, second].filter((line) => line !== undefined) : [],
    numbers: (live ? plan.sections.people.items.filter(mayBeTold) : []).flatMap(
      ({ name = "", role, relation = "", phone, hours = "", lastAnswered, until }) =>
        phone ? [{ name, role: role ?? relation, phone, hours, lastAnswered: lastAnswered ?? null, until }] : [],
    ),
    oldest: live ? (oldestCriticalLine(plan, published.confirmations)?.since ?? null) : null,
    diedOn: person.diedOn ?? null,
    marks: live ? marksOf(published, plan) : [],
    emergencyOnly: published.emergencyOnly ?? false,
  };
  return JSON.stringify(text);
}

/** No side of a contradiction is told: the lines are for somebody who is not a clinician. */
const marksOf = (published: PublishedPlan, plan: PlanDocument): string[] => [
  ...new Set(conflictsToShow(published, plan).map(markOf)),
  ...(published.emergencyOnly ? [EMERGENCY_ONLY] : []),
];

function markOf({ kind }: PlanConflict): string {
  if (OF_NUMBERS.includes(kind)) return "A phone number may be wrong: try another.";
  return `Something in this plan is recorded in two different ways${OF_TREATMENT.test(kind) ? TO_THE_DESK : ": the crew reads both."}`;
}
const TO_THE_DESK = ". Do not tell the crew what to rely on: connect to the clinical desk.";
/** CPR, an ADRT, escalation, an allergy, an emergency plan in two places: what a handler must not pass on. */
const OF_TREATMENT = /^(?:cpr|adrt|allergy)(?:_|$)|_(?:cpr|escalation)$|^emergency_plan_elsewhere$/;

/** The published text as it stands now: numbers say whether they answer and were found dead, the plan how old it is. */
export function readCallLines(text: string, now: Date, reports: readonly NumberReport[] = []) {
  const { numbers, oldest, ...lines } = CallLines.parse(JSON.parse(text));
  return {
    ...lines,
    // A text of before has only the mark.
    emergencyOnly: lines.emergencyOnly || lines.marks.includes(EMERGENCY_ONLY),
    age: oldest ? lineAgeInWords(oldest, now) : null,
    numbers: numbers
      .filter((number) => isStill(number, londonDate(now)))
      .map((number) => ({
        ...number,
        answers: answersInWords(number.hours, now),
        reached: reachedInWords(number, reports),
      })),
  };
}
