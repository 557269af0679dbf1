import { afterEach, describe, expect, test, vi } from "vitest";
import { endStreams, eventStream, type Send } from "../../app/server/serve-streams";

afterEach(endStreams);

function open(account: string) {
  const page = new AbortController();
  const after = vi.fn(async () => {});
  let told!: Send;
  const response = eventStream({ account, signal: page.signal }, (send) => {
    told = send;
    return after;
  });
  return { response, send: (...news: Parameters<Send>) => told(...news), after, leave: () => page.abort() };
}

describe("a stream of events", () => {
  test("carries what is sent, is kept by no cache and held back by no compression", async () => {
    const { response, send, leave } = open("a");
    send("now", { version: 2 });
    leave();
    expect(response.headers.get("Cache-Control")).toBe("no-store, no-transform");
    expect(await response.text()).toBe('retry: 2000\n\nevent: now\ndata: {"version":2}\n\n');
  });

  test("is over once its page has left, and what was begun is put away once", async () => {
    const { send, after, leave, response } = open("a");
    leave();
    leave();
    send("now", {});
    await endStreams();
    expect(after).toHaveBeenCalledTimes(1);
    expect(await response.text()).toBe("retry: 2000\n\n");
  });

  test("does not keep a stop waiting: all end at once, and their ends are waited for", async () => {
    const streams = [open("a"), open("b")];
    await endStreams();
    for (const { response, after } of streams) {
      expect(after).toHaveBeenCalledTimes(1);
      expect(await response.text()).toBe("retry: 2000\n\n");
    }
  });

  test("of an account that opens ever more of them ends its oldest, and nobody else's", async () => {
    const other = open("b");
    const mine = Array.from({ length: 14 }, () => open("a"));
    expect(mine.map(({ after }) => after.mock.calls.length)).toEqual([1, 1, ...Array(12).fill(0)]);
    expect(other.after).not.toHaveBeenCalled();
  });
});
