/**
 * Words that the person's copy leaves out while something was not told: sentences about dying of whoever does not know,
 * or does not wish to know, the prognosis; about CPR too of whoever was not told of the recommendation. Nothing says
 * that they were left out.
 */
import type { Item, Values } from "./plan";
import type { PlainPartRule } from "./plan-plain-parts";

const DYING =
  /\b(?:dying|dies?|died|dead|deaths?|deathbed|end[- ]of[- ]life|eolc?|terminal(?:ly)?|last (?:few )?(?:hours|days|weeks|months)|(?:hours|days|weeks|months) to live|life expectancy|prognosis|gold standards? framework|gsf)\b/i;
const CPR =
  /\b(?:cpr|dna ?cpr|dnar|dnr|respect form|resus\w*|cardio-?pulmonary|chest compressions?|restart\w* (?:the |your |her |his )?heart|heart stops|natural death)\b/i;

export type Unspoken = { dying: boolean; cpr: boolean };

const tells = (words: string, { dying, cpr }: Unspoken): boolean =>
  (dying && DYING.test(words)) || (cpr && CPR.test(words));

const sentencesOf = (words: string): string[] => words.split(/(?<=[.!?;])\s+|\n+/);

/** What is left of the words; undefined when nothing is. */
function spoken(words: string, unspoken: Unspoken): string | undefined {
  if (!tells(words, unspoken)) return words;
  const left = sentencesOf(words).filter((sentence) => !tells(sentence, unspoken));
  return left.join(" ").replace(/;$/, ".") || undefined;
}

/** The person's own words are theirs to read, whatever they speak of; choices and dates tell nothing by themselves. */
export const holdsTheirOwn = ({ section }: PlainPartRule): boolean => section === "aboutMe";

/**
 * The values without what is not spoken of. A list's entry whose heading tells it is left out whole; so is what not to
 * do, once what is an emergency all the same had to go.
 */
export function spokenValues<Of extends Values | Item>(values: Of, rule: PlainPartRule, unspoken: Unspoken) {
  const kept: Record<string, string | undefined> = { ...values };
  for (const [name, words] of Object.entries(values as Values)) if (words) kept[name] = spoken(words, unspoken);
  const { heading } = rule;
  if (heading && (values as Values)[heading] && kept[heading] !== (values as Values)[heading]) return undefined;
  const lost = (name: string) => (values as Values)[name] !== undefined && kept[name] !== (values as Values)[name];
  if (lost("unless") || lost("call999")) delete kept.doNot;
  return kept as Of;
}
