import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar";
import { carePersonOf } from "../../app/domain/care-gap";
import { findAllCareGaps } from "../../app/domain/care-protocols/all";
import { AS_OF, aPerson, type Recorded } from "../support/a-person";

describe("the same question has the same answer", () => {
  const sets = [
    "fall",
    "frailty-moderate",
    "palliative-care",
    "must",
    "bereaved",
    "is-carer",
    "care-home",
    "condition-dementia",
  ];
  const day = fc.integer({ min: -900, max: 400 }).map((days) => addDays(AS_OF, days));
  const entries = fc.array(
    fc.tuple(fc.constantFrom(...sets), day, fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined })),
    {
      maxLength: 12,
    },
  );
  const all = (recorded: readonly Recorded[], asOf = AS_OF) =>
    findAllCareGaps(carePersonOf(aPerson({ recorded }, asOf), asOf), asOf);

  test("whatever the order of the record", () => {
    fc.assert(
      fc.property(entries, (recorded) => {
        expect(all([...recorded].reverse())).toEqual(all(recorded));
      }),
      { numRuns: 60 },
    );
  });
  test("what comes later changes nothing of what was known on a day", () => {
    fc.assert(
      fc.property(entries, (recorded) => {
        const known = recorded.filter(([, on]) => on <= AS_OF);
        expect(all(recorded)).toEqual(all(known));
      }),
      { numRuns: 60 },
    );
  });
  test("nor does a plan published or an excuse recorded later", () => {
    const excuses = [{ process: "FR4", kind: "declined" as const, on: "2026-11-23", by: "Dr A" }];
    const plan = (publishedOn: string) => ({ publishedOn, confirmedOn: publishedOn });
    const frail: Recorded[] = [["frailty-moderate", "2026-01-01"]];
    const state = (id: string, change: Parameters<typeof aPerson>[0]) =>
      findAllCareGaps(carePersonOf(aPerson({ recorded: frail, ...change }), AS_OF), AS_OF).find(
        ({ process }) => process === id,
      )?.state;
    expect(state("FR4", { excuses })).toBe("overdue");
    expect(state("FR5", { plan: plan("2026-11-23") })).toBe("overdue");
    expect(state("FR5", { plan: plan(AS_OF) })).toBe("done");
  });
  test("no rule fails, a day is a day, and a gap says why", () => {
    fc.assert(
      fc.property(entries, (recorded) => {
        for (const { because, nextDue, lastDone } of all(recorded)) {
          expect(because).not.toMatch(/^$|undefined|NaN/);
          for (const on of [nextDue, lastDone]) if (on !== undefined) expect(on).toMatch(/^\d{4}-\d\d-\d\d$/);
          expect((lastDone ?? "") <= AS_OF).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
  test("the birthday and the day before it", () => {
    const states = (asOf: string) =>
      findAllCareGaps(carePersonOf(aPerson({ bornOn: "1961-11-22" }, asOf), asOf), asOf).map(({ process }) => process);
    expect(states("2026-11-21")).not.toContain("FA1");
    expect(states("2026-11-22")).toContain("FA1");
  });
});
