import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Candidate, inPlace, needPlaces, questionFrom } from "../../app/domain/mdg-candidate";
import { cutOffInWords, PROPOSAL_SETTINGS, propose } from "../../app/domain/mdg-proposal";
import { aCandidate, asked, discussed, emergency, listedOf, nominate } from "../support/a-candidate";

const rise = (personId: string, on = "2026-11-04") =>
  ({ personId, kind: "band", on, words: "Frailty index rose from mild to moderate" }) as const;
const isListed = (change: Partial<Candidate>) => listedOf([aCandidate("a", change)]).length === 1;

describe("routes in their order", () => {
  test("a nomination comes before any change and any need", () => {
    const candidates = [
      aCandidate("need", { needRank: 1, need: 90 }),
      aCandidate("change"),
      aCandidate("nominated", { need: 0 }),
    ];
    expect(listedOf(candidates, { nominated: [nominate("nominated")], changes: [emergency("change")] })).toEqual([
      "nominated nomination",
      "change change",
      "need need",
    ]);
  });
  test("change and need take turns while their shares are equal", () => {
    const changed = ["c1", "c2", "c3"].map((id) => aCandidate(id));
    const needy = ["n1", "n2", "n3"].map((id, index) => aCandidate(id, { needRank: index + 1, need: 90 - index }));
    const changes = changed.map(({ personId }) => emergency(personId));
    expect(listedOf([...needy, ...changed], { changes, slots: 4 })).toEqual([
      "c1 change",
      "n1 need",
      "c2 change",
      "n2 need",
    ]);
  });
  test("shares of 75 and 25 give three of four places to change", () => {
    const changed = ["c1", "c2", "c3", "c4"].map((id) => aCandidate(id));
    const needy = ["n1", "n2"].map((id) => aCandidate(id, { needRank: 1 }));
    const settings = { "proposal.change-share": 75, "proposal.need-share": 25 };
    const listed = listedOf([...changed, ...needy], {
      changes: changed.map(({ personId }) => emergency(personId)),
      slots: 4,
      settings,
    });
    expect(listed.filter((one) => one.endsWith("change"))).toHaveLength(3);
  });
  test("a share of nothing closes the route, and its places go to the others", () => {
    const candidates = [aCandidate("c"), aCandidate("n", { needRank: 1 })];
    const changes = [emergency("c")];
    expect(listedOf(candidates, { changes, settings: { "proposal.change-share": 0 } })).toEqual(["n need"]);
    expect(listedOf(candidates, { changes, settings: { "proposal.need-share": 0 } })).toEqual(["c change"]);
  });
  test("nobody is drawn by lot unless a share says so", () => {
    const needy = Array.from({ length: 12 }, (_, index) => aCandidate(`p${index}`, { needRank: 1, need: 50 - index }));
    expect(PROPOSAL_SETTINGS["proposal.random-share"].value).toBe(0);
    expect(listedOf(needy).some((one) => one.endsWith("random"))).toBe(false);
    const settings = { "proposal.random-share": 100, "proposal.need-share": 100, "proposal.change-share": 0 };
    const drawn = (randomSeed: string) => listedOf(needy, { settings, randomSeed });
    expect(drawn("a").filter((one) => one.endsWith("random"))).toHaveLength(4);
    expect(drawn("a")).toEqual(drawn("a"));
    expect(drawn("a")).not.toEqual(drawn("b"));
  });
  test("days count, not services: an attendance that became an admission is one", () => {
    const two = [aCandidate("a"), aCandidate("b")];
    const attended = { ...emergency("a"), words: "Emergency department attendance" };
    const changes = [emergency("a"), attended, emergency("b"), emergency("b", "2026-11-05")];
    expect(listedOf(two, { changes })).toEqual(["b change", "a change"]);
  });
  test("of those who changed, who is in need as well comes first", () => {
    const two = [aCandidate("a"), aCandidate("b", { needRank: 1, knownToGroup: discussed })];
    expect(listedOf(two, { changes: [emergency("a"), emergency("a", "2026-11-05"), emergency("b")] })).toEqual([
      "b change",
      "a change",
    ]);
  });
  test("of equal need the id decides, which says nothing", () => {
    expect(listedOf([aCandidate("b", { needRank: 1 }), aCandidate("a", { needRank: 1 })])).toEqual([
      "a need",
      "b need",
    ]);
  });
  test("the oldest nomination first; more emergencies before more bands before more need", () => {
    const three = ["a", "b", "c"].map((id) => aCandidate(id));
    const nominated = [nominate("a", "2026-11-09"), nominate("b", "2026-11-02"), nominate("c", "2026-11-05")];
    expect(listedOf(three, { nominated })).toEqual(["b nomination", "c nomination", "a nomination"]);
    const changes = [rise("a"), rise("b"), rise("b"), emergency("c")];
    expect(listedOf(three, { changes })).toEqual(["c change", "b change", "a change"]);
  });
});

describe("who is considered by need", () => {
  test.each([
    ["within the top 2 % of the population", { needRank: 20 }, true],
    ["below the top 2 %", { needRank: 21 }, false],
    ["no need at all, whatever the rank", { needRank: 1, need: 0 }, false],
    ["CFS 5 with four long-term conditions", { cfs: 5, longTermConditions: 4 }, true],
    ["CFS 4 with four long-term conditions", { cfs: 4, longTermConditions: 4 }, false],
    ["CFS 5 with three long-term conditions", { cfs: 5, longTermConditions: 3 }, false],
    ["CFS 5 with strain of the carer", { cfs: 5, tippingPoints: ["Strain of the carer"] }, true],
    ["mild frailty recorded, with four long-term conditions", { frailty: "mild", longTermConditions: 4 }, true],
    ["no frailty recorded as found", { frailty: "none", longTermConditions: 9 }, false],
    ["frailty not recorded", { longTermConditions: 9 }, false],
    ["end of life and an emergency", { segment: "end_of_life", emergenciesYear: 1 }, true],
    ["end of life and nothing else", { segment: "end_of_life" }, false],
    ["3 emergencies in 12 months", { emergenciesYear: 3 }, true],
    ["2 emergencies in 12 months", { emergenciesYear: 2 }, false],
    ["17 years old", { needRank: 1, age: 17 }, false],
    ["18 years old", { needRank: 1, age: 18 }, true],
    ["of unknown age", { needRank: 1, age: undefined }, true],
    ["known to the group already", { needRank: 1, knownToGroup: discussed }, false],
  ] as [string, Partial<Candidate>, boolean][])("%s", (_, change, expected) => expect(isListed(change)).toBe(expected));

  test("nobody under 18 comes by change or nomination, and a nomination is answered", () => {
    const child = aCandidate("a", { age: 17 });
    expect(listedOf([child], { changes: [emergency("a")] })).toEqual([]);
    expect(propose([child], asked({ nominated: [nominate("a")] }))).toMatchObject({
      listed: [],
      setAside: [{ personId: "a", because: "is under 18, and groups here discuss adults only", nominated: true }],
    });
    expect(listedOf([aCandidate("a", { age: 18 })], { nominated: [nominate("a")] })).toEqual(["a nomination"]);
  });
  test("who is known to the group comes back by change or nomination", () => {
    const known = aCandidate("a", { needRank: 1, knownToGroup: discussed });
    expect(listedOf([known], { changes: [emergency("a")] })).toEqual(["a change"]);
    expect(listedOf([known], { nominated: [nominate("a")] })).toEqual(["a nomination"]);
  });
  test("part of a place by rank is a place", () => {
    expect(needPlaces({ people: 51, asOf: "" }, {})).toBe(2);
  });
});

describe("who is never listed", () => {
  test.each([
    ["died", { died: true }, "has died"],
    ["restricted", { restricted: true }, "sharing beyond the practice is restricted"],
    ["objected", { objected: true }, "objected to being discussed"],
    ["on a coming agenda", { onAgenda: "2026-11-26" }, "is on the agenda of 26 November 2026 already"],
  ])("%s, even when nominated; it is said", (_, change, because) => {
    const { listed, leftOut, setAside } = propose([aCandidate("a", change)], asked({ nominated: [nominate("a")] }));
    expect([...listed, ...leftOut]).toEqual([]);
    expect(setAside).toEqual([{ personId: "a", because, nominated: true }]);
  });
});

describe("reasons", () => {
  test("say route, since when, and what is not known", () => {
    const candidate = aCandidate("a", { needRank: 2, missing: ["medicines"] });
    const [listed] = propose([candidate], asked({ nominated: [nominate("a")], changes: [emergency("a")] })).listed;
    expect(listed?.because).toEqual([
      { words: "Nominated by Dr Khan: worried", since: "2026-11-01" },
      { words: "Emergency admission", since: "2026-11-03" },
      {
        words:
          "Need 2nd highest of 1,000: Falls; eFI 3 of 36; at least so much, since not recorded: medicines; frailty not recorded",
        since: "2026-11-22",
      },
    ]);
    expect(questionFrom(listed!)).toMatch(
      /^Nominated by Dr Khan: worried \(1 Nov 2026\)\. Emergency admission \(3 Nov 2026\)/,
    );
  });
  test.each([
    [1, "1st"],
    [2, "2nd"],
    [3, "3rd"],
    [4, "4th"],
    [11, "11th"],
    [12, "12th"],
    [13, "13th"],
    [21, "21st"],
    [111, "111th"],
  ])("%i is %s", (rank, words) => expect(inPlace(rank)).toBe(words));
});

describe("the cut-off", () => {
  const three = ["a", "b", "c"].map((id) => aCandidate(id));
  const nominated = three.map(({ personId }, index) => nominate(personId, `2026-11-0${index + 1}`));
  test("among nominations is said", () => {
    const proposal = propose(three, asked({ nominated, slots: 2 }));
    expect(proposal.nominationsLeftOut).toBe(1);
    expect(proposal.leftOut.map(({ personId, rank }) => [personId, rank])).toEqual([["c", 3]]);
    expect(cutOffInWords(proposal)).toMatch(/^1 person considered does not fit into 2 places\./);
    expect(cutOffInWords(proposal)).toMatch(/1 of 3 nominated people are left out/);
  });
  test("is not spoken of when everybody fits", () => {
    expect(cutOffInWords(propose(three, asked({ nominated })))).toBeUndefined();
  });
});

// ── For any population ────────────────────────────────────────────────────────────────────────────────────

const anId = fc.integer({ min: 0, max: 40 }).map((id) => `p${id}`);
const somebody = fc.record({
  personId: anId,
  need: fc.integer({ min: 0, max: 5 }),
  needRank: fc.integer({ min: 1, max: 40 }),
  cfs: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
  longTermConditions: fc.integer({ min: 0, max: 6 }),
  emergenciesYear: fc.integer({ min: 0, max: 4 }),
  knownToGroup: fc.constantFrom(undefined, discussed),
  died: fc.boolean(),
});
const aPopulation = fc
  .uniqueArray(somebody, { selector: ({ personId }) => personId, maxLength: 40 })
  .map((people) => people.map(({ personId, ...change }) => aCandidate(personId, change)));
const aShare = fc.constantFrom(0, 10, 50, 100);
const aQuestion = fc.record({
  nominated: fc.array(
    anId.map((id) => nominate(id)),
    { maxLength: 12 },
  ),
  changes: fc.array(
    fc.oneof(
      anId.map((id) => emergency(id)),
      anId.map((id) => rise(id)),
    ),
    { maxLength: 20 },
  ),
  settings: fc.record({
    "proposal.change-share": aShare,
    "proposal.need-share": aShare,
    "proposal.random-share": aShare,
  }),
  randomSeed: fc.string(),
});
const ids = (people: readonly { personId: string }[]) => people.map(({ personId }) => personId);

describe("for any population, nominations, changes and shares", () => {
  const slots = fc.integer({ min: 0, max: 20 });
  test("never more than the places, nobody twice, listed and left out are all who are considered", () => {
    fc.assert(
      fc.property(aPopulation, aQuestion, slots, (people, question, places) => {
        const { listed, leftOut, considered, setAside } = propose(people, asked({ ...question, slots: places }));
        const all = ids([...listed, ...leftOut]);
        expect(listed.length).toBe(Math.min(places, considered));
        expect(new Set(all).size).toBe(all.length);
        expect(all).toHaveLength(considered);
        expect(ids(setAside).filter((id) => all.includes(id))).toEqual([]);
        expect([...listed, ...leftOut].map(({ rank }) => rank)).toEqual(all.map((_, index) => index + 1));
      }),
    );
  });
  test("more places never drop anybody", () => {
    fc.assert(
      fc.property(aPopulation, aQuestion, slots, slots, (people, question, one, other) => {
        const few = propose(people, asked({ ...question, slots: Math.min(one, other) }));
        const many = propose(people, asked({ ...question, slots: Math.max(one, other) }));
        expect(ids(many.listed).slice(0, few.listed.length)).toEqual(ids(few.listed));
      }),
    );
  });
  test("the order in which candidates come changes nothing", () => {
    fc.assert(
      fc.property(aPopulation, aQuestion, (people, question) => {
        expect(propose([...people].reverse(), asked(question))).toEqual(propose(people, asked(question)));
      }),
    );
  });
  test("everybody listed has a reason, and every nomination is considered or set aside", () => {
    fc.assert(
      fc.property(aPopulation, aQuestion, (people, question) => {
        const { listed, leftOut, setAside } = propose(people, asked(question));
        for (const { because } of listed) expect(because.length).toBeGreaterThan(0);
        const known = new Set(ids(people));
        const answered = ids([...listed, ...leftOut, ...setAside]);
        for (const { personId } of question.nominated) if (known.has(personId)) expect(answered).toContain(personId);
      }),
    );
  });
});
