/**
 * The person's side: taking up an invitation, signing in again, and what their own pages hold. Before anybody is known
 * only the functions of the database that answer by id and hash are asked.
 */
import type { Opening } from "../domain/openings";
import type { AccessKind, Grant, PersonTopic } from "../domain/person-access";
import type { PersonViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { asNobody, asSystemWithin, asViewer, type Db } from "./database.server";
import { otherLivePlans } from "./linked-records.server";
import { restrictionOf } from "./relationships.server";

/** An invitation that still stands: its code's hash, and the date of birth that is asked besides. */
export type OpenInvitation = { id: string; personId: string; name: string; codeHash: string; bornOn: string | null };

export function findInvitation(id: string): Promise<OpenInvitation | undefined> {
  return asNobody(async (db) => {
    const [row] = await db.$queryRaw<OpenInvitation[]>`
      select i.id, i.person_id as "personId", i.name, i.code_hash as "codeHash", to_char(confer_born_on(i.person_id), 'YYYY-MM-DD') as "bornOn"
      from confer_invitation(${id}::uuid) i`;
    return row;
  });
}

/** Counts a try, right or wrong, before the code is compared: stopping half-way gives no try back. */
export const countInvitationTry = (id: string): Promise<void> =>
  asNobody(async (db) => {
    await db.$executeRaw`select confer_try_invitation(${id}::uuid)`;
  });

/**
 * The invitation that still stands with this number, its try counted in the same statement: what is claimed at once is
 * counted one by one.
 */
export function claimInvitationOf(number: string): Promise<{ id: string; codeHash: string } | undefined> {
  return asNobody(async (db) => {
    const [row] = await db.$queryRaw<{ id: string; codeHash: string }[]>`
      select id, code_hash as "codeHash" from confer_claim_invitation(${number})`;
    return row;
  });
}

/** Gives back the try of a right code. */
export const recordRightInvitation = (id: string): Promise<void> =>
  asNobody(async (db) => {
    await db.$executeRaw`select confer_right_invitation(${id}::uuid)`;
  });

/** The access that came of the invitation with this number. */
export function findAccessOf(number: string): Promise<string | undefined> {
  return asNobody(async (db) => {
    const [row] = await db.$queryRaw<{ id: string | null }[]>`select confer_access_of_number(${number}) as id`;
    return row?.id ?? undefined;
  });
}

/** Whose pages they now are; undefined when somebody else took it up meanwhile. The access has the invitation's id. */
export function takeInvitation(id: string, secretHash: string, at: Date): Promise<string | undefined> {
  return asNobody(async (db) => {
    const [row] = await db.$queryRaw<{ person: string | null }[]>`
      select confer_take_invitation(${id}::uuid, ${id}::uuid, ${secretHash}, ${at}) as person`;
    return row?.person ?? undefined;
  });
}

export type FoundAccess = {
  id: string;
  personId: string;
  kind: AccessKind;
  name: string;
  relation: string;
  grants: Grant[];
  secretHash: string;
};

/** An access that was not ended, of a living person whose record is not sealed. */
export function findPersonAccess(id: string): Promise<FoundAccess | undefined> {
  return asNobody(async (db) => {
    const [row] = await db.$queryRaw<FoundAccess[]>`
      select a.id, a.person_id as "personId", a.kind, a.name, a.relation, a.grants, a.secret_hash as "secretHash"
      from confer_person_access(${id}::uuid) a where confer_born_on(a.person_id) is not null`;
    return row;
  });
}

/** Counts a try before it is compared; false while the pages are closed after too many. */
export const claimAccessTry = (id: string, at: Date): Promise<boolean> =>
  asNobody(async (db) => {
    const [row] = await db.$queryRaw<[{ open: boolean }]>`select confer_try_person_access(${id}::uuid, ${at}) as open`;
    return row.open;
  });

export const recordRightTry = (id: string): Promise<void> =>
  asNobody(async (db) => {
    await db.$executeRaw`select confer_right_person_access(${id}::uuid)`;
  });

export const savePersonSession = (session: { hash: string; personId: string; accessId: string; expiresAt: Date }) =>
  asNobody((db) => db.personSession.create({ data: session }));

export const findPersonSession = (hash: string, at: Date) =>
  asNobody((db) => db.personSession.findFirst({ where: { hash, expiresAt: { gt: at } } }));

export const endPersonSession = (hash: string) => asNobody((db) => db.personSession.deleteMany({ where: { hash } }));

export type OwnWords = {
  id: string;
  about: PersonTopic;
  words: string;
  byName: string;
  at: Date;
  answer: string | null;
  answered: string | null;
  answeredAt: Date | null;
  answeredByName: string | null;
};

/** The text made for the person, and what was written and answered. `plan` is absent when it was not granted or none stands. */
export function readOwnPages(viewer: PersonViewer) {
  return asViewer(viewer, "read", async (db) => {
    const { personId } = viewer;
    const text = viewer.grants.includes("plan")
      ? await db.publishedText.findUnique({ where: { personId_audience: { personId, audience: "person" } } })
      : null;
    // The person reads all that was written; others what they wrote themselves: words may be about them.
    const whose = viewer.as === "self" ? {} : { accessId: viewer.accessId };
    const own = await db.personWords.findMany({ where: { personId, ...whose }, orderBy: { at: "desc" }, take: 50 });
    const others = viewer.as === "self" ? await othersWithAccess(db, viewer) : [];
    await recordAccess(db, viewer, { personId, did: "read own plan" });
    return {
      plan: text
        ? {
            text: text.text,
            version: text.version,
            at: text.publishedAt,
            withdrawn: text.status === "withdrawn",
          }
        : undefined,
      /** A live plan stands under another record of the person: whoever looks after it hands it out, or brings it here. */
      otherPlan: viewer.grants.includes("plan") && (await tellsOtherPlan(db, personId)),
      words: own.map(({ id, about, words: said, byName, at, answer, answered, answeredAt, answeredByName }) => ({
        ...{ id, words: said, byName, at, answer, answered, answeredAt, answeredByName },
        about: about as PersonTopic,
      })),
      others,
    };
  });
}

/** Of a person one of whose records is restricted nothing is told: also not that there is another. */
async function tellsOtherPlan(db: Db, personId: string): Promise<boolean> {
  const restriction = await asSystemWithin(db, "maintenance", () => restrictionOf(db, personId));
  return restriction === null && (await otherLivePlans(db, personId)).length > 0;
}

/** Who else has pages of this plan, for the person. */
async function othersWithAccess(db: Db, { personId, accessId }: PersonViewer) {
  const rows = await db.personAccess.findMany({
    where: { personId, endedAt: null, id: { not: accessId } },
    select: { id: true, kind: true, name: true, relation: true, since: true },
    orderBy: { since: "asc" },
  });
  return rows.map((row) => ({ ...row, kind: row.kind as AccessKind }));
}

/** Keeps what was written; staff answer it. The same id again is the same words. */
export function writeOwnWords(
  viewer: PersonViewer,
  { id, about, words, at }: { id: string; about: PersonTopic; words: string; at: Date },
) {
  return asViewer(viewer, "command", async (db) => {
    const { personId, accessId, name: byName, as: byKind } = viewer;
    await db.personWords.createMany({
      data: [{ personId, id, about, words, byName, byKind, accessId, at }],
      skipDuplicates: true,
    });
    await recordAccess(db, viewer, { personId, did: "write own words", detail: { about } });
  });
}

/** Which organisations opened the record, in which role and what for, each once a day with its last time; newest first. */
export function readOpenings(viewer: PersonViewer, since: Date): Promise<Opening[]> {
  return asViewer(viewer, "read", async (db) => {
    await recordAccess(db, viewer, { personId: viewer.personId, did: "read who opened" });
    return db.$queryRaw<Opening[]>`select at, organisation, role, did from confer_who_opened(${since})`;
  });
}
