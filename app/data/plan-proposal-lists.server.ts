/** Proposals for signing as they are read: with what they change, and what changed since. */
import type { Permission } from "../domain/permissions";
import { type Drafted, type PlanDocument, parseOperations } from "../domain/plan";
import type { Conflict } from "../domain/plan-changes";
import { mergeDraft } from "../domain/plan-drafts";
import { marked, sidesAsRead, withRings } from "../domain/plan-hidden-rings";
import { type ChangeInWords, changeInWords } from "../domain/plan-in-words";
import { afterStep, type ProposalState, type ProposalStep } from "../domain/plan-life";
import { withUnpublished } from "../domain/plan-restrictions";
import { isSectionId, permissionFor, type SectionId } from "../domain/plan-sections";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { asViewer, type Db } from "./database.server";
import type { PlanProposal } from "./generated/client";
import { type Draft, loadBase, loadDraft, shownWith } from "./plan-drafts.server";
import { bothSidesSeen, changesSeen, planFor, type SeePlan } from "./plan-restrictions.server";
import { findInPlanScope, loadPlan, type PersonInScope } from "./plan-scope.server";

export type KeptProposal = Omit<PlanProposal, "operations" | "sections" | "state"> & {
  operations: Drafted[];
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

/** `whole`: the viewer wrote the proposal, or reads every line that it changes, before and after. */
async function openFound(db: Db, viewer: StaffViewer, person: PersonInScope, see: SeePlan, row: PlanProposal) {
  const written = parseOperations(row.operations);
  const base = await loadBase(db, person.id, { baseVersion: row.baseVersion, operations: written });
  const seen = see(base);
  const operations = written.map((one) => marked(one, { plan: base, rings: seen.rings }));
  // A ring that was left as it stands is what the viewer reads in its place.
  const mine = withRings(withUnpublished(base, operations), seen.plan);
  const isOwn = row.fromAccount === viewer.accountId;
  // Its author reads the own words, and beside them nothing that was restricted since.
  const own = isOwn ? new Set(operations.map(({ unit }) => unit)) : undefined;
  const { changes, whole } = changesSeen(see, base, mine, own);
  const proposal = {
    ...row,
    operations,
    sections: row.sections.filter(isSectionId),
    state: row.state as ProposalState,
  };
  return { proposal, person, see, base, mine, changes, whole: isOwn || whole };
}

export type ProposalRead = {
  id: string;
  state: ProposalState;
  at: Date;
  fromName: string;
  fromRole: string;
  /** Empty where it may be about what is not shown to the viewer. */
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
    const rows = await openRows(db, viewer, personId);
    const proposals: ProposalRead[] = [];
    for (const row of rows) {
      const found = await openFound(db, viewer, person, see, row);
      if (!found.whole) continue;
      const note = (await isNoteShown(db, viewer, found)) ? row.note : "";
      proposals.push({ ...inWords(viewer, found, live.document, draft), note });
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

/** One note may stand under several proposals of one go, and be about the one that the viewer does not read. */
async function isNoteShown(db: Db, viewer: StaffViewer, { proposal, person, see }: Found): Promise<boolean> {
  const { personId, fromAccount, at, note, id } = proposal;
  if (!note || fromAccount === viewer.accountId) return true;
  const beside = await db.planProposal.findMany({ where: { personId, fromAccount, at, note, id: { not: id } } });
  for (const row of beside) if (!(await openFound(db, viewer, person, see, row)).whole) return false;
  return true;
}

const STEPS: readonly ProposalStep[] = ["take", "return", "withdraw", "put back"];

function inWords(
  viewer: StaffViewer,
  found: Awaited<ReturnType<typeof openFound>>,
  live: PlanDocument,
  draft: Draft | undefined,
): Omit<ProposalRead, "note"> {
  const { proposal, changes } = found;
  const { id, state, at, fromName, fromRole, sections, answeredAt, answeredByName, answer } = proposal;
  const may = STEPS.filter((step) => afterStep(proposal, step, viewer).ok);
  const takes = may.some((step) => step !== "return");
  return {
    ...{ id, state, at, fromName, fromRole, sections, answeredAt, answeredByName, answer, may },
    permission: permissionFor(sections[0]!),
    changes: changes.map(changeInWords),
    conflicts: takes ? proposalOn(found, live, draft).conflicts : [],
  };
}

/**
 * The proposal on the newest version with the viewer's draft on that; conflicts as far as the viewer reads them. `words`:
 * what the proposal says in those, never shown.
 */
export function proposalOn(
  { base, proposal, see }: Pick<Found, "base" | "proposal" | "see">,
  live: PlanDocument,
  draft: Draft | undefined,
) {
  const theirs = shownWith(live, draft);
  const own = new Set((draft?.operations ?? []).map(({ unit }) => unit));
  const { plan, conflicts } = mergeDraft({ base, operations: proposal.operations, theirs });
  const shown = bothSidesSeen(conflicts, see, { base, theirs, own }).map(sidesAsRead);
  return { theirs, plan, conflicts: shown, words: new Map(conflicts.map(({ unit, mine }) => [unit, mine])) };
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
