/**
 * Which questions about the agreement follow from the first answer, and from whether a copy was given; as publishing asks
 * for them (plan-readiness). Pure, so that the form shows with script what the headings say without.
 */
import type { Values } from "./plan";

export type AgreementGroup = {
  id: string;
  /** Stands above the questions where all groups are shown. */
  heading: string;
  fields: readonly string[];
  /** Whether the group follows from what is chosen. */
  follows: (answers: Values) => boolean;
};

const agreed =
  (...answers: readonly string[]) =>
  (chosen: Values) =>
    answers.includes(chosen.agreed ?? "");

/** Every field of the section once; the two that others follow from stand first in their part. */
export const AGREEMENT_GROUPS: readonly AgreementGroup[] = [
  { id: "first", heading: "Agreement", fields: ["agreed"], follows: () => true },
  {
    ...{ id: "by", heading: "If a representative agreed", fields: ["name", "relation"] },
    follows: agreed("representative"),
  },
  {
    ...{ id: "when", heading: "If it was agreed or discussed", fields: ["on"] },
    follows: agreed("person", "representative", "disagrees"),
  },
  {
    ...{
      id: "why",
      heading: "If the person disagrees, or it was not discussed for another reason",
      fields: ["because"],
    },
    follows: agreed("disagrees"),
  },
  {
    ...{ id: "later", heading: "If it was not discussed", fields: ["notDiscussedBecause", "discussBy"] },
    follows: agreed("not_discussed"),
  },
  {
    id: "interests",
    heading: "If it was decided in the person’s best interests",
    fields: ["bestInterests", "consulted"],
    follows: agreed("representative", "not_discussed"),
  },
  { id: "copy", heading: "Copy", fields: ["copy"], follows: () => true },
  {
    ...{ id: "given", heading: "If a copy was given", fields: ["copyOn", "copyHow"] },
    follows: ({ copy }) => copy === "yes",
  },
  {
    ...{ id: "notGiven", heading: "If no copy was given", fields: ["copyNotBecause"] },
    follows: ({ copy }) => copy === "no",
  },
];

/**
 * The groups to show. What is written already stays in sight until the answer that it stands under is changed: nothing
 * goes from the plan that the author has not seen go.
 */
export function groupsShown(answers: Values, written: Values, errors: Readonly<Record<string, string>> = {}): string[] {
  const unchanged = (["agreed", "copy"] as const).every((name) => (answers[name] ?? "") === (written[name] ?? ""));
  return AGREEMENT_GROUPS.filter(
    ({ fields, follows }) => follows(answers) || fields.some((name) => (unchanged && written[name]) || errors[name]),
  ).map(({ id }) => id);
}
