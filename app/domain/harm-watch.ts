/**
 * Harm watch: emergency contacts before and after people were put on a group's list, beside like people whom the cut-off
 * left out. A list of who is at risk raised emergency admissions in a trial (PRISMATIC, Snooks H et al. BMJ Qual Saf
 * 2019;28:697-705), so listing is watched as a treatment would be. It is no trial: people are listed when things go
 * badly and mostly get better on their own (regression to the mean), which is why only the comparison says anything.
 */
import { addDays, addMonths, type CalendarDate, daysBetween } from "./calendar";
import { SMALLEST_SHOWN } from "./small-counts";

/** One row of a kept proposal. */
export type Listing = {
  personId: string;
  proposalId: string;
  on: CalendarDate;
  /** "left_out", or the route by which the person was listed. */
  route: string;
  segment: string;
  need: number;
};

export type WatchedPerson = {
  personId: string;
  /** Before this day nothing is known of the person here. */
  knownFrom?: CalendarDate;
  /** Last day: of death, or with the practice. */
  until?: CalendarDate;
  /** Days of emergency contacts; one service on one day is one. */
  contacts: readonly CalendarDate[];
};

export type Use = { contacts: number; months: number };
export type Group = { people: number; before: Use; after: Use };
export type HarmWatch = {
  windowMonths: number;
  /** Everybody listed. */
  listed: Group;
  /** Listed people for whom somebody like them was left out, and those, one for one. */
  pairs: { listed: Group; leftOut: Group };
  leftOutInAll: number;
};

type Asked = { asOf: CalendarDate; windowMonths: number };
type Watch = Listing & { person: WatchedPerson; band: number; until?: CalendarDate };

export function watchHarm(listings: readonly Listing[], people: readonly WatchedPerson[], asked: Asked): HarmWatch {
  const { listed, leftOut } = firstListings(listings, people);
  const pairs = pair(listed, leftOut);
  return {
    windowMonths: asked.windowMonths,
    listed: groupOf(listed, asked),
    pairs: {
      listed: groupOf(
        pairs.map(([one]) => one),
        asked,
      ),
      leftOut: groupOf(
        pairs.map(([, other]) => other),
        asked,
      ),
    },
    leftOutInAll: leftOut.length,
  };
}

/**
 * Each person once as listed, from the first time; and once as left out, the first time, if that was before. Who was
 * listed later stops counting as left out on that day.
 */
function firstListings(listings: readonly Listing[], people: readonly WatchedPerson[]) {
  const byId = new Map(people.map((person) => [person.personId, person]));
  const bands = needBands(listings);
  const inTime = [...listings].sort((a, b) => a.on.localeCompare(b.on) || (a.proposalId < b.proposalId ? -1 : 1));
  const [listed, leftOut] = [new Map<string, Watch>(), new Map<string, Watch>()];
  for (const listing of inTime) {
    const person = byId.get(listing.personId);
    if (!person) continue;
    const watch = { ...listing, person, band: bands(listing), until: person.until };
    const group = listing.route === "left_out" ? leftOut : listed;
    const wasListed = listed.has(listing.personId);
    if (!group.has(listing.personId) && !wasListed) group.set(listing.personId, watch);
  }
  for (const [personId, { on }] of listed) {
    const before = leftOut.get(personId);
    if (before) before.until = earliest(before.until, addDays(on, -1));
  }
  return { listed: [...listed.values()], leftOut: [...leftOut.values()] };
}

/** Thirds of the need of those in one proposal: need has no meaning across runs. Equal needs share a band. */
function needBands(listings: readonly Listing[]): (listing: Listing) => number {
  const needs = new Map<string, number[]>();
  for (const { proposalId, need } of listings) needs.set(proposalId, [...(needs.get(proposalId) ?? []), need]);
  for (const values of needs.values()) values.sort((a, b) => a - b);
  return ({ proposalId, need }) => {
    const values = needs.get(proposalId)!;
    const cut = (third: number) => values[Math.floor((values.length * third) / 3)]!;
    return need >= cut(2) ? 3 : need >= cut(1) ? 2 : 1;
  };
}

/** One for one, of the same proposal, segment and third of need: the nearest need not yet taken, then by id. */
function pair(listed: readonly Watch[], leftOut: readonly Watch[]): [Watch, Watch][] {
  const free = new Set(leftOut);
  const pairs: [Watch, Watch][] = [];
  for (const one of [...listed].sort((a, b) => (a.personId < b.personId ? -1 : 1))) {
    const like = [...free]
      .filter(({ personId, proposalId, segment, band }) => {
        const same = proposalId === one.proposalId && segment === one.segment && band === one.band;
        return same && personId !== one.personId;
      })
      .sort(
        (a, b) => Math.abs(a.need - one.need) - Math.abs(b.need - one.need) || (a.personId < b.personId ? -1 : 1),
      )[0];
    if (!like) continue;
    free.delete(like);
    pairs.push([one, like]);
  }
  return pairs;
}

function groupOf(watches: readonly Watch[], asked: Asked): Group {
  const uses = watches.map((watch) => usesOf(watch, asked));
  const sum = (which: "before" | "after"): Use => ({
    contacts: uses.reduce((total, use) => total + use[which].contacts, 0),
    months: uses.reduce((total, use) => total + use[which].months, 0),
  });
  return { people: watches.length, before: sum("before"), after: sum("after") };
}

/**
 * Before: the window up to the day of listing. After: from that day for as long, but no longer than until today, the
 * last day alive or with the practice, or the day of being listed after all. Days without the person count nowhere.
 */
function usesOf({ on, until, person }: Watch, { asOf, windowMonths }: Asked): { before: Use; after: Use } {
  const begin = latest(addMonths(on, -windowMonths), person.knownFrom);
  const end = earliest(earliest(addMonths(on, windowMonths), asOf)!, until && addDays(until, 1))!;
  return { before: countWithin(person, begin, on), after: countWithin(person, on, end) };
}

const DAYS_A_MONTH = 365.25 / 12;

/** From that day until the day before the other. */
function countWithin({ contacts }: WatchedPerson, from: CalendarDate, to: CalendarDate): Use {
  const days = Math.max(0, daysBetween(from, to));
  return { contacts: contacts.filter((day) => day >= from && day < to).length, months: days / DAYS_A_MONTH };
}

const earliest = (a: CalendarDate | undefined, b: CalendarDate | undefined) => (a && b ? (a < b ? a : b) : (a ?? b));
const latest = (a: CalendarDate, b: CalendarDate | undefined): CalendarDate => (b && b > a ? b : a);

/** Contacts per 100 person-months; undefined without any time. */
export const per100Months = ({ contacts, months }: Use): number | undefined =>
  months > 0 ? (100 * contacts) / months : undefined;

// ── What may be shown ─────────────────────────────────────────────────────────────────────────────────────

const mayShow = ({ people, before, after }: Group): boolean =>
  Math.min(people, before.contacts, after.contacts) >= SMALLEST_SHOWN;

export type ShownGroup = { people: number; before: Use; after: Use } | { people?: number; hidden: true };
export type ShownWatch = {
  windowMonths: number;
  listed: ShownGroup;
  pairs: { listed: ShownGroup; leftOut: ShownGroup };
  comparison?: Comparison;
};

/** Nothing from which a count under five could be reckoned: neither alone nor as what is left between two groups. */
export function shownWatch({ windowMonths, listed, pairs }: HarmWatch): ShownWatch {
  const hide = ({ people }: Group): ShownGroup => ({ ...(people >= SMALLEST_SHOWN && { people }), hidden: true });
  const show = (group: Group): ShownGroup => (mayShow(group) ? group : hide(group));
  const bothPairs = mayShow(pairs.listed) && mayShow(pairs.leftOut);
  const [few, all] = [pairs.listed, listed];
  const rests = [
    all.people - few.people,
    all.before.contacts - few.before.contacts,
    all.after.contacts - few.after.contacts,
  ];
  const tells = bothPairs && rests.some((rest) => rest > 0 && rest < SMALLEST_SHOWN);
  return {
    windowMonths,
    listed: tells ? { hidden: true } : show(listed),
    pairs: bothPairs ? pairs : { listed: hide(pairs.listed), leftOut: hide(pairs.leftOut) },
    comparison: bothPairs ? compare(pairs) : undefined,
  };
}

/** How the change among the listed compares with that among those left out: 1 is no difference, above 1 is harm. */
export type Comparison = { ratio: number; from: number; to: number };

/** Ratio of rate ratios with its 95 % interval by Poisson's law, which is too narrow where the same people come again. */
function compare({ listed, leftOut }: HarmWatch["pairs"]): Comparison {
  const change = ({ before, after }: Group) => after.contacts / after.months / (before.contacts / before.months);
  const counts = [listed.before, listed.after, leftOut.before, leftOut.after].map(({ contacts }) => contacts);
  const error = Math.sqrt(counts.reduce((sum, count) => sum + 1 / count, 0));
  const ratio = change(listed) / change(leftOut);
  return { ratio, from: ratio * Math.exp(-1.96 * error), to: ratio * Math.exp(1.96 * error) };
}

/** The finding, as the picture's title. */
export function findingInWords({ comparison }: ShownWatch): string {
  if (!comparison) return "Too few people, or too few contacts, to tell yet whether listing does harm";
  if (comparison.from > 1)
    return "Emergency contacts went up more after listing than among like people who were left out: review what is offered";
  if (comparison.to < 1)
    return "Emergency contacts went down more after listing than among like people who were left out";
  return "No clear difference between listed people and like people who were left out";
}
