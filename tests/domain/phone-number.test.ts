import { describe, expect, test } from "vitest";
import {
  canBeDialled,
  dialled,
  holdsDigitsOf,
  namesNumber,
  national,
  sameNumber,
  splitNumbers,
} from "../../app/domain/phone-number";
import { peopleConflicts } from "../../app/domain/plan-conflict-people";
import { fieldProblems } from "../../app/domain/plan-readiness";
import { canBeRung } from "../../app/domain/plan-ring";
import { isAbout } from "../../app/rendering/slots";
import { aRecord } from "../support/a-card-person";
import { aPlanDocument } from "../support/a-plan";

const numbersOf = (text: string) => splitNumbers(text).flatMap((part) => (part.isNumber ? [part.text] : []));

describe("a number among words ends where it ends", () => {
  test.each([
    ["020 7946 0321 (24 hours)", ["020 7946 0321"]],
    ["020 7946 0321 24 hours", ["020 7946 0321"]],
    ["020 7946 0321 (9-5)", ["020 7946 0321"]],
    ["020 7946 0321 9-5", ["020 7946 0321"]],
    ["0300 123 4567 1", ["0300 123 4567"]],
    ["01632 96000 5 minutes away", ["01632 96000"]],
    ["0800 111 222, then 1", ["0800 111 222"]],
    ["0800 1111 24 hours", ["0800 1111"]],
    ["020 7946 0321 07700 900608", ["020 7946 0321", "07700 900608"]],
    ["020 7946 0321\n0207-946-0958 or 111", ["020 7946 0321", "0207-946-0958", "111"]],
    ["Ann (020) 7946 0321", ["(020) 7946 0321"]],
    ["+44 (0)20 7946 0321 (24 hours)", ["+44 (0)20 7946 0321"]],
    ["0044 20 7946 0321 24 hours", ["0044 20 7946 0321"]],
    ["text relay 18001 020 7946 0321", ["18001 020 7946 0321"]],
    ["NHS 999 012 3454", []],
    ["seen 03-05-2026 10:00", []],
    ["flat 12, SpO2 88, 30 minutes", []],
    ["020 7946", []],
  ])("“%s”", (text, numbers) => expect(numbersOf(text)).toEqual(numbers));

  test("nothing of the words is lost", () => {
    for (const text of ["Ann 020 7946 0321 (24 hours), else 111.", "020 7946 0321 07700 900608 24"])
      expect(
        splitNumbers(text)
          .map((part) => part.text)
          .join(""),
      ).toBe(text);
  });
});

const FORMS = [
  "020 7946 0321",
  "02079460321",
  "+44 (0)20 7946 0321",
  "+44 20 7946 0321",
  "0044 20 7946 0321",
  "0044 (0)20 7946 0321",
  "44 20 7946 0321",
  "(020) 7946 0321",
];

describe("one number, however it is written", () => {
  test.each(FORMS)("%s", (form) => {
    expect(national(form)).toBe("02079460321");
    expect(dialled(form)).toMatch(/^(0|\+44)2079460321$/);
    expect(canBeDialled(form)).toBe(true);
    for (const other of FORMS) expect([other, sameNumber(form, other)]).toEqual([other, true]);
    expect(sameNumber(form, "020 7946 0322")).toBe(false);
    expect(holdsDigitsOf(`ring her on ${form} at night`, "020 7946 0321")).toBe(true);
    expect(holdsDigitsOf("ring her on 020 7946 0321", form)).toBe(true);
  });

  test("without digits nothing is the same, and another country keeps its own", () => {
    expect(sameNumber("", "")).toBe(false);
    expect(sameNumber(undefined, undefined)).toBe(false);
    expect(dialled("+33 1 23 45 67 89")).toBe("+33123456789");
    expect(sameNumber("+33 1 23 45 67 89", "0033 1 23 45 67 89")).toBe(true);
    expect(dialled("18001 020 7946 0321")).toBe("1800102079460321");
  });

  test.each([
    ["0300 123 4567 1", false],
    ["020 7946 0321 07700", false],
    ["7946 0321", false],
    ["020 7946 032", false],
    ["111", true],
    ["+33 1 23 45 67 89", true],
    ["0800 1111", true],
  ])("“%s” in a field of a number can be dialled: %s", (phone, can) => {
    expect(canBeDialled(phone)).toBe(can);
    const plan = aPlanDocument([{ unit: "people/x", values: { name: "Ann Bell", phone } }]);
    expect(fieldProblems(plan).map(({ unit, field }) => [unit, field])).toEqual(can ? [] : [["people/x", "phone"]]);
  });
});

describe("the same number in other hands", () => {
  test.each(FORMS)("whom the person forbids to tell is known by %s", (phone) => {
    const untold = { name: "Chidi Obi", phone, doNotTell: "do_not_tell" };
    const plan = aPlanDocument([{ unit: "people/chidi", values: untold }]);
    for (const form of FORMS) expect([form, canBeRung(plan, `her son, ${form}`)]).toEqual([form, false]);
  });

  test.each(FORMS)("a crew's report of it finds %s", (phone) => {
    const report = (words: string) => ({ at: "2026-11-22T03:10:00Z", words, answeredAt: null });
    for (const form of FORMS)
      expect([form, isAbout(report(`${form} is dead`), { name: "", phone })]).toEqual([form, true]);
    expect(isAbout(report("0800 111 222 is dead"), { name: "", phone: "111" })).toBe(false);
    expect(isAbout(report("111 is dead"), { name: "", phone: "111" })).toBe(true);
    expect(isAbout(report("0800 111 2223 is dead"), { name: "", phone: "0800 111 222" })).toBe(false);
    expect(namesNumber("020.7946.0321 dead", phone)).toBe(true);
  });

  test.each(FORMS)("the record's number in another form than %s is no difference", (phone) => {
    const ring = { name: "Ngozi Obi", relation: "daughter", isCarer: true };
    const line = { id: "r1", kind: "carer", words: "Ngozi Obi", phone: "020 7946 0321", ring } as never;
    const found = (number: string) =>
      peopleConflicts(
        aPlanDocument([{ unit: "people/ngozi", values: { name: "Ngozi Obi", phone: number } }]),
        { ...aRecord(), lines: [line] },
        { today: "2026-11-22" } as never,
      ).map(({ kind }) => kind);
    expect(found(phone)).not.toContain("carer_number");
    expect(found("020 7946 0322")).toContain("carer_number");
  });
});
