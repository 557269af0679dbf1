/** The crew's copy: what it keeps room for, what it names as left out, and what stands on a later day. */
import { describe, expect, test } from "vitest";
import type { Operation, PlanDocument } from "../../app/domain/plan";
import { Html } from "../../app/rendering/html";
import { HEADS, LINES, linesOf, renderCrewPrint } from "../../app/rendering/print-crew";
import { renderProfessionalPrint } from "../../app/rendering/print-professional";
import { aPlanDocument, aPublishedPlan, somePersonFacts } from "../support/a-plan";

const day = (on: string) => new Date(`${on}T10:00:00Z`);
const printed = (document: PlanDocument, at = day("2026-11-22"), person = somePersonFacts()) => ({
  published: aPublishedPlan({ document }),
  person,
  at,
});
const wordsOf = (page: string) =>
  page
    .replace(/<style.*?<\/style>/s, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code))
    .replace(/\s+/g, " ");

test.each([1, 10, 45])("room stays to name what is missing, with entries of %i words", (words) => {
  const things = Array.from({ length: 200 }, (_, n): Operation => {
    const what = `Thing ${n}`;
    return { unit: `equipment/thing${String(n).padStart(3, "0")}`, values: { what, where: "drawer ".repeat(words) } };
  });
  const page = renderCrewPrint(printed(aPlanDocument(things)), {});
  const [, head = "", note = "", parts = "", foot = ""] =
    /<body[^>]*>(.*)(<p class="note">.*?<\/p>)<div class="columns">(.*)<\/div>(<p class="quiet">Never on.*?<\/p>)/s.exec(
      page,
    )!;
  const entries = parts.split('<div class="item">').length - 1;
  expect(entries).toBeGreaterThan(10);
  const filled = linesOf(new Html(parts.replace(/<h2>.*?<\/h2>/g, ""))) + entries * 0.4;
  const headings = parts.match(/<h2>/g)!.length * 2;
  const all = [head, note, foot].reduce((sum, one) => sum + linesOf(new Html(one)), filled + headings + HEADS);
  expect(all).toBeLessThanOrEqual(LINES);
  expect(note).toContain("No room on two sides for");
});

describe("what begins to hold on a later day", () => {
  const reviewed = aPlanDocument([
    { unit: "cpr", values: { ...aPlanDocument().sections.cpr.fields, reviewOn: "2026-08-31" } as never },
  ]);
  const says = "The review of the CPR recommendation was due 31 August 2026.";
  test.each([
    ["crew", renderCrewPrint],
    ["professional", renderProfessionalPrint],
  ])("%s: is said with its day before, and without it on the day itself", (_, render) => {
    const on = (at: string) => wordsOf(render(printed(reviewed, day(at)), {}));
    expect(on("2026-08-31")).toContain(`From 1 September 2026: ${says}`);
    for (const at of ["2026-09-01", "2026-09-02"]) {
      expect(on(at)).toContain(says);
      expect(on(at)).not.toContain("From 1 September");
    }
  });
});

test("it says whether the person may be left alone, what helps, and what is never on it", () => {
  const carer = { doFirst: "Ring the stand-in", alone: "short", ring: "Ngozi Obi", signs: "She weeps" };
  const words = wordsOf(renderCrewPrint(printed(aPlanDocument([{ unit: "carer", values: carer }])), {}));
  expect(words).toMatch(/May the person be left alone\? ?: For an hour or two/);
  expect(words).toMatch(/At their limit when ?: She weeps/);
  expect(words).toContain("What helps: Open window, Ngozi's voice");
  expect(words).toContain("Never on this copy, whether or not it is written: the person’s own words");
  // The same on every copy: it tells nothing of this person.
  const foot = (page: string) => /Never on this copy.*?in Confer\./.exec(wordsOf(page))![0];
  const bare = aPlanDocument([{ unit: "aboutMe.mostImportant", values: null }]);
  expect(foot(renderCrewPrint(printed(bare), {}))).toBe(foot(renderCrewPrint(printed(aPlanDocument()), {})));
  expect(words).not.toMatch(/staff safety|safety for staff/i);
});

test("the person's own words are marked as theirs on paper too", () => {
  const understanding = { mattersInEmergency: "Never take me to hospital", balance: "comfort" };
  const words = wordsOf(
    renderCrewPrint(printed(aPlanDocument([{ unit: "understanding", values: understanding }])), {}),
  );
  expect(words).toContain("Never take me to hospital (the person’s words, not an instruction)");
});
