import { describe, expect, test } from "vitest";
import { ageOn } from "../../app/domain/calendar";
import { agoInWords, dateInWords, momentInWords, shortDate, timeInWords } from "../../app/domain/dates";
import {
  birthInWords,
  familyFirst,
  nameAt,
  nameInBanner,
  nameInSentence,
  sourcesLeft,
  strictest,
} from "../../app/domain/person";
import { allergiesInWords, readAlerts, readAllergies, readResults, valueInWords } from "../../app/domain/record";

describe("age at a date", () => {
  test.each([
    ["the day before the birthday", "1942-03-12", "2026-03-11", 83],
    ["the birthday", "1942-03-12", "2026-03-12", 84],
    ["born on 29 February, 28 February of a common year", "1944-02-29", "2026-02-28", 81],
    ["born on 29 February, 1 March of a common year", "1944-02-29", "2026-03-01", 82],
    ["born on 29 February, 29 February of a leap year", "1944-02-29", "2028-02-29", 84],
    ["the day of birth", "2026-11-22", "2026-11-22", 0],
  ])("%s", (_, born, asOf, age) => expect(ageOn(born, asOf)).toBe(age));

  test("it is not known without a date of birth", () => {
    expect(ageOn(undefined, "2026-11-22")).toBeUndefined();
    expect(birthInWords(undefined, "2026-11-22")).toBe("date of birth not known");
  });

  test.each([
    ["living", "1942-03-12", undefined, "born 12 Mar 1942 (84)"],
    ["dead: the age stops at death", "1942-03-12", "2020-03-11", "born 12 Mar 1942 (died at 77)"],
    ["dead, on a day that is not recorded", "1942-03-12", null, "born 12 Mar 1942 (has died)"],
    ["a baby", "2026-05-01", undefined, "born 1 May 2026 (under 1)"],
  ])("in the banner: %s", (_, born, died, words) =>
    expect(birthInWords(born, "2026-11-22", { diedOn: died, deceased: died === null })).toBe(words),
  );
});

describe("names", () => {
  const adaeze = { prefix: "Mrs", given: "Adaeze", family: "Obi", preferred: null };
  test("family name first in lists, with the title in banners, last in sentences", () => {
    expect(familyFirst(adaeze)).toBe("OBI, Adaeze");
    expect(nameInBanner(adaeze)).toBe("OBI, Adaeze (Mrs)");
    expect(nameInBanner({ ...adaeze, preferred: "Ada" })).toBe("OBI, Adaeze (Mrs), known as Ada");
    expect(nameInSentence(adaeze)).toBe("Mrs Adaeze OBI");
  });
  test("one name is enough, none is said", () => {
    expect(familyFirst({ given: "", family: "Obi" })).toBe("OBI");
    expect(familyFirst({ given: "", family: "" })).toBe("Name not known");
  });

  const at = new Date("2026-11-22");
  const aName = (change: object) => ({ ...adaeze, use: "official", startsAt: null, endsAt: null, ...change });
  test("a former name is never shown, even when it is all there is", () => {
    expect(nameAt([aName({ use: "former" })], at)).toBeUndefined();
  });
  test("the usual name goes before a newer official one; an ended name is not used", () => {
    const usual = aName({ use: "usual", family: "Eze" });
    const married = aName({ family: "Obi-Eze", startsAt: new Date("2025-01-01") });
    const ended = aName({ family: "Old", endsAt: new Date("2020-01-01"), startsAt: new Date("2019-01-01") });
    expect(nameAt([ended, married, usual], at)).toBe(usual);
    expect(nameAt([ended, aName({}), married], at)).toBe(married);
  });
});

describe("a restriction narrows the reasons to see a record", () => {
  const all = ["registered_practice", "pcn", "meeting", "break_glass"] as const;
  test.each([
    [null, ["registered_practice", "pcn", "meeting", "break_glass"]],
    ["dissented", ["registered_practice", "break_glass"]],
    ["sealed", ["break_glass"]],
    ["a restriction of another system", ["break_glass"]],
  ])("%s", (restriction, left) => expect(sourcesLeft(all, restriction)).toEqual(left));
  test.each([
    [[null, null], null],
    [[null, "dissented"], "dissented"],
    [["dissented", "sealed", null], "sealed"],
    [["dissented", "a restriction of another system"], "a restriction of another system"],
  ])("of several rows %j the strictest is %s", (rows, one) => expect(strictest(rows)).toBe(one));
});

describe("dates and times", () => {
  test("are of London, summer and winter", () => {
    expect(momentInWords(new Date("2026-05-03T23:30:00Z"))).toBe("4 May 2026 00:30");
    expect(momentInWords(new Date("2026-11-22T09:14:00Z"))).toBe("22 November 2026 09:14");
    expect(timeInWords(new Date("2026-11-22T00:05:00Z"))).toBe("00:05");
    expect(dateInWords("2026-05-03")).toBe("3 May 2026");
    expect(shortDate("1942-09-12")).toBe("12 Sep 1942");
  });
  test.each([
    ["2026-11-22T00:10:00Z", "today"],
    ["2026-11-21T23:50:00Z", "yesterday"],
    ["2026-11-10T12:00:00Z", "12 days ago"],
    ["2026-04-20T12:00:00Z", "7 months ago"],
    ["2023-11-01T12:00:00Z", "3 years ago"],
    ["2026-11-23T12:00:00Z", "in 1 day"],
  ])("%s was %s", (then, words) => expect(agoInWords(new Date(then), new Date("2026-11-22T20:00:00Z"))).toBe(words));
});

describe("allergies", () => {
  const coded = (code: string, display: string, reaction: string | null = null) => ({
    system: "http://snomed.info/sct",
    code,
    display,
    reaction,
  });
  test("nothing recorded is not the same as none known", () => {
    expect(allergiesInWords(readAllergies([]))).toBe("nothing recorded: ask");
    expect(allergiesInWords(readAllergies([coded("409137002", "No known drug allergy")]))).toBe(
      "no known drug allergy",
    );
  });
  test("an allergy stands above a statement that there is none, with its reaction", () => {
    const entries = [
      coded("409137002", "No known drug allergy"),
      coded("91936005", "Allergy to penicillin", "anaphylaxis"),
    ];
    expect(allergiesInWords(readAllergies(entries))).toBe("penicillin (anaphylaxis)");
  });
});

describe("alerts", () => {
  const nobody = { language: null, interpreter: null, careHome: null };
  test("an interpreter, the care home by name, what codes say", () => {
    const housebound = { system: "http://snomed.info/sct", code: "160689007", display: "Housebound" };
    expect(readAlerts([housebound], { language: "Igbo", interpreter: true, careHome: "Gas-lamp Court" })).toEqual([
      "Interpreter needed: Igbo",
      "Housebound",
      "Lives at Gas-lamp Court",
    ]);
    expect(readAlerts([], nobody)).toEqual([]);
  });
});

describe("results", () => {
  const aResult = (change: object) => ({
    ...{ system: "http://snomed.info/sct", code: "999791000000106", display: "HbA1c", on: new Date("2026-08-02") },
    ...{ value: 64, unit: "mmol/mol", text: null, received: null, implausible: false, ...change },
  });
  test("an implausible latest is shown as such, with the last that can be used, and is not in the course", () => {
    const [line] = readResults([
      aResult({ value: 640, implausible: true }),
      aResult({ on: new Date("2025-08-02"), value: 61 }),
      aResult({ on: new Date("2024-08-02"), value: 58 }),
    ]);
    expect(line).toMatchObject({ latest: { value: 640, implausible: true }, lastPlausible: { value: 61 } });
    expect(line!.course.map(({ value }) => value)).toEqual([58, 61]);
  });
  test("results of another unit are not drawn in one line", () => {
    const [line] = readResults([aResult({}), aResult({ on: new Date("2025-08-02"), value: 8.6, unit: "%" })]);
    expect(line!.course).toEqual([]);
  });
  test("a result without number or text says so", () => {
    expect(valueInWords({ value: null, unit: "mmol/L", text: null })).toBe("no value received");
    expect(valueInWords({ value: 64, unit: "mmol/mol", text: null })).toBe("64 mmol/mol");
  });
});
