/** Harm watch of one group: everybody it ever listed, whoever may see them; only counts leave this file. */
import { londonDate } from "../domain/dates";
import { type Listing, shownWatch, type WatchedPerson, watchHarm } from "../domain/harm-watch";
import { proposalSetting } from "../domain/mdg-proposal-settings";
import { calendarDateOf } from "../domain/person";
import type { StaffViewer } from "../domain/viewer";
import { notTheirs, recordAccess } from "./access-records.server";
import { asViewer, type Db } from "./database.server";
import { emergencyContacts, proposalSettings } from "./mdg-lists.server";
import { findMdg } from "./mdgs.server";
import { systemViewer } from "./system-viewer.server";

/** Undefined for who is neither in the group nor runs it for the organisation. */
export async function findHarmWatch(viewer: StaffViewer, mdgId: string) {
  const mdg = await asViewer(viewer, "read", async (db) => {
    const found = await findMdg(db, viewer, mdgId);
    if (!found) return notTheirs(db, viewer, "watch harm");
    await recordAccess(db, viewer, { did: "watch harm", detail: { mdg: mdgId } });
    const settings = await proposalSettings(db);
    return { id: found.id, name: found.name, windowMonths: proposalSetting(settings, "harm-watch.window-months") };
  });
  if (!mdg) return undefined;
  const asOf = londonDate(viewer.requestedAt);
  return asViewer(systemViewer("aggregates", "harm watch"), "read", async (db) => {
    const listings = await listingsOf(db, mdgId);
    const people = await peopleOf(db, [...new Set(listings.map(({ personId }) => personId))]);
    const { windowMonths } = mdg;
    const since = listings.map(({ on }) => on).sort()[0];
    return { mdg, asOf, since, watch: shownWatch(watchHarm(listings, people, { asOf, windowMonths })) };
  });
}

async function listingsOf(db: Db, mdgId: string): Promise<Listing[]> {
  const rows = await db.mdgListing.findMany({
    where: { mdgId },
    select: { personId: true, proposalId: true, at: true, route: true, segment: true, need: true },
  });
  return rows.map(({ at, ...row }) => ({ ...row, on: londonDate(at) }));
}

type Row = { personId: string; registeredOn: Date | null; diedOn: Date | null; leftOn: Date | null; contacts: Date[] };

/** Who died on a day that nobody recorded is left out of the counts. */
async function peopleOf(db: Db, personIds: string[]): Promise<WatchedPerson[]> {
  const rows = await db.$queryRaw<Row[]>`
    select p.id as "personId", p.registered_at as "registeredOn", p.died_on as "diedOn",
      (select case when count(*) filter (where r.ends_at is null) = 0 then max(r.ends_at) end::date from relationship r
        where r.person_id = p.id and r.source = 'registered_practice') as "leftOn",
      coalesce((select array_agg(distinct_day order by distinct_day) from (
        select distinct c.kind, (c.at at time zone 'Europe/London')::date as distinct_day from (${emergencyContacts}) c
        where c.person_id = p.id) days), '{}') as contacts
    from person p where p.id = any (${personIds}::uuid[]) and (not p.deceased or p.died_on is not null)`;
  return rows.map(({ personId, registeredOn, diedOn, leftOn, contacts }) => ({
    personId,
    knownFrom: calendarDateOf(registeredOn),
    until: [calendarDateOf(diedOn), calendarDateOf(leftOn)].flatMap((day) => day ?? []).sort()[0],
    contacts: contacts.map((day) => calendarDateOf(day)!),
  }));
}
