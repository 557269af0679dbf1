/** What of a plan a reader sees: closed items show that something is there, hidden ones do not (safety rule 13). */
import { may, type Permission, type Role } from "./permissions";
import type { Item, PlanDocument } from "./plan";
import { SECTION_IDS, type SectionId } from "./plan-sections";

/** Until restrictions name their readers one by one: those who sign clinical sections. */
export const seesRestricted = (viewer: { role: Role; permissions: readonly Permission[] }): boolean =>
  may(viewer, "sign clinical sections");

/** The plan without restricted items, and in which sections closed ones were left out. */
export function withoutRestricted(plan: PlanDocument): { plan: PlanDocument; closedIn: SectionId[] } {
  const closedIn: SectionId[] = [];
  const sections = Object.fromEntries(
    SECTION_IDS.map((id) => {
      const { fields, items } = plan.sections[id] as { fields: object; items: readonly Item[] };
      if (items.some(({ restriction }) => restriction === "closed")) closedIn.push(id);
      return [id, { fields, items: items.filter(({ restriction }) => !restriction) }];
    }),
  );
  return { plan: { ...plan, sections: sections as unknown as PlanDocument["sections"] }, closedIn };
}
