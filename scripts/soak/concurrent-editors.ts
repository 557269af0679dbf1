/**
 * Fifty editors write and publish one plan for a minute, over HTTP against a started server: every edit that was
 * acknowledged is in the history or in its author's draft, and nobody's words were overwritten unseen.
 */
import { findServer } from "../database/open";
import { makeScratch } from "../database/scratch";
import type { Soak } from "../soak";
import { anAuthor, publish, type Site, write } from "./plan-authors";
import { judge } from "./plan-ledger";
import { planScene } from "./plan-scene";
import { startWeb } from "./started-server";

const AUTHORS = 50;
const SECONDS = 60;
/** One act in so many is a publish. */
const PUBLISHES = 8;

export const concurrentEditors: Soak = {
  name: "concurrent-editors",
  minutes: 8,
  async run() {
    const server = await findServer(() => {});
    process.env.DATABASE_URL ||= server.url;
    const scratch = await makeScratch("editors");
    try {
      const { personId, accounts } = await planScene(scratch, AUTHORS);
      const web = await startWeb(scratch.url);
      try {
        const site: Site = { url: web.url, personId };
        const authors = accounts.map(anAuthor);
        const end = Date.now() + SECONDS * 1000;
        const until = () => Date.now() < end;
        await Promise.all(
          authors.map(async (author) => {
            while (until()) {
              if (Math.random() < 1 / PUBLISHES) await publish(site, author, until);
              else await write(site, author, until);
            }
          }),
        );
        const { edits, versions, conflicts, faults } = await judge(scratch, personId, authors);
        if (faults.length) throw new Error(`${faults.length} faults, first: ${faults.slice(0, 3).join("; ")}`);
        return `${AUTHORS} editors for ${SECONDS} s: ${edits} edits acknowledged, ${versions} versions, ${conflicts} conflicts shown to their authors, 0 lost, 0 overwritten unseen`;
      } finally {
        await web.stop();
      }
    } finally {
      await scratch.drop();
      await server.close();
    }
  },
};
