/** Whom the person forbids to tell: no line of the plan, no page and no paper leads to them (safety rule 13). */
import { describe, expect, test } from "vitest";
import type { Operation } from "../../app/domain/plan";
import { findConflicts } from "../../app/domain/plan-conflict-finder";
import { personCopy } from "../../app/domain/plan-in-plain-words";
import { NO_RECORD } from "../../app/domain/plan-record";
import { inLaw, leadsToUntold } from "../../app/domain/plan-ring";
import { renderCrisisPage } from "../../app/rendering/crisis-page";
import { aPlanDocument, aPublishedPlan, somePersonFacts } from "../support/a-plan";

const SON: Operation = {
  unit: "people/son",
  values: { name: "Chidi Obi", phone: "020 7946 0777", doNotTell: "do_not_tell" },
};
const attorney = {
  lpa: "yes",
  name: "Ngozi (daughter)",
  phone: "020 7946 0958",
  registered: "seen",
};
const conflictsOf = (...operations: Operation[]) =>
  findConflicts(aPlanDocument([SON, ...operations]), NO_RECORD, { today: "2026-11-22", bornOn: "1942-03-12" }).filter(
    ({ kind }) => kind === "do_not_tell",
  );

describe("words that lead to them", () => {
  const plan = aPlanDocument([SON]);
  test.each([
    ["Chidi Obi, son", true],
    ["CHIDI  OBI", true],
    ["02079460777", true],
    ["ring +44 20 7946 0777", true],
    ["ring +44 (0)20 7946 0777", true],
    ["0044 20 7946 0777", true],
    ["Chidi", false],
    ["Obi, Chidi", false],
    ["020 7946 0778", false],
  ])("“%s”: %s", (words, leads) => expect(leadsToUntold(plan, words)).toBe(leads));

  test("whoever has no number and no name is led to by nothing", () => {
    const nobody = aPlanDocument([{ unit: "people/x", values: { role: "son", doNotTell: "do_not_tell" } }]);
    expect(leadsToUntold(nobody, "")).toBe(false);
    expect(leadsToUntold(nobody, "Anybody, 020 7946 0777")).toBe(false);
  });
});

describe("a line that leads to them blocks publishing", () => {
  test.each<[string, Operation]>([
    [
      "a contingency plan's number",
      { unit: "contingency/x", values: { trigger: "Fall", doFirst: "Look", ring: "07700 900111 or 020 7946 0777" } },
    ],
    [
      "who reviews a contingency plan",
      {
        unit: "contingency/x",
        values: { trigger: "Fall", doFirst: "Look", ring: "Clinical desk", reviewBy: "Chidi Obi" },
      },
    ],
    ["whom to ring for the carer", { unit: "carer", values: { ring: "+44 (0)20 7946 0777" } }],
    ["where the person can stay", { unit: "carer", values: { place: "With Chidi Obi" } }],
    ["the health attorney's number", { unit: "attorney", values: { ...attorney, phone: "02079460777" } }],
    ["the second attorney", { unit: "attorney", values: { ...attorney, second: "Chidi Obi (son)" } }],
    ["the second attorney's number", { unit: "attorney", values: { ...attorney, secondPhone: "020 7946 0777" } }],
    ["the deputy", { unit: "attorney", values: { lpa: "none", deputy: "Chidi Obi" } }],
    ["the deputy's number", { unit: "attorney", values: { lpa: "none", deputy: "Son", deputyPhone: "020 7946 0777" } }],
    ["the attorney for property", { unit: "attorney", values: { lpa: "none", property: "Chidi Obi" } }],
    [
      "how to reach the person",
      { unit: "communication.otherContact", values: { otherContact: "through Chidi Obi, her son" } },
    ],
    ["who mends equipment", { unit: "equipment/bed", values: { what: "Bed", phone: "020 7946 0777" } }],
    [
      "who reviews a support plan",
      { unit: "supportPlans/x", values: { name: "Housing", reviewPhone: "020 7946 0777" } },
    ],
    ["who reviews the plan", { unit: "review", values: { on: "2026-12-01", by: "Chidi Obi" } }],
    ["the representative", { unit: "agreement", values: { agreed: "representative", name: "Chidi Obi" } }],
  ])("%s", (_, operation) => {
    const [found, ...more] = conflictsOf(operation);
    expect(found).toMatchObject({ danger: "blocks" });
    expect(found!.sides.map(({ unit }) => unit)).toEqual(["people/son", operation.unit]);
    expect(more).toEqual([]);
  });

  test("also when their time among those to ring has ended", () => {
    const ended = { unit: SON.unit, values: { ...SON.values, until: "2026-01-01" } };
    expect(conflictsOf(ended, { unit: "carer", values: { ring: "Chidi Obi" } })).toHaveLength(1);
  });

  test("nothing leads to them: nothing is said; who was consulted once is no lead", () => {
    expect(conflictsOf()).toEqual([]);
    expect(conflictsOf({ unit: "agreement", values: { agreed: "representative", consulted: "Chidi Obi" } })).toEqual(
      [],
    );
  });
});

describe("on pages and papers", () => {
  const document = aPlanDocument([
    SON,
    {
      unit: "attorney",
      values: {
        ...attorney,
        ...{ second: "Chidi Obi", secondPhone: "020 7946 0777", deputy: "Li Wu", deputyPhone: "020 7946 0777" },
      },
    },
    { unit: "contingency/fall", values: { trigger: "Falls", doFirst: "Stay", ring: "her son, 0207 946 0777" } },
  ]);

  test("neither a second attorney nor a deputy is rung at their number", () => {
    expect(inLaw(document).map(({ name }) => name)).toEqual(["Ngozi (daughter)"]);
    expect(renderCrisisPage(aPublishedPlan({ document }), somePersonFacts())).not.toMatch(/0777/);
  });

  test("the person's copy names who may decide, and no number of theirs", () => {
    const text = JSON.stringify(personCopy(aPublishedPlan({ document }), somePersonFacts()));
    expect(text).not.toMatch(/0777/);
    expect(text).toMatch(/Chidi Obi.*Li Wu/);
  });
});
