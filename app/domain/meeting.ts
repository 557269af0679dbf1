/** A meeting of a multidisciplinary group (MDG), and what is recorded about each case besides decisions and actions. */
import type { FieldErrors } from "./action";
import type { CalendarDate } from "./calendar";
import { dateInWords, londonDate, timeInWords } from "./dates";

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** "Thursday 26 November 2026, 14:00". */
export function meetingInWords(startsAt: Date): string {
  const date = londonDate(startsAt);
  return `${WEEKDAYS[new Date(date).getUTCDay()]} ${dateInWords(date)}, ${timeInWords(startsAt)}`;
}

/** The instant at which London's clock shows this; undefined when it never does or the text is no date or time. */
export function londonInstant(date: CalendarDate, time: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d$/.test(time)) return undefined;
  const asUtc = new Date(`${date}T${time}:00Z`);
  if (Number.isNaN(asUtc.getTime())) return undefined;
  return [asUtc, new Date(asUtc.getTime() - 3_600_000)].find(
    (at) => londonDate(at) === date && timeInWords(at) === time,
  );
}

/** A date typed in a form, "2026-11-26" or day, month and year apart; undefined when there is no such day. */
export function readDate(text: string): CalendarDate | undefined {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  if (!match) return undefined;
  const date = `${match[1]}-${match[2]!.padStart(2, "0")}-${match[3]!.padStart(2, "0")}`;
  const at = new Date(date);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date) ? date : undefined;
}

export type MeetingPlan = { date: string; time: string; place: string; slots: number; minutesPerCase: number };

/** More cases than this in one sitting is a list, not a conference; eight new ones fill ninety minutes [P]. */
export const MOST_SLOTS = 20;

export function whyNotPlanned(plan: MeetingPlan, now: Date): FieldErrors {
  const errors: FieldErrors = {};
  const startsAt = londonInstant(plan.date, plan.time);
  if (!readDate(plan.date)) errors.date = "Enter the date of the meeting";
  else if (!/^\d\d:\d\d$/.test(plan.time)) errors.time = "Enter the time of the meeting, such as 14:00";
  else if (!startsAt) errors.time = "There is no such time on that day in London";
  else if (startsAt < now) errors.date = "The meeting must be in the future";
  if (!plan.place.trim()) errors.place = "Say where the group meets";
  if (!isWhole(plan.slots, 1, MOST_SLOTS)) errors.slots = `Enter a number of cases from 1 to ${MOST_SLOTS}`;
  if (!isWhole(plan.minutesPerCase, 1, 60)) errors.minutesPerCase = "Enter minutes a case from 1 to 60";
  return errors;
}

const isWhole = (value: number, from: number, to: number) => Number.isInteger(value) && value >= from && value <= to;

/** Chairing and scribing are attributes of a membership, not roles. */
export type Membership = { chair: boolean; scribe: boolean };

/** Who plans, orders, closes and approves: a member who may run MDGs, or who chairs or scribes in this one. */
export const runsMeetings = (membership: Membership | undefined, mayRunMdg: boolean): boolean =>
  membership !== undefined && (mayRunMdg || membership.chair || membership.scribe);

// ── What is recorded about a case (safety rule 14) ────────────────────────────────────────────────────────

export const PERSON_TOLD = { told: "Told", not_told: "Not told" } as const;
export const OBJECTIONS = {
  none: "No objection",
  honoured: "Objected, and it is honoured",
  overridden: "Objected, and it is overridden",
} as const;
export const CAPACITIES = {
  has: "Has capacity for this decision",
  lacks: "Lacks capacity for this decision",
  not_assessed: "Not assessed",
} as const;

export type CaseNotes = {
  question: string;
  personTold: keyof typeof PERSON_TOLD | null;
  personToldDetail: string;
  objection: keyof typeof OBJECTIONS | null;
  objectionDetail: string;
  capacity: keyof typeof CAPACITIES | null;
  capacityDetail: string;
  noActionBecause: string;
};
export type CaseNote = keyof CaseNotes;

export const CASE_NOTE_WORDS: Record<CaseNote, string> = {
  question: "Question for the group",
  personTold: "Was the person told?",
  personToldDetail: "How, or why not",
  objection: "Does the person object?",
  objectionDetail: "Overridden by whom and why",
  capacity: "Capacity for this decision",
  capacityDetail: "Whom we must consult",
  noActionBecause: "No action, because",
};

export function whyNotReferred(referral: Pick<CaseNotes, "question" | "personTold" | "personToldDetail">): FieldErrors {
  const errors: FieldErrors = {};
  if (!referral.question.trim()) errors.question = "Write the question for the group";
  if (!referral.personTold) errors.personTold = "Say whether the person was told";
  else if (!referral.personToldDetail.trim())
    errors.personToldDetail =
      referral.personTold === "told" ? "Say how the person was told" : "Say why the person was not told";
  return errors;
}

export function whyNotNoted(notes: CaseNotes): FieldErrors {
  const errors: FieldErrors = {};
  if (!notes.question.trim()) errors.question = "Write the question for the group";
  if (notes.personTold && !notes.personToldDetail.trim())
    errors.personToldDetail =
      notes.personTold === "told" ? "Say how the person was told" : "Say why the person was not told";
  if (notes.objection === "overridden" && !notes.objectionDetail.trim())
    errors.objectionDetail = "Say who overrides the objection and why";
  // Mental Capacity Act 2005 s4(7): those to consult are named before a best-interests decision.
  if (notes.capacity === "lacks" && !notes.capacityDetail.trim())
    errors.capacityDetail = "Name whom the Act makes you consult: attorney, deputy, family, or an advocate (IMCA)";
  return errors;
}

export type NoteConflict = { note: CaseNote; mine: string; theirs: string };

/** Notes that somebody else changed meanwhile and that differ from mine: both are shown, neither is lost. */
export function conflictsBetween(mine: CaseNotes, theirs: CaseNotes): NoteConflict[] {
  return (Object.keys(CASE_NOTE_WORDS) as CaseNote[])
    .filter((note) => (mine[note] ?? "") !== (theirs[note] ?? ""))
    .map((note) => ({ note, mine: noteInWords(note, mine[note]), theirs: noteInWords(note, theirs[note]) }));
}

export function noteInWords(note: CaseNote, value: string | null): string {
  if (!value) return "not recorded";
  const words: Record<string, string> | undefined = {
    personTold: PERSON_TOLD,
    objection: OBJECTIONS,
    capacity: CAPACITIES,
  }[note as string];
  return words?.[value] ?? value;
}

/** "Good evening", by London's clock. */
export function greetingAt(at: Date): string {
  const time = timeInWords(at);
  if (time < "05:00" || time >= "18:00") return "Good evening";
  return time < "12:00" ? "Good morning" : "Good afternoon";
}

const oneOf = <Key extends string>(words: Record<Key, string>, text: string | undefined): Key | null =>
  text !== undefined && text in words ? (text as Key) : null;

type Typed = Readonly<Record<string, string | undefined>>;

/** The form of a referral, as typed. */
export const readReferral = (typed: Typed) => ({
  meetingId: typed.meetingId ?? "",
  question: typed.question ?? "",
  personTold: oneOf(PERSON_TOLD, typed.personTold),
  personToldDetail: typed.personToldDetail ?? "",
});

/** The form of a case's notes, as typed. */
export const readNotes = (typed: Typed): Omit<CaseNotes, "noActionBecause"> => ({
  question: typed.question ?? "",
  personTold: oneOf(PERSON_TOLD, typed.personTold),
  personToldDetail: typed.personToldDetail ?? "",
  objection: oneOf(OBJECTIONS, typed.objection),
  objectionDetail: typed.objectionDetail ?? "",
  capacity: oneOf(CAPACITIES, typed.capacity),
  capacityDetail: typed.capacityDetail ?? "",
});
