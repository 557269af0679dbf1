import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { StaticRouter } from "react-router-dom/server";
import { describe, expect, test } from "vitest";
import { CareDueCard } from "../../app/components/care-due";
import { CarePage } from "../../app/components/care-page";
import { WhyCard } from "../../app/components/record-why";
import { ForThePerson, WhyInFull } from "../../app/components/record-why-page";
import { wordsForThePerson } from "../../app/domain/answer-in-words";
import { lineWithoutTests } from "../../app/domain/care-line";
import type { CareDue, Why } from "../../app/domain/person-record";

const markup = (page: ReactElement) => renderToStaticMarkup(<StaticRouter location="/">{page}</StaticRouter>);
const wordsOf = (page: ReactElement) =>
  markup(page)
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .replace(/&#x27;/g, "'");

const aWhy = (change: Partial<Why> = {}): Why => ({
  segment: "frailty_dementia",
  rule: "severe frailty",
  version: "snee-confer/2",
  because: [
    {
      term: "Severe frailty",
      points: 0,
      evidence: "recorded 3 May 2026",
      entries: [{ id: "1", on: "2026-05-03", display: "Severe frailty", value: null, unit: null }],
      more: 0,
    },
  ],
  missing: [],
  index: {
    name: "eFI",
    known: true,
    value: 13,
    category: "severe",
    because: [
      {
        term: "Chronic kidney disease",
        points: 1,
        evidence: "lowest eGFR 41 mL/min/1.73 m²",
        entries: [
          {
            id: "2",
            on: "2019-02-01",
            display: "Glomerular filtration rate",
            value: 41,
            unit: "mL/min/1.73m2",
            cause: true,
          },
        ],
        more: 3,
      },
    ],
    missing: [],
    version: "efi 2016-36/2",
    caveats: [],
    tooYoung: false,
  },
  asOf: "2026-11-22",
  changes: [],
  ...change,
});

const aLine = (change: Partial<CareDue> = {}): CareDue => ({
  protocol: "diabetes",
  process: "hba1c",
  name: "HbA1c",
  state: "overdue",
  because: "Diabetes",
  protocolName: "Diabetes",
  priority: "routine",
  what: "Measure HbA1c",
  owners: ["practice nurse"],
  source: "National Diabetes Audit",
  unsigned: false,
  ...change,
});

describe("why here, on the record", () => {
  test("each reason opens its entries where it stands, with date, the code's words and value", () => {
    const html = markup(<WhyCard personId="p" why={aWhy()} />);
    expect(html).toMatch(
      /<details[^>]*><summary>Severe frailty \(recorded 3 May 2026\)<\/summary>.*3 May 2026, Severe frailty/,
    );
    expect(html).toMatch(/<summary>Frailty index \(eFI\): 13 of 36, severe frailty<\/summary>/);
    expect(html).toContain("1 Feb 2019, Glomerular filtration rate: 41 mL/min/1.73m2, and 3 more");
  });

  test("a floor has no category, and says what is missing", () => {
    const index = { ...aWhy().index, known: false, category: null, missing: ["coded record"] };
    const why = aWhy({ index, missing: ["coded record"], segment: "healthy", rule: "no rule above holds" });
    for (const page of [
      <WhyCard key="card" personId="p" why={why} />,
      <WhyInFull key="page" personId="p" why={why} others={null} />,
    ]) {
      expect(wordsOf(page)).toContain("at least 13 of 36, incomplete");
      expect(wordsOf(page)).toContain("Healthy , as far as is known");
      expect(wordsOf(page)).toContain("Incomplete: not known: coded record.");
      expect(wordsOf(page).replace(/Severe frailty/g, "")).not.toMatch(/severe frailty/);
    }
  });

  test("many reasons are cut to four with a way to all of them", () => {
    const because = Array.from({ length: 9 }, (_, n) => ({ term: `Condition ${n}`, points: 1, entries: [], more: 0 }));
    const words = wordsOf(<WhyCard personId="p" why={aWhy({ because })} />);
    expect(words).toContain("Condition 3");
    expect(words).not.toContain("Condition 4");
    expect(words).toContain("All 9 reasons");
  });

  test("an arrow stands only beside a change that is news, and is said in words", () => {
    const recent = {
      id: "1",
      at: new Date("2026-10-02T10:00:00Z"),
      what: "eFI 8 → 9",
      bands: "mild → moderate",
      need: "higher" as const,
      cause: "Falls recorded 12 March 2026",
    };
    expect(wordsOf(<WhyCard personId="p" why={aWhy({ recent })} />)).toContain(
      "↑ Need is higher: eFI 8 → 9 (mild → moderate) on 2 Oct 2026: Falls recorded 12 March 2026",
    );
    expect(wordsOf(<WhyCard personId="p" why={aWhy()} />)).not.toMatch(/[↑↓]/);
  });

  test("of somebody who has died nothing is answered", () =>
    expect(wordsOf(<WhyCard personId="p" why={null} />)).toContain("has died"));
});

describe("why here, in full", () => {
  test("marks the entry that decides, and where each reason can be linked to", () => {
    const html = markup(<WhyInFull personId="p" why={aWhy()} others={null} />);
    expect(html).toContain('id="index-chronic-kidney-disease"');
    expect(wordsOf(<WhyInFull personId="p" why={aWhy()} others={null} />)).toContain("41 mL/min/1.73m2 (this decides)");
  });
  test("the words for the person are the only part that prints", () => {
    const why = aWhy();
    expect(markup(<WhyInFull personId="p" why={why} others={null} />)).toMatch(/^<div class="confer-no-print">/);
    const words = wordsForThePerson(why.index, why.asOf);
    const now = new Date("2026-11-22T10:00:00Z");
    const html = markup(<ForThePerson words={words} name="Mrs Adaeze OBI" from="Churchfield Practice" now={now} />);
    expect(html).not.toContain("confer-no-print");
    expect(html).toContain("Mrs Adaeze OBI");
  });
});

describe("what is due, on the record", () => {
  const twenty = Array.from({ length: 20 }, (_, n) => aLine({ process: `p${n}`, name: `Care ${n}` }));
  const card = (care: CareDue[] | null, mayRecord = true) => (
    <CareDueCard personId="p" care={care} mayRecord={mayRecord} />
  );

  test("of twenty gaps six are shown, and the way to all", () => {
    const words = wordsOf(card([...twenty, aLine({ state: "done" })]));
    expect(words).toContain("20 open , the most pressing 6:");
    expect(words).toContain("Care 5");
    expect(words).not.toContain("Care 6");
    expect(words).toContain("All 21 care processes");
  });
  test("the source is one click away, and so is recording it for who may", () => {
    expect(markup(card([aLine()]))).toContain('href="/protocols/diabetes#hba1c"');
    expect(markup(card([aLine()]))).toContain('href="/people/p/care/hba1c"');
    expect(markup(card([aLine()], false))).not.toContain('href="/people/p/care/hba1c"');
  });
  test("never recorded, late and excused are told apart", () => {
    expect(wordsOf(card([aLine()]))).toContain("never recorded");
    const late = aLine({ lastDone: "2025-05-03", nextDue: "2026-05-03", value: "71 mmol/mol", target: "below 58" });
    expect(wordsOf(card([late]))).toContain("last 3 May 2025: 71 mmol/mol; was due 3 May 2026; target below 58");
  });
  test("an overridden rule says whose target stands", () =>
    expect(wordsOf(card([aLine({ overriddenBy: "HbA1c in frailty" })]))).toContain(
      "the target of “HbA1c in frailty” stands",
    ));
  test("a first dose of two is not “never recorded”, for whoever does not see results either", () => {
    const begun = aLine({ protocol: "vaccination", value: "1 of 2 doses, 3 May 2026", nextDue: "2027-05-03" });
    for (const line of [begun, lineWithoutTests(begun)])
      expect(wordsOf(card([line]))).toContain("1 of 2 doses, 3 May 2026; was due 3 May 2027");
    expect(lineWithoutTests(aLine({ value: "71 mmol/mol" })).value).toBeUndefined();
    expect(wordsOf(card([aLine({ value: "6 medicines in 90 days" })]))).toContain("never recorded");
  });
  test("an unsigned rule says so, once for all of them; a signed one does not", () => {
    const words = wordsOf(card([aLine({ unsigned: true }), aLine({ process: "bmi", name: "BMI" })]));
    expect(words).toContain("† local setting, not yet signed by a clinical lead");
    expect(wordsOf(card([aLine()]))).not.toContain("not yet signed");
  });
  test("what one cannot tell is not counted as done or due", () => {
    const words = wordsOf(card([aLine({ state: "cannot tell", because: "date of birth" })]));
    expect(words).toContain("Nothing is known to be due");
    expect(words).toContain("Cannot tell for 1 more");
  });
  test("nobody's register and somebody's death are not the same as nothing due", () => {
    expect(wordsOf(card([]))).toContain("On no register");
    expect(wordsOf(card(null))).toContain("has died");
  });
});

describe("all care", () => {
  const page = (care: CareDue[]) => <CarePage personId="p" care={care} mayRecord={false} />;
  test("says by which rule a line is overridden, who excused it and why", () => {
    expect(wordsOf(page([aLine({ overriddenBy: "HbA1c in frailty" })]))).toContain(
      "The target of “HbA1c in frailty” stands instead.",
    );
    const excuse = {
      kind: "declined" as const,
      on: "2026-05-03",
      until: "2027-05-03",
      by: "Dr Khan",
      reason: "Said no",
    };
    expect(wordsOf(page([aLine({ state: "excused", excuse })]))).toMatch(
      /ask again from 3 May 2027.*declined, 3 May 2026, by Dr Khan: Said no/,
    );
  });
  test("lists apart what one cannot tell, with what is missing", () =>
    expect(wordsOf(page([aLine({ state: "cannot tell", because: "date of birth" })]))).toMatch(
      /Cannot tell .* HbA1c: missing date of birth/,
    ));
});
