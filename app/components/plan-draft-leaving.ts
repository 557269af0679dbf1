/** Before somebody signs out: what they typed in this browser and no server has is sent, so that nothing of it stays here. */
import { draftQueue, openQueues } from "./plan-draft-open";
import { allWords } from "./plan-draft-store";

/** How long signing out waits for words to be acknowledged, and how often it looks, in ms. */
const PATIENCE = 5_000;
const LOOK_AGAIN = 200;

/** Units that wait: of pages that are closed too, and of this page where the browser keeps nothing. */
async function unsent(author: string): Promise<{ personId: string; unit: string }[]> {
  const kept = (await allWords(Date.now()).catch(() => []))
    .filter((words) => words.author === author)
    .map(({ personId, queued }) => ({ personId, unit: queued.unit }));
  const open = openQueues(author).flatMap(({ personId, queue }) =>
    Object.keys(queue.state.units).map((unit) => ({ personId, unit })),
  );
  const all = new Map([...kept, ...open].map((one) => [`${one.personId} ${one.unit}`, one]));
  return [...all.values()];
}

export type Left = { lines: number; people: string[] };

/** Sends all of the author's that waits. Answers what is left when it is acknowledged, or when the patience is over. */
export async function sendBeforeLeaving(author: string): Promise<Left> {
  const until = Date.now() + PATIENCE;
  for (;;) {
    const left = await unsent(author);
    const people = [...new Set(left.map(({ personId }) => personId))];
    if (!left.length || Date.now() > until) return { lines: left.length, people };
    const sent = await Promise.race([
      Promise.all(people.map((personId) => draftQueue(author, personId).flush())),
      new Promise<undefined>((resolve) => setTimeout(resolve, Math.max(0, until - Date.now()))),
    ]);
    // Without a line, or held until the author chooses: waiting longer changes nothing.
    const stuck = people.every((personId) => {
      const { line, units } = draftQueue(author, personId).state;
      return !["quiet", "sending"].includes(line) || (units && Object.values(units).some(({ held }) => held));
    });
    if (!sent || stuck) return { lines: (await unsent(author)).length, people };
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
  }
}
