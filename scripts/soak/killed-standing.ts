/** Kill -9, of the web process and of PostgreSQL, under authors at work: what was acknowledged is there, nothing is half there. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { closeDatabase } from "../../app/data/database.server";
import { forgetSettings } from "../../app/env.server";
import { type Bundled, startBundled } from "../database/bundled";
import { migrate } from "../database/migrate";
import type { Soak } from "../soak";
import { type Author, anAuthor, publish, type Site, write } from "./plan-authors";
import { judge } from "./plan-ledger";
import { planScene } from "./plan-scene";
import { type StartedServer, startWeb } from "./started-server";

const AUTHORS = 6;
const PUBLISHES = 100;

/** Between two kills, in ms: long enough for some work, too short for all of it to end. */
const calm = () => 2_000 + Math.random() * 5_000;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export type Standing = { base: string; database: Bundled; port: number; web: StartedServer; site: Site };

export function killing(name: string, kill: (standing: Standing) => Promise<void>): Soak {
  return {
    name,
    minutes: 15,
    async run() {
      const base = mkdtempSync(join(tmpdir(), "confer-soak-"));
      const before = process.env.DATABASE_URL;
      const database = await startBundled({ base });
      pointAt(database.url);
      const standing = { base, database, port: Number(new URL(database.url).port) } as Standing;
      try {
        await migrate({ url: database.url });
        const sql = <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) =>
          query<Row>(standing.database.url, text, values);
        const { personId, accounts } = await planScene({ sql }, AUTHORS);
        await closeDatabase();
        standing.web = await startWeb(database.url);
        standing.site = { url: standing.web.url, personId };
        const authors = accounts.map(anAuthor);
        const kills = await workUnder(standing, authors, kill);
        const { edits, versions, faults } = await judge({ sql }, personId, authors);
        if (faults.length) throw new Error(`${faults.length} faults, first: ${faults.slice(0, 3).join("; ")}`);
        return `${kills} kills under ${AUTHORS} authors: ${published(authors)} publishes and ${edits} draft saves acknowledged, ${versions} versions, 0 lost, nothing half-published`;
      } finally {
        await standing.web?.stop();
        await closeDatabase();
        pointAt(before);
        await standing.database.stop();
        rmSync(base, { recursive: true, force: true });
      }
    },
  };
}

const published = (authors: readonly Author[]) => authors.reduce((sum, one) => sum + one.published.length, 0);

/** Kills again and again until enough was published, then lets everybody finish. */
async function workUnder(standing: Standing, authors: readonly Author[], kill: (standing: Standing) => Promise<void>) {
  const until = () => published(authors) < PUBLISHES;
  const work = Promise.all(
    authors.map(async (author) => {
      while (until()) await (Math.random() < 0.5 ? publish : write)(standing.site, author, until);
    }),
  );
  // A fault of an author ends the soak, and is not waited for by the next kill.
  let over = false;
  const done = work.finally(() => {
    over = true;
  });
  done.catch(() => {});
  let kills = 0;
  while (!over) {
    await pause(calm());
    if (over) break;
    await kill(standing);
    kills++;
  }
  await done;
  return kills;
}

function pointAt(url: string | undefined) {
  if (url) process.env.DATABASE_URL = url;
  else delete process.env.DATABASE_URL;
  forgetSettings();
}

async function query<Row extends pg.QueryResultRow>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
