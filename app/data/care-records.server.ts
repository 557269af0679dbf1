/** Care recorded as done, with its value, or excused: by whoever may add to the record of a person in their care. */
import { isProcess, processOf } from "../domain/care-protocols/all";
import { type NewEntry, readCareRecord, readExcuse, type Typed, waysToRecord } from "../domain/care-record";
import { londonDate } from "../domain/dates";
import { may } from "../domain/permissions";
import { calendarDateOf } from "../domain/person";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { notTheirs, recordAccess } from "./access-records.server";
import { answerNow, careDueOf } from "./answers.server";
import { markChanged, onceOnly } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { readEvidence } from "./evidence.server";
import { newId } from "./identity.server";
import { type Done, refused } from "./mdgs.server";
import { type OpenPerson, openPerson, readBanner } from "./people.server";

/**
 * One process of one person: where it stands, what is recorded, what can be. Undefined when there is no such process,
 * or the person's care due is not the viewer's business. `line` is absent where the process is not for this person.
 */
export function findCareProcess(viewer: StaffViewer, personId: string, processId: string) {
  return asViewer(viewer, "read", async (db) => {
    if (!isProcess(processId)) return undefined;
    const person = await openPerson(db, viewer, personId, "read care process");
    if (!person?.parts.has("care due")) return undefined;
    const asOf = londonDate(viewer.requestedAt);
    const now = await answerNow(db, person.personId, asOf);
    const { protocol, process } = processOf(processId);
    const { id, name, sets, action, noExcuse, source } = process;
    return {
      banner: await readBanner(db, viewer, person),
      process: {
        id,
        name,
        what: action.what,
        source,
        noExcuse: noExcuse === true,
        protocol: { id: protocol.id, name: protocol.name },
      },
      line: now && careDueOf(person, now).find((line) => line.process === processId),
      living: now !== undefined,
      asOf,
      ways: waysToRecord(process),
      entries: (await readEvidence(db, person, { asOf, sets })).slice(0, ENTRIES_SHOWN),
      excuses: await readExcuses(db, person.personIds, processId),
    };
  });
}

const ENTRIES_SHOWN = 12;

/** Newest first, those that were withdrawn too. */
async function readExcuses(db: Db, personIds: string[], process: string) {
  const rows = await db.careExcuse.findMany({
    where: { personId: { in: personIds }, process },
    orderBy: { at: "desc" },
    select: {
      id: true,
      kind: true,
      reason: true,
      onDate: true,
      until: true,
      byName: true,
      at: true,
      withdrawnAt: true,
    },
  });
  return rows.map(({ onDate, until, ...row }) => ({
    ...row,
    on: calendarDateOf(onDate)!,
    until: calendarDateOf(until),
  }));
}

// ── Commands ──────────────────────────────────────────────────────────────────────────────────────────────

type CareCommand = { personId: string; process: string; typed: Typed; key: string };
export type CareDone = Done<object>;
type Asked = { person: OpenPerson; life: { bornOn: string | undefined; asOf: string } };

/** Writes one entry (of a blood pressure two) with the process's code. Undefined: not the viewer's business. */
export function recordCare(viewer: StaffViewer, command: CareCommand): Promise<CareDone | undefined> {
  return change(viewer, command, "record care", async (db, { person, life }) => {
    const read = readCareRecord(command.typed, waysToRecord(processOf(command.process).process), life);
    if (!read.ok) return read;
    for (const entry of read.entries) await saveEntry(db, viewer, person.personId, entry, read.on);
    return { ok: true };
  });
}

/** Why it is not done. It lapses on its day, or after the protocols' usual time. */
export function excuseCare(viewer: StaffViewer, command: CareCommand): Promise<CareDone | undefined> {
  return change(viewer, command, "excuse care", async (db, { person, life }) => {
    if (processOf(command.process).process.noExcuse) return refused("kind", "Nothing excuses this care");
    const read = readExcuse(command.typed, life);
    if (!read.ok) return read;
    await db.careExcuse.create({
      data: {
        personId: person.personId,
        id: newId(viewer.requestedAt),
        process: command.process,
        kind: read.kind,
        reason: read.reason,
        onDate: new Date(read.on),
        until: read.until ? new Date(read.until) : null,
        accountId: viewer.accountId,
        byName: viewer.name,
        at: viewer.requestedAt,
      },
    });
    return { ok: true };
  });
}

/** The excuse stays in the history, and no longer counts. `typed.excuse` is its id. */
export function withdrawExcuse(viewer: StaffViewer, command: CareCommand): Promise<CareDone | undefined> {
  return change(viewer, command, "withdraw excuse", async (db, { person }) => {
    const id = command.typed.excuse ?? "";
    const { count } = isUuid(id)
      ? await db.careExcuse.updateMany({
          where: { personId: { in: person.personIds }, id, process: command.process, withdrawnAt: null },
          data: { withdrawnAt: viewer.requestedAt },
        })
      : { count: 0 };
    return count ? { ok: true } : refused("excuse", "This excuse was withdrawn already: nothing was changed");
  });
}

/**
 * Hides an entry that was recorded here by mistake; it stays in the database, for audit. `typed.entry` is its id. What
 * another system sent is put right there.
 */
export function removeMistake(viewer: StaffViewer, command: CareCommand): Promise<CareDone | undefined> {
  return change(viewer, command, "mark care as entered in error", async (db, { person }) => {
    const id = command.typed.entry ?? "";
    const { sets } = processOf(command.process).process;
    const removed = isUuid(id)
      ? await db.$executeRaw`
          update entry e set removed_at = ${viewer.requestedAt} from code_feature f
          where f.code_id = e.code_id and f.sets && ${[...sets]}::text[] and e.person_id = any (${person.personIds}::uuid[])
            and e.id = ${id}::uuid and e.recorded_here and e.removed_at is null`
      : 0;
    return removed ? { ok: true } : refused("entry", "This entry was not recorded here, or is gone already");
  });
}

/** Once only, recorded, and the person waits for new scores. */
function change(
  viewer: StaffViewer,
  { personId, process, key }: CareCommand,
  did: string,
  work: (db: Db, asked: Asked) => Promise<CareDone>,
): Promise<CareDone | undefined> {
  return asViewer(viewer, "command", async (db) => {
    const person =
      isProcess(process) && may(viewer, "add to record")
        ? await openPerson(db, viewer, personId, "read care process")
        : undefined;
    if (!person?.parts.has("care due")) return notTheirs(db, viewer, did, isUuid(personId) ? personId : undefined);
    const row = await db.person.findUniqueOrThrow({ where: { id: person.personId } });
    const life = { bornOn: calendarDateOf(row.bornOn), asOf: londonDate(viewer.requestedAt) };
    return onceOnly(db, viewer, did, key, async () => {
      if (row.deceased) return refused("person", "The record says that this person has died: no care is due any more");
      const outcome = await work(db, { person, life });
      if (outcome.ok) {
        await recordAccess(db, viewer, { did, personId: person.personId });
        await markChanged(db, person.personId, did);
      }
      return outcome;
    });
  });
}

async function saveEntry(db: Db, viewer: StaffViewer, personId: string, entry: NewEntry, on: string): Promise<void> {
  const codeId = await codeIdOf(db, entry);
  const { value = null, unit = null, receivedValue = null, receivedUnit = null } = entry;
  await db.$executeRaw`
    insert into entry (person_id, id, kind, code_id, on_date, status, value, unit, received_value, received_unit, source,
      recorded_here, recorded_by)
    values (${personId}::uuid, ${newId(viewer.requestedAt)}::uuid, ${entry.kind}, ${codeId},
      ${on}::date::timestamp at time zone 'Europe/London', 'active', ${value}, ${unit}, ${receivedValue}, ${receivedUnit}, 'confer',
      true, ${viewer.accountId}::uuid)`;
}

/** The code's row, made if this is the first entry of it, with the sets that it is in, so that it counts at once. */
async function codeIdOf(db: Db, { system, code, display }: NewEntry): Promise<number> {
  await db.$executeRaw`
    insert into code (system, code, display) values (${system}, ${code}, ${display}) on conflict do nothing`;
  const { id } = await db.code.findUniqueOrThrow({ where: { system_code: { system, code } } });
  await db.$executeRaw`
    insert into code_feature (code_id, sets)
    select ${id}, array_agg(distinct s.id) from code_set s
    join code_set_member m on m.code_set_id = s.id and m.version = s.version
    where s.active and m.system = ${system} and m.code = ${code} having count(*) > 0
    on conflict do nothing`;
  return id;
}
