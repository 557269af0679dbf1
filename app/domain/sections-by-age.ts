/** Sections that the law gives to adults or to children only: offered to nobody else, shown to whomever they stand for. */

import type { CalendarDate } from "./calendar";
import { type Ages, agesBetween } from "./crisis-cards/card";
import type { PlanDocument } from "./plan";
import type { SectionId } from "./plan-sections";

/** Gillick, young people of 16 and 17, parental responsibility: all of them end at 18. */
const CHILDREN_ONLY: readonly SectionId[] = ["childConsent"];
/** Mental Capacity Act 2005: a lasting power of attorney (s 9(2)(c)) is made at 18 or later. */
const ADULTS_ONLY: readonly SectionId[] = ["attorney"];

/** Within sections: what only a child's plan says. A choice that stands all the same is shown, so that it can be changed. */
export type NotOffered = { fields: readonly string[]; options: Readonly<Record<string, readonly string[]>> };
const OF_A_CHILD = ["C1", "C2", "C3"];
const NOT_FOR_ADULTS: Partial<Record<SectionId, NotOffered>> = {
  cpr: { fields: ["modification"], options: { decision: ["modified"], letter: OF_A_CHILD } },
  involvement: { fields: [], options: { letter: OF_A_CHILD } },
};

export const notOfferedIn = (
  section: SectionId,
  bornOn: CalendarDate | undefined,
  today: CalendarDate,
): NotOffered | undefined => (agesBetween(bornOn, today) === "adult" ? NOT_FOR_ADULTS[section] : undefined);

/** What is not offered for somebody of this age. Whoever's age is not known is offered all of it. */
export function notForAge(bornOn: CalendarDate | undefined, today: CalendarDate): readonly SectionId[] {
  const ages: Ages = agesBetween(bornOn, today);
  return ages === "adult" ? CHILDREN_ONLY : ages === "child" ? ADULTS_ONLY : [];
}

/** Of those, what stands in the plan or the draft all the same: it is shown, so that it can be taken out. */
export const hiddenForAge = (
  ages: readonly SectionId[],
  plan: PlanDocument,
  besides: readonly SectionId[],
): readonly SectionId[] =>
  ages.filter((id) => {
    const { fields, items } = plan.sections[id];
    return !Object.keys(fields).length && !items.length && !besides.includes(id);
  });
