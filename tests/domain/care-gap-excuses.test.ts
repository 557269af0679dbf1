/** What excuses care, for how long, and the end of life. */
import { describe, expect, test } from "vitest";
import { carePersonOf, type Excuse, endOfLife, isAtEndOfLife } from "../../app/domain/care-gap";
import { findAllCareGaps, processOf } from "../../app/domain/care-protocols/all";
import { codeSet } from "../../app/domain/code-sets/all";
import { aProcess, asked, gapOf, needing } from "../support/a-care-process";
import { AS_OF, aPerson, type Recorded } from "../support/a-person";

describe("excuses", () => {
  const excuse = (kind: Excuse["kind"], on: string, until?: string): Excuse => ({
    process: "X1",
    kind,
    on,
    until,
    by: "Dr A",
  });
  test("a refusal excuses for 12 months, and on the day after them the care is due again", () => {
    expect(gapOf(aProcess(), [], [excuse("declined", "2025-11-23")])).toMatchObject({
      state: "excused",
      nextDue: "2026-11-23",
      excuse: { kind: "declined", by: "Dr A" },
    });
    expect(gapOf(aProcess(), [], [excuse("declined", "2025-11-22")])?.state).toBe("overdue");
    expect(gapOf(aProcess(), [], [excuse("declined", "2025-10-22")])?.state).toBe("overdue");
  });
  test("it ends by its own day, and when the care is done after it", () => {
    expect(gapOf(aProcess(), [], [excuse("unsuitable", "2026-01-01", AS_OF)])?.state).toBe("overdue");
    expect(gapOf(aProcess(), [], [excuse("unsuitable", "2020-01-01", "2030-01-01")])?.state).toBe("excused");
    expect(gapOf(aProcess(), [asked("2026-06-02")], [excuse("declined", "2026-06-01")])?.state).toBe("done");
    expect(gapOf(aProcess(), [asked("2026-06-01")], [excuse("declined", "2026-06-02")])?.state).toBe("excused");
  });
  test("two invitations without a reply excuse a payment; the care stays overdue", () => {
    expect(gapOf(aProcess(), [], [excuse("no_reply", "2026-10-01")])?.state).toBe("overdue");
  });
  test("what was declined before a trigger was not this; what is unsuitable still is", () => {
    const fallen = needing({ because: "a fall", since: "2026-11-01", within: { weeks: 6 } });
    expect(gapOf(fallen, [], [excuse("declined", "2026-10-31")])?.state).toBe("due");
    expect(gapOf(fallen, [], [excuse("declined", "2026-11-01")])?.state).toBe("excused");
    expect(gapOf(fallen, [], [excuse("unsuitable", "2026-10-31")])?.state).toBe("excused");
  });
  test("of several the latest stands, in whatever order they came", () => {
    const excuses = [
      excuse("declined", "2026-03-01"),
      excuse("unavailable", "2026-05-01"),
      excuse("unsuitable", "2026-04-01"),
    ];
    for (const list of [excuses, [...excuses].reverse()])
      expect(gapOf(aProcess(), [], list)?.excuse?.kind).toBe("unavailable");
  });
  test("of another process it is none, and some care nothing excuses", () => {
    expect(gapOf(aProcess({ id: "X2" }), [], [excuse("declined", "2026-10-01")])?.state).toBe("overdue");
    expect(gapOf(aProcess({ noExcuse: true }), [], [excuse("declined", "2026-10-01")])?.state).toBe("overdue");
  });
  test("coded on the record it excuses too, and lapses likewise", () => {
    const process = aProcess({ excusedBy: { "asked-declined": "declined" } });
    expect(gapOf(process, [["asked-declined", "2025-11-23"]])).toMatchObject({
      state: "excused",
      excuse: { by: "the record" },
    });
    expect(gapOf(process, [["asked-declined", "2025-11-22"]])?.state).toBe("overdue");
    expect(gapOf(process, [["asked-declined"]])?.state).toBe("overdue");
  });
});

describe("what is unsuitable", () => {
  const process = aProcess({ excusedBy: { allergy: "unsuitable", agreed: "dissent" } });
  test("stands while it is active, however long ago it was recorded", () => {
    expect(gapOf(process, [["allergy", "2010-01-01"]])).toMatchObject({ state: "excused", nextDue: undefined });
    expect(gapOf(process, [["allergy", "2010-01-01", undefined, { status: "resolved" }]])?.state).toBe("overdue");
    expect(gapOf(process, [["allergy", "2010-01-01", undefined, { until: "2026-11-22" }]])?.state).toBe("overdue");
    expect(gapOf(process, [["allergy", "2010-01-01"], asked("2026-01-01")])?.state).toBe("done");
    expect(gapOf(process, [["allergy"]])?.excuse).toMatchObject({
      kind: "unsuitable",
      reason: "recorded without a date",
    });
    expect(gapOf(process, [["allergy"], asked("2026-01-01")])?.state).toBe("done");
    expect(gapOf(process, [["agreed"]])?.state).toBe("overdue");
  });
  test("also as recorded for one process; a service that was not there is asked about again", () => {
    const since2020 = (kind: Excuse["kind"]) =>
      gapOf(aProcess(), [], [{ process: "X1", kind, on: "2020-01-01", by: "Dr A" }])?.state;
    expect(since2020("unsuitable")).toBe("excused");
    expect(since2020("unavailable")).toBe("overdue");
    expect(since2020("dissent")).toBe("overdue");
  });
  test("what a person does not agree to lapses after 12 months", () => {
    expect(gapOf(process, [["agreed", "2025-11-23"]])?.state).toBe("excused");
    expect(gapOf(process, [["agreed", "2025-11-22"]])?.state).toBe("overdue");
  });
  test("a vaccine allergy of 2020 and eyes under a hospital since 2024 still excuse", () => {
    const state = (id: string, ...recorded: Recorded[]) =>
      findAllCareGaps(carePersonOf(aPerson({ recorded }), AS_OF), AS_OF).find(({ process }) => process === id)?.state;
    expect(state("VA1")).toBe("due");
    expect(state("VA1", ["vaccine-allergy", "2020-01-01"])).toBe("excused");
    expect(state("EY1", ["diabetes-type-2", "2015-01-01"], ["retina-under-hospital", "2024-01-01"])).toBe("excused");
  });
  test("an exception of one year, and a test in place of HbA1c, are over after 12 months", () => {
    const state = (id: string, set: string, on: string) =>
      findAllCareGaps(
        carePersonOf(
          aPerson({
            recorded: [
              ["diabetes-type-2", "2015-01-01"],
              [set, on],
            ],
          }),
          AS_OF,
        ),
        AS_OF,
      ).find(({ process }) => process === id)?.state;
    expect(state("EY1", "diabetes-care-unsuitable", "2025-11-23")).toBe("excused");
    expect(state("EY1", "diabetes-care-unsuitable", "2025-11-22")).toBe("overdue");
    expect(state("DM2", "fructosamine", "2025-11-23")).toBe("excused");
    expect(state("DM2", "fructosamine", "2025-11-22")).toBe("overdue");
  });
  test("an HbA1c refused 12 months and a day ago is asked for again", () => {
    const state = (on: string) =>
      findAllCareGaps(
        carePersonOf(
          aPerson({
            recorded: [
              ["diabetes-type-2", "2015-01-01"],
              ["declined-blood-test", on],
            ],
          }),
          AS_OF,
        ),
        AS_OF,
      ).find(({ process }) => process === "DM2")?.state;
    expect(state("2025-11-23")).toBe("excused");
    expect(state("2025-11-21")).toBe("overdue");
  });
});

describe("a refusal and the end of life come before what one cannot tell", () => {
  const unknown = needing({ missing: "date of birth" }, { stopsAtEndOfLife: true });
  const declined = (on: string): Excuse => ({ process: "X1", kind: "declined", on, by: "Dr A" });
  test("refused", () => {
    expect(gapOf(unknown, [], [declined("2026-10-01")])).toMatchObject({
      state: "excused",
      because: "Not known: date of birth",
      nextDue: "2027-10-01",
      excuse: { kind: "declined" },
    });
    expect(gapOf(unknown, [], [declined("2025-10-01")])?.state).toBe("cannot tell");
    expect(gapOf(unknown, [asked("2026-10-02")], [declined("2026-10-01")])?.state).toBe("cannot tell");
  });
  test("dying", () => {
    expect(gapOf(unknown, [["palliative-care", "2026-01-01"]])?.excuse?.kind).toBe("end_of_life");
    expect(gapOf(needing({ missing: "sex" }), [["palliative-care", "2026-01-01"]])?.state).toBe("cannot tell");
  });
});

describe("the end of life", () => {
  const at = (...recorded: Recorded[]) => isAtEndOfLife(aPerson({ recorded }));
  test("on the register until it is no longer indicated, and again when it is", () => {
    const [on, off] = [
      ["palliative-care", "2026-01-01"],
      ["palliative-care-ended", "2026-05-01"],
    ] as Recorded[];
    expect(at(on!)).toBe(true);
    expect(at(on!, off!)).toBe(false);
    expect(at(on!, ["palliative-care-ended", "2026-01-01"])).toBe(false);
    expect(at(on!, ["palliative-care-ended", "2025-12-31"])).toBe(true);
    expect(at(on!, off!, ["palliative-care", "2026-06-01"])).toBe(true);
    expect(at(["palliative-care"])).toBe(true);
    expect(at()).toBe(false);
  });
  test("Clinical Frailty Scale 8 or 9, until a lower level is recorded; level 7 is not", () => {
    const eight: Recorded = [["frailty-severe", "frailty-very-severe"], "2026-01-01"];
    expect(at(eight)).toBe(true);
    expect(at(eight, ["frailty-severe", "2026-02-01"])).toBe(false);
    expect(at(["frailty-severe", "2026-01-01"])).toBe(false);
  });
  test("level 9 in 2024 and 6 in 2026: over", () => {
    const nine: Recorded = [["frailty-severe", "frailty-very-severe", "cfs-9"], "2024-01-01"];
    expect(codeSet("palliative-care").members.map(({ code }) => code)).not.toContain("1129411000000100");
    expect(at(nine)).toBe(true);
    expect(at(nine, ["frailty-moderate", "2026-01-01"])).toBe(false);
  });
  test("says why and since when, the register first", () => {
    const why = (...recorded: Recorded[]) => endOfLife(aPerson({ recorded }));
    const eight = (on: string): Recorded => [["frailty-severe", "frailty-very-severe", "cfs-8"], on];
    const nine: Recorded = [["frailty-severe", "frailty-very-severe", "cfs-9"], "2026-03-01"];
    const register = (on?: string): Recorded => ["palliative-care", on];
    expect(why()).toBeUndefined();
    expect(why(eight("2026-01-01"), eight("2026-06-01"))).toEqual({
      because: "Clinical Frailty Scale 8",
      on: "2026-01-01",
    });
    expect(why(eight("2024-01-01"), ["frailty-severe", "2025-01-01"], eight("2026-06-01"))?.on).toBe("2026-06-01");
    expect(why(eight("2026-01-01"), nine)).toEqual({ because: "Clinical Frailty Scale 9", on: "2026-01-01" });
    expect(why(nine, eight("2026-06-01"))?.because).toBe("Clinical Frailty Scale 8");
    expect(why(["comfort-care-only", "2026-02-01"], eight("2026-01-01"))).toEqual({
      because: "Escalation plan of comfort only",
      on: "2026-02-01",
    });
    expect(why(register("2026-05-01"), register("2026-04-01"), eight("2026-01-01"))).toEqual({
      because: "On the palliative care register",
      on: "2026-04-01",
    });
    expect(why(register())).toEqual({ because: "On the palliative care register", on: undefined });
    expect(
      why(
        register("2024-01-01"),
        ["palliative-care-ended", "2025-01-01"],
        register("2026-02-01"),
        register("2026-03-01"),
      ),
    ).toMatchObject({ on: "2026-02-01" });
  });
  test("the excuse names the reason, never a register on which nobody is", () => {
    const eight: Recorded = [["frailty-severe", "frailty-very-severe", "cfs-8"], "2026-01-01"];
    expect(gapOf(aProcess({ stopsAtEndOfLife: true }), [eight])?.excuse).toMatchObject({
      on: "2026-01-01",
      reason: "Clinical Frailty Scale 8",
    });
  });
  test("standing pressure, frailty recorded anew, review and pause of bone drugs stop then", () => {
    for (const id of ["FA5", "FR2", "BO3", "BO3-pause"]) expect(processOf(id).process.stopsAtEndOfLife).toBe(true);
  });
  test("an escalation plan of comfort only", () => expect(at(["comfort-care-only", "2026-01-01"])).toBe(true));
  test("suspends what stops then, and nothing else", () => {
    const palliative: Recorded = ["palliative-care", "2026-01-01"];
    expect(gapOf(aProcess({ stopsAtEndOfLife: true }), [palliative])).toMatchObject({
      state: "excused",
      excuse: { kind: "end_of_life", on: "2026-01-01" },
    });
    expect(gapOf(aProcess(), [palliative])?.state).toBe("overdue");
  });
  test("screening rows stop and return; pressure, carer and crisis rows stay", () => {
    const record: Recorded[] = [
      ["housebound", "2020-01-01"],
      ["carer-strain", "2026-01-01"],
      ["palliative-care", "2026-01-01"],
    ];
    const states = (...more: Recorded[]) => {
      const gaps = findAllCareGaps(carePersonOf(aPerson({ recorded: [...record, ...more] }), AS_OF), AS_OF);
      return Object.fromEntries(gaps.map(({ process, state }) => [process, state]));
    };
    expect(states()).toMatchObject({ FA1: "excused", SE1: "excused", SK1: "overdue", CA2: "overdue", CA3: "overdue" });
    expect(states(["palliative-care-ended", "2026-05-01"])).toMatchObject({
      FA1: "overdue",
      SE1: "overdue",
      SK1: "overdue",
    });
  });
});
