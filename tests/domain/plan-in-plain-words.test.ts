import { describe, expect, test } from "vitest";
import type { Operation } from "../../app/domain/plan";
import { personCopy } from "../../app/domain/plan-in-plain-words";
import { PLAIN_PARTS } from "../../app/domain/plan-plain-parts";
import { fieldsOf, SECTION_IDS } from "../../app/domain/plan-sections";
import { markOf, marksIn } from "../support/a-marked-plan";
import { aPlanDocument, aPublishedPlan, somePersonFacts } from "../support/a-plan";
import { copyOf, marked, wordsOf } from "../support/plain-copies";

describe("the whitelist", () => {
  test("names only fields that the plan has", () => {
    const unknown = PLAIN_PARTS.flatMap(({ section, fields, heading, says }) =>
      [...Object.keys(fields), ...Object.keys(says ?? {}), ...(heading ? [heading] : [])]
        .filter((name) => !Object.hasOwn(fieldsOf(section), name))
        .map((name) => `${section}.${name}`),
    );
    expect(unknown).toEqual([]);
  });

  test("nothing that is not on it gets out, of a plan in which every field is filled", () => {
    const decisions = ["cpr", "advanceDecision", "attorney", "involvement", "agreement", "review"];
    const listed = PLAIN_PARTS.map(({ section }) => section as string);
    const told = marksIn(JSON.stringify(marked()));
    const strangers = told.filter((mark) => ![...listed, ...decisions].includes(mark.split("-")[1]!));
    expect(strangers).toEqual([]);
    expect(told.length).toBeGreaterThan(80);
  });

  test.each([
    ["handler", "first"],
    ["home", "staffSafety"],
    ["palliative", "stage"],
    ["palliative", "diagnosis"],
    ["formulation", "formulation"],
    ["carer", "signs"],
    ["cpr", "involved"],
  ] as const)("never: %s.%s", (section, field) =>
    expect(JSON.stringify(marked())).not.toContain(markOf(section, field)),
  );

  test("never: notes about people, who may decide what, and the estimated prognosis", () => {
    const text = JSON.stringify(marked());
    expect(text).not.toContain(markOf("people", "note", "one"));
    expect(text).not.toContain(markOf("capacity", "about", "one"));
    expect(text).not.toMatch(/prognosis|"Days"/i);
  });

  test("every section is on it or left out on purpose", () => {
    const listed = PLAIN_PARTS.map(({ section }) => section as string);
    const others = SECTION_IDS.filter((id) => !listed.includes(id));
    expect(others.sort()).toEqual(
      // Decisions and agreement have sentences of their own; the others are never told here.
      ["advanceDecision", "agreement", "attorney", "cpr", "elsewhere", "involvement", "review"]
        .concat(["capacity", "childConsent", "formulation", "handler"])
        .sort(),
    );
  });
});

describe("what is restricted or must not be told", () => {
  test("neither a closed nor a hidden item, nor that there is one", () => {
    const restrict = (item: string, restriction: string): Operation[] =>
      ["contingency", "needs", "goals", "actions", "people"].map((section) => ({
        unit: `${section}/${item}`,
        values: { ...Object.fromEntries(valuesIn(section, item)), restriction },
      }));
    const text = JSON.stringify(
      marked([...restrict("two", "closed"), ...restrict("three", "hidden")], ["one", "two", "three"]),
    );
    expect(text).toContain(markOf("needs", "what", "one"));
    for (const section of ["contingency", "needs", "goals", "actions", "people"])
      for (const item of ["two", "three"]) expect(text).not.toContain(`mark-${section}-${item}`);
    expect(text).not.toMatch(/restrict|closed|hidden/i);
  });
  const valuesIn = (section: string, item: string): [string, string][] =>
    Object.keys(fieldsOf(section as "needs"))
      .filter(
        (name) => !["phone", "hours", "lastAnswered", "dueOn", "reviewOn", "since", "until", "owner"].includes(name),
      )
      .filter((name) => fieldsOf(section as "needs")[name]!.kind !== "choice")
      .map((name) => [name, markOf(section as "needs", name, item)]);

  test("what named readers keep to themselves", () => {
    const restrictions = [{ id: "r", unit: "aboutMe.wellness", kind: "hidden" as const, readers: [], by: "x" }];
    const document = aPlanDocument([{ unit: "aboutMe.wellness", values: { wellness: "mark-hidden" } }]);
    const copy = personCopy(aPublishedPlan({ document, restrictions }), somePersonFacts());
    expect(JSON.stringify(copy)).not.toContain("mark-hidden");
    expect(JSON.stringify(copy)).toContain("To be at home, with music");
  });

  test("whom the person forbids to tell stands neither among the numbers nor in what to do", () => {
    const husband = { name: "Peter Obi", role: "husband", phone: "020 7946 0111", doNotTell: "do_not_tell" };
    const copy = copyOf([
      { unit: "people/peter", values: husband },
      {
        unit: "contingency/fall",
        values: { trigger: "Falls", doFirst: "Stay with her", ring: "Peter Obi 020 7946 0111" },
      },
    ]);
    expect(JSON.stringify(copy)).not.toMatch(/Peter|0111|husband/);
    expect(wordsOf(copy, "contingency")).toContain("## If falls");
  });
});

describe("in plain words", () => {
  test.each([
    ["attempt", "Staff should try to restart your heart and breathing (CPR)."],
    [
      "not_recommended",
      "Staff are advised not to try to restart your heart (CPR). This is about CPR alone: you get all other care and treatment that can help you.",
    ],
    ["none_recorded", "No advice about CPR is recorded. Staff would do what is usual, which is to try CPR."],
  ])("CPR: %s", (decision, sentence) => {
    const copy = copyOf([{ unit: "cpr", values: { decision, decidedOn: "2026-05-03", involvement: "agreed" } }]);
    expect(wordsOf(copy, "cpr")[0]).toBe(sentence);
  });

  test("CPR of a child that is modified, and of an adult that cannot be", () => {
    const cpr = {
      decision: "modified",
      modification: "Two rescue breaths only.",
      decidedOn: "2026-05-03",
      involvement: "agreed",
    };
    const child = copyOf([{ unit: "cpr", values: cpr }], {}, { bornOn: "2014-03-12" });
    expect(wordsOf(child, "cpr")[0]).toBe("CPR is done in a way of its own: Two rescue breaths only.");
    expect(wordsOf(copyOf([{ unit: "cpr", values: cpr }]), "cpr")[0]).toMatch(/^No advice about CPR is recorded/);
  });

  test("CPR that nobody who may sign has signed is not in force", () => {
    const document = aPlanDocument();
    const stamps = { ...document.stamps, cpr: { ...document.stamps.cpr!, source: "package" as const } };
    const copy = personCopy(aPublishedPlan({ document: { ...document, stamps } }), somePersonFacts());
    expect(wordsOf(copy, "cpr")).toEqual([
      "Advice about CPR is written down and not signed yet, so it is not in force. Ask your practice about it.",
    ]);
  });

  test("an emergency plan that is kept elsewhere", () => {
    const copy = copyOf([
      { unit: "cpr", values: null },
      { unit: "elsewhere", values: { system: "the Universal Care Plan", dated: "2026-04-01" } },
    ]);
    expect(wordsOf(copy, "cpr")).toEqual([
      "Your emergency plan is kept in the Universal Care Plan, dated 1 April 2026.",
    ]);
  });

  test.each([
    [
      { lifeSustaining: "formal", dated: "2020-01-01" },
      "Staff must follow it where it is valid and fits what happens.",
    ],
    [{ lifeSustaining: "no", dated: "2020-01-01" }, "It does not refuse treatment that keeps you alive."],
    [
      { lifeSustaining: "informal", dated: "2020-01-01" },
      "Staff have not seen all that makes it binding: talk to your practice about it.",
    ],
    [
      { lifeSustaining: "formal", dated: "1958-01-01" },
      "You were under 18 then, so it does not bind staff. They still take it into account.",
    ],
  ])("an advance decision %o", (values, sentence) => {
    const refuses = "Ventilation";
    const copy = copyOf([{ unit: "advanceDecision", values: { adrt: "yes", refuses, ...values } }]);
    expect(wordsOf(copy, "advanceDecision")).toContain("You refuse: Ventilation");
    expect(wordsOf(copy, "advanceDecision")).toContain(sentence);
  });

  test("an attorney without registration may decide nothing yet", () => {
    const values = { lpa: "yes", name: "Bob", registered: "no", lifeSustaining: "yes" };
    expect(wordsOf(copyOf([{ unit: "attorney", values }]), "attorney")).toEqual([
      "Your attorney for health and care: Bob",
      "Not registered yet: until it is, they cannot decide for you",
    ]);
    const registered = copyOf([{ unit: "attorney", values: { ...values, registered: "seen" } }]);
    expect(wordsOf(registered, "attorney")).toContain("When they decide: only when you cannot decide yourself");
  });

  test("what makes it an emergency stands before what not to do, each without its heading’s words", () => {
    const values = {
      trigger: "Fit",
      doFirst: "Time it",
      call999: "999 if over 5 minutes",
      doNot: "Do not hold her",
      ring: "Ngozi Obi",
    };
    const words = wordsOf(copyOf([{ unit: "contingency/fit", values }]), "contingency");
    expect(words.slice(words.indexOf("## If fit"), words.indexOf("## If fit") + 4)).toEqual([
      "## If fit",
      "Do first: Time it",
      "Ring 999 if: over 5 minutes",
      "Do not: hold her",
    ]);
  });

  test("one that was taken back says that, and no refusal", () => {
    const values = {
      adrt: "yes",
      refuses: "Ventilation",
      lifeSustaining: "formal",
      dated: "2020-01-01",
      withdrawnOn: "2026-02-01",
    };
    const copy = copyOf([{ unit: "advanceDecision", values }]);
    expect(wordsOf(copy, "advanceDecision")).toEqual(["You took back your advance decision on 1 February 2026."]);
  });

  test("whom to ring has the number; a crew's own desk is not for the person", () => {
    const words = wordsOf(copyOf(), "contingency");
    expect(words).toContain("Ring: Hospice advice line, 020 7946 0321 (24 hours)");
    expect(words).toContain("## If drowsy or confused");
    expect(words.join()).not.toMatch(/clinical desk/i);
  });

  test("hard words are explained, but for the person's own", () => {
    const copy = copyOf([{ unit: "aboutMe.wellness", values: { wellness: "My dyspnoea is mine." } }]);
    expect(wordsOf(copy, "words").join()).toMatch(/^convey: take to hospital/);
    expect(wordsOf(copy, "words").join()).not.toContain("dyspnoea");
  });
});

test("a withdrawn plan is a copy without a word of it", () => {
  const withdrawn = { at: "2026-11-20T10:00:00.000Z", byName: "Dr Amir Khan", reason: "She changed her mind" };
  const copy = copyOf([], { status: "withdrawn", withdrawn });
  expect(copy).toMatchObject({ status: "withdrawn", parts: [] });
  expect(JSON.stringify(copy)).not.toMatch(/changed her mind|Comfort/);
});
