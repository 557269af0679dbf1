/** Proposals for signing as they are read: with what they change, and what changed since. */
import type { Permission } from "../domain/permissions";
import { applyOperations, type Operation, type PlanDocument, parseOperations, unitsOf } from "../domain/plan";
import { type Conflict, diffPlans, mergePlans } from "../domain/plan-changes";
import { type ChangeInWords, changeInWords } from "../domain/plan-in-words";
import { afterStep, type ProposalState, type ProposalStep } from "../domain/plan-life";
import { isSectionId, permissionFor, type SectionId } from "../domain/plan-sections";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { asViewer, type Db } from "./database.server";
import type { PlanProposal } from "./generated/client";
import { loadDraft, shownWith } from "./plan-drafts.server";
import { planFor, type SeePlan } from "./plan-restrictions.server";
import { findInPlanScope, isUuid, loadDocument, loadPlan, type PersonInScope } from "./plan-scope.server";

export type KeptProposal = Omit<PlanProposal, "operations" | "sections" | "state"> & {
  operations: Operation[];
  sections: SectionId[];
  state: ProposalState;
};

type Found = {
  proposal: KeptProposal;
  person: PersonInScope;
  see: SeePlan;
  base: PlanDocument;
  /** The base with the proposal on it. */
  mine: PlanDocument;
};

export async function findProposal(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  id: string,
): Promise<Found | undefined> {
  const person = isUuid(id) ? await findInPlanScope(db, viewer, personId) : undefined;
  if (!person) return undefined;
  // Two who answer at once come one after the other.
  await db.$queryRaw`select 1 from plan_proposal where person_id = ${personId}::uuid and id = ${id}::uuid for update`;
  const row = await db.planProposal.findUnique({ where: { personId_id: { personId, id } } });
  if (!row) return undefined;
  const see = await planFor(db, viewer, personId, person);
  const found = await openFound(db, viewer, person, see, row);
  return found.whole ? found : undefined;
}

/** `whole`: the viewer wrote the proposal, or reads every line that it changes. */
async function openFound(db: Db, viewer: StaffViewer, person: PersonInScope, see: SeePlan, row: PlanProposal) {
  const operations = parseOperations(row.operations);
  const base = await loadDocument(db, person.id, row.baseVersion);
  const mine = applyOperations(base, operations);
  const changes = diffPlans(base, mine);
  const seen = diffPlans(see(base).plan, see(mine).plan);
  const proposal = {
    ...row,
    operations,
    sections: row.sections.filter(isSectionId),
    state: row.state as ProposalState,
  };
  return {
    proposal,
    person,
    see,
    base,
    mine,
    changes,
    whole: row.fromAccount === viewer.accountId || seen.length === changes.length,
  };
}

/** What others made restricted meanwhile is not shown beside the author's own words. */
export function withoutHidden(conflicts: readonly Conflict[], see: SeePlan, theirs: PlanDocument): Conflict[] {
  const seen = new Set(unitsOf(see(theirs).plan));
  return conflicts.map((conflict) =>
    conflict.theirs === null || seen.has(conflict.unit) ? conflict : { ...conflict, base: null, theirs: null },
  );
}

export type ProposalRead = {
  id: string;
  state: ProposalState;
  at: Date;
  fromName: string;
  fromRole: string;
  note: string;
  sections: SectionId[];
  /** What signing it asks for. */
  permission: Permission;
  changes: ChangeInWords[];
  /** With what stands now, where the viewer may take it. */
  conflicts: Conflict[];
  may: ProposalStep[];
  answeredAt: Date | null;
  answeredByName: string | null;
  answer: string | null;
};

/** Open proposals that the viewer reads whole, and what came back to them; oldest first. */
export function readProposals(viewer: StaffViewer, personId: string) {
  return asViewer(viewer, "read", async (db) => {
    const person = await findInPlanScope(db, viewer, personId);
    if (!person) return undefined;
    const live = await loadPlan(db, personId);
    const draft = await loadDraft(db, viewer, personId);
    const see = await planFor(db, viewer, personId, person);
    const theirs = shownWith(live.document, draft);
    const rows = await openRows(db, viewer, personId);
    const proposals: ProposalRead[] = [];
    for (const row of rows) {
      const found = await openFound(db, viewer, person, see, row);
      if (found.whole) proposals.push(inWords(viewer, found, theirs));
    }
    await recordAccess(db, viewer, { personId, did: "read plan proposals" });
    return { proposals, version: live.version, revision: draft?.revision ?? 0 };
  });
}

const openRows = (db: Db, viewer: StaffViewer, personId: string) =>
  db.planProposal.findMany({
    where: { personId, OR: [{ state: "open" }, { state: "returned", fromAccount: viewer.accountId }] },
    orderBy: { at: "asc" },
  });

const STEPS: readonly ProposalStep[] = ["take", "return", "withdraw", "put back"];

function inWords(
  viewer: StaffViewer,
  found: Awaited<ReturnType<typeof openFound>>,
  theirs: PlanDocument,
): ProposalRead {
  const { proposal, changes, base, mine, see } = found;
  const { id, state, at, fromName, fromRole, note, sections, answeredAt, answeredByName, answer } = proposal;
  const may = STEPS.filter((step) => afterStep(proposal, step, viewer).ok);
  const takes = may.some((step) => step !== "return");
  return {
    ...{ id, state, at, fromName, fromRole, note, sections, answeredAt, answeredByName, answer, may },
    permission: permissionFor(sections[0]!),
    changes: changes.map(changeInWords),
    conflicts: takes ? withoutHidden(mergePlans({ base, mine, theirs }).conflicts, see, theirs) : [],
  };
}

/** How many wait for a signature that the viewer may give, and how many came back to them: for the plan's page. */
export async function countProposalsToSign(db: Db, viewer: StaffViewer, person: PersonInScope) {
  const see = await planFor(db, viewer, person.id, person);
  let [toSign, back, own] = [0, 0, 0];
  for (const row of await openRows(db, viewer, person.id)) {
    const { proposal, whole } = await openFound(db, viewer, person, see, row);
    if (!whole) continue;
    if (proposal.state === "returned") back++;
    else if (proposal.fromAccount === viewer.accountId) own++;
    else if (afterStep(proposal, "take", viewer).ok) toSign++;
  }
  return { toSign, back, own };
}
