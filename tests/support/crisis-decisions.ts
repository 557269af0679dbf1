/** CPR, advance decision, signature and age in every combination, with the sentence that each must give. */
import type { PlanSignature } from "../../app/domain/crisis-plan";
import type { PlanDocument, Values } from "../../app/domain/plan";
import { aPlanDocument, aStamp } from "./a-plan";

// ── The four dimensions ────────────────────────────────────────────────────────────────────────────────────

export const DECIDED = "2026-05-03";
export const MADE = "2026-01-05";
export const CPR_ALONE =
  "CPR alone: all other treatment is given. Choking, a blocked tube and anaphylaxis are treated at once; CPR then is your judgement, unless the form rules it out.";
/** Born so that both decisions fall into the age. */
export const AGES: Record<string, string | undefined> = {
  "under 16": "2011-08-01",
  "16 or 17": "2009-08-01",
  "18 or over": "1942-03-12",
  "not known": undefined,
};

export const signature = (
  section: "cpr" | "advanceDecision",
  kind: "sign" | "endorse",
  change = {},
): PlanSignature => ({
  section,
  kind,
  byName: kind === "sign" ? "Dr Amir Khan" : "Dr Ruth Cole",
  byRole: kind === "sign" ? "GP" : "consultant",
  at: kind === "sign" ? "2026-05-03T09:00:00.000Z" : "2026-06-04T09:00:00.000Z",
  holds: true,
  ...change,
});
/** `own`: words that an author with the permission wrote; the others came from elsewhere. */
export const SIGNED: Record<string, { own: boolean; signatures?: PlanSignature[] }> = {
  "signed by its author": { own: true },
  signed: { own: false, signatures: [signature("cpr", "sign"), signature("advanceDecision", "sign")] },
  endorsed: { own: true, signatures: [signature("cpr", "endorse"), signature("advanceDecision", "endorse")] },
  unsigned: { own: false },
  "signed before the words changed": {
    own: false,
    signatures: [signature("cpr", "sign", { holds: false }), signature("advanceDecision", "sign", { holds: false })],
  },
};
export const IS_SIGNED = new Set(["signed by its author", "signed", "endorsed"]);

export const cpr = {
  decidedOn: DECIDED,
  decidedBy: "Dr Amir Khan",
  decidedByRole: "GP",
  involvement: "agreed",
  involved: "Mrs Obi",
  formLocation: "hall drawer",
};
export const CPR: Record<string, Values> = {
  attempt: { ...cpr, decision: "attempt" },
  "not recommended": { ...cpr, decision: "not_recommended" },
  modified: { ...cpr, decision: "modified", modification: "Rescue breaths and suction only." },
  "none recorded": { decision: "none_recorded" },
  blank: {},
};

export const paper = { adrt: "yes", refuses: "Ventilation", location: "Hall drawer", dated: MADE };
export const undated = { ...paper, dated: "" };
export const ADRT: Record<string, Values> = {
  none: { adrt: "none" },
  "not known": { adrt: "unknown" },
  blank: {},
  formal: { ...paper, lifeSustaining: "formal" },
  "formal, undated": { ...undated, lifeSustaining: "formal" },
  "formal, no witness seen": { ...paper, lifeSustaining: "formal", written: "yes", witnessed: "unknown" },
  informal: { ...paper, lifeSustaining: "informal" },
  "of other treatment": { ...paper, lifeSustaining: "no" },
  "not said what": paper,
  "made without capacity": { ...paper, lifeSustaining: "formal", capableWhenMade: "no" },
  "with a later attorney": { ...paper, lifeSustaining: "formal", laterLpa: "yes" },
  "taken back": { ...paper, lifeSustaining: "formal", withdrawnOn: "2026-04-01" },
};

// ── Their sentences ────────────────────────────────────────────────────────────────────────────────────────

export const SIGNED_BY = { endorsed: " Endorsed 4 June 2026 by Dr Ruth Cole, consultant." } as Record<string, string>;
export const CONSENT: Record<string, string> = {
  "under 16": " Decided under 16; consent: not shown or not recorded here.",
  "16 or 17": " Decided at 16 or 17; consent: not shown or not recorded here.",
};
export const FIRST = "READ THE ADRT BELOW FIRST.";

export function cprExpected(what: string, adrtOutranks: boolean, signed: string, age: string) {
  const first = adrtOutranks ? [FIRST] : [];
  if (what === "none recorded" || what === "blank") return ["CPR: NONE RECORDED: usual practice", first.join("")];
  const words = {
    attempt: "Attempt CPR",
    "not recommended": "CPR is not recommended",
    modified: "Modified CPR, as set out below (children only)",
  }[what];
  if (!IS_SIGNED.has(signed))
    return [
      "CPR: NONE SIGNED: usual practice",
      [
        ...first,
        `The plan holds “${words}”, which nobody who may sign has signed: look for a signed form and ring the clinical desk. Paper form: hall drawer.`,
      ].join(" "),
    ];
  const tail = `3 May 2026, Dr Amir Khan, GP.${SIGNED_BY[signed] ?? ""}${CONSENT[age] ?? ""} Agreed with Mrs Obi. Paper form: hall drawer.`;
  if (what === "attempt") return ["CPR: ATTEMPT", [...first, tail].join(" ")];
  if (what === "not recommended") return ["CPR: NOT RECOMMENDED", tail];
  const how = "Rescue breaths and suction only.";
  if (CONSENT[age]) return ["CPR: MODIFIED", [how, ...first, tail].join(" ")];
  const why =
    age === "18 or over"
      ? "this was decided at 18 or over: ring the clinical desk."
      : "the age when it was decided is not known: ring the clinical desk.";
  return [
    "CPR: MODIFIED, NOT CONFIRMED: usual practice",
    [how, `Modified CPR is for children only, and ${why}`, ...first, tail].join(" "),
  ];
}

export const WITHOUT_AGE = "Without a date of birth nobody can tell whether it was made at 18 or later";
export const UNDATED = "Undated: nobody can tell whether it was made at 18 or later";
export const READ_AND_RING = ": read the document and ring the clinical desk.";
export const MEANWHILE =
  " While this is checked, give life-sustaining treatment (Mental Capacity Act 2005, section 26).";

/** Of every one of which the law is in doubt, that a life is kept meanwhile. */
export function adrtExpected(what: string, signed: string, age: string): [string, string] {
  const [headline, detail] = adrtStandsAs(what, signed, age);
  const certain = ["ADRT: YES", "ADRT: YES, not of life-sustaining treatment", "ADRT: TAKEN BACK, not binding"];
  return [headline, detail === "" || certain.includes(headline) ? detail : detail + MEANWHILE];
}

export function adrtStandsAs(what: string, signed: string, age: string): [string, string] {
  const plain: Record<string, string> = {
    none: "ADRT: none",
    "not known": "ADRT: not known",
    blank: "ADRT: not recorded",
  };
  if (plain[what]) return [plain[what], ""];
  const dated = "Refuses: Ventilation. Dated 5 January 2026. Document: Hall drawer.";
  const noDate = "Refuses: Ventilation. Document: Hall drawer.";
  const day = what === "formal, undated" ? noDate : dated;
  const child = what !== "formal, undated" && (age === "under 16" || age === "16 or 17");
  const unknown = what === "formal, undated" ? UNDATED : age === "not known" ? WITHOUT_AGE : undefined;
  if (what === "taken back")
    return [
      "ADRT: TAKEN BACK, not binding",
      "Dated 5 January 2026. The person took it back on 1 April 2026: none of its refusals stands.",
    ];
  if (child) return ["ADRT: MADE BEFORE 18, not binding", `${day} Ring the clinical desk.`];
  if (what === "made without capacity")
    return ["ADRT: MADE WITHOUT CAPACITY, not binding", `${day} Ring the clinical desk.`];
  if (what === "not said what")
    return [
      "ADRT: YES, WHAT IT REFUSES NOT CONFIRMED",
      `${day} Whether it refuses life-sustaining treatment is not recorded${READ_AND_RING}`,
    ];
  if (!IS_SIGNED.has(signed))
    return [
      "ADRT: YES, NOT CHECKED",
      `${day} Nobody who may sign has checked this entry: look for the document and ring the clinical desk.`,
    ];
  if (what === "of other treatment")
    return ["ADRT: YES, not of life-sustaining treatment", unknown ? `${day} ${unknown}.` : day];
  if (what === "informal" || what === "formal, no witness seen") {
    const why =
      what === "informal"
        ? "Not all that a refusal of life-sustaining treatment needs was seen: ring the clinical desk."
        : "A refusal of life-sustaining treatment needs what was not seen here (a witness): ring the clinical desk.";
    return ["ADRT: YES, FORM NOT CONFIRMED", [day, why, ...(unknown ? [`${unknown}.`] : [])].join(" ")];
  }
  if (unknown) return ["ADRT: YES, AGE WHEN MADE NOT KNOWN", `${day} ${unknown}${READ_AND_RING}`];
  if (what === "with a later attorney")
    return [
      "ADRT: YES, A LATER ATTORNEY MAY DECIDE INSTEAD",
      `${day} A health attorney was given the same decision later: ring the attorney and the clinical desk.`,
    ];
  return ["ADRT: YES", `${day} If valid and applicable it OUTRANKS the CPR line above.`];
}

/** Read before the CPR line wherever it may yet outrank it. */
export const outranks = ([headline]: readonly [string, string]) => /^ADRT: YES(?!, not of)/.test(headline);

export function aPlan(cprValues: Values, adrtValues: Values, own: boolean): PlanDocument {
  const plan = aPlanDocument([
    { unit: "cpr", values: cprValues },
    { unit: "advanceDecision", values: adrtValues },
  ]);
  const stamp = { ...aStamp("2026-05-03T09:00:00.000Z"), ...(own ? {} : { source: "package" as const }) };
  return { ...plan, stamps: { ...plan.stamps, cpr: stamp, advanceDecision: stamp } };
}
