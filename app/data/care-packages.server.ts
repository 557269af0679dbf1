/**
 * Care packages of one person: what they propose to the author of the plan, and what the author makes of it. An answer is
 * a new row; what is taken goes into the author's own draft in the same transaction, and into no plan before it is published.
 */
import { carePersonOf } from "../domain/care-gap";
import { careLine, lineWithoutTests } from "../domain/care-line";
import { PACKAGE_SETTINGS } from "../domain/care-packages/all";
import { type GoesTo, itemOf, problemsOfItem, readDecline } from "../domain/care-packages/answering";
import { OWN_GOAL } from "../domain/care-packages/package";
import {
  type EnteredPackage,
  type PackageAnswer,
  type Proposal,
  proposePackages,
  type Whereabouts,
} from "../domain/care-packages/proposals";
import { londonDate } from "../domain/dates";
import { may } from "../domain/permissions";
import type { CareDue } from "../domain/person-record";
import { applyOperations, type PlanDocument, type Values } from "../domain/plan";
import { isUnsigned } from "../domain/setting";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { notTheirs, recordAccess } from "./access-records.server";
import { type AnswerNow, answerNow } from "./answers.server";
import { onceOnly } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { newId } from "./identity.server";
import { type Done, refused } from "./mdgs.server";
import { findOwners } from "./package-owners.server";
import { type OpenPerson, openPerson, readBanner } from "./people.server";
import { loadDraft, saveOperations } from "./plan-drafts.server";
import { type KeptPlan, loadPlan } from "./plan-scope.server";

export type ProposalShown = Omit<Proposal, "gaps"> & {
  gaps: CareDue[];
  /** Absent for a goal. */
  goesTo?: GoesTo;
  unsigned: boolean;
};
export type PackageShown = EnteredPackage & { unsigned: boolean };

/**
 * Undefined when there is no such person, or plan or care due are not the viewer's; `packages` is null of one who has
 * died. The caller has asked for "edit plan".
 */
export function findPackages(viewer: StaffViewer, personId: string) {
  return asViewer(viewer, "read", async (db) => {
    const person = await openForPackages(db, viewer, personId);
    if (!person) return undefined;
    const found = await propose(db, viewer, person);
    const draft = await loadDraft(db, viewer, person.personId);
    return {
      banner: await readBanner(db, viewer, person),
      asOf: londonDate(viewer.requestedAt),
      hasDraft: draft !== undefined,
      packages: found ? found.packages.map((one) => packageShown(one, found.now)) : null,
      proposals: found ? found.proposals.map((one) => proposalShown(one, person, found)) : [],
    };
  });
}

/** How many wait for an answer; undefined where packages are not the viewer's business. */
export function countProposals(viewer: StaffViewer, personId: string): Promise<number | undefined> {
  return asViewer(viewer, "read", async (db) => {
    if (!may(viewer, "edit plan")) return undefined;
    const person = await openForPackages(db, viewer, personId);
    const found = person && (await propose(db, viewer, person));
    return found?.proposals.filter(({ state }) => state === "open").length;
  });
}

async function openForPackages(db: Db, viewer: StaffViewer, personId: string): Promise<OpenPerson | undefined> {
  const person = await openPerson(db, viewer, personId, "read care packages");
  return person?.parts.has("care due") && person.parts.has("plan") ? person : undefined;
}

// ── What is proposed ──────────────────────────────────────────────────────────────────────────────────────

type Found = {
  now: AnswerNow;
  packages: EnteredPackage[];
  proposals: Proposal[];
  goesTo: (proposal: Proposal) => GoesTo | undefined;
};

async function propose(db: Db, viewer: StaffViewer, { personId, personIds }: OpenPerson): Promise<Found | undefined> {
  const now = await answerNow(db, personId, londonDate(viewer.requestedAt));
  if (!now) return undefined;
  const live = await loadPlan(db, personId);
  const draft = await loadDraft(db, viewer, personId);
  const withDraft = applyOperations(live.document, draft?.operations ?? []);
  const answers = await readAnswers(db, viewer, { personId, personIds, live, withDraft });
  const { features, answer, asOf, values } = now;
  const found = proposePackages(carePersonOf(features, asOf), answer, answers, asOf, values);
  const owners = await findOwners(db, viewer, personId);
  return {
    now,
    packages: found.packages,
    proposals: found.proposals.filter((one) => one.state !== "open" || !isWritten(one, withDraft, answers)),
    goesTo: ({ owner }) => owner && owners(owner),
  };
}

/** What a proposal asks to be written stands in the plan or in the viewer's draft already. */
function isWritten({ own, parents }: Proposal, plan: PlanDocument, answers: readonly PackageAnswer[]): boolean {
  if (own) return hasOwnGoal(plan, answers);
  return parents.some(({ item }) => CONTINGENCY_ITEMS.includes(item)) && plan.sections.contingency.items.length > 0;
}

const CONTINGENCY_ITEMS = ["contingency", "crisis-sheet"];

/** The plan holds a goal that is none of the packages' own words. */
function hasOwnGoal({ sections }: PlanDocument, answers: readonly PackageAnswer[]): boolean {
  const proposed = new Set(answers.filter(({ item }) => item !== OWN_GOAL.id).map(({ became }) => became));
  return sections.goals.items.some(({ id }) => !proposed.has(id));
}

type Of = { personId: string; personIds: string[]; live: KeptPlan; withDraft: PlanDocument };

async function readAnswers(db: Db, viewer: StaffViewer, of: Of): Promise<PackageAnswer[]> {
  const rows = await db.packageAnswer.findMany({ where: { personId: { in: of.personIds } }, orderBy: { at: "asc" } });
  const became = rows.flatMap((row) => row.became ?? []);
  const ended = await endedItems(db, of.personId, became);
  const published = await everPublished(db, of.personId, became);
  return rows.map(({ at, answer, became, byName, accountId, package: name, item, reason }) => ({
    package: name,
    item,
    answer: answer as PackageAnswer["answer"],
    reason,
    by: byName,
    on: londonDate(at),
    at: at.toISOString(),
    ...(became && {
      became,
      whereabouts: whereIs(became, { ...of, ended, published, mine: accountId === viewer.accountId }),
    }),
  }));
}

type Known = Of & { ended: ReadonlySet<string>; published: ReadonlySet<string>; mine: boolean };

function whereIs(item: string, { live, withDraft, ended, published, mine }: Known): Whereabouts {
  const goal = (plan: PlanDocument) => plan.sections.goals.items.find(({ id }) => id === item);
  const stands = (plan: PlanDocument) => goal(plan) ?? plan.sections.actions.items.find(({ id }) => id === item);
  if (ended.has(item)) return "closed";
  if (stands(live.document))
    return ["achieved", "stopped"].includes(goal(live.document)?.status ?? "") ? "closed" : "plan";
  if (stands(withDraft)) return "own draft";
  if (published.has(item)) return "closed";
  return mine ? "nowhere" : "other draft";
}

/** Actions that came of them and are done or cancelled. */
async function endedItems(db: Db, personId: string, items: string[]): Promise<ReadonlySet<string>> {
  const rows = await db.action.findMany({
    where: { personId, origin: "plan", planItemId: { in: items }, status: { in: ["done", "cancelled"] } },
    select: { planItemId: true },
  });
  return new Set(rows.map(({ planItemId }) => planItemId!));
}

/** Items that stood in any version. */
async function everPublished(db: Db, personId: string, items: string[]): Promise<ReadonlySet<string>> {
  if (!items.length) return new Set();
  const rows = await db.$queryRaw<{ item: string }[]>`
    select item from unnest(${items}::text[]) item where exists (
      select 1 from plan_version v where v.person_id = ${personId}::uuid and position(item in v.document::text) > 0)`;
  return new Set(rows.map(({ item }) => item));
}

// ── As the viewer sees it ─────────────────────────────────────────────────────────────────────────────────

const signedBy = (signed: ReadonlySet<string>, name: string) => (signed.has(name) ? "signed" : null);

/** A package's row is signed as "row.package.<id>". */
const packageShown = (one: EnteredPackage, { signed }: AnswerNow): PackageShown => ({
  ...one,
  unsigned: isUnsigned({ mark: one.mark, signedBy: signedBy(signed, `row.package.${one.id}`) }),
});

function proposalShown(proposal: Proposal, { parts }: OpenPerson, { now, goesTo }: Found): ProposalShown {
  const lines = proposal.gaps.map((gap) => careLine(gap, now.signed));
  const { limit } = proposal;
  return {
    ...proposal,
    gaps: parts.has("results") ? lines : lines.map(lineWithoutTests),
    goesTo: goesTo(proposal),
    unsigned:
      limit !== undefined && isUnsigned({ mark: PACKAGE_SETTINGS[limit]!.mark, signedBy: signedBy(now.signed, limit) }),
  };
}

// ── Commands ──────────────────────────────────────────────────────────────────────────────────────────────

export type AnswerCommand = {
  personId: string;
  /** Id of the proposal. */
  proposal: string;
  key: string;
} & (
  | { intent: "take" }
  /** The plan's form as it was typed, its owner resolved. */
  | { intent: "change"; values: Values }
  | { intent: "decline"; typed: Readonly<Record<string, string | undefined>> }
  | { intent: "reopen" }
);
export type Answered = Done<{ became?: string }>;

/** Undefined: not the viewer's business. Refused: not open any more, or what was typed cannot stand. */
export function answerProposal(viewer: StaffViewer, command: AnswerCommand): Promise<Answered | undefined> {
  const did = `${command.intent} package proposal`;
  return asViewer(viewer, "command", async (db) => {
    const { personId } = command;
    const person = may(viewer, "edit plan") ? await openForPackages(db, viewer, personId) : undefined;
    if (!person) return notTheirs(db, viewer, did, isUuid(personId) ? personId : undefined);
    return onceOnly(db, viewer, did, command.key, async () => {
      // Two authors who take the same proposal come one after another; the second then reads that it is taken.
      await db.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`packages ${person.personId}`}, 0))::text`;
      const found = await propose(db, viewer, person);
      if (!found) return refused("proposal", "The record says that this person has died: nothing is proposed any more");
      const proposal = found.proposals.find(({ id }) => id === command.proposal);
      if (!proposal)
        return refused("proposal", "This is not proposed any more: its care was done, or its package was left");
      const outcome = await answer(db, viewer, { command, person, proposal, goesTo: found.goesTo(proposal) });
      if (outcome.ok) await recordAccess(db, viewer, { did, personId: person.personId });
      return outcome;
    });
  });
}

type Answering = { command: AnswerCommand; person: OpenPerson; proposal: Proposal; goesTo: GoesTo | undefined };

async function answer(db: Db, viewer: StaffViewer, answering: Answering): Promise<Answered> {
  const { command, person, proposal, goesTo } = answering;
  const keep = (answer: PackageAnswer["answer"], reason: string, became?: string) =>
    keepAnswer(db, viewer, { personId: person.personId, proposal, answer, reason, became });
  if (command.intent === "reopen") {
    if (!mayReopen(proposal)) return refused("proposal", "This is proposed already, or stands in the plan");
    return keep("reopened", "");
  }
  if (proposal.state !== "open") return refused("proposal", alreadyAnswered(proposal));
  if (command.intent === "decline") {
    const read = readDecline(command.typed);
    return read.ok ? keep("declined", read.reason) : read;
  }
  if (command.intent === "take" && proposal.own) return refused("proposal", "Write the goal in the person's own words");
  const values = command.intent === "change" ? command.values : itemOf(proposal, goesTo);
  const errors = problemsOfItem(proposal.kind, values, londonDate(viewer.requestedAt));
  if (Object.keys(errors).length) return { ok: false, errors };
  const became = newId(viewer.requestedAt);
  const unit = `${proposal.kind === "goal" ? "goals" : "actions"}/${became}`;
  const at = viewer.requestedAt;
  const saved = await saveOperations(db, viewer, { personId: person.personId, operations: [{ unit, values }], at });
  if (!saved.ok) return refused("proposal", "Your role does not write this section of the plan");
  return keep(command.intent === "change" ? "changed" : "taken", "", became);
}

/** Also what somebody took into a draft that nobody else sees, and that may have been thrown away. */
export const mayReopen = ({ state, answer }: Pick<Proposal, "state" | "answer">): boolean =>
  state === "declined" ||
  (state !== "open" && (answer?.whereabouts === "other draft" || answer?.whereabouts === "closed"));

const alreadyAnswered = ({ state, answer }: Proposal) =>
  `${answer?.by ?? "Somebody"} has ${state === "declined" ? "declined" : "taken"} this already: nothing was changed`;

/** One row for each package that asks, so that the answer stands when one of them is left. */
async function keepAnswer(
  db: Db,
  viewer: StaffViewer,
  kept: { personId: string; proposal: Proposal; answer: PackageAnswer["answer"]; reason: string; became?: string },
): Promise<Answered> {
  const { personId, proposal, answer, reason, became } = kept;
  const { accountId, name: byName, requestedAt: at } = viewer;
  const rows = proposal.parents.map(({ package: name, item }) => ({
    personId,
    id: newId(at),
    package: name,
    item,
    answer,
    reason,
    became: became ?? null,
    accountId,
    byName,
    at,
  }));
  await db.packageAnswer.createMany({ data: rows });
  return { ok: true, ...(became && { became }) };
}
