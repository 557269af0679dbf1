/** What the copy leaves out while the person has not been told. */
import { describe, expect, test } from "vitest";
import type { Operation } from "../../app/domain/plan";
import { copyOf, idsOf, marked, wordsOf } from "../support/plain-copies";

describe("what the person has not been told", () => {
  const notDiscussed = { decision: "not_recommended", decidedOn: "2026-05-03", involvement: "not_discussed" };

  test("a CPR recommendation that was not discussed is left out, with what rests on it, and nothing says so", () => {
    const copy = marked([{ unit: "cpr", values: notDiscussed }]);
    for (const id of ["cpr", "escalation", "palliative", "understanding", "preferences"])
      expect(idsOf(copy)).not.toContain(id);
    expect(idsOf(copy)).toContain("contingency");
    expect(JSON.stringify(copy)).not.toMatch(/CPR|left out|not discussed/i);
  });

  test("so is one of which the person does not know", () => {
    const copy = copyOf([{ unit: "cpr", values: { ...notDiscussed, involvement: "agreed", personAware: "no" } }]);
    expect(idsOf(copy)).not.toContain("cpr");
  });

  test.each(["no", "carer", "wishes_not"])(
    "a prognosis that is not theirs to know (%s) takes its part with it",
    (told) => {
      const copy = marked([{ unit: "palliative.prognosisTold", values: { prognosisTold: told } }]);
      for (const id of ["palliative", "understanding", "preferences"]) expect(idsOf(copy)).not.toContain(id);
      expect(idsOf(copy)).toContain("cpr");
    },
  );

  const dying: Operation[] = [
    {
      unit: "contingency/dying",
      values: { trigger: "Expected dying: pain", doFirst: "Give the medicines", ring: "Ngozi Obi" },
    },
    {
      unit: "contingency/pain",
      values: {
        trigger: "Pain",
        doFirst: "Give the medicine. In the last days ring the nurse.",
        coping: "Warm cushion. After death: the GP or 111 verifies.",
        doNot: "convey",
        unless: "she falls. When dying, ring the hospice.",
      },
    },
  ];
  test.each([
    ["the prognosis", { unit: "palliative.prognosisTold", values: { prognosisTold: "wishes_not" } }],
    ["the recommendation", { unit: "cpr", values: notDiscussed }],
  ] as [string, Operation][])("whoever does not know %s reads no sentence about dying", (_, change) => {
    const own = { unit: "aboutMe.wellness", values: { wellness: "I am not afraid of death." } };
    const copy = copyOf([...dying, own, change]);
    const words = wordsOf(copy, "contingency");
    expect(words).toContain("## If pain");
    expect(words).toContain("Do first: Give the medicine.");
    expect(words).toContain("What helps: Warm cushion.");
    expect(words).toContain("Unless: she falls.");
    // What it allows is no longer whole, so what it forbids is not told either.
    expect(words.slice(words.indexOf("## If pain")).join()).not.toContain("Do not");
    const others = JSON.stringify(copy.parts.filter(({ id }) => id !== "aboutMe"));
    expect(others).not.toMatch(/dying|death|last days/i);
    expect(wordsOf(copy, "aboutMe").join()).toContain("I am not afraid of death.");
  });

  test("who knows reads them", () => {
    const words = wordsOf(copyOf(dying), "contingency").join();
    expect(words).toContain("If expected dying: pain");
    expect(words).toContain("After death: the GP or 111 verifies.");
  });

  test("CPR not discussed for harm: who was involved and “agreed with you” are held back, and words of CPR", () => {
    const change: Operation[] = [
      { unit: "cpr", values: { ...notDiscussed, notDiscussedBecause: "harm" } },
      { unit: "involvement/a", values: { name: "Ada Bell", relation: "daughter", letter: "D" } },
      { unit: "documents/form", values: { title: "DNACPR form", location: "Hall drawer" } },
    ];
    const copy = copyOf(change);
    expect(JSON.stringify(copy)).not.toMatch(/Ada Bell|agreed with you|CPR/);
    expect(idsOf(copy)).not.toContain("involvement");
    expect(wordsOf(copyOf(change.slice(1)), "involvement")).toEqual(["Ada Bell, daughter"]);
    expect(wordsOf(copyOf(), "review").join()).toContain("This plan was agreed with you on 3 May 2026.");
  });

  test("of a plan that was not discussed they read their own words and whom to ring", () => {
    const agreement = { agreed: "not_discussed", notDiscussedBecause: "harm", discussBy: "2026-12-01" };
    const copy = marked([{ unit: "agreement", values: agreement }]);
    expect(idsOf(copy).filter((id) => !["record", "words", "review"].includes(id))).toEqual([
      "aboutMe",
      "communication",
      "people",
    ]);
  });
});
