import { describe, expect, test } from "vitest";
import { type CarePerson, carePersonOf } from "../../../app/domain/care-gap";
import { ANTICHOLINERGICS } from "../../../app/domain/code-sets/anticholinergics";
import { scoreAnticholinergicBurden } from "../../../app/domain/risk/anticholinergic-burden";
import { scoreCha2ds2Vasc } from "../../../app/domain/risk/cha2ds2-vasc";
import { cockcroftGault, creatinineClearanceOf } from "../../../app/domain/risk/creatinine-clearance";
import { polypharmacyOf } from "../../../app/domain/risk/polypharmacy";
import { AS_OF, aPerson, type Recorded } from "../../support/a-person";

const person = (change: Parameters<typeof aPerson>[0]): CarePerson => carePersonOf(aPerson(change), AS_OF);

describe("CHA2DS2-VASc, row by row of the published table", () => {
  const young = { bornOn: "1970-01-01", sex: "male" };
  const scoreOf = (change: Parameters<typeof aPerson>[0]) => {
    const answer = scoreCha2ds2Vasc(person(change));
    return answer.known ? answer.value : `at least ${answer.atLeast}`;
  };
  const of = (...sets: string[]) => scoreOf({ ...young, recorded: sets.map((set): Recorded => [set, "2020-01-01"]) });

  test.each<[string, number | string, () => number | string]>([
    ["a man of 56", 0, () => of()],
    ["heart failure", 1, () => of("condition-heart-failure")],
    ["hypertension", 1, () => of("condition-hypertension")],
    ["diabetes", 1, () => of("diabetes-type-2")],
    ["stroke or TIA", 2, () => of("condition-stroke")],
    ["coronary disease", 1, () => of("condition-coronary-heart-disease")],
    [
      "coronary and peripheral arterial disease are one",
      1,
      () => of("condition-coronary-heart-disease", "condition-peripheral-arterial-disease"),
    ],
    ["64", 0, () => scoreOf({ bornOn: "1961-11-23", sex: "male" })],
    ["65", 1, () => scoreOf({ bornOn: "1961-11-22", sex: "male" })],
    ["74", 1, () => scoreOf({ bornOn: "1951-11-23", sex: "male" })],
    ["75", 2, () => scoreOf({ bornOn: "1951-11-22", sex: "male" })],
    ["female sex", 1, () => scoreOf({ bornOn: "1970-01-01", sex: "female" })],
    ["unknown sex", "at least 0", () => scoreOf({ bornOn: "1970-01-01", sex: "unknown" })],
    ["unknown age", "at least 1", () => scoreOf({ bornOn: undefined, sex: "female" })],
    [
      "everything",
      9,
      () =>
        scoreOf({
          bornOn: "1940-01-01",
          sex: "female",
          recorded: [
            "condition-heart-failure",
            "condition-hypertension",
            "condition-stroke",
            "condition-coronary-heart-disease",
            "diabetes-type-2",
          ].map((set): Recorded => [set, "2020-01-01"]),
        }),
    ],
  ])("%s: %s", (_, expected, score) => expect(score()).toBe(expected));

  test.each([
    ["a man with none", "male", [], "low"],
    ["a man with one", "male", ["condition-hypertension"], "consider"],
    ["a man with two", "male", ["condition-hypertension", "condition-heart-failure"], "offer"],
    ["a woman by sex alone", "female", [], "low"],
    ["a woman with one more", "female", ["condition-hypertension"], "offer"],
  ])("%s", (_, sex, sets, category) =>
    expect(
      scoreCha2ds2Vasc(
        person({ bornOn: "1970-01-01", sex, recorded: sets.map((set): Recorded => [set, "2020-01-01"]) }),
      ),
    ).toMatchObject({ category }),
  );
});

describe("creatinine clearance", () => {
  test("of a man of 70, 72 kg, creatinine 88.4 µmol/L (1 mg/dL) is 70 by the formula of 1976", () => {
    const exact = ((140 - 70) * 72) / (72 * 1);
    expect(Math.abs(cockcroftGault(70, "male", 72, 88.4) - exact)).toBeLessThan(0.25);
    expect(Math.abs(cockcroftGault(70, "female", 72, 88.4) - exact * 0.85)).toBeLessThan(0.25);
  });

  test("the newer of recorded and computed", () => {
    const recorded: Recorded[] = [
      ["weight", "2026-09-01", 60],
      ["creatinine", "2026-10-01", 104],
    ];
    const of = (on: string) =>
      creatinineClearanceOf(person({ recorded: [...recorded, ["creatinine-clearance", on, 48]] }));
    expect(of("2026-08-31")).toMatchObject({ value: 36, on: "2026-09-01" });
    expect(of("2026-09-01")).toMatchObject({ value: 48, how: "as recorded" });
  });

  test.each<[string, Parameters<typeof aPerson>[0], string[]]>([
    ["weight", { recorded: [["creatinine", "2026-10-01", 104]] }, ["weight"]],
    [
      "creatinine with a value",
      {
        recorded: [
          ["weight", "2026-10-01", 60],
          ["creatinine", "2026-10-01"],
        ],
      },
      ["creatinine"],
    ],
    [
      "sex",
      {
        sex: "other",
        recorded: [
          ["weight", "2026-10-01", 60],
          ["creatinine", "2026-10-01", 100],
        ],
      },
      ["sex"],
    ],
    [
      "age",
      {
        bornOn: undefined,
        recorded: [
          ["weight", "2026-10-01", 60],
          ["creatinine", "2026-10-01", 100],
        ],
      },
      ["date of birth"],
    ],
  ])("is not known without %s", (_, change, missing) =>
    expect(creatinineClearanceOf(person(change))).toEqual({ known: false, missing }),
  );
});

describe("anticholinergic burden", () => {
  const burden = (...drugs: string[]) =>
    scoreAnticholinergicBurden(
      aPerson({
        recorded: [
          ["medicine-other", "2026-11-01"],
          ...drugs.map((drug): Recorded => [`medicine-is-${drug}`, "2026-11-01"]),
        ],
      }),
      AS_OF,
    );

  test("adds up the scores of what is taken", () => {
    expect(burden()).toMatchObject({ known: true, value: 0, category: "not relevant" });
    expect(burden("amitriptyline", "carbamazepine", "codeine")).toMatchObject({
      value: 6,
      category: "clinically relevant",
    });
    expect(burden("amitriptyline").because).toMatchObject([{ term: "Amitriptyline", points: 3 }]);
  });

  test("2 is not relevant and 3 is", () => {
    expect(burden("codeine", "furosemide")).toMatchObject({ value: 2, category: "not relevant" });
    expect(burden("codeine", "furosemide", "warfarin")).toMatchObject({ value: 3, category: "clinically relevant" });
  });

  test("two issues of one drug are one drug, and one of 90 days ago is none", () => {
    const twice = aPerson({
      recorded: [
        ["medicine-is-codeine", "2026-11-01"],
        ["medicine-is-codeine", "2026-10-01"],
      ],
    });
    expect(scoreAnticholinergicBurden(twice, AS_OF)).toMatchObject({ value: 1 });
    const over = aPerson({ recorded: [["medicine-is-codeine", "2026-08-24"]] });
    expect(scoreAnticholinergicBurden(over, AS_OF)).toMatchObject({ value: 0 });
  });

  test("with no medicine ever recorded it is a floor, and the list used is named", () => {
    const answer = scoreAnticholinergicBurden(aPerson(), AS_OF);
    expect(answer).toMatchObject({ known: false, atLeast: 0, missing: ["medicines"] });
    expect(answer.caveats?.[0]).toMatch(/Confer's own short list after Boustani 2008/);
  });

  test("no drug is in the list twice, and each score is 1, 2 or 3", () => {
    expect(new Set(ANTICHOLINERGICS.map(({ substance }) => substance)).size).toBe(ANTICHOLINERGICS.length);
    for (const { score } of ANTICHOLINERGICS) expect([1, 2, 3]).toContain(score);
  });
});

test.each([
  [undefined, undefined],
  [4, "fewer than five"],
  [5, "five to nine"],
  [9, "five to nine"],
  [10, "ten or more"],
])("%s medicines in 90 days: %s", (medicinesIn90Days, expected) =>
  expect(polypharmacyOf({ medicinesIn90Days })).toBe(expected),
);
