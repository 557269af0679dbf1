/** Contradictions of a plan as it stands: in itself, against the record, and with another plan of the same person. */
import { londonDate } from "../domain/dates";
import type { PlanDocument } from "../domain/plan";
import { byDanger, type FoundConflict, type JudgedAt, type PlanConflict, withId } from "../domain/plan-conflict";
import { findConflicts } from "../domain/plan-conflict-finder";
import { valueInWords } from "../domain/plan-in-words";
import type { PlanRecord } from "../domain/plan-record";
import type { Db } from "./database.server";
import { loadDocument } from "./plan-scope.server";
import { raiseTask } from "./tasks.server";

type Standing = { personId: string; plan: PlanDocument; record: PlanRecord; at: JudgedAt };

/** `plan` without what is restricted: what is found in it goes to crews and into lists. */
export async function standingConflicts(db: Db, { personId, plan, record, at }: Standing): Promise<PlanConflict[]> {
  const others = await otherPlans(db, personId, plan);
  return [...findConflicts(plan, record, at), ...others.map(withId)].sort(byDanger);
}

/** A record that was merged into this one may have brought a plan of its own: crews are then told of both. */
async function otherPlans(db: Db, personId: string, plan: PlanDocument): Promise<FoundConflict[]> {
  const rows = await db.$queryRaw<{ person_id: string; version: number; at: Date; by: string }[]>`
    with recursive linked as (
      select ${personId}::uuid as id
      union select p.id from person p join linked on p.merged_into = linked.id)
    select o.person_id, o.current_version as version, v.published_at as at, v.published_by_name as by
    from linked join plan o on o.person_id = linked.id and o.status = 'live'
    join plan_version v on v.person_id = o.person_id and v.version = o.current_version
    where linked.id <> ${personId}::uuid order by o.person_id`;
  const found: FoundConflict[] = [];
  for (const { person_id, version, at, by } of rows) {
    const other = await loadDocument(db, person_id, version);
    found.push({
      kind: "two_plans",
      danger: "marks",
      says: "Another record of this person holds a live plan: bring the two together, then withdraw the other",
      sides: [
        { source: "plan", unit: "cpr", words: cprInWords(plan) },
        { source: "other plan", words: `Version ${version}: ${cprInWords(other)}`, on: londonDate(at), by },
      ],
    });
  }
  return found;
}

const cprInWords = ({ sections }: PlanDocument) =>
  `CPR: ${valueInWords("cpr", "decision", sections.cpr.fields.decision ?? "none_recorded")}`;

/** A dangerous one on a live plan is work for whoever owns the plan; the same one is asked once. */
export async function askToReconcile(
  db: Db,
  conflicts: readonly PlanConflict[],
  { personId, organisationId, at }: { personId: string; organisationId: string; at: Date },
): Promise<void> {
  for (const { id, danger, says } of conflicts)
    if (danger === "blocks")
      await raiseTask(db, {
        ...{ personId, kind: "plan_contradiction", cause: id, organisationId, at, dueAt: at },
        headline: `${says}. Crews are told of both sides until then.`,
      });
}
