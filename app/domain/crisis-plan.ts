/**
 * The crisis plan: the part that crews see, and the exact sentences of its fixed slots. Every slot has words for every
 * state, so that none is ever blank (safety rule 3).
 */
import { ageOn, type CalendarDate } from "./calendar";
import { dateInWords } from "./dates";
import type { PlanDocument } from "./plan";
import type { Confirmation } from "./plan-freshness";
import { valueInWords } from "./plan-in-words";
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
  withdrawn?: { at: string; byName: string; reason: string };
};

export type Audience = "handler" | "crew";
/** What the point of contact sends, one text an audience. Made by rendering, kept by data. */
export type RenderTexts = (plan: PublishedPlan, person: PersonFacts) => readonly { audience: Audience; text: string }[];

export type Slot = { headline: string; detail: string };

/** The CPR slot. `detail` ends in a full stop or is empty. */
export function cprSlot(plan: PlanDocument): Slot {
  const { fields: cpr } = plan.sections.cpr;
  const { system, dated, link } = plan.sections.elsewhere.fields;
  if (system) {
    const where = [dated && `dated ${dateInWords(dated)}`, link].filter(Boolean).join(", ");
    return {
      headline: `CPR: SEE ${system}${where ? ` (${where})` : ""}`,
      detail: `Confer holds no CPR line for this person: the emergency plan in ${system} is the one to follow.`,
    };
  }
  if (cpr.decision !== "attempt" && cpr.decision !== "not_recommended")
    return { headline: "CPR: NONE RECORDED: usual practice", detail: "" };
  const form = cpr.formLocation ? [`Paper form: ${cpr.formLocation}`] : [];
  const signed = [cpr.decidedOn && dateInWords(cpr.decidedOn), cpr.decidedBy, cpr.decidedByRole].filter(Boolean);
  return {
    headline: cpr.decision === "attempt" ? "CPR: ATTEMPT" : "CPR: NOT RECOMMENDED",
    detail: sentences([signed.join(", "), involvementInWords(plan), ...form]),
  };
}

function involvementInWords(plan: PlanDocument): string {
  const { involvement, involved, notDiscussedBecause, discussBy } = plan.sections.cpr.fields;
  const who = involved ? ` with ${involved.replace(/^(The|His|Her|Their)(?= )/, (word) => word.toLowerCase())}` : "";
  if (involvement === "agreed") return `Agreed${who}`;
  if (involvement === "disagrees") return `Discussed${who}: the person DISAGREES`;
  if (involvement !== "not_discussed") return "Involvement of the person not recorded";
  const why = notDiscussedBecause
    ? valueInWords("cpr", "notDiscussedBecause", notDiscussedBecause)
    : "no reason recorded";
  const when = discussBy ? `will be by ${dateInWords(discussBy)}` : "no date set";
  return `NOT DISCUSSED with the person (${why.charAt(0).toLowerCase()}${why.slice(1)}); ${when}`;
}

const sentences = (parts: readonly string[]) =>
  parts
    .filter(Boolean)
    .map((part) => (part.endsWith(".") ? part : `${part}.`))
    .join(" ");

/** The ADRT slot. A valid and applicable ADRT of somebody who was 18 outranks recommendations. */
export function advanceDecisionSlot(plan: PlanDocument, bornOn: CalendarDate | undefined): Slot {
  const { adrt, refuses, lifeSustaining, dated, location } = plan.sections.advanceDecision.fields;
  if (adrt === "none") return { headline: "ADRT: none", detail: "" };
  if (adrt === "unknown") return { headline: "ADRT: not known", detail: "" };
  if (adrt !== "yes") return { headline: "ADRT: not recorded", detail: "" };
  const age = dated && ageOn(bornOn, dated);
  const what = [
    refuses && `Refuses: ${refuses}`,
    dated && `Dated ${dateInWords(dated)}`,
    location && `Document: ${location}`,
  ];
  const detail = (force: string) => sentences([...what.map((part) => part || ""), force]);
  if (typeof age === "number" && age < 18)
    return { headline: "ADRT: MADE BEFORE 18, not binding", detail: detail("Ring the clinical desk") };
  if (lifeSustaining === "formal")
    return { headline: "ADRT: YES", detail: detail("If valid and applicable it OUTRANKS the CPR line above") };
  if (lifeSustaining === "informal")
    return {
      headline: "ADRT: YES, FORM NOT CONFIRMED",
      detail: detail("Not all that a refusal of life-sustaining treatment needs was seen: ring the clinical desk"),
    };
  return { headline: "ADRT: YES, not of life-sustaining treatment", detail: detail("") };
}

/** A line after its heading: "Do not:" is not followed by another "do not". */
export const withoutLead = (lead: string, words: string | undefined): string | undefined =>
  words?.replace(new RegExp(`^${lead}\\b[:,]?\\s*`, "i"), "");

/** The attorney's number stands among those to ring. */
export function attorneySlot(plan: PlanDocument): Slot {
  const { lpa, name, registered } = plan.sections.attorney.fields;
  if (lpa === "none") return { headline: "Health LPA: none", detail: "" };
  if (lpa === "unknown") return { headline: "Health LPA: not known", detail: "" };
  if (lpa !== "yes") return { headline: "Health LPA: not recorded", detail: "" };
  const force = { seen: "registered", said: "said to be registered, not seen", no: "NOT registered" }[registered ?? ""];
  return { headline: `Health LPA: ${[name, force].filter(Boolean).join(", ")}`, detail: "" };
}

/** Sections that the crisis page sets out itself; the rest stand under "Whole plan". */
export const ON_CRISIS_PAGE: readonly SectionId[] = [
  "handler",
  "cpr",
  "advanceDecision",
  "attorney",
  "escalation",
  "contingency",
  "critical",
  "usual",
  "people",
  "communication",
  "home",
  "elsewhere",
];
