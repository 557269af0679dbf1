/** What the printed forms and the block for filing are made from: the newest version with the facts of the record, read anew. */
import type { PersonFacts, PublishedPlan } from "../domain/crisis-plan";
import { marksPage } from "../domain/plan-conflict";
import { withoutRestricted } from "../domain/plan-restrictions";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { asViewer, type Db } from "./database.server";
import { type LinkedPlan, linkedPlansFor } from "./linked-records.server";
import { loadPersonFacts } from "./person-facts.server";
import { contradictionsTold } from "./plan-contradictions.server";
import { findInPlanScope } from "./plan-scope.server";
import { judgePublished, loadPublished } from "./published-plans.server";

/** `linked`: live plans under other records of the person, which no form of this one holds. */
export type ToPrint = { published: PublishedPlan | null; person: PersonFacts; linked: LinkedPlan[] };

/**
 * Undefined: no such person, or prints are not open to the viewer. Restrictions come along, and rendering leaves out
 * what they keep from everybody, whoever prints (safety rule 13).
 */
export function readForPrint(
  viewer: StaffViewer,
  personId: string,
  { form, at }: { form: string; at: Date },
): Promise<ToPrint | undefined> {
  return asViewer(viewer, "read", async (db) => {
    if (!(await findInPlanScope(db, viewer, personId, "plan versions"))) return undefined;
    await recordAccess(db, viewer, { personId, did: "print plan", detail: { form } });
    return { ...(await loadForPrint(db, viewer, personId, at)), linked: await linkedPlansFor(db, viewer, personId) };
  });
}

/**
 * A contradiction stands on paper as on the page of crews: of a side that is not open to whoever prints, nothing but that.
 */
async function loadForPrint(db: Db, viewer: StaffViewer, personId: string, at: Date): Promise<Omit<ToPrint, "linked">> {
  const published = await loadPublished(db, personId, at);
  const person = await loadPersonFacts(db, personId, at);
  if (published?.status !== "live") return { published, person };
  const { conflicts } = await judgePublished(db, personId, published, { bornOn: person.bornOn, at, viewer });
  const seen = withoutRestricted(published.document, published.restrictions).plan;
  const told = await contradictionsTold(db, viewer, personId, conflicts.filter(marksPage), seen);
  return { published: { ...published, conflicts: told }, person };
}
