/** A card filled for one person, and the operations by which an author takes it into the draft. */
import type { CalendarDate } from "../calendar";
import type { Operation, PlanDocument, Values } from "../plan";
import { plainName, ringables } from "../plan-ring";
import { fieldsOf } from "../plan-sections";
import type { Mark, SettingValues } from "../setting";
import {
  agesOf,
  type Banner,
  type Because,
  CARD_FIELDS,
  type CardField,
  type CardLine,
  type CardPerson,
  type CrisisCard,
  isAdult,
} from "./card";
import { ownOxygenTarget } from "./oxygen-target";
import { isUnsignedLine } from "./signature";

export type FilledCard = {
  card: CrisisCard;
  because: Because[];
  /** A contingency plan's fields, ready to be taken. */
  values: Values;
  /** Critical facts that go with it and fit too. */
  banners: FilledBanner[];
  /** Lines among these that nobody may publish before a clinical lead signs them. */
  unsigned: { field: CardField; words: string; dose: boolean; mark: Mark }[];
  /** What the author is asked to write. */
  asks: string[];
};

export type FilledBanner = { banner: Banner; because: Because[]; values: Values };

const SEPARATOR: Partial<Record<CardField, string>> = { call999: "; ", doNot: "; ", trigger: "; " };

/** A dose of an adult is for nobody whose age is not known. */
const linesFor = (card: CrisisCard, field: CardField, person: CardPerson): CardLine[] =>
  (card.lines[field] ?? []).filter(({ when, dose }) => (!when || when(person)) && (!dose || isAdult(person)));

/**
 * The person's own words first, then the card's lines; always within what the plan's field holds. Whose card it is by
 * age, `cardsFor` says.
 */
export function fillCard(
  card: CrisisCard,
  someone: CardPerson,
  plan: PlanDocument,
  settings: SettingValues = {},
): FilledCard {
  const person = withOwnTarget(someone, plan);
  const own = card.own?.(person) ?? {};
  const values: Record<string, string> = { card: card.id, cardVersion: String(card.version) };
  for (const field of CARD_FIELDS) {
    const words = [own[field], ...linesFor(card, field, person).map(({ words }) => words)].filter(Boolean);
    if (words.length) values[field] = words.join(SEPARATOR[field] ?? " ");
  }
  if (own.medicines) values.medicines = own.medicines;
  if (own.equipment) values.equipment = own.equipment;
  values.ring = whomToRing(card, plan, person.asOf);
  if (card.front) values.onFront = "yes";
  return {
    card,
    because: card.fits(person),
    values,
    banners: fillBanners(card.banners ?? [], person, plan),
    unsigned: unsignedIn(card, person, settings),
    asks: asksOf(card, values, person),
  };
}

/** Those that fit, filled. */
export function fillBanners(banners: readonly Banner[], someone: CardPerson, plan: PlanDocument): FilledBanner[] {
  const person = withOwnTarget(someone, plan);
  return banners.flatMap((banner) => {
    const own = banner.own?.(person);
    const because = banner.adults && !own && !isAdult(person) ? [] : banner.fits(person);
    if (!because.length) return [];
    const { kind, instruction } = banner;
    const values = { fact: banner.fact(person), instruction: own ?? instruction.words, kind };
    return [{ banner, because, values }];
  });
}

function withOwnTarget(person: CardPerson, plan: PlanDocument): CardPerson {
  const oxygenTarget = ownOxygenTarget(plan);
  return oxygenTarget ? { ...person, oxygenTarget } : person;
}

/** Somebody of the plan who still has a number and that role; else the clinical desk, which is always reached. */
function whomToRing({ ring }: CrisisCard, plan: PlanDocument, today: CalendarDate): string {
  const found = ringables(plan, today).find(({ name, role }) => ring.test(`${name} ${role ?? ""}`));
  return found?.name ?? "Clinical desk";
}

const unsignedIn = (card: CrisisCard, person: CardPerson, values: SettingValues): FilledCard["unsigned"] =>
  CARD_FIELDS.flatMap((field) =>
    linesFor(card, field, person)
      .filter((line) => isUnsignedLine(card, field, line, values))
      .map((line) => ({ field, words: line.words, dose: line.dose === true, mark: line.mark })),
  );

const NO_DOSES = "Doses: none is proposed, for the record holds no date of birth";

function asksOf({ asks, lines }: CrisisCard, values: Values, person: CardPerson): string[] {
  const kept = values.medicines ? ["Where the medicines and the signed chart are kept"] : [];
  const desk =
    values.ring === "Clinical desk" ? ["Whom to ring: nobody of that team is among “People to ring” yet"] : [];
  const doses = CARD_FIELDS.some((field) => lines[field]?.some(({ dose }) => dose));
  return [...asks, ...kept, ...desk, ...(doses && agesOf(person) === "unknown" ? [NO_DOSES] : [])];
}

/** Words that are too long for their fields; empty for every card that ships (a test sees to it). */
export const tooLong = ({ values, banners }: Pick<FilledCard, "values" | "banners">): string[] => [
  ...over("contingency", values),
  ...banners.flatMap((banner) => over("critical", banner.values)),
];
const over = (section: "contingency" | "critical", values: Values) =>
  Object.entries(values)
    .filter(([name, value]) => value.length > fieldsOf(section)[name]!.max)
    .map(([name, value]) => `${section}.${name}: ${value.length}`);

// ── Taking ────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * What taking a card writes: one contingency plan, and its critical facts unless the plan has one of that kind. `newId`
 * makes the ids of items. Undefined: a contingency plan of this card stands already.
 */
export function takeCard(
  { card, values, banners }: Pick<FilledCard, "card" | "values" | "banners">,
  plan: PlanDocument,
  newId: () => string,
): Operation[] | undefined {
  if (takenAs(card, plan)) return undefined;
  const facts = banners.flatMap((filled) => takeBanner(filled, plan, newId) ?? []);
  return [{ unit: `contingency/${newId()}`, values }, ...facts];
}

/** Undefined: the plan has a critical fact of that kind or name. */
export const takeBanner = (
  { values }: Pick<FilledBanner, "values">,
  plan: PlanDocument,
  newId: () => string,
): Operation[] | undefined => (hasFact(values, plan) ? undefined : [{ unit: `critical/${newId()}`, values }]);

/** The contingency plan that was made of this card as it stands now; of older words it may be taken again. */
export const takenAs = ({ id, version }: Pick<CrisisCard, "id" | "version">, plan: PlanDocument): string | undefined =>
  plan.sections.contingency.items.find(({ card, cardVersion }) => card === id && cardVersion === String(version))?.id;

export const hasFact = ({ kind, fact }: Values, plan: PlanDocument): boolean =>
  plan.sections.critical.items.some(
    (item) => item.kind === kind || (item.fact !== undefined && plainName(item.fact) === plainName(fact ?? "")),
  );
