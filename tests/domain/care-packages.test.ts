import { describe, expect, test } from "vitest";
import { carePersonOf } from "../../app/domain/care-gap";
import { CARE_PACKAGES, PACKAGE_SETTINGS } from "../../app/domain/care-packages/all";
import { isProcess } from "../../app/domain/care-protocols/all";
import { efiCategory } from "../../app/domain/risk/efi";
import { stratify } from "../../app/domain/stratification";
import { AS_OF, aPerson } from "../support/a-person";
import { type Change, entered, find, SEVERE, used } from "../support/care-package-people";

describe("whom a package is for", () => {
  test.each<[string, Change, string[]]>([
    ["nobody of whom nothing of it is recorded", {}, []],
    ["mild frailty as recorded", { recorded: [["frailty-mild", "2026-05-01"]] }, ["mild-frailty"]],
    ["moderate frailty at home", { recorded: [["frailty-moderate", "2026-05-01"]] }, ["moderate-frailty"]],
    [
      "moderate frailty in a care home",
      { recorded: [["frailty-moderate", "2026-05-01"]], careHome: true },
      ["care-home"],
    ],
    ["severe frailty at home", SEVERE, ["severe-frailty"]],
    ["severe frailty in a care home", { ...SEVERE, careHome: true }, ["care-home", "severe-frailty"]],
    [
      "the latest degree counts",
      {
        recorded: [
          ["frailty-severe", "2025-05-01"],
          ["frailty-mild", "2026-05-01"],
        ],
      },
      ["mild-frailty"],
    ],
    [
      "recorded as not frail",
      {
        recorded: [
          ["frailty-severe", "2025-05-01"],
          ["frailty-none", "2026-05-01"],
        ],
      },
      [],
    ],
    ["diabetes without frailty", { recorded: [["diabetes-type-2", "2010-05-01"]] }, []],
    [
      "diabetes with mild frailty",
      {
        recorded: [
          ["diabetes-type-2", "2010-05-01"],
          ["frailty-mild", "2026-05-01"],
        ],
      },
      ["frailty-and-diabetes", "mild-frailty"],
    ],
    ["housebound", { recorded: [["housebound", "2026-05-01"]] }, ["housebound"]],
    ["housebound in a care home", { recorded: [["housebound", "2026-05-01"]], careHome: true }, ["care-home"]],
    ["no longer housebound", { recorded: [["housebound", "2026-05-01", undefined, { until: "2026-06-01" }]] }, []],
    ["on the palliative register", { recorded: [["palliative-care", "2026-05-01"]] }, ["end-of-life"]],
    [
      "palliative care no longer indicated",
      {
        recorded: [
          ["palliative-care", "2026-05-01"],
          ["palliative-care-ended", "2026-06-01"],
        ],
      },
      [],
    ],
    ["strain of the carer", { recorded: [["carer-strain", "2026-05-01"]] }, ["carer-strain"]],
    ["a carer without strain", { hasCarer: true }, []],
    [
      "a foot at high risk in diabetes",
      {
        recorded: [
          ["diabetes-type-2", "2010-05-01"],
          ["foot-right-high", "2026-05-01"],
        ],
      },
      ["high-risk-foot"],
    ],
    ["a foot at high risk without diabetes", { recorded: [["foot-right-high", "2026-05-01"]] }, []],
    [
      "a foot at moderate risk",
      {
        recorded: [
          ["diabetes-type-2", "2010-05-01"],
          ["foot-right-moderate", "2026-05-01"],
        ],
      },
      [],
    ],
  ])("%s", (_, change, expected) => expect(entered(change)).toEqual(expected));

  test("the electronic index alone enters nobody, however high", () => {
    const deficits = [
      "falls",
      "fragility-fracture",
      "dizziness",
      "hearing-loss",
      "vision-problems",
      "urinary-incontinence",
      "dyspnoea",
      "anaemia",
      "arthritis",
      "cognitive-problems",
      "mobility-problems",
      "sleep-disturbance",
      "skin-ulcer",
      "weight-loss",
    ];
    const recorded = deficits.map((name) => [`efi-${name}`, "2026-05-01"] as const);
    const { efi } = carePersonOf(aPerson({ recorded }), AS_OF);
    expect(efiCategory(efi.known ? efi.value : efi.atLeast)).toBe("severe");
    expect(entered({ recorded }).filter((id) => id.includes("frailty"))).toEqual([]);
  });

  test("frequent: 3 attendances, 2 admissions or 5 calls in 6 months, one less is not, nor 6 months ago to the day", () => {
    const services = (kind: string, ...days: string[]) => entered({ services: used(kind, ...days) });
    expect(services("ae", "2026-11-01", "2026-10-01", "2026-09-01")).toEqual(["frequent-emergency"]);
    expect(services("ae", "2026-11-01", "2026-10-01")).toEqual([]);
    expect(services("ae", "2026-11-01", "2026-10-01", "2026-05-23")).toEqual(["frequent-emergency"]);
    expect(services("ae", "2026-11-01", "2026-10-01", "2026-05-22")).toEqual([]);
    expect(services("emergency_admission", "2026-11-01", "2026-10-01")).toEqual(["frequent-emergency"]);
    expect(services("emergency_admission", "2026-11-01")).toEqual([]);
    const calls = ["2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04"];
    expect(services("nhs111", ...calls)).toEqual([]);
    expect(services("ambulance", ...calls, "2026-11-05")).toEqual(["frequent-emergency"]);
  });

  test("complex: 4 long-term conditions or 10 medicines in 90 days, one less is not", () => {
    const conditions = ["condition-asthma", "condition-copd", "condition-epilepsy", "condition-stroke"];
    const held = (count: number) =>
      entered({ recorded: conditions.slice(0, count).map((set) => [set, "2020-01-01"] as const) });
    const medicines = (count: number) =>
      entered({ recorded: Array.from({ length: count }, (_, n) => [[`medicine-${n}`], "2026-11-01"] as const) });
    expect(
      stratify(aPerson({ recorded: conditions.map((set) => [set, "2020-01-01"] as const) }), AS_OF).longTermConditions,
    ).toHaveLength(4);
    expect(held(4)).toContain("complex-multimorbidity");
    expect(held(3)).not.toContain("complex-multimorbidity");
    expect(medicines(10)).toContain("complex-multimorbidity");
    expect(medicines(9)).not.toContain("complex-multimorbidity");
  });

  test("a number that a clinical lead changed counts", () => {
    const services = used("ae", "2026-11-01", "2026-10-01");
    expect(entered({ services }, { values: { "package.frequent-emergency.attendances": 2 } })).toEqual([
      "frequent-emergency",
    ]);
  });
});

describe("at the end of life", () => {
  const dying = (...recorded: NonNullable<NonNullable<Change>["recorded"]>): Change => ({
    recorded: [["palliative-care", "2026-05-01"], ...recorded],
  });
  const conditions = ["condition-asthma", "condition-copd", "condition-epilepsy", "condition-stroke"];

  test.each<[string, Change, string[]]>([
    ["mild frailty", dying(["frailty-mild", "2026-04-01"]), ["end-of-life"]],
    ["moderate frailty", dying(["frailty-moderate", "2026-04-01"]), ["end-of-life"]],
    ["several conditions", dying(...conditions.map((set) => [set, "2020-01-01"] as const)), ["end-of-life"]],
    ["severe frailty", dying(["frailty-severe", "2026-04-01"]), ["end-of-life", "severe-frailty"]],
  ])("%s: no package of living well", (_, change, expected) => expect(entered(change)).toEqual(expected));

  test.each(["assessment", "continence-memory", "end-of-life"])("severe frailty proposes no %s", (item) => {
    expect(find(SEVERE, `severe-frailty/${item}`)).toBeDefined();
    expect(find(dying(...SEVERE!.recorded!), `severe-frailty/${item}`)).toBeUndefined();
  });

  test("on a plan of comfort alone nobody is asked either whether this is the last year", () => {
    const comfort: Change = { recorded: [...SEVERE!.recorded!, ["comfort-care-only", "2026-05-01"]] };
    expect(find(comfort, "severe-frailty/end-of-life")).toBeUndefined();
    expect(find(comfort, "severe-frailty/assessment")).toBeUndefined();
  });

  test("what comforts is still proposed", () =>
    expect(find(dying(...SEVERE!.recorded!), "severe-frailty/equipment")).toBeDefined());
});

describe("every package", () => {
  test.each(CARE_PACKAGES)("$id: the person's own goal first, one coordinator, a review, an ending", (one) => {
    expect(one.goals[0]).toMatchObject({ id: "own-goal" });
    expect(one.goals.length).toBeGreaterThan(1);
    expect(one.actions.filter(({ does }) => does === "coordinator")).toHaveLength(1);
    expect(one.actions.filter(({ does }) => does === "review")).toHaveLength(1);
    expect(one.exit).not.toBe("");
    expect(new Set(one.actions.map(({ id }) => id)).size).toBe(one.actions.length);
  });

  test("all eleven are there", () => expect(CARE_PACKAGES).toHaveLength(11));

  test("none speaks of CPR, of a decision about it, or of a form that holds one", () => {
    const words = CARE_PACKAGES.flatMap(({ goals, actions }) => [
      ...goals.map(({ words }) => words),
      ...actions.map(({ what }) => what),
    ]);
    expect(words.filter((text) => /\bcpr\b|resuscit|dnar|dnacpr|respect form|\bReSPECT\b/i.test(text))).toEqual([]);
  });

  test("every proposed limit is a setting with its shipped value; what a source states is none", () => {
    for (const { id, actions } of CARE_PACKAGES)
      for (const { id: item, mark, within, source } of actions) {
        expect(PACKAGE_SETTINGS[`package.${id}.${item}`]?.value).toBe(mark === "P" ? within.value : undefined);
        if (mark !== "P") expect(source).toBeTruthy();
      }
  });

  test("processes that it meets are written as the protocols write them", () => {
    const met = CARE_PACKAGES.flatMap(({ actions }) => actions.flatMap(({ meets = [] }) => meets));
    expect(met.filter((process) => !isProcess(process) && !/^[A-Z]{2}\d$/.test(process))).toEqual([]);
  });

  test.each([
    ["severe-frailty/assessment", "2027-01-17"],
    ["severe-frailty/plan", "2027-01-31"],
    ["severe-frailty/medicines", "2026-12-20"],
    ["severe-frailty/future-care", "2026-12-20"],
    ["severe-frailty/skin", "2026-12-22"],
    ["severe-frailty/meeting", "2027-02-22"],
    ["severe-frailty/coordinator", "2026-12-06"],
  ])("%s is due %s when proposed on 22 November 2026", (id, day) => expect(find(SEVERE, id)?.dueOn).toBe(day));

  test("a care home's assessment is due after seven working days, weekends and bank holidays left out", () => {
    expect(find({ careHome: true }, "care-home/assessment", { asOf: "2026-12-18" })?.dueOn).toBe("2026-12-31");
  });

  test("a geriatrician is asked from the second admission in six months on", () => {
    const services = used("emergency_admission", "2026-11-01", "2026-10-01");
    expect(find({ ...SEVERE, services }, "severe-frailty/geriatrician")).toBeDefined();
    expect(find({ ...SEVERE, services: services.slice(1) }, "severe-frailty/geriatrician")).toBeUndefined();
  });
});
