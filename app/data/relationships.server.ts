/** Why somebody may see a person: rows written in the transaction that causes them. */
import type { RelationshipSource } from "../domain/permissions";
import { strictest } from "../domain/person";
import type { StaffViewer } from "../domain/viewer";
import type { Db } from "./database.server";

export type NewRelationship = {
  personId: string;
  holderKind: "organisation" | "account" | "mdg";
  holderId: string;
  source: RelationshipSource;
  /** What caused it: an id of the meeting, action, contact, … */
  sourceId: string;
  from: Date;
  until?: Date;
};

/** Opens a relationship, or opens it again. The maker must stand in one already, or be a job. */
export async function openRelationship(db: Db, relationship: NewRelationship): Promise<void> {
  const { personId, holderKind, holderId, source, sourceId, from, until } = relationship;
  await db.$executeRaw`
    insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at, ends_at)
    values (${personId}::uuid, ${holderKind}, ${holderId}::uuid, ${source}, ${sourceId}, ${from}, ${until ?? null})
    on conflict (person_id, holder_id, source, source_id) do update set ends_at = excluded.ends_at`;
}

/** Sources of the viewer's relationships with this person that hold now; empty means: not the viewer's business. */
export async function relationshipsWith(db: Db, viewer: StaffViewer, personId: string): Promise<RelationshipSource[]> {
  return (await relationshipsWithEach(db, viewer, [personId])).get(personId) ?? [];
}

/** The same of many; who is not in the map is not the viewer's business. */
export async function relationshipsWithEach(db: Db, viewer: StaffViewer, personIds: readonly string[]) {
  const rows = await db.relationship.findMany({
    where: {
      personId: { in: personIds.filter((id) => id !== viewer.ownPersonId) },
      holderId: { in: [...viewer.holders] },
      startsAt: { lte: viewer.requestedAt },
      OR: [{ endsAt: null }, { endsAt: { gt: viewer.requestedAt } }],
    },
    select: { personId: true, source: true },
    distinct: ["personId", "source"],
  });
  const sources = new Map<string, RelationshipSource[]>();
  for (const { personId, source } of rows)
    sources.set(personId, [...(sources.get(personId) ?? []), source as RelationshipSource]);
  return sources;
}

/**
 * The strictest restriction of all rows that stand for this person, also of those that the viewer's relationships do
 * not reach: a merge lifts no seal. Null for who is not the viewer's business.
 */
export async function restrictionOf(db: Db, personId: string): Promise<string | null> {
  const [row] = await db.$queryRaw<[{ all: string[] }]>`select restrictions_of(${personId}::uuid) as all`;
  return strictest(row.all);
}
