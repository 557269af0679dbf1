/** Many authors publish one plan at once: every edit that was acknowledged stands in the last version. */
import { randomUUID } from "node:crypto";
import { saveDraft } from "../../app/data/plan-drafts.server";
import { publishPlan } from "../../app/data/plans.server";
import { renderPublishedTexts } from "../../app/rendering/published-texts";
import { openDatabase } from "../database/open";
import { makeScratch } from "../database/scratch";
import type { Soak } from "../soak";
import { planScene } from "./plan-scene";

const AUTHORS = 8;
const SECONDS = 45;

export const concurrentEditors: Soak = {
  name: "concurrent-editors",
  minutes: 5,
  async run() {
    const database = await openDatabase(() => {});
    const scratch = await makeScratch("editors");
    try {
      const { personId, author } = await planScene(scratch, AUTHORS);
      const until = Date.now() + SECONDS * 1000;
      const acknowledged: string[] = [];
      let conflicts = 0;
      const write = async (number: number) => {
        while (Date.now() < until) {
          const viewer = await author(number);
          const item = `goal-${randomUUID().slice(0, 18)}`;
          const operations = [{ unit: `goals/${item}`, values: { what: `Goal ${item}`, status: "active" } }];
          const saved = await saveDraft(viewer, { personId, operations, at: new Date() });
          if (!saved.ok) throw new Error(`a draft was not saved: ${saved.why}`);
          const outcome = await publishPlan(viewer, {
            personId,
            key: randomUUID(),
            reason: "soak",
            render: renderPublishedTexts,
            at: new Date(),
          });
          if (outcome.ok) acknowledged.push(item);
          else if (outcome.why === "conflicts") conflicts++;
          else throw new Error(`a plan was not published: ${outcome.why}`);
        }
      };
      await Promise.all(Array.from({ length: AUTHORS }, (_, number) => write(number)));
      const [last] = await scratch.sql<{ document: string; version: number }>(
        "select document::text, version from plan_version where person_id = $1 order by version desc limit 1",
        [personId],
      );
      const lost = acknowledged.filter((item) => !last!.document.includes(item));
      if (lost.length) throw new Error(`${lost.length} of ${acknowledged.length} acknowledged edits are lost`);
      return `${AUTHORS} authors published ${acknowledged.length} edits of one plan (version ${last!.version}), ${conflicts} conflicts shown, 0 lost`;
    } finally {
      await scratch.drop();
      await database.close();
    }
  },
};
