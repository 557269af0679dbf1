/**
 * The one door to PostgreSQL. Everything about people goes through asViewer (Prisma) or asSystemConnection
 * (a raw connection, for COPY and cursors): one transaction on one connection that tells the database who asks,
 * so that row-level security stands behind every where. Never nested: inner functions take `db`.
 */
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { SystemName, SystemViewer, Viewer } from "../domain/viewer";
import { env } from "../env.server";
import { PrismaClient } from "./generated/client";

export type Db = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends">;

/** How long a kind of work may hold its transaction, in ms. */
const LIMITS = { read: 10_000, command: 15_000, batch: 600_000 } as const;
export type WorkKind = keyof typeof LIMITS;

type Connections = { url: string; pool: pg.Pool; urgent: pg.Pool; prisma: PrismaClient };

/** Remix's build and the HTTP process are two module graphs: they share one pool by this symbol. */
const KEY = Symbol.for("confer.connections");
const shared = globalThis as unknown as Record<symbol, Connections | undefined>;

function connections(): Connections {
  const url = env().DATABASE_URL;
  const held = shared[KEY];
  if (held?.url === url) return held;
  // Whatever login the URL has, the application acts as confer_app, which row-level security binds.
  const options = "-c role=confer_app -c idle_in_transaction_session_timeout=60000";
  const pool = new pg.Pool({ connectionString: url, options, max: 16, connectionTimeoutMillis: 5_000 });
  const urgent = new pg.Pool({ connectionString: url, options, max: 16, ...URGENT_LIMITS });
  pool.on("error", () => {}); // an idle connection was lost; the next query takes a new one and reports its own trouble
  urgent.on("error", () => {});
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  shared[KEY] = { url, pool, urgent, prisma };
  return shared[KEY];
}

/** At the point of contact an answer in 3 s, or "cannot tell"; it never waits behind a list or a job. In ms. */
const URGENT_LIMITS = { connectionTimeoutMillis: 3_000, statement_timeout: 3_000, query_timeout: 3_500 } as const;

/** A pool of its own for the point of contact, with its own limits. */
export const urgentPool = (): pg.Pool => connections().urgent;

/** The pool itself: for the session store, health and the point of contact. Private to the data room. */
export const connectionPool = (): pg.Pool => connections().pool;

/**
 * Runs `work` in one transaction that knows the viewer. What it returns is committed; what it throws is rolled back.
 * Tables without people's data may also be read here.
 */
export function asViewer<T>(viewer: Viewer, kind: WorkKind, work: (db: Db) => Promise<T>): Promise<T> {
  return connections().prisma.$transaction(
    async (db) => {
      const { account, holders, system, person } = settingsOf(viewer);
      const [{ acting }] = await db.$queryRaw<
        [{ acting: string }]
      >`select set_config('confer.account', ${account}, true),
        set_config('confer.holders', ${holders}, true), set_config('confer.system', ${system}, true),
        set_config('confer.person', ${person}, true), current_user::text as acting`;
      // Options in the URL, or a pooler, can take the role off: then row-level security would bind nobody.
      if (acting !== "confer_app") throw new Error(`PostgreSQL lets Confer act as "${acting}", not as confer_app.`);
      return work(db);
    },
    { timeout: LIMITS[kind], maxWait: 5_000 },
  );
}

/**
 * Part of a viewer's transaction that is the system's work: what crews read, and what stops a publish, hangs on nobody's
 * reach. What comes of it goes into texts, or through a function that asks what its viewer may see; never to a page as
 * it is.
 */
export async function asSystemWithin<T>(db: Db, name: SystemName, work: () => Promise<T>): Promise<T> {
  const [{ before }] = await db.$queryRaw<[{ before: string }]>`
    select coalesce(current_setting('confer.system', true), '') as before`;
  await db.$queryRaw`select set_config('confer.system', ${name}, true)`;
  try {
    return await work();
  } finally {
    // After an error of the database the transaction is dead, and nothing more is read in it.
    await db.$queryRaw`select set_config('confer.system', ${before}, true)`.catch(() => undefined);
  }
}

/**
 * Before anybody is known (sign-in), and for rows that are nobody's data (organisations, settings): no relationship
 * is set, so people's tables are empty.
 */
export function asNobody<T>(work: (db: Db) => Promise<T>): Promise<T> {
  return connections().prisma.$transaction(work, { timeout: LIMITS.read, maxWait: 5_000 });
}

/** A connection of its own for a named job; `work` begins and commits its transactions with `inTransaction`. */
export async function asSystemConnection<T>(
  viewer: SystemViewer,
  work: (client: pg.PoolClient, inTransaction: <R>(part: () => Promise<R>) => Promise<R>) => Promise<T>,
): Promise<T> {
  const client = await connections().pool.connect();
  const inTransaction = async <R>(part: () => Promise<R>): Promise<R> => {
    await client.query("begin");
    try {
      await client.query("select set_config('confer.system', $1, true)", [viewer.name]);
      const result = await part();
      await client.query("commit");
      return result;
    } catch (error) {
      await client.query("rollback").catch(() => {});
      throw error;
    }
  };
  let lost = false;
  client.on("error", () => {
    lost = true;
  });
  try {
    return await work(client, inTransaction);
  } finally {
    client.removeAllListeners("error");
    client.release(lost);
  }
}

/** For tests and the graceful stop. */
export async function closeDatabase(): Promise<void> {
  const held = shared[KEY];
  shared[KEY] = undefined;
  await held?.prisma.$disconnect();
  await Promise.all([held?.pool.end(), held?.urgent.end()]);
}

function settingsOf(viewer: Viewer) {
  const nobody = { account: "", holders: "", system: "", person: "" };
  if (viewer.kind === "system") return { ...nobody, system: viewer.name };
  if (viewer.kind === "person") return { ...nobody, person: viewer.personId };
  return { ...nobody, account: viewer.accountId, holders: viewer.holders.join(",") };
}
