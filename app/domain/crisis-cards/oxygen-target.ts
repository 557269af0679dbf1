/** This person's own oxygen target, where their plan names one: it stands in the place of a card's. */
import type { PlanDocument, Values } from "../plan";
import type { OxygenTarget } from "./card";

const RANGE = "(8\\d|9\\d|100)\\s*%?\\s*(?:[-–]|to)\\s*(8\\d|9\\d|100)(?!\\d)";
const AIMED_AT = new RegExp(`\\b(?:target|aim\\w*|keep|maintain|titrate)\\b[^.;\\n]{0,40}?\\b${RANGE}`, "gi");
const ANY_RANGE = new RegExp(`\\b${RANGE}`, "gi");
const OXYGEN = /oxygen|SpO2|saturation|\bsats?\b|\bO2\b/i;
/** What is usual is no target; a card's words and "all others" are nobody's own. */
const NOT_OWN = /\b(?:usual\w*|not|never|avoid|others)\b/i;
const CARDS = /unless this plan gives another/i;

/** Undefined: the plan names none, or several that differ, which is for the author to settle. */
export function ownOxygenTarget({ sections }: PlanDocument): OxygenTarget | undefined {
  const critical = sections.critical.items.flatMap((item: Values) =>
    targetsIn([item.fact, item.instruction], item.kind === "oxygen_alert" ? ANY_RANGE : AIMED_AT, item.kind),
  );
  const contingency = sections.contingency.items.flatMap(({ doFirst, unless, coping }: Values) =>
    [doFirst, unless, coping].flatMap((text) => targetsIn([text], AIMED_AT)),
  );
  const fields = [sections.usual.fields, sections.handler.fields, sections.escalation.fields].flatMap((values) =>
    Object.values(values as Values).flatMap((text) => targetsIn([text], AIMED_AT)),
  );
  const [first, ...more] = [...critical, ...contingency, ...fields];
  return more.every(({ low, high }) => low === first!.low && high === first!.high) ? first : undefined;
}

export const targetInWords = ({ low, high }: OxygenTarget): string => `${low}–${high} %`;

function targetsIn(texts: readonly (string | undefined)[], pattern: RegExp, kind?: string): OxygenTarget[] {
  const text = texts.filter(Boolean).join(": ");
  if (CARDS.test(text) || !(OXYGEN.test(text) || kind === "oxygen_alert")) return [];
  return [...text.matchAll(pattern)].flatMap((found): OxygenTarget[] => {
    const before = text
      .slice(0, found.index)
      .split(/[.;,\n]/)
      .at(-1)!;
    const [low, high] = [Number(found[1]), Number(found[2])];
    return NOT_OWN.test(`${before}${found[0]}`) || low >= high ? [] : [{ low, high }];
  });
}
