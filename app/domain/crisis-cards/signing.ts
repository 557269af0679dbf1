/**
 * Which lines of cards stand in a plan without a clinical lead's signature (signature.ts names the settings). An author
 * may write a line in this person's words instead; a dose is not lifted that way.
 */
import type { CalendarDate } from "../calendar";
import type { Item, PlanDocument, Values } from "../plan";
import { fieldsOf } from "../plan-sections";
import type { SettingValues } from "../setting";
import { CRISIS_CARDS, CRITICAL_FACTS, cardOf } from "./all";
import { type Ages, agesBetween, CARD_FIELDS, type CardField, type CrisisCard } from "./card";
import { doseSignature, isSigned, isUnsignedFact, isUnsignedLine } from "./signature";

/** As plan-readiness names what is lacking, less the section, which the unit tells. */
export type CardLack = { unit: string; field: string; says: string };

/** Whose plan it is, by age. */
export type Born = { bornOn: CalendarDate | undefined; today: CalendarDate };

/**
 * Everything of cards in the plan that may not be published yet; `values` are the settings in force. Without `born` age is
 * not judged.
 */
export function cardLacks(plan: PlanDocument, values: SettingValues, born?: Born): CardLack[] {
  const contingency = plan.sections.contingency.items as readonly Item[];
  const critical = plan.sections.critical.items as readonly Item[];
  const ages = born ? agesBetween(born.bornOn, born.today) : "adult";
  return [
    ...contingency.flatMap((item) => ofContingency(item, values, ages)),
    ...critical.flatMap((item) => ofFact(item, values)),
  ];
}

function ofContingency(item: Item, values: SettingValues, ages: Ages): CardLack[] {
  const unit = `contingency/${item.id}`;
  const card = item.card ? cardOf(item.card) : undefined;
  if (item.card && (!card || String(card.version) !== item.cardVersion)) {
    const says = `${titleOf(item)} was taken from a card whose words are no more: take the card again, or take this one out and write it anew`;
    return [{ unit, field: "trigger", says }];
  }
  if (card && ages === "child") {
    const says = `${titleOf(item)} was taken from a card for adults, and this person is under 18: take it out, and write the plan with their own team`;
    return [{ unit, field: "trigger", says }];
  }
  const waiting = CARD_FIELDS.flatMap((field) => cardsOf(item, field, card, values).map((from) => ({ field, from })));
  const cards = [...new Set(waiting.map(({ from }) => from))];
  // Words that wait say it already of the doses in them.
  const judged = CARD_FIELDS.filter((field) => !waiting.some((one) => one.field === field));
  return [
    ...cards.map((from) => lackOfWords(unit, item, from, fieldsFrom(waiting, from))),
    ...(card ? judged.flatMap((field) => strangeDoses(unit, item, field, { card, values, ages })) : []),
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

/** Of so many characters, or with its dose, nobody hits upon a card's line by chance: found also where an item forgot its card. */
const NO_CHANCE = 40;

/** Cards of which an unsigned line stands in the field, word for word. */
function cardsOf(item: Item, field: CardField, own: CrisisCard | undefined, values: SettingValues): CrisisCard[] {
  const text = plain(item[field]);
  if (!text) return [];
  return CRISIS_CARDS.filter((card) =>
    (card.lines[field] ?? []).some((line) => {
      const words = plain(line.words);
      if (card !== own && words.length < NO_CHANCE && !line.dose) return false;
      return isUnsignedLine(card, field, line, values) && text.includes(words);
    }),
  );
}

/** Doses other than those that the signed card gives, in a field of which it gives any. */
function strangeDoses(unit: string, item: Item, field: CardField, { card, values, ages }: JudgedBy): CardLack[] {
  const lines = (card.lines[field] ?? []).filter(({ dose }) => dose);
  if (!lines.length) return [];
  const given = lines.flatMap(({ words }) => dosesIn(words));
  const signed = isSigned(doseSignature(card, field), values);
  const holds = signed && ages === "adult";
  const strange = dosesIn(item[field] ?? "").filter((dose) => !holds || !given.includes(dose));
  if (!strange.length) return [];
  const why = ages !== "adult" ? "ofAdults" : signed ? "notSigned" : "waits";
  return [{ unit, field, says: `${titleOf(item)}, ${labelOf(field)}: ${strange.join(", ")} ${STRANGE[why]}` }];
}

type JudgedBy = { card: CrisisCard; values: SettingValues; ages: Ages };

const STRANGE = {
  ofAdults:
    "is for adults, and the record holds no date of birth. Write “as on the signed chart”, or have the date recorded",
  notSigned: "is not a dose of the signed card. Write “as on the signed chart”, or the card’s own dose",
  waits: "waits for a clinical lead’s signature of the card’s doses. Ask for it, or write “as on the signed chart”",
} as const;

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
