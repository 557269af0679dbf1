/** Whose pages they are, as a proxy or a carer reads it: the name that stands on their letter, and nothing more. */
import { nameAt, nameInSentence } from "../domain/person";
import type { PersonViewer } from "../domain/viewer";
import { asSystemWithin, asViewer } from "./database.server";

/**
 * "Mrs Adaeze OBI", by the name in use on that day, never a former one; "the person" when none is known. Read as the
 * system, since whoever has pages reads no row of the record; what they read is recorded by readOwnPages.
 */
export const readNameOfPages = (viewer: PersonViewer): Promise<string> =>
  asViewer(viewer, "read", (db) =>
    asSystemWithin(db, "maintenance", async () => {
      const names = await db.personName.findMany({ where: { personId: viewer.personId } });
      const name = nameAt(names, viewer.requestedAt);
      return name ? nameInSentence(name) : "the person";
    }),
  );
