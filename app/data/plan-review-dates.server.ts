/** When a plan should be looked at again, by the person's risk and the settings in force. */
import type { CalendarDate } from "../domain/calendar";
import { type ProposedReview, proposedReview, REVIEW_SETTINGS } from "../domain/plan-review";
import type { Segment } from "../domain/segment";
import type { SettingValues } from "../domain/setting";
import type { Db } from "./database.server";

/** Values in force of the settings of reviews, where they differ from what ships. */
export async function settingsOf(db: Db): Promise<SettingValues> {
  const rows = await db.setting.findMany({
    where: { name: { in: Object.keys(REVIEW_SETTINGS) } },
    orderBy: { version: "asc" },
    select: { name: true, value: true },
  });
  return Object.fromEntries(rows.flatMap(({ name, value }) => (typeof value === "number" ? [[name, value]] : [])));
}

/** When this person's plan should be looked at again, by the segment of the run in force. */
export async function readProposedReview(db: Db, personId: string, today: CalendarDate): Promise<ProposedReview> {
  const [row] = await db.$queryRaw<{ segment: Segment }[]>`
    select r.segment from registry_row r join stratification_run s on s.id = r.run_id and s.current
    where r.person_id = ${personId}::uuid`;
  return proposedReview(row?.segment, today, await settingsOf(db));
}
