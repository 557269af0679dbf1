import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { builtInCohorts, CohortRule, matches, partsOf, type Rule } from "../../app/domain/cohort";
import { courseWithMembers } from "../../app/domain/cohort-course";
import { COHORT_FIELD_IDS, isChoiceOf } from "../../app/domain/cohort-fields";
import { changeDraft, draftOfRule, emptyDraft, nameIn, readDraft, ruleOfDraft } from "../../app/domain/cohort-form";
import { ruleInWords } from "../../app/domain/cohort-words";
import { aCohortLine, someRule } from "../support/a-cohort";

const over58: Rule = { field: "hba1c", is: "more than", value: 58 };
const of = (rule: Rule, change = {}) => matches(rule, aCohortLine(change));

describe("three answers", () => {
  test("HbA1c over 58, of whom it is known", () => {
    expect([58, 58.1].map((hba1c) => of(over58, { hba1c }))).toEqual([false, true]);
  });
  test("nobody measured it: neither over 58 nor not over 58", () => {
    expect([of(over58), of({ not: over58 })]).toEqual(["unknown", "unknown"]);
  });
  test("not known is asked for by itself, and then answered", () => {
    const notKnown: Rule = { not: { known: "hba1c" } };
    expect([of(notKnown), of(notKnown, { hba1c: 50 })]).toEqual([true, false]);
    expect(of({ any: [{ not: over58 }, notKnown] })).toBe(true);
  });
  test.each([
    [{ all: [over58, { field: "age", is: "at least", value: 65 }] }, { age: 30 }, false],
    [{ all: [over58, { field: "age", is: "at least", value: 65 }] }, { age: 65 }, "unknown"],
    [{ any: [over58, { field: "age", is: "at least", value: 65 }] }, { age: 65 }, true],
    [{ any: [over58, { field: "age", is: "at least", value: 65 }] }, { age: 64 }, "unknown"],
  ] as const)("one answer may settle it without the other: %o", (rule, change, verdict) =>
    expect(of(rule as unknown as Rule, change)).toBe(verdict),
  );
});

describe("a floor is not a value", () => {
  const severe: Rule = { field: "efiCategory", in: ["severe"] };
  test.each([
    ["9 deficits and complete", { efiCount: 9, efiKnown: true }, false],
    ["at least 9", { efiCount: 9, efiKnown: false }, "unknown"],
    ["at least 13", { efiCount: 13, efiKnown: false }, true],
    ["not made under 65", { efiCount: null, efiKnown: true }, false],
    ["nothing known", { efiCount: null, efiKnown: false }, "unknown"],
  ] as const)("severe frailty, %s", (_, change, verdict) => expect(of(severe, change)).toBe(verdict));

  test.each([
    ["at least", 9, true],
    ["at least", 10, "unknown"],
    ["more than", 9, "unknown"],
    ["at most", 9, "unknown"],
    ["at most", 8, false],
    ["less than", 9, false],
  ] as const)("at least 9 deficits is %s %s: %s", (is, value, verdict) =>
    expect(of({ field: "efiCount", is, value }, { efiCount: 9, efiKnown: false })).toBe(verdict),
  );

  test("without a record nobody is healthy for sure, and no condition is excluded", () => {
    const nothing = { missing: ["coded record"] };
    expect(of({ field: "segment", in: ["healthy"] }, nothing)).toBe("unknown");
    expect(
      of({ field: "segment", in: ["healthy", "long_term", "complex", "frailty_dementia", "end_of_life"] }, nothing),
    ).toBe(true);
    expect(of({ field: "condition", in: ["condition-heart-failure"] }, nothing)).toBe("unknown");
    expect(of({ field: "diabetes", holds: true }, nothing)).toBe("unknown");
    expect(of({ field: "gap", in: ["hba1c"] }, nothing)).toBe("unknown");
  });
  test("what is missing places nobody higher than it could reach", () => {
    const healthy: Rule = { field: "segment", in: ["healthy"] };
    expect(of(healthy, { efiCount: 7, efiKnown: false, missing: ["medicines"] })).toBe(true);
    expect(of(healthy, { efiCount: 8, efiKnown: false, missing: ["medicines"] })).toBe("unknown");
    expect(of(healthy, { efiCount: 7, efiKnown: false, missing: ["medicines"], efi2Score: 0.1 })).toBe("unknown");
  });
  test("no plan is neither new nor old; no medicine ever recorded is not none taken", () => {
    const older: Rule = { field: "planDays", is: "more than", value: 90 };
    expect([of(older), of(older, { planDays: 91 }), of(older, { planDays: 90 })]).toEqual([false, true, false]);
    expect(of({ field: "medicine", in: ["medicine-sglt2"] }, { medicines: null })).toBe("unknown");
    expect(of({ not: { field: "medicine", in: ["medicine-sglt2"] } }, { medicines: 2 })).toBe(true);
  });
  test("a gap is one of its protocol's", () => {
    const any: Rule = { field: "gap", in: ["any-diabetes"] };
    expect([of(any, { gaps: ["hba1c"] }), of(any)]).toEqual([true, false]);
  });
});

describe("what is a rule", () => {
  test.each([
    [{ field: "age", is: "around", value: 3 }],
    [{ field: "shoe size", is: "at least", value: 3 }],
    [{ field: "sex", in: ["cat"] }],
    [{ field: "sex", is: "at least", value: 3 }],
    [{ field: "segment", in: [] }],
    [{ field: "lsoa", in: ["E01'; drop table"] }],
    [{ field: "gap", in: ["teeth"] }],
    [{ all: [] }],
    [{ field: "age", is: "at least", value: 3, or: 1 }],
  ])("%o is none", (rule) => expect(CohortRule.safeParse(rule).success).toBe(false));
  test("seven deep is too deep", () => {
    const deep = (n: number): unknown => (n === 1 ? over58 : { not: deep(n - 1) });
    expect([CohortRule.safeParse(deep(6)).success, CohortRule.safeParse(deep(7)).success]).toEqual([true, false]);
  });
  test("every generated rule is one", () => {
    fc.assert(fc.property(someRule, (rule) => CohortRule.safeParse(rule).success));
  });
  test("membership reveals the parts of all that it asks", () => {
    expect(
      partsOf({ any: [{ not: over58 }, { known: "emergencyYear" }, { field: "age", is: "at least", value: 1 }] }),
    ).toEqual(["results", "contacts", "banner"]);
  });
  test("built in: from 65, from 75, and diabetes; a setting moves an age", () => {
    const aged = (age: number) => ({ field: "age", is: "at least", value: age });
    expect(builtInCohorts().map(({ rule }) => rule)).toEqual([aged(65), aged(75), { field: "diabetes", holds: true }]);
    expect(builtInCohorts({ "cohort.elderly-from": 60 })[0]!.rule).toEqual(aged(60));
  });
});

describe("the sentence", () => {
  const says = (rule: Rule) => ruleInWords(rule, () => "Churchfield Practice");
  test.each<[Rule, string]>([
    [{ field: "age", is: "at least", value: 75 }, "People aged 75 or more."],
    [
      { all: [{ field: "age", is: "at least", value: 75 }, { any: [over58, { not: { known: "hba1c" } }] }] },
      "People aged 75 or more and (with HbA1c over 58 mmol/mol or whose HbA1c is not known).",
    ],
    [{ not: over58 }, "People with HbA1c known and not over 58 mmol/mol."],
    [
      {
        not: {
          any: [
            { field: "plan", holds: true },
            { field: "meeting", holds: true },
          ],
        },
      },
      "People not (with a care plan or on a coming MDG).",
    ],
    [{ not: { field: "carer", holds: true } }, "People with no carer recorded."],
    [
      {
        all: [
          { field: "sex", in: ["female"] },
          { field: "imd", in: ["1", "2"] },
        ],
      },
      "People registered as female and living in the most deprived fifth or the second most deprived fifth.",
    ],
    [{ field: "segment", in: ["complex"] }, "People in the segment “Complex”."],
    [
      { field: "organisation", in: ["00000000-0000-7000-8000-000000000001"] },
      "People registered with Churchfield Practice.",
    ],
    [{ not: { field: "condition", in: ["condition-heart-failure"] } }, "People without heart failure."],
  ])("%o", (rule, words) => expect(says(rule)).toBe(words));
});

describe("the form", () => {
  const typed = (query: string) => readDraft(new URLSearchParams(query));

  test("a condition is added to its group, and removed", () => {
    const form = new URLSearchParams({ [nameIn(0, "new")]: "hba1c" });
    const added = changeDraft(emptyDraft(), "add:0", form);
    expect(added.groups[0]!.conditions).toMatchObject([{ field: "hba1c", polarity: "is" }]);
    expect(changeDraft(added, "remove:0:0", form).groups[0]!.conditions).toEqual([]);
    expect(changeDraft(changeDraft(added, "group", form), "ungroup:0", form).groups).toHaveLength(1);
  });
  test("what is typed becomes the rule", () => {
    const draft = typed(
      "join=all&g0.join=all&g0.c0.field=age&g0.c0.polarity=is&g0.c0.is=at least&g0.c0.value=75&g1.join=any&g1.not=yes&g1.c0.field=plan&g1.c0.polarity=not&g1.c1.field=hba1c&g1.c1.polarity=unknown",
    );
    expect(ruleOfDraft(draft)).toEqual({
      ok: true,
      rule: {
        all: [
          { field: "age", is: "at least", value: 75 },
          { not: { any: [{ not: { field: "plan", holds: true } }, { not: { known: "hba1c" } }] } },
        ],
      },
    });
  });
  test("what is wrong is said by field", () => {
    const draft = typed(
      "g0.join=all&g0.c0.field=age&g0.c0.value=old&g0.c1.field=segment&g0.c2.field=lsoa&g0.c2.chosen=W1",
    );
    expect(ruleOfDraft(draft)).toMatchObject({
      ok: false,
      errors: {
        "g0.c0.value": "Age: enter a number",
        "g0.c1.chosen": "Segment: choose at least one",
        "g0.c2.chosen": expect.stringContaining("codes"),
      },
    });
    expect(ruleOfDraft(emptyDraft())).toMatchObject({ ok: false, errors: { "g0.new": expect.any(String) } });
  });
  test("an empty number is no nought", () => {
    expect(ruleOfDraft(typed("g0.join=all&g0.c0.field=emergencyYear&g0.c0.value="))).toMatchObject({ ok: false });
  });
  test("a rule that fits the form comes back from it", () => {
    fc.assert(
      fc.property(someRule, (rule) => {
        const draft = draftOfRule(rule, { name: "", reason: "" });
        if (!draft) return;
        const built = ruleOfDraft(draft);
        if (!built.ok) throw new Error(JSON.stringify(built.errors));
        // The same answers, whatever the brackets.
        for (const line of [aCohortLine(), aCohortLine({ age: 80, hba1c: 60, planDays: 3 })])
          expect(matches(built.rule, line)).toBe(matches(rule, line));
      }),
    );
  });
});

test("members are those who came less those who left", () => {
  const course = [
    { on: "2026-11-01", joined: 10, left: 0 },
    { on: "2026-11-08", joined: 2, left: 5 },
  ];
  expect(courseWithMembers(course).map(({ members }) => members)).toEqual([10, 7]);
});

test("every choice of a field is one that a rule may name, and nothing else is", () => {
  expect(COHORT_FIELD_IDS.filter((id) => isChoiceOf(id, "constructor"))).toEqual([]);
  expect(isChoiceOf("condition", "condition-heart-failure")).toBe(true);
});
