/** News that stop: the page is told at once, and asks again by itself with growing pauses. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { followStream, PAUSES } from "../../app/components/follow-stream";
import { eventInWords } from "../../app/components/plan-live";

/** The browser's own, as far as it matters here: it opens a dropped stream again, and gives up one that was refused. */
class Stream extends EventTarget {
  static readonly CLOSED = 2;
  static opened: Stream[] = [];
  readyState = 0;
  constructor(readonly address: string) {
    super();
    Stream.opened.push(this);
  }
  close() {
    this.readyState = Stream.CLOSED;
  }
  say(news: object) {
    this.dispatchEvent(new MessageEvent("now", { data: JSON.stringify(news) }));
  }
  fail(readyState: number) {
    this.readyState = readyState;
    this.dispatchEvent(new Event("error"));
  }
}

const hear = vi.fn();
const lose = vi.fn();
const newest = () => Stream.opened.at(-1)!;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", Stream);
  Stream.opened = [];
  hear.mockClear();
  lose.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a stream of news", () => {
  test("is heard, and nothing is said of a loss", () => {
    followStream("/plan/live", { hear, lose }).go();
    newest().say({ version: 2 });
    expect(hear.mock.calls).toEqual([[{ version: 2 }]]);
    expect(lose).not.toHaveBeenCalled();
  });

  test("that is refused is asked for again with growing pauses, until it is heard", () => {
    followStream("/plan/live", { hear, lose }).go();
    for (const [n, pause] of [...PAUSES, PAUSES.at(-1)!].entries()) {
      newest().fail(Stream.CLOSED);
      expect(lose).toHaveBeenCalledTimes(n + 1);
      vi.advanceTimersByTime(pause - 1);
      expect(Stream.opened).toHaveLength(n + 1);
      vi.advanceTimersByTime(1);
      expect(Stream.opened).toHaveLength(n + 2);
    }
    newest().say({ version: 3 });
    expect(hear).toHaveBeenCalledTimes(1);
    // From then on it begins with the shortest pause again.
    newest().fail(Stream.CLOSED);
    const before = Stream.opened.length;
    vi.advanceTimersByTime(PAUSES[0]!);
    expect(Stream.opened).toHaveLength(before + 1);
  });

  test("that was dropped is told as lost, and left to the browser, which opens it again", () => {
    followStream("/plan/live", { hear, lose }).go();
    newest().fail(0);
    expect(lose).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(120_000);
    expect(Stream.opened).toHaveLength(1);
    newest().say({ version: 2 });
    expect(hear).toHaveBeenCalledTimes(1);
  });

  test("rests while the page is not looked at: nothing is opened, and a close of our own is no loss", () => {
    const stream = followStream("/plan/live", { hear, lose });
    stream.go();
    stream.go();
    expect(Stream.opened).toHaveLength(1);
    newest().fail(Stream.CLOSED);
    stream.rest();
    vi.advanceTimersByTime(120_000);
    expect(Stream.opened).toHaveLength(1);
    stream.go();
    expect(Stream.opened).toHaveLength(2);
  });
});

test.each([
  ["published", "Version 3 was published by Dr Khan"],
  ["withdrawn", "The plan was withdrawn by Dr Khan"],
  ["confirmed", "Dr Khan confirmed a line"],
  ["entered in error", "Dr Khan marked version 3 as entered in error"],
  ["something newer than this page", "The plan was changed by Dr Khan"],
])("%s is told as what it was", (kind, words) => {
  const event = { kind, at: "2026-11-22T10:00:00Z", byName: "Dr Khan", version: 3, own: false };
  expect(eventInWords(event)).toContain(words);
});
