/** Words that tell of dying, and words that only sound like it, in the copy of a person who was not told. */
import { describe, expect, test } from "vitest";
import type { Operation } from "../../app/domain/plan";
import { heldBack, personCopy } from "../../app/domain/plan-in-plain-words";
import { aPlanDocument, aPublishedPlan, somePersonFacts } from "../support/a-plan";

const copyOf = (change: readonly Operation[]) =>
  JSON.stringify(
    personCopy(aPublishedPlan({ document: aPlanDocument(change) }), somePersonFacts()).parts.filter(
      ({ id }) => id === "needs" || id === "contingency" || id === "people",
    ),
  );
const need = (words: string): Operation => ({ unit: "needs/x", values: { what: `MARK ${words}` } });
const told = (answer: string): Operation => ({ unit: "palliative.prognosisTold", values: { prognosisTold: answer } });

describe("whoever was not told the prognosis", () => {
  test.each([
    "She has weeks left",
    "months left",
    "hours or days to live",
    "She has days remaining.",
    "Life-limiting",
    "a life limiting illness",
    "Palliative only",
    "Now palliative",
    "palliative care register",
    "Palliative chemotherapy",
    "Not for cure",
    "not curative",
    "Cannot be cured",
    "No longer curable",
    "incurable cancer",
    "no cure",
    "beyond cure",
    "Final stages",
    "end-stage heart failure",
    "End stage COPD",
    "last phase of the illness",
    "Poor outlook",
    "The outlook is poor",
    "time is short",
    "not long to live",
    "last year of life",
    "Prognostic indicators met",
    "life expectancy",
    "not expected to recover",
    "unlikely to survive",
    "will not recover",
    "comfort care only",
    "Best supportive care",
    "Fast-track funding",
    "pre-terminal",
    "GSF amber",
  ])("does not read “%s”", (words) => {
    for (const answer of ["no", "carer", "wishes_not"])
      expect(copyOf([need(words), told(answer)])).not.toContain("MARK");
    expect(copyOf([need(words), told("yes")])).toContain(words);
  });

  test.each([
    "Three days left of the antibiotics",
    "Ring again if there is no improvement",
    "If she does not get better in 10 minutes, ring 999",
    "Turn to the left every two hours",
    "Stays in bed late in the day",
    "Ring the palliative care team",
    "Palliative nurse on 020 7946 0321",
    "Cured ham is fine",
    "Comfort at home",
    "Time for tea",
    "Diet of short meals",
    "The last time she fell",
  ])("still reads “%s”", (words) => {
    expect(copyOf([need(words), told("no")])).toContain(words);
  });

  test("keeps the number of a team whose name says what it is for", () => {
    const team = { name: "Palliative care team", role: "Hospice", phone: "020 7946 0321" };
    expect(copyOf([{ unit: "people/team", values: team }, told("no")])).toContain("Palliative care team");
  });
});

describe("the list for staff who print", () => {
  test("is of the whole plan, as the copy is: what is restricted is not told either", () => {
    const document = aPlanDocument([told("wishes_not"), need("months left")]);
    const restrictions = [{ id: "r", unit: "palliative", kind: "hidden" as const, readers: [], by: "x" }];
    const published = aPublishedPlan({ document, restrictions });
    expect(heldBack(published)).toEqual({ all: false, recommendation: false, prognosis: true });
    const ids = personCopy(published, somePersonFacts()).parts.map(({ id }) => id);
    for (const id of ["understanding", "preferences", "palliative", "needs"]) expect(ids).not.toContain(id);
  });
});
