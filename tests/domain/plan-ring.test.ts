import { describe, expect, test } from "vitest";
import { dialled, phoneInWords, splitNumbers } from "../../app/domain/phone-number";
import { canBeRung, isStill, leadsToUntold, namedBy, ringables } from "../../app/domain/plan-ring";
import { aPlanDocument } from "../support/a-plan";

const plan = aPlanDocument([
  { unit: "people/joanne", values: { name: "Joanne", phone: "020 7946 0001" } },
  { unit: "people/chloe", values: { name: "Chloë O'Hara", phone: "020 7946 0002" } },
  { unit: "people/silent", values: { name: "District nurse" } },
]);

describe("whom to ring", () => {
  test.each([
    ["Joanne", ["020 7946 0001"]],
    ["joanne ", ["020 7946 0001"]],
    ["chloe o’hara", ["020 7946 0002"]],
    ["Ngozi (daughter)", ["020 7946 0958"]],
    ["Ann", []],
    ["Joanne Smith", []],
    ["Jo", []],
    ["District nurse", []],
  ])("“%s” is a whole name or nobody", (words, numbers) =>
    expect(namedBy(plan, words).map(({ phone }) => phone)).toEqual(numbers),
  );

  test("two of one name both stand, each with their own number", () => {
    const two = aPlanDocument([
      { unit: "people/a", values: { name: "Mary", phone: "020 7946 0003" } },
      { unit: "people/b", values: { name: "MARY", phone: "020 7946 0004" } },
    ]);
    expect(namedBy(two, "Mary").map(({ phone }) => phone)).toEqual(["020 7946 0003", "020 7946 0004"]);
  });

  test.each([
    ["Joanne", true],
    ["Clinical desk", true],
    ["Ann on 07700 900608", true],
    ["999", true],
    ["Ann", false],
    ["District nurse", false],
    ["Flat 12, then wait 30 minutes", false],
  ])("“%s” can be rung: %s", (words, can) => expect(canBeRung(plan, words)).toBe(can));
});

describe("numbers", () => {
  test.each([
    ["07700900608", "07700 900608"],
    ["02079460321", "020 7946 0321"],
    ["0300 1234567", "0300 123 4567"],
    ["01134960000", "0113 496 0000"],
    ["01632960001", "01632 960001"],
    ["+44 7700 900608", "+44 7700 900608"],
    ["111", "111"],
  ])("%s is read as %s", (typed, read) => expect(phoneInWords(typed)).toBe(read));

  test("stand among words, and what is no number stays words", () => {
    expect(splitNumbers("Ann, 07700 900608 (home), SpO2 88")).toEqual([
      { text: "Ann, ", isNumber: false },
      { text: "07700 900608", isNumber: true },
      { text: " (home), SpO2 88", isNumber: false },
    ]);
    expect(dialled("+44 (0)20 7946")).toBe("+44207946");
  });
});

describe("who may be told", () => {
  const forbidden = aPlanDocument([
    {
      unit: "people/chidi",
      values: { name: "Chidi Obi", phone: "020 7946 0777", doNotTell: "do_not_tell" },
    },
  ]);
  test.each([
    ["Chidi Obi", true],
    ["her son Chidi Obi", true],
    ["020 7946 0777", true],
    ["+44 20 7946 0777", true],
    ["Chidi", false],
    ["Ngozi Obi", false],
    ["020 7946 0958", false],
  ])("“%s” rings whom the person forbids to tell: %s", (words, untold) => {
    expect(leadsToUntold(forbidden, words)).toBe(untold);
    if (untold) expect(canBeRung(forbidden, words)).toBe(false);
  });
  test("they are never offered", () => expect(ringables(forbidden).map(({ name }) => name)).not.toContain("Chidi Obi"));
});

describe("until when", () => {
  const until = (day: string) =>
    aPlanDocument([{ unit: "people/bo", values: { name: "Bo Li", phone: "020 7946 0555", until: day } }]);
  test.each([
    ["2026-11-21", false],
    ["2026-11-22", true],
    ["2027-01-01", true],
  ])("%s, on 22 November 2026: %s", (day, still) => {
    const today = "2026-11-22";
    expect(isStill({ until: day }, today)).toBe(still);
    expect(canBeRung(until(day), "Bo Li", today)).toBe(still);
    expect(ringables(until(day), today).some(({ name }) => name === "Bo Li")).toBe(still);
  });
  test("without a day nobody has left, nor without a clock", () => {
    expect(isStill({}, "2026-11-22")).toBe(true);
    expect(isStill({ until: "2020-01-01" }, undefined)).toBe(true);
  });
});

test("an attorney without registration is no health attorney to ring", () => {
  const values = { lpa: "yes", name: "Bob", phone: "020 7946 0001", registered: "no" };
  expect(ringables(aPlanDocument([{ unit: "attorney", values }])).at(-1)!.role).toBe(
    "attorney NOT registered: ask as family",
  );
});

test("a second attorney and a deputy can be rung", () => {
  const plan = aPlanDocument([
    {
      unit: "attorney",
      values: {
        ...{ lpa: "yes", name: "Ngozi", phone: "020 7946 0001", second: "Ada", secondPhone: "020 7946 0002" },
        ...{ deputy: "Li Wu", deputyPhone: "020 7946 0003" },
      },
    },
  ]);
  expect(ringables(plan).slice(-3)).toEqual([
    { name: "Ngozi", phone: "020 7946 0001", role: "health attorney" },
    { name: "Ada", phone: "020 7946 0002", role: "health attorney" },
    { name: "Li Wu", phone: "020 7946 0003", role: "deputy" },
  ]);
});
