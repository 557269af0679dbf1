/**
 * The life of a plan, by rule: draft → proposed for signing → published → superseded, withdrawn or entered in error.
 * Who drafts a section need not be who signs it: what an author may not sign is proposed to those who may. Pure.
 */
import type { CalendarDate } from "./calendar";
import { dateInWords } from "./dates";
import { may, type Permission, type Role } from "./permissions";
import { type PlanDocument, problemOf, unitOf, type Values } from "./plan";
import { sameValues } from "./plan-changes";
import { valueInWords } from "./plan-in-words";
import { fieldsOf, mayWrite, permissionFor, SECTION_IDS, type SectionId, sectionOf } from "./plan-sections";

type Asks = { role: Role; permissions: readonly Permission[] };

// ── Versions ──────────────────────────────────────────────────────────────────────────────────────────────

export type PlanStatus = "none_published" | "live" | "withdrawn" | "closed";
export type VersionState = "in force" | "superseded" | "withdrawn" | "entered in error";

export function stateOfVersion(
  { version, enteredInError }: { version: number; enteredInError: boolean },
  plan: { version: number; status: PlanStatus },
): VersionState {
  if (enteredInError) return "entered in error";
  if (version < plan.version) return "superseded";
  return plan.status === "live" ? "in force" : "withdrawn";
}

// ── The emergency part ────────────────────────────────────────────────────────────────────────────────────

/** What an emergency decision rests on besides the sections that are signed as such. */
const RESTS_ON: readonly SectionId[] = ["attorney", "capacity", "involvement", "childConsent", "elsewhere"];

/** Whole and signed, it may be published alone (safety rule 6). */
export const EMERGENCY_PART: readonly SectionId[] = SECTION_IDS.filter(
  (id) => sectionOf(id).signing === "emergency" || RESTS_ON.includes(id),
);

export const isOfEmergencyPart = (unit: string): boolean => EMERGENCY_PART.includes(unitOf(unit)!.section);

// ── Signing ───────────────────────────────────────────────────────────────────────────────────────────────

/** Sections whose words carry a name under them. */
export const isSigned = (section: SectionId): boolean => sectionOf(section).signing !== "anyone";

/** A CPR, ADRT or escalation line is confirmed by endorsing it: a name goes under the words (safety rule 11). */
export const isEndorsed = (section: SectionId): boolean => sectionOf(section).signing === "emergency";

const TOUCHES_MEDICINES = /medicine|anticipatory|inHome|insulins/i;

/**
 * Saying "still true" of one line asks for any one of these, and for "edit plan": whoever may sign the section; of an
 * emergency recommendation also whoever endorses; of a line on medicines always somebody who signs clinical sections.
 */
export function permissionsToConfirm(unit: string): readonly Permission[] {
  const { section, field } = unitOf(unit)!;
  if (isEndorsed(section)) return ["endorse emergency recommendation", permissionFor(section)];
  // Of a line that is confirmed as one, any of its fields may be about medicines.
  const fields = field ? [field] : Object.keys(fieldsOf(section));
  return [fields.some((one) => TOUCHES_MEDICINES.test(one)) ? "sign clinical sections" : permissionFor(section)];
}

export const mayConfirm = (viewer: Asks, unit: string): boolean =>
  may(viewer, "edit plan") && permissionsToConfirm(unit).some((permission) => may(viewer, permission));

/** What stands in a section, the same text for the same words whatever order they were kept in. */
export function wordsOfSection(plan: PlanDocument, section: SectionId): string {
  const { fields, items } = plan.sections[section] as { fields: Values; items: readonly Values[] };
  const sorted = (values: Values) => Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([sorted(fields), items.map(sorted)]);
}

// ── Proposals for signing ─────────────────────────────────────────────────────────────────────────────────

export type ProposalState = "open" | "taken" | "returned" | "withdrawn";
/** put back: its author takes what came back into the own draft again. */
export type ProposalStep = "take" | "return" | "withdraw" | "put back";

const STEPS: Record<ProposalStep, { from: ProposalState; to: ProposalState; byAuthor: boolean }> = {
  take: { from: "open", to: "taken", byAuthor: false },
  return: { from: "open", to: "returned", byAuthor: false },
  withdraw: { from: "open", to: "withdrawn", byAuthor: true },
  "put back": { from: "returned", to: "withdrawn", byAuthor: true },
};

type OpenTo = { state: ProposalState; sections: readonly SectionId[]; fromAccount: string };

/** The state after the step, or why it is not the viewer's to take. */
export function afterStep(
  proposal: OpenTo,
  step: ProposalStep,
  viewer: Asks & { accountId: string },
): { ok: true; state: ProposalState } | { ok: false; why: "answered already" | "may not sign" | "not yours" } {
  const { from, to, byAuthor } = STEPS[step];
  if (proposal.state !== from) return { ok: false, why: "answered already" };
  if (byAuthor !== (proposal.fromAccount === viewer.accountId)) return { ok: false, why: "not yours" };
  if (!byAuthor && !proposal.sections.every((section) => mayWrite(viewer, section)))
    return { ok: false, why: "may not sign" };
  return { ok: true, state: to };
}

/** Sections by the permission that signing them asks for: each group can be answered by one person. */
export function bySigner(sections: readonly SectionId[]): { permission: Permission; sections: SectionId[] }[] {
  const groups = new Map<Permission, SectionId[]>();
  for (const section of sections)
    groups.set(permissionFor(section), [...(groups.get(permissionFor(section)) ?? []), section]);
  return [...groups].map(([permission, of]) => ({ permission, sections: of }));
}

// ── Agreement ─────────────────────────────────────────────────────────────────────────────────────────────

/** "Agreed with the person on 3 May 2026", "Not discussed (…); will be by 9 December 2026". Undefined: not said. */
export function agreementInWords(plan: PlanDocument): string | undefined {
  const { agreed, name, relation, on, because, notDiscussedBecause, discussBy, bestInterests } =
    plan.sections.agreement.fields;
  if (!agreed) return undefined;
  const day = on ? ` on ${dateInWords(on)}` : "";
  const who = [name, relation].filter(Boolean).join(", ");
  if (agreed === "person") return `Agreed with the person${day}`;
  if (agreed === "representative")
    return `Agreed with ${who || "a representative"}${day}${bestInterests ? ", in the person's best interests" : ""}`;
  if (agreed === "disagrees") return `Discussed${day}; the person DISAGREES${because ? `: ${because}` : ""}`;
  const why = notDiscussedBecause ? valueInWords("agreement", "notDiscussedBecause", notDiscussedBecause) : because;
  const when = discussBy ? `will be by ${dateInWords(discussBy)}` : "no date set";
  return `NOT DISCUSSED with the person${why ? ` (${why.charAt(0).toLowerCase()}${why.slice(1)})` : ""}; ${when}`;
}

// ── What comes back from an older version ─────────────────────────────────────────────────────────────────

/**
 * Sections of the emergency part that would say again what an older version said and the newest one does not: by a
 * restored version, or typed anew. They are signed again, each by itself.
 */
export function broughtBack(
  plan: PlanDocument,
  newest: PlanDocument,
  older: readonly PlanDocument[],
  sections: readonly SectionId[],
): SectionId[] {
  const fields = (of: PlanDocument, section: SectionId) => of.sections[section].fields as Values;
  return sections.filter((section) => {
    const now = fields(plan, section);
    if (!Object.keys(now).length || sameValues(now, fields(newest, section))) return false;
    return older.some((one) => sameValues(now, fields(one, section)));
  });
}

// ── Copies ────────────────────────────────────────────────────────────────────────────────────────────────

export const COPY_FOR = {
  person: "The person",
  carer: "A carer",
  representative: "A representative",
  other: "Somebody else",
} as const;
export const COPY_FORMS = {
  print: "Print",
  large_print: "Large print",
  easy_read: "Easy read",
  email: "E-mail",
  braille: "Braille",
  audio: "Audio",
  other: "Another form",
} as const;
export type CopyFor = keyof typeof COPY_FOR;
export type CopyForm = keyof typeof COPY_FORMS;

/** `on`: a day, written as 2026-05-03. */
export type CopyGiven = { toWhom: CopyFor; name: string; form: CopyForm; language: string; on: CalendarDate };

/** Of an author's own words; the most particular form first. */
const FORM_WORDS: readonly [RegExp, CopyForm][] = [
  [/large/i, "large_print"],
  [/easy/i, "easy_read"],
  [/braille/i, "braille"],
  [/audio|record/i, "audio"],
  [/e-?mail/i, "email"],
  [/print|paper/i, "print"],
];
export const formIn = (how: string): CopyForm => FORM_WORDS.find(([words]) => words.test(how))?.[1] ?? "other";

/** A copy as it was told of in a form; or what is wrong, by field. */
export function readCopy(
  typed: Readonly<Record<string, string | undefined>>,
  today: CalendarDate,
): { ok: true; copy: CopyGiven } | { ok: false; errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  const { toWhom = "", form = "" } = typed;
  const [name, language] = [typed.name?.trim().slice(0, 120) ?? "", typed.language?.trim().slice(0, 60) ?? ""];
  const on = typed.on?.trim() ?? "";
  if (!Object.hasOwn(COPY_FOR, toWhom)) errors.toWhom = "Choose to whom the copy was given";
  else if (toWhom !== "person" && !name) errors.name = "Name who got the copy";
  if (!Object.hasOwn(COPY_FORMS, form)) errors.form = "Choose the form of the copy";
  if (problemOf({ label: "The day", kind: "date", max: 10 }, on) || on > today)
    errors.on = "Give the day on which the copy was given, today or before";
  if (Object.keys(errors).length) return { ok: false, errors };
  return { ok: true, copy: { toWhom: toWhom as CopyFor, name, form: form as CopyForm, language, on } };
}
