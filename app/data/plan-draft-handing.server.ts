/**
 * An author's own draft of somebody whom they no longer look after: they read their own words and nothing of the plan,
 * and give them to whoever looks after the person now, as proposals. Who that is, they are not told.
 */
import { ROLES } from "../domain/permissions";
import { type Operation, parseOperations, unitOf } from "../domain/plan";
import { withRing } from "../domain/plan-hidden-rings";
import { type ChangeInWords, changeInWords } from "../domain/plan-in-words";
import { bySigner } from "../domain/plan-life";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { onceOnly, postNews } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { newId } from "./identity.server";
import { isOwnRecord } from "./names.server";

export type OwnWords = { revision: number; updatedAt: Date; near: boolean; words: ChangeInWords[] };

type Kept = { revision: number; updatedAt: Date; near: boolean; operations: Operation[] };

async function findOwn(db: Db, viewer: StaffViewer, personId: string): Promise<Kept | undefined> {
  if (!isUuid(personId) || isOwnRecord(viewer, personId)) return undefined;
  const [row] = await db.$queryRaw<{ operations: unknown; revision: number; updated_at: Date; near: boolean }[]>`
    select *, confer_stands_in_relationship(${personId}::uuid) as near from confer_my_draft_words(${personId}::uuid)`;
  if (!row) return undefined;
  const { revision, near } = row;
  return { revision, near, updatedAt: row.updated_at, operations: parseOperations(row.operations) };
}

/**
 * `near`: the viewer looks after the person, and reads the draft in the plan. Units that the author took out have no
 * lines: what stood there is not theirs to read any more. Undefined: the viewer has no draft there.
 */
export function readOwnWords(viewer: StaffViewer, personId: string): Promise<OwnWords | undefined> {
  return asViewer(viewer, "read", async (db) => {
    const kept = await findOwn(db, viewer, personId);
    if (!kept) return undefined;
    const { operations, ...draft } = kept;
    await recordAccess(db, viewer, { personId, did: "read own draft of plan" });
    return { ...draft, words: operations.map(({ unit, values }) => asWritten(unit, values)) };
  });
}

function asWritten(unit: string, values: Operation["values"]): ChangeInWords {
  // A ring that was left as it stands is the desk to whoever does not read the plan any more.
  const change = changeInWords({ unit, before: null, after: withRing(values, null) });
  return values ? change : { ...change, did: "taken out" };
}

export type HandOver = { personId: string; revision: number; note: string; key: string };

/**
 * "stale": the draft was written in since, or ended. "nobody": nobody whom Confer knows looks after the person; the
 * draft stays as it is. "near": the viewer looks after the person and proposes from the plan.
 */
export function handOverDraft(viewer: StaffViewer, { personId, revision, note, key }: HandOver) {
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "hand over draft", key, async () => {
      const kept = await findOwn(db, viewer, personId);
      if (!kept) return { ok: false, why: "not found" } as const;
      if (kept.near) return { ok: false, why: "near" } as const;
      if (kept.revision !== revision) return { ok: false, why: "stale" } as const;
      const at = viewer.requestedAt;
      const team = await handOver(db, viewer, personId, { proposals: proposalsOf(kept, at), revision, note, at });
      if (!team) return { ok: false, why: "nobody" } as const;
      await postNews(db, "plan proposed for signing", { personId, organisationId: team }, at);
      await recordAccess(db, viewer, { personId, did: "hand over draft of plan" });
      return { ok: true } as const;
    }),
  );
}

/** One for each permission that signing asks for, as a proposal from the plan has it. */
function proposalsOf({ operations }: Kept, at: Date) {
  const units = operations.map(({ unit }) => unit);
  const sectionIn = (unit: string) => unitOf(unit)!.section;
  return bySigner([...new Set(units.map(sectionIn))]).map(({ sections }) => ({
    id: newId(at),
    sections,
    units: units.filter((unit) => sections.includes(sectionIn(unit))),
  }));
}

type Handed = { proposals: object[]; revision: number; note: string; at: Date };

async function handOver(db: Db, viewer: StaffViewer, personId: string, { proposals, revision, note, at }: Handed) {
  const [row] = await db.$queryRaw<[{ team: string | null }]>`
    select confer_hand_over_draft(${personId}::uuid, ${revision}::int, ${newId(at)}::uuid, ${JSON.stringify(proposals)}::jsonb,
      ${note.trim()}, ${viewer.name}, ${ROLES[viewer.role].label}, ${viewer.organisationId}::uuid, ${at}) as team`;
  return row.team;
}
