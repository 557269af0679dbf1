/** News that commands posted in their own transactions. Delivered at least once: the receiver knows it by its id. */
import { z } from "zod";
import type { SystemViewer } from "../domain/viewer";
import { asViewer } from "./database.server";

const Payload = z.record(z.string(), z.string());
export type News = { id: string; topic: string; payload: z.infer<typeof Payload>; at: Date };

/** Hands undelivered news to `deliver` and marks it; what fails stays, with its error, for the queue to try again. */
export async function deliverNews(
  viewer: SystemViewer,
  id: string,
  deliver: (news: News) => Promise<void>,
): Promise<void> {
  const news = await asViewer(viewer, "command", (db) =>
    db.outbox.findFirst({
      where: { id, deliveredAt: null },
      select: { id: true, topic: true, payload: true, at: true },
    }),
  );
  if (!news) return;
  try {
    await deliver({ ...news, payload: Payload.parse(news.payload) });
  } catch (error) {
    const lastError = error instanceof Error ? error.message : String(error);
    await asViewer(viewer, "command", (db) =>
      db.outbox.update({ where: { id }, data: { attempts: { increment: 1 }, lastError } }),
    );
    throw error;
  }
  await asViewer(viewer, "command", (db) =>
    db.outbox.update({ where: { id }, data: { deliveredAt: new Date(), attempts: { increment: 1 } } }),
  );
}

/**
 * Gives news posted before `olderThan` and still undelivered to the queue again, under its own key: the queue forgets
 * a job after its last attempt, the outbox does not. Returns how many, at most 1,000 at a time, the oldest first.
 */
export function undeliveredNews(viewer: SystemViewer, olderThan: Date): Promise<number> {
  return asViewer(
    viewer,
    "command",
    (db) =>
      db.$executeRaw`
      select graphile_worker.add_job('deliver_news', json_build_object('id', id), job_key => 'news:' || id)
      from (select id from outbox where delivered_at is null and at < ${olderThan} order by at limit 1000) as waiting`,
  );
}
