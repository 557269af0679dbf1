/**
 * Settings by which a clinical lead signs the words of cards: "card.ID.vVERSION" for a card's words,
 * "card.ID.vVERSION.FIELD" for the doses of one field, each by itself, and "card.fact-KIND.vVERSION" for a critical fact.
 */
import type { SettingValues } from "../setting";
import { type Banner, type CardLine, type CrisisCard, needsSignature } from "./card";

type Named = Pick<CrisisCard, "id" | "version">;
export const cardSignature = ({ id, version }: Named): string => `card.${id}.v${version}`;
export const doseSignature = (card: Named, field: string): string => `${cardSignature(card)}.${field}`;
export const factSignature = ({ kind, version }: Pick<Banner, "kind" | "version">): string =>
  `card.fact-${kind}.v${version}`;

export const isSigned = (name: string, values: SettingValues): boolean => values[name] === 1;

/** The setting whose signature this line waits for; undefined for what was read in its source. */
export function signatureOf(card: Named, field: string, line: CardLine): string | undefined {
  if (!needsSignature(line)) return undefined;
  return line.dose ? doseSignature(card, field) : cardSignature(card);
}

export function isUnsignedLine(card: Named, field: string, line: CardLine, values: SettingValues): boolean {
  const name = signatureOf(card, field, line);
  return name !== undefined && !isSigned(name, values);
}

export const isUnsignedFact = (banner: Banner, values: SettingValues): boolean =>
  needsSignature(banner.instruction) && !isSigned(factSignature(banner), values);
