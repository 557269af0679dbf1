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
import { asSystemWithin, asViewer, type Db } from "./database.server";
import { newId } from "./identity.server";
import { linkedRecords } from "./linked-records.server";
import { type OpenPerson, openPerson } from "./people.server";
import { readSensitiveLines } from "./plan-record.server";
import { loadPlan } from "./plan-scope.server";
import { renderAgain } from "./published-texts.server";

/** Undefined: the viewer may not put any back, or reads no such record. An empty list says that there is none. */
export function findSensitiveLines(viewer: StaffViewer, personId: string): Promise<SensitiveLine[] | undefined> {
  return asViewer(viewer, "read", async (db) => {
    const person = await openFor(db, viewer, personId);
    return person ? loadLines(db, person.personIds, londonDate(viewer.requestedAt)) : undefined;
  });
}

async function openFor(db: Db, viewer: StaffViewer, personId: string): Promise<OpenPerson | undefined> {
  if (!seesRestricted(viewer)) return undefined;
  const person = await openPerson(db, viewer, personId, "read sensitive lines for plan");
  const opens =
    person && (["plan versions", "problems", "medicines", "results"] as const).every((part) => person.parts.has(part));
  return person && opens ? person : undefined;
}

/** Every plan of the person honours what was put back under any of the records, so all of it is shown, to be left out again. */
async function loadLines(db: Db, personIds: readonly string[], today: CalendarDate): Promise<SensitiveLine[]> {
  const back = await putBackUnder(db, personIds);
  return (await readSensitiveLines(db, personIds[0]!, today)).map((line) => {
    const row = back.find(({ kind, codeId }) => kind === line.kind && codeId === line.codeId);
    return {
      ...line,
      ...(row && { back: { id: row.id, reason: row.reason, byName: row.byName, byRole: row.byRole, at: row.at } }),
    };
  });
}

/** Also under records that the viewer does not reach: it is one person, who is open to them. */
const putBackUnder = (db: Db, personIds: readonly string[]) =>
  asSystemWithin(db, "maintenance", () =>
    db.sensitiveLineShown.findMany({
      where: { personId: { in: [...personIds] }, takenBackAt: null },
      orderBy: [{ at: "asc" }, { id: "asc" }],
    }),
  );

type Command = { personId: string; key: string; render: RenderTexts; at: Date };

/** Not found: no such line, back already, or not the viewer's. */
export function putBackLine(
  viewer: StaffViewer,
  { kind, codeId, reason, ...command }: Command & { kind: string; codeId: number; reason: string },
) {
  return inPlan(viewer, "put sensitive line into plan", command, async (db, { personId, personIds }) => {
    const lines = await loadLines(db, personIds, londonDate(command.at));
    if (!lines.some((one) => one.kind === kind && one.codeId === codeId && !one.back)) return false;
    const by = { by: viewer.accountId, byName: viewer.name, byRole: ROLES[viewer.role].label };
    await db.sensitiveLineShown.create({
      data: { personId, id: newId(command.at), kind, codeId, reason, at: command.at, ...by },
    });
    return true;
  });
}

export function leaveOutLine(viewer: StaffViewer, { id, ...command }: Command & { id: string }) {
  return inPlan(viewer, "leave sensitive line out of plan", command, async (db, { personIds }) => {
    const back = await putBackUnder(db, personIds);
    const asked = back.find((one) => one.id === id);
    if (!asked) return false;
    // The same line may have been put back under two records before they were merged.
    const same = back.filter(({ kind, codeId }) => kind === asked.kind && codeId === asked.codeId);
    const { count } = await asSystemWithin(db, "maintenance", () =>
      db.sensitiveLineShown.updateMany({
        where: { personId: { in: personIds }, id: { in: same.map((one) => one.id) }, takenBackAt: null },
        data: { takenBackAt: command.at, takenBackBy: viewer.accountId, takenBackByName: viewer.name },
      }),
    );
    return count > 0;
  });
}

function inPlan(
  viewer: StaffViewer,
  did: string,
  { personId: asked, key, render, at }: Command,
  work: (db: Db, person: OpenPerson) => Promise<boolean>,
): Promise<{ ok: boolean }> {
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, did, key, async () => {
      const person = await openFor(db, viewer, asked);
      if (!person) return { ok: false };
      const { personId, personIds } = person;
      // One after another: two presses at once put a line back once.
      await loadPlan(db, personId, true);
      const ok = await work(db, person);
      await recordAccess(db, viewer, { personId, did, outcome: ok ? "allowed" : "refused" });
      if (!ok) return { ok };
      // Whichever of the records holds a plan; in one order, so that two at once do not wait for each other.
      for (const id of [...personIds].sort()) await renderAgain(db, id, render, at);
      await markChanged(db, personId, did);
      return { ok };
    }),
  );
}

export type LineEvent = { id: string; kind: string; at: Date; byName: string; reason: string | null; version: number };

/** For the history, newest first, for those who may put lines back; nobody else is told that there are any. */
export async function sensitiveLineEvents(db: Db, viewer: StaffViewer, personId: string): Promise<LineEvent[]> {
  if (!seesRestricted(viewer)) return [];
  const records = await linkedRecords(db, personId);
  const rows = await db.$queryRaw<LineEvent[]>`
    select e.*, (select coalesce(max(version), 0)::int from plan_version v
      where v.person_id = ${personId}::uuid and v.published_at <= e.at) as version
    from (
      select id::text as id, 'given a sensitive line of the record' as kind, at, by_name as "byName", reason
      from sensitive_line_shown where person_id = any (${records}::uuid[])
      union all
      select id::text || ' back', 'left without a sensitive line of the record again', taken_back_at, taken_back_by_name, null
      from sensitive_line_shown where person_id = any (${records}::uuid[]) and taken_back_at is not null) e
    order by at desc`;
  return rows;
}
