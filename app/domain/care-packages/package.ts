/**
 * A care package: what is proposed to the author of a plan for everybody in one situation. Data and pure functions; a
 * package proposes, a plan author takes, changes or declines, and nothing of it stands in a plan before that.
 * Mechanics (propose with the rule that fired and why; accept, edit or reject; agree with the person; one action where
 * packages overlap, with the shortest limit): proposed by Confer. Shape: the five components of NHS England's proactive
 * care (2023): a cohort, a holistic assessment, one plan, coordinated interventions, follow-up. No package speaks of CPR.
 */
import type { CalendarDate, Span } from "../calendar";
import { type CareOwner, type CarePerson, treatmentSwitch } from "../care-gap";
import type { Dated, Features } from "../feature";
import type { Mark, Shipped } from "../setting";
import type { Stratification } from "../stratification";

/** Why the package is this person's; `since` when, without a break, where the record can tell. */
export type Entered = { because: string; since?: CalendarDate };

export type PackageContext = {
  asOf: CalendarDate;
  answer: Stratification;
  /** Value in force of a package's or a protocol's setting, by its full name; an unknown name throws. */
  setting: (name: string) => number;
};

export type PackageGoal = { id: string; words: string };

export type Unit = "days" | "workingDays" | "weeks" | "months";
export type Limit = { value: number; unit: Unit };

export type PackageAction = {
  id: string;
  what: string;
  owner: CareOwner;
  within: Limit;
  /** Of the limit: P is a local setting, anything else stands in `source`. */
  mark: Mark;
  source?: string;
  /**
   * What is done, where several packages may ask for it: one action is kept for each. The same process with another
   * target is another name.
   */
  does?: string;
  /** Care processes whose gap it closes. All done or excused: it is not proposed. */
  meets?: readonly string[];
  /** Proposed only while one of `meets` is open; otherwise the package asks for it by itself. */
  onlyWhenDue?: true;
  when?: (person: CarePerson, context: PackageContext) => boolean;
  /** It drives one person's treatment: not proposed before a clinical lead switches it on (safety rule 21). */
  treatment?: true;
};

export type CarePackage = {
  id: string;
  name: string;
  /** Whom it is for, in words. */
  who: string;
  entry: (person: CarePerson, context: PackageContext) => Entered | undefined;
  /** The person's own first. */
  goals: readonly PackageGoal[];
  actions: readonly PackageAction[];
  /** Months until somebody looks whether it is still needed. */
  review: Limit;
  /** When the package ends, in words. */
  exit: string;
  source: string;
  mark: Mark;
  /** Numbers of its entry, by the rest of their name: "attendances". */
  settings?: Readonly<Record<string, Shipped>>;
};

// ── Limits ────────────────────────────────────────────────────────────────────────────────────────────────

export const days = (value: number): Limit => ({ value, unit: "days" });
export const workingDays = (value: number): Limit => ({ value, unit: "workingDays" });
export const weeks = (value: number): Limit => ({ value, unit: "weeks" });
export const months = (value: number): Limit => ({ value, unit: "months" });

export const spanOf = ({ unit }: Limit, value: number): Span => ({ [unit]: value });

const UNIT_WORDS: Record<Unit, string> = {
  days: "Days",
  workingDays: "Working days",
  weeks: "Weeks",
  months: "Months",
};

// ── What every package has ────────────────────────────────────────────────────────────────────────────────

/** Never put into a plan as it stands: the author writes what the person said. */
export const OWN_GOAL: PackageGoal = { id: "own-goal", words: "What matters most, in the person's own words" };

/** Limits of the table of packages; none has a national source unless it says so. */
export const PROPOSED = "proposed by Confer; no national source known";

type Made = Omit<CarePackage, "goals" | "actions" | "mark"> & {
  goals: readonly PackageGoal[];
  actions: readonly (Omit<PackageAction, "mark"> & { mark?: Mark })[];
  mark?: Mark;
};

/** A package with what all of them have: the person's own goal first, one named coordinator, a review. */
export function carePackage(made: Made): CarePackage {
  const actions = [COORDINATOR, ...made.actions, reviewOf(made)];
  return {
    mark: "P",
    ...made,
    goals: [OWN_GOAL, ...made.goals],
    actions: actions.map((action) => ({ mark: "P", ...action })),
  };
}

const COORDINATOR = {
  id: "coordinator",
  does: "coordinator",
  what: "Name one coordinator, and tell the person and the carer who it is and how to reach them",
  owner: "CC",
  within: weeks(2),
  when: ({ facts }: CarePerson) => !facts.has("care-named-coordinator"),
} as const satisfies Omit<PackageAction, "mark">;

const reviewOf = ({ review }: Made): Omit<PackageAction, "mark"> => ({
  id: "review",
  does: "review",
  what: "Review with the person what was agreed: what is done, what is not needed, what comes next",
  owner: "CC",
  within: review,
});

// ── Settings ──────────────────────────────────────────────────────────────────────────────────────────────

export const limitName = (packageId: string, item: string): string => `package.${packageId}.${item}`;
export const switchName = (packageId: string, item: string): string => treatmentSwitch(limitName(packageId, item));

/** Names and shipped values: proposed limits, numbers of the entry, and a switch for each item that drives treatment. */
export function settingsOf({ id, name, actions, settings = {} }: CarePackage): Record<string, Shipped> {
  const shipped: Record<string, Shipped> = {};
  for (const [item, setting] of Object.entries(settings)) shipped[limitName(id, item)] = setting;
  for (const action of actions) {
    const { id: item, what, within, mark, source = PROPOSED, treatment } = action;
    if (mark === "P")
      shipped[limitName(id, item)] = { words: limitWords(name, what, within), value: within.value, source, mark };
    if (treatment)
      shipped[switchName(id, item)] = {
        words: `${name}: propose “${what}” (1 yes, 0 no)`,
        value: 0,
        source: TREATMENT,
        mark,
      };
  }
  return shipped;
}

const limitWords = (name: string, what: string, { unit }: Limit) =>
  `${name}: ${UNIT_WORDS[unit].toLowerCase()} within which: ${what}`;
const TREATMENT = "drives treatment: off until a clinical lead signs it with the intended-purpose statement";

// ── Since when ────────────────────────────────────────────────────────────────────────────────────────────

/** What was recorded on a day, and whether it held then. */
export type Marked = { on?: CalendarDate; holds: boolean };

/**
 * The first day of the present spell: of the last run of days that hold. Where marks of one day disagree, it holds.
 * Undefined when nothing is dated, or when the last day does not hold.
 */
export function spellSince(marks: readonly Marked[]): CalendarDate | undefined {
  const days = new Map<CalendarDate, boolean>();
  for (const { on, holds } of marks) if (on !== undefined) days.set(on, holds || (days.get(on) ?? false));
  const dated = [...days].sort(([a], [b]) => (a < b ? -1 : 1));
  const broken = dated.map(([, holds]) => holds).lastIndexOf(false);
  return dated[broken + 1]?.[0];
}

/** Entries of one set as marks: each holds from its day, and ends where an end is recorded. */
export const marksOf = ({ facts }: Pick<Features, "facts">, set: string, asOf: CalendarDate): Marked[] =>
  (facts.get(set)?.entries ?? []).flatMap(({ on, until }: Dated) => [
    { on, holds: true },
    ...(until !== undefined && until <= asOf ? [{ on: until, holds: false }] : []),
  ]);
