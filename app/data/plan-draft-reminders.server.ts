/**
 * Drafts that nobody touches: they stand on their author's own page first, become a task for the author, and in the end
 * the author's team hears that there is one. Nobody but the author ever reads a word of it.
 */
import {
  causeOfDraft,
  DRAFT_KINDS,
  DRAFT_SETTINGS,
  draftSetting,
  foldAfterDays,
  headlineOfAuthor,
  headlineOfTeam,
} from "../domain/plan-draft-age";
import type { SettingValues } from "../domain/setting";
import type { StaffViewer, SystemViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { asViewer, type Db } from "./database.server";
import { newId } from "./identity.server";
import { namesOf } from "./names.server";

const DAY = 86_400_000;
const daysBefore = (at: Date, days: number) => new Date(at.getTime() - days * DAY);

/** Values in force of the settings of drafts, where they differ from what ships. */
export async function draftSettings(db: Db): Promise<SettingValues> {
  const rows = await db.setting.findMany({
    where: { name: { in: Object.keys(DRAFT_SETTINGS) } },
    orderBy: { version: "asc" },
    select: { name: true, value: true },
  });
  return Object.fromEntries(rows.flatMap(({ name, value }) => (typeof value === "number" ? [[name, value]] : [])));
}

// ── For their author ──────────────────────────────────────────────────────────────────────────────────────

export type OldDraft = {
  personId: string;
  /** Undefined: the author no longer looks after the person. */
  name: string | undefined;
  updatedAt: Date;
};

/** The viewer's own drafts that lie untouched, the oldest first. */
export async function oldDrafts(db: Db, viewer: StaffViewer): Promise<OldDraft[]> {
  const since = daysBefore(viewer.requestedAt, draftSetting("draft.remind-days", await draftSettings(db)));
  const rows = await db.$queryRaw<{ person_id: string; updated_at: Date; in_relationship: boolean }[]>`
    select person_id, updated_at, in_relationship from confer_my_drafts() where updated_at < ${since} order by updated_at`;
  const near = rows.filter((row) => row.in_relationship).map((row) => row.person_id);
  const names = await namesOf(db, viewer, near);
  return rows
    .filter((row) => row.person_id !== viewer.ownPersonId)
    .map((row) => ({ personId: row.person_id, name: names.get(row.person_id)?.name, updatedAt: row.updated_at }));
}

/** Whether the draft of this task still lies as it did: a lapsed relationship hides its words, not that it is there. */
export async function draftCausesOf(db: Db, { accountId }: StaffViewer): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<
    { person_id: string; updated_at: Date }[]
  >`select person_id, updated_at from confer_my_drafts()`;
  return new Set(rows.map((row) => `${row.person_id} ${causeOfDraft(accountId, row.updated_at)}`));
}

/** Its draft ended: what asked about it is over, for the author and for the team. */
export async function endDraftTasks(db: Db, viewer: StaffViewer, personId: string, at: Date): Promise<void> {
  await db.task.updateMany({
    where: { personId, kind: { in: [...DRAFT_KINDS] }, cause: { startsWith: viewer.accountId }, doneAt: null },
    data: { doneAt: at, doneBy: viewer.accountId, doneByName: viewer.name, outcome: "dealt_with" },
  });
}

// ── By the clock ──────────────────────────────────────────────────────────────────────────────────────────

type Waiting = {
  person_id: string;
  account_id: string;
  name: string;
  updated_at: Date;
  organisation_id: string;
  works_there: boolean;
};

/**
 * A task for the author, later one for the team (at once, when the author works there no longer), each once for the day
 * on which the author last wrote. Tasks of drafts that ended or were taken up again end. Returns how many of each.
 */
export function raiseDraftTasks(viewer: SystemViewer, at: Date) {
  return asViewer(viewer, "batch", async (db) => {
    const values = await draftSettings(db);
    const ended = await endOverDrafts(db, at);
    const askAuthor = daysBefore(at, draftSetting("draft.task-days", values));
    const askTeam = daysBefore(at, draftSetting("draft.team-days", values));
    const rows = await waitingDrafts(db, new Date(Math.max(askAuthor.getTime(), askTeam.getTime())));
    const forTeam = rows.filter((row) => row.updated_at < askTeam || (!row.works_there && row.updated_at < askAuthor));
    const forAuthor = rows.filter((row) => row.works_there && row.updated_at < askAuthor);
    const author = await makeTasks(db, forAuthor, at, (row) => ({
      ...{ kind: "draft_waits", accountId: row.account_id, headline: headlineOfAuthor(row.updated_at) },
    }));
    const team = await makeTasks(db, forTeam, at, (row) => ({
      ...{ kind: "team_draft_waits", headline: headlineOfTeam(row.name, row.updated_at, row.works_there) },
    }));
    const shown = [...new Set(rows.map((row) => row.person_id))];
    if (author + team) await recordAccess(db, viewer, { did: "raise tasks of old drafts", shown });
    return { author, team, ended };
  });
}

const waitingDrafts = (db: Db, since: Date) =>
  db.$queryRaw<Waiting[]>`select * from confer_waiting_drafts(${since}) order by updated_at, person_id`;

type Made = { kind: string; accountId?: string; headline: string };

async function makeTasks(db: Db, rows: readonly Waiting[], at: Date, made: (row: Waiting) => Made): Promise<number> {
  const { count } = await db.task.createMany({
    data: rows.map((row) => ({
      ...made(row),
      personId: row.person_id,
      id: newId(at),
      cause: causeOfDraft(row.account_id, row.updated_at),
      organisationId: row.organisation_id,
      createdAt: at,
    })),
    skipDuplicates: true,
  });
  return count;
}

/** Of drafts that are gone, or were written in since. */
async function endOverDrafts(db: Db, at: Date): Promise<number> {
  const standing = new Set(
    (await waitingDrafts(db, at)).map((row) => `${row.person_id} ${causeOfDraft(row.account_id, row.updated_at)}`),
  );
  const open = await db.task.findMany({
    where: { kind: { in: [...DRAFT_KINDS] }, doneAt: null },
    select: { personId: true, id: true, cause: true },
  });
  const over = open.filter(({ personId, cause }) => !standing.has(`${personId} ${cause}`));
  for (const { personId, id } of over)
    await db.task.update({
      where: { personId_id: { personId, id } },
      data: { doneAt: at, doneByName: "Confer", outcome: "overtaken" },
    });
  return over.length;
}

/** How many ended drafts one transaction works through. */
const FOLDED_AT_ONCE = 200;

/**
 * Edits of drafts that ended long ago leave the log of edits for one compressed row of their draft, word for word:
 * nothing acknowledged is lost, and the log stays as long as what is being written. Never of a draft that lives.
 * Returns how many edits were folded.
 */
export async function foldOldEdits(viewer: SystemViewer, at: Date): Promise<number> {
  for (let folded = 0; ; ) {
    const some = await asViewer(viewer, "batch", async (db) => {
      const before = daysBefore(at, foldAfterDays(await draftSettings(db)));
      const [row] = await db.$queryRaw<
        [{ folded: number }]
      >`select confer_fold_draft_edits(${before}, ${FOLDED_AT_ONCE}::int) as folded`;
      if (row.folded)
        await recordAccess(db, viewer, { did: "fold old edits of drafts", detail: { edits: row.folded } });
      return row.folded;
    });
    if (!some) return folded;
    folded += some;
  }
}
