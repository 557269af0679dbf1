/**
 * What the packages propose for one person today, and what became of each proposal.
 *
 * An answer stays in force: a proposal that was declined stays declined, with its reason, until somebody opens it again
 * or the fact behind it changes materially. Materially means one of three things, and nothing else:
 *  - the package was left and entered anew after the answer (frailty severe, then moderate, then severe again);
 *  - the care was done after the answer and has fallen due again;
 *  - another package now asks for the same thing, and has not been answered.
 * A degree or a check that is merely recorded again changes nothing, nor does time alone. What was taken stays taken as
 * long as it stands in the plan or in the viewer's draft; a draft thrown away brings the proposal back.
 */
import { addSpan, type CalendarDate } from "../calendar";
import { type CareGap, type CareOwner, type CarePerson, isOpen, treatmentSwitch } from "../care-gap";
import { isProcess, processOf } from "../care-protocols/all";
import { dateInWords } from "../dates";
import type { SettingValues } from "../setting";
import type { Stratification } from "../stratification";
import { CARE_PACKAGES, packageSetting } from "./all";
import {
  type CarePackage,
  type Entered,
  limitName,
  OWN_GOAL,
  type PackageAction,
  type PackageContext,
  spanOf,
  switchName,
} from "./package";

/** Where the item is that came of a proposal. "own draft" is the viewer's; of another's draft nothing is seen. */
export type Whereabouts = "plan" | "own draft" | "other draft" | "closed" | "nowhere";

export type PackageAnswer = {
  package: string;
  item: string;
  answer: "taken" | "changed" | "declined" | "reopened";
  reason: string;
  by: string;
  on: CalendarDate;
  /** To put answers in order: the later instant counts. */
  at: string;
  /** Item of the plan. */
  became?: string;
  whereabouts?: Whereabouts;
};

/** `words` where it asks in other words than those that lead. */
type Parent = { package: string; item: string; name: string; because: string; words?: string };

export type Proposal = {
  /** Of the first package that asks: "severe-frailty/assessment". */
  id: string;
  kind: "goal" | "action";
  words: string;
  /** The person's own goal is written, never taken as it stands. */
  own: boolean;
  owner?: CareOwner;
  dueOn?: CalendarDate;
  /** Every package that asks for it. */
  parents: readonly Parent[];
  /** Care whose gap it closes, as far as it is open. */
  gaps: readonly CareGap[];
  state: "open" | "taken" | "changed" | "declined";
  /** The answer in force, or the one that no longer is. */
  answer?: PackageAnswer;
  /** Why it is proposed again although it was answered. */
  again?: string;
  /** Name of the setting that holds its limit; absent where the limit stands in a source. */
  limit?: string;
  source: string;
};

export type EnteredPackage = Pick<CarePackage, "id" | "name" | "who" | "exit" | "source" | "mark"> &
  Entered & {
    reviewOn: CalendarDate;
    goals: readonly string[];
    /** Items that would drive treatment and that nobody has signed; whether they would fit this person is not asked. */
    waiting: readonly string[];
  };

export type Proposals = { packages: EnteredPackage[]; proposals: Proposal[] };

type Asked = { key: string; parent: Parent; entered: Entered } & Pick<
  Proposal,
  "kind" | "words" | "own" | "owner" | "dueOn" | "gaps" | "limit" | "source"
>;

export function proposePackages(
  person: CarePerson,
  answer: Stratification,
  answers: readonly PackageAnswer[],
  asOf: CalendarDate,
  values: SettingValues = {},
): Proposals {
  const context: PackageContext = { asOf, answer, setting: (name) => packageSetting(values, name) };
  const entered = CARE_PACKAGES.flatMap((one) => {
    const why = one.entry(person, context);
    return why ? [{ one, why }] : [];
  });
  const asked = entered.flatMap(({ one, why }) => [
    ...goalsOf(one, why),
    ...actionsOf(one, why, person, context, values),
  ]);
  return {
    packages: entered.map(({ one, why }) => shown(one, why, context, values)),
    proposals: joined(asked).map((group) => answered(group, latestAnswers(answers))),
  };
}

function shown(
  one: CarePackage,
  why: Entered,
  { asOf, setting }: PackageContext,
  values: SettingValues,
): EnteredPackage {
  const { id, name, who, exit, source, mark, goals, actions, review } = one;
  return {
    id,
    name,
    who,
    exit,
    source,
    mark,
    ...why,
    reviewOn: addSpan(asOf, spanOf(review, setting(limitName(id, "review")))),
    goals: goals.map(({ words }) => words),
    waiting: actions.filter((action) => isWaiting(one, action, values)).map(({ what }) => what),
  };
}

/** Switched off here, or the care process that it answers is. */
const isWaiting = ({ id }: CarePackage, { id: item, treatment, meets = [] }: PackageAction, values: SettingValues) =>
  treatment === true &&
  (values[switchName(id, item)] !== 1 ||
    meets.some(
      (process) => isProcess(process) && processOf(process).process.treatment && values[treatmentSwitch(process)] !== 1,
    ));

// ── What each package asks for ────────────────────────────────────────────────────────────────────────────

const goalsOf = ({ id, name, goals, source }: CarePackage, entered: Entered): Asked[] =>
  goals.map(({ id: item, words }) => ({
    key: item === OWN_GOAL.id ? item : `goal ${id}/${item}`,
    parent: { package: id, item, name, because: entered.because },
    entered,
    kind: "goal",
    words,
    own: item === OWN_GOAL.id,
    gaps: [],
    source,
  }));

function actionsOf(
  one: CarePackage,
  entered: Entered,
  person: CarePerson,
  context: PackageContext,
  values: SettingValues,
): Asked[] {
  return one.actions.flatMap((action) => {
    if (isWaiting(one, action, values) || action.when?.(person, context) === false) return [];
    const gaps = gapsMet(action, context);
    if (!gaps) return [];
    const { id: item, does, what, owner, mark } = action;
    const { id, name, source } = one;
    return {
      key: `action ${does ?? `${id}/${item}`}`,
      parent: { package: id, item, name, because: entered.because },
      entered,
      kind: "action" as const,
      words: what,
      own: false,
      owner,
      dueOn: dueOn(one, action, gaps, context),
      gaps,
      source: action.source ?? source,
      ...(mark === "P" && { limit: limitName(id, item) }),
    };
  });
}

/**
 * Open gaps that the action closes, unknown ones among them; undefined when it is not to be proposed: all of its care
 * that is this person's is done or excused, or none is and the package does not ask for it by itself.
 */
function gapsMet({ meets = [], onlyWhenDue }: PackageAction, { answer }: PackageContext): CareGap[] | undefined {
  const gaps = answer.careGaps.filter(({ process }) => meets.includes(process));
  const open = gaps.filter((gap) => isOpen(gap) || gap.state === "cannot tell");
  return open.length || (!gaps.length && !onlyWhenDue) ? open : undefined;
}

const isOverdueForLife = ({ process, state }: CareGap) =>
  state === "overdue" && isProcess(process) && processOf(process).process.priority === "life threat";

/**
 * The package's limit from today, or the day by which the care itself falls due, if that comes sooner. Where limb or life
 * is threatened and that day has passed, today: a package gives no new time.
 */
function dueOn(
  { id }: CarePackage,
  { id: item, within, mark }: PackageAction,
  gaps: CareGap[],
  context: PackageContext,
) {
  const { asOf, setting } = context;
  const limit = addSpan(asOf, spanOf(within, mark === "P" ? setting(limitName(id, item)) : within.value));
  if (gaps.some(isOverdueForLife)) return asOf;
  const days = gaps.map(({ nextDue }) => nextDue).filter((day) => day !== undefined && day >= asOf) as CalendarDate[];
  return [limit, ...days].sort()[0]!;
}

// ── Overlap ───────────────────────────────────────────────────────────────────────────────────────────────

/** One group for each key, in the order of the packages; the shortest limit leads, of two the first. */
function joined(asked: readonly Asked[]): Asked[][] {
  const groups = new Map<string, Asked[]>();
  for (const one of asked) groups.set(one.key, [...(groups.get(one.key) ?? []), one]);
  return [...groups.values()].map((group) => group.sort((a, b) => (a.dueOn ?? "").localeCompare(b.dueOn ?? "")));
}

// ── Answers ───────────────────────────────────────────────────────────────────────────────────────────────

type Latest = ReadonlyMap<string, PackageAnswer>;
const keyOf = (of: { package: string; item: string }) => `${of.package}/${of.item}`;

function latestAnswers(answers: readonly PackageAnswer[]): Latest {
  const latest = new Map<string, PackageAnswer>();
  for (const answer of answers)
    if (answer.at >= (latest.get(keyOf(answer))?.at ?? "")) latest.set(keyOf(answer), answer);
  return latest;
}

/** One answer of "taken" holds for all packages that ask; a refusal only where each of them was refused. */
function answered(group: readonly Asked[], latest: Latest): Proposal {
  const [{ key: _, parent, entered: __, ...lead }] = group as [Asked, ...Asked[]];
  const parents = group.map(({ parent, words }) => (words === lead.words ? parent : { ...parent, words }));
  const gaps = [...new Map(group.flatMap((one) => one.gaps).map((gap) => [gap.process, gap])).values()];
  const proposal = { id: keyOf(parent), ...lead, gaps, parents };
  const given = group.flatMap((one) => {
    const answer = latest.get(keyOf(one.parent));
    return answer && answer.answer !== "reopened" ? [{ answer, lapsed: whyLapsed(answer, one.entered, gaps) }] : [];
  });
  const newest = (of: typeof given) => [...of].sort((a, b) => (a.answer.at < b.answer.at ? 1 : -1))[0];
  const valid = given.filter(({ lapsed }) => lapsed === undefined);
  const taken = newest(valid.filter(({ answer }) => answer.answer !== "declined"));
  if (taken) return { ...proposal, state: taken.answer.answer as "taken", answer: taken.answer };
  const refused = newest(valid);
  if (refused && valid.length === group.length) return { ...proposal, state: "declined", answer: refused.answer };
  const former = newest(given);
  const again = former && (former.lapsed ?? "another package asks for it now");
  return { ...proposal, state: "open", ...(former && { answer: former.answer, again }) };
}

/** In words, or undefined while the answer holds. */
function whyLapsed({ answer, on, whereabouts }: PackageAnswer, { since }: Entered, gaps: readonly CareGap[]) {
  if (answer !== "declined") {
    if (whereabouts === "plan" || whereabouts === "own draft") return undefined;
    if (whereabouts === "nowhere") return "your draft that held it was thrown away, or it was taken out";
  }
  if (since !== undefined && since > on) return `the package was left and entered anew on ${dateInWords(since)}`;
  const done = gaps.find(({ lastDone }) => lastDone !== undefined && lastDone > on);
  return done && `${done.name} was done on ${dateInWords(done.lastDone!)} and is due again`;
}
