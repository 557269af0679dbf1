/**
 * One person's record, as much of it as the viewer's role and relationships open. Not found and not the viewer's are
 * the same answer, and both are recorded.
 */
import { z } from "zod";
import { partsSeen, type RecordPart, type RelationshipSource } from "../domain/permissions";
import { calendarDateOf, nameAt, sourcesLeft } from "../domain/person";
import type { Banner, PersonRecord } from "../domain/person-record";
import { readAlerts, readAllergies } from "../domain/record";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { asViewer, type Db } from "./database.server";
import { deathOf, linkedRecords } from "./linked-records.server";
import { readParts } from "./record-parts.server";
import { relationshipsWithEach, restrictionOf } from "./relationships.server";

/** `personIds` are all rows that stand for this person; the first is the one that others were merged into. */
export type OpenPerson = {
  personId: string;
  personIds: string[];
  sources: RelationshipSource[];
  parts: ReadonlySet<RecordPart>;
  /** The strictest of all these rows. */
  restriction: string | null;
};

/** The record page. Undefined when there is no such person for this viewer. */
export function findRecord(viewer: StaffViewer, personId: string): Promise<PersonRecord | undefined> {
  return asViewer(viewer, "read", async (db) => {
    const person = await openPerson(db, viewer, personId, "read record");
    if (!person) return undefined;
    const banner = await readBanner(db, viewer, person);
    const { sources, parts } = person;
    return {
      personId: person.personId,
      sources,
      parts: [...parts],
      banner,
      ...(await readParts(db, viewer, person)),
    };
  });
}

/** The banner alone, for pages about one person that read their own matter. */
export function findBanner(viewer: StaffViewer, personId: string) {
  return asViewer(viewer, "read", async (db) => {
    const person = await openPerson(db, viewer, personId, "read banner");
    return person && readBanner(db, viewer, person);
  });
}

/**
 * Decides what of this person the viewer sees and records the read, or the refusal. Call it before any part is read.
 * Somebody who was merged away is answered as the person that remains.
 */
export async function openPerson(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  did: string,
): Promise<OpenPerson | undefined> {
  if (!z.guid().safeParse(personId).success) return undefined;
  const personIds = await linkedRecords(db, personId);
  const own = viewer.ownPersonId !== null && personIds.includes(viewer.ownPersonId);
  const held = new Set([...(await relationshipsWithEach(db, viewer, personIds)).values()].flat());
  const row = await db.person.findFirst({ where: { id: { in: personIds }, mergedInto: null } });
  const restriction = await restrictionOf(db, personId);
  const sources = own || !row ? [] : sourcesLeft([...held], restriction);
  const parts = partsSeen(viewer, sources);
  if (!row || !parts.has("banner")) {
    await recordAccess(db, viewer, { did, personId, outcome: "refused" });
    return undefined;
  }
  await recordAccess(db, viewer, { did, personId: row.id });
  const others = personIds.filter((id) => id !== row.id);
  return { personId: row.id, personIds: [row.id, ...others], sources, parts, restriction };
}

const ALERT_KINDS = ["problem", "finding"];

export async function readBanner(db: Db, viewer: StaffViewer, open: OpenPerson): Promise<Banner> {
  const { personId, personIds, parts, restriction } = open;
  const at = viewer.requestedAt;
  const person = await db.person.findUniqueOrThrow({
    where: { id: personId },
    include: {
      names: true,
      addresses: { where: { OR: [{ endsAt: null }, { endsAt: { gt: at } }] }, orderBy: { startsAt: "desc" }, take: 1 },
      phones: { where: { ringId: null }, select: { value: true, use: true } },
      practice: { select: { name: true } },
    },
  });
  const { names, addresses, practice, careHomeId } = person;
  const name = nameAt(names, at);
  const death = await deathOf(db, personIds);
  const careHome = careHomeId ? await db.organisation.findUnique({ where: { id: careHomeId } }) : null;
  const coded = await codedEntries(db, personIds, parts.has("problems") ? [...ALERT_KINDS, "allergy"] : ["allergy"]);
  const allergies = coded.filter(({ kind }) => kind === "allergy");
  const circumstances = coded.filter(({ kind }) => kind !== "allergy");
  return {
    personId,
    name: {
      prefix: name?.prefix ?? null,
      given: name?.given ?? "",
      family: name?.family ?? "",
      preferred: name?.preferred ?? null,
    },
    pronouns: person.pronouns,
    bornOn: calendarDateOf(person.bornOn),
    ...death,
    nhsNumber: person.nhsNumber,
    nhsNumberVerified: person.nhsNumberVerified,
    address: addresses[0] ? addressLines(addresses[0]) : [],
    phones: person.phones,
    practice: practice?.name ?? null,
    allergies: parts.has("allergies") ? readAllergies(allergies) : undefined,
    alerts: [...sharing(restriction), ...readAlerts(circumstances, { ...person, careHome: careHome?.name ?? null })],
  };
}

const addressLines = ({ lines, town, postcode }: { lines: string[]; town: string | null; postcode: string | null }) =>
  [...lines, town, postcode].filter((line) => line !== null && line !== "") as string[];

const sharing = (restriction: string | null) =>
  restriction === "dissented" ? ["Does not want the record shared beyond the practice"] : [];

type CodedRow = { kind: string; system: string; code: string; display: string; reaction: string | null };

/** Entries that hold now, of the kinds that a banner reads. */
const codedEntries = (db: Db, personIds: string[], kinds: string[]) => db.$queryRaw<CodedRow[]>`
  select e.kind, c.system, c.code, c.display, coalesce(e.value_text, v.display) as reaction
  from entry e join code c on c.id = e.code_id left join code v on v.id = e.value_code_id
  where e.person_id = any (${personIds}::uuid[]) and e.kind = any (${kinds}) and e.removed_at is null
    and e.end_date is null and coalesce(e.status, 'active') not in ('resolved', 'inactive', 'entered-in-error', 'refuted')
  order by c.display`;
