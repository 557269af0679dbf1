import { describe, expect, test } from "vitest";
import { formatNhsNumber, isNhsNumber, isTestNumber, nhsNumberDigits, testNumbers } from "../../app/domain/nhs-number";

describe("an NHS number", () => {
  // The Personal Demographics Service's published sandbox numbers, and the Data Dictionary's example.
  test.each(["9000000009", "9693632109", "9732110317", "9736363015", "9434765919", "9990000018"])(
    "%s is valid",
    (number) => expect(isNhsNumber(number)).toBe(true),
  );

  test.each([
    ["the wrong check digit", "9434765918"],
    ["nine digits for which no check digit exists", "9000000050"],
    ["nine digits", "943476591"],
    ["eleven digits", "94347659190"],
    ["letters", "943476591A"],
    ["spaces, which must be taken out before", "943 476 5919"],
    ["ten times the same digit", "0000000000"],
    ["ten nines", "9999999999"],
    ["nothing", ""],
  ])("is refused for %s", (_, number) => expect(isNhsNumber(number)).toBe(false));

  test("a check digit of 11 is written as 0, and one of 10 does not exist", () => {
    expect(isNhsNumber("9000000300")).toBe(true);
    for (const digit of "0123456789") expect(isNhsNumber(`900000005${digit}`)).toBe(false);
  });

  test("is read with spaces or hyphens and shown 3-3-4", () => {
    expect(nhsNumberDigits(" 943 476-5919 ")).toBe("9434765919");
    expect(nhsNumberDigits("943 476 591")).toBeUndefined();
    expect(formatNhsNumber("9434765919")).toBe("943 476 5919");
    expect(formatNhsNumber("not known")).toBe("not known");
  });

  test("one digit changed, or two neighbours exchanged, is never valid", () => {
    const number = "9434765919";
    for (let place = 0; place < 10; place++) {
      for (const digit of "0123456789") {
        const changed = number.slice(0, place) + digit + number.slice(place + 1);
        if (changed !== number) expect(isNhsNumber(changed), changed).toBe(false);
      }
      if (place < 9 && number[place] !== number[place + 1]) {
        const exchanged = number.slice(0, place) + number[place + 1] + number[place] + number.slice(place + 2);
        expect(isNhsNumber(exchanged), exchanged).toBe(false);
      }
    }
  });
});

describe("the test range", () => {
  test("holds about 909,000 numbers, all valid, all 999, none twice", () => {
    const numbers = [...testNumbers()];
    expect(numbers.length).toBeGreaterThan(908_000);
    expect(numbers.length).toBeLessThan(910_000);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.slice(0, 5000).every((number) => isNhsNumber(number) && isTestNumber(number))).toBe(true);
  });

  test("goes round from any start, always in the same order", () => {
    expect(testNumbers(500_000).next().value).toMatch(/^999500000|^99950000/);
    expect([...testNumbers(999_999)]).toHaveLength([...testNumbers()].length);
    expect(testNumbers(7).next().value).toBe(testNumbers(7).next().value);
  });

  test("is told from numbers that are issued", () => {
    expect(isTestNumber("9990000018")).toBe(true);
    expect(isTestNumber("9434765919")).toBe(false);
  });
});
