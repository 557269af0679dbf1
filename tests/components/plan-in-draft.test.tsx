import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { InDraft } from "../../app/components/plan-in-draft";
import { PlanSections } from "../../app/components/plan-sections";
import { applyOperations, emptyPlan, type Operation } from "../../app/domain/plan";
import { diffPlans } from "../../app/domain/plan-changes";
import { changeInWords } from "../../app/domain/plan-in-words";
import type { SectionId } from "../../app/domain/plan-sections";

const operations: Operation[] = [
  { unit: "usual.mobility", values: { mobility: "in bed" } },
  { unit: "advanceDecision", values: { adrt: "none" } },
];
const changes = diffPlans(emptyPlan(), applyOperations(emptyPlan(), operations)).map(changeInWords);
const wordsOf = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

/** The section on the plan's page while nothing is published and the reader's draft has these lines. */
function section(id: SectionId, drafted: SectionId[]) {
  const reading = { document: emptyPlan(), confirmations: [], closedIn: [], now: new Date("2026-11-22T10:00:00Z") };
  const units = operations.map(({ unit }) => unit);
  const inDraft = () => drafted.includes(id) && <InDraft section={id} changes={changes} units={units} />;
  return wordsOf(
    renderToStaticMarkup(<PlanSections {...reading} withEmpty only={[id]} drafted={drafted} afterSection={inDraft} />),
  );
}

describe("a section that only the reader's draft has", () => {
  test("shows the draft's words as the reader's own, and never says that nothing is recorded", () => {
    const shown = section("usual", ["usual"]);
    expect(shown).toContain("Nothing published.");
    expect(shown).toMatch(/In your draft, not published .*is now in bed/);
    expect(shown).not.toContain("Nothing recorded");
    expect(shown).not.toContain("ADRT");
  });

  test("is empty in so many words when the draft has nothing of it", () => {
    expect(section("home", ["usual"])).toContain("Nothing recorded.");
  });
});
