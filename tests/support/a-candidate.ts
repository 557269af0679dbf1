/** Somebody who might be discussed, what is asked of a proposal, and whom it lists. */
import type { Candidate } from "../../app/domain/mdg-candidate";
import { type ProposalAsked, propose } from "../../app/domain/mdg-proposal";

export const discussed = { discussedOn: "2026-11-12" };
export const aCandidate = (personId: string, change: Partial<Candidate> = {}): Candidate => ({
  personId,
  need: 10,
  needRank: 999,
  segment: "long_term",
  summary: "Falls; eFI 3 of 36",
  missing: [],
  longTermConditions: 1,
  emergenciesYear: 0,
  tippingPoints: [],
  died: false,
  restricted: false,
  objected: false,
  ...change,
});
export const asked = (change: Partial<ProposalAsked> = {}): ProposalAsked => ({
  slots: 8,
  nominated: [],
  changes: [],
  population: { people: 1000, asOf: "2026-11-22" },
  settings: {},
  randomSeed: "",
  ...change,
});
export const nominate = (personId: string, on = "2026-11-01") => ({
  personId,
  reason: "worried",
  byName: "Dr Khan",
  on,
});
export const emergency = (personId: string, on = "2026-11-03") =>
  ({ personId, kind: "emergency", on, words: "Emergency admission" }) as const;
export const listedOf = (candidates: Candidate[], change: Partial<ProposalAsked> = {}) =>
  propose(candidates, asked(change)).listed.map(({ personId, route }) => `${personId} ${route}`);
