import { describe, expect, test } from "vitest";
import {
  findingInWords,
  type Listing,
  per100Months,
  shownWatch,
  type WatchedPerson,
  watchHarm,
} from "../../app/domain/harm-watch";

const ASKED = { asOf: "2026-11-22", windowMonths: 6 };
const ON = "2026-01-10";
const aListing = (personId: string, change: Partial<Listing> = {}): Listing => ({
  ...{ personId, proposalId: "p1", on: ON, route: "need", segment: "complex", need: 10 },
  ...change,
});
const aPerson = (personId: string, change: Partial<WatchedPerson> = {}): WatchedPerson => ({
  personId,
  contacts: [],
  ...change,
});
const listedOf = (person: WatchedPerson, change: Partial<Listing> = {}, asked = ASKED) =>
  watchHarm([aListing(person.personId, change)], [person], asked).listed;
/** 10 July 2025 to 10 January 2026, and 10 January to 10 July 2026. */
const [BEFORE, AFTER] = [184, 181];
const days = (count: number) => (count * 12) / 365.25;

describe("person-time, by hand", () => {
  test("six calendar months before, six after", () => {
    const { before, after } = listedOf(aPerson("a"));
    expect(before.months).toBeCloseTo(days(BEFORE));
    expect(after.months).toBeCloseTo(days(AFTER));
  });
  test.each([
    ["until today, when less than six months have passed", {}, "2026-03-10", days(59)],
    ["until the day of death, which counts", { until: "2026-02-08" }, ASKED.asOf, days(30)],
    ["nothing after a death on the day before listing", { until: "2026-01-09" }, ASKED.asOf, 0],
    ["the whole window when the person died later", { until: "2026-09-01" }, ASKED.asOf, days(AFTER)],
  ])("after: %s", (_, change, asOf, months) => {
    expect(listedOf(aPerson("a", change), {}, { ...ASKED, asOf }).after.months).toBeCloseTo(months);
  });
  test("before: only since the record begins", () => {
    expect(listedOf(aPerson("a", { knownFrom: "2025-12-11" })).before.months).toBeCloseTo(days(30));
  });
});

describe("which contacts count", () => {
  test.each([
    ["2025-07-09", 0, 0],
    ["2025-07-10", 1, 0],
    ["2026-01-09", 1, 0],
    ["2026-01-10", 0, 1],
    ["2026-07-09", 0, 1],
    ["2026-07-10", 0, 0],
  ])("one on %s: %i before, %i after", (day, before, after) => {
    const group = listedOf(aPerson("a", { contacts: [day] }));
    expect([group.before.contacts, group.after.contacts]).toEqual([before, after]);
  });
  test("one on the day of death counts, one after it does not", () => {
    const contacts = ["2026-02-08", "2026-02-09"];
    expect(listedOf(aPerson("a", { contacts, until: "2026-02-08" })).after.contacts).toBe(1);
  });
  test("two services on one day are two", () => {
    expect(listedOf(aPerson("a", { contacts: ["2026-02-08", "2026-02-08"] })).after.contacts).toBe(2);
  });
  test("the rate is per 100 person-months, and undefined without time", () => {
    expect(per100Months({ contacts: 3, months: 12 })).toBe(25);
    expect(per100Months({ contacts: 0, months: 0 })).toBeUndefined();
  });
});

describe("who is compared with whom", () => {
  const pairsOf = (listings: Listing[], people = listings.map(({ personId }) => aPerson(personId))) =>
    watchHarm(listings, people, ASKED).pairs.listed.people;
  const left = (personId: string, change: Partial<Listing> = {}) =>
    aListing(personId, { route: "left_out", ...change });

  test("somebody of the same proposal, segment and third of need", () => {
    expect(pairsOf([aListing("a"), left("b")])).toBe(1);
    expect(pairsOf([aListing("a"), left("b", { segment: "healthy" })])).toBe(0);
    expect(pairsOf([aListing("a"), left("b", { proposalId: "p2" })])).toBe(0);
    expect(pairsOf([aListing("a", { need: 30 }), left("b", { need: 20 }), left("c", { need: 10 })])).toBe(0);
    expect(pairsOf([aListing("a", { need: 30 }), left("b", { need: 30 }), left("c", { need: 10 })])).toBe(1);
  });
  test("each left-out person stands for one listed person only", () => {
    expect(pairsOf([aListing("a"), aListing("b"), left("c")])).toBe(1);
    expect(pairsOf([aListing("a"), aListing("b"), left("c"), left("d")])).toBe(2);
  });
  test("the nearest need is taken", () => {
    // All three stand in the upper third of a proposal whose others are far below.
    const three = [aListing("a", { need: 12 }), left("b", { need: 10 }), left("c", { need: 11 })];
    const others = ["u", "v", "w", "x", "y", "z"].map((id) => left(id, { need: 1, segment: "healthy" }));
    const people = [aPerson("a"), aPerson("b", { contacts: ["2026-02-01"] }), aPerson("c")];
    const { pairs } = watchHarm([...three, ...others], people, ASKED);
    expect(pairs.leftOut).toMatchObject({ people: 1, after: { contacts: 0 } });
  });
  test("who is listed later counts as left out until the day before", () => {
    const listings = [aListing("a"), left("b"), aListing("b", { proposalId: "p2", on: "2026-02-09" })];
    const people = [aPerson("a"), aPerson("b", { contacts: ["2026-02-08", "2026-02-09"] })];
    const { listed, pairs } = watchHarm(listings, people, ASKED);
    expect(listed.people).toBe(2);
    expect(pairs.leftOut.after.months).toBeCloseTo(days(30));
    expect(pairs.leftOut.after.contacts).toBe(1);
  });
  test("a second listing changes nothing", () => {
    const listings = [aListing("a"), aListing("a", { proposalId: "p2", on: "2026-05-10" })];
    expect(watchHarm(listings, [aPerson("a")], ASKED).listed).toMatchObject({ people: 1 });
    expect(watchHarm(listings, [aPerson("a")], ASKED).listed.after.months).toBeCloseTo(days(AFTER));
  });
  test("the order of rows changes nothing", () => {
    const listings = [aListing("a"), left("b"), aListing("c", { need: 11 }), left("d", { need: 11 })];
    const people = ["a", "b", "c", "d"].map((id) => aPerson(id, { contacts: [`2026-02-0${id.charCodeAt(0) - 96}`] }));
    expect(watchHarm([...listings].reverse(), [...people].reverse(), ASKED)).toEqual(
      watchHarm(listings, people, ASKED),
    );
  });
});

describe("what is shown", () => {
  /** So many listed and as many left out, each with so many contacts before and after. */
  function groups(people: number, listed: [number, number], leftOut: [number, number], alone = 0) {
    const contactsOf = ([before, after]: [number, number]) => [
      ...Array(before).fill("2025-12-01"),
      ...Array(after).fill("2026-02-01"),
    ];
    const one = (id: string, contacts: string[], change: Partial<Listing> = {}) =>
      [aListing(id, change), aPerson(id, { contacts })] as const;
    const rows = [
      ...Array.from({ length: people }, (_, i) => one(`l${i}`, contactsOf(listed))),
      ...Array.from({ length: people }, (_, i) => one(`o${i}`, contactsOf(leftOut), { route: "left_out" })),
      ...Array.from({ length: alone }, (_, i) => one(`s${i}`, contactsOf(listed), { segment: "healthy" })),
    ];
    return shownWatch(
      watchHarm(
        rows.map(([listing]) => listing),
        rows.map(([, person]) => person),
        ASKED,
      ),
    );
  }
  test("five people with five contacts on either side are, four are not", () => {
    expect(groups(5, [1, 1], [1, 1]).pairs.listed).toMatchObject({ people: 5 });
    expect(groups(4, [2, 2], [2, 2]).pairs.listed).toEqual({ hidden: true });
    expect(groups(4, [2, 2], [2, 2]).listed).toEqual({ hidden: true });
  });
  test("no contacts at all is hidden as well: nought is under five", () => {
    expect(groups(6, [1, 0], [1, 1]).pairs.leftOut).toEqual({ people: 6, hidden: true });
    expect(groups(6, [1, 0], [1, 1]).comparison).toBeUndefined();
  });
  test("all listed are not shown beside the paired when the few others could be reckoned", () => {
    expect(groups(6, [1, 1], [1, 1], 2).listed).toEqual({ hidden: true });
    expect(groups(6, [1, 1], [1, 1], 5).listed).toMatchObject({ people: 11 });
    expect(groups(6, [1, 1], [1, 1], 0).listed).toMatchObject({ people: 6 });
  });
  test("the finding speaks of a difference only when the interval leaves out none", () => {
    expect(findingInWords(groups(20, [1, 3], [1, 1]))).toMatch(/^Emergency contacts went up more after listing/);
    expect(findingInWords(groups(20, [3, 1], [1, 1]))).toMatch(/^Emergency contacts went down more/);
    expect(findingInWords(groups(20, [2, 1], [2, 1]))).toMatch(/^No clear difference/);
    expect(findingInWords(groups(4, [2, 1], [2, 1]))).toMatch(/^Too few people/);
  });
  test("the comparison is the ratio of the two changes", () => {
    const { comparison } = groups(20, [1, 3], [1, 1]);
    expect(comparison?.ratio).toBeCloseTo(3);
    // √(1/20 + 1/60 + 1/20 + 1/20) = 0.408
    expect(comparison?.from).toBeCloseTo(3 * Math.exp(-1.96 * 0.40825), 2);
    expect(comparison?.to).toBeCloseTo(3 * Math.exp(1.96 * 0.40825), 2);
  });
});
