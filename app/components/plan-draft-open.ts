/** The queues of this page: one for an author and a person, as long as the page lives, whichever part of it is shown. */
import { useEffect, useState, useSyncExternalStore } from "react";
import { DraftQueue, QUIET, type QueueState } from "./plan-draft-queue";

const queues = new Map<string, DraftQueue>();

/** One queue for an author and a person, as long as the page lives. */
export function draftQueue(author: string, personId: string): DraftQueue {
  const key = `${author} ${personId}`;
  const queue = queues.get(key) ?? new DraftQueue(author, personId);
  queues.set(key, queue);
  return queue;
}

/** Those of this page that are the author's. */
export const openQueues = (author: string): { personId: string; queue: DraftQueue }[] =>
  [...queues].flatMap(([key, queue]) => {
    const [of, personId = ""] = key.split(" ");
    return of === author ? [{ personId, queue }] : [];
  });

const never = () => () => {};

/** Undefined until the page has come alive in the browser. */
export function useDraftQueue(author: string, personId: string): { queue: DraftQueue | undefined; state: QueueState } {
  const [queue, setQueue] = useState<DraftQueue>();
  useEffect(() => setQueue(draftQueue(author, personId)), [author, personId]);
  const state = useSyncExternalStore(
    queue?.subscribe ?? never,
    () => queue?.state ?? QUIET,
    () => QUIET,
  );
  return { queue, state };
}
