/**
 * The urgent contact: one episode of 111, 999 or out-of-hours care, from attending to its outcome, and what follows
 * from it. A contact that needs somebody before the practice opens goes to a live, named accepter (safety rule 9).
 */
import { dateInWords, londonDate, shortDate, timeInWords } from "./dates";

export const CONTACT_OUTCOMES = {
  not_conveyed: "Not conveyed: stayed where they were",
  conveyed: "Conveyed to hospital",
  referred: "Referred to another service",
  advice: "Advice only",
  died: "Died",
  no_one_found: "Nobody found",
} as const;
export type ContactOutcome = keyof typeof CONTACT_OUTCOMES;
/** Of a contact that nobody recorded, closed by the clock: not to be chosen, and never taken for an outcome. */
export const NOT_RECORDED = "not_recorded";

/** Undefined for an outcome that is not known here. */
export const outcomeInWords = (outcome: string | null): string | undefined =>
  outcome === NOT_RECORDED ? "Not recorded by the crew" : CONTACT_OUTCOMES[outcome as ContactOutcome];

export const PLAN_FEEDBACK = {
  followed: "I followed the plan",
  could_not_follow: "I could not follow the plan",
  wrong: "The plan is wrong",
  not_needed: "The plan was not needed",
} as const;
export type PlanFeedback = keyof typeof PLAN_FEEDBACK;

/** What somebody may say is wrong, beside the plan or before reading it to the end. */
export const WRONG_THINGS = {
  person: "It is not this person",
  recommendation: "CPR, ADRT or attorney",
  number: "A number does not answer or is wrong",
  access: "Address or access",
  medicines: "Medicines or allergies",
  instructions: "What to do",
  other: "Something else",
} as const;
export type WrongThing = keyof typeof WRONG_THINGS;

export type ContactReport = {
  outcome: ContactOutcome;
  note: string | null;
  planFeedback: PlanFeedback | null;
  followUp: FollowUp | null;
};
/** What somebody must do before the practice opens. */
export type FollowUp = { organisationId: string; what: string; acceptedBy: string | null };

type Typed = Readonly<Record<string, string>>;
type Errors = Record<string, string>;

const LONGEST = { note: 2_000, what: 200, acceptedBy: 100 } as const;

/** Reads the form. `hadPlan`: there was a plan to say something about. `desks`: who may be asked to follow up. */
export function readContactReport(
  typed: Typed,
  { hadPlan, desks }: { hadPlan: boolean; desks: readonly { id: string }[] },
): { ok: true; report: ContactReport } | { ok: false; errors: Errors } {
  const errors: Errors = {};
  const outcome = typed.outcome ?? "";
  if (!Object.hasOwn(CONTACT_OUTCOMES, outcome)) errors.outcome = "Choose what happened";
  const feedback = typed.planFeedback ?? "";
  if (hadPlan && !Object.hasOwn(PLAN_FEEDBACK, feedback)) errors.planFeedback = "Choose how the plan served";
  const note = textOf(typed, "note", LONGEST.note, errors);
  // Words without the tick are asked for all the same.
  const followUp = typed.followUp || typed.followUpWhat?.trim() ? readFollowUp(typed, desks, errors) : null;
  if (Object.keys(errors).length) return { ok: false, errors };
  const planFeedback = hadPlan ? (feedback as PlanFeedback) : null;
  return { ok: true, report: { outcome: outcome as ContactOutcome, note: note || null, planFeedback, followUp } };
}

function readFollowUp(typed: Typed, desks: readonly { id: string }[], errors: Errors): FollowUp {
  const organisationId = typed.followUpBy ?? "";
  if (!desks.some(({ id }) => id === organisationId)) errors.followUpBy = "Choose who should follow up";
  const what = textOf(typed, "followUpWhat", LONGEST.what, errors);
  if (!what) errors.followUpWhat = "Say what is needed, and by when";
  return { organisationId, what, acceptedBy: textOf(typed, "acceptedBy", LONGEST.acceptedBy, errors) || null };
}

export function readWrongReport(
  typed: Typed,
): { ok: true; what: WrongThing; note: string | null } | { ok: false; errors: Errors } {
  const errors: Errors = {};
  const what = typed.what ?? "";
  if (!Object.hasOwn(WRONG_THINGS, what)) errors.what = "Choose what is wrong";
  const note = textOf(typed, "note", LONGEST.what, errors);
  if (what === "other" && !note) errors.note = "Say what is wrong";
  return Object.keys(errors).length
    ? { ok: false, errors }
    : { ok: true, what: what as WrongThing, note: note || null };
}

function textOf(typed: Typed, field: string, longest: number, errors: Errors): string {
  const text = (typed[field] ?? "").trim();
  if (text.length > longest) errors[field] = `Use at most ${longest} characters`;
  return text;
}

// ── What the practice reads ───────────────────────────────────────────────────────────────────────────────

const CAME: Record<ContactOutcome, (who: string, when: string) => string> = {
  not_conveyed: (who, when) => `${who} saw them ${when}, not conveyed.`,
  conveyed: (who, when) => `${who} saw them ${when}, conveyed to hospital.`,
  referred: (who, when) => `${who} saw them ${when}, referred to another service.`,
  advice: (who, when) => `${who} gave advice ${when}.`,
  died: (who, when) => `${who} reports that they died, ${when}.`,
  no_one_found: (who, when) => `${who} came ${when} and found nobody.`,
};
const SAID: Record<PlanFeedback, string> = {
  followed: "",
  could_not_follow: " The crew could not follow the plan.",
  wrong: " The crew says that the plan is wrong.",
  not_needed: "",
};

/** How a headline ends, in either case, that asks for a plan where there was none: its task is over when one is published. */
export const IS_ONE_NEEDED = "is one needed?";

/** "… saw them 22 Nov 2026, 02:10, not conveyed. Is the plan still right?" Without the person's name; `at` the opening. */
export function reviewHeadline(
  { outcome, planFeedback }: Pick<ContactReport, "outcome" | "planFeedback">,
  { organisation, at, hadPlan }: { organisation: string; at: Date; hadPlan: boolean },
): string {
  const asks = outcome === "died" ? "" : hadPlan ? " Is the plan still right?" : ` There is no plan: ${IS_ONE_NEEDED}`;
  const said = planFeedback ? SAID[planFeedback] : "";
  return `${CAME[outcome](organisation, `${shortDate(at)}, ${timeInWords(at)}`)}${said}${asks}`;
}

/** "London Ambulance Service opened the plan 21 Nov 2026, 02:10 and recorded nothing. …" */
export function unrecordedHeadline({ organisation, openedAt, hadPlan }: Unrecorded): string {
  const opened = hadPlan ? "opened the plan" : "opened a contact, without a plan,";
  const asks = hadPlan ? "Is the plan still right?" : "Is one needed?";
  return `${organisation} ${opened} ${shortDate(openedAt)}, ${timeInWords(openedAt)} and recorded nothing. ${asks}`;
}
type Unrecorded = { organisation: string; openedAt: Date; hadPlan: boolean };

export const followUpHeadline = (what: string, organisation: string, at: Date): string =>
  `Needed before the practice opens: ${what} (${organisation}, ${timeInWords(at)})`;

export const wrongHeadline = (what: WrongThing, note: string | null, organisation: string): string =>
  `${organisation} says that the plan is wrong. ${WRONG_THINGS[what]}${note ? `: ${note}` : ""}`;

// ── When it will be seen ──────────────────────────────────────────────────────────────────────────────────

/** Opening hours by weekday, Monday first; null is closed. London's clock; bank holidays are not known. */
export type OpeningHours = readonly ({ opens: string; closes: string } | null)[];

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** "now (open until 18:30)", "Monday 23 November 2026, 08:00"; undefined when hours are not known. */
export function whenOpen(hours: OpeningHours | null, now: Date): string | undefined {
  if (hours?.length !== 7) return undefined;
  const time = timeInWords(now);
  for (let ahead = 0; ahead < 8; ahead++) {
    const date = londonDate(new Date(now.getTime() + ahead * 86_400_000));
    const weekday = (new Date(date).getUTCDay() + 6) % 7;
    const day = hours[weekday];
    if (!day) continue;
    if (ahead > 0 || time < day.opens) return `${WEEKDAYS[weekday]} ${dateInWords(date)}, ${day.opens}`;
    if (time < day.closes) return `now (open until ${day.closes})`;
  }
  return undefined;
}
