/** Items that several packages share, each in the same words so that one is kept where packages overlap. */
import { addMonths } from "../calendar";
import type { CarePerson } from "../care-gap";
import { type PackageAction, weeks } from "./package";

export type Item = Omit<PackageAction, "mark">;

export const VACCINES: Item = {
  id: "vaccines",
  does: "vaccines",
  what: "Give the vaccines that are due",
  owner: "PN",
  within: weeks(12),
  meets: ["VA1", "VA2", "VA3", "VA4", "VA5"],
  onlyWhenDue: true,
};

export const structuredReview = (limit: number, more = ""): Item => ({
  id: "medicines",
  does: "ME1",
  what: `Structured medication review${more}`,
  owner: "PH",
  within: weeks(limit),
  meets: ["ME1"],
  // Where the medicines protocol asks for it, its own clock counts: a discharge starts it again.
  when: (person, { asOf, answer }) =>
    person.medicinesIn90Days !== 0 &&
    (answer.careGaps.some(({ process }) => process === "ME1") ||
      (person.facts.get("care-structured-medication-review")?.latestOn ?? "") <= addMonths(asOf, -12)),
});

export const hasCarer = ({ hasCarer, facts }: CarePerson) => hasCarer || (facts.get("has-carer")?.active ?? false);

export const CARERS_ASSESSMENT: Item = {
  id: "carers-assessment",
  does: "CA2",
  what: "Offer the carer an assessment of their own needs",
  owner: "SW",
  within: { value: 28, unit: "days" },
  meets: ["CA2"],
  when: hasCarer,
};

export const futureCare = (limit: number): Item => ({
  id: "future-care",
  does: "EL3",
  what: "Offer a conversation about future care: wishes, preferred places, who decides; share it with the Universal Care Plan",
  owner: "GP",
  within: weeks(limit),
  meets: ["EL3"],
});

export const CONTINGENCY: Item = {
  id: "contingency",
  does: "contingency",
  what: "Write the contingency plan: signs, what to do, whom to ring",
  owner: "GP",
  within: weeks(14),
};
