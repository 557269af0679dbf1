/** The browser's queue against a line that loses questions and answers, and a server where somebody else writes too. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Values } from "../../app/domain/plan";
import { sameValues } from "../../app/domain/plan-changes";
import {
  answered,
  asKept,
  type Edit,
  type EditResult,
  judgeEdit,
  type Queued,
  seenIn,
  settled,
  toSend,
  typed,
  unitsIn,
  withKeptFields,
  wordsWaiting,
} from "../../app/domain/plan-edits";

const unit = "handler";
const words = (first: string): Values | null => (first ? { first } : null);

/** One unit of one draft, as plan-edits.server keeps it: the log, and what stands. */
function aServer(begin: Values | null) {
  let now = begin;
  const log = new Map<string, { values: Values | null; saved: boolean }>();
  return {
    now: () => now,
    overwrite: (values: Values | null) => {
      now = values;
    },
    answer({ id, ...edit }: Edit): EditResult {
      const before = log.get(id);
      if (before?.saved) return { id, outcome: "saved", now: before.values };
      const outcome = before ? "conflict" : judgeEdit({ ...edit }, now);
      if (outcome === "saved") now = asKept(unit, edit.values);
      log.set(id, { values: asKept(unit, edit.values), saved: outcome === "saved" });
      return { id, outcome, now };
    },
  };
}

type Step =
  | { does: "type"; text: string }
  | { does: "send"; line: "whole" | "answer lost" | "question lost" }
  | { does: "another writes"; text: string }
  | { does: "close and open" }
  | { does: "settle"; keep: "mine" | "theirs" };
const text = fc.constantFrom("", "one", "two", "three", "four");
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constant("type" as const), text }),
  fc.record({
    does: fc.constant("send" as const),
    line: fc.constantFrom("whole" as const, "answer lost" as const, "question lost" as const),
  }),
  fc.record({ does: fc.constant("another writes" as const), text }),
  fc.record({ does: fc.constant("close and open" as const) }),
  fc.record({ does: fc.constant("settle" as const), keep: fc.constantFrom("mine" as const, "theirs" as const) }),
);

/** A page with a form, its queue, and a server; `form` is what the author sees. */
function aPage(begin: string) {
  const server = aServer(words(begin));
  let queued: Queued | undefined;
  let form = words(begin);
  let seen = form;
  let ids = 0;
  const send = (line: "whole" | "answer lost" | "question lost") => {
    if (!queued) return;
    queued = toSend(queued, `edit-${++ids}`);
    const edit = queued.sending;
    if (!edit || line === "question lost") return;
    const answer = server.answer(edit);
    if (line === "answer lost") return;
    queued = answered(queued, answer);
    if (!queued) seen = asKept(unit, form);
  };
  return {
    server,
    queued: () => queued,
    form: () => form,
    take(one: Step) {
      if (one.does === "type") {
        form = words(one.text);
        queued = typed(queued, { unit, values: form, seen, at: 0 });
      } else if (one.does === "send") send(one.line);
      else if (one.does === "another writes") server.overwrite(words(one.text));
      else if (one.does === "close and open") queued = queued && JSON.parse(JSON.stringify(queued));
      else if (queued?.held) {
        if (one.keep === "theirs") form = queued.held.now;
        queued = settled(queued, one.keep, 0);
      }
    },
    send,
  };
}

describe("the queue of a unit", () => {
  test("whatever the line does, what stands in the form is acknowledged, waits, or is held beside the other side", () => {
    fc.assert(
      fc.property(text, fc.array(step, { maxLength: 40 }), (begin, steps) => {
        const page = aPage(begin);
        for (const one of steps) {
          page.take(one);
          const queued = page.queued();
          // Nothing waits in the form's name but what stands in it.
          if (queued) expect(wordsWaiting(queued) ?? null).toEqual(page.form());
        }
        // The line comes back, and the author keeps their own words of whatever was changed meanwhile.
        for (let tries = 0; tries < 6 && page.queued(); tries++) {
          page.send("whole");
          page.take({ does: "settle", keep: "mine" });
        }
        expect(page.queued()).toBeUndefined();
        const mineStands = sameValues(page.server.now(), asKept(unit, page.form()));
        const writes = steps.filter(({ does }) => does !== "send" && does !== "close and open");
        // Only somebody else's later words may stand instead of what was acknowledged.
        if (!mineStands) expect(writes.some(({ does }) => does === "another writes")).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  test("nobody's words are overwritten unseen: another's stand until the author chose against them", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const page = aPage("begin");
        const looked = new Set(["begin"]);
        let others = 0;
        for (const one of steps) {
          const before = page.server.now()?.first ?? "";
          if (one.does === "settle" && page.queued()?.held) looked.add(page.queued()!.held!.now?.first ?? "");
          if (one.does === "type") looked.add(one.text);
          // Words that nobody else ever wrote, so that whoever overwrites them must have been shown them.
          page.take(one.does === "another writes" ? { ...one, text: `theirs ${++others}` } : one);
          const after = page.server.now()?.first ?? "";
          if (one.does === "send" && after !== before) expect([...looked]).toContain(before);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test("an edit whose answer was lost goes again with the same id and words, and later words after it", () => {
    let queued = typed(undefined, { unit, values: { first: "a" }, seen: null, at: 1 })!;
    queued = toSend(queued, "x");
    queued = typed(queued, { unit, values: { first: "ab" }, seen: null, at: 2 })!;
    expect(toSend(queued, "y").sending).toMatchObject({ id: "x", values: { first: "a" } });
    queued = answered(queued, { id: "x", outcome: "saved", now: { first: "a" } })!;
    expect(toSend(queued, "y").sending).toMatchObject({ id: "y", values: { first: "ab" }, seen: { first: "a" } });
  });

  test("theirs, once chosen, is sent as well: the server knows that nothing is open", () => {
    let queued = toSend(typed(undefined, { unit, values: { first: "mine" }, seen: null, at: 1 })!, "x");
    queued = answered(queued, { id: "x", outcome: "conflict", now: { first: "theirs" } })!;
    expect(queued).toMatchObject({ held: { outcome: "conflict" }, waiting: { values: { first: "mine" } } });
    expect(toSend(queued, "y").sending).toBeUndefined();
    expect(toSend(settled(queued, "theirs", 2), "y").sending).toMatchObject({
      values: { first: "theirs" },
      seen: { first: "theirs" },
    });
  });

  test("what is typed and taken back before it was sent is nothing to send", () => {
    const queued = typed(undefined, { unit, values: { first: "a" }, seen: { first: "b" }, at: 1 });
    expect(typed(queued, { unit, values: { first: " b " }, seen: null, at: 2 })).toBeUndefined();
  });
});

describe("a form", () => {
  test("says each field of a looser section by itself", () => {
    expect(unitsIn("usual", undefined, { mobility: "bed", oxygen: "" })).toEqual([
      { unit: "usual.mobility", values: { mobility: "bed" } },
      { unit: "usual.oxygen", values: null },
    ]);
    expect(seenIn("usual", undefined, { mobility: "bed" })).toMatchObject({
      "usual.mobility": { mobility: "bed" },
      "usual.oxygen": null,
    });
  });

  test("of an item whose every field was emptied takes the item out", () => {
    expect(unitsIn("goals", "a", { what: "", matters: "" })).toEqual([{ unit: "goals/a", values: null }]);
  });

  test("leaves alone what no form has, and takes none of it from whoever sends it", () => {
    const now = { what: "Visit", owner: "/x", ownerName: "Practice", ownerOrganisation: "Practice" };
    expect(withKeptFields("actions/a", { what: "Ring", ownerName: "Somebody" }, now)).toEqual({
      what: "Ring",
      ownerName: "Practice",
      ownerOrganisation: "Practice",
    });
    expect(withKeptFields("actions/a", { what: "Ring", ownerName: "Somebody" }, null)).toEqual({ what: "Ring" });
  });
});
