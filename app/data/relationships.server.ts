/** Why somebody may see a person: rows written in the transaction that causes them. */
import type { RelationshipSource } from "../domain/permissions";
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
  if (viewer.ownPersonId === personId) return [];
  const rows = await db.relationship.findMany({
    where: {
      personId,
      holderId: { in: [...viewer.holders] },
      startsAt: { lte: viewer.requestedAt },
      OR: [{ endsAt: null }, { endsAt: { gt: viewer.requestedAt } }],
    },
    select: { source: true },
    distinct: ["source"],
  });
  return rows.map(({ source }) => source as RelationshipSource);
}
