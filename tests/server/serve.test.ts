import { existsSync, readFileSync } from "node:fs";
import type { ServerBuild } from "@remix-run/node";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type Server, startServer } from "../../app/server/serve";
import { type TestDatabase, testDatabase } from "../support/database";

let database: TestDatabase;
let server: Server | undefined;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Pages that need no build: each answers by itself. */
const answers: Record<string, (args: { request: Request; context: object }) => Promise<Response>> = {
  quick: async ({ request, context }) =>
    Response.json({ id: request.headers.get("x-confer-request-id"), context, host: new URL(request.url).host }),
  slow: async () => {
    await pause(400);
    return new Response("answered");
  },
};

async function serve(): Promise<(path: string, init?: RequestInit) => Promise<Response>> {
  const route = (id: string) => ({
    id,
    path: id,
    parentId: "root",
    module: { loader: answers[id], action: answers[id] },
  });
  const pages = {
    entry: { module: { default: async () => new Response("a page") } },
    routes: { root: { id: "root", path: "", module: {} }, quick: route("quick"), slow: route("slow") },
    assets: { entry: {}, routes: {}, url: "", version: "" },
    future: { v3_singleFetch: true },
    publicPath: "/",
    assetsBuildDirectory: "",
    isSpaMode: false,
  } as unknown as ServerBuild;
  server = await startServer({ port: 0, pages: async () => pages });
  const { port } = server;
  return (path, init) => fetch(`http://localhost:${port}${path}`, init);
}

beforeAll(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  await server?.close();
  server = undefined;
});

describe("The HTTP process", () => {
  test("says that it lives, that it is ready, and how long it takes", async () => {
    const get = await serve();
    expect(await (await get("/health")).json()).toEqual({ alive: true });
    expect(await (await get("/ready")).json()).toEqual({ ready: true });
    await get("/quick");
    // Measured when the connection has closed, which may be after the answer is here.
    await vi.waitFor(async () =>
      expect(await (await get("/metrics")).text()).toMatch(
        /http_request_duration_seconds_count\{method="GET",route="\/quick",status="200"\} 1/,
      ),
    );
  });

  test("is not ready while a migration is missing", async () => {
    const get = await serve();
    await database.sql("update _prisma_migrations set finished_at = null");
    const response = await get("/ready");
    await database.sql("update _prisma_migrations set finished_at = now()");
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ because: expect.stringContaining("migrations are pending") });
  });

  test("gives every request its own id, whatever the client claims", async () => {
    const get = await serve();
    const response = await get("/quick", { headers: { "x-confer-request-id": "mine" } });
    const { id, context } = await response.json();
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get("x-request-id")).toBe(id);
    expect(context.requestId).toBe(id);
  });

  test("lets no page be framed, and only scripts with this answer's nonce run", async () => {
    const get = await serve();
    const policies = await Promise.all([get("/quick"), get("/quick")]);
    const [first, second] = policies.map(({ headers }) => headers.get("content-security-policy") ?? "");
    expect(first).toMatch(/script-src 'self' 'nonce-[^']+';/);
    expect(first).toContain("frame-ancestors 'none'");
    expect(first).not.toContain("unsafe");
    expect(first).not.toBe(second);
  });

  test("refuses what another site sends, without an error of its own", async () => {
    const get = await serve();
    const post = (origin: string) => get("/quick", { method: "POST", body: "a=b", headers: { origin } });
    for (const origin of ["https://elsewhere.example", "null", "nonsense"])
      expect((await post(origin)).status, origin).toBe(403);
    expect((await post(`http://localhost:${server!.port}`)).status).toBe(200);
  });

  test("takes no body larger than it can use", async () => {
    const get = await serve();
    const response = await get("/quick", { method: "POST", body: "x".repeat(1_048_577) });
    expect(response.status).toBe(413);
  });

  test("answers what is in flight before it stops, and takes nothing new", async () => {
    const get = await serve();
    const inFlight = get("/slow");
    await pause(100);
    const stopped = server?.close();
    server = undefined;
    await expect(get("/quick")).rejects.toThrow();
    expect(await (await inFlight).text()).toBe("answered");
    await stopped;
  });

  test("says in words that the records cannot be reached, and stays alive", async () => {
    const get = await serve();
    const { connectionPool } = await import("../../app/data/database.server");
    const query = connectionPool().query;
    connectionPool().query = (() => Promise.reject(new Error("gone"))) as typeof query;
    await pause(1100);
    const page = await get("/quick");
    const ready = await get("/ready");
    connectionPool().query = query;
    expect(page.status).toBe(503);
    expect(await page.text()).toContain("Confer cannot reach its records");
    expect(ready.status).toBe(503);
    expect((await get("/health")).status).toBe(200);
  });
});

test("Pictures that the design system's style sheet asks for are there", () => {
  const css = readFileSync("node_modules/nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css", "utf8");
  const asked = [...css.matchAll(/url\("?(\/assets\/images\/[^)"]+)/g)].map(([, path]) => path!);
  expect(asked).toContain("/assets/images/nhsuk-icon-cross.svg");
  for (const path of asked) expect(existsSync(`public${path}`), path).toBe(true);
});
