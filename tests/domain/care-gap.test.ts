import { describe, expect, test } from "vitest";
import {
  type CareGap,
  type CareProcess,
  findCareGaps,
  isOpen,
  PRIORITIES,
  settleGaps,
  treatmentSwitch,
} from "../../app/domain/care-gap";
import { PROTOCOLS, processOf } from "../../app/domain/care-protocols/all";
import { codeSet } from "../../app/domain/code-sets/all";
import { aProcess, aProtocol, asked, gapOf, needing } from "../support/a-care-process";
import { AS_OF, aPerson } from "../support/a-person";
import { faultsOf } from "../support/care-gaps";

describe("the state of care that falls due again", () => {
  test.each<[string, string, CareGap["state"], string]>([
    ["31 days before its limit", "2025-12-23", "done", "2026-12-23"],
    ["30 days before its limit", "2025-12-22", "due", "2026-12-22"],
    ["the day before its limit", "2025-11-23", "due", "2026-11-23"],
    ["on its limit", "2025-11-22", "overdue", "2026-11-22"],
  ])("%s", (_, on, state, nextDue) => {
    expect(gapOf(aProcess(), [asked(on)])).toMatchObject({ state, nextDue, lastDone: on });
  });
  test("a short interval is due in its last quarter, not on the day on which it was done", () => {
    const monthly = needing({ because: "monthly", every: { weeks: 4 } });
    expect(gapOf(monthly, [asked("2026-11-02")])?.state).toBe("done");
    expect(gapOf(monthly, [asked("2026-11-01")])?.state).toBe("due");
    expect(gapOf(needing({ because: "daily", every: { days: 1 } }), [asked(AS_OF)])?.state).toBe("done");
  });
  test("never done: overdue without a day, which is neither refused nor not applicable", () => {
    const gap = gapOf(aProcess());
    expect(gap).toMatchObject({ state: "overdue", because: "everybody" });
    expect([gap?.lastDone, gap?.nextDue, gap?.excuse]).toEqual([undefined, undefined, undefined]);
  });
  test("once is enough where nothing asks for more", () => {
    expect(gapOf(needing({ because: "once" }), [asked("1999-01-01")])).toMatchObject({
      state: "done",
      nextDue: undefined,
    });
  });
  test("not for this person: no answer; hanging on something unknown: cannot tell what", () => {
    expect(gapOf(needing(false))).toBeUndefined();
    expect(gapOf(needing({ missing: "date of birth" }))).toMatchObject({
      state: "cannot tell",
      because: "date of birth",
    });
  });
  test("the target counts only while it is done in time", () => {
    const missed = { target: () => ({ met: false, words: "above" }) };
    expect(gapOf(aProcess(missed), [asked("2026-06-01")])?.state).toBe("out of target");
    expect(gapOf(aProcess(missed), [asked("2025-06-01")])?.state).toBe("overdue");
    expect(gapOf(aProcess({ target: () => undefined }), [asked("2026-06-01")])?.state).toBe("done");
  });
  test("the number of days for which it counts as due is a setting", () => {
    const person = aPerson({ recorded: [asked("2026-01-01")] });
    expect(findCareGaps(person, aProtocol(aProcess()), AS_OF, { "care.due-days": 40 })[0]?.state).toBe("due");
    expect(findCareGaps(person, aProtocol(aProcess()), AS_OF)[0]?.state).toBe("done");
  });
});

describe("the clock of a trigger", () => {
  const fallenOn = (since: string) =>
    needing({ because: "a fall", since, within: { weeks: 6 }, every: { months: 12 } });
  test("due until its limit, overdue on it", () => {
    expect(gapOf(fallenOn("2026-10-12"))).toMatchObject({ state: "due", nextDue: "2026-11-23" });
    expect(gapOf(fallenOn("2026-10-11"))).toMatchObject({ state: "overdue", nextDue: "2026-11-22" });
  });
  test("done the day before the trigger does not count, on its day it does", () => {
    expect(gapOf(fallenOn("2026-11-01"), [asked("2026-10-31")])).toMatchObject({
      state: "due",
      lastDone: "2026-10-31",
    });
    expect(gapOf(fallenOn("2026-11-01"), [asked("2026-11-01")])).toMatchObject({
      state: "done",
      nextDue: "2027-11-01",
    });
  });
  test("without a limit it is overdue from the start", () => {
    expect(gapOf(needing({ because: "a fall", since: AS_OF }))?.state).toBe("overdue");
  });
});

describe("gaps of all protocols together", () => {
  const processes = {
    frail: aProcess({ id: "frail", priority: "frailty target", about: "hba1c" }),
    plain: aProcess({ id: "plain", priority: "disease target", about: "hba1c" }),
    other: aProcess({ id: "other", priority: "safety" }),
  };
  const gap = (process: keyof typeof processes, change: Partial<CareGap> = {}): CareGap => ({
    protocol: "x",
    process,
    name: process,
    state: "out of target",
    because: "",
    target: { met: false, words: "above" },
    ...change,
  });
  const settle = (...gaps: CareGap[]) => settleGaps(gaps, (id) => processes[id as keyof typeof processes]);

  test("a threat to life before safety, safety before the end of life, that before any target", () => {
    const order = [
      "life threat",
      "safety",
      "end of life",
      "frailty target",
      "disease target",
      "routine",
      "screening",
    ] as const;
    const of = (priority: string) => aProcess({ priority: priority as CareProcess["priority"] });
    const gaps = [...order].reverse().map((process) => ({ ...gap("other"), process }));
    expect(settleGaps(gaps, of).map(({ process }) => process)).toEqual(order);
    expect(PRIORITIES).toEqual(order);
  });
  test("the most pressing come first", () => {
    expect(settle(gap("plain"), gap("frail"), gap("other")).map(({ process }) => process)).toEqual([
      "other",
      "frail",
      "plain",
    ]);
  });
  test("of two that speak of the same the higher one's target stands, the other is listed without one", () => {
    const [frail, plain] = settle(gap("plain"), gap("frail", { state: "done", target: { met: true, words: "below" } }));
    expect(frail).toMatchObject({ process: "frail", target: { met: true } });
    expect(plain).toMatchObject({ process: "plain", state: "done", target: undefined, overriddenBy: "frail" });
  });
  test("overdue stays overdue, and what is excused or has no target overrides nothing", () => {
    expect(settle(gap("plain", { state: "overdue" }), gap("frail"))[1]).toMatchObject({
      state: "overdue",
      overriddenBy: "frail",
    });
    expect(settle(gap("plain"), gap("frail", { state: "excused" }))[1]).toMatchObject({ state: "out of target" });
    expect(settle(gap("plain"), gap("frail", { target: undefined }))[1]?.overriddenBy).toBeUndefined();
  });
});

describe("what protocols are made of", () => {
  test("ids are their own, and each names its process", () => {
    const ids = PROTOCOLS.flatMap(({ processes }) => processes.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(processOf("FR4").protocol.id).toBe("frailty");
    expect(() => processOf("ZZ9")).toThrow('"ZZ9"');
  });
  test("every table row of older people's care is there", () => {
    const rows =
      "FR1 FR2 FR3 FR4 FR5 FR6 FR7 FA1 FA2 FA3 FA4 FA5 FA6 BO1 BO2 BO3 CO1 CO2 CO3 CO4 CO5 CO6 DE1 LO1 UC1 UC2 SK1 SK2 NU1 SE1 SE2 CA1 CA2 CA3 EL1 EL2 EL3 EL4 EL5";
    for (const id of rows.split(" ")) expect(processOf(id).process.name).not.toBe("");
  });
  const MINE = [
    "frailty",
    "falls",
    "bones",
    "mind",
    "continence-and-skin",
    "nutrition-and-senses",
    "carers",
    "end-of-life",
  ];
  test.each(PROTOCOLS.filter(({ id }) => MINE.includes(id)).map((protocol) => [protocol.id, protocol] as const))(
    "%s: sources, owners, sets and settings",
    (_, protocol) => expect(faultsOf(protocol, (set) => codeSet(set).members.length)).toEqual([]),
  );
  test("what drives treatment is off until it is signed", () => {
    const process = aProcess({ treatment: true });
    expect(gapOf(process)).toBeUndefined();
    expect(findCareGaps(aPerson(), aProtocol(process), AS_OF, { [treatmentSwitch("X1")]: 1 })).toHaveLength(1);
  });
  test("due, overdue and out of target are open", () => {
    const states: CareGap["state"][] = ["due", "overdue", "out of target", "done", "excused", "cannot tell"];
    expect(states.map((state) => isOpen({ state }))).toEqual([true, true, true, false, false, false]);
  });
  test("an unknown setting is a mistake in a rule", () => {
    const process = aProcess({ needed: (_, { setting }) => ({ because: `${setting("x.nothing")}` }) });
    expect(() => gapOf(process)).toThrow('"x.nothing"');
  });
});

test("a year from 29 February ends on 28 February", () => {
  expect(gapOf(aProcess(), [asked("2024-02-29")], [], "2025-02-27")?.state).toBe("due");
  expect(gapOf(aProcess(), [asked("2024-02-29")], [], "2025-02-28")?.state).toBe("overdue");
});
