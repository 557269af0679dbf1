/** The first line of every loader and action: who asks, and may they? */
import { randomUUID } from "node:crypto";
import { redirect } from "@remix-run/node";
import { recordRefusal } from "../data/access-records.server";
import { findViewer } from "../data/accounts.server";
import { may, type Permission } from "../domain/permissions";
import type { StaffViewer } from "../domain/viewer";
import { endSession, readSession } from "./sessions.server";

/**
 * The viewer of this request, who holds `permission` (or one of several). Throws a redirect to sign-in when nobody is
 * signed in, and 403 with a recorded refusal when the role does not carry the permission.
 */
export async function requireViewer(
  request: Request,
  permission: Permission | readonly Permission[],
): Promise<StaffViewer> {
  refuseOtherSites(request);
  const viewer = await findSignedIn(request);
  if (viewer === "none") throw redirect(signInPath(request));
  if (viewer === "expired")
    throw redirect(signInPath(request, "ended"), { headers: { "Set-Cookie": await endSession(request) } });
  const anyOf = typeof permission === "string" ? [permission] : permission;
  if (anyOf.some((one) => may(viewer, one))) return viewer;
  await recordRefusal(viewer, { did: anyOf.join(" or ") });
  throw new Response(`Your role here does not include: ${anyOf.join(" or ")}.`, {
    status: 403,
    statusText: "Not your role",
  });
}

/** Whoever is signed in, for pages that everybody has. */
export async function requireSignedIn(request: Request): Promise<StaffViewer> {
  refuseOtherSites(request);
  const viewer = await findSignedIn(request);
  if (viewer === "none") throw redirect(signInPath(request));
  if (viewer === "expired")
    throw redirect(signInPath(request, "ended"), { headers: { "Set-Cookie": await endSession(request) } });
  return viewer;
}

export async function findSignedIn(request: Request): Promise<StaffViewer | "none" | "expired"> {
  const session = await readSession(request);
  if (typeof session === "string") return session;
  return (await findViewer(session, requestStamp(request))) ?? "expired";
}

/** Set by the server on every request, so that all loaders of one request record as one. */
export const REQUEST_ID = "x-confer-request-id";
export const REQUESTED_AT = "x-confer-requested-at";

export function requestStamp(request: Request): { id: string; at: Date } {
  const at = Number(request.headers.get(REQUESTED_AT));
  return { id: request.headers.get(REQUEST_ID) ?? randomUUID(), at: at ? new Date(at) : new Date() };
}

function signInPath(request: Request, why?: "ended"): string {
  const { pathname } = new URL(request.url);
  const query = new URLSearchParams();
  // The page of a form that came too late is where its words are typed again.
  if (pathname !== "/") query.set("to", pathname);
  if (why) query.set("why", why);
  return query.size ? `/sign-in?${query}` : "/sign-in";
}

/** A form that another site sends is refused, cookie or not. */
export function refuseOtherSites(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const origin = request.headers.get("Origin");
  if (origin && (!URL.canParse(origin) || new URL(origin).host !== new URL(request.url).host)) {
    throw new Response("This form was sent from another site.", { status: 403 });
  }
}
