/** What waits in the browser: the only copy of words is never given up, and each kind of silence has its own sentence. */
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DraftQueue, type QueueState } from "../../app/components/plan-draft-queue";
import type { KeptWords } from "../../app/components/plan-draft-store";
import { DraftLine, HeldBeside } from "../../app/components/plan-unsaved";
import type { Edit } from "../../app/domain/plan-edits";

/** The browser's store, which may refuse to keep (full, or a private window), and never refuses to forget. */
const store = vi.hoisted(() => ({ words: new Map<string, unknown>(), isFull: false }));
vi.mock("../../app/components/plan-draft-store", () => {
  let ids = 0;
  return {
    keepWords: async (words: { key: string }) => {
      if (store.isFull) throw new Error("QuotaExceededError");
      store.words.set(words.key, words);
    },
    forgetWords: async (key: string) => void store.words.delete(key),
    allWords: async () => [...store.words.values()],
    ownerless: async (words: { tab: string }[]) => words.filter(({ tab }) => tab === "closed"),
    keyOf: (...parts: string[]) => parts.join(" "),
    holdTab: () => {},
    newEditId: () => `id-${++ids}`,
  };
});

const left: KeptWords = {
  ...{ key: "gp obi closed handler", author: "gp", personId: "obi", tab: "closed", at: 1 },
  queued: { unit: "handler", seen: null, waiting: { values: { first: "Deaf" }, at: 1 } },
};
let answer: (edits: Edit[]) => Response | Promise<Response>;
const sent: Edit[] = [];
const saved = (edits: Edit[]) =>
  Response.json({ results: edits.map(({ id, values }) => ({ id, outcome: "saved", now: values })) });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("document", Object.assign(new EventTarget(), { hidden: false }));
  vi.stubGlobal("fetch", async (_: string, { body }: { body: string }) => {
    const { edits } = JSON.parse(body) as { edits: Edit[] };
    sent.push(...edits);
    return answer(edits);
  });
  sent.length = 0;
  store.words.clear();
  store.isFull = false;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
const soon = () => vi.advanceTimersByTimeAsync(50);

describe("words that a closed page left", () => {
  test("are taken over: this page keeps them, sends them, and then nothing is left", async () => {
    store.words.set(left.key, left);
    answer = () => new Promise(() => {});
    const queue = new DraftQueue("gp", "obi");
    await soon();
    expect([...store.words.keys()].filter((key) => key === left.key)).toEqual([]);
    expect(store.words.size).toBe(1);
    expect(queue.state).toMatchObject({ restored: 1, kept: true });
    expect(sent).toMatchObject([{ unit: "handler", values: { first: "Deaf" } }]);
  });

  test("stay where they are while this page can keep no copy, until they are acknowledged", async () => {
    store.words.set(left.key, left);
    store.isFull = true;
    answer = () => new Response(null, { status: 500 });
    const queue = new DraftQueue("gp", "obi");
    await soon();
    expect(queue.state.kept).toBe(false);
    expect([...store.words.keys()]).toEqual([left.key]);
    answer = saved;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(sent.at(-1)).toMatchObject({ unit: "handler", values: { first: "Deaf" } });
    expect([...store.words.keys()]).toEqual([]);
    // And they are not taken over a second time.
    const times = sent.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect([sent.length, queue.state.units]).toEqual([times, {}]);
  });
});

describe("what the page says while words wait", () => {
  const line = async (status: number) => {
    answer = () => new Response(null, { status });
    const queue = new DraftQueue("gp", "obi");
    queue.type("handler", { first: "Deaf" });
    await vi.advanceTimersByTimeAsync(900);
    return { queue, says: renderToStaticMarkup(<DraftLine state={queue.state as QueueState} signInTo="/" />) };
  };

  test.each([
    [500, "trouble", "Confer has had a fault since"],
    [503, "trouble", "Confer has had a fault since"],
    [400, "refused", "Confer has not taken what this page sends"],
    [404, "refused", "Confer has not taken what this page sends"],
    [403, "not theirs", "Your role no longer writes plans"],
    [409, "another account", "Somebody else is signed in here"],
  ])("an answer of %i is told as %s, and the words go again", async (status, name, words) => {
    const { queue, says } = await line(status);
    expect(queue.state.line).toBe(name);
    expect(says).toContain(words);
    expect(says).not.toContain("No connection");
    answer = saved;
    await vi.advanceTimersByTimeAsync(4_000);
    expect(queue.state).toMatchObject({ line: "quiet", units: {} });
  });

  test("no answer at all is no connection", async () => {
    const { queue, says } = await (async () => {
      answer = () => Promise.reject(new TypeError("Failed to fetch"));
      const made = new DraftQueue("gp", "obi");
      made.type("handler", { first: "Deaf" });
      await vi.advanceTimersByTimeAsync(900);
      return { queue: made, says: renderToStaticMarkup(<DraftLine state={made.state} signInTo="/" />) };
    })();
    expect(queue.state.line).toBe("away");
    expect(says).toContain("No connection to Confer since");
  });
});

test("words that are too long are told so, and go once they are written shorter", async () => {
  answer = (edits) => Response.json({ results: edits.map(({ id }) => ({ id, outcome: "too long" })) });
  const queue = new DraftQueue("gp", "obi");
  queue.type("handler", { first: "x".repeat(4_001) });
  await vi.advanceTimersByTimeAsync(900);
  const { held } = queue.state.units.handler!;
  expect(held).toMatchObject({ outcome: "too long" });
  const says = renderToStaticMarkup(
    <HeldBeside unit="handler" held={{ outcome: held!.outcome, mine: { first: "x" }, now: null }} />,
  );
  expect(says).toContain("longer than a draft holds");
  expect(says).not.toContain("not open to you");
  answer = saved;
  queue.type("handler", { first: "Deaf" });
  await vi.advanceTimersByTimeAsync(900);
  expect(sent.at(-1)).toMatchObject({ values: { first: "Deaf" }, seen: null });
  expect(queue.state.units).toEqual({});
});
