/**
 * An action: what somebody promised, with an owner and a date. Whatever happens to it, it has an owner until it ends:
 * a declined one goes back to whoever made it (hazard 10: nothing open without an owner).
 */
import { addDays, type CalendarDate } from "./calendar";
import { dateInWords, londonDate } from "./dates";
import type { RestrictionKind } from "./plan-restrictions";
import type { Shipped } from "./setting";

export const ACTION_STATUSES = {
  offered: "Waiting to be accepted",
  accepted: "Accepted",
  declined: "Declined: back with its maker",
  done: "Done",
  cancelled: "Cancelled",
} as const;
export type ActionStatus = keyof typeof ACTION_STATUSES;

/** What stands in lists for the words of an action that the plan restricts. A hidden one shows to few: see seesAction. */
export const COVERED = {
  closed: "A restricted action: read it in the care plan",
  hidden: "A hidden action: read it in the care plan",
} as const satisfies Record<RestrictionKind, string>;

export const coverOf = (what: string): RestrictionKind | undefined =>
  what === COVERED.hidden ? "hidden" : what === COVERED.closed ? "closed" : undefined;

/** Headlines of the tasks that actions raise: the words come last, so that they can be covered later. */
export const sentBackBy = (who: string, what: string): string => `${who} sent back: ${what}`;
export const notDoneBy = (who: string, dueOn: CalendarDate, what: string): string =>
  `${who} has not done it; it was due ${dateInWords(dueOn)}: ${what}`;
const BEFORE_WORDS = /^.*?(?: sent back| has not done it; it was due \d+ \p{L}+ \d{4}): /su;

/** What is left of the headline of a hidden action: nothing of it, not even that it is there. */
const OVER = "This is over: nothing is asked any more";

/** The same headline with the words that the action has now. */
export function headlineAgain(headline: string, what: string): string {
  if (coverOf(what) === "hidden") return OVER;
  const [before] = BEFORE_WORDS.exec(headline) ?? [""];
  return before + what;
}

/** A named person of an organisation, or the organisation as a whole. */
export type Owner = { accountId: string | null; organisationId: string; name: string };

export type ActionState = { status: ActionStatus; owner: Owner; maker: Owner; dueOn: CalendarDate };

export type ActionStep =
  | { kind: "accepted" }
  /** "We cannot do this": back to the maker. */
  | { kind: "declined"; note: string }
  /** "Not ours": back to the maker, who knows where it belongs. */
  | { kind: "bounced"; note: string }
  | { kind: "reassigned"; to: Owner; dueOn: CalendarDate; note?: string }
  | { kind: "carried_over"; dueOn: CalendarDate; note: string }
  | { kind: "done"; note?: string }
  | { kind: "cancelled"; note: string }
  | { kind: "reopened"; note: string }
  /** Of a plan that was withdrawn: it holds all the same. */
  | { kind: "kept"; note?: string }
  /** Of a plan that was withdrawn: it ended with it. */
  | { kind: "lapsed"; note?: string };
export type ActionStepKind = ActionStep["kind"];

export const STEP_WORDS: Record<ActionStepKind | "created" | "offered" | "changed" | "plan_withdrawn", string> = {
  created: "Made",
  offered: "Offered",
  changed: "Changed in the plan",
  accepted: "Accepted",
  declined: "Declined",
  bounced: "Sent back as not theirs",
  reassigned: "Given to somebody else",
  carried_over: "Carried over",
  done: "Done",
  cancelled: "Cancelled",
  reopened: "Opened again",
  plan_withdrawn: "Its plan was withdrawn: its owner is asked whether it still holds",
  kept: "Still holds, although its plan was withdrawn",
  lapsed: "Closed: its plan was withdrawn",
};

/** Field of the form → what is wrong with it. */
export type FieldErrors = Record<string, string>;

export const isOpen = ({ status }: Pick<ActionState, "status">): boolean => status !== "done" && status !== "cancelled";

export const isLate = (action: Pick<ActionState, "status" | "dueOn">, today: CalendarDate): boolean =>
  isOpen(action) && action.dueOn < today;

/** What a new action lacks; empty when it may be made. */
export function whyNotAction(
  action: { what: string; owner: Owner | undefined; dueOn: CalendarDate | undefined },
  today: CalendarDate,
): FieldErrors {
  const errors: FieldErrors = {};
  if (!action.what.trim()) errors.what = "Say what is to be done";
  if (!action.owner) errors.owner = "Choose who owns the action";
  Object.assign(errors, whyNotDue(action.dueOn, today));
  return errors;
}

function whyNotDue(dueOn: CalendarDate | undefined, today: CalendarDate): FieldErrors {
  if (!dueOn) return { dueOn: "Enter the date by which it is to be done" };
  return dueOn < today ? { dueOn: "The date by which it is to be done must be today or later" } : {};
}

/**
 * Days after which something is done about an action that nobody does: proposed by Confer, no published interval. A
 * reminder goes to the owner, an escalation to whoever made it.
 */
export const ACTION_SETTINGS = {
  "action.remind-days": {
    words: "Days before its date on which the owner of an action is reminded",
    value: 3,
    source: "Confer; no published interval",
    mark: "P",
  },
  "action.accept-days": {
    words: "Days after which the owner of an action that nobody accepted is reminded",
    value: 5,
    source: "Confer; no published interval",
    mark: "P",
  },
  "action.escalate-days": {
    words: "Days after its date on which a late action goes back to whoever made it, as a task",
    value: 7,
    source: "Confer; no published interval",
    mark: "P",
  },
} as const satisfies Record<string, Shipped>;

type Chased = ActionState & { offeredOn: CalendarDate; remindedOn?: CalendarDate; escalatedOn?: CalendarDate };
export type ChaseDays = { remind: number; accept: number; escalate: number };

/** What is due today about an action that is not done: once for each, until its date or its owner changes. */
export function chaseOf(action: Chased, today: CalendarDate, days: ChaseDays): "remind" | "escalate" | undefined {
  if (!isOpen(action)) return undefined;
  if (!action.escalatedOn && addDays(action.dueOn, days.escalate) <= today) return "escalate";
  if (action.remindedOn) return undefined;
  const soon = addDays(action.dueOn, -days.remind) <= today;
  const unanswered = action.status === "offered" && addDays(action.offeredOn, days.accept) <= today;
  return soon || unanswered ? "remind" : undefined;
}

const NEEDS_NOTE: Partial<Record<ActionStepKind, string>> = {
  declined: "Say why it cannot be done",
  bounced: "Say why it is not yours, and whose it is if you know",
  carried_over: "Say why it is carried over",
  cancelled: "Say why it is cancelled",
  reopened: "Say why it is opened again",
};

/** The action after the step, or what stands against it. */
export function stepAction(
  action: ActionState,
  step: ActionStep,
  today: CalendarDate,
): { ok: true; action: ActionState } | { ok: false; errors: FieldErrors } {
  const errors = whyNotStep(action, step, today);
  return Object.keys(errors).length ? { ok: false, errors } : { ok: true, action: after(action, step) };
}

function whyNotStep(action: ActionState, step: ActionStep, today: CalendarDate): FieldErrors {
  const needed = NEEDS_NOTE[step.kind];
  if (needed && !("note" in step && step.note?.trim())) return { note: needed };
  if (step.kind === "reopened") return isOpen(action) ? { step: "This action is still open" } : {};
  if (!isOpen(action)) return { step: `This action is ${ACTION_STATUSES[action.status].toLowerCase()} already` };
  if (step.kind === "accepted" && action.status === "accepted") return { step: "This action is accepted already" };
  if ((step.kind === "declined" || step.kind === "bounced") && isWithMaker(action))
    return { step: "You made this action: give it to somebody else, or cancel it with a reason" };
  if (step.kind === "reassigned" || step.kind === "carried_over") return whyNotDue(step.dueOn, today);
  return {};
}

function after(action: ActionState, step: ActionStep): ActionState {
  switch (step.kind) {
    case "accepted":
      return { ...action, status: "accepted" };
    case "kept":
      return action;
    case "lapsed":
      return { ...action, status: "cancelled" };
    case "declined":
    case "bounced":
      return { ...action, status: "declined", owner: action.maker };
    case "reassigned":
      return { ...action, status: "offered", owner: step.to, dueOn: step.dueOn };
    case "carried_over":
      return { ...action, dueOn: step.dueOn };
    case "done":
    case "cancelled":
      return { ...action, status: step.kind };
    case "reopened":
      return { ...action, status: "offered" };
  }
}

const isWithMaker = ({ owner, maker }: ActionState) =>
  owner.accountId === maker.accountId && owner.organisationId === maker.organisationId;

/** How somebody stands to an action: its owner, a colleague of a named owner, its maker, or of the group it came from. */
export type Standing = "owner" | "colleague" | "maker" | "group";

const WHO_MAY_STEP: Record<ActionStepKind, readonly Standing[]> = {
  // Nobody accepts in another's name: a colleague has it given to them first.
  accepted: ["owner"],
  done: ["owner", "colleague", "maker", "group"],
  declined: ["owner", "colleague"],
  bounced: ["owner", "colleague"],
  reassigned: ["owner", "colleague", "maker", "group"],
  carried_over: ["maker", "group"],
  cancelled: ["maker", "group"],
  reopened: ["owner", "colleague", "maker", "group"],
  kept: ["owner", "colleague", "maker", "group"],
  lapsed: ["owner", "colleague", "maker", "group"],
};

export function standingsOf(
  viewer: { accountId: string; organisationId: string; holders: readonly string[] },
  action: { owner: Owner; maker: Pick<Owner, "accountId">; mdgId: string | null },
): Standing[] {
  const { owner, maker, mdgId } = action;
  const standings: Standing[] = [];
  // Colleagues may act for a named owner: an action does not wait for a holiday to end.
  if (owner.accountId === viewer.accountId) standings.push("owner");
  else if (owner.organisationId === viewer.organisationId) standings.push(owner.accountId ? "colleague" : "owner");
  if (maker.accountId === viewer.accountId) standings.push("maker");
  if (mdgId && viewer.holders.includes(mdgId)) standings.push("group");
  return standings;
}

/**
 * For whom a step is news: its owner as it now stands, or whoever made it where the owner took the step. A team's action
 * is anybody's of the team.
 */
export function toldOf(viewer: { accountId: string; organisationId: string }, { owner, maker }: ActionState): Owner {
  const isOwners = owner.accountId
    ? owner.accountId === viewer.accountId
    : owner.organisationId === viewer.organisationId;
  return isOwners ? maker : owner;
}

/** Of a plan's action: since when its plan is withdrawn, and whether somebody said since that it holds all the same. */
export type LeftByPlan = { since: CalendarDate; kept: boolean };

export const leftByPlan = (row: {
  status: string;
  planWithdrawnAt: Date | null;
  keptAt: Date | null;
}): LeftByPlan | undefined =>
  row.planWithdrawnAt && isOpen({ status: row.status as ActionStatus })
    ? { since: londonDate(row.planWithdrawnAt), kept: row.keptAt !== null }
    : undefined;

/** What stands beside it: it stays open until somebody answers, and is no longer counted as the plan's. */
export const leftInWords = ({ since, kept }: LeftByPlan): string =>
  kept
    ? `Its plan was withdrawn on ${dateInWords(since)}; somebody said since that this still holds`
    : `The plan was withdrawn on ${dateInWords(since)}: does this still hold?`;

/** Why it ended, where nobody adds to it. */
export const lapsedBecause = ({ since }: Pick<LeftByPlan, "since">): string =>
  `The plan was withdrawn on ${dateInWords(since)}`;

/** Steps that these standings and this state allow, in the order in which buttons stand. */
export function stepsOpen(
  action: ActionState,
  standings: readonly Standing[],
  left: LeftByPlan | undefined = undefined,
): ActionStepKind[] {
  return (Object.keys(WHO_MAY_STEP) as ActionStepKind[]).filter((kind) => {
    if (!WHO_MAY_STEP[kind].some((standing) => standings.includes(standing))) return false;
    if (kind === "reopened") return !isOpen(action);
    if (!isOpen(action)) return false;
    if (kind === "kept") return left !== undefined && !left.kept;
    if (kind === "lapsed") return left !== undefined;
    if (kind === "accepted") return action.status !== "accepted";
    // Until it is accepted, its owner's side is not shown the person.
    if (kind === "done" && action.status !== "accepted")
      return standings.some((one) => one === "maker" || one === "group");
    return (kind !== "declined" && kind !== "bounced") || !isWithMaker(action);
  });
}
