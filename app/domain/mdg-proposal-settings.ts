/**
 * Numbers of proposing and stepping down. Slots: MDG practice in North West London's pilot was six to eight cases a
 * meeting; the cap of eight new ones, the shares and the limits are proposed. The 2 % is the register of the Avoiding
 * Unplanned Admissions enhanced service (NHS England, 2014 to 2017), from memory.
 */
import type { SettingValues, Shipped } from "./setting";

const PROPOSED = "Confer; no published number";

export const PROPOSAL_SETTINGS = {
  "proposal.new-cases": {
    words: "New cases that a meeting takes at most, when its agenda has room for them",
    value: 8,
    source: "Confer's MDG practice: 90 minutes, 10 minutes a new case, cap 8",
    mark: "P",
  },
  "proposal.change-share": {
    words:
      "Parts of the places left after nominations that go to people who changed since the last meeting or discussion",
    value: 50,
    source: PROPOSED,
    mark: "P",
  },
  "proposal.need-share": {
    words: "Parts of the places left after nominations that go by need",
    value: 50,
    source: PROPOSED,
    mark: "P",
  },
  "proposal.random-share": {
    words: "Parts of the places left after nominations that are drawn by lot among those considered, for evaluation",
    value: 0,
    source: "Confer; off until an evaluation is agreed",
    mark: "P",
  },
  "proposal.age-from": {
    words: "Age in years from which people are put forward or nominated: groups here discuss adults",
    value: 18,
    source: "Confer; there is no group for children yet",
    mark: "P",
  },
  "proposal.need-percent": {
    words: "Percent of the group's population, the highest need first, that are considered by rank alone",
    value: 2,
    source: "Avoiding Unplanned Admissions enhanced service, 2 % of adults",
    mark: "M",
  },
  "proposal.conditions": {
    words: "Long-term conditions that count as multimorbidity, a tipping point",
    value: 4,
    source: "SNEE ICS segmentation: high level of long-term conditions",
    mark: "P",
  },
  "proposal.high-use": {
    words: "Emergency admissions and attendances in 12 months from which a person is a high-impact user",
    value: 3,
    source: PROPOSED,
    mark: "P",
  },
  "proposal.change-days": {
    words: "Days in which a change counts as new when the group has not met before",
    value: 30,
    source: PROPOSED,
    mark: "P",
  },
  "proposal.left-out-shown": {
    words: "People whom the cut-off leaves out that the page names, the next ones first",
    value: 10,
    source: PROPOSED,
    mark: "P",
  },
  "proposal.left-out-kept": {
    words: "People whom the cut-off leaves out that are kept with the proposal, to compare with those listed",
    value: 40,
    source: PROPOSED,
    mark: "P",
  },
  "step-down.quiet-months": {
    words: "Months without an emergency admission or attendance before a person is proposed for step-down",
    value: 3,
    source: "Confer's MDG practice",
    mark: "P",
  },
  "step-down.way-back-months": {
    words: "Months after a step-down in which the person comes back without a new referral",
    value: 6,
    source: "Confer's MDG practice",
    mark: "P",
  },
  "harm-watch.window-months": {
    words: "Months before and after listing that are compared",
    value: 6,
    source: "Confer's MDG practice: unplanned use 6 months before and after",
    mark: "P",
  },
} as const satisfies Record<string, Shipped>;
export type ProposalSetting = keyof typeof PROPOSAL_SETTINGS;

/** What is in force: the signed value, or what ships. */
export const proposalSetting = (values: SettingValues, name: ProposalSetting): number =>
  values[name] ?? PROPOSAL_SETTINGS[name].value;
