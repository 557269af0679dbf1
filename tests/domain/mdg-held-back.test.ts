import { describe, expect, test } from "vitest";
import type { Candidate } from "../../app/domain/mdg-candidate";
import { type ProposalAsked, propose, whyNotSlots } from "../../app/domain/mdg-proposal";
import { aCandidate, asked, discussed, emergency, listedOf, nominate } from "../support/a-candidate";

const ids = (people: readonly { personId: string }[]) => people.map(({ personId }) => personId);

describe("the order of need", () => {
  test("a criterion first; then end of life, emergencies of 12 months, frailty and dementia, and only then the rank", () => {
    const three = { emergenciesYear: 3 };
    const people = [
      aCandidate("rank", { need: 90, needRank: 1 }),
      aCandidate("score", { ...three, need: 80 }),
      aCandidate("frail", { ...three, need: 20, segment: "frailty_dementia" }),
      aCandidate("often", { emergenciesYear: 4, need: 10 }),
      aCandidate("palliative", { emergenciesYear: 1, need: 1, segment: "end_of_life", needRank: 63 }),
    ];
    const inOrder = ["palliative", "often", "frail", "score", "rank"];
    expect(listedOf(people)).toEqual(inOrder.map((id) => `${id} need`));
    const changes = people.filter(({ personId }) => personId !== "rank").map(({ personId }) => emergency(personId));
    expect(listedOf(people, { changes, settings: { "proposal.need-share": 0 } })).toEqual(
      inOrder.slice(0, 4).map((id) => `${id} change`),
    );
  });
});

describe("who is in need and known to the group", () => {
  const great = { segment: "end_of_life", cfs: 7, emergenciesYear: 9, knownToGroup: discussed } as const;
  const others = Array.from({ length: 12 }, (_, index) => aCandidate(`p${index}`, { emergenciesYear: 10 + index }));
  const heldOf = (candidates: Candidate[], change: Partial<ProposalAsked> = {}) =>
    propose(candidates, asked(change)).heldBack.map(({ personId, rank, notListed }) => [personId, rank, notListed]);
  const still = "discussed on 12 November 2026 and still on the list; comes back by change or nomination";

  test("is named with the place that need would have given, why, and the reasons; and has no place", () => {
    const proposal = propose([...others, aCandidate("great", great)], asked({ slots: 1 }));
    expect(proposal.heldBack).toMatchObject([{ personId: "great", rank: 1, notListed: still }]);
    expect(proposal.heldBack[0]?.because[0]?.words).toMatch(/^End of life, complex: 9 emergency/);
    expect(ids([...proposal.listed, ...proposal.leftOut])).not.toContain("great");
    expect(proposal.considered).toBe(12);
  });
  test("is named up to the last of the next ones, and not after", () => {
    const last = aCandidate("z", { emergenciesYear: 3, knownToGroup: discussed });
    expect(heldOf([...others, last], { slots: 3 })).toEqual([["z", 13, still]]);
    expect(heldOf([...others, last], { slots: 2 })).toEqual([]);
  });
  test("is not held back when a change or a nomination leads there, or in no need", () => {
    const person = aCandidate("great", great);
    expect(heldOf([person], { changes: [emergency("great")] })).toEqual([]);
    expect(heldOf([person], { nominated: [nominate("great")] })).toEqual([]);
    expect(heldOf([aCandidate("well", { knownToGroup: discussed })])).toEqual([]);
  });
  test("is not named when the person may never be listed", () => {
    for (const change of [{ died: true }, { restricted: true }, { objected: true }, { age: 17 }])
      expect(propose([aCandidate("a", { ...great, ...change })], asked())).toMatchObject({
        heldBack: [],
        setAside: [],
      });
  });
  test("and stepped down: says so, and the way back", () => {
    const knownToGroup = { ...discussed, steppedDownOn: "2026-11-15" };
    expect(heldOf([aCandidate("a", { ...great, knownToGroup })])[0]?.[2]).toMatch(
      /stepped down on 15 November 2026; comes back by change, by nomination or from the step-down page$/,
    );
  });
});

describe("the number of new cases", () => {
  test.each(["-1", "0", "21", "9999", "abc", "2.5"])("%s is refused", (text) =>
    expect(whyNotSlots(text)).toBe("New cases must be 1 to 20"),
  );
  test.each(["1", "20", "", null])("%s is not", (text) => expect(whyNotSlots(text)).toBeUndefined());
});
