/**
 * The agenda: item 0 is what the group promised before, then the cases in their order. A case does not close with
 * talk alone: talk does not become action (Raine R et al. BMJ Qual Saf 2014, 370 meetings), so it closes with an
 * owned, dated action or with the reason why none is needed.
 */
import { type ActionStatus, isLate, isOpen } from "./action";
import type { CalendarDate } from "./calendar";
import { momentInWords } from "./dates";

export const CASE_STATUSES = {
  waiting: "To discuss",
  closed: "Closed",
  carried_over: "Carried over",
  withdrawn: "Taken off the agenda",
} as const;
export type CaseStatus = keyof typeof CASE_STATUSES;

type Placed = { id: string; position: number; status: CaseStatus };

/** As they are discussed; what was taken off comes last and has no number. */
export function inOrder<T extends Placed>(cases: readonly T[]): T[] {
  const last = ({ status }: T) => Number(status === "withdrawn");
  return [...cases].sort((a, b) => last(a) - last(b) || a.position - b.position);
}

/** "Case 3 of 8"; of a case that was taken off, undefined. */
export function placeOf(cases: readonly Placed[], id: string): { number: number; of: number } | undefined {
  const discussed = inOrder(cases).filter(({ status }) => status !== "withdrawn");
  const index = discussed.findIndex((one) => one.id === id);
  return index < 0 ? undefined : { number: index + 1, of: discussed.length };
}

/** The ids in their order after one moved a step; unchanged at either end. */
export function moveCase(cases: readonly Placed[], id: string, by: -1 | 1): string[] {
  const order = inOrder(cases).map((one) => one.id);
  const from = order.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= order.length) return order;
  [order[from], order[to]] = [order[to]!, order[from]!];
  return order;
}

/** Slots not taken. Negative when cases were carried over onto a full agenda. */
export const freeSlots = (slots: number, counts: Partial<Record<CaseStatus, number>>): number =>
  slots - (counts.waiting ?? 0) - (counts.closed ?? 0);

/** What a case still lacks before it may close; empty when it may. */
export function whyNotClosable(discussed: {
  status: CaseStatus;
  personTold: string | null;
  objection: string | null;
  capacity: string | null;
  noActionBecause: string | null;
  actions: readonly { status: ActionStatus; owner: { organisationId: string }; dueOn: CalendarDate }[];
}): string[] {
  if (discussed.status !== "waiting") return [`This case is ${CASE_STATUSES[discussed.status].toLowerCase()} already`];
  const lacking: string[] = [];
  const owned = discussed.actions.some(({ status, owner, dueOn }) => {
    return status !== "cancelled" && owner.organisationId !== "" && dueOn !== "";
  });
  if (!owned && !discussed.noActionBecause?.trim())
    lacking.push("Add an action with an owner and a date, or say why no action is needed");
  // Silence is no answer to any of the three (safety rule 14); "not assessed" is one.
  if (!discussed.personTold) lacking.push("Record whether the person was told about this discussion");
  if (!discussed.objection) lacking.push("Record whether there is an objection: “none” is an answer");
  if (!discussed.capacity) lacking.push("Record capacity for this decision: “not assessed” is an answer");
  return lacking;
}

/** Why the meeting may not close; undefined when it may. `present`: how many members are recorded as here. */
export function whyNotCloseMeeting(
  { startsAt, present, cases }: { startsAt: Date; present: number; cases: readonly { status: CaseStatus }[] },
  { carryOver, nextMeeting, now }: { carryOver: boolean; nextMeeting: unknown; now: Date },
): string | undefined {
  if (now < startsAt) return `This meeting can be closed from its start: ${momentInWords(startsAt)}`;
  if (present === 0) return "Record who is here before the meeting is closed";
  const waiting = cases.filter(({ status }) => status === "waiting").length;
  if (waiting === 0) return undefined;
  const words = waiting === 1 ? "1 case is" : `${waiting} cases are`;
  if (!carryOver) return `${words} not discussed: close them, or carry them over to the next meeting`;
  return nextMeeting
    ? undefined
    : `${words} not discussed and no later meeting is planned: plan the next meeting first`;
}

/** Item 0: open actions of the group from earlier meetings, late ones first, then by their date. */
export function itemZero<T extends { status: ActionStatus; dueOn: CalendarDate }>(
  actions: readonly T[],
  today: CalendarDate,
): T[] {
  const late = (action: T) => Number(!isLate(action, today));
  return actions.filter(isOpen).sort((a, b) => late(a) - late(b) || a.dueOn.localeCompare(b.dueOn));
}
