import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Asked, type Candidate, gradeMatch, nationalPhone, readTyped } from "../../app/domain/look-up";
import { toDoWhen } from "../../app/domain/urgent-answer";

const aCandidate = (change: Partial<Candidate> = {}): Candidate => ({
  personId: "adaeze",
  names: [{ given: "Adaeze", family: "Obi", preferred: null }],
  bornOn: "1942-03-12",
  postcodes: ["WU12QT"],
  number: "verified",
  line: null,
  careHome: false,
  restricted: false,
  recordsDiffer: false,
  own: false,
  ...change,
});
const named = (given: string, family = "Obi", preferred: string | null = null) => ({
  names: [{ given, family, preferred }],
});
const byNumber: Asked = { by: "nhs_number", number: "9990123453", bornOn: "1942-03-12" };
const byName: Asked = { by: "demographics", family: "Obi", given: "Adaeze", bornOn: "1942-03-12", postcode: "WU12QT" };
const inWords = (asked: Asked, ...candidates: Candidate[]) => {
  const grade = gradeMatch(asked, candidates);
  if (grade.kind === "safe") return `safe: ${grade.matchedBy}`;
  return grade.kind === "uncertain" ? `uncertain: ${grade.because}` : grade.kind;
};

describe("by NHS number", () => {
  test.each([
    ["verified, and the birth date fits", byNumber, [aCandidate()], "safe: NHS number and date of birth"],
    ["verified, no birth date given", { ...byNumber, bornOn: undefined }, [aCandidate()], "safe: NHS number"],
    ["the birth date differs", { ...byNumber, bornOn: "1942-12-03" }, [aCandidate()], "uncertain: weak"],
    ["only claimed, never verified", byNumber, [aCandidate({ number: "claimed" })], "uncertain: weak"],
    [
      "somebody else claims it too, no birth date",
      { ...byNumber, bornOn: undefined },
      [aCandidate(), aCandidate({ personId: "other", number: "claimed", bornOn: "1950-01-01" })],
      "uncertain: several",
    ],
    [
      "somebody else of another age claims it",
      byNumber,
      [aCandidate(), aCandidate({ personId: "other", number: "claimed", bornOn: "1950-01-01" })],
      "safe: NHS number and date of birth",
    ],
    [
      "somebody else of unknown age claims it",
      byNumber,
      [aCandidate(), aCandidate({ personId: "other", number: "claimed", bornOn: null })],
      "uncertain: several",
    ],
    ["nobody has it", byNumber, [], "nobody"],
    ["sealed or dissenting", byNumber, [aCandidate({ restricted: true })], "uncertain: withheld"],
    ["merged records contradict each other", byNumber, [aCandidate({ recordsDiffer: true })], "uncertain: withheld"],
    ["the asker's own record", byNumber, [aCandidate({ own: true })], "uncertain: withheld"],
  ] satisfies [string, Asked, Candidate[], string][])("%s", (_, asked, candidates, expected) =>
    expect(inWords(asked, ...candidates)).toBe(expected),
  );
});

describe("by name, date of birth and postcode", () => {
  const safe = "safe: name, date of birth and postcode";
  test.each([
    ["all three fit", [aCandidate()], safe],
    ["accents and case do not matter", [aCandidate(named("ADÁEZE", "Óbi"))], safe],
    ["the name that the person goes by fits", [aCandidate(named("Ngozi", "Obi", "Adaeze"))], safe],
    ["another postcode", [aCandidate({ postcodes: ["WU99ZZ"] })], "uncertain: weak"],
    ["no address known", [aCandidate({ postcodes: [] })], "uncertain: weak"],
    ["a name one letter apart", [aCandidate(named("Adaezi"))], "uncertain: weak"],
    ["only an initial on record", [aCandidate(named("A"))], "uncertain: weak"],
    ["birth date and postcode fit, another family name", [aCandidate(named("Adaeze", "Mensah"))], "uncertain: weak"],
    ["name and postcode fit, born another day", [aCandidate({ bornOn: "1942-03-13" })], "uncertain: weak"],
    ["same name and birth date twice", [aCandidate(), aCandidate({ personId: "b" })], "uncertain: several"],
    [
      "same name and birth date twice, other postcode",
      [aCandidate(), aCandidate({ personId: "b", postcodes: ["WU99ZZ"] })],
      "uncertain: several",
    ],
    [
      "a twin with a name alike",
      [aCandidate(), aCandidate({ personId: "b", ...named("Adaeza") })],
      "uncertain: several",
    ],
    ["a twin with another name", [aCandidate(), aCandidate({ personId: "b", ...named("Chidi") })], safe],
    ["a sealed look-alike", [aCandidate(), aCandidate({ personId: "b", restricted: true })], "uncertain: withheld"],
    ["a housemate only", [aCandidate({ ...named("John", "Smith"), bornOn: "1990-01-01" })], "nobody"],
  ] satisfies [string, Candidate[], string][])("%s", (_, candidates, expected) =>
    expect(inWords(byName, ...candidates)).toBe(expected),
  );

  test("whoever is opened has exactly the typed name, birth date and postcode, and nobody else is like them", () => {
    const person = fc.record({
      personId: fc.uuid(),
      given: fc.constantFrom("Adaeze", "Ada", "A", "Adaeza", "Chidi", ""),
      family: fc.constantFrom("Obi", "Obi-Mensah", "Oby", "Mensah"),
      bornOn: fc.constantFrom("1942-03-12", "1942-12-03", "1941-03-12"),
      postcode: fc.constantFrom("WU12QT", "WU99ZZ"),
    });
    fc.assert(
      fc.property(fc.array(person, { maxLength: 6 }), (people) => {
        const candidates = people.map(({ personId, given, family, bornOn, postcode }) =>
          aCandidate({ personId, ...named(given, family), bornOn, postcodes: [postcode], number: "not asked" }),
        );
        const grade = gradeMatch(byName, candidates);
        if (grade.kind !== "safe") return;
        const exact = people.filter(
          (one) => one.given === "Adaeze" && one.family === "Obi" && one.bornOn === "1942-03-12",
        );
        expect(exact.map(({ personId }) => personId)).toEqual([grade.personId]);
        expect(exact[0]!.postcode).toBe("WU12QT");
      }),
      { numRuns: 300 },
    );
  });
});

describe("by the caller's number", () => {
  const line: Asked = { by: "phone", phone: "02079460321" };
  const choose = (bornOn: string): Asked => ({ by: "choice", lookUp: "l", personId: "adaeze", bornOn });

  test("one person behind it is still a choice", () => expect(inWords(line, aCandidate())).toBe("choose"));
  test("more than eight are not listed", () =>
    expect(inWords(line, ...Array.from({ length: 9 }, (_, n) => aCandidate({ personId: `${n}` })))).toBe(
      "uncertain: many on the line",
    ));
  test("a sealed person is not among those offered", () => {
    const grade = gradeMatch(line, [aCandidate(), aCandidate({ personId: "sealed", restricted: true })]);
    expect(grade).toEqual({ kind: "choose", personIds: ["adaeze"] });
  });
  test("only sealed people: the words of an uncertain match", () =>
    expect(inWords(line, aCandidate({ restricted: true }))).toBe("uncertain: withheld"));
  test("the chosen one with the birth date that the caller gives", () =>
    expect(inWords(choose("1942-03-12"), aCandidate())).toBe("safe: caller's number and date of birth"));
  test("the chosen one with another birth date", () =>
    expect(inWords(choose("1942-03-13"), aCandidate())).toBe("uncertain: weak"));
  test("twins on one line cannot be told apart by a birth date", () =>
    expect(inWords(choose("1942-03-12"), aCandidate(), aCandidate({ personId: "twin" }))).toBe("uncertain: several"));
  test("somebody who was not offered", () =>
    expect(inWords(choose("1942-03-12"), aCandidate({ personId: "other" }))).toBe("nobody"));
});

describe("what was typed", () => {
  const errorsOf = (typed: Record<string, string>) => {
    const read = readTyped(typed, "2026-11-22");
    return read.ok ? {} : read.errors;
  };
  test("an NHS number in groups of three, three and four, or plain", () => {
    for (const number of ["943 476 5919", "9434765919", "943-476-5919"])
      expect(readTyped({ by: "nhs_number", number }, "2026-11-22")).toMatchObject({
        ok: true,
        asked: { number: "9434765919", bornOn: undefined },
      });
  });
  test("a wrong digit is told by the check digit, before anybody is looked up", () =>
    expect(errorsOf({ by: "nhs_number", number: "943 476 5918" }).number).toMatch(/check digit/));
  test("nine digits name the field", () =>
    expect(errorsOf({ by: "nhs_number", number: "943 476 591" })).toHaveProperty("number"));
  test("every missing field of a name search is named", () =>
    expect(Object.keys(errorsOf({ by: "demographics" }))).toEqual(["family", "given", "born-day", "postcode"]));
  test("31 February is no day", () =>
    expect(
      errorsOf({
        by: "nhs_number",
        number: "9434765919",
        "number-day": "31",
        "number-month": "2",
        "number-year": "1942",
      }),
    ).toHaveProperty("number-day"));
  test("a birth date in the future is refused", () =>
    expect(
      errorsOf({
        by: "nhs_number",
        number: "9434765919",
        "number-day": "1",
        "number-month": "1",
        "number-year": "2030",
      }),
    ).toHaveProperty("number-day"));
  test("no way to find was chosen", () => expect(errorsOf({})).toHaveProperty("by"));
  test("an inherited name is no way to find", () => expect(errorsOf({ by: "constructor" })).toHaveProperty("by"));
  test.each([
    ["020 7946 0321", "02079460321"],
    ["+44 20 7946 0321", "02079460321"],
    ["+44 (0)20 7946 0321", "02079460321"],
    ["0044 7700 900123", "07700900123"],
    ["999", undefined],
  ])("the number %s", (written, expected) => expect(nationalPhone(written)).toBe(expected));
});

test("nobody found by a number: the number is checked, and no spelling is asked for", () => {
  for (const by of ["nhs_number", "phone", "choice"])
    expect(toDoWhen("nobody", by).join(" ")).toMatch(/^(?!.*spelling).*Check the/);
  expect(toDoWhen("nobody", "demographics").join(" ")).toMatch(/spelling/);
});
