/** How much of a plan a crew reads at first sight: what stands first must fit one screen. */
import { advanceDecisionSlot, attorneySlot } from "./crisis-adrt";
import { cprSlot } from "./crisis-slots";
import type { PlanDocument } from "./plan";
import { withoutRestricted } from "./plan-restrictions";

/**
 * A crew's tablet, held upright: so many characters a line, and so many lines between the header and the buttons, with
 * room for three facts of the record. Measured on the page itself.
 */
const LINE = 80;
export const SCREEN_LINES = 24;
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
  const usual = Object.values(plan.sections.usual.fields).join(" · ");
  const lines = [
    1 + linesOf(cprSlot(plan).detail),
    linesOf(said(advanceDecisionSlot(plan)), said(attorneySlot(plan))),
    1 + linesOf(goal, hospital) + linesOf(hospitalUnless) + linesOf(mattersInEmergency),
    1 + sum(shown.map((one) => linesOf(one.trigger, one.doFirst) + linesOf(one.doNot, one.unless) + linesOf(one.ring))),
    1 + sum(plan.sections.critical.items.map(({ fact, instruction }) => linesOf(fact, instruction))),
    1 + linesOf(usual),
  ];
  return { lines: sum(lines), front: chosen.length };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
