/**
 * When a plan is looked at again: on a date that the person's risk proposes, and whenever the record changes so that the
 * plan may no longer fit. Each cause is said once. An overdue plan stays where crews read it: expiry hides nothing.
 */
import { z } from "zod";
import { addDays, addMonths, ageOn, type CalendarDate } from "./calendar";
import { criticalClassOf } from "./critical-medicines";
import { dateInWords } from "./dates";
import type { PlanRecord, RecordLine } from "./plan-record";
import { SEGMENTS, type Segment } from "./segment";
import type { SettingValues, Shipped } from "./setting";
import type { TaskKind } from "./task";

// ── Dates by risk ─────────────────────────────────────────────────────────────────────────────────────────

const months = (segment: Segment, value: number): Shipped => ({
  words: `Months until the next planned review of a care plan: ${SEGMENTS[segment].toLowerCase()}`,
  value,
  source: "Confer; no published interval for the whole plan",
  mark: "P",
});

/** Names that are settings: review.months.SEGMENT, and how long an answer may take. */
export const REVIEW_SETTINGS: Readonly<Record<string, Shipped>> = {
  "review.months.end_of_life": months("end_of_life", 3),
  "review.months.frailty_dementia": months("frailty_dementia", 6),
  "review.months.complex": months("complex", 6),
  "review.months.long_term": months("long_term", 12),
  "review.months.healthy": months("healthy", 12),
  "review.task-days": {
    words: "Days within which somebody answers whether a plan is still right after a change of the record",
    value: 7,
    source: "Confer; no published interval",
    mark: "P",
  },
};

export const settingOf = (name: string, values: SettingValues): number =>
  values[name] ?? REVIEW_SETTINGS[name]?.value ?? 0;

export type ProposedReview = { on: CalendarDate; months: number; because: string };

/** Who is in no segment yet is treated as somebody with frailty: sooner rather than later. */
export function proposedReview(
  segment: Segment | undefined,
  today: CalendarDate,
  values: SettingValues = {},
): ProposedReview {
  const within = settingOf(`review.months.${segment ?? "frailty_dementia"}`, values);
  const because = segment ? SEGMENTS[segment] : "segment not known yet";
  return { on: addMonths(today, within), months: within, because };
}

// ── What the plan was last seen with ──────────────────────────────────────────────────────────────────────

const Dated = z.object({ id: z.string(), words: z.string(), on: z.string().optional() });

/** Facts of the record that a plan hangs on, as they stood when somebody was last asked about them. */
export const PlanFacts = z.object({
  /** Emergency and planned ones. `until`: the day of discharge. */
  admissions: z.array(z.object({ id: z.string(), on: z.string(), until: z.string().optional() })),
  deceased: z.boolean(),
  diedOn: z.string().optional(),
  diagnoses: z.array(Dated),
  /** Of the critical classes. */
  medicines: z.array(Dated),
  allergies: z.array(Dated),
  carers: z.array(Dated),
  address: z.string().optional(),
  careHome: z.boolean(),
  practice: z.object({ id: z.string(), name: z.string() }).optional(),
  adult: z.boolean().optional(),
});
export type PlanFacts = z.infer<typeof PlanFacts>;

/** Conditions that a crisis card, a section or a segment hangs on. */
const WEIGHTY = /^(?:condition-|diabetes-type-|palliative-care$|end-stage-disease$|cancer-metastatic$|frailty-severe$)/;

const dated = ({ id, words, on }: RecordLine) => ({ id, words, ...(on && { on }) });

type Admissions = PlanFacts["admissions"];

export function factsOf(
  record: PlanRecord,
  { admissions, deceased, today }: { admissions: Admissions; deceased: boolean; today: CalendarDate },
): PlanFacts {
  const now = record.lines.filter(({ ended }) => !ended);
  const age = ageOn(record.bornOn, today);
  return {
    admissions,
    deceased: deceased || record.died !== undefined,
    ...(record.died && { diedOn: record.died }),
    diagnoses: now.filter(({ kind, sets }) => kind === "problem" && sets.some((set) => WEIGHTY.test(set))).map(dated),
    medicines: now.filter(({ kind, words }) => kind === "medicine" && criticalClassOf(words)).map(dated),
    allergies: now.filter(({ kind, sets }) => kind === "allergy" && !sets.includes("no-known-allergy")).map(dated),
    carers: now.filter(({ kind, ring }) => kind === "carer" && ring?.isCarer).map(dated),
    ...(record.address && { address: record.address.words }),
    careHome: record.careHome,
    ...(record.practice && { practice: { id: record.practice.id, name: record.practice.name } }),
    ...(age !== undefined && { adult: age >= 18 }),
  };
}

/** As far as they can be told: what is dated after the plan's publishing was not there for its author. */
export function factsBefore(facts: PlanFacts, published: CalendarDate): PlanFacts {
  const earlier = <T extends { on?: string }>(all: readonly T[]) => all.filter(({ on }) => !on || on <= published);
  return {
    ...facts,
    admissions: earlier(facts.admissions).map(({ until, ...one }) =>
      until && until > published ? one : { ...one, ...(until && { until }) },
    ),
    deceased: facts.deceased && (!facts.diedOn || facts.diedOn <= published),
    diagnoses: earlier(facts.diagnoses),
    medicines: earlier(facts.medicines),
    allergies: earlier(facts.allergies),
  };
}

// ── Causes ────────────────────────────────────────────────────────────────────────────────────────────────

/** `cause`: the same for the same event, so that it is asked once. */
export type ReviewCause = { kind: TaskKind; cause: string; headline: string };

const STILL_RIGHT = "Is the plan still right?";

/** A stay that ended longer ago is history that came late, not news. */
const NEWS_DAYS = 60;

export function reviewCauses(before: PlanFacts, after: PlanFacts, today: CalendarDate): ReviewCause[] {
  return [
    ...deaths(before, after),
    ...admissions(before, after, today),
    ...moves(before, after),
    ...added(before, after),
    ...(before.adult === false && after.adult
      ? [asks("review_plan_after_diagnosis", "adult", "The person is 18 now. A plan is made again with the adult")]
      : []),
  ];
}

const asks = (kind: TaskKind, cause: string, what: string): ReviewCause => ({
  kind,
  cause,
  headline: `${what}. ${STILL_RIGHT}`,
});

function deaths(before: PlanFacts, after: PlanFacts): ReviewCause[] {
  if (before.deceased && !after.deceased)
    return [
      {
        kind: "review_plan_after_death",
        cause: `alive:${before.diedOn ?? "day not recorded"}`,
        headline:
          "The record said that the person had died, and says so no longer. Is the plan in force, and still right?",
      },
    ];
  if (before.deceased || !after.deceased) return [];
  const on = after.diedOn ? `, ${dateInWords(after.diedOn)}` : "";
  return [
    {
      kind: "review_plan_after_death",
      cause: `died:${after.diedOn ?? "day not recorded"}`,
      headline: `The record says that the person has died${on}. Is it so? Then withdraw the plan.`,
    },
  ];
}

/** One that came and ended between two looks is asked about once, as a discharge. */
function admissions(before: PlanFacts, after: PlanFacts, today: CalendarDate): ReviewCause[] {
  const known = new Map(before.admissions.map((one) => [one.id, one]));
  return after.admissions.flatMap(({ id, on, until }) => {
    const was = known.get(id);
    if (until && addDays(until, NEWS_DAYS) < today) return [];
    if (until && !was?.until)
      return [asks("review_plan_after_discharge", id, `Discharged from hospital ${dateInWords(until)}`)];
    if (was || until) return [];
    const headline = `Admitted to hospital ${dateInWords(on)}. Has the ward the plan, and is it still right?`;
    return [{ kind: "review_plan_after_admission", cause: id, headline }];
  });
}

function moves(before: PlanFacts, after: PlanFacts): ReviewCause[] {
  const found: ReviewCause[] = [];
  const kind = "review_plan_after_move";
  if (before.address !== undefined && after.address !== undefined && before.address !== after.address)
    found.push(asks(kind, `address:${after.address}`, "The address changed: access, equipment and carers with it"));
  if (!before.careHome && after.careHome) found.push(asks(kind, "care home", "The person lives in a care home now"));
  if (before.careHome && !after.careHome)
    found.push(asks(kind, "left care home", "The person lives in a care home no longer"));
  if (before.practice && after.practice && before.practice.id !== after.practice.id)
    found.push(asks(kind, `practice:${after.practice.id}`, `Registered with ${after.practice.name} now`));
  return found;
}

/** Of a class of which another is taken now, that one is asked about as new. */
function stopped(before: PlanFacts, after: PlanFacts) {
  const classes = new Set(after.medicines.map(({ words }) => criticalClassOf(words)));
  return before.medicines.filter(({ words }) => !classes.has(criticalClassOf(words)));
}

function added(before: PlanFacts, after: PlanFacts): ReviewCause[] {
  const kind = "review_plan_after_diagnosis";
  // A line is known by its words too: the same fact sent again under another id is not news.
  const news = (part: "diagnoses" | "medicines" | "allergies") => {
    const known = new Set(before[part].flatMap(({ id, words }) => [id, words]));
    return after[part].filter(({ id, words }) => !known.has(id) && !known.has(words));
  };
  const since = (on: string | undefined) => (on ? `, ${dateInWords(on)}` : "");
  return [
    ...news("diagnoses").map(({ id, words, on }) => asks(kind, id, `New on the record: ${words}${since(on)}`)),
    ...news("medicines").map(({ id, words, on }) => asks(kind, id, `New critical medicine: ${words}${since(on)}`)),
    ...stopped(before, after).map(({ id, words }) =>
      asks(kind, `stopped:${id}`, `Critical medicine no longer on the record: ${words}`),
    ),
    ...news("allergies").map(({ id, words, on }) => asks(kind, id, `New allergy: ${words}${since(on)}`)),
    ...before.carers
      .filter(({ id }) => !after.carers.some((one) => one.id === id))
      .map(({ id, words }) => asks(kind, `carer:${id}`, `${words} is on the record as carer no longer`)),
  ];
}
