/** The crisis plan: what the texts for the point of contact and for the person are made from. */
import type { CalendarDate } from "./calendar";
import type { PlanDocument } from "./plan";
import type { PlanConflict } from "./plan-conflict";
import type { Confirmation } from "./plan-freshness";
import type { Restriction } from "./plan-restrictions";
import type { SectionId } from "./plan-sections";

/** A fact of the record with its own date: it is rendered again when the record changes. */
export type RecordFact = { kind: "allergy" | "medicine"; text: string; on: CalendarDate | null };

/** Who it is, as the point of contact shows it. */
export type PersonFacts = {
  personId: string;
  /** "OBI, Adaeze (Mrs)". */
  name: string;
  bornOn: CalendarDate | undefined;
  diedOn: CalendarDate | undefined;
  /** Has died, be the day recorded or not. */
  deceased: boolean;
  address: string | undefined;
  nhsNumber: string | null;
  nhsNumberVerified: boolean;
  language: string | null;
  interpreter: boolean | null;
  practice: string | null;
  /** The day of an admission that has not ended, as far as is known here. */
  inHospitalSince: CalendarDate | undefined;
  /** The day on which that admission is to end, when the record says so already. */
  dischargePlanned?: CalendarDate;
  /** Of the record: allergies, and medicines of the critical classes. */
  facts: readonly RecordFact[];
};

export type PublishedPlan = {
  status: "live" | "withdrawn";
  version: number;
  rendition: number;
  publishedAt: string;
  publishedByName: string;
  publishedByRole: string;
  document: PlanDocument;
  confirmations: readonly Confirmation[];
  /** When it was withdrawn, by whom and why. */
  withdrawn?: { at: string; byName: string; reason: string; pointer?: Pointer };
  /** What was found to contradict it, in itself or against the record: those that mark a live page. */
  conflicts?: readonly PlanConflict[];
  /** Only the emergency part was ever published. */
  emergencyOnly?: boolean;
  /** Of the emergency sections. Absent: the stamps serve, since publishing these sections asks for the permission. */
  signatures?: readonly PlanSignature[];
  /** What named readers keep from everybody else; lines that carry a restriction in their own words are kept besides. */
  restrictions?: readonly Restriction[];
};

/** Of a plan that is taken back and says that the emergency plan lies elsewhere: whether that stays true. */
export type Pointer = "stays" | "goes";
export const isPointer = (text: string | undefined | null): text is Pointer => text === "stays" || text === "goes";

/** For staff, after the reason of a withdrawal. */
export const POINTER_WORDS: Record<Pointer, string> = {
  stays: "what it says of the emergency plan in another system stays",
  goes: "what it says of the emergency plan in another system was taken back too",
};

/** A name under a section's words. `holds`: the words are still the ones that were signed. */
export type PlanSignature = {
  section: SectionId;
  kind: "sign" | "endorse";
  byName: string;
  byRole: string;
  /** An ISO instant. */
  at: string;
  holds: boolean;
};

/** How every text begins to speak of a plan that was taken back. */
export const WITHDRAWN_WORDS = "The plan was withdrawn";
/** Of what a withdrawal does not touch: whoever throws old copies away must keep these (Mental Capacity Act 2005, sections 9 and 24). */
export const STANDS_BY_ITSELF =
  "Withdrawing a plan ends no advance decision (ADRT) and no power of attorney: each stands by itself. Look for the documents, and keep them.";

export type Audience = "handler" | "crew" | "person";
/** What the point of contact sends, one text an audience. Made by rendering, kept by data. */
export type RenderTexts = (plan: PublishedPlan, person: PersonFacts) => readonly { audience: Audience; text: string }[];

export { advanceDecisionSlot, attorneySlot } from "./crisis-adrt";
export { cprSlot } from "./crisis-slots";

/** A line after its heading: "Do not:" is not followed by another "do not". */
export const withoutLead = (lead: string, words: string | undefined): string | undefined =>
  words?.replace(new RegExp(`^${lead}\\b[:,]?\\s*`, "i"), "");

/** What a contingency plan forbids, what it always allows and what is an emergency: each without its heading's words. */
export const limitsInWords = ({ call999, doNot, unless }: { call999?: string; doNot?: string; unless?: string }) => ({
  call999: withoutLead("999(?: (?:if|when|for)|(?=:))", call999),
  doNot: withoutLead("(?:do not|don['’]t)", doNot),
  /** Said also where nothing is forbidden in so many words: a first act may hold care back too. */
  unless: withoutLead("unless", unless) ?? (doNot && !call999 ? "not recorded" : undefined),
});

/** Sections that the crisis page sets out itself; the rest stand under "Whole plan". */
export const ON_CRISIS_PAGE: readonly SectionId[] = [
  "handler",
  "understanding",
  "cpr",
  "escalation",
  "capacity",
  "involvement",
  "advanceDecision",
  "attorney",
  "childConsent",
  "contingency",
  "carer",
  "critical",
  "usual",
  "equipment",
  "people",
  "communication",
  "home",
  "elsewhere",
];
