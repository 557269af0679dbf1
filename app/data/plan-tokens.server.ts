/**
 * The token on an "I have a plan" card. It is random, says nothing, and is kept only as its hash: a card that is lost or
 * copied leads nobody to the person who is not signed in, and whoever is still has to give the date of birth.
 */
import { createHash, randomBytes } from "node:crypto";
import type { CalendarDate } from "../domain/calendar";
import { londonDate } from "../domain/dates";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { onceOnly } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { otherLivePlans } from "./linked-records.server";
import { findInPlanScope, lastWithdrawal } from "./plan-scope.server";

/** 128 bits in 22 characters that any address may hold. */
const newToken = (): string => randomBytes(16).toString("base64url");
const TOKEN = /^[\w-]{22}$/;

/** As it is kept. Undefined: no card has such a token. */
export const hashOfToken = (token: string): string | undefined =>
  TOKEN.test(token) ? createHash("sha256").update(token).digest("hex") : undefined;

export type KeptCard = { madeAt: Date; madeByName: string; revokedAt: Date | null };

/** Cards of the person, newest first, and whether a new one can be made; the tokens themselves are kept nowhere. */
export function findCardsMade(
  viewer: StaffViewer,
  personId: string,
): Promise<{ cards: KeptCard[]; plan: PlanBehind } | undefined> {
  return asViewer(viewer, "read", async (db) => {
    if (!(await findInPlanScope(db, viewer, personId, "plan versions"))) return undefined;
    await recordAccess(db, viewer, { personId, did: "list plan cards" });
    const cards = await db.planCard.findMany({
      where: { personId },
      orderBy: { madeAt: "desc" },
      select: { madeAt: true, madeByName: true, revokedAt: true },
      take: 20,
    });
    return { cards, plan: await planBehind(db, personId) };
  });
}

/** Whether a card would say the truth ("I have a care plan"), and when the plan was withdrawn if it would not. */
export type PlanBehind = { live: true } | { live: false; withdrawnOn: CalendarDate | null };

/** A live plan under another record of the person counts: the card leads there too. `lock` holds the plan to the end. */
async function planBehind(db: Db, personId: string, lock = false): Promise<PlanBehind> {
  if (lock) await db.$queryRaw`select 1 from plan where person_id = ${personId}::uuid for update`;
  const plan = await db.plan.findUnique({ where: { personId }, select: { status: true } });
  if (plan?.status === "live" || (await otherLivePlans(db, personId)).length > 0) return { live: true };
  const event = plan?.status === "withdrawn" ? await lastWithdrawal(db, personId) : null;
  return { live: false, withdrawnOn: event && londonDate(event.at) };
}

/**
 * Makes a card's token and stops every card made before. The token is answered once and cannot be read again. Refused
 * while no plan is live: the card says that there is one.
 */
export function makeCard(viewer: StaffViewer, { personId, key, at }: { personId: string; key: string; at: Date }) {
  const token = newToken();
  return asViewer(viewer, "command", async (db) => {
    // The same form sent twice must not stop the card that the first one printed, and its token is kept nowhere.
    const made = await onceOnly(db, viewer, "make plan card", key, async () => {
      if (!(await findInPlanScope(db, viewer, personId, "plan versions"))) return notFound;
      if (!(await planBehind(db, personId, true)).live) return { ok: false, why: "no live plan" } as const;
      await stopAll(db, personId, at);
      await db.planCard.createMany({
        data: [
          {
            tokenHash: hashOfToken(token)!,
            personId,
            madeAt: at,
            madeBy: viewer.accountId,
            madeByName: viewer.name,
          },
        ],
      });
      await recordAccess(db, viewer, { personId, did: "make plan card" });
      return { ok: true, hash: hashOfToken(token)! } as const;
    });
    if (!made.ok) return made;
    return made.hash === hashOfToken(token)
      ? ({ ok: true, token } as const)
      : ({ ok: false, why: "made before" } as const);
  });
}

/** A card that was lost leads nowhere from now on. */
export function stopCards(viewer: StaffViewer, { personId, key, at }: { personId: string; key: string; at: Date }) {
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "stop plan cards", key, async () => {
      if (!(await findInPlanScope(db, viewer, personId, "plan versions"))) return notFound;
      await stopAll(db, personId, at);
      await recordAccess(db, viewer, { personId, did: "stop plan cards" });
      return { ok: true } as const;
    }),
  );
}

const notFound = { ok: false, why: "not found" } as const;

const stopAll = (db: Db, personId: string, at: Date) =>
  db.planCard.updateMany({ where: { personId, revokedAt: null }, data: { revokedAt: at } });

/**
 * For staff who do not look up at the point of contact: the person of the card, when the date of birth is theirs and the
 * record is the viewer's business. A token that is unknown or stopped, another date of birth and a stranger's record are
 * one answer: undefined.
 */
export function findByCard(viewer: StaffViewer, token: string, bornOn: string): Promise<string | undefined> {
  return asViewer(viewer, "command", async (db) => {
    const personId = await personOfCard(db, token);
    const person =
      personId &&
      (await db.person.findFirst({
        where: { id: personId, bornOn: new Date(`${bornOn}T00:00:00Z`) },
        select: { id: true },
      }));
    const mine = person && (await findInPlanScope(db, viewer, person.id));
    const outcome = mine ? "allowed" : "refused";
    await recordAccess(db, viewer, { did: "look up by card", ...(mine && { personId: mine.id }), outcome });
    return mine ? mine.id : undefined;
  });
}

async function personOfCard(db: Db, token: string): Promise<string | undefined> {
  const [row] = await db.$queryRaw<[{ person: string | null }]>`
    select confer_person_of_card(${hashOfToken(token) ?? ""}) as person`;
  return row.person ?? undefined;
}
