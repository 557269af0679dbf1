/** Inviting the person, a proxy or a carer to their own pages, ending that again, and answering what they wrote there. */

import { randomInt } from "node:crypto";
import type { RelationshipSource } from "../domain/permissions";
import { nameAt, nameInSentence } from "../domain/person";
import {
  type AccessKind,
  CODE_DAYS,
  type Grant,
  invitationNumberOf,
  isPersonTopic,
  type PersonTopic,
} from "../domain/person-access";
import { readUnit } from "../domain/plan";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { onceOnly } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import type { Prisma } from "./generated/client";
import { newId } from "./identity.server";
import { putEdits } from "./plan-edits.server";
import { readWho } from "./plan-reading.server";
import { findInPlanScope, loadPlan } from "./plan-scope.server";
import { relationshipsWith } from "./relationships.server";

/** Who was invited, who has access, and what was written and waits for an answer. */
export function openPersonPages(viewer: StaffViewer, personId: string) {
  return asViewer(viewer, "read", async (db) => {
    if (!(await findInPlanScope(db, viewer, personId, "plan versions"))) return undefined;
    const open = { personId, usedAt: null, endedAt: null, expiresAt: { gt: viewer.requestedAt } };
    const invitations = await db.invitation.findMany({ where: open, orderBy: { madeAt: "desc" } });
    const numbers = await numbersOf(db, personId);
    const accesses = await db.personAccess.findMany({ where: { personId }, orderBy: { since: "desc" } });
    const newest = { orderBy: { at: "desc" }, take: 100 } as const;
    const words = [
      ...(await db.personWords.findMany({ where: { personId, answered: null }, orderBy: { at: "asc" } })),
      ...(await db.personWords.findMany({ where: { personId, NOT: { answered: null } }, ...newest })),
    ];
    await recordAccess(db, viewer, { personId, did: "read the person's own pages" });
    return {
      who: await readWho(db, personId, viewer.requestedAt),
      invitations: invitations.map(({ id, kind, name, relation, grants, madeAt, madeByName, expiresAt, tries }) => ({
        ...{ id, name, relation, madeAt, madeByName, expiresAt, tries, number: numbers.get(id) },
        kind: kind as AccessKind,
        grants: grants as Grant[],
      })),
      accesses: accesses.map(({ id, kind, name, relation, grants, since, endedAt, endedBecause }) => ({
        ...{ id, name, relation, since, endedAt, endedBecause, number: numbers.get(id) },
        kind: kind as AccessKind,
        grants: grants as Grant[],
      })),
      words: words.flatMap(({ id, about, words: said, byName, at, answered, answeredByName, answer }) =>
        isPersonTopic(about)
          ? [{ id, about: about as PersonTopic, words: said, byName, at, answered, answeredByName, answer }]
          : [],
      ),
    };
  });
}

/** Id of an invitation, and of the access that came of it → its number; none for one that was made before there were numbers. */
async function numbersOf(db: Db, personId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db.invitation.findMany({
    where: { personId, NOT: { number: null } },
    select: { id: true, number: true },
  });
  return new Map(rows.map(({ id, number }) => [id, number!]));
}

export type InvitationLetter = {
  kind: AccessKind;
  name: string;
  number: string;
  expiresAt: Date;
  /** Whose plan it is: "Mrs Adaeze OBI". */
  person: string;
  /** Whom to ring: the organisation that invited. */
  organisation: { name: string; phone: string | null };
};

/** What the letter of an invitation that still stands says; the code is kept nowhere, so it is not here. Undefined: none such. */
export function readInvitationLetter(
  viewer: StaffViewer,
  personId: string,
  id: string,
): Promise<InvitationLetter | undefined> {
  return asViewer(viewer, "read", async (db) => {
    if (!(await findInPlanScope(db, viewer, personId, "plan versions"))) return undefined;
    const open = { personId, id, usedAt: null, endedAt: null, expiresAt: { gt: viewer.requestedAt } };
    const invitation = await db.invitation.findFirst({ where: { ...open, NOT: { number: null } } });
    if (!invitation) return undefined;
    const { names } = await db.person.findUniqueOrThrow({ where: { id: personId }, select: { names: true } });
    const called = nameAt(names, viewer.requestedAt);
    const organisation = await db.organisation.findUniqueOrThrow({
      where: { id: viewer.organisationId },
      select: { name: true, phone: true },
    });
    await recordAccess(db, viewer, { personId, did: "print invitation", detail: { invitation: id } });
    const { kind, name, number, expiresAt } = invitation;
    const person = called ? nameInSentence(called) : "the person";
    return { kind: kind as AccessKind, name, number: number!, expiresAt, person, organisation };
  });
}

/** What the person, a proxy or a carer wrote that nobody answered, or since the plan was published last; newest first. */
export type WroteSince = { byName: string; byKind: AccessKind; at: Date; answered: boolean };

export function wroteSince(
  viewer: StaffViewer,
  personId: string,
  publishedAt: Date | undefined,
): Promise<WroteSince[]> {
  return asViewer(viewer, "read", async (db) => {
    // Where its words are shown: who may not open that page is not told who wrote there.
    if (!(await findInPlanScope(db, viewer, personId, "plan versions"))) return [];
    const rows = await db.personWords.findMany({
      where: { personId, OR: [{ answered: null }, ...(publishedAt ? [{ at: { gt: publishedAt } }] : [])] },
      select: { byName: true, byKind: true, at: true, answered: true },
      orderBy: { at: "desc" },
      take: 100,
    });
    return rows.map(({ byKind, answered, ...row }) => ({
      ...row,
      byKind: byKind as AccessKind,
      answered: answered !== null,
    }));
  });
}

export type Invite = {
  personId: string;
  kind: AccessKind;
  name: string;
  relation: string;
  grants: readonly Grant[];
  /** How identity, and the right to act for the person, were checked. */
  proof: string;
  /** Hash of the code that is told; the code itself is kept nowhere. */
  codeHash: string;
  /** Draws a number for the letter; asked again when another invitation has it. */
  drawNumber?: () => string;
  /** The code goes into the letter, because the inviter chose so: it is recorded. */
  codeInLetter?: boolean;
  key: string;
  at: Date;
};

/** Drawn, not counted: one number does not lead to the next. */
const drawn = (): string => invitationNumberOf((below) => randomInt(below));

/** `fresh` is false when the same form was sent before: its code was shown then, and only then. */
export function invite(
  viewer: StaffViewer,
  {
    personId,
    kind,
    name,
    relation,
    grants,
    proof,
    codeHash,
    drawNumber = drawn,
    codeInLetter = false,
    key,
    at,
  }: Invite,
) {
  return asViewer(viewer, "command", async (db) => {
    let fresh = false;
    const outcome = await onceOnly(db, viewer, "invite person", key, async () => {
      if (!(await findInPlanScope(db, viewer, personId, "plan versions"))) return notFound;
      const sources = await relationshipsWith(db, viewer, personId);
      if (!sources.some((source) => MAY_INVITE.includes(source)))
        return { ok: false, why: "not of their team" } as const;
      fresh = true;
      const id = newId(at);
      const expiresAt = new Date(at.getTime() + CODE_DAYS * 86_400_000);
      const made = { madeAt: at, madeBy: viewer.accountId, madeByName: viewer.name };
      const row = { personId, id, kind, name, relation, grants: [...grants], proof, codeHash, expiresAt, ...made };
      await saveWithNumber(db, row, drawNumber);
      await recordAccess(db, viewer, {
        personId,
        did: "invite person",
        detail: { kind, invitation: id, codeInLetter },
      });
      return { ok: true, id } as const;
    });
    return outcome.ok ? { ...outcome, fresh } : outcome;
  });
}

/** Numbers of others are not seen from here: the database says that one is taken, and another is drawn. */
async function saveWithNumber(db: Db, row: Prisma.InvitationCreateManyInput, drawNumber: () => string) {
  for (let draws = 0; draws < 8; draws++) {
    const { count } = await db.invitation.createMany({
      data: [{ ...row, number: drawNumber() }],
      skipDuplicates: true,
    });
    if (count) return;
  }
  throw new Error("No free number was drawn for an invitation.");
}

/** An hour of break-glass or a place in a meeting must not become standing access of a third person. */
const MAY_INVITE: readonly RelationshipSource[] = ["registered_practice", "caseload"];

const notFound = { ok: false, why: "not found" } as const;

/** Ends an invitation that nobody took up, or an access with all its sessions. */
export function endPersonAccess(
  viewer: StaffViewer,
  { personId, id, because, at }: { personId: string; id: string; because: string; at: Date },
) {
  return asViewer(viewer, "command", async (db) => {
    if (!isUuid(id) || !(await findInPlanScope(db, viewer, personId, "plan versions"))) return notFound;
    const invited = await db.invitation.updateMany({ where: { personId, id, endedAt: null }, data: { endedAt: at } });
    const ended = await db.personAccess.updateMany({
      where: { personId, id, endedAt: null },
      data: { endedAt: at, endedBecause: because },
    });
    if (invited.count + ended.count === 0) return notFound;
    await db.personSession.deleteMany({ where: { accessId: id } });
    await recordAccess(db, viewer, { personId, did: "end access of person", detail: { access: id } });
    return { ok: true } as const;
  });
}

export type AnswerWords = {
  personId: string;
  id: string;
  how: "taken" | "answered" | "set_aside";
  answer: string;
  at: Date;
};

/**
 * "taken" puts words about the person into the viewer's own draft of About me, as they stand; the answer is read by the
 * person. "in draft": the viewer's own draft says something else there; both texts are kept, the viewer chooses (see
 * readConflicts), and the person's words have no answer yet.
 */
export function answerPersonWords(viewer: StaffViewer, { personId, id, how, answer, at }: AnswerWords) {
  return asViewer(viewer, "command", async (db) => {
    if (!isUuid(id) || !(await findInPlanScope(db, viewer, personId, "plan versions"))) return notFound;
    // Two answers at once: the second waits here for the first, and finds it.
    await db.$queryRaw`select 1 from person_words where person_id = ${personId}::uuid and id = ${id}::uuid for update`;
    const row = await db.personWords.findFirst({ where: { personId, id } });
    if (!row || !isPersonTopic(row.about)) return notFound;
    if (row.answered !== null) return { ok: false, why: "answered already" } as const;
    if (how === "taken") {
      if (row.about === "question" || row.about === "wrong") return { ok: false, why: "not about the person" } as const;
      const unit = `aboutMe.${row.about}`;
      const seen = readUnit((await loadPlan(db, personId)).document, unit);
      const edits = [{ id: newId(at), unit, values: { [row.about]: row.words }, seen }];
      const { outcome } = (await putEdits(db, viewer, { personId, edits, at })).results[0]!;
      if (outcome === "conflict") return { ok: false, why: "in draft" } as const;
      if (outcome !== "saved") return { ok: false, why: outcome } as const;
    }
    await db.personWords.updateMany({
      where: { personId, id, answered: null },
      data: { answered: how, answer, answeredAt: at, answeredByName: viewer.name },
    });
    await db.task.updateMany({
      where: { personId, kind: "person_wrote", cause: id, doneAt: null },
      data: { doneAt: at, doneBy: viewer.accountId, doneByName: viewer.name, outcome: "dealt_with" },
    });
    await recordAccess(db, viewer, { personId, did: "answer words of person", detail: { words: id, how } });
    return { ok: true } as const;
  });
}
