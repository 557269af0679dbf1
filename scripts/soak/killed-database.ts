/** PostgreSQL is killed (kill -9) under writers again and again: what was acknowledged is there, nothing is half there. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { closeDatabase } from "../../app/data/database.server";
import { forgetSettings } from "../../app/env.server";
import { type Bundled, startBundled } from "../database/bundled";
import { migrate } from "../database/migrate";
import type { Soak } from "../soak";
import { type Acknowledged, lostEdits, publishGoal } from "./plan-authors";
import { planScene } from "./plan-scene";

const KILLS = 20;
const AUTHORS = 4;

export const killedDatabase: Soak = {
  name: "killed-database",
  minutes: 8,
  async run() {
    const base = mkdtempSync(join(tmpdir(), "confer-soak-"));
    const before = process.env.DATABASE_URL;
    let server = await start(base);
    try {
      await migrate({ url: server.url });
      const { personId, author } = await planScene({ sql: (text, values) => query(server.url, text, values) }, AUTHORS);
      const acknowledged: Acknowledged[] = [];
      let stop = false;
      let refused = 0;
      const write = async (number: number) => {
        while (!stop) {
          // A write that fails was not acknowledged: the author tries the next one.
          const outcome = await author(number)
            .then((viewer) => publishGoal(viewer, personId, number))
            .catch(() => undefined);
          if (outcome && outcome !== "conflict") acknowledged.push(outcome);
          else {
            refused++;
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
        }
      };
      const writers = Array.from({ length: AUTHORS }, (_, number) => write(number));
      for (let kill = 0; kill < KILLS; kill++) {
        await new Promise((resolve) => setTimeout(resolve, 500 + Math.random() * 2_000));
        execFileSync("kill", ["-9", postmaster(server)]);
        server = await start(base);
      }
      stop = true;
      await Promise.all(writers);
      return `${await verdict(server.url, personId, acknowledged)}; ${refused} tries failed and were not acknowledged`;
    } finally {
      await closeDatabase();
      if (before) process.env.DATABASE_URL = before;
      else delete process.env.DATABASE_URL;
      forgetSettings();
      await server.stop();
      rmSync(base, { recursive: true, force: true });
    }
  },
};

async function verdict(url: string, personId: string, acknowledged: Acknowledged[]): Promise<string> {
  const versions = await query<{ version: number; document: string }>(
    url,
    "select version, document::text from plan_version where person_id = $1 order by version",
    [personId],
  );
  const last = versions.at(-1)!;
  const lost = lostEdits(acknowledged, versions);
  if (lost.length)
    throw new Error(`${lost.length} of ${acknowledged.length} acknowledged edits are lost after ${KILLS} kills`);
  const [plan] = await query<{ current_version: number; texts: number }>(
    url,
    "select current_version, (select count(*)::int from published_text t where t.person_id = p.person_id and t.version = p.current_version) as texts from plan p where person_id = $1",
    [personId],
  );
  if (plan!.current_version !== last.version || plan!.texts < 2)
    throw new Error("a version, its plan and its texts do not agree");
  return `${KILLS} kills under ${AUTHORS} writers: ${acknowledged.length} edits acknowledged, 0 lost, nothing half-written`;
}

async function start(base: string): Promise<Bundled> {
  const server = await startBundled({ base });
  process.env.DATABASE_URL = server.url;
  forgetSettings();
  return server;
}

const postmaster = ({ folder }: Bundled) =>
  readFileSync(join(folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]!;

async function query<Row extends pg.QueryResultRow>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
