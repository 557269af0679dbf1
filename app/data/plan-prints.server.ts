/** What the printed forms and the block for filing are made from: the newest version with the facts of the record, read anew. */
import type { PersonFacts, PublishedPlan } from "../domain/crisis-plan";
import { londonDate } from "../domain/dates";
import { marksPage } from "../domain/plan-conflict";
import { withoutRestricted } from "../domain/plan-restrictions";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { asViewer, type Db } from "./database.server";
import { standingConflicts } from "./plan-conflicts.server";
import { readPlanRecord } from "./plan-record.server";
import { restrictionsOf } from "./plan-restrictions.server";
import { findInPlanScope, loadConfirmations, loadPlan } from "./plan-scope.server";
import { loadSignatures } from "./plan-signatures.server";
import { loadPersonFacts } from "./published-texts.server";

export type ToPrint = { published: PublishedPlan | null; person: PersonFacts };

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
    return loadForPrint(db, personId, at);
  });
}

export async function loadForPrint(db: Db, personId: string, at: Date): Promise<ToPrint> {
  const published = await loadPublished(db, personId, at);
  const person = await loadPersonFacts(db, personId, at);
  if (published?.status !== "live") return { published, person };
  // As crews see it: a contradiction with a restricted line would tell what that says.
  const { plan } = withoutRestricted(published.document, published.restrictions);
  const today = londonDate(at);
  const record = await readPlanRecord(db, personId, today);
  const judged = { today, bornOn: person.bornOn, confirmations: published.confirmations };
  const found = await standingConflicts(db, { personId, plan, record, at: judged });
  return { published: { ...published, conflicts: found.filter(marksPage) }, person };
}

/** The newest version as rendering takes it. Null: nothing was ever published. */
export async function loadPublished(db: Db, personId: string, at: Date): Promise<PublishedPlan | null> {
  const { status, version, rendition, document } = await loadPlan(db, personId);
  if (version === 0 || status === "none_published") return null;
  const row = await db.planVersion.findUniqueOrThrow({
    where: { personId_version: { personId, version } },
    select: { publishedAt: true, publishedByName: true, publishedByRole: true },
  });
  const withdrawal = await db.planEvent.findFirst({
    where: { personId, kind: "withdrawn" },
    orderBy: { at: "desc" },
    select: { at: true, byName: true, reason: true },
  });
  const { emergencyOnly } = await db.plan.findUniqueOrThrow({ where: { personId }, select: { emergencyOnly: true } });
  return {
    ...row,
    publishedAt: row.publishedAt.toISOString(),
    // A closed plan does not stand either.
    status: status === "live" ? "live" : "withdrawn",
    ...{ version, rendition, document, emergencyOnly },
    confirmations: await loadConfirmations(db, personId),
    signatures: await loadSignatures(db, personId, document),
    restrictions: await restrictionsOf(db, personId, at),
    ...(status !== "live" &&
      withdrawal && {
        withdrawn: {
          at: withdrawal.at.toISOString(),
          byName: withdrawal.byName,
          reason: withdrawal.reason ?? "no reason recorded",
        },
      }),
  };
}
