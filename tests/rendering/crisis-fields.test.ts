/**
 * Every field of every section reaches those who act on it: the crisis page, the crew's print and the professional's
 * print, or there is a written reason why it does not.
 */
import { describe, expect, test } from "vitest";
import { applyOperations, emptyPlan, type Operation, type PlanDocument } from "../../app/domain/plan";
import { stampPlan } from "../../app/domain/plan-changes";
import type { Field } from "../../app/domain/plan-fields";
import { SECTION_IDS, type SectionId, sectionOf, shownFieldsOf } from "../../app/domain/plan-sections";
import { renderCrisisPage } from "../../app/rendering/crisis-page";
import { NOT_HERE } from "../../app/rendering/crisis-rest";
import { NOT_ON_CREW_COPY, renderCrewPrint } from "../../app/rendering/print-crew";
import { renderProfessionalPrint } from "../../app/rendering/print-professional";
import { aPublishedPlan, aStamp, somePersonFacts } from "../support/a-plan";

/** Distinct in every field: words by a mark, days and numbers by themselves. `n`: which answer of a choice. */
function wordsFor(section: SectionId, name: string, { kind, options }: Field, n: number): string {
  const at = 1 + ([...`${section}.${name}`].reduce((sum, one) => sum + one.charCodeAt(0), 0) % 27);
  if (options) return Object.keys(options)[n % Object.keys(options).length]!;
  if (kind === "date") return `2031-03-${String(at).padStart(2, "0")}`;
  if (kind === "phone") return `020 7946 0${String(100 + at)}`;
  if (kind === "hours") return "24 hours";
  return kind === "owner" ? "" : `mark-${section}-${name}`;
}

/** What would keep other fields from standing at all: the person's plan elsewhere, an ADRT that was taken back. */
const ASIDE = ["elsewhere.system", "advanceDecision.withdrawnOn", "people.doNotTell"];
/** Answers without which others say nothing. */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  "attorney.lpa": ["yes"],
  "advanceDecision.adrt": ["yes"],
  "advanceDecision.lifeSustaining": ["formal"],
  // Of a day to come nobody can tell that it was taken back.
  "advanceDecision.withdrawnOn": ["2026-03-28"],
  "cpr.decision": ["attempt", "not_recommended", "not_recommended", "modified"],
};
/** Four answers of each choice, since some fields only stand beside another answer than the first. */
const BASES = [
  ...[0, 1, 2, 3].map((n) => ({ n, aside: "" })),
  ...ASIDE.flatMap((aside) => [0, 1].map((n) => ({ n, aside }))),
];

function planWith(n: number, aside: string, without = ""): PlanDocument {
  const fill = (section: SectionId) =>
    Object.fromEntries(
      shownFieldsOf(section)
        .filter(([name]) => `${section}.${name}` !== without)
        .filter(([name]) => !ASIDE.includes(`${section}.${name}`) || aside === `${section}.${name}`)
        .map(([name, field]) => {
          const fixed = FIXED[`${section}.${name}`];
          return [name, fixed ? fixed[n % fixed.length]! : wordsFor(section, name, field, n)];
        }),
    );
  const operations = SECTION_IDS.flatMap((section): Operation[] => {
    const { unit } = sectionOf(section);
    const values = fill(section);
    if (unit === "section") return [{ unit: section, values }];
    if (unit === "item") return [{ unit: `${section}/one`, values }];
    return Object.entries(values).map(([name, value]) => ({ unit: `${section}.${name}`, values: { [name]: value } }));
  });
  return stampPlan(applyOperations(emptyPlan(), operations), emptyPlan(), aStamp("2026-05-03T09:00:00.000Z"));
}

const at = new Date("2026-11-22T10:00:00Z");
const person = somePersonFacts({ interpreter: null, language: null });
const TEXTS: [string, (document: PlanDocument) => string, Readonly<Record<string, string>>][] = [
  ["the crisis page", (document) => renderCrisisPage(aPublishedPlan({ document }), person), NOT_HERE],
  [
    "the crew's print",
    (document) => renderCrewPrint({ published: aPublishedPlan({ document }), person, at }, {}),
    { ...NOT_HERE, ...NOT_ON_CREW_COPY },
  ],
  [
    "the professional's print",
    (document) => renderProfessionalPrint({ published: aPublishedPlan({ document }), person, at }, {}),
    {},
  ],
];

describe.each(TEXTS)("%s", (_, render, reasons) => {
  const whole = new Map(BASES.map((base) => [base, render(planWith(base.n, base.aside))]));
  const fields = SECTION_IDS.flatMap((section) =>
    shownFieldsOf(section).map(([name, field]) => ({ section, name, field, key: `${section}.${name}` })),
  );

  test.each(fields)("$key", ({ section, name, field, key }) => {
    const stands = BASES.some((base) => {
      const page = whole.get(base)!;
      if (field.kind === "line" || field.kind === "text") return page.includes(`mark-${section}-${name}`);
      return render(planWith(base.n, base.aside, key)) !== page;
    });
    expect([key, stands || (reasons[key] ?? reasons[section]) !== undefined]).toEqual([key, true]);
  });

  test("no reason stands for a field that is there", () => {
    const needless = Object.keys(reasons).filter((key) => {
      const [section, name] = key.split(".");
      return [...whole.values()].some((page) => page.includes(name ? `mark-${section}-${name}` : `mark-${section}-`));
    });
    expect(needless).toEqual([]);
  });
});
