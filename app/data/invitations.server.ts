/** Inviting the person, a proxy or a carer to their own pages, ending that again, and answering what they wrote there. */

import type { RelationshipSource } from "../domain/permissions";
import { type AccessKind, CODE_DAYS, type Grant, isPersonTopic, type PersonTopic } from "../domain/person-access";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { onceOnly } from "./commands.server";
import { asViewer } from "./database.server";
import { newId } from "./identity.server";
import { saveOperations } from "./plan-drafts.server";
import { readWho } from "./plan-reading.server";
import { findInPlanScope } from "./plan-scope.server";
import { relationshipsWith } from "./relationships.server";

/** Who was invited, who has access, and what was written and waits for an answer. */
export function openPersonPages(viewer: StaffViewer, personId: string) {
  return asViewer(viewer, "read", async (db) => {
    if (!(await findInPlanScope(db, viewer, personId, "plan versions"))) return undefined;
    const open = { personId, usedAt: null, endedAt: null, expiresAt: { gt: viewer.requestedAt } };
    const invitations = await db.invitation.findMany({ where: open, orderBy: { madeAt: "desc" } });
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
        ...{ id, name, relation, madeAt, madeByName, expiresAt, tries },
        kind: kind as AccessKind,
        grants: grants as Grant[],
      })),
      accesses: accesses.map(({ id, kind, name, relation, grants, since, endedAt, endedBecause }) => ({
        ...{ id, name, relation, since, endedAt, endedBecause },
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
  key: string;
  at: Date;
};

/** `fresh` is false when the same form was sent before: its code was shown then, and only then. */
export function invite(
  viewer: StaffViewer,
  { personId, kind, name, relation, grants, proof, codeHash, key, at }: Invite,
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
      await db.invitation.create({
        data: { personId, id, kind, name, relation, grants: [...grants], proof, codeHash, expiresAt, ...made },
      });
      await recordAccess(db, viewer, { personId, did: "invite person", detail: { kind, invitation: id } });
      return { ok: true, id } as const;
    });
    return outcome.ok ? { ...outcome, fresh } : outcome;
  });
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
    if (!(await findInPlanScope(db, viewer, personId, "plan versions"))) return notFound;
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

/** "taken" puts words about the person into the viewer's own draft of About me, as they stand; the answer is read by the person. */
export function answerPersonWords(viewer: StaffViewer, { personId, id, how, answer, at }: AnswerWords) {
  return asViewer(viewer, "command", async (db) => {
    if (!(await findInPlanScope(db, viewer, personId, "plan versions"))) return notFound;
    const row = await db.personWords.findFirst({ where: { personId, id, answered: null } });
    if (!row || !isPersonTopic(row.about)) return notFound;
    if (how === "taken") {
      if (row.about === "question" || row.about === "wrong") return { ok: false, why: "not about the person" } as const;
      const operations = [{ unit: `aboutMe.${row.about}`, values: { [row.about]: row.words } }];
      const saved = await saveOperations(db, viewer, { personId, operations, at });
      if (!saved.ok) return saved;
    }
    const done = await db.personWords.updateMany({
      where: { personId, id, answered: null },
      data: { answered: how, answer, answeredAt: at, answeredByName: viewer.name },
    });
    // Somebody else answered meanwhile: their answer stands.
    if (done.count === 0) throw new Error("These words were answered at the same moment.");
    await db.task.updateMany({
      where: { personId, kind: "person_wrote", cause: id, doneAt: null },
      data: { doneAt: at, doneBy: viewer.accountId, doneByName: viewer.name, outcome: "dealt_with" },
    });
    await recordAccess(db, viewer, { personId, did: "answer words of person", detail: { words: id, how } });
    return { ok: true } as const;
  });
}
