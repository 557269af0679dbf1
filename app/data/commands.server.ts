/** What every command stands on: done once however often it is sent, and its news posted in the same transaction. */
import type { StaffViewer } from "../domain/viewer";
import type { Db } from "./database.server";
import { newId } from "./identity.server";

/**
 * Does `command` once per account and key (the form's hidden field); the same key again gives the first outcome again.
 * Two at once: the second waits on the first one's row and then reads its outcome.
 */
export async function onceOnly<T>(
  db: Db,
  viewer: StaffViewer,
  command: string,
  key: string,
  work: () => Promise<T>,
): Promise<T> {
  const claimed = await db.$executeRaw`
    insert into idempotency (account_id, key, command, outcome, at)
    values (${viewer.accountId}::uuid, ${key}, ${command}, 'null'::jsonb, ${viewer.requestedAt}) on conflict do nothing`;
  if (claimed === 0) {
    const earlier = await db.idempotency.findUniqueOrThrow({
      where: { accountId_key: { accountId: viewer.accountId, key } },
    });
    if (earlier.command !== command) throw new Error(`The key of this form was already used to ${earlier.command}.`);
    return earlier.outcome as T;
  }
  const outcome = await work();
  if (wasRefused(outcome)) {
    // Nothing was done: the corrected form may come again under the same key.
    await db.idempotency.delete({ where: { accountId_key: { accountId: viewer.accountId, key } } });
    return outcome;
  }
  await db.idempotency.update({
    where: { accountId_key: { accountId: viewer.accountId, key } },
    data: { outcome: JSON.parse(JSON.stringify(outcome ?? null)) },
  });
  return outcome;
}

const wasRefused = (outcome: unknown) =>
  typeof outcome === "object" && outcome !== null && "ok" in outcome && outcome.ok === false;

/** To whom news goes: an organisation, and the one of its staff whom it concerns, where there is one. */
export type Address = { organisationId: string; accountId?: string };
export type News = Address & Readonly<Record<string, string>>;

/** Of an owner or maker of an action: nobody in particular when the organisation as a whole owns it. */
export const addressOf = (whom: { organisationId: string; accountId: string | null }): Address => ({
  organisationId: whom.organisationId,
  ...(whom.accountId && { accountId: whom.accountId }),
});

/** The same of an action's row. */
export const addressOfOwner = (row: { ownerAccountId: string | null; ownerOrganisationId: string }): Address =>
  addressOf({ accountId: row.ownerAccountId, organisationId: row.ownerOrganisationId });

/**
 * Posts news for a job to deliver. Ids only: the outbox carries no clinical content. News without an address would be
 * read by nobody, so it is an error of whoever posts it, and nothing of its command is saved.
 */
export async function postNews(db: Db, topic: string, payload: News, at: Date): Promise<void> {
  if (!payload.organisationId) throw new Error(`News of "${topic}" has no organisation to go to.`);
  const id = newId(at);
  // Many, because one is read back, and news shows to the job alone.
  await db.outbox.createMany({ data: [{ id, at, topic, payload }] });
  await db.$executeRaw`select graphile_worker.add_job('deliver_news', json_build_object('id', ${id}::text), job_key => ${`news:${id}`})`;
}

/**
 * The person's record changed: scores are done again for those in this queue, and what the point of contact sends is
 * rendered again, by jobs that start as soon as this transaction is committed (safety rule 5).
 */
export const markChanged = (db: Db, personId: string, reason: string): Promise<void> =>
  markPeopleChanged(db, [personId], reason);

/**
 * Several people in one go, once in a transaction and last: people in the order of their ids, then the jobs, as an
 * import takes these locks. In any other order the two would wait for each other. Records that merges link with theirs
 * are rendered too: what is known of a person stands on every plan of theirs.
 */
export async function markPeopleChanged(db: Db, personIds: readonly string[], reason: string): Promise<void> {
  if (!personIds.length) return;
  await db.$executeRaw`
    insert into changed_person (person_id, changed_at, reason)
    select id, now(), ${reason} from unnest(${[...personIds]}::uuid[]) id order by id
    on conflict (person_id) do update set changed_at = excluded.changed_at, reason = excluded.reason`;
  await db.$executeRaw`select graphile_worker.add_job('refresh_changed_people', job_key => 'refresh_changed_people')`;
  await db.$executeRaw`
    select graphile_worker.add_job('render_published_texts', json_build_object('personId', id), job_key => 'render:' || id)
    from (select id from confer_linked_records(${[...personIds]}::uuid[]) id order by id) as sorted`;
}
