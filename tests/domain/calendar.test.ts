import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, addMonths, addSpan, addWorkingDays, ageOn, bankHolidays } from "../../app/domain/calendar";

describe("bank holidays in England, as published on GOV.UK", () => {
  test.each([
    [2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"],
    [2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"],
    [2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"],
    [2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"],
  ])("%i", (year, days) => {
    expect(bankHolidays(year)).toEqual(days.split(" ").map((day) => `${year}-${day}`));
  });
  test("New Year's Day on a Saturday moves to the Monday", () => expect(bankHolidays(2028)[0]).toBe("2028-01-03"));
  test("Christmas on a Sunday: the 27th stands for it, the 26th stays", () => {
    expect(bankHolidays(2022).slice(-2).sort()).toEqual(["2022-12-26", "2022-12-27"]);
  });
});

describe("working days", () => {
  test.each([
    ["a Friday, and one day is Monday", "2026-11-20", 1, "2026-11-23"],
    ["a Friday, and seven days", "2026-11-20", 7, "2026-12-01"],
    ["Maundy Thursday: Good Friday and Easter Monday are none", "2026-04-02", 1, "2026-04-07"],
    ["over Christmas 2026", "2026-12-24", 1, "2026-12-29"],
    ["over Christmas and New Year 2027", "2027-12-24", 5, "2028-01-05"],
    ["a Saturday does not count itself", "2026-11-21", 1, "2026-11-23"],
    ["none is the day itself, whatever it is", "2026-11-22", 0, "2026-11-22"],
  ])("from %s", (_, from, count, to) => expect(addWorkingDays(from, count)).toBe(to));

  test("more of them is never sooner, and none falls on a weekend or a bank holiday", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 1, max: 40 }), (after, count) => {
        const from = addDays("2024-01-01", after);
        const to = addWorkingDays(from, count);
        expect(to > addWorkingDays(from, count - 1) || count === 1).toBe(true);
        expect([0, 6]).not.toContain(new Date(to).getUTCDay());
        expect(bankHolidays(Number(to.slice(0, 4)))).not.toContain(to);
      }),
    );
  });
});

describe("spans and ages", () => {
  test.each([
    ["months first, then weeks and days", "2026-01-31", { months: 1, weeks: 1, days: 1 }, "2026-03-08"],
    ["the last day of a shorter month", "2026-01-31", { months: 1 }, "2026-02-28"],
    ["a year from 29 February", "2024-02-29", { months: 12 }, "2025-02-28"],
    ["four years from 29 February", "2024-02-29", { months: 48 }, "2028-02-29"],
    ["days, then working days", "2026-11-19", { days: 1, workingDays: 1 }, "2026-11-23"],
    ["nothing", "2026-11-22", {}, "2026-11-22"],
  ])("%s", (_, from, span, to) => expect(addSpan(from, span)).toBe(to));

  test("back over a year's end, and over the change of the clocks", () => {
    expect(addMonths("2026-01-31", -2)).toBe("2025-11-30");
    expect(addDays("2026-03-28", 2)).toBe("2026-03-30");
    expect(addDays("2026-10-26", -2)).toBe("2026-10-24");
  });
  test("one ages on the birthday, and born on 29 February on 1 March", () => {
    expect(ageOn("1946-11-22", "2026-11-21")).toBe(79);
    expect(ageOn("1946-11-22", "2026-11-22")).toBe(80);
    expect(ageOn("1948-02-29", "2027-02-28")).toBe(78);
    expect(ageOn("1948-02-29", "2027-03-01")).toBe(79);
    expect(ageOn(undefined, "2026-11-22")).toBeUndefined();
  });
});
