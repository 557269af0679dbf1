/**
 * Handing over for signature: what an author may not sign leaves the draft as a proposal, which somebody who may takes
 * into a draft of their own, or returns with a reason. Each proposal is kept with its words, whatever becomes of it.
 */
import { ROLES } from "../domain/permissions";
import { applyOperations, type Operation, unitOf } from "../domain/plan";
import { diffPlans, operationsOf } from "../domain/plan-changes";
import { afterStep, bySigner, type ProposalState } from "../domain/plan-life";
import type { SectionId } from "../domain/plan-sections";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { onceOnly, postNews } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { newId } from "./identity.server";
import { loadDraft, lockDraft, saveOperations, writeDraft } from "./plan-drafts.server";
import { findProposal, type KeptProposal, proposalOn } from "./plan-proposal-lists.server";
import { endProposalTasks, endTaken } from "./plan-proposals-taken.server";
import { findInPlanScope, loadPlan } from "./plan-scope.server";
import { raiseTask } from "./tasks.server";

export type ProposeForSigning = {
  personId: string;
  /** Of the draft: what stands there in these goes out of it. */
  sections: readonly SectionId[];
  note: string;
  key: string;
  at: Date;
};

/** One proposal for each permission that signing asks for, so that each can be answered by one person. */
export function proposeForSigning(viewer: StaffViewer, { personId, sections, note, key, at }: ProposeForSigning) {
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "propose for signing", key, async () => {
      const person = await findInPlanScope(db, viewer, personId);
      if (!person) return { ok: false, why: "not found" } as const;
      // The plan before the draft, as publishing locks them.
      await loadPlan(db, personId, true);
      await lockDraft(db, viewer, personId);
      const draft = await loadDraft(db, viewer, personId);
      const goes = ({ unit }: Operation) => sections.includes(unitOf(unit)!.section);
      const operations = draft?.operations.filter(goes) ?? [];
      if (!draft || operations.length === 0) return { ok: false, why: "nothing to propose" } as const;

      const proposed: string[] = [];
      const { baseVersion, revision } = draft;
      for (const { sections: of } of bySigner([...new Set(operations.map(({ unit }) => unitOf(unit)!.section))])) {
        const some = operations.filter(({ unit }) => of.includes(unitOf(unit)!.section));
        const proposal = { personId, baseVersion, operations: some, sections: of, note, at };
        proposed.push(await keepProposal(db, viewer, proposal));
      }
      const rest = draft.operations.filter((operation) => !goes(operation));
      await endTaken(db, viewer, personId, { waiting: new Set(rest.map(({ unit }) => unit)), at });
      if (rest.length)
        await writeDraft(db, viewer, personId, { baseVersion, operations: rest, revision: revision + 1, at });
      else await db.planDraft.deleteMany({ where: { personId, accountId: viewer.accountId } });
      const organisationId = person.practiceId ?? viewer.organisationId;
      await postNews(db, "plan proposed for signing", { personId, organisationId }, at);
      for (const cause of proposed) {
        const headline = `${viewer.name} proposes a change for signing`;
        await raiseTask(db, { personId, kind: "plan_proposed", cause, organisationId, headline, at });
      }
      await recordAccess(db, viewer, { personId, did: "propose plan for signing" });
      return { ok: true, proposed } as const;
    }),
  );
}

type NewProposal = {
  personId: string;
  baseVersion: number;
  operations: readonly Operation[];
  sections: readonly SectionId[];
  note: string;
  at: Date;
};

async function keepProposal(db: Db, viewer: StaffViewer, { operations, sections, ...kept }: NewProposal) {
  const id = newId(kept.at);
  await db.planProposal.create({
    data: {
      ...kept,
      id,
      operations: JSON.parse(JSON.stringify(operations)),
      sections: [...sections],
      fromAccount: viewer.accountId,
      fromName: viewer.name,
      fromRole: ROLES[viewer.role].label,
      organisationId: viewer.organisationId,
    },
  });
  return id;
}

// ── Answering ─────────────────────────────────────────────────────────────────────────────────────────────

/** By unit: the proposal's words, or what stands there now. */
export type ProposalChoices = Readonly<Record<string, "mine" | "theirs">>;

export type TakeProposal = {
  personId: string;
  id: string;
  /** What the choices were made against: the newest version and the revision of the viewer's own draft (0: none). */
  shown: { version: number; revision: number };
  choices: ProposalChoices;
  key: string;
  at: Date;
};

/** Puts the proposal into the viewer's own draft, to be read there, signed and published. */
export const takeProposal = (viewer: StaffViewer, command: TakeProposal) => intoDraft(viewer, "take", command);

/** Its author takes an open or a returned proposal back into the own draft. */
export const takeBackProposal = (viewer: StaffViewer, command: TakeProposal) => intoDraft(viewer, "back", command);

/**
 * Where the plan or the viewer's draft changed meanwhile, both sides come back and nothing is taken until each is
 * chosen: what was published since is never put aside unseen.
 */
function intoDraft(viewer: StaffViewer, intent: "take" | "back", command: TakeProposal) {
  const { personId, id, shown, choices, key, at } = command;
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, `${intent} proposal`, key, async () => {
      const found = await findProposal(db, viewer, personId, id);
      if (!found) return { ok: false, why: "not found" } as const;
      const live = await loadPlan(db, personId, true);
      await lockDraft(db, viewer, personId);
      const draft = await loadDraft(db, viewer, personId);
      const step = intent === "take" ? "take" : found.proposal.state === "returned" ? "put back" : "withdraw";
      const after = afterStep(found.proposal, step, viewer);
      if (!after.ok) return after;
      if (live.version !== shown.version || (draft?.revision ?? 0) !== shown.revision)
        return { ok: false, why: "stale" } as const;
      const { theirs, plan, conflicts, words } = proposalOn(found, live.document, draft);
      const open = conflicts.filter(({ unit }) => !choices[unit]);
      if (open.length) return { ok: false, why: "conflicts", conflicts: open } as const;

      const chosen = conflicts.filter(({ unit }) => choices[unit] === "mine");
      const wanted = applyOperations(
        plan,
        chosen.map(({ unit }) => ({ unit, values: words.get(unit) ?? null })),
      );
      const saved = await saveOperations(db, viewer, {
        personId,
        operations: operationsOf(diffPlans(theirs, wanted)),
        at,
      });
      if (!saved.ok) return saved;
      await answerProposal(db, viewer, found.proposal, { state: after.state, at });
      // Where nothing of it waits in the draft (theirs was chosen, or it said what stands already), nothing is to be signed.
      const mine = await loadDraft(db, viewer, personId);
      const waiting = new Set(mine?.operations.map(({ unit }) => unit));
      await endTaken(db, viewer, personId, { waiting, at });
      await recordAccess(db, viewer, { personId, did: `${step} plan proposal` });
      return { ok: true } as const;
    }),
  );
}

/** Gives the proposal back to its author, who reads the reason and takes the words into the own draft again. */
export function returnProposal(
  viewer: StaffViewer,
  { personId, id, reason, key, at }: { personId: string; id: string; reason: string; key: string; at: Date },
) {
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "return proposal", key, async () => {
      const found = await findProposal(db, viewer, personId, id);
      if (!found) return { ok: false, why: "not found" } as const;
      const after = afterStep(found.proposal, "return", viewer);
      if (!after.ok) return after;
      await answerProposal(db, viewer, found.proposal, { state: after.state, answer: reason, at });
      const { organisationId } = found.proposal;
      await postNews(db, "plan proposal returned", { personId, organisationId }, at);
      await recordAccess(db, viewer, { personId, did: "return plan proposal" });
      return { ok: true } as const;
    }),
  );
}

async function answerProposal(
  db: Db,
  viewer: StaffViewer,
  { personId, id, answer: before }: KeptProposal,
  { state, answer, at }: { state: ProposalState; answer?: string; at: Date },
) {
  // Taken back by its author, a returned proposal keeps the reason that it came back with.
  const by = answer === undefined && before ? {} : { answeredBy: viewer.accountId, answeredByName: viewer.name };
  await db.planProposal.update({
    where: { personId_id: { personId, id } },
    data: { state, answeredAt: at, ...by, ...(answer === undefined ? {} : { answer }) },
  });
  // Taken, it is still to be signed: the task ends with the words (plan-proposals-taken).
  if (state !== "taken") await endProposalTasks(db, viewer, { personId, ids: [id], at });
}
