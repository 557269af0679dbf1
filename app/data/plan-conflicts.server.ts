/** Contradictions of a plan as it stands: in itself, against the record, and with another plan of the same person. */
import { londonDate } from "../domain/dates";
import type { PlanDocument } from "../domain/plan";
import { byDanger, idOfTwoPlans, type JudgedAt, NOT_OPEN, type PlanConflict, TWO_PLANS } from "../domain/plan-conflict";
import { findConflicts } from "../domain/plan-conflict-finder";
import { valueInWords } from "../domain/plan-in-words";
import type { PlanRecord } from "../domain/plan-record";
import type { StaffViewer } from "../domain/viewer";
import { asSystemWithin, type Db } from "./database.server";
import { linkedPlansFor, otherLivePlans } from "./linked-records.server";
import { loadDocument } from "./plan-scope.server";
import { raiseTask } from "./tasks.server";

export { contradictionsShown } from "./plan-contradictions.server";

type Standing = { personId: string; plan: PlanDocument; record: PlanRecord; at: JudgedAt };

/**
 * `plan` without what its readers may not see: what is found in it goes to crews, into lists, or onto a page. `reads`:
 * the other records whose plan may be told of in its words; all of them, for texts and lists.
 */
export async function standingConflicts(
  db: Db,
  { personId, plan, record, at }: Standing,
  reads?: ReadonlySet<string>,
): Promise<PlanConflict[]> {
  const others = await otherPlans(db, personId, plan, reads);
  return [...findConflicts(plan, record, at), ...others].sort(byDanger);
}

/** The same for a page: of a plan that the viewer may not read, nothing is said but that it stands. */
export async function standingConflictsFor(db: Db, viewer: StaffViewer, standing: Standing): Promise<PlanConflict[]> {
  const linked = await linkedPlansFor(db, viewer, standing.personId);
  return standingConflicts(db, standing, new Set(linked.flatMap(({ open }) => open?.personId ?? [])));
}

/** Another record of this person, wherever it stands in the chain of merges, may hold a live plan of its own. */
async function otherPlans(
  db: Db,
  personId: string,
  plan: PlanDocument,
  reads?: ReadonlySet<string>,
): Promise<PlanConflict[]> {
  const found: PlanConflict[] = [];
  for (const { personId: id, version, publishedAt, byName } of await otherLivePlans(db, personId)) {
    const isRead = !reads || reads.has(id);
    const other = isRead && (await asSystemWithin(db, "maintenance", () => loadDocument(db, id, version)));
    found.push({
      id: idOfTwoPlans([personId, id]),
      kind: TWO_PLANS,
      danger: "marks",
      says: "Two records of this person each hold a live plan: bring both together in one, then withdraw the other",
      sides: [
        { source: "plan", unit: "cpr", words: cprInWords(plan) },
        other
          ? {
              source: "other plan",
              words: `Version ${version}: ${cprInWords(other)}`,
              on: londonDate(publishedAt),
              by: byName,
            }
          : { source: "other plan", words: NOT_OPEN["other plan"] },
      ],
    });
  }
  return found;
}

const cprInWords = ({ sections }: PlanDocument) =>
  `CPR: ${valueInWords("cpr", "decision", sections.cpr.fields.decision ?? "none_recorded")}`;

/** A dangerous one on a live plan, and a second live plan, is work for whoever owns the plan; the same one is asked once. */
export async function askToReconcile(
  db: Db,
  conflicts: readonly PlanConflict[],
  { personId, organisationId, at }: { personId: string; organisationId: string; at: Date },
): Promise<void> {
  for (const { id, kind, danger, says } of conflicts)
    if (danger === "blocks" || kind === TWO_PLANS)
      await raiseTask(db, {
        ...{ personId, kind: "plan_contradiction", cause: id, organisationId, at, dueAt: at },
        // Of two plans the point of contact shows neither: the person is one, and nobody can say which of them stands.
        headline: `${says}. ${kind === TWO_PLANS ? "Crews are told that Confer cannot tell" : "Crews are told of both sides"} until then.`,
      });
}
