/**
 * The database for a script or for `npm start`: the server of DATABASE_URL, else the bundled one, migrated.
 * Sets DATABASE_URL, so that the settings (app/env.server.ts, read on first use) find it.
 */
import { startBundled } from "./bundled";
import { migrate } from "./migrate";

export type OpenDatabase = {
  url: string;
  /** The login for migrations and the job queue. */
  ownerUrl: string;
  bundled: boolean;
  /** Names of the migrations that were applied now. */
  applied: string[];
  /** Stops the bundled server, unless another process still uses it. */
  close(): Promise<void>;
};

// Prisma asks for the parts of an answer at once on one connection; pg queues them, and warns that it will not for ever.
process.noDeprecation = true;

type Say = (line: string) => void;

export async function openDatabase(say: Say = console.log): Promise<OpenDatabase> {
  const server = await findServer(say);
  process.env.DATABASE_URL = server.url;
  // Demo sign-ins belong to Confer's own server; on a server of one's own they must be asked for.
  if (server.bundled) process.env.DEMO ||= "on";
  try {
    const appLogin = decodeURIComponent(new URL(server.url).username);
    const applied = await migrate({ url: server.ownerUrl, appLogin });
    return { ...server, applied };
  } catch (error) {
    await server.close();
    throw naming(server.ownerUrl, error);
  }
}

/** The server as it stands, without migrations. */
export async function findServer(say: Say = console.log): Promise<Omit<OpenDatabase, "applied">> {
  const url = process.env.DATABASE_URL;
  if (url) return { url, ownerUrl: process.env.DATABASE_OWNER_URL || url, bundled: false, close: async () => {} };
  const server = await startBundled({ base: ".data", say });
  return { url: server.url, ownerUrl: server.url, bundled: true, close: server.stop };
}

/** Runs a script's work on the database; what goes wrong is one sentence and exit code 1. */
export async function withDatabase(work: (database: OpenDatabase) => Promise<void>): Promise<void> {
  try {
    const database = await openDatabase();
    await work(database).finally(() => database.close());
  } catch (error) {
    console.error(process.env.LOG_LEVEL === "debug" ? error : (error as Error).message);
    process.exitCode = 1;
  }
}

/** "connect ECONNREFUSED" alone does not say to what; the URL has a password in it. */
function naming(url: string, error: unknown): Error {
  const { hostname, port, pathname } = new URL(url);
  const { message, code } = error as Error & { code?: string };
  if (!code) return error as Error;
  return new Error(`The database at ${hostname}:${port || 5432}${pathname} cannot be used: ${message || code}`);
}
