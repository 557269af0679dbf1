/** What the crisis page leaves out when a plan is too long, and what it never does. */
import { describe, expect, test } from "vitest";
import { applyOperations, emptyPlan, type Operation, type PlanDocument } from "../../app/domain/plan";
import { stampPlan } from "../../app/domain/plan-changes";
import { MOST_ITEMS } from "../../app/domain/plan-limits";
import { SECTION_IDS, type SectionId, sectionOf } from "../../app/domain/plan-sections";
import { renderCrisisPage } from "../../app/rendering/crisis-page";
import { aPublishedPlan, aStamp, somePersonFacts } from "../support/a-plan";

/** Words in no order that compresses well; the last says where they stand. */
function wordsFor(max: number, mark: string): string {
  let state = [...mark].reduce((sum, one) => sum * 31 + one.charCodeAt(0), 7) % 2_147_483_648;
  let words = "";
  while (words.length < max) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    words += `${(state >> 6).toString(36).replace(/\d/g, "e")} `;
  }
  return `${words.slice(0, max - mark.length - 2).trim()} ${mark}.`;
}

/** Every field full; of contingency plans only the first stands on the front. */
function planOf(items: number): PlanDocument {
  const fill = (section: SectionId, n = 0) =>
    Object.fromEntries(
      Object.entries(sectionOf(section).fields).map(([name, { kind, max, options }]) => {
        if (name === "onFront") return [name, n === 0 ? "yes" : "no"];
        const fixed = { date: "2026-05-03", phone: "020 7946 0321", hours: "24 hours", owner: "" }[kind as string];
        return [name, fixed ?? (options && Object.keys(options)[0]!) ?? wordsFor(max, `${name}${n}`)];
      }),
    );
  const operations = SECTION_IDS.filter((id) => id !== "elsewhere").flatMap((section): Operation[] => {
    const { unit } = sectionOf(section);
    if (unit === "section") return [{ unit: section, values: fill(section) }];
    if (unit === "item")
      return Array.from({ length: items }, (_, n) => ({ unit: `${section}/i${10 + n}`, values: fill(section, n) }));
    return Object.entries(fill(section)).map(([name, words]) => ({
      unit: `${section}.${name}`,
      values: { [name]: words },
    }));
  });
  return stampPlan(applyOperations(emptyPlan(), operations), emptyPlan(), aStamp("2026-05-03T09:00:00.000Z"));
}
const pageOf = (items: number) => renderCrisisPage(aPublishedPlan({ document: planOf(items) }), somePersonFacts());
const leftOut = (page: string) => /Left out: ([^.]*)\./.exec(page)?.[1]?.split("; ") ?? [];
const ALL_ELSE = "What a crew acts on stands here in full, also where that makes a long page.";

describe("a plan that is longer than the page", () => {
  test("of one entry a list keeps what crews act on least out, and names it", () => {
    const page = pageOf(1);
    expect(page.length).toBeLessThanOrEqual(48_000);
    expect(page).not.toContain(ALL_ELSE);
  });

  test("of twelve full entries a list leaves out all that may be, says so, and nothing that is acted on", () => {
    const page = pageOf(MOST_ITEMS);
    expect(leftOut(page)).toContain("early signs and what helps, of the plans under If … then …");
    expect(leftOut(page)).toContain("Documents and other plans");
    expect(page).toContain(ALL_ELSE);
    for (let n = 0; n < MOST_ITEMS; n++)
      for (const name of ["trigger", "doFirst", "call999", "doNot", "unless", "medicines", "instruction", "ifItFails"])
        expect([`${name}${n}`, page.includes(`${name}${n}.`)]).toEqual([`${name}${n}`, true]);
    // Longer than one round trip carries, in words that no author writes: decided so, and never cut.
    expect(page.length).toBeGreaterThan(48_000);
    expect(page.length).toBeLessThan(64_000);
  });

  test("every part that is left out is named, one after the other", () => {
    const named = [1, 2, 4, 6, 9, 12].map((items) => leftOut(pageOf(items)).length);
    expect(named).toEqual([...named].sort((a, b) => a - b));
    expect(named.at(-1)).toBe(19);
  });
});
