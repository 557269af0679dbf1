/** The key under which a session is stored, from the cookie of a request: for the statements of the point of contact. */
import { createHash } from "node:crypto";
import { SESSION_COOKIE } from "./sessions.server";

const COOKIE = new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([^;]+)`);

/** Undefined when the browser holds no session; whether it still holds is decided by the database. */
export function sessionKeyOf(cookies: string | null | undefined): string | undefined {
  const token = cookies?.match(COOKIE)?.[1];
  return token && createHash("sha256").update(token).digest("hex");
}
