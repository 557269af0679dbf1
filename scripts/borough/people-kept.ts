/** The borough's people as the database holds them: ids by source id, and whom to ring. */
import { asViewer } from "../../app/data/database.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import type { Ringable } from "./plan-content";

export const SOURCE = "borough";

const viewer = () => systemViewer("borough", "make the living service of the demo borough");

/** Organisation ids by ODS code. */
export function organisationIds(): Promise<Map<string, string>> {
  return asViewer(viewer(), "read", async (db) => {
    const rows = await db.organisation.findMany({ select: { id: true, odsCode: true } });
    return new Map(rows.map(({ id, odsCode }) => [odsCode, id]));
  });
}

export type KeptPerson = {
  id: string;
  practiceId: string | null;
  language: string | null;
  ring: Ringable[];
  /** A live or earlier plan is there already. */
  planned: boolean;
};

/** By source id; people who are not there are left out. */
export async function keptPeople(sourceIds: readonly string[]): Promise<Map<string, KeptPerson>> {
  const kept = new Map<string, KeptPerson>();
  const step = 500;
  for (let from = 0; from < sourceIds.length; from += step) {
    await asViewer(viewer(), "batch", async (db) => {
      const rows = await db.person.findMany({
        where: { source: SOURCE, sourceId: { in: sourceIds.slice(from, from + step) as string[] } },
        select: {
          id: true,
          sourceId: true,
          practiceId: true,
          language: true,
          ring: { where: { removedAt: null }, orderBy: { id: "asc" } },
          phones: { orderBy: { id: "asc" } },
        },
      });
      const planned = await db.plan.findMany({
        where: { personId: { in: rows.map(({ id }) => id) }, currentVersion: { gt: 0 } },
        select: { personId: true },
      });
      const have = new Set(planned.map(({ personId }) => personId));
      for (const { sourceId, ring, phones, ...person } of rows) {
        const ringable = ring.flatMap(({ id, name, relation, isCarer }) => {
          const phone = phones.find(({ ringId }) => ringId === id)?.value;
          return phone ? [{ name, relation: relation ?? "Next of kin", phone, carer: isCarer }] : [];
        });
        kept.set(sourceId, { ...person, ring: ringable, planned: have.has(person.id) });
      }
    });
  }
  return kept;
}
