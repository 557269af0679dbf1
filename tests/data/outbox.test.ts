import { beforeAll, expect, test } from "vitest";
import { postNews } from "../../app/data/commands.server";
import { asViewer } from "../../app/data/database.server";
import { newId } from "../../app/data/identity.server";
import { deliverNews, undeliveredNews } from "../../app/data/outbox.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { tasks } from "../../app/jobs/tasks";
import { testDatabase } from "../support/database";

let sql: Awaited<ReturnType<typeof testDatabase>>["sql"];
beforeAll(async () => {
  ({ sql } = await testDatabase());
});

const viewer = systemViewer("outbox", "deliver news");
const posted = async (minutesAgo: number) => {
  const id = newId();
  await sql(
    "insert into outbox (id, at, topic, payload) values ($1, now() - make_interval(mins => $2), 'test', '{}')",
    [id, minutesAgo],
  );
  return id;
};
const jobs = () =>
  sql<{ key: string; attempts: number }>("select key, attempts from graphile_worker.jobs where key like 'news:%'");

test("news that the queue gave up goes to it again; what was delivered, or is only just posted, does not", async () => {
  const [old, delivered] = [await posted(60), await posted(60), await posted(1)];
  await deliverNews(viewer, delivered!, async () => {});
  await sql(
    "select graphile_worker.add_job('deliver_news', json_build_object('id', $1::text), job_key => 'news:' || $1)",
    [old],
  );
  await sql("update graphile_worker._private_jobs set attempts = max_attempts");
  expect(await undeliveredNews(viewer, new Date(Date.now() - 10 * 60_000))).toBe(1);
  expect(await jobs()).toEqual([{ key: `news:${old}`, attempts: 0 }]);
});

test("news without an address is refused as it is posted; what stands so already stays, with the error", async () => {
  const at = new Date();
  const post = asViewer(systemViewer("outbox", "test"), "command", (db) =>
    postNews(db, "action offered", { organisationId: "" }, at),
  );
  await expect(post).rejects.toThrow("action offered");
  const id = await posted(1);
  await expect(tasks.deliver_news!({ id }, {} as never)).rejects.toThrow("no organisation");
  expect(await sql("select attempts, delivered_at, last_error from outbox where id = $1", [id])).toEqual([
    { attempts: 1, delivered_at: null, last_error: expect.stringContaining("no organisation") },
  ]);
});

test("the sweep tries texts again that the queue gave up, and leaves those that it still tries", async () => {
  for (const key of ["render:given up", "render:tried"])
    await sql("select graphile_worker.add_job('render_published_texts', job_key => $1)", [key]);
  await sql(`update graphile_worker._private_jobs set attempts = case key when 'render:tried' then 3 else max_attempts end
    where key like 'render:%'`);
  await tasks.sweep_outbox!({}, { query: (text: string) => sql(text) } as never);
  const left = "select key, attempts from graphile_worker.jobs where key like 'render:%' order by key";
  expect(await sql(left)).toEqual([
    { key: "render:given up", attempts: 0 },
    { key: "render:tried", attempts: 3 },
  ]);
});
