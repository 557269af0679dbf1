import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differsFromReceived, NEWS2_MEASURED, type Observations, scoreNews2 } from "../../../app/domain/risk/news2";

/** Nothing scores. */
const well: Observations = {
  respiratoryRate: 16,
  spo2: 97,
  spo2Scale: 1,
  oxygen: "air",
  systolic: 120,
  pulse: 70,
  consciousness: "alert",
  temperature: 37,
  age: 70,
  pregnant: undefined,
};
const scored = (change: Partial<Observations>) => {
  const answer = scoreNews2({ ...well, ...change });
  if ("notScored" in answer) throw new Error(answer.notScored);
  return answer;
};
const value = (change: Partial<Observations>) => {
  const answer = scored(change);
  return answer.known ? answer.value : `at least ${answer.atLeast}`;
};

describe("NEWS2, every cell of Chart 1 on both sides of each boundary", () => {
  test.each<[keyof Observations, readonly (readonly [reading: number, points: number])[]]>([
    [
      "respiratoryRate",
      [
        [4, 3],
        [8, 3],
        [9, 1],
        [11, 1],
        [12, 0],
        [20, 0],
        [21, 2],
        [24, 2],
        [25, 3],
        [60, 3],
      ],
    ],
    [
      "spo2",
      [
        [60, 3],
        [91, 3],
        [92, 2],
        [93, 2],
        [94, 1],
        [95, 1],
        [96, 0],
        [100, 0],
      ],
    ],
    [
      "systolic",
      [
        [40, 3],
        [90, 3],
        [91, 2],
        [100, 2],
        [101, 1],
        [110, 1],
        [111, 0],
        [219, 0],
        [220, 3],
        [260, 3],
      ],
    ],
    [
      "pulse",
      [
        [20, 3],
        [40, 3],
        [41, 1],
        [50, 1],
        [51, 0],
        [90, 0],
        [91, 1],
        [110, 1],
        [111, 2],
        [130, 2],
        [131, 3],
      ],
    ],
    [
      "temperature",
      [
        [33, 3],
        [35, 3],
        [35.1, 1],
        [36, 1],
        [36.1, 0],
        [38, 0],
        [38.1, 1],
        [39, 1],
        [39.1, 2],
        [41, 2],
      ],
    ],
  ])("%s", (observation, cells) => {
    for (const [reading, points] of cells)
      expect([reading, value({ [observation]: reading })]).toEqual([reading, points]);
  });

  test("scale 2 on oxygen, which itself scores 2", () => {
    const cells = [
      [70, 3],
      [83, 3],
      [84, 2],
      [85, 2],
      [86, 1],
      [87, 1],
      [88, 0],
      [92, 0],
      [93, 1],
      [94, 1],
      [95, 2],
      [96, 2],
      [97, 3],
      [100, 3],
    ] as const;
    for (const [spo2, points] of cells)
      expect([spo2, value({ spo2, spo2Scale: 2, oxygen: "oxygen" })]).toEqual([spo2, points + 2]);
  });

  test("scale 2 on air: 93 and over scores nothing", () => {
    const cells = [
      [83, 3],
      [84, 2],
      [85, 2],
      [86, 1],
      [87, 1],
      [88, 0],
      [92, 0],
      [93, 0],
      [95, 0],
      [97, 0],
      [100, 0],
    ] as const;
    for (const [spo2, points] of cells) expect([spo2, value({ spo2, spo2Scale: 2 })]).toEqual([spo2, points]);
  });

  test("scale 1 on oxygen is scale 1", () => expect(value({ spo2: 97, oxygen: "oxygen" })).toBe(2));

  test("air 0, oxygen 2", () => {
    expect(value({ oxygen: "air" })).toBe(0);
    expect(value({ oxygen: "oxygen" })).toBe(2);
  });

  test.each([
    ["alert", 0],
    ["new confusion", 3],
    ["voice", 3],
    ["pain", 3],
    ["unresponsive", 3],
  ] as const)("%s scores %i", (consciousness, points) => expect(value({ consciousness })).toBe(points));

  test("a reading finer than the chart is rounded to it", () => {
    expect(value({ temperature: 38.04 })).toBe(0);
    expect(value({ temperature: 38.06 })).toBe(1);
    expect(value({ spo2: 95.6 })).toBe(0);
  });
});

describe("a reading exactly between two steps of the chart goes to the worse", () => {
  test.each<[keyof Observations, number, number, Partial<Observations>?]>([
    ["temperature", 38.05, 1],
    ["temperature", 38.04, 0],
    ["temperature", 39.05, 2],
    ["temperature", 36.05, 1],
    ["temperature", 36.06, 0],
    ["temperature", 35.05, 3],
    ["temperature", 35.06, 1],
    ["spo2", 91.5, 3],
    ["spo2", 91.6, 2],
    ["spo2", 95.5, 1],
    ["spo2", 92.5, 1 + 2, { spo2Scale: 2, oxygen: "oxygen" }],
    ["spo2", 92.5, 0, { spo2Scale: 2 }],
    ["spo2", 83.5, 3, { spo2Scale: 2 }],
    ["systolic", 90.5, 3],
    ["systolic", 90.6, 2],
    ["systolic", 219.5, 3],
    ["systolic", 219.4, 0],
    ["pulse", 90.5, 1],
    ["pulse", 40.5, 3],
    ["respiratoryRate", 20.5, 2],
    ["respiratoryRate", 8.5, 3],
  ])("%s %d scores %i", (observation, reading, points, change = {}) =>
    expect(value({ ...change, [observation]: reading })).toBe(points),
  );
});

describe("the bands", () => {
  test.each<[string, Partial<Observations>, number, string]>([
    ["nothing", {}, 0, "low"],
    ["4 in pieces", { respiratoryRate: 21, spo2: 93 }, 4, "low"],
    ["a single 3", { consciousness: "new confusion" }, 3, "low-medium"],
    ["4 with a single 3", { systolic: 90, pulse: 91 }, 4, "low-medium"],
    ["5 in pieces", { respiratoryRate: 21, spo2: 93, pulse: 91 }, 5, "medium"],
    ["6 in pieces", { respiratoryRate: 21, spo2: 93, pulse: 111 }, 6, "medium"],
    ["5 with a single 3", { systolic: 90, oxygen: "oxygen" }, 5, "medium"],
    ["7", { respiratoryRate: 21, spo2: 93, pulse: 111, temperature: 38.1 }, 7, "high"],
    [
      "everything at its worst",
      {
        respiratoryRate: 30,
        spo2: 80,
        oxygen: "oxygen",
        systolic: 80,
        pulse: 140,
        consciousness: "pain",
        temperature: 34,
      },
      20,
      "high",
    ],
  ])("%s: %s", (_, change, value, category) => expect(scored(change)).toMatchObject({ known: true, value, category }));
});

describe("the UK Core example bundle", () => {
  const example = { respiratoryRate: 21, pulse: 95, spo2: 93, temperature: 37.5, systolic: 120 };

  test("gives 5 by the chart", () => expect(scored(example)).toMatchObject({ value: 5, category: "medium" }));

  test("its own total of 6 is flagged, and 5 would not be", () => {
    expect(differsFromReceived(scored(example), 6)).toBe("received 6, the chart gives 5");
    expect(differsFromReceived(scored(example), 5)).toBeUndefined();
  });

  test("with a reading missing, only a total below the floor is flagged", () => {
    const answer = scored({ ...example, pulse: undefined });
    expect(answer).toMatchObject({ known: false, atLeast: 4 });
    expect(differsFromReceived(answer, 3)).toBe("received 3, what was observed gives at least 4");
    expect(differsFromReceived(answer, 6)).toBeUndefined();
  });
});

describe("what is missing", () => {
  const ill: Observations = {
    ...well,
    respiratoryRate: 25,
    spo2: 91,
    oxygen: "oxygen",
    systolic: 90,
    pulse: 131,
    consciousness: "voice",
    temperature: 39.1,
  };

  test.each(["respiratoryRate", "spo2", "oxygen", "systolic", "pulse", "consciousness", "temperature"] as const)(
    "without %s there is a floor and no band",
    (input) => {
      const answer = scored({ ...ill, [input]: undefined });
      expect(answer).toMatchObject({ known: false, missing: [expect.any(String)] });
      expect(answer).not.toHaveProperty("category");
      expect(answer.known ? 99 : answer.atLeast).toBeLessThan(19);
      expect(answer.known ? 0 : answer.atLeast).toBeGreaterThanOrEqual(16);
    },
  );

  test("on scale 2 without air or oxygen 96 % is no worse than on air, and incomplete", () => {
    expect(scored({ spo2: 96, spo2Scale: 2, oxygen: undefined })).toMatchObject({
      known: false,
      atLeast: 0,
      missing: ["Air or oxygen"],
    });
  });

  test("a reading that cannot be is missing, and said", () => {
    expect(scored({ temperature: 98.6 })).toMatchObject({
      known: false,
      missing: ["Temperature (98.6 °C cannot be)"],
    });
    expect(scored({ spo2: Number.NaN }).known).toBe(false);
    for (const { possible } of Object.values(NEWS2_MEASURED)) expect(possible[0]).toBeLessThan(possible[1]);
  });
});

describe("for whom it is not made", () => {
  test("15 is not scored, 16 is", () => {
    expect(scoreNews2({ ...well, age: 15 })).toEqual({
      notScored: "NEWS2 is not for people under 16",
      version: "news2 2017/2",
    });
    expect(scored({ age: 16 })).toMatchObject({ known: true, value: 0 });
  });

  test("in pregnancy it is not scored", () => {
    expect(scoreNews2({ ...well, pregnant: true })).toMatchObject({ notScored: "NEWS2 is not for use in pregnancy" });
    expect(scored({ pregnant: false }).known).toBe(true);
  });

  test("an unknown age is said", () => {
    expect(scored({ age: undefined }).caveats).toEqual(["not for under 16: the age is not known"]);
  });
});

test("the value is the sum of its seven reasons, for any observations", () => {
  const observed = fc.record({
    respiratoryRate: fc.integer({ min: 0, max: 60 }),
    spo2: fc.integer({ min: 60, max: 100 }),
    spo2Scale: fc.constantFrom(1 as const, 2 as const),
    oxygen: fc.constantFrom("air" as const, "oxygen" as const),
    systolic: fc.integer({ min: 50, max: 250 }),
    pulse: fc.integer({ min: 20, max: 180 }),
    consciousness: fc.constantFrom("alert" as const, "voice" as const),
    temperature: fc.integer({ min: 330, max: 420 }).map((tenths) => tenths / 10),
  });
  fc.assert(
    fc.property(observed, (change) => {
      const answer = scored(change);
      expect(answer.because).toHaveLength(7);
      const sum = answer.because.reduce((total, { points }) => total + points, 0);
      expect(answer.known && answer.value).toBe(sum);
      expect(answer.known && answer.category === "high").toBe(sum >= 7);
    }),
  );
});
