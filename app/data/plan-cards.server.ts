/**
 * Crisis cards, critical facts and lines of the record that fit one person, and their way into the author's own draft.
 * Nothing of them stands in a plan before the author publishes it. The caller has asked for "edit plan".
 */
import { CRITICAL_FACTS, cardsFor } from "../domain/crisis-cards/all";
import { agesOf, type CardPerson, type CrisisCard, needsSignature } from "../domain/crisis-cards/card";
import {
  type FilledBanner,
  type FilledCard,
  fillBanners,
  fillCard,
  hasFact,
  takeBanner,
  takeCard,
  takenAs,
} from "../domain/crisis-cards/filling";
import { isUnsignedFact } from "../domain/crisis-cards/signature";
import { londonDate } from "../domain/dates";
import { may } from "../domain/permissions";
import type { Operation, PlanDocument, Values } from "../domain/plan";
import { type Offer, offers } from "../domain/plan-from-record";
import type { PlanRecord } from "../domain/plan-record";
import type { Mark, SettingValues } from "../domain/setting";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { notTheirs, recordAccess } from "./access-records.server";
import { readCardSignatures } from "./card-signatures.server";
import { onceOnly } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { newId } from "./identity.server";
import { type Done, refused } from "./mdgs.server";
import { type OpenPerson, openPerson, readBanner } from "./people.server";
import { loadDraft, lockDraft, saveOperations, shownWith } from "./plan-drafts.server";
import { loadRecordSeen } from "./plan-record.server";
import { planFor } from "./plan-restrictions.server";
import { findInPlanScope, loadPlan } from "./plan-scope.server";

export type CardShown = {
  id: string;
  name: string;
  source: string;
  because: string[];
  values: Values;
  unsigned: FilledCard["unsigned"];
  asks: string[];
  facts: string[];
  /** The item in the plan or the viewer's draft that was made of it. */
  taken: string | undefined;
};
export type FactShown = {
  kind: string;
  fact: string;
  instruction: string;
  mark: Mark;
  unsigned: boolean;
  because: string[];
  taken: boolean;
};
export type OfferShown = Omit<Offer, "operation">;

/** Undefined: no such person for this viewer, or the plan is not theirs to write. */
export function findCards(viewer: StaffViewer, personId: string) {
  return asViewer(viewer, "read", async (db) => {
    const person = await openForCards(db, viewer, personId);
    if (!person) return undefined;
    const banner = await readBanner(db, viewer, person);
    const found = await loadAround(db, viewer, person);
    const { record, plan, cardPerson, values } = found;
    const cards = banner.deceased ? [] : cardsFor(cardPerson).map((card) => cardShown(card, cardPerson, plan, values));
    return {
      banner,
      record,
      hasDraft: found.hasDraft,
      ages: agesOf(cardPerson),
      cards: cards.filter(({ because }) => because.length),
      others: cards.filter(({ because }) => !because.length),
      facts: banner.deceased
        ? []
        : fillBanners(CRITICAL_FACTS, cardPerson, plan).map((one) => factShown(one, plan, values)),
      offers: banner.deceased ? [] : offers(record, plan).map(({ operation: _, ...offer }): OfferShown => offer),
    };
  });
}

async function openForCards(db: Db, viewer: StaffViewer, personId: string): Promise<OpenPerson | undefined> {
  const person = await openPerson(db, viewer, personId, "read crisis cards");
  return person?.parts.has("plan") ? person : undefined;
}

type Around = {
  record: PlanRecord;
  /** As the viewer sees it, with their draft: what is hidden from them counts as not there. */
  plan: PlanDocument;
  cardPerson: CardPerson;
  values: SettingValues;
  hasDraft: boolean;
};

async function loadAround(db: Db, viewer: StaffViewer, person: OpenPerson): Promise<Around> {
  const { personId, parts } = person;
  const asOf = londonDate(viewer.requestedAt);
  const record = await loadRecordSeen(db, viewer, person);
  const live = await loadPlan(db, personId);
  const draft = await loadDraft(db, viewer, personId);
  const see = await planFor(db, viewer, personId, { whole: parts.has("plan versions") });
  const own = new Set((draft?.operations ?? []).map(({ unit }) => unit));
  const values = await readCardSignatures(db);
  const { plan } = see(shownWith(live.document, draft), own);
  return { record, plan, cardPerson: { record, asOf }, values, hasDraft: draft !== undefined };
}

function cardShown(card: CrisisCard, person: CardPerson, plan: PlanDocument, settings: SettingValues): CardShown {
  const { id, name, source } = card;
  const { because, values, unsigned, asks, banners } = fillCard(card, person, plan, settings);
  return {
    id,
    name,
    source,
    because: because.map(({ words }) => words),
    values,
    unsigned,
    asks,
    facts: banners.filter((one) => !hasFact(one.values, plan)).map((one) => one.values.fact!),
    taken: takenAs(card, plan),
  };
}

function factShown({ banner, because, values }: FilledBanner, plan: PlanDocument, settings: SettingValues): FactShown {
  return {
    kind: banner.kind,
    fact: values.fact!,
    instruction: values.instruction!,
    mark: banner.instruction.mark,
    unsigned: needsSignature(banner.instruction) && isUnsignedFact(banner, settings),
    because: because.map(({ words }) => words),
    taken: hasFact(values, plan),
  };
}

// ── Taking ────────────────────────────────────────────────────────────────────────────────────────────────

export type Take = { personId: string; key: string; kind: "card" | "fact" | "offer"; id: string };
export type Taken = Done<{ units: string[] }>;

/** Undefined: not the viewer's business. Refused: taken already, or not offered any more. */
export function takeFromRecord(viewer: StaffViewer, command: Take): Promise<Taken | undefined> {
  const did = `take ${command.kind} into plan`;
  return asViewer(viewer, "command", async (db) => {
    const { personId } = command;
    const person = may(viewer, "edit plan") ? await openForCards(db, viewer, personId) : undefined;
    if (!person || !(await findInPlanScope(db, viewer, person.personId)))
      return notTheirs(db, viewer, did, isUuid(personId) ? personId : undefined);
    return onceOnly(db, viewer, did, command.key, async (): Promise<Taken> => {
      if ((await readBanner(db, viewer, person)).deceased)
        return refused("take", "The record says that this person has died: nothing is proposed any more");
      // Two presses at once come one after another; the second then reads what the first took.
      await lockDraft(db, viewer, person.personId);
      const around = await loadAround(db, viewer, person);
      const operations = operationsFor(command, around, () => newId(viewer.requestedAt));
      if (!operations) return refused("take", NOT_OFFERED[command.kind]);
      const { personId } = person;
      const saved = await saveOperations(db, viewer, { personId, operations, at: viewer.requestedAt });
      if (!saved.ok)
        return refused("take", "A restricted line stands in that place of the plan: ask one of its readers");
      await recordAccess(db, viewer, { did, personId });
      return { ok: true, units: operations.map(({ unit }) => unit) };
    });
  });
}

const NOT_OFFERED = {
  card: "This card was taken already and stands in the plan or in your draft, or it is for adults and this person is under 18",
  fact: "This critical fact stands in the plan or in your draft already, or the record no longer gives it",
  offer: "The record does not give this any more, or the plan holds it already",
} as const;

/** Undefined: it is not offered now. A card may be taken though the record does not show why: records have gaps. */
function operationsFor(
  { kind, id }: Take,
  { record, plan, cardPerson, values }: Around,
  makeId: () => string,
): Operation[] | undefined {
  if (kind === "card") {
    const card = cardsFor(cardPerson).find((one) => one.id === id);
    return card && takeCard(fillCard(card, cardPerson, plan, values), plan, makeId);
  }
  if (kind === "fact") {
    const filled = fillBanners(CRITICAL_FACTS, cardPerson, plan).find(({ banner }) => banner.kind === id);
    return filled && takeBanner(filled, plan, makeId);
  }
  const offer = offers(record, plan).find((one) => one.id === id);
  return offer && [offer.operation];
}
