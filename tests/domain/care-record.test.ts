import { describe, expect, test } from "vitest";
import { PROTOCOLS, processOf } from "../../app/domain/care-protocols/all";
import { readCareRecord, readExcuse, type Typed, waysToRecord } from "../../app/domain/care-record";
import { codeSet } from "../../app/domain/code-sets/all";
import { MEASUREMENTS } from "../../app/domain/code-sets/measurements";
import { MEASUREMENTS_CARE } from "../../app/domain/code-sets/measurements-care";

const life = { bornOn: "1942-03-12", asOf: "2026-11-22" };
const hba1c = waysToRecord({ sets: ["hba1c"] });
const pressure = waysToRecord({ sets: ["systolic", "diastolic"] });
const frailty = waysToRecord({ sets: ["frailty-mild", "frailty-moderate", "frailty-severe", "frailty-none"] });
const smoking = waysToRecord({ sets: ["smoking-status"] });
const read = (typed: Typed, ways = hba1c) => readCareRecord({ on: "2026-11-22", ...typed }, ways, life);
const errorsOf = (answer: ReturnType<typeof read>) => (answer.ok ? {} : answer.errors);

describe("what a process can be recorded by", () => {
  test("a test asks for its value in the UK unit; a code of a laboratory is received, not recorded", () =>
    expect(hba1c).toMatchObject([
      { id: "hba1c", kind: "result", measures: [{ code: "999791000000106", unit: "mmol/mol", otherUnits: ["%"] }] },
    ]));
  test("a blood pressure asks for both numbers", () =>
    expect(pressure.map(({ measures }) => measures!.map(({ field, label }) => [field, label]))).toEqual([
      [
        ["value", "Systolic"],
        ["second", "Diastolic"],
      ],
    ]));
  test("codes that say different things are a choice, and none of them is taken for granted", () => {
    expect(smoking.map(({ label }) => label)).toContain("Ex-smoker");
    expect(smoking.length).toBeGreaterThan(1);
    expect(errorsOf(read({}, smoking))).toEqual({ way: "Choose what was done or found" });
  });
  test("the Clinical Frailty Scale by its nine levels, each with its own code and its number", () => {
    expect(frailty.map(({ label }) => label)).toEqual([
      "1: Very fit",
      "2: Fit",
      "3: Managing well",
      "4: Living with very mild frailty",
      "5: Mildly frail",
      "6: Moderately frail",
      "7: Severely frail",
      "8: Very severely frail",
      "9: Terminally ill",
    ]);
    expect(read({ way: "frailty-6" }, frailty)).toMatchObject({
      ok: true,
      entries: [{ kind: "finding", code: "1129381000000102", value: 6 }],
    });
  });
  test.each([
    ["the day before 65", "1961-11-23", { way: "Clinical Frailty Scale is made for people of 65 and over" }],
    ["the 65th birthday", "1961-11-22", {}],
    ["a date of birth that nobody knows", undefined, {}],
  ])("the scale is recorded from 65 on: %s", (_, bornOn, errors) => {
    const answer = readCareRecord({ on: "2026-11-22", way: "frailty-5" }, frailty, { ...life, bornOn });
    expect(answer.ok ? {} : answer.errors).toEqual(errors);
  });
  test("a number beside a code that carries none is not dropped in silence", () =>
    expect(Object.keys(errorsOf(read({ way: "8517006", value: "20" }, smoking)))).toEqual(["value"]));
  test("every measurement asks for its number, whatever code it is recorded by", () => {
    const status = ["smoking-status", "nyha-class"];
    for (const { id } of [...MEASUREMENTS, ...MEASUREMENTS_CARE].filter(({ id }) => !status.includes(id)))
      for (const way of waysToRecord({ sets: [id] })) expect(way.measures, id).toBeDefined();
  });
  test.each([
    [
      "SK1",
      [
        ["care-waterlow", 0, 64],
        ["care-purpose-t", 1, 3],
        ["care-braden", 6, 23],
        ["care-norton", 5, 20],
      ],
    ],
    ["SK2", [["care-pressure-ulcer-review", 0, 1000]]],
  ] as const)("%s asks for its numbers, within the limits of each", (process, scales) =>
    expect(
      waysToRecord(processOf(process).process).map(({ id, measures }) => [id, measures?.[0]?.low, measures?.[0]?.high]),
    ).toEqual(scales),
  );
  test("the size of a pressure ulcer is in cm²", () =>
    expect(read({ value: "4.5" }, waysToRecord(processOf("SK2").process))).toMatchObject({
      ok: true,
      entries: [{ code: "pressure-ulcer-review", value: 4.5, unit: "cm²" }],
    }));
  test("so does every score that a protocol reads, or is measured in seconds, per cent, cm² or mmHg", () => {
    const sets = PROTOCOLS.flatMap(({ processes }) => processes).flatMap(({ sets }) => sets);
    const numbers = [...new Set(sets)].filter((id) => /\bscore$|seconds$|: %$|: mmHg$|cm²$/.test(codeSet(id).name));
    for (const id of numbers) for (const way of waysToRecord({ sets: [id] })) expect(way.measures, id).toBeDefined();
  });
  test("LDL cholesterol keeps its own limits", () =>
    expect(waysToRecord({ sets: ["ldl-cholesterol"] })[0]!.measures).toMatchObject([
      { low: 0.05, high: 25, unit: "mmol/L" },
    ]));
  test("a code that no table of units knows is converted as its analyte", () =>
    expect(
      readCareRecord({ on: "2026-11-22", value: "13.1", unit: "g/dL" }, waysToRecord({ sets: ["haemoglobin"] }), life),
    ).toMatchObject({ ok: true, entries: [{ value: 131, unit: "g/L" }] }));
  test("medicines are read, never recorded here", () =>
    expect(waysToRecord({ sets: ["medicine-insulin"] })).toEqual([]));
  test("every process of every protocol has ways without a code twice, or says that it has none", () => {
    for (const { processes } of PROTOCOLS)
      for (const process of processes) {
        const ids = waysToRecord(process).map(({ id }) => id);
        expect(new Set(ids).size, process.id).toBe(ids.length);
      }
  });
});

describe("a value", () => {
  test.each([
    ["the lowest that can be true", { value: "20" }, 20],
    ["the highest", { value: "200" }, 200],
    ["in per cent, as older reports give it", { value: "7.5", unit: "%" }, 58.4675],
    ["with blanks around it", { value: " 64 " }, 64],
  ])("%s", (_, typed, value) =>
    expect(read(typed)).toMatchObject({ ok: true, entries: [{ value, unit: "mmol/mol", kind: "result" }] }),
  );
  test("what was typed is kept beside it", () =>
    expect(read({ value: "7.5", unit: "%" })).toMatchObject({
      entries: [{ receivedValue: "7.5", receivedUnit: "%" }],
    }));
  test.each([
    ["19.9", "19.9 cannot be right: HbA1c lies between 20 and 200 mmol/mol"],
    ["200.1", "200.1 cannot be right: HbA1c lies between 20 and 200 mmol/mol"],
    ["", "Enter HbA1c as a number, like 55"],
    ["high", "Enter HbA1c as a number, like 55"],
    ["6,4", "Enter HbA1c as a number, like 55"],
    ["1e2", "Enter HbA1c as a number, like 55"],
  ])("%j is refused in words", (value, error) => expect(errorsOf(read({ value }))).toEqual({ value: error }));

  test("each number of a pressure has its own error; both are needed", () => {
    expect(errorsOf(read({ value: "138" }, pressure))).toEqual({ second: "Enter Diastolic as a number, like 82" });
    expect(errorsOf(read({ value: "20", second: "500" }, pressure))).toEqual({
      value: "20 cannot be right: Systolic lies between 40 and 320 mmHg",
      second: "500 cannot be right: Diastolic lies between 20 and 220 mmHg",
    });
    expect(read({ value: "138", second: "82" }, pressure)).toMatchObject({
      ok: true,
      entries: [
        { code: "271649006", value: 138, unit: "mmHg" },
        { code: "271650006", value: 82, unit: "mmHg" },
      ],
    });
  });
});

describe("the day", () => {
  test.each([
    ["today", "2026-11-22", undefined],
    ["tomorrow", "2026-11-23", "The day cannot be in the future"],
    ["the day of birth", "1942-03-12", undefined],
    ["the day before", "1942-03-11", "The day cannot be before the person was born, 12 March 1942"],
    ["no day", "", "Enter a day, like 2026-05-03"],
    ["a day that no month has", "2026-02-30", "Enter a day, like 2026-05-03"],
    ["as people write it", "3/5/2026", "Enter a day, like 2026-05-03"],
  ])("%s", (_, on, error) => expect(errorsOf(read({ value: "64", on })).on).toBe(error));

  test("without a date of birth any day of the past may be", () =>
    expect(readCareRecord({ value: "64", on: "1901-01-01" }, hba1c, { ...life, bornOn: undefined }).ok).toBe(true));
});

describe("an excuse", () => {
  const typed = { kind: "declined", reason: "Asked twice, does not want it", excusedOn: "2026-11-20" };
  const errors = (change: Typed) => {
    const answer = readExcuse({ ...typed, ...change }, life);
    return answer.ok ? {} : answer.errors;
  };
  test("has a kind, words, a day and, if somebody sets it, an end", () => {
    expect(readExcuse({ ...typed, until: "2027-05-03" }, life)).toEqual({
      ok: true,
      kind: "declined",
      reason: "Asked twice, does not want it",
      on: "2026-11-20",
      until: "2027-05-03",
    });
    expect(readExcuse(typed, life)).toMatchObject({ ok: true, until: undefined });
  });
  test.each([
    ["no kind", { kind: "" }, "kind"],
    ["the end of life is read, not recorded", { kind: "end_of_life" }, "kind"],
    ["no words", { reason: "  " }, "reason"],
    ["too many words", { reason: "x".repeat(501) }, "reason"],
    ["a day to come", { excusedOn: "2026-11-23" }, "excusedOn"],
    ["an end that has passed", { until: "2026-11-22" }, "until"],
    ["an end that is no day", { until: "spring" }, "until"],
  ])("%s", (_, change, field) => expect(Object.keys(errors(change))).toEqual([field]));
  test("may end tomorrow, and have 500 characters of words", () => {
    expect(errors({ until: "2026-11-23" })).toEqual({});
    expect(errors({ reason: "x".repeat(500) })).toEqual({});
  });
});
