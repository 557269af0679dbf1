/**
 * Notices: word to an organisation that something waits for it in Confer. They carry no clinical content and no
 * name of a person, only what kind of thing and for whom. One type, so that a mail or message service can take the local one's place.
 */
import { appendFile, mkdir } from "node:fs/promises";
import { dirname } from "node:path";

/** `accountId`: the one of its staff whom it concerns, where there is one. */
export type Notice = { id: string; organisationId: string; accountId?: string; topic: string; at: string };
export type SendNotice = (notice: Notice) => Promise<void>;

/**
 * What goes out of news: nothing of its payload but the address. Throws when there is none: sent to nobody it would
 * count as delivered, so it stays in the outbox with this error, to be seen.
 */
export function noticeOf(news: {
  id: string;
  topic: string;
  payload: Readonly<Record<string, string>>;
  at: Date;
}): Notice {
  const { id, topic, at } = news;
  const { organisationId, accountId } = news.payload;
  if (!organisationId) throw new Error(`The notice "${topic}" (${id}) has no organisation to go to.`);
  return { id, topic, organisationId, ...(accountId && { accountId }), at: at.toISOString() };
}

/** Kept in a file of this machine, one JSON line a notice: for the demo and for sites without a message service. */
export const keepNotices =
  (path: string): SendNotice =>
  async (notice) => {
    await mkdir(dirname(path), { recursive: true });
    await appendFile(path, `${JSON.stringify(notice)}\n`);
  };
