/**
 * Notices: word to an organisation that something waits for it in Confer. They carry no clinical content and no
 * name, only what kind of thing and where. One type, so that a mail or message service can take the local one's place.
 */
import { appendFile, mkdir } from "node:fs/promises";
import { dirname } from "node:path";

export type Notice = { id: string; organisationId: string; topic: string; at: string };
export type SendNotice = (notice: Notice) => Promise<void>;

/** Kept in a file of this machine, one JSON line a notice: for the demo and for sites without a message service. */
export const keepNotices =
  (path: string): SendNotice =>
  async (notice) => {
    await mkdir(dirname(path), { recursive: true });
    await appendFile(path, `${JSON.stringify(notice)}\n`);
  };
