/**
 * Words that the person's copy leaves out while something was not told: sentences about dying of whoever does not know,
 * or does not wish to know, the prognosis; about CPR too of whoever was not told of the recommendation. Nothing says
 * that they were left out.
 */
import type { Item, Values } from "./plan";
import type { PlainPartRule } from "./plan-plain-parts";

const TIME = "(?:hours?|days?|weeks?|months?|years?)";
/** "Palliative" tells it too, but in the name of a team, whose number stays. */
const TEAM =
  "(?: and \\w+)?(?: care)? (?:team|nurses?|line|advice|helpline|hub|service|consultant|doctor|specialist|clinic|unit|ward)\\b";
const TELLS_OF_DYING = [
  "dying|dies?|died|dead|deaths?|deathbed|end[- ]of[- ]life|eolc?|(?:pre-?)?terminal(?:ly)?",
  // What is left of a course of tablets is no prognosis.
  `last (?:few )?(?:hours|days|weeks|months)|last ${TIME} of life|${TIME} to live|${TIME} (?:left|remaining)(?! (?:of|on|for|until|before|in))`,
  "time (?:left )?is (?:short|limited)|(?:short|limited|little|not much) (?:time|life) left|not (?:have )?long (?:left|to live)",
  "life[- ](?:expectancy|limit\\w*|shorten\\w*|threatening illness)|shortens? (?:her|his|their|your) life",
  "prognos\\w+|(?:poor|bleak|grave|guarded) outlook|outlook (?:is |remains )?(?:very )?(?:poor|bleak|grave|guarded)",
  "incurable|(?:not|no longer|never) (?:be )?(?:for |about |to )?(?:a )?cur(?:e|ed|able|ative)|cannot be cured|(?:no|without|beyond) (?:a )?cur(?:e|ative)|non-?curative",
  `(?:final|late|last|end)[- ]?(?:stages?|phases?)|final (?:illness|(?:few )?${TIME})`,
  "(?:not (?:likely|expected|going)|unlikely) to (?:recover|survive|get better)|(?:no (?:prospect|hope|chance) of|will not|won['’]t) recover(?:y)?",
  "comfort (?:care )?only|only comfort|best supportive care|gold standards? framework|gsf|fast[- ]track (?:funding|chc)",
  `palliat\\w*(?!${TEAM})`,
];
const DYING = new RegExp(`\\b(?:${TELLS_OF_DYING.join("|")})\\b`, "i");
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
