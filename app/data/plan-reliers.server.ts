/** Who relies on a plan: whoever must hear that it was withdrawn. */
import { RELIED_ON_FOR_DAYS } from "../domain/plan-limits";
import type { StaffViewer } from "../domain/viewer";
import { postNews } from "./commands.server";
import type { Db } from "./database.server";
import type { PersonInScope } from "./plan-scope.server";
import { raiseTask } from "./tasks.server";

/**
 * Organisations that opened the plan or its crisis page in the last 90 days, own an action of the person that is not
 * done, were asked to sign, and the practice. Opened: by the record of access, which only the owner's function reads.
 */
export async function whoRelies(db: Db, { id: personId, practiceId }: PersonInScope, at: Date): Promise<string[]> {
  const since = new Date(at.getTime() - RELIED_ON_FOR_DAYS * 86_400_000);
  const opened = await db.$queryRaw<{ organisation_id: string | null }[]>`
    select distinct organisation_id from confer_who_relied(${personId}::uuid, ${since})`;
  const actions = await db.action.findMany({
    where: { personId, status: { notIn: ["done", "cancelled"] } },
    select: { ownerOrganisationId: true },
    distinct: ["ownerOrganisationId"],
  });
  const proposals = await db.planProposal.findMany({
    where: { personId, state: "open" },
    select: { organisationId: true },
    distinct: ["organisationId"],
  });
  const plan = await db.plan.findUnique({ where: { personId }, select: { ownerOrganisationId: true } });
  const all = [
    ...opened.map(({ organisation_id }) => organisation_id),
    ...actions.map(({ ownerOrganisationId }) => ownerOrganisationId),
    ...proposals.map(({ organisationId }) => organisationId),
    plan?.ownerOrganisationId,
    practiceId,
  ];
  return [...new Set(all.filter((id): id is string => Boolean(id)))].sort();
}

/** One notice an organisation, its own included: others there read the plan too. Returns how many. */
export async function tellReliers(
  db: Db,
  viewer: StaffViewer,
  person: PersonInScope,
  { topic, version, at }: { topic: string; version: number; at: Date },
): Promise<number> {
  const organisations = new Set([...(await whoRelies(db, person, at)), person.practiceId ?? viewer.organisationId]);
  for (const organisationId of organisations) {
    await postNews(db, topic, { personId: person.id, organisationId, version: String(version) }, at);
    if (topic !== "plan withdrawn" || organisationId === viewer.organisationId) continue;
    const headline = `Version ${version} was withdrawn by ${viewer.name}: take old copies away`;
    const cause = `${version} ${organisationId}`;
    await raiseTask(db, { personId: person.id, kind: "plan_withdrawn", cause, organisationId, headline, at });
  }
  return organisations.size;
}
