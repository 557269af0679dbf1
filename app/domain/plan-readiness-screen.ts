/** How much of a plan a crew reads at first sight: what stands first must fit one screen. */
import { advanceDecisionSlot, attorneySlot } from "./crisis-adrt";
import { limitsInWords } from "./crisis-plan";
import { cprSlot } from "./crisis-slots";
import type { PlanDocument, Values } from "./plan";
import { withoutRestricted } from "./plan-restrictions";

/**
 * A crew's tablet of 768 × 1024, held upright: so many characters a line, and so many lines between the header and the
 * buttons, with room for three facts of the record. Measured on the page itself: tests/journeys/crisis-screen.test.ts.
 */
const LINE = 80;
export const SCREEN_LINES = 26;
/** Contingency plans that are shown first. */
export const FRONT_ITEMS = 5;

const linesOf = (...words: readonly (string | undefined)[]): number =>
  Math.ceil(words.filter(Boolean).join(" ").length / LINE);

/** What the crisis page sets out before anything is opened, in lines; headings count, facts of the record do not. */
export function crisisLength(document: PlanDocument): { lines: number; front: number } {
  const { plan } = withoutRestricted(document);
  const { goal, hospital, hospitalUnless } = plan.sections.escalation.fields;
  const { mattersInEmergency } = plan.sections.understanding.fields;
  const { items } = plan.sections.contingency;
  const chosen = items.filter(({ onFront }) => onFront === "yes");
  const shown = chosen.length ? chosen : items.slice(0, 1);
  const said = ({ headline, detail }: { headline: string; detail: string }) => `${headline} ${detail}`;
  const cpr = cprSlot(plan);
  const usual = Object.values(plan.sections.usual.fields).join(" · ");
  const lines = [
    1 + linesOf(cpr.limit) + linesOf(cpr.detail),
    linesOf(said(advanceDecisionSlot(plan)), said(attorneySlot(plan))),
    1 + linesOf(goal, hospital) + linesOf(hospitalUnless) + linesOf(mattersInEmergency),
    1 + sum(shown.map((one) => frontLines(one))),
    1 + sum(plan.sections.critical.items.map(({ fact, instruction }) => linesOf(fact, instruction))),
    1 + linesOf(usual),
  ];
  return { lines: sum(lines), front: chosen.length };
}

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
