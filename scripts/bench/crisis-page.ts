/** How heavy the crisis page is for a phone in a stairwell: one request of at most 14 KB, against just that. */
import { createServer } from "node:http";
import { gunzipSync } from "node:zlib";
import { type Browser, chromium } from "playwright-core";
import { findChromium } from "../chromium.js";
import type { Bench, Rate } from "./harness";
import { makeUrgentScene } from "./urgent-scene";

/** The first TCP window: ten segments of 1,460 bytes, less the headers. */
const BUDGET = 14 * 1024;
/** 400 kbit/s and 400 ms, as on the edge of 3G. */
const PHONE = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };

export const crisisPage: Bench = {
  name: "crisis-page",
  measures: "the longest crisis page, opened on a throttled phone (400 kbit/s, 400 ms), to its last byte",
  floorIs: "one plain answer of 14 KB over the same link",
  unit: "page",
  sizeOf: "published plans",
  goal: 1,
  size: 100,
  async prepare(plans) {
    const scene = await makeUrgentScene("page", plans);
    const plain = await servePlain();
    const executablePath = await findChromium();
    if (!executablePath) throw new Error("This bench needs Chromium: npm test installs one, or set CHROMIUM_PATH.");
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
    const wire = await weigh(`${scene.url}/urgent/people/${scene.people[0]}`, scene.cookie);
    return {
      floor: () => open(browser, plain.url, ""),
      subject: async () => {
        const rate = await open(browser, `${scene.url}/urgent/people/${scene.people[0]}`, scene.cookie);
        return { ...rate, extra: { ...rate.extra, ...wire } };
      },
      close: async () => {
        await browser.close();
        plain.close();
        await scene.close();
      },
    };
  },
};

async function open(browser: Browser, url: string, cookie: string): Promise<Rate> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
  const [name, value] = cookie.split("=");
  if (name && value) await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", PHONE);
  let requests = 0;
  page.on("request", () => requests++);
  const begin = performance.now();
  await page.goto(url, { waitUntil: "load" });
  const seconds = (performance.now() - begin) / 1000;
  await context.close();
  return { perSecond: 1 / seconds, extra: { seconds: seconds.toFixed(2), requests } };
}

async function weigh(url: string, cookie: string) {
  const { request } = await import("node:http");
  const body = await new Promise<Buffer>((resolve, reject) => {
    request(url, { headers: { cookie, "accept-encoding": "gzip" } }, async (answer) => {
      const parts: Buffer[] = [];
      for await (const part of answer) parts.push(part as Buffer);
      resolve(Buffer.concat(parts));
    })
      .on("error", reject)
      .end();
  });
  const html = gunzipSync(body).toString();
  const share = Math.round((body.length / BUDGET) * 100);
  return {
    "bytes compressed": body.length,
    "of 14 KB": `${share} %`,
    "bytes of HTML": html.length,
    scripts: html.match(/<script/g)?.length ?? 0,
  };
}

function servePlain(): Promise<{ url: string; close: () => void }> {
  const body = Buffer.alloc(BUDGET, "Confer ");
  const server = createServer((_request, response) => {
    response.writeHead(200, { "Content-Type": "text/plain", "Content-Length": body.length });
    response.end(body);
  });
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () =>
      resolve({ url: `http://127.0.0.1:${(server.address() as { port: number }).port}`, close: () => server.close() }),
    ),
  );
}
