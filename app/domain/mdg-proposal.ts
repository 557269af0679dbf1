/**
 * Whom to discuss, for the places that a meeting has. A ranked list handed out by itself did harm in a trial (PRISMATIC,
 * Snooks H et al. BMJ Qual Saf 2019;28:697-705: emergency admissions rose); so clinicians' nominations come first, the
 * list is as long as the meeting has places, everybody on it has reasons, and whom the cut-off leaves out is said.
 *
 * All who are considered stand in one order, which the number of places does not change: it only cuts it. So more
 * places never drop anybody. First nominations; then each next place goes to the route that is most behind its share.
 */
import {
  type Candidate,
  type Change,
  heldBackInWords,
  type Nomination,
  type Population,
  type Put,
  putForward,
  type Route,
  whyNotListable,
} from "./mdg-candidate";
import { proposalSetting } from "./mdg-proposal-settings";
import { MOST_SLOTS } from "./meeting";
import type { SettingValues } from "./setting";

export { PROPOSAL_SETTINGS } from "./mdg-proposal-settings";

/** `rank` is the place in the one order; `route` is the one that led there. */
export type Placed = Put & { rank: number; route: Route };

export type Proposal = {
  slots: number;
  considered: number;
  listed: Placed[];
  /** By the cut-off, the next one first. */
  leftOut: Placed[];
  /**
   * In need, and not listed since the group knows them: who would have had a place, or been among the next ones. `rank`
   * is the place that they would have had.
   */
  heldBack: (Put & { rank: number; notListed: string })[];
  /** Whom a route led to and who is never listed, with why. */
  setAside: { personId: string; because: string; nominated: boolean }[];
  /** Nominations that the places do not hold. */
  nominationsLeftOut: number;
};

export type ProposalAsked = {
  slots: number;
  nominated: readonly Nomination[];
  changes: readonly Change[];
  population: Population;
  settings: SettingValues;
  /** Draws the random share; without such a share it changes nothing. */
  randomSeed: string;
};

/** The same for the same input, in whatever order candidates come; each person is among them once. */
export function propose(candidates: readonly Candidate[], asked: ProposalAsked): Proposal {
  const { slots, population, settings, randomSeed } = asked;
  const nominated = byPerson(asked.nominated);
  const changes = byPerson(asked.changes);
  const put: Put[] = [];
  const held: Put[] = [];
  const setAside: Proposal["setAside"] = [];
  for (const candidate of candidates) {
    const { personId } = candidate;
    const own = { nominations: nominated.get(personId) ?? [], changes: changes.get(personId) ?? [] };
    const found = putForward(candidate, { ...own, population, settings });
    const because = whyNotListable(candidate, settings);
    if (found?.heldBack && because) continue;
    if (found && because) setAside.push({ personId, because, nominated: found.routes.has("nomination") });
    else if (found) (found.heldBack ? held : put).push(found);
  }
  const order = inOrder(put, settings, randomSeed);
  const cut = Math.max(0, Math.floor(slots));
  const leftOut = order.slice(cut);
  return {
    slots: cut,
    considered: order.length,
    listed: order.slice(0, cut),
    leftOut,
    heldBack: wouldHaveCome(put, held, cut + proposalSetting(settings, "proposal.left-out-shown"), asked),
    setAside: setAside.sort((a, b) => a.personId.localeCompare(b.personId)),
    nominationsLeftOut: leftOut.filter(({ route }) => route === "nomination").length,
  };
}

/** Of the held back, who would stand before that place if need alone brought them back. */
function wouldHaveCome(put: readonly Put[], held: readonly Put[], before: number, asked: ProposalAsked) {
  if (!held.length) return [];
  const asNeed = held.map((one) => ({ ...one, routes: new Set<Route>(["need"]) }));
  return inOrder([...put, ...asNeed], asked.settings, asked.randomSeed)
    .filter(({ heldBack, rank }) => heldBack && rank <= before)
    .flatMap(({ route: _, ...one }) =>
      one.knownToGroup ? [{ ...one, notListed: heldBackInWords(one.knownToGroup) }] : [],
    );
}

function byPerson<T extends { personId: string }>(rows: readonly T[]): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const row of rows) map.set(row.personId, [...(map.get(row.personId) ?? []), row]);
  return map;
}

const SHARED = ["change", "need", "random"] as const;
type Shared = (typeof SHARED)[number];

/** Everybody once. A place whose route has nobody left goes to the others. */
function inOrder(put: readonly Put[], settings: SettingValues, seed: string): Placed[] {
  const placed: Placed[] = [];
  const place = (one: Put, route: Route) => placed.push({ ...one, route, rank: placed.length + 1 });
  for (const one of sorted(put, "nomination")) place(one, "nomination");
  const waiting = new Set(put.filter(({ routes }) => !routes.has("nomination")));
  const queues = { change: sorted(put, "change"), need: sorted(put, "need"), random: drawn(put, seed) };
  const next = (route: Shared) => {
    const queue = queues[route];
    while (queue.length && !waiting.has(queue[0]!)) queue.shift();
    return queue[0];
  };
  const taken: Record<Shared, number> = { change: 0, need: 0, random: 0 };
  while (waiting.size) {
    const route = mostBehind(settings, taken, (one) => next(one) !== undefined);
    const one = route && next(route);
    if (!one) break;
    taken[route] += 1;
    waiting.delete(one);
    place(one, route);
  }
  return placed;
}

/** Of the routes that have somebody: whose share of the places given so far is most short. Ties in their order. */
function mostBehind(
  settings: SettingValues,
  taken: Readonly<Record<Shared, number>>,
  hasSomebody: (route: Shared) => boolean,
) {
  const share = (route: Shared) => proposalSetting(settings, `proposal.${route}-share`);
  const whole = SHARED.reduce((sum, route) => sum + share(route), 0);
  const given = SHARED.reduce((sum, route) => sum + taken[route], 0);
  const behind = (route: Shared) => share(route) * (given + 1) - taken[route] * whole;
  return SHARED.filter((route) => share(route) > 0 && hasSomebody(route)).sort((a, b) => behind(b) - behind(a))[0];
}

/**
 * Ties, in this order. Nominations: the oldest first. Change: who is in need as well, more days with an emergency
 * contact, more bands that became worse. Then, for all: who meets a criterion, end of life, more emergencies in 12
 * months, frailty and dementia, higher need, and at last the person's id, which says nothing.
 */
const ORDER: Record<"nomination" | "change" | "need", (a: Put, b: Put) => number> = {
  nomination: (a, b) => (a.nominatedOn ?? "").localeCompare(b.nominatedOn ?? ""),
  change: (a, b) => Number(b.inNeed) - Number(a.inNeed) || b.emergencies - a.emergencies || b.bandRises - a.bandRises,
  need: () => 0,
};

/** The score of need knows neither end of life nor what happened this year as a clinician weighs it: so they come first. */
function byUrgency(a: Put, b: Put): number {
  const first = (holds: (one: Put) => boolean) => Number(holds(b)) - Number(holds(a));
  return (
    first(({ meetsCriterion }) => meetsCriterion) ||
    first(({ segment }) => segment === "end_of_life") ||
    b.emergenciesYear - a.emergenciesYear ||
    first(({ segment }) => segment === "frailty_dementia")
  );
}

const sorted = (put: readonly Put[], route: keyof typeof ORDER): Put[] =>
  put
    .filter(({ routes }) => routes.has(route))
    .sort((a, b) => ORDER[route](a, b) || byUrgency(a, b) || b.need - a.need || byId(a, b));

const byId = (a: Put, b: Put) => (a.personId < b.personId ? -1 : 1);

/** Everybody considered, by lot. */
const drawn = (put: readonly Put[], seed: string): Put[] =>
  [...put].sort((a, b) => lot(seed, a.personId) - lot(seed, b.personId) || byId(a, b));

/** 32-bit FNV-1a with a final mix (MurmurHash3's), so that ids that lie together do not stay together. */
function lot(seed: string, personId: string): number {
  let hash = 0x811c9dc5;
  for (const character of `${seed}/${personId}`) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** What the cut-off did, in one sentence; undefined when nobody is left out. */
export function cutOffInWords({ slots, listed, leftOut, nominationsLeftOut }: Proposal): string | undefined {
  if (!leftOut.length) return undefined;
  const among = nominationsLeftOut
    ? ` Nominations alone exceed the places: ${nominationsLeftOut} of ${listed.length + nominationsLeftOut} nominated people are left out, the latest nominated; give them a place, or add a meeting.`
    : "";
  const fit = leftOut.length === 1 ? "does not fit" : "do not fit";
  return `${peopleInWords(leftOut.length)} considered ${fit} into ${slots === 1 ? "1 place" : `${slots} places`}.${among}`;
}

/** "1 person", "1,284 people". */
export const peopleInWords = (count: number): string =>
  count === 1 ? "1 person" : `${count.toLocaleString("en-GB")} people`;

/** New cases as asked for in an address or a form; undefined when it is no number that a meeting can have. */
export function readSlots(text: string | null | undefined): number | undefined {
  const slots = text ? Number(text) : Number.NaN;
  return Number.isInteger(slots) && slots >= 1 && slots <= MOST_SLOTS ? slots : undefined;
}

/** Said beside the field. An empty field asks for nothing: then the agenda's room decides. */
export const whyNotSlots = (text: string | null | undefined): string | undefined =>
  text?.trim() && readSlots(text) === undefined ? `New cases must be 1 to ${MOST_SLOTS}` : undefined;
