/** What lists call a person. Row-level security decides whose names come back; the others are simply not there. */
import { calendarDateOf, familyFirst, nameAt } from "../domain/person";
import type { Viewer } from "../domain/viewer";
import type { Db } from "./database.server";

export type NamedPerson = {
  id: string;
  /** "OBI, Adaeze". */
  name: string;
  bornOn: string | undefined;
  diedOn: string | undefined;
  nhsNumber: string | null;
  restriction: string | null;
};

/** Person id → name, for those whom the viewer stands in a relationship with. */
export async function namesOf(
  db: Db,
  viewer: Viewer,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, NamedPerson>> {
  const people = await db.person.findMany({
    where: { id: { in: personIds.filter((id) => !isOwnRecord(viewer, id)) } },
    select: { id: true, bornOn: true, diedOn: true, nhsNumber: true, restriction: true, names: true },
  });
  return new Map(
    people.map(({ names, bornOn, diedOn, ...person }) => {
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

/** A member of staff's own record is refused by staff sign-in (safety rule 15). */
export const isOwnRecord = (viewer: Viewer, personId: string): boolean =>
  viewer.kind === "staff" && viewer.ownPersonId === personId;
