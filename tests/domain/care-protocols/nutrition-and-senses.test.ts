import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findCareGaps, isOpen } from "../../../app/domain/care-gap";
import {
  type MustInput,
  mustMonths,
  mustPoints,
  NUTRITION_AND_SENSES_PROTOCOL,
} from "../../../app/domain/care-protocols/nutrition-and-senses";
import { codeSet } from "../../../app/domain/code-sets/all";
import type { SettingValues } from "../../../app/domain/setting";
import { AS_OF, aPerson, type Recorded } from "../../support/a-person";

type Change = NonNullable<Parameters<typeof aPerson>[0]>;
const gap = (id: string, person: Change, values: SettingValues = {}) =>
  findCareGaps(aPerson(person), NUTRITION_AND_SENSES_PROTOCOL, AS_OF, values).find(({ process }) => process === id);

const born = {
  59: "1966-11-23",
  60: "1966-11-22",
  69: "1956-11-23",
  70: "1956-11-22",
  74: "1951-11-23",
  75: "1951-11-22",
};

describe("MUST, step by step of the published table", () => {
  const points = (change: Partial<MustInput>) => {
    const answer = mustPoints({ bmi: 25, lossPercent: 0, acuteNoIntake: false, ...change });
    return answer.known ? answer.value : `at least ${answer.atLeast}`;
  };

  test.each<[string, Partial<MustInput>, number | string]>([
    ["BMI over 20", { bmi: 20.1 }, 0],
    ["BMI 20", { bmi: 20 }, 1],
    ["BMI 18.5", { bmi: 18.5 }, 1],
    ["BMI under 18.5", { bmi: 18.4 }, 2],
    ["loss under 5%", { lossPercent: 4.9 }, 0],
    ["loss of 5%", { lossPercent: 5 }, 1],
    ["loss of 10%", { lossPercent: 10 }, 1],
    ["loss over 10%", { lossPercent: 10.1 }, 2],
    ["acutely ill without intake", { acuteNoIntake: true }, 2],
    ["everything at its worst", { bmi: 16, lossPercent: 15, acuteNoIntake: true }, 6],
    ["BMI not known", { bmi: undefined, lossPercent: 7 }, "at least 1"],
    ["loss not known is not zero", { bmi: 18, lossPercent: undefined }, "at least 2"],
    ["acute illness not known", { acuteNoIntake: undefined }, "at least 0"],
  ])("%s", (_, change, expected) => expect(points(change)).toBe(expected));

  test("0 is low, 1 medium, 2 high", () => {
    const category = (lossPercent: number) => mustPoints({ bmi: 25, lossPercent, acuteNoIntake: false });
    expect(category(0)).toMatchObject({ category: "low" });
    expect(category(5)).toMatchObject({ category: "medium" });
    expect(category(11)).toMatchObject({ category: "high" });
  });

  test("BMI 19.9 and a loss of 6% give 1 + 1 = 2: monthly, at home too", () => {
    const answer = mustPoints({ bmi: 19.9, lossPercent: 6, acuteNoIntake: false });
    expect(answer).toMatchObject({ known: true, value: 2 });
    expect(answer.because.map((reason) => reason.points)).toEqual([1, 1, 0]);
    expect(mustMonths(2, false, 3)).toBe(1);
    expect(mustMonths(1, false, 3)).toBe(3);
    expect(mustMonths(1, false, 2)).toBe(2);
    expect(mustMonths(0, false, 3)).toBe(12);
    for (const total of [undefined, 0, 1, 2, 6]) expect(mustMonths(total, true, 3)).toBe(1);
  });

  test("to know less never gives more points", () => {
    const input = fc.record({
      bmi: fc.double({ min: 10, max: 50, noNaN: true }),
      lossPercent: fc.double({ min: 0, max: 40, noNaN: true }),
      acuteNoIntake: fc.boolean(),
    });
    fc.assert(
      fc.property(input, fc.subarray(["bmi", "lossPercent", "acuteNoIntake"] as const), (all, lost) => {
        const whole = mustPoints(all);
        const part = mustPoints({ ...all, ...Object.fromEntries(lost.map((name) => [name, undefined])) });
        if (!whole.known) throw new Error("All was known.");
        expect(part.known).toBe(lost.length === 0);
        if (!part.known) expect(part.atLeast).toBeLessThanOrEqual(whole.value);
      }),
    );
  });
});

describe("NU1, screened for malnutrition", () => {
  test("can be recorded", () => expect(codeSet("must").members.length).toBeGreaterThan(0));

  test.each<[string, Change, string | undefined]>([
    ["in a care home at any age", { bornOn: born[59], careHome: true }, "Lives in a care home"],
    ["at 75", { bornOn: born[75] }, "75 or over"],
    ["not at 74", { bornOn: born[74] }, undefined],
    ["at 74 with frailty", { bornOn: born[74], recorded: [["frailty-mild", "2026-01-01"]] }, "Mild frailty"],
    ["not at 74 with frailty ruled out", { bornOn: born[74], recorded: [["frailty-none", "2026-01-01"]] }, undefined],
    [
      "at 59 with clinical concern",
      { bornOn: born[59], recorded: [["nutrition-concern", "2026-01-01"]] },
      "Clinical concern about nutrition",
    ],
    ["at 59 with a total of 1", { bornOn: born[59], recorded: [["must", "2026-10-01", 1]] }, "MUST 1"],
    ["not at 59 with a total of 0", { bornOn: born[59], recorded: [["must", "2026-10-01", 0]] }, undefined],
    ["of unknown age", { bornOn: undefined }, "date of birth"],
  ])("%s", (_, person, because) => expect(gap("NU1", person)?.because).toBe(because));

  test.each<[string, Change, number, string]>([
    ["at home, 0: yearly", {}, 0, "2027-11-20"],
    ["at home, 1: three-monthly", {}, 1, "2027-02-20"],
    ["at home, 2: monthly", {}, 2, "2026-12-20"],
    ["at home, 6: monthly", {}, 6, "2026-12-20"],
    ["care home, 0: monthly", { careHome: true }, 0, "2026-12-20"],
    ["care home, 1: monthly", { careHome: true }, 1, "2026-12-20"],
    ["care home, 2: monthly", { careHome: true }, 2, "2026-12-20"],
  ])("%s", (_, person, total, nextDue) =>
    expect(gap("NU1", { ...person, recorded: [["must", "2026-11-20", total]] })?.nextDue).toBe(nextDue),
  );

  test("falls due by the latest total, on both sides of its interval", () => {
    const state = (on: string, total: number) => gap("NU1", { recorded: [["must", on, total]] })?.state;
    expect(state("2025-11-22", 0)).toBe("overdue");
    expect(state("2025-11-23", 0)).toBe("due");
    expect(state("2026-06-01", 0)).toBe("done");
    expect(state("2026-08-22", 1)).toBe("overdue");
    expect(state("2026-08-23", 1)).toBe("due");
    expect(state("2026-10-22", 2)).toBe("overdue");
    expect(state("2026-10-23", 2)).not.toBe("overdue");
    const now0: Recorded[] = [
      ["must", "2026-09-01", 2],
      ["must", "2026-10-01", 0],
    ];
    expect(gap("NU1", { recorded: now0 })?.nextDue).toBe("2027-10-01");
  });

  test("never screened is overdue; a screening without a total does not count", () => {
    expect(gap("NU1", {})?.state).toBe("overdue");
    expect(gap("NU1", { recorded: [["must", "2026-11-01"]] })?.state).toBe("overdue");
  });

  test("at 1 in the community it is due from the second month on, and the site may choose two months", () => {
    const recorded: Recorded[] = [
      ["must", "2026-09-22", 1],
      ["weight", "2026-09-01", 50],
      ["weight", "2026-10-01", 51],
    ];
    expect(gap("NU1", { recorded })).toMatchObject({ state: "due", nextDue: "2026-12-22" });
    expect(gap("NU1", { recorded }, { "nutrition-and-senses.months-at-one": 2 })?.state).toBe("overdue");
  });

  test("the target is 0 or a rising weight", () => {
    const met = (...recorded: Recorded[]) => gap("NU1", { recorded })?.target?.met;
    expect(met(["must", "2026-09-22", 0])).toBe(true);
    expect(met(["must", "2026-09-22", 1])).toBe(false);
    expect(met(["must", "2026-09-22", 1], ["weight", "2026-09-01", 50], ["weight", "2026-10-01", 50.5])).toBe(true);
    expect(met(["must", "2026-09-22", 1], ["weight", "2026-09-01", 50], ["weight", "2026-10-01", 50])).toBe(false);
    expect(met(["must", "2026-09-22", 1], ["weight", "2026-08-01", 50], ["weight", "2026-09-01", 51])).toBe(false);
    expect(met(["must", "2026-09-22", 1], ["weight", "2026-10-01", 51])).toBe(false);
  });

  test("palliative care suspends it, and it returns when that is no longer indicated", () => {
    const palliative: Recorded = ["palliative-care", "2026-03-01"];
    const state = (...more: Recorded[]) => gap("NU1", { recorded: [palliative, ...more] })?.state;
    expect(state()).toBe("excused");
    expect(state(["palliative-care-ended", "2026-02-28"])).toBe("excused");
    expect(state(["palliative-care-ended", "2026-03-02"])).toBe("overdue");
  });

  test("a refusal 13 months ago has lapsed and it is due again; 11 months ago it is excused, not done", () => {
    const refused = (on: string) =>
      gap("NU1", { excuses: [{ process: "NU1", kind: "declined", on, by: "A. Nurse" }] })!;
    expect(refused("2025-10-22").state).toBe("overdue");
    expect(isOpen(refused("2025-10-22"))).toBe(true);
    expect(refused("2025-12-22")).toMatchObject({ state: "excused", lastDone: undefined });
  });
});

describe("SE1, sight test", () => {
  test.each<[string, Change, string | undefined]>([
    ["not at 59", { bornOn: born[59] }, undefined],
    ["at 60", { bornOn: born[60] }, "60 or over"],
    ["at 69", { bornOn: born[69] }, "60 or over"],
    ["at 70", { bornOn: born[70] }, "70 or over"],
    ["of unknown age", { bornOn: undefined }, "date of birth"],
    ["with diabetes, whose eyes have a row of their own", { recorded: [["diabetes-type-2", "2020-01-01"]] }, undefined],
  ])("%s", (_, person, because) => expect(gap("SE1", person)?.because).toBe(because));

  test("every two years, every year from 70", () => {
    const state = (bornOn: string, on: string) => gap("SE1", { bornOn, recorded: [["care-sight-test", on]] })?.state;
    expect(state(born[69], "2024-11-22")).toBe("overdue");
    expect(state(born[69], "2024-11-23")).toBe("due");
    expect(state(born[69], "2025-11-22")).toBe("done");
    expect(state(born[70], "2025-11-22")).toBe("overdue");
    expect(state(born[70], "2025-11-23")).toBe("due");
  });

  test("retinal screening is no sight test; the end of life suspends it", () => {
    expect(gap("SE1", { recorded: [["efi-vision-problems", "2026-10-01"]] })?.state).toBe("overdue");
    expect(gap("SE1", { recorded: [["palliative-care", "2026-10-01"]] })?.state).toBe("excused");
  });
});

describe("SE2, hearing", () => {
  const deaf = (on: string): Recorded => ["efi-hearing-loss", on];

  test.each<[string, Recorded[], string | undefined]>([
    ["nobody who reports nothing", [], undefined],
    ["reported difficulty", [deaf("2026-11-01")], "Difficulty of hearing"],
    ["dementia", [["condition-dementia", "2024-01-01"]], "Dementia"],
    ["mild cognitive impairment", [["mild-cognitive-impairment", "2024-01-01"]], "Mild cognitive impairment"],
    ["both", [deaf("2026-11-01"), ["condition-dementia", "2024-01-01"]], "Difficulty of hearing; dementia"],
  ])("%s", (_, recorded, because) => expect(gap("SE2", { recorded })?.because).toBe(because));

  test("within six weeks of the first report, and once is enough", () => {
    expect(gap("SE2", { recorded: [deaf("2026-10-12")] })).toMatchObject({ state: "due", nextDue: "2026-11-23" });
    expect(gap("SE2", { recorded: [deaf("2026-10-11")] })?.state).toBe("overdue");
    expect(gap("SE2", { recorded: [deaf("2010-01-01"), ["care-hearing", "2010-01-01"]] })?.state).toBe("done");
    expect(gap("SE2", { recorded: [deaf("2010-01-01"), ["care-hearing", "2009-12-31"]] })?.state).toBe("overdue");
    expect(
      gap("SE2", { recorded: [deaf("2010-01-01"), deaf("2026-11-01"), ["care-hearing", "2012-01-01"]] })?.state,
    ).toBe("done");
  });

  test("every two years in dementia", () => {
    const state = (on: string) =>
      gap("SE2", {
        recorded: [
          ["condition-dementia", "2020-01-01"],
          ["care-hearing", on],
        ],
      })?.state;
    expect(state("2024-11-22")).toBe("overdue");
    expect(state("2024-11-23")).toBe("due");
    expect(state("2026-01-01")).toBe("done");
  });

  test("the end of life suspends it", () => {
    expect(gap("SE2", { recorded: [deaf("2026-10-01"), ["palliative-care", "2026-10-01"]] })?.state).toBe("excused");
  });
});
