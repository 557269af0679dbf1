/** A crew with an open contact for each of many people who have a published plan, and the built server before them. */
import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { SESSION_COOKIE } from "../../app/access/sessions.server";
import { generatedSource, importResources } from "../../app/data/imports.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { londonDate } from "../../app/domain/dates";
import { fromFhirResource } from "../../app/fhir/resource";
import { boroughResources } from "../borough/generate";
import { makeLivingService } from "../borough/living-service";
import { organisationsFor } from "../borough/organisations";
import { SOURCE } from "../borough/people-kept";
import { makeScratch, type Scratch } from "../database/scratch";

export type UrgentScene = {
  scratch: Scratch;
  /** Of the web server as `npm start` runs it. */
  url: string;
  cookie: string;
  /** A sample of people whom the crew attends. */
  people: string[];
  close: () => Promise<void>;
};

const SMALL_BOROUGH = 600;

export async function makeUrgentScene(name: string, plans: number): Promise<UrgentScene> {
  const scratch = await makeScratch(name);
  const borough = { people: SMALL_BOROUGH, seed: 1, asOf: londonDate(new Date()) };
  const source = generatedSource("borough", boroughResources(borough));
  await importResources(systemViewer("bench", "bench of the point of contact"), [source], {
    source: SOURCE,
    read: fromFhirResource,
  });
  await makeLivingService(borough, organisationsFor(borough.people), new Date());
  const token = randomBytes(20).toString("hex");
  await multiply(scratch, plans);
  await attend(scratch, createHash("sha256").update(token).digest("hex"));
  const people = await scratch.sql<{ id: string }>("select id from bench_person order by id limit 2000");
  const web = await startWeb(scratch.url);
  return {
    scratch,
    url: web.url,
    cookie: `${SESSION_COOKIE}=${token}`,
    people: people.map(({ id }) => id),
    close: async () => {
      await web.stop();
      await scratch.drop();
    },
  };
}

/** The longest page of the small borough, for as many people as asked: a plan of the size that crews really read. */
async function multiply({ sql }: Scratch, plans: number) {
  await sql(`create table bench_person as select gen_random_uuid() as id from generate_series(1, ${plans})`);
  const [model] = await sql<{
    person_id: string;
  }>(`select t.person_id from published_text t join plan p using (person_id)
    where t.audience = 'crew' and p.status = 'live' order by length(t.text) desc limit 1`);
  const id = [model!.person_id];
  await sql(
    `insert into person (id, born_on, sex, source, source_id) select b.id, p.born_on, p.sex, 'bench', b.id::text from bench_person b, person p where p.id = $1`,
    id,
  );
  await sql(
    `insert into plan (person_id, status, current_version, rendition) select b.id, p.status, p.current_version, p.rendition from bench_person b, plan p where p.person_id = $1`,
    id,
  );
  await sql(
    `insert into published_text (person_id, audience, version, rendition, text, published_at)
     select b.id, t.audience, t.version, t.rendition, t.text, t.published_at from bench_person b, published_text t where t.person_id = $1`,
    id,
  );
  await sql("analyze");
}

async function attend({ sql }: Scratch, sessionKey: string) {
  const [crew] = await sql<{ id: string; account_id: string }>(
    "select id, account_id from assignment where role = 'urgent_clinician' order by id limit 1",
  );
  await sql(
    "insert into session (id, user_id, expires_at, assignment_id) values ($1, $2, now() + interval '1 day', $3)",
    [sessionKey, crew!.account_id, crew!.id],
  );
  await sql(
    `insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at)
     select id, 'account', $1, 'contact', gen_random_uuid()::text, now() - interval '1 minute' from bench_person`,
    [crew!.account_id],
  );
  await sql("analyze relationship");
}

async function startWeb(databaseUrl: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    PORT: "0",
    LOG_LEVEL: "warn",
  };
  return startProcess(spawn(process.execPath, ["build/process/web.js"], { env, stdio: ["ignore", "pipe", "inherit"] }));
}

/** A server that says "… listens on PORT" when it is ready. */
export function startProcess(child: ChildProcess): Promise<{ url: string; stop: () => Promise<void> }> {
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout?.on("data", (chunk) => {
      said += chunk;
      const port = /listens on (\d+)/.exec(said)?.[1];
      if (!port) return;
      const stop = async () => {
        child.kill("SIGTERM");
        await ended;
      };
      resolve({ url: `http://127.0.0.1:${port}`, stop });
    });
    child.once("exit", (code) =>
      reject(new Error(`The server ended (${code}) before it listened: run npm run build first. ${said}`)),
    );
  });
}
