/** The built server on a PostgreSQL that a journey may stop and start again. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { startBundled } from "../../scripts/database/bundled";
import { migrate } from "../../scripts/database/migrate";
import { type RunningServer, startRunningServer } from "./running-server";

export type OutageServer = RunningServer & { stopDatabase(): Promise<void>; startDatabase(): Promise<void> };

export async function startOutageServer(): Promise<OutageServer> {
  const base = mkdtempSync(path.join(tmpdir(), "confer-journey-"));
  let postgres = await startBundled({ base, throwaway: true });
  const { url, folder } = postgres;
  await migrate({ url });
  const pool = new pg.Pool({ connectionString: url, max: 2 }).on("error", () => {});
  const database = {
    url,
    async sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]) {
      return (await pool.query<Row>(text, values)).rows;
    },
    drop: () => pool.end(),
  };
  const server = await startRunningServer({ database });
  return {
    ...server,
    stopDatabase: () => postgres.stop(),
    async startDatabase() {
      postgres = await startBundled({ base, throwaway: true, port: Number(new URL(url).port) });
    },
    async stop() {
      await server.stop();
      await postgres.stop();
      rmSync(base, { recursive: true, force: true });
      // Where only root may enter the temporary folder, the data are elsewhere.
      rmSync(path.join(folder, "postgres"), { recursive: true, force: true });
    },
  };
}
