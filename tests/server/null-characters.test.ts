/** U+0000 in what a browser sends, over HTTP: PostgreSQL holds none, and a page must not fail on it. */
import { request as ask } from "node:http";
import type { ServerBuild } from "@remix-run/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startServer } from "../../app/server/serve";
import { testDatabase } from "../support/database";

let server: Server;
let url: string;

/** Says what it was sent. */
const echo = async ({ request }: { request: Request }) => {
  const type = request.headers.get("content-type") ?? "";
  if (request.method === "GET") return Response.json(new URL(request.url).searchParams.get("q"));
  if (type.startsWith("application/json")) return Response.json(await request.json());
  if (type.startsWith("application/octet-stream"))
    return Response.json([...new Uint8Array(await request.arrayBuffer())]);
  const length = Number(request.headers.get("content-length"));
  const body = await request.clone().arrayBuffer();
  return Response.json({ fields: [...(await request.formData())], asLong: length === body.byteLength });
};

beforeAll(async () => {
  await testDatabase();
  const pages = {
    entry: { module: { default: async () => new Response("a page") } },
    routes: {
      root: { id: "root", path: "", module: {} },
      echo: { id: "echo", path: "echo", parentId: "root", module: { loader: echo, action: echo } },
    },
    assets: { entry: {}, routes: {}, url: "", version: "" },
    future: { v3_singleFetch: true },
    publicPath: "/",
    assetsBuildDirectory: "",
    isSpaMode: false,
  } as unknown as ServerBuild;
  server = await startServer({ port: 0, pages: async () => pages });
  url = `http://localhost:${server.port}/echo`;
});
afterAll(() => server?.close());

const post = async (type: string, body: BodyInit) =>
  (await fetch(url, { method: "POST", headers: { "Content-Type": type }, body })).json();
const FORM = "application/x-www-form-urlencoded";

test.each([
  ["a%00b=c%00", [["a\uFFFDb", "c\uFFFD"]]],
  ["a=\0", [["a", "\uFFFD"]]],
  ["a=%%0000", [["a", "%\uFFFD00"]]],
  [
    "a=%2500&b=%C3%A9",
    [
      ["a", "%00"],
      ["b", "é"],
    ],
  ],
  ["a=", [["a", ""]]],
])("a form of %j is read as %j", async (body, fields) =>
  expect(await post(FORM, body)).toEqual({ fields, asLong: true }),
);

test("a form in parts", async () => {
  const parts = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nü\0!\r\n--x--\r\n';
  expect(await post("multipart/form-data; boundary=x", parts)).toEqual({ fields: [["a", "ü\uFFFD!"]], asLong: true });
});

test("a message of edits, where only the escape of the character itself is one", async () => {
  const sent = { words: "a\0b", backslash: "\\u0000", both: "\\\0", other: "\u0001é\n" };
  expect(await post("application/json", JSON.stringify(sent))).toEqual({
    ...sent,
    words: "a\uFFFDb",
    both: "\\\uFFFD",
  });
});

test("an address", async () => expect(await (await fetch(`${url}?q=a%00b`)).json()).toBe("a\uFFFDb"));

test("what is no text comes through as it was", async () => {
  expect(await post("application/octet-stream", new Uint8Array([0, 255, 0]))).toEqual([0, 255, 0]);
});

test("a long form that comes in pieces is read whole", async () => {
  const words = "%00x".repeat(20_000);
  const answer = await new Promise<string>((resolve, reject) => {
    const headers = { "Content-Type": FORM, "Content-Length": words.length + 2 };
    const sent = ask(url, { method: "POST", headers }, (response) => {
      let said = "";
      response.setEncoding("utf8").on("data", (part) => {
        said += part;
      });
      response.on("end", () => resolve(said));
    }).on("error", reject);
    sent.write("a=");
    setTimeout(() => sent.write(words.slice(0, 40_001)), 50);
    setTimeout(() => sent.end(words.slice(40_001)), 100);
  });
  expect(JSON.parse(answer)).toEqual({ fields: [["a", "\uFFFDx".repeat(20_000)]], asLong: true });
});
