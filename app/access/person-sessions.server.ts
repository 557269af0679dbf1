/**
 * Sign-in of the person, a proxy or a carer: a one-time code and the date of birth the first time, a passphrase of
 * their own afterwards. A session of its own, short, in a cookie of its own.
 */
import { createHash, randomBytes, randomInt, randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { verify } from "@node-rs/argon2";
import { redirect } from "@remix-run/node";
import {
  claimAccessTry,
  claimInvitationOf,
  countInvitationTry,
  endPersonSession,
  findAccessOf,
  findInvitation,
  findPersonAccess,
  findPersonSession,
  recordRightInvitation,
  recordRightTry,
  savePersonSession,
  takeInvitation,
} from "../data/person-access.server";
import { codeOf, type Grant, tidyCode, tidyNumber } from "../domain/person-access";
import type { PersonViewer } from "../domain/viewer";
import { hashPassword } from "./passwords.server";
import { refuseOtherSites, requestStamp } from "./require-viewer.server";

const COOKIE = "confer_mine";
/** Pages that are read on shared and borrowed devices close soon. Minutes. */
const SESSION_MINUTES = 30;
const FOUND = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]+)`);

/** A code to tell and its hash to keep. */
export async function makeCode(): Promise<{ code: string; hash: string }> {
  const code = codeOf((below) => randomInt(below));
  return { code, hash: await hashPassword(tidyCode(code)) };
}

let decoy: Promise<string> | undefined;
const decoyHash = () => {
  decoy ??= hashPassword("nobody's code");
  return decoy;
};

/** Comparisons at once: each costs a core and 19 MiB, and anybody may ask for one. */
const AT_ONCE = 4;
let comparing = 0;

/**
 * Does `work`, which claims a try and compares once, when there is a place for it: whoever finds none is refused before
 * a try is claimed, or anybody could use up the tries of others by keeping the server busy. Throws a 503.
 */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (comparing >= AT_ONCE)
    throw new Response("Too many people are signing in: try again in a minute.", { status: 503 });
  comparing++;
  try {
    return await work();
  } finally {
    comparing--;
  }
}

/** Whether the two go together; as long for a hash that is not there. */
const compare = async (hash: string | undefined, typed: string): Promise<boolean> =>
  verify(hash ?? (await decoyHash()), typed);

/**
 * An answer to a number takes at least so long, in ms: the try of a known one is written down, which is work that an
 * unknown one does not cause, and nobody is to measure the difference.
 */
export const ANSWER_TAKES = 300;
async function noSooner<T>(work: Promise<T>): Promise<T> {
  const [answer] = await Promise.allSettled([work, pause(ANSWER_TAKES)]);
  if (answer.status === "rejected") throw answer.reason;
  return answer.value;
}

/**
 * Takes up an invitation. "wrong" for a wrong code, a wrong date of birth, too many tries and an invitation that ended
 * alike: none of them tells which.
 */
export const takeUp = (
  id: string,
  { code, bornOn, passphrase }: { code: string; bornOn: string; passphrase: string },
  at: Date,
): Promise<{ accessId: string; personId: string } | "wrong"> =>
  inTurn(async () => {
    const invitation = await findInvitation(id);
    if (invitation) await countInvitationTry(id);
    const right = await compare(invitation?.codeHash, tidyCode(code));
    if (!invitation || !right || invitation.bornOn === null || invitation.bornOn !== bornOn) return "wrong";
    const personId = await takeInvitation(id, await hashPassword(passphrase), at);
    return personId ? { accessId: id, personId } : "wrong";
  });

/**
 * Whether number and code go together: the invitation's id, for the page that asks the rest. "wrong" for a number that
 * nobody has, for a wrong code, too many tries and an invitation that ended or was used: none of them tells which.
 */
export const findByNumber = (number: string, code: string): Promise<string | "wrong"> =>
  noSooner(
    inTurn(async () => {
      const asked = tidyNumber(number);
      const invitation = asked ? await claimInvitationOf(asked) : undefined;
      const right = await compare(invitation?.codeHash, tidyCode(code));
      if (!invitation || !right) return "wrong";
      await recordRightInvitation(invitation.id);
      return invitation.id;
    }),
  );

/** Signs in again with number and passphrase. "wrong" also while the pages are closed: a number alone tells nothing. */
export const signInByNumber = (
  number: string,
  passphrase: string,
  at: Date,
): Promise<{ accessId: string; personId: string } | "wrong"> =>
  noSooner(
    inTurn(async () => {
      const asked = tidyNumber(number);
      const id = (asked && (await findAccessOf(asked))) ?? randomUUID();
      const answer = await tryPassphrase(id, passphrase, at);
      if (answer !== "wait") return answer;
      // As long as a wrong one takes.
      await compare(undefined, passphrase);
      return "wrong";
    }),
  );

/** Signs in again with the passphrase; "wait" after too many tries. */
export const signInAgain = (id: string, passphrase: string, at: Date) =>
  inTurn(() => tryPassphrase(id, passphrase, at));

/** A try is claimed before it is compared: tries at once are counted one by one. */
async function tryPassphrase(
  id: string,
  passphrase: string,
  at: Date,
): Promise<{ accessId: string; personId: string } | "wrong" | "wait"> {
  const access = await findPersonAccess(id);
  if (access && !(await claimAccessTry(id, at))) return "wait";
  const right = await compare(access?.secretHash, passphrase);
  if (!access || !right) return "wrong";
  await recordRightTry(id);
  return { accessId: id, personId: access.personId };
}

const hashed = (token: string) => createHash("sha256").update(token).digest("hex");

/** Starts a session and answers the Set-Cookie header. */
export async function startPersonSession(
  request: Request,
  { accessId, personId }: { accessId: string; personId: string },
  at: Date,
): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  const expiresAt = new Date(at.getTime() + SESSION_MINUTES * 60_000);
  await savePersonSession({ hash: hashed(token), personId, accessId, expiresAt });
  return cookie(request, token);
}

export async function stopPersonSession(request: Request): Promise<string> {
  const token = tokenOf(request);
  if (token) await endPersonSession(hashed(token));
  return `${cookie(request, "")}; Max-Age=0`;
}

const tokenOf = (request: Request) => request.headers.get("Cookie")?.match(FOUND)?.[1];

const secure = (request: Request) => (new URL(request.url).protocol === "https:" ? "; Secure" : "");
const cookie = (request: Request, token: string) =>
  `${COOKIE}=${token}; Path=/; HttpOnly; SameSite=Lax${secure(request)}`;

// ── A code that was right, kept until the next page ───────────────────────────────────────────────────────

const CODE_COOKIE = "confer_code";
/** Minutes in which the next page is filled in; afterwards the code is typed again. */
const CODE_MINUTES = 15;
const FOUND_CODE = new RegExp(`(?:^|;\\s*)${CODE_COOKIE}=([^;.]+)\\.([^;]+)`);

/** For the page of this one invitation alone; read by no script. Its data are fetched beside its path, not below it. */
export const keepCode = (request: Request, id: string, code: string): string =>
  `${CODE_COOKIE}=${id}.${tidyCode(code)}; Path=/mine/in; Max-Age=${CODE_MINUTES * 60}; HttpOnly; SameSite=Lax${secure(request)}`;
export const forgetCode = (request: Request): string =>
  `${CODE_COOKIE}=; Path=/mine/in; Max-Age=0; HttpOnly; SameSite=Lax${secure(request)}`;
/** The code of this invitation that was right a moment ago. */
export function keptCode(request: Request, id: string): string | undefined {
  const [, of, code] = request.headers.get("Cookie")?.match(FOUND_CODE) ?? [];
  return of === id ? code : undefined;
}

/** The person, proxy or carer of this request, who was granted `grant`; otherwise a page that says how to sign in. */
export async function requirePerson(request: Request, grant?: Grant): Promise<PersonViewer> {
  refuseOtherSites(request);
  const { id: requestId, at: requestedAt } = requestStamp(request);
  const token = tokenOf(request);
  const session = token && (await findPersonSession(hashed(token), requestedAt));
  const access = session && (await findPersonAccess(session.accessId));
  if (!access) throw redirect("/mine/signed-out");
  if (grant && !access.grants.includes(grant)) throw new Response("This was not opened for you.", { status: 403 });
  const { id: accessId, personId, kind, name, relation, grants } = access;
  const purpose = "the person's own access";
  return { kind: "person", accessId, personId, as: kind, name, relation, grants, purpose, requestId, requestedAt };
}
