/**
 * The slots of the advance decision to refuse treatment and of the health attorney: what the law makes of what is
 * recorded, the strongest doubt first (safety rules 3 and 17). No slot is ever blank.
 */
import { ageGroupOn, besideOtherPlan, type Slot, type SlotFacts, sentences, signedAs } from "./crisis-signed";
import { dateInWords, londonDate } from "./dates";
import type { PlanDocument } from "./plan";
import { valueInWords } from "./plan-in-words";

/** How an advance decision that is there stands, the strongest doubt first. */
export type AdrtStanding =
  | "taken back"
  | "made before 18"
  | "made without capacity"
  | "day of taking back ahead"
  | "not said what"
  | "entry not signed"
  | "form not confirmed"
  | "age not known"
  | "later attorney"
  | "binding"
  | "of other treatment";

const HEADLINE: Record<AdrtStanding, string> = {
  "taken back": "ADRT: TAKEN BACK, not binding",
  "made before 18": "ADRT: MADE BEFORE 18, not binding",
  "made without capacity": "ADRT: MADE WITHOUT CAPACITY, not binding",
  "day of taking back ahead": "ADRT: YES, SAID TO BE TAKEN BACK ON A DAY TO COME",
  "not said what": "ADRT: YES, WHAT IT REFUSES NOT CONFIRMED",
  "entry not signed": "ADRT: YES, NOT CHECKED",
  "form not confirmed": "ADRT: YES, FORM NOT CONFIRMED",
  "age not known": "ADRT: YES, AGE WHEN MADE NOT KNOWN",
  "later attorney": "ADRT: YES, A LATER ATTORNEY MAY DECIDE INSTEAD",
  binding: "ADRT: YES",
  "of other treatment": "ADRT: YES, not of life-sustaining treatment",
};

/** The four things that a refusal of life-sustaining treatment needs, in words that say what was not seen. */
const FORMALITIES = {
  written: "writing",
  signed: "the signature",
  witnessed: "a witness",
  evenIfLifeAtRisk: "“even if life is at risk”",
} as const;

function notSeen(plan: PlanDocument): string[] {
  const { fields } = plan.sections.advanceDecision;
  return Object.entries(FORMALITIES).flatMap(([name, words]) => {
    const seen = fields[name as keyof typeof FORMALITIES];
    return seen === "no" || seen === "unknown" ? [words] : [];
  });
}

/** Taken back, on a day that had come when that was written: nobody takes back in the future. */
export function isTakenBack({ sections, stamps }: PlanDocument): boolean {
  const { withdrawnOn } = sections.advanceDecision.fields;
  const written = stamps.advanceDecision?.at;
  return withdrawnOn !== undefined && (!written || withdrawnOn <= londonDate(new Date(written)));
}

/** Undefined: no advance decision is recorded as made. */
export function adrtStanding(plan: PlanDocument, { bornOn, signatures }: SlotFacts): AdrtStanding | undefined {
  const adrt = plan.sections.advanceDecision.fields;
  if (adrt.adrt !== "yes") return undefined;
  const age = ageGroupOn(bornOn, adrt.dated);
  if (isTakenBack(plan)) return "taken back";
  if (age === "under 16" || age === "16 or 17") return "made before 18";
  if (adrt.capableWhenMade === "no") return "made without capacity";
  if (adrt.withdrawnOn) return "day of taking back ahead";
  if (!["formal", "informal", "no"].includes(adrt.lifeSustaining ?? "")) return "not said what";
  if (signedAs(plan, "advanceDecision", signatures).state === "unsigned") return "entry not signed";
  if (adrt.lifeSustaining === "no") return "of other treatment";
  if (adrt.lifeSustaining === "informal" || notSeen(plan).length) return "form not confirmed";
  if (age === "not known") return "age not known";
  return adrt.laterLpa === "yes" ? "later attorney" : "binding";
}

/** Whether it may outrank a CPR recommendation: whoever reads CPR must read it first. */
export function mayOutrank(plan: PlanDocument, facts: SlotFacts): boolean {
  const standing = adrtStanding(plan, facts);
  return standing !== undefined && MAY_OUTRANK[standing];
}

/** Every standing has its answer: one that is added must be thought about. In doubt the document is read first. */
const MAY_OUTRANK: Record<AdrtStanding, boolean> = {
  "taken back": false,
  "made before 18": false,
  "made without capacity": false,
  "day of taking back ahead": true,
  "not said what": true,
  "entry not signed": true,
  "form not confirmed": true,
  "age not known": true,
  "later attorney": true,
  binding: true,
  "of other treatment": false,
};

/** The ADRT slot. Only a valid and applicable one of somebody who was 18 outranks recommendations. */
export function advanceDecisionSlot(plan: PlanDocument, facts: SlotFacts = {}): Slot {
  const { adrt, refuses, dated, location, withdrawnOn } = plan.sections.advanceDecision.fields;
  if (adrt === "none") return { headline: "ADRT: none", detail: "" };
  if (adrt === "unknown") return { headline: "ADRT: not known", detail: "" };
  const standing = adrtStanding(plan, facts);
  if (!standing && adrt)
    return { headline: "ADRT: NOT CONFIRMED", detail: olderAnswer("advanceDecision", "adrt", adrt) };
  if (!standing) return { headline: "ADRT: not recorded", detail: "" };
  if (standing === "taken back")
    return {
      headline: HEADLINE[standing],
      detail: sentences([
        dated && `Dated ${dateInWords(dated)}`,
        `The person took it back on ${dateInWords(withdrawnOn!)}: none of its refusals stands`,
        besideOtherPlan(plan, "advanceDecision"),
      ]),
    };
  return {
    headline: HEADLINE[standing],
    detail: sentences([
      refuses && `Refuses: ${refuses}`,
      dated && `Dated ${dateInWords(dated)}`,
      location && `Document: ${location}`,
      ...forceOf(plan, facts, standing),
      !CERTAIN.includes(standing) && MEANWHILE,
      besideOtherPlan(plan, "advanceDecision"),
    ]),
  };
}

/** Whether they bind is not in doubt. */
const CERTAIN: readonly AdrtStanding[] = ["taken back", "binding", "of other treatment"];
const MEANWHILE = "While this is checked, give life-sustaining treatment (Mental Capacity Act 2005, section 26)";

function forceOf(plan: PlanDocument, { bornOn }: SlotFacts, standing: AdrtStanding): string[] {
  const { dated, withdrawnOn } = plan.sections.advanceDecision.fields;
  const ageNotKnown = dated
    ? "Without a date of birth nobody can tell whether it was made at 18 or later"
    : "Undated: nobody can tell whether it was made at 18 or later";
  const unknownAge = ageGroupOn(bornOn, dated) === "not known";
  const { system } = plan.sections.elsewhere.fields;
  if (standing === "binding")
    return [
      `If valid and applicable it OUTRANKS ${system ? `any CPR line, also one in ${system}` : "the CPR line above"}`,
    ];
  if (standing === "of other treatment") return unknownAge ? [ageNotKnown] : [];
  if (standing === "day of taking back ahead")
    return [
      `It is said to be taken back on ${dateInWords(withdrawnOn!)}, which was still to come when that was written: ask the person, and ring the clinical desk`,
    ];
  if (standing === "form not confirmed") {
    const missing = notSeen(plan);
    const seen = missing.length
      ? `A refusal of life-sustaining treatment needs what was not seen here (${missing.join(", ")}): ring the clinical desk`
      : "Not all that a refusal of life-sustaining treatment needs was seen: ring the clinical desk";
    return unknownAge ? [seen, ageNotKnown] : [seen];
  }
  if (standing === "age not known") return [`${ageNotKnown}: read the document and ring the clinical desk`];
  if (standing === "entry not signed")
    return ["Nobody who may sign has checked this entry: look for the document and ring the clinical desk"];
  if (standing === "later attorney")
    return ["A health attorney was given the same decision later: ring the attorney and the clinical desk"];
  if (standing === "not said what")
    return [
      "Whether it refuses life-sustaining treatment is not recorded: read the document and ring the clinical desk",
    ];
  return ["Ring the clinical desk"];
}

const OF_LIFE: Record<string, string> = {
  yes: "may decide on life-sustaining treatment",
  no: "NOT on life-sustaining treatment",
};
const OF_LIFE_NOT_KNOWN = "Life-sustaining treatment: not known";

/** Of a form that had other answers: said, and never taken for none. */
const olderAnswer = (section: "advanceDecision" | "attorney", name: string, value: string): string =>
  `The plan holds ${valueInWords(section, name, value)}: look for the document and ring the clinical desk.`;

/** The attorney's number stands among those to ring. */
export function attorneySlot(plan: PlanDocument): Slot {
  const { lpa, name, registered, lifeSustaining, jointly, second, deputy } = plan.sections.attorney.fields;
  const court = deputy ? `Deputy of the Court of Protection: ${deputy}.` : "";
  if (lpa === "none") return { headline: "Health LPA: none", detail: court };
  if (lpa === "unknown") return { headline: "Health LPA: not known", detail: court };
  if (lpa && lpa !== "yes")
    return { headline: "Health LPA: NOT CONFIRMED", detail: sentences([olderAnswer("attorney", "lpa", lpa), court]) };
  if (lpa !== "yes") return { headline: "Health LPA: not recorded", detail: court };
  const others = second && `${jointly === "jointly" ? "only together with" : "also"} ${second}`;
  const headline = (...force: (string | undefined)[]) =>
    `Health LPA: ${[name, others, ...force].filter(Boolean).join(", ")}`;
  // What it would allow is not said of a power that does not stand.
  const ours = besideOtherPlan(plan, "attorney");
  if (registered === "no")
    return { headline: headline("NOT registered: no power yet, ask as family"), detail: sentences([court, ours]) };
  const force = { seen: "registered", said: "said to be registered, not seen" }[registered ?? ""];
  const ofLife = OF_LIFE[lifeSustaining ?? ""];
  return {
    headline: headline(force, ofLife),
    detail: sentences([!ofLife && OF_LIFE_NOT_KNOWN, "Acts only when the person lacks capacity", court, ours]),
  };
}
