/**
 * Which lines of cards stand in a plan without a clinical lead's signature (signature.ts names the settings). An author
 * may write a line in this person's words instead; a dose is not lifted that way.
 */
import type { Item, PlanDocument, Values } from "../plan";
import { fieldsOf } from "../plan-sections";
import type { SettingValues } from "../setting";
import { CRISIS_CARDS, CRITICAL_FACTS, cardOf } from "./all";
import { CARD_FIELDS, type CardField, type CrisisCard } from "./card";
import { doseSignature, isSigned, isUnsignedFact, isUnsignedLine } from "./signature";

/** As plan-readiness names what is lacking, less the section, which the unit tells. */
export type CardLack = { unit: string; field: string; says: string };

/** Everything of cards in the plan that may not be published yet; `values` are the settings in force. */
export function cardLacks(plan: PlanDocument, values: SettingValues): CardLack[] {
  const contingency = plan.sections.contingency.items as readonly Item[];
  const critical = plan.sections.critical.items as readonly Item[];
  return [
    ...contingency.flatMap((item) => ofContingency(item, values)),
    ...critical.flatMap((item) => ofFact(item, values)),
  ];
}

function ofContingency(item: Item, values: SettingValues): CardLack[] {
  const unit = `contingency/${item.id}`;
  const card = item.card ? cardOf(item.card) : undefined;
  if (item.card && (!card || String(card.version) !== item.cardVersion)) {
    const says = `${titleOf(item)} was taken from a card whose words are no more: take the card again, or take this one out and write it anew`;
    return [{ unit, field: "trigger", says }];
  }
  const waiting = CARD_FIELDS.flatMap((field) => cardsOf(item, field, card, values).map((from) => ({ field, from })));
  const cards = [...new Set(waiting.map(({ from }) => from))];
  // Words that wait say it already of the doses in them.
  const judged = CARD_FIELDS.filter((field) => !waiting.some((one) => one.field === field));
  return [
    ...cards.map((from) => lackOfWords(unit, item, from, fieldsFrom(waiting, from))),
    ...(card ? judged.flatMap((field) => strangeDoses(unit, item, field, card, values)) : []),
  ];
}

type Waiting = { field: CardField; from: CrisisCard };
const fieldsFrom = (waiting: readonly Waiting[], card: CrisisCard) =>
  waiting.filter(({ from }) => from === card).map(({ field }) => field);

const titleOf = ({ trigger }: Values) => (trigger ? `“${trigger}”` : "A contingency plan");
const labelOf = (field: string) => `“${fieldsOf("contingency")[field]!.label}”`;
const OWN_WORDS = "Ask for it, or write them in this person’s own words";

/** One sentence an item and card, however many of its fields wait. */
const lackOfWords = (unit: string, item: Item, { name }: CrisisCard, fields: readonly CardField[]): CardLack => ({
  unit,
  field: fields[0]!,
  says: `${titleOf(item)}: words of the card “${name}” under ${fields.map(labelOf).join(", ")} wait for a clinical lead’s signature. ${OWN_WORDS}`,
});

/** Of so many characters nobody hits upon a card's line by chance: found also where an item forgot its card. */
const NO_CHANCE = 40;

/** Cards of which an unsigned line stands in the field, word for word. */
function cardsOf(item: Item, field: CardField, own: CrisisCard | undefined, values: SettingValues): CrisisCard[] {
  const text = plain(item[field]);
  if (!text) return [];
  return CRISIS_CARDS.filter((card) =>
    (card.lines[field] ?? []).some((line) => {
      const words = plain(line.words);
      if (card !== own && words.length < NO_CHANCE) return false;
      return isUnsignedLine(card, field, line, values) && text.includes(words);
    }),
  );
}

/** Doses other than those that the signed card gives, in a field of which it gives any. */
function strangeDoses(unit: string, item: Item, field: CardField, card: CrisisCard, values: SettingValues): CardLack[] {
  const given = (card.lines[field] ?? []).filter(({ dose }) => dose).flatMap(({ words }) => dosesIn(words));
  if (!given.length) return [];
  const signed = isSigned(doseSignature(card, field), values);
  const strange = dosesIn(item[field] ?? "").filter((dose) => !signed || !given.includes(dose));
  if (!strange.length) return [];
  const says = signed
    ? "is not a dose of the signed card. Write “as on the signed chart”, or the card’s own dose"
    : "waits for a clinical lead’s signature of the card’s doses. Ask for it, or write “as on the signed chart”";
  return [{ unit, field, says: `${titleOf(item)}, ${labelOf(field)}: ${strange.join(", ")} ${says}` }];
}

const NUMBER = "\\d+(?:[.,]\\d+)?";
const DOSE = new RegExp(
  `${NUMBER}(?:\\s*[-–]\\s*${NUMBER})?\\s*(?:micrograms?|mcg|µg|mg|g|ml|units?|IU|l|litres?|puffs?|(?:glucose )?tablets?)(?![\\p{L}])`,
  "giu",
);
/** "100 mg", "150–200 ml": without spaces, to be compared. */
export const dosesIn = (text: string): string[] =>
  (text.match(DOSE) ?? []).map((dose) => dose.toLowerCase().replace(/\s+/g, "").replace("-", "–"));

function ofFact(item: Item, values: SettingValues): CardLack[] {
  const text = plain(item.instruction);
  const banner = CRITICAL_FACTS.find(
    ({ kind, instruction }) => item.kind === kind && text.includes(plain(instruction.words)),
  );
  if (!banner || !isUnsignedFact(banner, values)) return [];
  const says = `“${item.fact ?? "A critical fact"}”: what it means for a crew is in a card’s words, which wait for a clinical lead’s signature. ${OWN_WORDS}`;
  return [{ unit: `critical/${item.id}`, field: "instruction", says }];
}

/** Without case, marks and spaces: to leave out a full stop makes no words of one's own. */
const plain = (text: string | undefined): string =>
  (text ?? "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%<>]+/gu, " ")
    .trim();
