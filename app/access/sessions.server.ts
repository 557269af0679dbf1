/**
 * Sessions: the only file that imports lucia, which is at its end and will be replaced here. A session lasts one
 * shift, carries one assignment, and its cookie is out of reach of scripts and other sites.
 */
import { Lucia, TimeSpan } from "lucia";
import { sessionStore } from "../data/sessions.server";

declare module "lucia" {
  interface Register {
    Lucia: ReturnType<typeof makeLucia>;
    DatabaseSessionAttributes: { assignment_id: string | null; demo: boolean };
  }
}

const SHIFT = new TimeSpan(12, "h");
export const SESSION_COOKIE = "confer_session";

function makeLucia() {
  return new Lucia(sessionStore(), {
    sessionExpiresIn: SHIFT,
    sessionCookie: { name: SESSION_COOKIE, expires: false, attributes: { sameSite: "lax", path: "/" } },
    getSessionAttributes: ({ assignment_id, demo }) => ({ assignmentId: assignment_id, demo }),
  });
}

export type SignedIn = { accountId: string; assignmentId: string; demo: boolean };

/** Starts a session and answers the Set-Cookie header. Any session that the browser held before ends. */
export async function startSession(request: Request, signedIn: SignedIn): Promise<string> {
  const lucia = makeLucia();
  const former = lucia.readSessionCookie(request.headers.get("Cookie") ?? "");
  if (former) await lucia.invalidateSession(former);
  const session = await lucia.createSession(signedIn.accountId, {
    assignment_id: signedIn.assignmentId,
    demo: signedIn.demo,
  });
  return cookieFor(request, lucia.createSessionCookie(session.id));
}

/** Ends the session, if there is one, and answers the Set-Cookie header that forgets it. */
export async function endSession(request: Request): Promise<string> {
  const lucia = makeLucia();
  const token = lucia.readSessionCookie(request.headers.get("Cookie") ?? "");
  if (token) await lucia.invalidateSession(token);
  return cookieFor(request, lucia.createBlankSessionCookie());
}

/** "none": never signed in here; "expired": the browser holds a session that has ended. */
export async function readSession(request: Request): Promise<SignedIn | "none" | "expired"> {
  const lucia = makeLucia();
  const token = lucia.readSessionCookie(request.headers.get("Cookie") ?? "");
  if (!token) return "none";
  const { session } = await lucia.validateSession(token);
  if (!session?.assignmentId) return "expired";
  return { accountId: session.userId, assignmentId: session.assignmentId, demo: session.demo };
}

/** Secure wherever the request came over TLS; a demo on http://localhost still works. */
function cookieFor(
  request: Request,
  cookie: { name: string; value: string; attributes: object; serialize(): string },
): string {
  Object.assign(cookie.attributes, { secure: new URL(request.url).protocol === "https:" });
  return cookie.serialize();
}
