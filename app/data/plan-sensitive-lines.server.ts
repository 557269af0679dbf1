/**
 * Sensitive lines of the record put back into plans one by one, with a reason, by those who sign clinical sections; and
 * left out again (safety rule 12). Beside the plan its readers then see the line as any other.
 */
import type { CalendarDate } from "../domain/calendar";
import type { RenderTexts } from "../domain/crisis-plan";
import { londonDate } from "../domain/dates";
import { ROLES } from "../domain/permissions";
import { seesRestricted } from "../domain/plan-restrictions";
import type { SensitiveLine } from "../domain/sensitive-records";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { markChanged, onceOnly } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { newId } from "./identity.server";
import { openPerson } from "./people.server";
import { readSensitiveLines } from "./plan-record.server";
import { loadPlan } from "./plan-scope.server";
import { renderAgain } from "./published-texts.server";

/** Undefined: the viewer may not put any back, or reads no such record. An empty list says that there is none. */
export function findSensitiveLines(viewer: StaffViewer, personId: string): Promise<SensitiveLine[] | undefined> {
  return asViewer(viewer, "read", async (db) => {
    const person = await openFor(db, viewer, personId);
    return person ? loadLines(db, person, londonDate(viewer.requestedAt)) : undefined;
  });
}

async function openFor(db: Db, viewer: StaffViewer, personId: string): Promise<string | undefined> {
  if (!seesRestricted(viewer)) return undefined;
  const person = await openPerson(db, viewer, personId, "read sensitive lines for plan");
  const opens =
    person && (["plan versions", "problems", "medicines", "results"] as const).every((part) => person.parts.has(part));
  return person && opens ? person.personId : undefined;
}

async function loadLines(db: Db, personId: string, today: CalendarDate): Promise<SensitiveLine[]> {
  const back = await db.sensitiveLineShown.findMany({ where: { personId, takenBackAt: null } });
  return (await readSensitiveLines(db, personId, today)).map((line) => {
    const row = back.find(({ kind, codeId }) => kind === line.kind && codeId === line.codeId);
    return {
      ...line,
      ...(row && { back: { id: row.id, reason: row.reason, byName: row.byName, byRole: row.byRole, at: row.at } }),
    };
  });
}

type Command = { personId: string; key: string; render: RenderTexts; at: Date };

/** Not found: no such line, back already, or not the viewer's. */
export function putBackLine(
  viewer: StaffViewer,
  { kind, codeId, reason, ...command }: Command & { kind: string; codeId: number; reason: string },
) {
  return inPlan(viewer, "put sensitive line into plan", command, async (db, personId) => {
    const lines = await loadLines(db, personId, londonDate(command.at));
    if (!lines.some((one) => one.kind === kind && one.codeId === codeId && !one.back)) return false;
    const by = { by: viewer.accountId, byName: viewer.name, byRole: ROLES[viewer.role].label };
    await db.sensitiveLineShown.create({
      data: { personId, id: newId(command.at), kind, codeId, reason, at: command.at, ...by },
    });
    return true;
  });
}

export function leaveOutLine(viewer: StaffViewer, { id, ...command }: Command & { id: string }) {
  return inPlan(viewer, "leave sensitive line out of plan", command, async (db, personId) => {
    const { count } = await db.sensitiveLineShown.updateMany({
      where: { personId, id, takenBackAt: null },
      data: { takenBackAt: command.at, takenBackBy: viewer.accountId, takenBackByName: viewer.name },
    });
    return count > 0;
  });
}

function inPlan(
  viewer: StaffViewer,
  did: string,
  { personId: asked, key, render, at }: Command,
  work: (db: Db, personId: string) => Promise<boolean>,
): Promise<{ ok: boolean }> {
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, did, key, async () => {
      const personId = await openFor(db, viewer, asked);
      if (!personId) return { ok: false };
      // One after another: two presses at once put a line back once.
      await loadPlan(db, personId, true);
      const ok = await work(db, personId);
      await recordAccess(db, viewer, { personId, did, outcome: ok ? "allowed" : "refused" });
      if (!ok) return { ok };
      await renderAgain(db, personId, render, at);
      await markChanged(db, personId, did);
      return { ok };
    }),
  );
}

export type LineEvent = { id: string; kind: string; at: Date; byName: string; reason: string | null; version: number };

/** For the history, newest first, for those who may put lines back; nobody else is told that there are any. */
export async function sensitiveLineEvents(db: Db, viewer: StaffViewer, personId: string): Promise<LineEvent[]> {
  if (!seesRestricted(viewer)) return [];
  const rows = await db.$queryRaw<LineEvent[]>`
    select e.*, (select coalesce(max(version), 0)::int from plan_version v
      where v.person_id = ${personId}::uuid and v.published_at <= e.at) as version
    from (
      select id::text as id, 'given a sensitive line of the record' as kind, at, by_name as "byName", reason
      from sensitive_line_shown where person_id = ${personId}::uuid
      union all
      select id::text || ' back', 'left without a sensitive line of the record again', taken_back_at, taken_back_by_name, null
      from sensitive_line_shown where person_id = ${personId}::uuid and taken_back_at is not null) e
    order by at desc`;
  return rows;
}
