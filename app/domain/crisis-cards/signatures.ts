/** What a clinical lead signs of the cards, with the words themselves, so that nobody signs a title. */
import type { Mark, Shipped } from "../setting";
import { CRISIS_CARDS, CRITICAL_FACTS } from "./all";
import { type Banner, CARD_FIELDS, type CardField, type CardLine, type CrisisCard, needsSignature } from "./card";
import { cardSignature, doseSignature, factSignature } from "./signature";

/** `dose`: signed on its own page, one by one. */
export type CardSignature = Pick<Shipped, "words" | "source" | "mark"> & { name: string; dose?: true };

const LABELS: Readonly<Record<CardField, string>> = {
  trigger: "If",
  earlySigns: "Early signs",
  doFirst: "Do first",
  call999: "999 if",
  doNot: "Do not",
  unless: "Unless",
  coping: "What helps",
};

/** The least sure of them. */
const leastSure = (lines: readonly CardLine[]): Mark =>
  (["M", "P", "2", "V"] as const).find((mark) => lines.some((line) => line.mark === mark)) ?? "V";

const quoted = (lines: readonly CardLine[]) => lines.map(({ words }) => words).join(" / ");

function ofCard(card: CrisisCard): CardSignature[] {
  const plain = (field: CardField) =>
    (card.lines[field] ?? []).filter((line) => needsSignature(line) && line.dose !== true);
  const fields = CARD_FIELDS.filter((field) => plain(field).length);
  const words = fields.map((field) => `${LABELS[field]}: ${quoted(plain(field))}`).join(" · ");
  const whole: CardSignature[] = fields.length
    ? [
        {
          name: cardSignature(card),
          words: `Card “${card.name}”: its words`,
          source: `${words} · Source: ${card.source}`,
          mark: leastSure(fields.flatMap(plain)),
        },
      ]
    : [];
  return [...whole, ...CARD_FIELDS.flatMap((field) => dosesOf(card, field))];
}

function dosesOf(card: CrisisCard, field: CardField): CardSignature[] {
  const lines = (card.lines[field] ?? []).filter(({ dose }) => dose);
  if (!lines.length) return [];
  return [
    {
      name: doseSignature(card, field),
      words: `Card “${card.name}”: doses under “${LABELS[field]}”`,
      source: `${quoted(lines)} · Source: ${card.source}`,
      mark: leastSure(lines),
      dose: true,
    },
  ];
}

const ofFact = (banner: Banner): CardSignature[] =>
  needsSignature(banner.instruction)
    ? [
        {
          name: factSignature(banner),
          words: `Critical fact “${banner.kind.replaceAll("_", " ")}”: its words`,
          source: `${banner.instruction.words} · Source: ${banner.source}`,
          mark: banner.instruction.mark,
        },
      ]
    : [];

export const CARD_SIGNATURES: readonly CardSignature[] = [
  ...CRISIS_CARDS.flatMap(ofCard),
  ...CRITICAL_FACTS.flatMap(ofFact),
];
