/** How much of a plan a crew reads at first sight: what stands first must fit one screen. */
import { advanceDecisionSlot, attorneySlot } from "./crisis-adrt";
import { limitsInWords, type PlanSignature } from "./crisis-plan";
import type { SlotFacts } from "./crisis-signed";
import { cprSlot } from "./crisis-slots";
import type { PlanDocument, Values } from "./plan";
import { LINE_CHARACTERS } from "./plan-limits";
import { THEIR_WORDS } from "./plan-readiness-told";
import { withoutRestricted } from "./plan-restrictions";

const linesOf = (...words: readonly (string | undefined)[]): number =>
  Math.ceil(words.filter(Boolean).join(" ").length / LINE_CHARACTERS);

/**
 * What the crisis page sets out before anything is opened, in lines; headings count, facts of the record do not. The
 * slots are measured with what is known of age and signatures, and as they will read once they are signed: of the two
 * the longer.
 */
export function crisisLength(document: PlanDocument, facts: SlotFacts = {}): { lines: number; front: number } {
  const { plan } = withoutRestricted(document);
  const { goal, hospital, hospitalUnless } = plan.sections.escalation.fields;
  const { mattersInEmergency } = plan.sections.understanding.fields;
  const { items } = plan.sections.contingency;
  const chosen = items.filter(({ onFront }) => onFront === "yes");
  const shown = chosen.length ? chosen : items.slice(0, 1);
  const said = ({ headline, detail }: { headline: string; detail: string }) => `${headline} ${detail}`;
  const slots = [facts, { ...facts, signatures: onceSigned(plan) }].map((known) => {
    const cpr = cprSlot(plan, known);
    const beside = linesOf(said(advanceDecisionSlot(plan, known)), said(attorneySlot(plan)));
    return 1 + linesOf(cpr.limit) + linesOf(cpr.detail) + beside;
  });
  const usual = Object.values(plan.sections.usual.fields).join(" · ");
  const lines = [
    Math.max(...slots),
    1 +
      linesOf(goal, hospital) +
      linesOf(hospitalUnless) +
      linesOf(mattersInEmergency && `${mattersInEmergency} ${THEIR_WORDS}`),
    1 + sum(shown.map((one) => frontLines(one))),
    1 + sum(plan.sections.critical.items.map(({ fact, instruction }) => linesOf(fact, instruction))),
    1 + linesOf(usual),
  ];
  return { lines: sum(lines), front: chosen.length };
}

/** As if whoever decided had signed. An endorsement is still to come: it makes one sentence more. */
const onceSigned = ({ sections }: PlanDocument): PlanSignature[] =>
  (["cpr", "advanceDecision"] as const).map((section) => ({
    section,
    kind: "sign",
    byName: sections.cpr.fields.decidedBy ?? "",
    byRole: sections.cpr.fields.decidedByRole ?? "",
    at: new Date(0).toISOString(),
    holds: true,
  }));

/** Of one contingency plan on the first screen, paragraph by paragraph as the page sets them. */
export function frontLines(item: Values): number {
  const { call999, doNot, unless } = limitsInWords(item);
  return (
    linesOf(item.trigger, item.doFirst) +
    linesOf(call999 && `999 if: ${call999}`) +
    linesOf(doNot && `Do not: ${doNot}`, unless && `Unless: ${unless}`) +
    linesOf(item.ring)
  );
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
