import { describe, expect, test } from "vitest";
import { findCareGaps } from "../../../app/domain/care-gap";
import { daysTaken, isTaking, startedOn, takenSince } from "../../../app/domain/care-protocols/current-medicine";
import { MEDICINES_PROTOCOL, spanOfMonths } from "../../../app/domain/care-protocols/medicines";
import type { SettingValues } from "../../../app/domain/setting";
import { AS_OF, aPerson, type Recorded } from "../../support/a-person";

type Change = NonNullable<Parameters<typeof aPerson>[0]>;
const gap = (id: string, person: Change, values: SettingValues = {}) =>
  findCareGaps(aPerson(person), MEDICINES_PROTOCOL, AS_OF, values).find(({ process }) => process === id);

const SMR: Recorded[0] = ["care-structured-medication-review", "care-medication-review"];
const nurseReview = (on: string): Recorded => ["care-medication-review", on];
const structured = (on: string): Recorded => [SMR, on];
/** So many medicines, issued a month ago. */
const medicines = (count: number): Recorded[] =>
  Array.from({ length: count }, (_, n): Recorded => [`medicine-no-${n}`, "2026-10-22"]);
const discharge = (until: string, kind = "emergency_admission") => ({
  services: [{ kind, on: "2026-08-01", until, reasons: [] }],
});

describe("a medicine is current", () => {
  const issued = (...entries: Recorded[]) => aPerson({ recorded: entries });
  const on = (day: string, more = {}): Recorded => ["medicine-statin", day, undefined, more];

  test("89 days after its issue, not 90; and as long as it is active", () => {
    expect(isTaking(issued(on("2026-08-25")), "medicine-statin", AS_OF)).toBe(true);
    expect(isTaking(issued(on("2026-08-24")), "medicine-statin", AS_OF)).toBe(false);
    expect(isTaking(issued(on("2020-01-01", { status: "active" })), "medicine-statin", AS_OF)).toBe(true);
    expect(isTaking(issued(on("2020-01-01", { status: "completed" })), "medicine-statin", AS_OF)).toBe(false);
    expect(isTaking(issued(on("2026-08-01", { until: "2026-11-23" })), "medicine-statin", AS_OF)).toBe(true);
    expect(isTaking(issued(), "medicine-statin", AS_OF)).toBe(false);
  });

  test("for a number of days that is a setting where a context is at hand", () => {
    const within = (days: number) => ({
      asOf: AS_OF,
      setting: (name: string) => (name === "care.medicine-current-days" ? days : Number.NaN),
    });
    const person = issued(on("2026-08-25"));
    expect(isTaking(person, "medicine-statin", within(90))).toBe(true);
    expect(isTaking(person, "medicine-statin", within(89))).toBe(false);
    const opioid: Change = { recorded: [["medicine-opioid", "2026-08-25"]] };
    expect(gap("ME1", opioid)?.because).toBe("Opioid");
    expect(gap("ME1", opioid, { "care.medicine-current-days": 89 })).toBeUndefined();
  });

  test("its course goes back over gaps of 63 days, not of 64: a prescription of 56 days is one course", () => {
    const person = (first: string) => issued(on("2026-11-10"), on("2026-10-10"), on(first));
    expect(takenSince(person("2026-08-08"), "medicine-statin", AS_OF)).toBe("2026-08-08");
    expect(takenSince(person("2026-08-07"), "medicine-statin", AS_OF)).toBe("2026-10-10");
    expect(takenSince(issued(on("2025-11-10")), "medicine-statin", AS_OF)).toBeUndefined();
  });

  test("its beginning is unknown where an active repeat has one issue alone", () => {
    expect(startedOn(issued(on("2026-11-10", { status: "active" })), "medicine-statin", AS_OF)).toBeUndefined();
    expect(startedOn(issued(on("2026-11-10")), "medicine-statin", AS_OF)).toBe("2026-11-10");
    expect(startedOn(issued(on("2026-11-10", { status: "active" }), on("2026-10-10")), "medicine-statin", AS_OF)).toBe(
      "2026-10-10",
    );
  });

  test("lasts to today while it is active, otherwise to its last issue or end", () => {
    expect(daysTaken(issued(on("2026-10-25")), "medicine-statin", AS_OF)).toBe(0);
    expect(daysTaken(issued(on("2026-10-25", { until: "2026-11-08" })), "medicine-statin", AS_OF)).toBe(14);
    expect(daysTaken(issued(on("2026-10-25", { status: "active" })), "medicine-statin", AS_OF)).toBe(28);
    expect(daysTaken(issued(on("2026-10-25"), on("2026-09-25")), "medicine-statin", AS_OF)).toBe(30);
    expect(daysTaken(issued(on("2026-10-25"), on("2025-10-25")), "medicine-statin", AS_OF)).toBe(0);
  });
});

describe("ME1, structured medication review", () => {
  const statin: Recorded = ["medicine-statin", "2026-10-22"];

  test.each<[string, Change, string | undefined]>([
    ["care home", { careHome: true, recorded: [statin] }, "Care home"],
    ["care home by code", { recorded: [statin, ["care-home", "2026-01-01"]] }, "Care home"],
    ["ten medicines", { recorded: medicines(10) }, "10 medicines"],
    ["nine medicines", { recorded: medicines(9) }, undefined],
    ["severe frailty", { recorded: [statin, ["frailty-severe", "2026-01-01"]] }, "Severe frailty"],
    ["moderate frailty", { recorded: [statin, ["frailty-moderate", "2026-01-01"]] }, undefined],
    ["housebound", { recorded: [statin, ["housebound", "2026-01-01"]] }, "Housebound"],
    [
      "two falls in a year",
      {
        recorded: [statin, ["fall", "2026-01-01"], ["fall", "2026-02-01"]],
      },
      "Recurrent falls",
    ],
    [
      "two codes of a fall on one day",
      {
        recorded: [statin, ["fall", "2026-01-01"], ["fall", "2026-01-01", 1]],
      },
      undefined,
    ],
    ["a fall whose value says two", { recorded: [statin, ["fall", "2026-01-01", 2]] }, "Recurrent falls"],
    [
      "two falls, one 13 months ago",
      {
        recorded: [statin, ["fall", "2025-10-01"], ["fall", "2026-02-01"]],
      },
      undefined,
    ],
    ["an opioid", { recorded: [["medicine-opioid", "2026-11-01"]] }, "Opioid"],
    ["an opioid last issued 90 days ago", { recorded: [["medicine-opioid", "2026-08-24"]] }, undefined],
    ["methotrexate", { recorded: [["medicine-methotrexate", "2026-11-01"]] }, "Methotrexate"],
    ["nothing of these", { recorded: medicines(3) }, undefined],
  ])("%s", (_, person, because) => expect(gap("ME1", person)?.because).toBe(because));

  test("two emergency admissions in a year, not one", () => {
    const services = ["2026-01-01", "2026-03-01"].map((on) => ({ kind: "emergency_admission", on, reasons: [] }));
    expect(gap("ME1", { services, recorded: [statin] })?.because).toBe("2 emergency admissions in a year");
    expect(gap("ME1", { services: services.slice(1), recorded: [statin] })).toBeUndefined();
  });

  test("is not for somebody who takes nothing; of medicines that are not known one cannot tell", () => {
    const services = ["2026-01-01", "2026-03-01"].map((on) => ({ kind: "emergency_admission", on, reasons: [] }));
    const issued = (on: string) => gap("ME1", { services, recorded: [["medicine-statin", on]] });
    expect(issued("2026-08-25")?.state).toBe("overdue");
    expect(issued("2026-08-24")).toBeUndefined();
    expect(gap("ME1", { services })).toMatchObject({ state: "cannot tell", because: "medicines" });
  });

  test("is not for children; of an unknown age one cannot tell", () => {
    const born = (bornOn: string | undefined) => gap("ME1", { bornOn, recorded: medicines(10) });
    expect(born("2008-11-22")?.state).toBe("overdue");
    expect(born("2008-11-23")).toBeUndefined();
    expect(born(undefined)).toMatchObject({ state: "cannot tell", because: "date of birth" });
  });

  test("a nurse's review a month ago in a care home: ME2 is done, ME1 is not", () => {
    const person: Change = { careHome: true, recorded: [...medicines(5), nurseReview("2026-10-22")] };
    expect(gap("ME2", person)?.state).toBe("done");
    expect(gap("ME1", person)).toMatchObject({ state: "overdue", lastDone: undefined });
  });

  test("lasts twelve months", () => {
    expect(gap("ME1", { careHome: true, recorded: [statin, structured("2025-11-22")] })?.state).toBe("overdue");
    expect(gap("ME1", { careHome: true, recorded: [statin, structured("2025-12-23")] })?.state).toBe("done");
  });

  test("within four weeks of a discharge or a fall, whatever was done before", () => {
    const leaving = (until: string) =>
      gap("ME1", { careHome: true, recorded: [statin, structured("2026-08-01")], ...discharge(until) })?.state;
    expect(leaving("2026-10-26")).toBe("due");
    expect(leaving("2026-10-25")).toBe("overdue");
    expect(leaving("2026-08-01")).toBe("done");
    const recorded: Recorded[] = [statin, structured("2026-08-01"), ["fall", "2026-10-26"]];
    expect(gap("ME1", { careHome: true, recorded })?.state).toBe("due");
  });
});

describe("ME2, medication review", () => {
  test("for those with any medicine, every 12 months; from 75 with four every 6", () => {
    const at = (count: number, on: string, bornOn = "1960-01-01") =>
      gap("ME2", { bornOn, recorded: [...medicines(count), nurseReview(on)] })?.state;
    expect(gap("ME2", { recorded: [] })).toBeUndefined();
    expect(at(1, "2025-11-22")).toBe("overdue");
    expect(at(1, "2025-12-23")).toBe("done");
    expect(at(4, "2026-05-22", "1951-11-22")).toBe("overdue");
    expect(at(4, "2026-05-22", "1951-11-23")).toBe("done");
    expect(at(3, "2026-05-22", "1951-11-22")).toBe("done");
  });

  test("a structured review is one too", () =>
    expect(gap("ME2", { recorded: [...medicines(2), structured("2026-06-01")] })?.state).toBe("done"));
});

describe("ME3, reconciled after discharge", () => {
  test("within seven days, of any admission", () => {
    expect(gap("ME3", discharge("2026-11-16"))?.state).toBe("due");
    expect(gap("ME3", discharge("2026-11-15"))?.state).toBe("overdue");
    expect(gap("ME3", discharge("2026-11-15", "elective_admission"))?.state).toBe("overdue");
    expect(gap("ME3", {})).toBeUndefined();
  });

  test("is asked for during 90 days, which is a setting", () => {
    expect(gap("ME3", discharge("2026-08-25"))?.state).toBe("overdue");
    expect(gap("ME3", discharge("2026-08-24"))).toBeUndefined();
    expect(gap("ME3", discharge("2026-08-24"), { "medicines.reconcile-for-days": 91 })?.state).toBe("overdue");
  });

  test("by its code on the day or after, not before, and not by a review", () => {
    const done = (set: string, on: string) => gap("ME3", { ...discharge("2026-11-15"), recorded: [[set, on]] })?.state;
    expect(done("care-medicines-reconciled", "2026-11-14")).toBe("overdue");
    expect(done("care-medicines-reconciled", "2026-11-15")).toBe("done");
    expect(done("care-medication-review", "2026-11-20")).toBe("overdue");
  });
});

describe("ME4, direct oral anticoagulants", () => {
  const doac: Recorded = [["medicine-anticoagulant", "medicine-doac"], "2026-10-22"];
  const clearance = (value: number, on: string, bornOn = "1946-06-01", more: Recorded[] = []) =>
    gap("ME4", { bornOn, recorded: [doac, ["creatinine-clearance", on, value], ...more] });

  test("with a clearance of 30 the interval is three months", () => {
    expect(clearance(30, "2026-08-22")).toMatchObject({ state: "overdue", nextDue: "2026-11-22" });
    expect(clearance(30, "2026-08-23")?.state).toBe("due");
  });

  test("with 55 at 82 it is the shorter of 5.5 and 4 months; at 70 it is 5.5", () => {
    expect(clearance(55, "2026-07-22", "1944-06-01")).toMatchObject({ state: "overdue", nextDue: "2026-11-22" });
    expect(clearance(55, "2026-07-22", "1956-06-01")).toMatchObject({ state: "done", nextDue: "2027-01-06" });
  });

  test("with 60 it is a year below 75, four months from 75", () => {
    expect(clearance(60, "2026-07-22", "1951-11-23")?.nextDue).toBe("2027-07-22");
    expect(clearance(60, "2026-07-22", "1951-11-22")?.nextDue).toBe("2026-11-22");
    expect(clearance(59, "2026-07-22", "1951-11-23")?.nextDue).toBe("2027-01-18");
  });

  test("at an unknown age one cannot tell whether it is four months, unless it is due by either", () => {
    const unknown = (value: number, on: string) =>
      gap("ME4", { bornOn: undefined, recorded: [doac, ["creatinine-clearance", on, value]] });
    expect(unknown(80, "2026-10-01")).toMatchObject({ state: "cannot tell", because: "date of birth" });
    expect(unknown(80, "2025-11-23")?.state).toBe("cannot tell");
    expect(unknown(80, "2025-11-22")?.state).toBe("overdue");
    expect(unknown(41, "2026-10-01")?.state).toBe("cannot tell");
    expect(unknown(40, "2026-10-01")).toMatchObject({ state: "done", nextDue: "2027-02-01" });
  });

  test("is computed from age, sex, weight and creatinine, and is as old as the older of them", () => {
    const recorded: Recorded[] = [doac, ["weight", "2026-09-01", 60], ["creatinine", "2026-10-01", 104]];
    expect(gap("ME4", { recorded })).toMatchObject({
      lastDone: "2026-09-01",
      value: "36 ml/min (Cockcroft-Gault, weight 60 kg, creatinine 104 µmol/L)",
      nextDue: "2026-12-19",
    });
    expect(gap("ME4", { recorded: recorded.slice(0, 2) })).toMatchObject({
      state: "overdue",
      because: "Direct oral anticoagulant; clearance unknown without creatinine",
    });
    expect(gap("ME4", { recorded, sex: "unknown" })).toMatchObject({ state: "cannot tell", because: "sex" });
    expect(gap("ME4", { recorded, bornOn: undefined })).toMatchObject({
      state: "cannot tell",
      because: "date of birth",
    });
    expect(gap("ME4", { recorded: [...recorded, ["egfr", "2026-11-01", 90]] })?.value).toMatch(/^36 /);
  });

  test("is not for warfarin, nor for a DOAC last issued 90 days ago", () => {
    expect(gap("ME4", { recorded: [["medicine-anticoagulant", "2026-10-22"]] })).toBeUndefined();
    expect(gap("ME4", { recorded: [["medicine-doac", "2026-08-24"]] })).toBeUndefined();
  });

  test("review appointments every three months ship, and yearly is a setting", () => {
    const recorded: Recorded[] = [doac, ["care-doac-review", "2026-08-22"]];
    expect(gap("ME4-review", { recorded })?.state).toBe("overdue");
    expect(gap("ME4-review", { recorded }, { "medicines.doac-review-months": 12 })?.state).toBe("done");
  });

  test("blood count and liver tests yearly, both", () => {
    const recorded: Recorded[] = [doac, ["haemoglobin", "2025-12-23", 130]];
    expect(gap("ME4-bloods", { recorded })?.state).toBe("overdue");
    expect(gap("ME4-bloods", { recorded: [...recorded, ["alt", "2026-01-01", 30]] })?.state).toBe("done");
    expect(gap("ME4-bloods", { recorded: [...recorded, ["alt", "2025-11-22", 30]] })?.state).toBe("overdue");
  });

  test.each([
    [5.5, { months: 5, days: 15 }],
    [3, { months: 3, days: 0 }],
    [3.6, { months: 3, days: 18 }],
    [0.8, { months: 0, days: 24 }],
  ])("%d months", (months, span) => expect(spanOfMonths(months)).toEqual(span));
});
