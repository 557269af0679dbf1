/**
 * News of plans, as PostgreSQL tells them at commit (LISTEN confer_plan): one listening connection a process, whatever
 * number of pages is open. A message says of whom and of what kind; what it is about is read by each viewer anew.
 */
import pg from "pg";
import { env } from "../env.server";

/** again: nobody listened for a while, so that anything may have happened. */
export type PlanNews = { person: string; kind: "plan" | "presence" | "proposal" | "again" };
type Hear = (news: PlanNews) => void;

type Listener = { client?: pg.Client; hearing: Map<string, Set<Hear>>; retry?: NodeJS.Timeout; stopped: boolean };

/** Remix's build and the HTTP process are two module graphs: they share one connection by this symbol. */
const KEY = Symbol.for("confer.plan-news");
const shared = globalThis as unknown as Record<symbol, Listener | undefined>;

/** Between tries to reach the database again, in ms. */
const SOONEST = 250;
const LATEST = 10_000;

/** Hears of one person's plan until the answer is called. */
export function hearOfPlan(personId: string, hear: Hear): () => void {
  const listener = shared[KEY] ?? begin();
  shared[KEY] = listener;
  const heard = listener.hearing.get(personId) ?? new Set();
  listener.hearing.set(personId, heard.add(hear));
  return () => {
    heard.delete(hear);
    if (heard.size === 0) listener.hearing.delete(personId);
  };
}

function begin(): Listener {
  const listener: Listener = { hearing: new Map(), stopped: false };
  void connect(listener, SOONEST);
  return listener;
}

async function connect(listener: Listener, wait: number): Promise<void> {
  const client = new pg.Client({
    connectionString: env().DATABASE_URL,
    options: "-c role=confer_app",
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  let lost = false;
  let pause = wait;
  const retry = () => {
    if (lost || listener.stopped) return;
    lost = true;
    client.end().catch(() => {});
    listener.retry = setTimeout(() => void connect(listener, Math.min(pause * 2, LATEST)), pause).unref();
  };
  client.on("error", retry);
  client.on("end", retry);
  client.on("notification", ({ payload }) => tell(listener, payload));
  try {
    await client.connect();
    await client.query("listen confer_plan");
    if (listener.stopped) return void client.end();
    listener.client = client;
    pause = SOONEST;
    for (const [person, heard] of listener.hearing) for (const hear of heard) hear({ person, kind: "again" });
  } catch {
    retry();
  }
}

function tell({ hearing }: Listener, payload: string | undefined) {
  const news = JSON.parse(payload ?? "{}") as PlanNews;
  for (const hear of hearing.get(news.person) ?? []) hear(news);
}

/** For the graceful stop. */
export async function closePlanNews(): Promise<void> {
  const listener = shared[KEY];
  shared[KEY] = undefined;
  if (!listener) return;
  listener.stopped = true;
  clearTimeout(listener.retry);
  await listener.client?.end().catch(() => {});
}
