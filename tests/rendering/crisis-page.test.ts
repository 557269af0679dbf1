import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Operation } from "../../app/domain/plan";
import { SECTION_IDS, type SectionId, sectionOf } from "../../app/domain/plan-sections";
import { readCallLines, renderCallLines } from "../../app/rendering/call-lines";
import { renderCrisisPage, renderWithdrawnPage } from "../../app/rendering/crisis-page";
import { CRISIS_POLICY, CRISIS_STYLE } from "../../app/rendering/crisis-style";
import { fillSlots } from "../../app/rendering/slots";
import { renderCannotTellPage } from "../../app/rendering/urgent-answers";
import { aPlanDocument, aPublishedPlan, somePersonFacts } from "../support/a-plan";

const now = new Date("2026-11-22T02:11:00Z");
const filled = (page: string) =>
  fillSlots(page, { now, viewerName: "Jo Reed, paramedic", contactId: "c-1", key: "k-1" });
const page = (change: Operation[] = [], person = somePersonFacts()) =>
  filled(renderCrisisPage(aPublishedPlan({ document: aPlanDocument(change) }), person));
/** What is read, without tags and runs of space. */
const wordsOf = (text: string) =>
  text
    .replace(/<style>.*?<\/style>/s, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, " ");

const VOCABULARY =
  "breathless morning daughter kitchen settle window fan ring hospice nurse oxygen walks slowly stairs frame usual night pain tablets cupboard confused familiar voice music church lunch quiet stranger anxious hearing left glasses reading letters swelling ankles weight water cough sputum colour antibiotic rescue inhaler spacer glucose insulin breakfast evening juice biscuit drowsy sweating carer sister neighbour keys cat feeding garden radio prayer Sunday visit hospital fracture bleeding choking allergy rash mobile telephone office weekend doctor district catheter bag dressing pressure cushion mattress hoist lift ramp door bell".split(
    " ",
  );

/** The same words every time, in no order that compresses well. */
function wordsFor(length: number, seed: number): string {
  let state = seed * 2_654_435_761 + 1;
  let text = "";
  while (text.length < length) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    text += `${VOCABULARY[(state >> 8) % VOCABULARY.length]} `;
  }
  return text.slice(0, length).trim();
}

/** Every field of every section, full, and four of each list: fuller than any plan that is written. */
function theFullestPlan(): Operation[] {
  let seed = 0;
  const fill = (section: SectionId) =>
    Object.fromEntries(
      Object.entries(sectionOf(section).fields).map(([name, { kind, max, options }]) => {
        const fixed = { date: "2026-05-03", phone: "020 7946 0321", hours: "24 hours", owner: "" }[kind as string];
        return [name, fixed ?? (options && Object.keys(options)[0]!) ?? wordsFor(max, ++seed)];
      }),
    );
  return SECTION_IDS.filter((id) => !["cpr", "elsewhere", "advanceDecision"].includes(id)).flatMap((section) => {
    const { unit } = sectionOf(section);
    if (unit === "item") return [1, 2, 3, 4].map((n) => ({ unit: `${section}/full${n}`, values: fill(section) }));
    if (unit === "section") return [{ unit: section as string, values: fill(section) }];
    return Object.entries(fill(section)).map(([name, words]) => ({
      unit: `${section}.${name}`,
      values: { [name]: words },
    }));
  });
}

describe("the crisis page", () => {
  test("says who, CPR, goal, first act and number in that order", () => {
    const words = wordsOf(page());
    const order = [
      "OBI, Adaeze (Mrs)",
      "born 12 Mar 1942 (84) · 14 Acre Lane, W12",
      "NHS 999 012 3454 · seen live 02:11",
      "Oldest critical line 6 months ⚠ unconfirmed since May",
      "CPR: NOT RECOMMENDED",
      "3 May 2026, Dr Amir Khan, GP.",
      "ADRT: none",
      "Health LPA: Ngozi (daughter), registered",
      "Comfort at home.",
      "Breathless: Sit up",
      "Do not: convey for breathlessness alone Unless: SpO2 below 88 %",
      "Ring Hospice advice line 020 7946 0321 (24 h, last answered 9 Nov 2026); if none: clinical desk",
      "Insulin: check glucose; do not omit",
      "Allergy: Penicillin: anaphylaxis (record, 4 Feb 2011)",
      "Takes: Apixaban 5 mg tablets (record, 2 Oct 2026)",
      "walks with frame",
      "If … then … (2)",
      "Medicines at home and signed chart",
      "Carer and stand-in",
      "Interpreter: Igbo (not the daughter)",
      "Safety for staff",
      "Equipment",
      "Whole plan",
      "Record contact",
      "This is wrong",
    ];
    let from = 0;
    for (const part of order) {
      const at = words.indexOf(part, from);
      expect(at, `“${part}” is missing or out of order in: ${words}`).toBeGreaterThanOrEqual(from);
      from = at;
    }
  });

  test("is at most 14 KB compressed, also for a long plan", () => {
    expect(gzipSync(page()).length).toBeLessThan(5 * 1024);
    const fullest = page(theFullestPlan());
    expect(fullest.length).toBeGreaterThan(40_000);
    expect(gzipSync(fullest).length).toBeLessThanOrEqual(14 * 1024);
  });

  test("a plan of twelve items a list leaves out what crews do not act on, and says so", () => {
    const fullest = theFullestPlan();
    const more = [5, 6, 7, 8, 9].flatMap((n) =>
      fullest
        .filter(({ unit }) => unit.endsWith("/full1"))
        .map(({ unit, values }) => ({ unit: unit.replace("full1", `full${n}`), values })),
    );
    const text = page([...fullest, ...more]);
    expect(gzipSync(text).length).toBeLessThanOrEqual(14 * 1024);
    expect(wordsOf(text)).toContain("The rest of the plan is longer than this page holds");
    expect(wordsOf(text)).toContain("If … then … (11)");
  });

  test("has no script and asks nothing of any other place", () => {
    const text = page();
    expect(text).not.toMatch(/<script|javascript:|\son\w+=|https?:|<link|<img|url\(|@import|\sstyle=/i);
    expect(text).toContain('name="viewport"');
  });

  test("its policy allows this style by its hash, and nothing else", () => {
    const hash = createHash("sha256").update(CRISIS_STYLE).digest("base64");
    expect(page().match(/<style>(.*?)<\/style>/s)?.[1]).toBe(CRISIS_STYLE);
    expect(CRISIS_POLICY).toContain(`style-src 'sha256-${hash}'`);
    expect(CRISIS_POLICY).toContain("default-src 'none'");
  });

  test("an author's words are words: no tag and no slot comes to life", () => {
    const text = page([
      { unit: "handler", values: { first: "{{viewer}}" } },
      { unit: "usual.mobility", values: { mobility: "<b onclick=x>{{viewer}}</b> & {{contact}}" } },
    ]);
    expect(wordsOf(text)).toContain("<b onclick=x>{{viewer}}</b> & {{contact}}");
    expect(text).not.toContain("<b onclick");
  });

  test("titles and addresses carry no name and no NHS number", () => {
    const text = page();
    expect(text.match(/<title>(.*?)<\/title>/)?.[1]).toBe("Crisis plan – Confer");
    for (const [, address] of text.matchAll(/(?:href|action)="([^"]*)"/g)) expect(address).not.toMatch(/OBI|999 ?012/i);
  });

  test("restricted items are left out; closed ones leave a word, hidden ones nothing", () => {
    const restricted = (restriction: string) =>
      wordsOf(page([{ unit: "needs/secret", values: { what: "Something private", restriction } }]));
    expect(restricted("closed")).not.toContain("Something private");
    expect(restricted("closed")).toContain("Something here is restricted (needs, concerns or problems)");
    expect(restricted("hidden")).not.toMatch(/Something private|restricted/);
  });

  test("a restricted line is not named where the oldest line is", () => {
    const hidden = { unit: "contingency/partner", values: { trigger: "Partner shouts", restriction: "hidden" } };
    const plan = aPlanDocument([hidden]);
    const old = { ...plan.stamps[hidden.unit]!, at: "2025-01-01T09:00:00.000Z" };
    const document = { ...plan, stamps: { ...plan.stamps, [hidden.unit]: old } };
    const published = aPublishedPlan({ document });
    expect(renderCrisisPage(published, somePersonFacts())).not.toContain("Partner");
    expect(JSON.parse(renderCallLines(published, somePersonFacts()))).toMatchObject({ oldest: "2026-05-03" });
  });

  test("no slot is blank in a plan that says little", () => {
    const little = renderCrisisPage(
      aPublishedPlan({
        document: aPlanDocument([
          { unit: "cpr", values: { decision: "none_recorded" } },
          { unit: "escalation", values: null },
          { unit: "contingency/breathless", values: null },
          { unit: "contingency/hypo", values: null },
        ]),
      }),
      somePersonFacts({ facts: [], nhsNumber: null }),
    );
    const words = wordsOf(filled(little));
    for (const sentence of [
      "NHS number not known",
      "CPR: NONE RECORDED: usual practice",
      "Goal None recorded: usual practice.",
      "Do first Nothing special recorded: usual practice.",
      "Allergies: none in the record that Confer holds",
    ])
      expect(words).toContain(sentence);
  });

  test("a death and an admission come before the CPR line", () => {
    const died = wordsOf(page([], somePersonFacts({ diedOn: "2026-11-20" })));
    expect(died.indexOf("died on 20 Nov 2026")).toBeLessThan(died.indexOf("CPR:"));
    expect(wordsOf(page([], somePersonFacts({ inHospitalSince: "2026-11-20" })))).toContain(
      "in hospital since 20 Nov 2026",
    );
  });
});

describe("when there is no live plan", () => {
  test("a withdrawn plan shows no word of the plan", () => {
    const withdrawn = { at: "2026-11-21T10:15:00.000Z", byName: "Dr Amir Khan", reason: "New decision" };
    const words = wordsOf(
      filled(renderWithdrawnPage(aPublishedPlan({ status: "withdrawn", withdrawn }), somePersonFacts())),
    );
    expect(words).toContain("WITHDRAWN 21 November 2026 by Dr Amir Khan");
    expect(words).not.toMatch(/NOT RECOMMENDED|hospice|Comfort/);
    expect(words).toContain("usual practice");
  });

  test("cannot tell says why and what to do, and nothing of the person", () => {
    const words = wordsOf(filled(renderCannotTellPage("The records cannot be reached.", "020 7946 0100")));
    expect(words).toContain("Ring the clinical desk: 020 7946 0100");
    expect(words).not.toContain("OBI");
  });
});

describe("the call handler's lines", () => {
  test("existence, two lines, numbers that answer now; nothing of CPR", () => {
    const text = renderCallLines(aPublishedPlan(), somePersonFacts());
    expect(readCallLines(text, now)).toMatchObject({
      status: "live",
      lines: [expect.stringContaining("hospice line first"), expect.stringContaining("Insulin-treated")],
      age: "6 months ⚠ unconfirmed since May",
      numbers: [
        { name: "Hospice advice line", answers: "24 h" },
        { name: "Ngozi Obi", answers: "CLOSED NOW, opens 07:00" },
      ],
    });
    expect(text).not.toMatch(/CPR|not_recommended|Apixaban|Penicillin/);
  });

  test("a withdrawn plan has no lines", () => {
    const text = renderCallLines(aPublishedPlan({ status: "withdrawn" }), somePersonFacts());
    expect(readCallLines(text, now)).toMatchObject({ status: "withdrawn", lines: [], numbers: [], age: null });
  });
});
