/** What the record says that a care plan is built on and judged by: never typed again, each line with its source. */
import type { CalendarDate } from "./calendar";
import type { RecordPart } from "./permissions";
import { isLeftOut, type LeftOut } from "./plan-hidden-rings";

export type RecordLineKind =
  | "problem"
  | "allergy"
  | "medicine"
  | "result"
  | "finding"
  | "carer"
  /** An emergency recommendation, an advance decision or an attorney that is coded on the record. */
  | "decision";

export type RecordLine = {
  /** The entry's id, or the row's of those to ring. */
  id: string;
  kind: RecordLineKind;
  words: string;
  on?: CalendarDate;
  /** The organisation or system that it came from. */
  source?: string;
  /** Code sets that its code is in; of a decision also one of DECISION_SETS. */
  sets: readonly string[];
  /** Ended or resolved: kept for what was, judged by nothing. */
  ended?: true;
  /** Of a carer or a professional. */
  phone?: string;
  /** Of somebody to ring; `words` are name and relation together. */
  ring?: { name: string; relation?: string; isCarer: boolean; livesWith: boolean; lastAnswered?: CalendarDate };
};

export type PlanRecord = {
  lines: readonly RecordLine[];
  /** Where the person lives now, and since when. */
  address?: { words: string; since?: CalendarDate };
  careHome: boolean;
  practice?: { id: string; name: string };
  died?: CalendarDate;
  bornOn?: CalendarDate;
  language?: string;
  interpreter?: boolean;
  /** What the reader's role or relationship does not open; absent from `lines`, which says nothing of whether any is. */
  notShown?: readonly RecordLineKind[];
};

// ── Decisions that are coded on the record ────────────────────────────────────────────────────────────────

/**
 * What a coded decision is. Codes of CPR: the PRSB palliative and end-of-life care standard and the national reference
 * set of advance care planning. An advance decision or an attorney is known by the words of its code, since each system
 * has codes of its own for them.
 */
const DECISIONS: readonly { set: string; codes: readonly string[]; says?: RegExp }[] = [
  { set: "decision-cpr-attempt", codes: ["450475007"] },
  { set: "decision-cpr-not-recommended", codes: ["450476008", "304253006"] },
  { set: "decision-cpr-unknown", codes: ["845151000000104"] },
  { set: "decision-emergency-plan", codes: ["1382601000000107", "735324008", "887701000000100"] },
  {
    set: "decision-adrt",
    codes: [],
    says: /advance decision to refuse|\badrt\b|advance directive|living will/i,
  },
  {
    set: "decision-lpa-health",
    codes: [],
    says: /(lasting|enduring) power of attorney.*(welfare|health)|(welfare|health).*(lasting|enduring) power of attorney|welfare attorney|personal welfare deputy/i,
  },
  {
    set: "decision-lpa-property",
    codes: [],
    says: /(lasting|enduring) power of attorney.*(property|financ)|(property|financ).*(lasting|enduring) power of attorney/i,
  },
];
export const DECISION_SETS: readonly string[] = DECISIONS.map(({ set }) => set);

/** "No advance decision", "LPA revoked" and the like say that there is none. */
const DENIED = /\b(no|not|without|declined?|revoked|withdrawn|cancelled|discussion|leaflet|information)\b/i;

/** The set of a coded decision; undefined for every other code. */
export function decisionOf({ code, display }: { code: string; display: string }): string | undefined {
  const found = DECISIONS.find(
    ({ codes, says }) => codes.includes(code) || (says?.test(display) && !DENIED.test(display)),
  );
  return found?.set;
}

// ── Who sees what of it ───────────────────────────────────────────────────────────────────────────────────

const PART_OF: Readonly<Record<RecordLineKind, RecordPart>> = {
  problem: "problems",
  finding: "problems",
  decision: "problems",
  allergy: "allergies",
  medicine: "medicines",
  result: "results",
  carer: "carers",
};

const KINDS = Object.keys(PART_OF) as RecordLineKind[];

/** Nobody looked: shown as not shown, never as none. */
export const NO_RECORD: PlanRecord = { lines: [], careHome: false, notShown: KINDS };

/** The record as far as these parts open it; what they do not open is named, never shown as none. */
export function recordSeen(record: PlanRecord, parts: ReadonlySet<RecordPart>): PlanRecord {
  const notShown = KINDS.filter((kind) => !parts.has(PART_OF[kind]));
  return { ...record, lines: record.lines.filter(({ kind }) => !notShown.includes(kind)), notShown };
}

/** Without those to ring who stand in the plan and are kept from the reader there (safety rule 13). */
export const withoutPeople = (record: PlanRecord, left: readonly LeftOut[]): PlanRecord => ({
  ...record,
  lines: record.lines.filter(({ id, ring, phone }) => !ring || !isLeftOut({ id, name: ring.name, phone }, left)),
});
