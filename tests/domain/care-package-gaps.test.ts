/** What a package asks for: gaps and their actions, where packages overlap, what would drive treatment. */
import { describe, expect, test } from "vitest";
import type { CalendarDate } from "../../app/domain/calendar";
import { CARE_PACKAGES, PACKAGE_SETTINGS } from "../../app/domain/care-packages/all";
import { AS_OF } from "../support/a-person";
import { type Change, find, proposed, SEVERE } from "../support/care-package-people";

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
