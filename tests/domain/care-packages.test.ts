import { describe, expect, test } from "vitest";
import { addDays, type CalendarDate } from "../../app/domain/calendar";
import { carePersonOf } from "../../app/domain/care-gap";
import { CARE_PACKAGES, PACKAGE_SETTINGS } from "../../app/domain/care-packages/all";
import { itemOf, problemsOfItem, readDecline } from "../../app/domain/care-packages/answering";
import { spellSince } from "../../app/domain/care-packages/package";
import { type PackageAnswer, proposePackages } from "../../app/domain/care-packages/proposals";
import { isProcess } from "../../app/domain/care-protocols/all";
import type { ServiceUse } from "../../app/domain/feature";
import { efiCategory } from "../../app/domain/risk/efi";
import type { SettingValues } from "../../app/domain/setting";
import { stratify } from "../../app/domain/stratification";
import { AS_OF, aPerson } from "../support/a-person";

type Change = Parameters<typeof aPerson>[0];

function proposed(
  change: Change,
  {
    answers = [],
    asOf = AS_OF,
    values = {},
  }: { answers?: PackageAnswer[]; asOf?: CalendarDate; values?: SettingValues } = {},
) {
  const features = aPerson(change, asOf);
  return proposePackages(carePersonOf(features, asOf), stratify(features, asOf, values), answers, asOf, values);
}
const entered = (change: Change, more = {}) => proposed(change, more).packages.map(({ id }) => id);
const find = (change: Change, id: string, more = {}) =>
  proposed(change, more).proposals.find(({ parents }) => parents.some((one) => `${one.package}/${one.item}` === id));

const used = (kind: string, ...days: CalendarDate[]): ServiceUse[] =>
  days.map((on) => ({ kind, on, until: on, reasons: [] }));
const SEVERE: Change = { recorded: [["frailty-severe", "2026-05-01"]] };

const anAnswer = (change: Partial<PackageAnswer>): PackageAnswer => ({
  package: "severe-frailty",
  item: "equipment",
  answer: "declined",
  reason: "Declined by the person",
  by: "Dr Khan",
  on: "2026-06-01",
  at: "2026-06-01T10:00:00.000Z",
  ...change,
});

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

describe("a gap and its action", () => {
  const diabetic: Change = {
    recorded: [
      ["diabetes-type-2", "2010-05-01"],
      ["frailty-severe", "2026-05-01"],
    ],
  };
  const more = (...recorded: NonNullable<NonNullable<Change>["recorded"]>): Change => ({
    ...diabetic,
    recorded: [...diabetic!.recorded!, ...recorded],
  });

  test("an open gap is named in the proposal", () => {
    expect(find(diabetic, "frailty-and-diabetes/foot-check")?.gaps).toMatchObject([
      { process: "FT1", state: "overdue" },
    ]);
  });

  test("care that is done is not proposed; a day past its interval it is", () => {
    const done = (on: CalendarDate) =>
      find(
        more(["foot-right-low", on], ["foot-right", on], ["foot-left-low", on], ["foot-left", on]),
        "frailty-and-diabetes/foot-check",
      );
    expect(done("2026-11-01")).toBeUndefined();
    expect(done("2025-11-21")).toMatchObject({ state: "open" });
  });

  test("care that is excused is not proposed", () => {
    const excuses = [{ process: "FT1", kind: "declined" as const, on: "2026-11-01", by: "Sr Mensah" }];
    expect(find({ ...diabetic, excuses }, "frailty-and-diabetes/foot-check")).toBeUndefined();
  });

  test("the care's own day counts where it comes before the package's limit", () => {
    const person = (until: CalendarDate): Change => ({
      recorded: [...SEVERE!.recorded!, ["medicine-statin", "2026-11-01"]],
      services: [{ kind: "emergency_admission", on: "2026-10-20", until, reasons: [] }],
    });
    expect(find(person("2026-11-01"), "severe-frailty/medicines")?.dueOn).toBe("2026-11-29");
    expect(find(person("2026-10-25"), "severe-frailty/medicines")?.dueOn).toBe(AS_OF);
    expect(find(person("2026-10-24"), "severe-frailty/medicines")?.dueOn).toBe("2026-12-20");
  });

  test("a structured medication review is not proposed to somebody who takes nothing", () => {
    const taken = (on: CalendarDate): Change => ({ recorded: [...SEVERE!.recorded!, ["medicine-statin", on]] });
    expect(find(taken("2026-11-01"), "severe-frailty/medicines")).toBeDefined();
    expect(find(taken("2026-08-24"), "severe-frailty/medicines")).toBeUndefined();
    expect(find(SEVERE, "severe-frailty/medicines")).toBeDefined();
  });

  test("a new wound is acted on within one working day, and today when its own limit is today or past", () => {
    // The 20th is a Friday; the foot problem is to be referred within one working day.
    const wound = (on: CalendarDate) =>
      find(
        {
          recorded: [
            ["diabetes-type-2", "2010-05-01"],
            ["foot-right-active", on],
          ],
        },
        "high-risk-foot/new-wound",
      );
    expect(wound("2026-11-20")?.dueOn).toBe("2026-11-23");
    expect(wound("2026-11-19")).toMatchObject({ gaps: [{ process: "FT3", state: "overdue" }], dueOn: AS_OF });
    expect(wound("2026-11-02")).toMatchObject({ gaps: [{ process: "FT3", state: "overdue" }], dueOn: AS_OF });
  });

  test("other care that is overdue has the package's limit", () =>
    expect(find(diabetic, "frailty-and-diabetes/foot-check")).toMatchObject({
      gaps: [{ process: "FT1", state: "overdue" }],
      dueOn: "2026-12-20",
    }));
});

describe("where packages overlap", () => {
  const both: Change = {
    recorded: [
      ["frailty-severe", "2026-05-01"],
      ["housebound", "2026-05-01"],
    ],
  };

  test("one action a process, with the shortest limit, and all that ask for it are named", () => {
    const all = proposed(both).proposals.filter(({ words }) => words.startsWith("Structured medication review"));
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({ id: "severe-frailty/medicines", dueOn: "2026-12-20" });
    expect(all[0]!.parents.map((parent) => parent.package)).toEqual(["severe-frailty", "housebound"]);
    expect(find({ recorded: [["housebound", "2026-05-01"]] }, "housebound/medicines")?.dueOn).toBe("2027-01-17");
  });

  test("words that differ from those that lead are kept beside the package that says them", () => {
    const recorded = [...both!.recorded!, ["diabetes-type-2", "2010-05-01"] as const];
    expect(find({ recorded }, "frailty-and-diabetes/nutrition")).toMatchObject({
      words: "Screen for malnutrition every month",
      parents: [{ package: "severe-frailty" }, { words: "Screen for malnutrition; no diet to lose weight" }],
    });
  });

  test("the person's own goal, the coordinator and the review stand once; goals of packages stay apart", () => {
    const { proposals } = proposed(both);
    expect(proposals.filter(({ own }) => own)).toHaveLength(1);
    expect(proposals.filter(({ words }) => words.startsWith("Name one coordinator"))).toHaveLength(1);
    expect(proposals.filter(({ words }) => words.startsWith("Review with"))).toMatchObject([{ dueOn: "2027-02-22" }]);
    expect(proposals.filter(({ kind, own }) => kind === "goal" && !own)).toHaveLength(4);
  });

  test("what is called alike in two packages and is not the same stays apart", () => {
    const person: Change = {
      recorded: [
        ["palliative-care", "2026-05-01"],
        ["carer-strain", "2026-05-01"],
      ],
    };
    expect(find(person, "end-of-life/benefits")?.id).not.toBe(find(person, "carer-strain/benefits")?.id);
  });
});

describe("what would drive treatment", () => {
  const items = CARE_PACKAGES.flatMap(({ id, actions }) =>
    actions.filter(({ treatment }) => treatment).map((action) => `${id}/${action.id}`),
  );

  test("is these and no more", () =>
    expect(items.sort()).toEqual([
      "complex-multimorbidity/low-value",
      "end-of-life/preventive-medicines",
      "frailty-and-diabetes/simplify",
      "frailty-and-diabetes/too-tight",
      "high-risk-foot/artery-medicines",
      "severe-frailty/fewer-medicines",
      "severe-frailty/targets",
    ]));

  test("ships off: it waits for a signature and is not proposed", () => {
    expect(items.every((item) => PACKAGE_SETTINGS[`treatment.package.${item.replace("/", ".")}`]?.value === 0)).toBe(
      true,
    );
    expect(find(SEVERE, "severe-frailty/fewer-medicines")).toBeUndefined();
    expect(proposed(SEVERE).packages[0]!.waiting).toContain("Reduce medicines whose burden outweighs their use");
  });

  test("switched on by exactly 1, it is proposed and waits no more", () => {
    const name = "treatment.package.severe-frailty.fewer-medicines";
    expect(find(SEVERE, "severe-frailty/fewer-medicines", { values: { [name]: 0 } })).toBeUndefined();
    expect(find(SEVERE, "severe-frailty/fewer-medicines", { values: { [name]: 1 } })).toMatchObject({ state: "open" });
    expect(proposed(SEVERE, { values: { [name]: 1 } }).packages[0]!.waiting).toHaveLength(1);
  });

  test("needs its care process switched on too", () => {
    const person: Change = {
      recorded: [
        ["diabetes-type-2", "2010-05-01"],
        ["frailty-severe", "2026-05-01"],
        ["hba1c", "2026-10-01", 45],
        ["medicine-sulfonylurea", "2026-11-01"],
      ],
    };
    const own = { "treatment.package.frailty-and-diabetes.too-tight": 1 };
    expect(find(person, "frailty-and-diabetes/too-tight", { values: own })).toBeUndefined();
    expect(find(person, "frailty-and-diabetes/too-tight", { values: { "treatment.DM4": 1 } })).toBeUndefined();
    expect(find(person, "frailty-and-diabetes/too-tight", { values: { ...own, "treatment.DM4": 1 } })).toMatchObject({
      gaps: [{ process: "DM4" }],
    });
  });
});

describe("an answer", () => {
  const of = (answers: PackageAnswer[], change: Change = SEVERE, more = {}) =>
    find(change, "severe-frailty/equipment", { answers, ...more });

  test("that declines holds, with its reason, however long ago", () => {
    const answer = anAnswer({});
    expect(of([answer])).toMatchObject({ state: "declined", answer });
    expect(of([answer], SEVERE, { asOf: "2031-11-22" })).toMatchObject({ state: "declined" });
  });

  test("the latest counts: opened again it is open, and may be declined again", () => {
    const reopened = anAnswer({ answer: "reopened", at: "2026-07-01T10:00:00.000Z" });
    expect(of([anAnswer({}), reopened])).toMatchObject({ state: "open" });
    expect(of([reopened, anAnswer({})])?.answer).toBeUndefined();
    expect(of([anAnswer({}), reopened, anAnswer({ at: "2026-08-01T10:00:00.000Z" })])).toMatchObject({
      state: "declined",
    });
  });

  test("the same degree recorded again changes nothing", () => {
    const again: Change = {
      recorded: [
        ["frailty-severe", "2026-05-01"],
        ["frailty-severe", "2026-10-01"],
      ],
    };
    expect(of([anAnswer({})], again)).toMatchObject({ state: "declined" });
  });

  test("left and entered anew it is open again, and says so; entered anew before the answer it is not", () => {
    const spell = (left: string, back: string): Change => ({
      recorded: [
        ["frailty-severe", "2026-05-01"],
        ["frailty-moderate", left],
        ["frailty-severe", back],
      ],
    });
    const anew = of([anAnswer({})], spell("2026-08-01", "2026-10-01"));
    expect(anew).toMatchObject({ state: "open", answer: { reason: "Declined by the person" } });
    expect(anew?.again).toBe("the package was left and entered anew on 1 October 2026");
    expect(of([anAnswer({})], spell("2026-05-10", "2026-05-31"))).toMatchObject({ state: "declined" });
    expect(of([anAnswer({})], spell("2026-05-10", "2026-06-01"))).toMatchObject({ state: "declined" });
    expect(of([anAnswer({})], spell("2026-05-10", "2026-06-02"))).toMatchObject({ state: "open" });
  });

  test("frequent emergencies end between two uses: a new run is entered anew", () => {
    const declined = anAnswer({
      package: "frequent-emergency",
      item: "cause",
      on: "2026-02-01",
      at: "2026-02-01T10:00:00.000Z",
    });
    const days = ["2026-11-10", "2026-11-01", "2026-10-01"];
    const before = ["2026-01-10", "2026-01-05", "2026-01-01"];
    const change = (more: string[]): Change => ({ services: used("ae", ...days, ...more) });
    expect(find(change(before), "frequent-emergency/cause", { answers: [declined] })).toMatchObject({ state: "open" });
    const unbroken = ["2026-09-01", "2026-07-01", "2026-06-01", "2026-04-01", "2026-03-01", ...before];
    expect(find(change(unbroken), "frequent-emergency/cause", { answers: [declined] })).toMatchObject({
      state: "declined",
    });
  });

  test("care that was done since and is due again is proposed again", () => {
    const answers = [
      anAnswer({
        package: "frailty-and-diabetes",
        item: "foot-check",
        on: "2025-06-01",
        at: "2025-06-01T10:00:00.000Z",
      }),
    ];
    const person = (on: CalendarDate): Change => ({
      recorded: [
        ["diabetes-type-2", "2010-05-01"],
        ["frailty-severe", "2025-05-01"],
        ["foot-right-low", on],
        ["foot-right", on],
        ["foot-left-low", on],
        ["foot-left", on],
      ],
    });
    const state = (on: CalendarDate) => find(person(on), "frailty-and-diabetes/foot-check", { answers })?.state;
    expect(state("2025-06-02")).toBe("open");
    expect(state("2025-06-01")).toBe("declined");
  });

  test("one refusal is not another package's: what a new package asks too is open until each was answered", () => {
    const both: Change = {
      recorded: [
        ["frailty-severe", "2026-05-01"],
        ["housebound", "2026-05-01"],
      ],
    };
    const first = anAnswer({ item: "medicines" });
    const second = anAnswer({ package: "housebound", item: "medicines" });
    expect(find(both, "severe-frailty/medicines", { answers: [first] })).toMatchObject({
      state: "open",
      again: "another package asks for it now",
    });
    expect(find(both, "severe-frailty/medicines", { answers: [first, second] })).toMatchObject({ state: "declined" });
  });

  test("what was taken for one package is taken for all", () => {
    const both: Change = {
      recorded: [
        ["frailty-severe", "2026-05-01"],
        ["housebound", "2026-05-01"],
      ],
    };
    const taken = anAnswer({ item: "medicines", answer: "taken", became: "a1", whereabouts: "own draft" });
    expect(find(both, "housebound/medicines", { answers: [taken] })).toMatchObject({ state: "taken" });
  });

  test("what was taken stays taken in plan and draft, also when the package is entered anew; a draft thrown away brings it back", () => {
    const anew: Change = {
      recorded: [
        ["frailty-severe", "2026-05-01"],
        ["frailty-mild", "2026-08-01"],
        ["frailty-severe", "2026-10-01"],
      ],
    };
    const taken = (whereabouts: PackageAnswer["whereabouts"]) =>
      of([anAnswer({ answer: "taken", became: "a1", whereabouts })], anew)?.state;
    expect(taken("plan")).toBe("taken");
    expect(taken("own draft")).toBe("taken");
    expect(taken("closed")).toBe("open");
    expect(taken("nowhere")).toBe("open");
    expect(of([anAnswer({ answer: "changed", became: "a1", whereabouts: "other draft" })])?.state).toBe("changed");
  });
});

describe("the spell of a package", () => {
  const marks = (text: string) => [...text].map((mark, n) => ({ on: addDays("2026-01-01", n), holds: mark === "+" }));
  test.each([
    ["++", "2026-01-01"],
    ["+-+", "2026-01-03"],
    ["-+", "2026-01-02"],
    ["+-", undefined],
    ["", undefined],
  ])("%s begins %s", (text, day) => expect(spellSince(marks(text))).toBe(day));

  test("where the marks of one day disagree it holds, and an entry without a date tells nothing", () => {
    const on = "2026-01-01";
    expect(
      spellSince([
        { on, holds: true },
        { on, holds: false },
      ]),
    ).toBe(on);
    expect(spellSince([{ holds: true }])).toBeUndefined();
  });
});

describe("declining and taking", () => {
  test("a reason is needed, and words where it is another", () => {
    expect(readDecline({ why: "person" })).toEqual({ ok: true, reason: "Declined by the person" });
    expect(readDecline({ why: "elsewhere", words: " day centre " })).toEqual({
      ok: true,
      reason: "Being done elsewhere: day centre",
    });
    expect(readDecline({ why: "other", words: "moved away" })).toEqual({ ok: true, reason: "moved away" });
    expect(readDecline({ why: "other" })).toMatchObject({ ok: false, errors: { words: expect.anything() } });
    expect(readDecline({ why: "constructor" })).toMatchObject({ ok: false, errors: { why: expect.anything() } });
    expect(readDecline({ why: "person", words: "x".repeat(301) })).toMatchObject({ ok: false });
  });

  test("an action whose profession is not known here goes to the practice to arrange it", () => {
    const proposal = find(SEVERE, "severe-frailty/equipment")!;
    const choice = { owner: "/0", ownerName: "Churchfield", ownerOrganisation: "Churchfield" };
    expect(itemOf(proposal, { ...choice, arrange: false })).toEqual({
      what: proposal.words,
      dueOn: proposal.dueOn,
      ...choice,
    });
    expect(itemOf(proposal, { ...choice, arrange: true }).what).toMatch(/To arrange: physiotherapist/);
    expect(itemOf(find(SEVERE, "severe-frailty/comfort")!, undefined)).toEqual({
      what: "Be comfortable",
      status: "proposed",
    });
  });

  test("an action needs words, an owner and a day that has not passed; a goal needs words", () => {
    const owner = "/00000000-0000-0000-0000-000000000000";
    expect(problemsOfItem("action", { what: "x", owner, dueOn: AS_OF }, AS_OF)).toEqual({});
    expect(Object.keys(problemsOfItem("action", {}, AS_OF)).sort()).toEqual(["dueOn", "owner", "what"]);
    expect(Object.keys(problemsOfItem("action", { what: "x", owner, dueOn: addDays(AS_OF, -1) }, AS_OF))).toEqual([
      "dueOn",
    ]);
    expect(problemsOfItem("goal", { what: "Walk to church" }, AS_OF)).toEqual({});
    expect(Object.keys(problemsOfItem("goal", { what: " " }, AS_OF))).toEqual(["what"]);
  });
});
