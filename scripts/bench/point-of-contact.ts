/** The crisis page under load: session, relationship and record of access decided and written for every request. */
import { spawn } from "node:child_process";
import autocannon from "autocannon";
import type { Bench, Rate } from "./harness";
import { makeUrgentScene, startProcess } from "./urgent-scene";

const SECONDS = 4;

export const pointOfContact: Bench = {
  name: "point-of-contact",
  measures:
    "GET of a crisis page by a crew: session, role and relationship checked, access recorded, slots filled; 50 connections, uncompressed",
  floorIs: "Node http and one named pg statement that reads the same text, nobody asked and nothing recorded",
  unit: "request",
  sizeOf: "published plans",
  goal: 0.4,
  size: 100_000,
  async prepare(plans) {
    const scene = await makeUrgentScene("contact", plans);
    const floor = await startProcess(
      spawn(process.execPath, ["node_modules/tsx/dist/cli.mjs", "scripts/bench/floor-server.ts"], {
        env: { ...process.env, DATABASE_URL: scene.scratch.url },
        stdio: ["ignore", "pipe", "inherit"],
      }),
    );
    return {
      floor: () => load(floor.url, scene.people, {}),
      subject: () => load(scene.url, scene.people, { cookie: scene.cookie }),
      close: async () => {
        await floor.stop();
        await scene.close();
      },
    };
  },
};

async function load(url: string, people: string[], headers: Record<string, string>): Promise<Rate> {
  const requests = people.map((id) => ({ path: `/urgent/people/${id}`, headers }));
  const result = await autocannon({ url, connections: 50, duration: SECONDS, requests });
  if (result.non2xx || result.errors) throw new Error(`${result.non2xx} answers were not 200, ${result.errors} failed`);
  const bytes = Math.round(result.throughput.average / Math.max(1, result.requests.average));
  return {
    perSecond: result.requests.average,
    extra: { "p50 ms": result.latency.p50, "p99 ms": result.latency.p99, "bytes a page": bytes },
  };
}
