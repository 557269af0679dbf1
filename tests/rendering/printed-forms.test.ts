/** The printed forms as text. How many sheets they fill and how they look: tests/journeys/printed-forms.test.ts. */
import { describe, expect, test } from "vitest";
import { type PublishedPlan, STANDS_BY_ITSELF } from "../../app/domain/crisis-plan";
import type { Operation } from "../../app/domain/plan";
import type { PlanConflict } from "../../app/domain/plan-conflict";
import { SECTION_IDS } from "../../app/domain/plan-sections";
import { printBar } from "../../app/rendering/print-bar";
import { renderCrewPrint } from "../../app/rendering/print-crew";
import type { Printed, PrintOptions } from "../../app/rendering/print-frame";
import { renderPersonPrint } from "../../app/rendering/print-person";
import { renderProfessionalPrint } from "../../app/rendering/print-professional";
import { renderPublishedTexts } from "../../app/rendering/published-texts";
import { aMarkedPlan, markOf, marksIn } from "../support/a-marked-plan";
import { aPlanDocument, aPublishedPlan, somePersonFacts } from "../support/a-plan";

const FORMS: [string, (printed: Printed, options: PrintOptions) => string][] = [
  ["the person’s", renderPersonPrint],
  ["the person’s in large print", (printed, options) => renderPersonPrint(printed, { ...options, large: true })],
  ["the professional’s", renderProfessionalPrint],
  ["the crew’s", renderCrewPrint],
];
const at = new Date("2026-11-22T10:00:00Z");
const printed = (change: Partial<Printed> = {}): Printed => ({
  published: aPublishedPlan(),
  person: somePersonFacts(),
  at,
  ...change,
});
const ofPlan = (document: ReturnType<typeof aPlanDocument>) => printed({ published: aPublishedPlan({ document }) });
/** Without the style, in which content: repeats the foot. */
const wordsOf = (page: string) =>
  page
    .replace(/<style.*?<\/style>/s, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code))
    .replace(/\s+/g, " ");

describe.each(FORMS)("%s copy", (_, render) => {
  test("has no script, asks nothing of any other place, and names nobody in its title", () => {
    const page = render(printed(), {});
    expect(page).not.toMatch(/<script|javascript:|\son\w+=|https?:|<link|<img|url\(|@import|\sstyle=/i);
    expect(page.match(/<title>(.*?)<\/title>/)![1]).not.toMatch(/Obi|Adaeze/i);
    expect(page).toMatch(/^<!doctype html><html lang="en-GB">/);
  });

  test("says of which version it is, when it was made, and at the foot of each sheet whose it is", () => {
    const page = render(printed(), {});
    expect(wordsOf(page)).toMatch(/version 3\b/);
    expect(wordsOf(page)).toContain("22 November 2026 10:00");
    const foot = /@bottom-left\{content:"(.*?)"/.exec(page)![1]!;
    expect(foot).toBe(
      "OBI, Adaeze (Mrs), born 12 Mar 1942, NHS 999 012 3454. Copy of version 3, printed 22 Nov 2026 10:00; a newer one may exist.",
    );
  });

  test("a name cannot end the style or the page", () => {
    const name = 'O"}</style><script>x</script>\\';
    const page = render(printed({ person: somePersonFacts({ name }) }), {});
    expect(page).not.toContain("<script>");
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    expect(/@bottom-left\{content:"([^"]*)"/.exec(page)![1]).not.toMatch(/[<>{}]/);
  });

  test("a withdrawn plan is marked on every sheet, and not a word of it stands", () => {
    const withdrawn = { at: "2026-11-20T10:00:00.000Z", byName: "Dr Amir Khan", reason: "mark-reason" };
    const published = aPublishedPlan({ status: "withdrawn", withdrawn, document: aMarkedPlan() });
    const page = render(printed({ published }), {});
    expect(page).toContain('@top-center{content:"WITHDRAWN: DO NOT RELY ON COPIES OF THIS PLAN"');
    expect(wordsOf(page)).toContain(
      "The plan was withdrawn on 20 November 2026. Destroy every older copy: the care plan in it no longer stands",
    );
    // Somebody could destroy the document that still binds.
    expect(wordsOf(page)).not.toContain("nothing in it stands");
    expect(wordsOf(page)).toContain(STANDS_BY_ITSELF);
    expect(STANDS_BY_ITSELF).toMatch(/advance decision.*power of attorney.*stands by itself.*keep/);
    expect(marksIn(page)).toEqual([]);
    expect(wordsOf(page)).not.toMatch(/CPR: /);
  });

  test("where nothing was published it says so, and never “none”", () => {
    const page = wordsOf(render(printed({ published: null }), {}));
    expect(page).toContain("No plan is published in Confer");
    expect(page).toContain("does not mean that there is none elsewhere");
  });

  test("shows nothing restricted, nor that anything is: closed and hidden items, and what named readers keep", () => {
    const items = ["one", "closed", "hidden"];
    const restricted: Operation[] = ["contingency", "people", "needs", "goals", "actions"].flatMap((section) =>
      (["closed", "hidden"] as const).map((kind) => {
        const { id: _id, ...values } = (aMarkedPlan([], items).sections as never as Sections)[section]!.items.find(
          ({ id }) => id === kind,
        )!;
        return { unit: `${section}/${kind}`, values: { ...values, restriction: kind } };
      }),
    );
    // What life depends on is never kept from anybody.
    restricted.push({ unit: "equipment/one", values: { what: "mark-equipment-one-what", power: "no" } });
    const restrictions = ["aboutMe.wellness", "strengths", "equipment/one", "home.livingWith"].map((unit) => ({
      ...{ id: unit, unit, kind: "hidden" as const, readers: [], by: "somebody" },
    }));
    const published = aPublishedPlan({ document: aMarkedPlan(restricted, items), restrictions });
    const page = render(printed({ published }), {});
    for (const section of ["contingency", "people", "needs", "goals", "actions"])
      for (const kind of ["closed", "hidden"]) expect(page).not.toContain(`mark-${section}-${kind}`);
    for (const mark of [
      markOf("aboutMe", "wellness"),
      "mark-strengths",
      "mark-equipment-one",
      markOf("home", "livingWith"),
    ])
      expect(page).not.toContain(mark);
    expect(wordsOf(page)).not.toMatch(/restrict/i);
    expect(marksIn(page).length).toBeGreaterThan(10);
  });

  test("names nobody who must not be told as somebody to ring", () => {
    const peter = { name: "Peter Obi", role: "husband", phone: "020 7946 0111", doNotTell: "do_not_tell" };
    const fall = { trigger: "Falls", doFirst: "Stay with her", ring: "Peter Obi 020 7946 0111" };
    const document = aPlanDocument([
      { unit: "people/peter", values: peter },
      { unit: "contingency/fall", values: fall },
    ]);
    const sides = [{ source: "plan" as const, unit: "people/peter", words: "Do not tell: Peter Obi" }];
    const conflicts = [{ id: "d", kind: "do_not_tell", danger: "blocks" as const, says: "", sides }];
    const words = wordsOf(render(printed({ published: aPublishedPlan({ document, conflicts }) }), {}));
    // The professional's copy says that he must not be told; the others do not know him.
    if (words.includes("Peter")) expect(words).toContain("Do not tell: the person forbids it");
    else expect(words).not.toContain("0111");
  });

  test("what stands above it on a screen has the page's nonce and is not printed", () => {
    const bar = printBar({ allForms: "/people/x/plan/print", form: "crew", large: false, noPdf: undefined });
    const page = render(printed(), { bar, nonce: "abc+/=" });
    expect(page).toContain('<style nonce="abc+/=">');
    expect(page).toContain("@media print{body{max-width:none;padding:0}.bar{display:none}");
    expect(page).toContain('<a href="?as=pdf">PDF</a>');
  });
});

type Sections = Record<string, { items: readonly ({ id: string } & Record<string, string>)[] }>;

describe("copies for staff", () => {
  const conflict: PlanConflict = {
    id: "c",
    kind: "cpr",
    danger: "blocks",
    says: "",
    sides: [
      { source: "plan", words: "CPR: not recommended", on: "2026-05-03", by: "Dr Amir Khan" },
      { source: "record", words: "For attempted CPR", on: "2026-10-03" },
    ],
  };
  test.each([
    ["professional", renderProfessionalPrint],
    ["crew", renderCrewPrint],
  ])("%s: a contradiction stands above the decisions, with both sources", (_, render) => {
    const asks = {
      ...conflict,
      id: "d",
      danger: "asks" as const,
      sides: [{ source: "plan" as const, words: "only asked" }],
    };
    const words = wordsOf(render(printed({ published: aPublishedPlan({ conflicts: [conflict, asks] }) }), {}));
    const said =
      "RECORDED DIFFERENTLY: CPR: not recommended (plan, 3 May 2026, Dr Amir Khan); For attempted CPR (record, 3 Oct 2026).";
    expect(words).toContain(said);
    expect(words.indexOf(said)).toBeLessThan(words.indexOf("CPR: NOT RECOMMENDED"));
    expect(words).not.toContain("only asked");
  });

  test.each([
    ["professional", renderProfessionalPrint],
    ["crew", renderCrewPrint],
  ])("%s: paper confirms neither CPR nor escalation, and says how old the oldest line is", (_, render) => {
    const words = wordsOf(render(printed(), {}));
    expect(words).toContain("CPR and escalation are NOT CONFIRMED by paper");
    expect(words).toContain("Oldest critical line: 3 May 2026");
  });

  test.each([
    ["professional", renderProfessionalPrint],
    ["crew", renderCrewPrint],
  ])("%s: an emergency part that was published alone says so", (_, render) =>
    expect(wordsOf(render(printed({ published: aPublishedPlan({ emergencyOnly: true }) }), {}))).toContain(
      "Only the emergency part is published; no more is known here.",
    ),
  );

  test("a child's recommendation carries the day from which it must be made again", () => {
    const person = somePersonFacts({ bornOn: "2014-03-12" });
    expect(wordsOf(renderCrewPrint(printed({ person }), {}))).toContain("From 12 March 2032: Now 18 or over");
  });

  test("the professional's holds every section that is written, and no id that the server keeps", () => {
    const marks = marksIn(renderProfessionalPrint(ofPlan(aMarkedPlan()), {}));
    const sections = new Set(marks.map((mark) => mark.split("-")[1]));
    const without = SECTION_IDS.filter((id) => !sections.has(id) && id !== "elsewhere" && id !== "capacity");
    expect(without).toEqual([]);
    const kept = [
      { unit: "contingency/x", values: { trigger: "Falls", card: "mark-card", cardVersion: "mark-version" } },
    ];
    expect(marksIn(renderProfessionalPrint(ofPlan(aPlanDocument(kept)), {}))).toEqual([]);
  });
});

describe("the crew's two sides", () => {
  test("who, CPR, goal, first act, critical facts and numbers, in that order", () => {
    const words = wordsOf(renderCrewPrint(printed(), {}));
    let from = 0;
    for (const part of [
      "OBI, Adaeze (Mrs)",
      "CPR: NOT RECOMMENDED",
      "ADRT: none",
      "Health LPA: Ngozi (daughter), registered",
      "GOAL Comfort at home.",
      "Breathless: Sit up",
      "Do not: convey for breathlessness alone Unless: SpO2 below 88 %",
      "Ring Hospice advice line 020 7946 0321 (24 hours, last answered 9 Nov 2026)",
      "Insulin : check glucose; do not omit",
      "Allergy: Penicillin: anaphylaxis",
      "Hospice advice line , Palliative team: 020 7946 0321",
      "walks with frame",
      "Drowsy or confused: Check glucose.",
    ]) {
      const found = words.replace(/ :/g, ":").indexOf(part.replace(/ :/g, ":"), from);
      expect(found, `“${part}” is missing or out of order in: ${words}`).toBeGreaterThanOrEqual(from);
      from = found;
    }
  });

  test("an “unless” without a “do not”, after what makes it an emergency; CPR with what it does not mean", () => {
    const fall = { trigger: "Fall", doFirst: "Keep at home.", call999: "999 if hurt", unless: "she asks" };
    const words = wordsOf(renderCrewPrint(ofPlan(aPlanDocument([{ unit: "contingency/f", values: fall }])), {}));
    expect(words).toMatch(/Fall: Keep at home\. 999 if: hurt Unless: she asks/);
    expect(words).toContain("CPR: NOT RECOMMENDED CPR alone: all other treatment is given.");
    const professional = wordsOf(renderProfessionalPrint(printed(), {}));
    expect(professional).toContain("CPR alone: all other treatment is given.");
  });

  test.each(FORMS)("%s: a number whose last day has passed is not on it, another is with its day", (_, render) => {
    const until = (day: string) => ({ name: "Bo Li", role: "nurse", phone: "020 7946 0555", until: day });
    const words = (day: string) =>
      wordsOf(render(ofPlan(aPlanDocument([{ unit: "people/bo", values: until(day) }])), {}));
    expect(words("2026-11-21")).not.toMatch(/Bo Li|0555/);
    expect(words("2026-11-22")).toMatch(/020 7946 0555/);
    expect(words("2026-11-22")).toMatch(/22 Nov/);
  });

  test("what has no room is counted and named, first acts and critical facts never are among it", () => {
    const items = Array.from({ length: 12 }, (_, n) => `item${String(n).padStart(2, "0")}`);
    const long: Operation[] = items.flatMap((id, n): Operation[] => [
      {
        unit: `contingency/${id}`,
        values: {
          trigger: `Trigger ${n}`,
          doFirst: "Do this. ".repeat(33).trim(),
          earlySigns: "Looks ill. ".repeat(27).trim(),
          onFront: n < 2 ? "yes" : "no",
        },
      },
      { unit: `equipment/${id}`, values: { what: `Thing ${n}`, ifItFails: "Ring somebody. ".repeat(13).trim() } },
      {
        unit: `people/${id}`,
        values: { name: `Person ${n}`, phone: "020 7946 0321", role: "word ".repeat(23).trim() },
      },
    ]);
    const words = wordsOf(renderCrewPrint(ofPlan(aPlanDocument(long)), {}));
    const [, count, names] = /No room on two sides for (\d+) more \((.*?)\): read them in Confer or ring\./.exec(
      words,
    )!;
    expect(Number(count)).toBeGreaterThan(3);
    expect(names).toMatch(/Thing \d/);
    expect(names).not.toMatch(/Trigger [01]\b|Insulin|Apixaban|Breathless/);
    expect(words).toContain("Trigger 0");
    expect(words).toContain("Person 0");
  });

  test("nothing about the safety of staff lies in the home", () =>
    expect(renderCrewPrint(ofPlan(aMarkedPlan()), {})).not.toContain(markOf("home", "staffSafety")));
});

describe("the way to paper", () => {
  const bar = (change: object) =>
    wordsOf(
      printBar({ allForms: "/people/x/plan/print", form: "person", large: false, noPdf: undefined, ...change }).text,
    );

  test("without a browser on the server there is no link to a PDF", () => {
    expect(bar({ noPdf: "no browser" })).toContain(
      "This server makes no PDFs: print this page from your browser (Ctrl+P)",
    );
    expect(printBar({ allForms: "/x", form: "crew", large: false, noPdf: "no browser" }).text).not.toContain("as=pdf");
  });
  test("one that failed says so, one that is busy can be tried again", () => {
    expect(bar({ noPdf: "failed" })).toContain("The PDF could not be made");
    expect(bar({ noPdf: "busy" })).toContain("Try the PDF again");
  });
  test("only the person's copy has large print", () => {
    expect(bar({})).toContain("Large print");
    expect(bar({ large: true })).toContain("Usual print");
    expect(bar({ form: "crew" })).not.toContain("print ·");
  });
});

describe("the text that the person reads after signing in", () => {
  const textOf = (change: Partial<PublishedPlan> = {}) =>
    renderPublishedTexts(aPublishedPlan(change), somePersonFacts()).find(({ audience }) => audience === "person")!.text;

  test("is a page of its own, of one style that a policy can name by its hash", () => {
    const page = textOf();
    expect(page.match(/<style>/g)).toHaveLength(1);
    expect(page).not.toMatch(/<script|nonce=|\sstyle=|https?:/i);
    expect(wordsOf(page)).toContain(
      "This is version 3 of your care plan. Dr Amir Khan, GP, put it in force on 3 May 2026.",
    );
    expect(page).not.toContain("printed");
  });

  test("of a withdrawn plan says so, without the reason and without a word of the plan", () => {
    const withdrawn = { at: "2026-11-20T10:00:00.000Z", byName: "Dr Amir Khan", reason: "mark-reason" };
    const page = textOf({ status: "withdrawn", withdrawn, document: aMarkedPlan() });
    expect(wordsOf(page)).toContain("The plan was withdrawn on 20 November 2026");
    expect(marksIn(page)).toEqual([]);
  });
});
