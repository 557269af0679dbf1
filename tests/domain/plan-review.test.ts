import { describe, expect, test } from "vitest";
import { actionsPath, readActionFilter } from "../../app/domain/action-filter";
import { NO_RECORD, type RecordLine } from "../../app/domain/plan-record";
import { factsBefore, factsOf, type PlanFacts, proposedReview, reviewCauses } from "../../app/domain/plan-review";
import { readReviewFilter, reviewsPath } from "../../app/domain/plan-review-filter";

const today = "2026-11-22";
const facts = (change: Partial<PlanFacts> = {}): PlanFacts => ({
  ...{ admissions: [], deceased: false, diagnoses: [], medicines: [], allergies: [], carers: [], careHome: false },
  ...change,
});
const kinds = (before: Partial<PlanFacts>, after: Partial<PlanFacts>) =>
  reviewCauses(facts(before), facts(after), today).map(({ kind }) => kind);

describe("the next review, by risk", () => {
  test.each([
    ["end_of_life", "2027-02-22"],
    ["frailty_dementia", "2027-05-22"],
    ["complex", "2027-05-22"],
    ["long_term", "2027-11-22"],
    ["healthy", "2027-11-22"],
    [undefined, "2027-05-22"],
  ] as const)("%s", (segment, on) => expect(proposedReview(segment, today).on).toBe(on));
  test("follows the setting in force", () =>
    expect(proposedReview("complex", today, { "review.months.complex": 2 })).toMatchObject({
      on: "2027-01-22",
      months: 2,
    }));
});

describe("causes of a review", () => {
  const ward = { id: "a", on: "2026-11-20" };
  test("nothing changed is no cause", () => {
    const same = { admissions: [ward], diagnoses: [{ id: "d", words: "COPD" }], address: "x", adult: true };
    expect(kinds(same, same)).toEqual([]);
  });
  test("admission, discharge, and a stay that came and went between two looks", () => {
    expect(kinds({}, { admissions: [ward] })).toEqual(["review_plan_after_admission"]);
    const home = { ...ward, until: "2026-11-22" };
    expect(kinds({ admissions: [ward] }, { admissions: [home] })).toEqual(["review_plan_after_discharge"]);
    expect(kinds({}, { admissions: [home] })).toEqual(["review_plan_after_discharge"]);
    expect(kinds({}, { admissions: [{ ...ward, until: "2026-09-22" }] })).toEqual([]);
    expect(kinds({}, { admissions: [{ ...ward, until: "2026-09-23" }] })).toEqual(["review_plan_after_discharge"]);
  });
  test("the same diagnosis under another id is no news", () => {
    const copd = (id: string) => ({ diagnoses: [{ id, words: "COPD" }] });
    expect(kinds(copd("1"), copd("2"))).toEqual([]);
    expect(kinds({}, copd("1"))).toEqual(["review_plan_after_diagnosis"]);
  });
  test("a critical medicine that is on the record no longer, unless another of its class is", () => {
    const takes = (words: string, id = words) => ({ medicines: [{ id, words }] });
    expect(kinds(takes("Apixaban 5 mg tablets"), {})).toEqual(["review_plan_after_diagnosis"]);
    expect(kinds(takes("Apixaban 5 mg tablets", "1"), takes("Apixaban 5 mg tablets", "2"))).toEqual([]);
    const other = reviewCauses(facts(takes("Apixaban 5 mg tablets")), facts(takes("Warfarin 3 mg tablets")), today);
    expect(other.map(({ headline }) => headline)).toEqual([
      "New critical medicine: Warfarin 3 mg tablets. Is the plan still right?",
    ]);
    expect(reviewCauses(facts(takes("Prednisolone 5 mg tablets")), facts({}), today)).toEqual([
      {
        kind: "review_plan_after_diagnosis",
        cause: "stopped:Prednisolone 5 mg tablets",
        headline: "Critical medicine no longer on the record: Prednisolone 5 mg tablets. Is the plan still right?",
      },
    ]);
  });
  test("a move, a care home, another practice; an address that becomes known is none", () => {
    expect(kinds({ address: "one" }, { address: "two" })).toEqual(["review_plan_after_move"]);
    expect(kinds({}, { address: "two" })).toEqual([]);
    expect(kinds({}, { careHome: true })).toEqual(["review_plan_after_move"]);
    expect(kinds({ careHome: true }, {})).toEqual(["review_plan_after_move"]);
    const at = (id: string) => ({ practice: { id, name: id } });
    expect(kinds(at("one"), at("two"))).toEqual(["review_plan_after_move"]);
  });
  test("a carer who is on the record no longer, a death once, eighteen", () => {
    expect(kinds({ carers: [{ id: "c", words: "Ngozi" }] }, {})).toEqual(["review_plan_after_diagnosis"]);
    expect(kinds({}, { deceased: true })).toEqual(["review_plan_after_death"]);
    expect(kinds({ deceased: true }, { deceased: true })).toEqual([]);
    expect(kinds({ deceased: true }, {})).toEqual(["review_plan_after_death"]);
    expect(kinds({ adult: false }, { adult: true })).toEqual(["review_plan_after_diagnosis"]);
  });
});

describe("facts", () => {
  const line = (change: Partial<RecordLine>): RecordLine => ({
    id: "x",
    kind: "problem",
    words: "x",
    sets: [],
    ...change,
  });
  test("hold what a plan hangs on, and nothing that has ended", () => {
    const lines = [
      line({ words: "COPD", sets: ["condition-copd"] }),
      line({ words: "Tennis elbow" }),
      line({ words: "Epilepsy", sets: ["condition-epilepsy"], ended: true }),
      line({ kind: "medicine", words: "Warfarin 3 mg" }),
      line({ kind: "medicine", words: "Paracetamol" }),
      line({ kind: "allergy", words: "No known allergy", sets: ["no-known-allergy"] }),
    ];
    const found = factsOf({ ...NO_RECORD, lines }, { admissions: [], deceased: false, today });
    expect(found.diagnoses.map(({ words }) => words)).toEqual(["COPD"]);
    expect(found.medicines.map(({ words }) => words)).toEqual(["Warfarin 3 mg"]);
    expect(found.allergies).toEqual([]);
  });
  test("before a publishing are those dated until then", () => {
    const now = facts({
      admissions: [{ id: "a", on: "2026-10-01", until: "2026-11-20" }],
      diagnoses: [{ id: "d", words: "COPD", on: "2026-11-02" }],
    });
    expect(factsBefore(now, "2026-11-01")).toMatchObject({
      admissions: [{ id: "a", on: "2026-10-01" }],
      diagnoses: [],
    });
    expect(factsBefore(now, "2026-11-01").admissions[0]).not.toHaveProperty("until");
  });
});

describe("addresses of the worklists", () => {
  test("say their filters and read them back; unknown words are the first choice", () => {
    const actions = "/actions?whose=team&state=late&from=plan&page=3";
    expect(actionsPath(readActionFilter(new URL(actions, "http://x").searchParams))).toBe(actions);
    expect(actionsPath(readActionFilter(new URLSearchParams("whose=everybody&page=-1&state=1")))).toBe("/actions");
    const reviews = "/reviews?why=due&practice=p&name=Obi&page=2";
    expect(reviewsPath(readReviewFilter(new URL(reviews, "http://x").searchParams))).toBe(reviews);
    expect(reviewsPath(readReviewFilter(new URLSearchParams("why=x&page=0")))).toBe("/reviews");
  });
});
