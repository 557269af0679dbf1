/** What a browser makes of the printed forms: how many sheets, tags for screen readers, nothing cut off. */
import { describe, expect, test } from "vitest";
import type { Operation, PlanDocument, Values } from "../../app/domain/plan";
import { applyOperations, emptyPlan } from "../../app/domain/plan";
import { stampPlan } from "../../app/domain/plan-changes";
import { fieldsOf, SECTION_IDS, type SectionId, sectionOf } from "../../app/domain/plan-sections";
import { pdfMaker } from "../../app/outside/pdf";
import { renderCrewPrint } from "../../app/rendering/print-crew";
import { renderPersonPrint } from "../../app/rendering/print-person";
import { renderProfessionalPrint } from "../../app/rendering/print-professional";
import { findChromium } from "../../scripts/chromium.js";
import { aPublishedPlan, aStamp, somePersonFacts } from "../support/a-plan";

const makePdf = pdfMaker(findChromium);
const at = new Date("2026-11-22T10:00:00Z");

async function pdfOf(html: string): Promise<string> {
  const answer = await makePdf(html);
  if (!answer.made) throw new Error(`No PDF: ${answer.why}`);
  return answer.pdf.toString("latin1");
}
const sheetsOf = (pdf: string) => pdf.match(/\/Type ?\/Page\b/g)!.length;
const printed = (document: PlanDocument, change: object = {}) => ({
  published: aPublishedPlan({ document, ...change }),
  person: somePersonFacts(),
  at,
});

/** Words as authors write them, short and long ones, up to the length that a field holds. */
const WORDS =
  "Sit her up by the open window, fan on her face; oramorph from the blue box as written on the signed chart, then ring the hospice line and stay until somebody answers. Uncontrollable breathlessness immediately".split(
    " ",
  );
let next = 0;
function wordsFor(length: number): string {
  let words = WORDS[next++ % WORDS.length]!.slice(0, length);
  for (;;) {
    const word = WORDS[next++ % WORDS.length]!;
    if (words.length + 1 + word.length > length) return words;
    words += ` ${word}`;
  }
}
const FIXED: Readonly<Record<string, string>> = {
  ...{ date: "2026-05-03", phone: "020 7946 0321", hours: "Mon-Fri 08:00-18:30, Sat 09:00-12:00", owner: "", kept: "" },
};

/** `share`: how full each field is; `items`: entries of every list. The first three contingency plans come first. */
function aPlanOf(share: number, items: number): PlanDocument {
  const fill = (section: SectionId, n = 0): Values =>
    Object.fromEntries(
      Object.entries(fieldsOf(section))
        .filter(([name]) => !["restriction", "until", "withdrawnOn", "doNotTell"].includes(name))
        .map(([name, { kind, max, options }]) => {
          if (name === "onFront") return [name, n < 3 ? "yes" : "no"];
          const choices = options && Object.keys(options);
          return [name, FIXED[kind] ?? (choices ? choices[n % choices.length]! : wordsFor(Math.max(4, max * share)))];
        }),
    );
  const operations = SECTION_IDS.filter((id) => id !== "elsewhere").flatMap((section): Operation[] => {
    const { unit } = sectionOf(section);
    if (unit === "section") return [{ unit: section, values: fill(section) }];
    if (unit === "item")
      return Array.from({ length: items }, (_, n) => ({
        unit: `${section}/item-${String(n).padStart(2, "0")}`,
        values: fill(section, n),
      }));
    return Object.entries(fill(section)).map(([name, words]) => ({
      unit: `${section}.${name}`,
      values: { [name]: words },
    }));
  });
  return stampPlan(applyOperations(emptyPlan(), operations), emptyPlan(), aStamp("2026-05-03T09:00:00.000Z"));
}

/** Three contradictions of the longest words stand above everything. */
const conflicts = Array.from({ length: 3 }, (_, n) => ({
  ...{ id: String(n), kind: "cpr", danger: "marks" as const, says: "" },
  sides: [
    { source: "plan" as const, words: wordsFor(160), on: "2026-05-03", by: "Dr Amir Khan" },
    { source: "record" as const, words: wordsFor(160), on: "2026-10-03" },
  ],
}));

describe("the crew's copy is two sides at most", () => {
  test("of the fullest plan there can be: twelve entries a list, every field at its length, and contradictions", async () => {
    const pdf = await pdfOf(renderCrewPrint(printed(aPlanOf(1, 12), { conflicts }), {}));
    expect(sheetsOf(pdf)).toBe(2);
  });

  test.each([
    [0.1, 2],
    [0.2, 12],
    [0.3, 4],
    [0.4, 2],
    [0.4, 6],
    [0.6, 3],
    [0.6, 9],
    [0.8, 12],
    [1, 1],
    [1, 4],
  ])("of a plan with fields %d full and %i entries a list", async (share, items) => {
    const pdf = await pdfOf(renderCrewPrint(printed(aPlanOf(share, items)), {}));
    expect(sheetsOf(pdf)).toBeLessThanOrEqual(2);
  });
});

describe("every form", () => {
  test.each([
    ["person", (document: PlanDocument) => renderPersonPrint(printed(document), {})],
    ["person in large print", (document: PlanDocument) => renderPersonPrint(printed(document), { large: true })],
    ["professional", (document: PlanDocument) => renderProfessionalPrint(printed(document), {})],
    ["crew", (document: PlanDocument) => renderCrewPrint(printed(document), {})],
  ])("%s: tagged, in British English, with headings", async (_, render) => {
    const pdf = await pdfOf(render(aPlanOf(0.2, 2)));
    expect(pdf).toMatch(/\/MarkInfo <<[^>]*\/Marked true/);
    expect(pdf).toContain("/StructTreeRoot");
    expect(pdf).toMatch(/\/Lang ?\(en-GB\)/);
    const tags = new Set([...pdf.matchAll(/\/S ?\/(\w+)/g)].map(([, tag]) => tag));
    for (const tag of ["H1", "H2", "P"]) expect([...tags]).toContain(tag);
    expect(pdf).toMatch(/\/MediaBox ?\[0 0 59[45][\d.]* 84[12]/);
  });
});
