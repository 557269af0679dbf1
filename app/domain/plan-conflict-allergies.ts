/**
 * Allergies of the record against what the plan gives or keeps at home. A sentence that tells of the allergy itself
 * gives nothing. What only upset the stomach is asked about, and so is an allergy by whose words no medicine could be
 * looked for: not to have looked is never shown as none.
 */
import type { PlanDocument } from "./plan";
import type { FoundConflict } from "./plan-conflict";
import { ofRecord } from "./plan-conflict-decisions";
import { namedAllergen, substancesIn } from "./plan-conflict-substances";
import { instructionsIn, mentionsOf, NOT_GIVEN, ofPlan, placeOf, type Text } from "./plan-conflict-words";
import type { PlanRecord, RecordLine } from "./plan-record";

const NO_ALLERGY = /\bno (?:known )?(?:drug |other )?allerg/i;

/** `sections`: where the plan says what to give. */
export function allergyConflicts(
  plan: PlanDocument,
  { lines }: PlanRecord,
  sections: readonly string[],
): FoundConflict[] {
  const texts = instructionsIn(plan, sections);
  return lines
    .filter(
      ({ kind, ended, sets, words }) =>
        kind === "allergy" && !ended && !sets.includes("no-known-allergy") && !NO_ALLERGY.test(words),
    )
    .flatMap((line) => {
      const rows = substancesIn(line.words);
      const own = rows.length ? undefined : namedAllergen(line.words);
      const names = own ? [own] : rows.map(({ words }) => words);
      if (!names.length) return texts.length ? [notChecked(line)] : [];
      return texts.flatMap((text) =>
        names.some((name) => gives(text.text, name)) ? [conflictOf(plan, text, line, own)] : [],
      );
    });
}

// ── Giving ────────────────────────────────────────────────────────────────────────────────────────────────

const TELLS =
  /\b(?:allerg|anaphyla|reaction|reacted|hypersens|intoleran|sensitiv|caused|collapse|rash|hives|side[- ]effect)/i;
const GIVES =
  /\b(?:give|giving|take|start|use|inject|administer|offer|try|continue|keep|repeat|double|increase)\s+(?:[\w’'-]+\s+){0,4}$/i;
const NOT_BEFORE =
  /\b(?:instead of|rather than|in place of|replac\w+|changed from|switched from|moved from|nor|(?:was|were|been) (?:on|taking|given)|had|tried|used to take)\s*$/i;
const NOT_AFTER =
  /^-free\b|^\s+(?:stings?|bites?|exposure|free)\b|^\s*(?:\d[\w.]*\s*)?(?:(?:is|was|are|were|to be|did|does|has been|must|should)\s+)*(?:not (?:tolerated|suit\w*|allowed|for|to be|be|given)|never|avoid\w*|contraindicated|stopped|no longer|made (?:her|him|them|me)|upsets?)\b/i;

/** In a sentence that tells of the allergy only what its own verb gives is given: "Allergic to penicillin: give …". */
function gives(text: string, name: RegExp): boolean {
  return mentionsOf(text, name, NOT_GIVEN).some(({ sentence, before, after }) => {
    if (NOT_BEFORE.test(before) || NOT_AFTER.test(after)) return false;
    const whole = text.split(/[.;\n]/).find((one) => one.includes(sentence.trim())) ?? sentence;
    return (
      !TELLS.test(whole) ||
      (GIVES.test(before) && !TELLS.test(before) && !/^\s*\S*\s*(?:allerg|anaphyla|reaction)/i.test(after))
    );
  });
}

// ── What is found ─────────────────────────────────────────────────────────────────────────────────────────

const UPSET =
  /\b(?:intoleran\w*|nausea\w*|vomit\w*|sick(?:ness)?|diarrh\w*|constipat\w*|stomach|gastr\w*|dyspepsia)\b/i;
const SERIOUS =
  /\b(?:anaphyl\w*|angio\w*|swell\w*|swollen|rash\w*|urticaria|hives|wheez\w*|bronchosp\w*|breath\w*|shock|collaps\w*|stevens|necrolysis|fever|jaundice|haemolysis|agranulo\w*)\b/i;

/** "Allergy to codeine: nausea" is coded as an allergy, and its reaction is none. */
const onlyUpsets = (words: string): boolean =>
  UPSET.test(words) && !SERIOUS.test(words) && (words.includes(":") || !/\b(?:allerg|hypersens)/i.test(words));

function conflictOf(plan: PlanDocument, { unit, text, field }: Text, line: RecordLine, own?: RegExp): FoundConflict {
  const upset = onlyUpsets(line.words);
  // Its own word may be no medicine at all ("Bee: adrenaline"): it blocks where the plan keeps it or a verb gives it.
  const mayBeNone =
    own && field !== "medicines" && !mentionsOf(text, own, NOT_GIVEN).some(({ before }) => GIVES.test(before));
  return {
    kind: "allergy_medicine",
    danger: upset || mayBeNone ? "asks" : "blocks",
    says: upset
      ? `The record holds an intolerance (${line.words}), and ${placeOf(plan, unit)} names such a medicine: is it borne, or is there another?`
      : `The record holds an allergy (${line.words}), and ${placeOf(plan, unit)} names such a medicine: choose another, or have the allergy looked at`,
    sides: [ofPlan(plan, unit, text), ofRecord(line)],
  };
}

const notChecked = (line: RecordLine): FoundConflict => ({
  kind: "allergy_not_checked",
  danger: "asks",
  says: `The record holds an allergy (${line.words}) by whose words no medicine could be looked for: it was not checked against the plan; read the plan’s medicines with it in mind`,
  sides: [ofRecord(line), { source: "plan", words: "Medicines in the plan: not checked" }],
});
