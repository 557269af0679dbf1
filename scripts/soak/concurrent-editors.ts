/** Many authors publish one plan at once: every edit that was acknowledged stands in the last version. */
import { findServer } from "../database/open";
import { makeScratch } from "../database/scratch";
import type { Soak } from "../soak";
import { type Acknowledged, lostEdits, publishGoal } from "./plan-authors";
import { planScene } from "./plan-scene";

const AUTHORS = 8;
const SECONDS = 45;

export const concurrentEditors: Soak = {
  name: "concurrent-editors",
  minutes: 5,
  async run() {
    const server = await findServer(() => {});
    process.env.DATABASE_URL ||= server.url;
    const scratch = await makeScratch("editors");
    try {
      const { personId, author } = await planScene(scratch, AUTHORS);
      const until = Date.now() + SECONDS * 1000;
      const acknowledged: Acknowledged[] = [];
      let conflicts = 0;
      const write = async (number: number) => {
        while (Date.now() < until) {
          const outcome = await publishGoal(await author(number), personId, number);
          if (outcome === "conflict") conflicts++;
          else acknowledged.push(outcome);
        }
      };
      await Promise.all(Array.from({ length: AUTHORS }, (_, number) => write(number)));
      const versions = await scratch.sql<{ document: string; version: number }>(
        "select version, document::text from plan_version where person_id = $1 order by version",
        [personId],
      );
      const lost = lostEdits(acknowledged, versions);
      if (lost.length) throw new Error(`${lost.length} of ${acknowledged.length} acknowledged edits are lost`);
      return `${AUTHORS} authors published ${acknowledged.length} edits of one plan at once (version ${versions.at(-1)!.version}), ${conflicts} conflicts shown, 0 lost`;
    } finally {
      await scratch.drop();
      await server.close();
    }
  },
};
