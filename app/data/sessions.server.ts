/**
 * The session store that access hands to lucia. The cookie carries the token; the table only its hash, so that
 * a copy of the table signs nobody in.
 */
import { createHash } from "node:crypto";
import { NodePostgresAdapter } from "@lucia-auth/adapter-postgresql";
import { connectionPool } from "./database.server";

const hashed = (token: string) => createHash("sha256").update(token).digest("hex");

/** Shaped as lucia's Adapter; session ids are hashed on the way in and given back as the token that came. */
export function sessionStore() {
  const table = new NodePostgresAdapter(connectionPool(), { user: "account", session: "session" });
  return {
    deleteSession: (token: string) => table.deleteSession(hashed(token)),
    deleteUserSessions: (accountId: string) => table.deleteUserSessions(accountId),
    getUserSessions: (accountId: string) => table.getUserSessions(accountId),
    deleteExpiredSessions: () => table.deleteExpiredSessions(),
    updateSessionExpiration: (token: string, at: Date) => table.updateSessionExpiration(hashed(token), at),
    setSession: (session: Parameters<typeof table.setSession>[0]) =>
      table.setSession({ ...session, id: hashed(session.id) }),
    getSessionAndUser: async (token: string): ReturnType<typeof table.getSessionAndUser> => {
      const [session, user] = await table.getSessionAndUser(hashed(token));
      return [session && { ...session, id: token }, user];
    },
  };
}
