/** The viewer's drafts, those that wait and those that were thrown away; and bringing one back. */
import { parseOperations, unitOf } from "../domain/plan";
import { draftSetting } from "../domain/plan-draft-age";
import { mergeDraft, withVersion } from "../domain/plan-drafts";
import { OFFERED_BACK_DAYS } from "../domain/plan-limits";
import { SECTION_IDS, type SectionId } from "../domain/plan-sections";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { asViewer, type Db } from "./database.server";
import { type NamedPerson, namesOf } from "./names.server";
import { draftSettings } from "./plan-draft-reminders.server";
import { loadBase, loadDraft, lockDraft, nextRevision, writeDraft } from "./plan-drafts.server";
import { takeAgain } from "./plan-proposals-taken.server";
import { findInPlanScope, loadPlan } from "./plan-scope.server";

export type WaitingDraft = {
  personId: string;
  /** Undefined: the viewer no longer stands in a relationship with the person; the draft is kept all the same. */
  name: string | undefined;
  startedAt: Date;
  updatedAt: Date;
  /** Untouched for so long that its author is reminded. */
  isOld: boolean;
  sections: SectionId[];
  /** Units that others changed too. */
  conflicts: number;
};
export type ThrownAway = { personId: string; id: string; name: string; endedAt: Date; sections: SectionId[] };

const DAY = 86_400_000;

/** Oldest first, so that what waits longest is seen. */
export function listDrafts(viewer: StaffViewer): Promise<{ waiting: WaitingDraft[]; thrownAway: ThrownAway[] }> {
  return asViewer(viewer, "read", async (db) => {
    const rows = await db.$queryRaw<Row[]>`select * from confer_my_drafts() order by updated_at`;
    const ended = await db.planDraftEnded.findMany({
      where: {
        accountId: viewer.accountId,
        endedAs: "thrown_away",
        broughtBackAt: null,
        endedAt: { gt: new Date(viewer.requestedAt.getTime() - OFFERED_BACK_DAYS * DAY) },
      },
      orderBy: { endedAt: "desc" },
      take: 100,
    });
    const near = rows.filter((row) => row.in_relationship).map((row) => row.person_id);
    const names = await namesOf(db, viewer, [...new Set([...near, ...ended.map(({ personId }) => personId)])]);
    const waiting: WaitingDraft[] = [];
    const old = draftSetting("draft.remind-days", await draftSettings(db)) * DAY;
    for (const row of rows)
      waiting.push({
        ...(await waitingDraft(db, viewer, row, names)),
        isOld: viewer.requestedAt.getTime() - row.updated_at.getTime() > old,
      });
    const thrownAway = ended.flatMap(({ personId, id, endedAt, operations }) => {
      const name = names.get(personId);
      return name ? [{ personId, id, name: name.name, endedAt, sections: sectionsOf(unitsIn(operations)) }] : [];
    });
    await recordAccess(db, viewer, { did: "list own drafts of plans", shown: [...names.keys()] });
    return { waiting, thrownAway };
  });
}

type Row = {
  person_id: string;
  started_at: Date | null;
  updated_at: Date;
  units: string[];
  in_relationship: boolean;
};

async function waitingDraft(
  db: Db,
  viewer: StaffViewer,
  row: Row,
  names: ReadonlyMap<string, NamedPerson>,
): Promise<Omit<WaitingDraft, "isOld">> {
  const draft = row.in_relationship ? await loadDraft(db, viewer, row.person_id) : undefined;
  const live = draft && (await loadPlan(db, row.person_id));
  const merged = draft && live && mergeDraft({ ...draft, theirs: live.document });
  return {
    personId: row.person_id,
    name: row.in_relationship ? (names.get(row.person_id)?.name ?? "Name not known") : undefined,
    startedAt: row.started_at ?? row.updated_at,
    updatedAt: row.updated_at,
    sections: sectionsOf(row.units),
    conflicts: merged?.conflicts.length ?? 0,
  };
}

const unitsIn = (operations: unknown) => parseOperations(operations).map(({ unit }) => unit);

function sectionsOf(units: readonly string[]): SectionId[] {
  const written = new Set(units.map((unit) => unitOf(unit)?.section));
  return SECTION_IDS.filter((section) => written.has(section));
}

/**
 * Brings back a draft that was thrown away. "in draft": the draft that the viewer has now writes some of the same
 * units, or others changed them since on the version that it stands on; then nothing is done, so that neither text is lost.
 */
export function bringBackDraft(viewer: StaffViewer, { personId, id }: { personId: string; id: string }) {
  return asViewer(viewer, "command", async (db) => {
    if (!isUuid(id) || !(await findInPlanScope(db, viewer, personId))) return { ok: false, why: "not found" } as const;
    await lockDraft(db, viewer, personId);
    const { accountId, requestedAt: at } = viewer;
    const ended = await db.planDraftEnded.findFirst({
      where: { personId, id, accountId, endedAs: "thrown_away" },
    });
    if (!ended) return { ok: false, why: "not found" } as const;
    if (ended.broughtBackAt) return { ok: true } as const;
    const back = { baseVersion: ended.baseVersion, operations: parseOperations(ended.operations) };
    const draft = await loadDraft(db, viewer, personId);
    if (draft) {
      const base = await loadBase(db, personId, back);
      const { conflicts } = mergeDraft({ base, operations: back.operations, theirs: draft.mine });
      if (conflicts.length) return { ok: false, why: "in draft", units: conflicts.map(({ unit }) => unit) } as const;
    }
    // Each line on the version that its author saw, so that what others changed since is shown and not written over.
    const now = new Set(draft?.operations.map(({ unit }) => unit));
    const returned = withVersion(back).filter(({ unit }) => !now.has(unit));
    const operations = draft ? [...draft.operations, ...returned] : returned;
    const { baseVersion } = draft ?? back;
    await writeDraft(db, viewer, personId, { baseVersion, operations, revision: nextRevision(draft), at });
    await db.planDraftEnded.update({ where: { personId_id: { personId, id } }, data: { broughtBackAt: at } });
    await takeAgain(db, viewer, personId, { units: new Set(back.operations.map(({ unit }) => unit)), at });
    await recordAccess(db, viewer, { personId, did: "bring back draft of plan" });
    return { ok: true } as const;
  });
}
