/** What lists call a person. Row-level security decides whose names come back; the others are simply not there. */
import { calendarDateOf, familyFirst, nameAt, sourcesLeft } from "../domain/person";
import type { Viewer } from "../domain/viewer";
import type { Db } from "./database.server";
import { relationshipsWithEach } from "./relationships.server";

export type NamedPerson = {
  id: string;
  /** "OBI, Adaeze". */
  name: string;
  bornOn: string | undefined;
  diedOn: string | undefined;
  nhsNumber: string | null;
  restriction: string | null;
};

/** Person id → name, for those whom the viewer stands in a relationship with; "Restricted record" where that ended it. */
export async function namesOf(
  db: Db,
  viewer: Viewer,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, NamedPerson>> {
  const people = await db.person.findMany({
    where: { id: { in: personIds.filter((id) => !isOwnRecord(viewer, id)) } },
    select: { id: true, bornOn: true, diedOn: true, nhsNumber: true, restriction: true, names: true },
  });
  const kept = await keptFrom(db, viewer, people);
  return new Map(
    people.map(({ names, bornOn, diedOn, ...person }) => {
      if (kept.has(person.id)) return [person.id, nameless(person)];
      const name = nameAt(names, viewer.requestedAt);
      return [
        person.id,
        {
          ...person,
          name: name ? familyFirst(name) : "Name not known",
          bornOn: calendarDateOf(bornOn),
          diedOn: calendarDateOf(diedOn),
        },
      ];
    }),
  );
}

/** Dissented or sealed, and no relationship of the viewer's survives that: the work is there, the name is not. */
async function keptFrom(db: Db, viewer: Viewer, people: readonly { id: string; restriction: string | null }[]) {
  const restricted = people.filter(({ restriction }) => restriction !== null);
  if (viewer.kind !== "staff" || !restricted.length) return new Set<string>();
  const ids = restricted.map(({ id }) => id);
  const sources = await relationshipsWithEach(db, viewer, ids);
  const hidden = restricted.filter(({ id, restriction }) => !sourcesLeft(sources.get(id) ?? [], restriction).length);
  return new Set(hidden.map(({ id }) => id));
}

const nameless = ({ id, restriction }: { id: string; restriction: string | null }): NamedPerson => ({
  ...{ id, restriction, name: "Restricted record" },
  ...{ bornOn: undefined, diedOn: undefined, nhsNumber: null },
});

/** A member of staff's own record is refused by staff sign-in (safety rule 15). */
export const isOwnRecord = (viewer: Viewer, personId: string): boolean =>
  viewer.kind === "staff" && viewer.ownPersonId === personId;
