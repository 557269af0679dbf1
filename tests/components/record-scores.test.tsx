import { readdirSync, readFileSync } from "node:fs";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { StaticRouter } from "react-router-dom/server";
import { describe, expect, test } from "vitest";
import { CareCounted } from "../../app/components/care-counted";
import { OtherScoresSection } from "../../app/components/record-scores";
import { WhyCard } from "../../app/components/record-why";
import { WhyInFull } from "../../app/components/record-why-page";
import type { DiabetesCounted } from "../../app/domain/diabetes-counted";
import type { MedicineScores, OtherScores } from "../../app/domain/other-scores";
import type { FrailtyIndex, Why } from "../../app/domain/person-record";

const wordsOf = (page: ReactElement) =>
  renderToStaticMarkup(<StaticRouter location="/">{page}</StaticRouter>)
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .replace(/&#x27;/g, "'");

const entry = { id: "1", on: "2026-05-03", display: "Type 2 diabetes mellitus", value: null, unit: null };
const aScore = { known: true, value: 1.53, missing: [], caveats: [], version: "cambridge 2020-20/1" };
const because = [{ term: "Diabetes", points: 0.75, entries: [entry], more: 2 }];
const medicines: MedicineScores = {
  in12Months: 11,
  in90Days: 9,
  polypharmacy: "five to nine",
  burden: {
    ...aScore,
    value: 3,
    category: "clinically relevant",
    caveats: ["list used: a list", "lists disagree; scores from memory, not signed"],
    because: [
      {
        term: "Amitriptyline",
        points: 3,
        entries: [{ ...entry, display: "Amitriptyline 10 mg tablets" }, entry],
        more: 4,
      },
    ],
    list: { name: "a short list", version: "2026-11-22", source: "Boustani M et al.", mark: "M" } as never,
    relevantFrom: 3,
  },
};
const scores = (change: Partial<OtherScores> = {}): OtherScores => ({
  cambridge: { ...aScore, because },
  clinicalFrailty: { level: 6, name: "Moderately frail", on: "2026-05-03", caveats: [] },
  recorded: [
    { id: "q", words: "QRISK3: 12 %, recorded, not computed here", on: null, from: "recorded in Confer", older: 1 },
  ],
  medicines,
  ...change,
});
const shown = (change: Partial<OtherScores> = {}) =>
  wordsOf(<OtherScoresSection scores={scores(change)} asOf="2026-11-22" page="/people/p/why" />);

describe("other scores", () => {
  test("the Cambridge score has value, weights, entries, caveat and citation, and no band", () => {
    expect(shown()).toContain("Cambridge Multimorbidity Score: 1.53 ");
    expect(shown()).toContain("Diabetes 0.75 3 May 2026, Type 2 diabetes mellitus and 2 older");
    expect(shown()).toContain("without bands");
    expect(shown()).toContain("CMAJ 2020;192:E107-14");
  });
  test("what is not known makes a floor, with terms without codes in one sentence and by name", () => {
    const missing = ["medicines", "Anxiety (no code set is installed)", "Asthma (no code set is installed)"];
    const words = shown({ cambridge: { ...aScore, because, known: false, missing } });
    expect(words).toContain("Score: at least 1.53, incomplete");
    expect(words).toContain("Not known: medicines. For 2 terms this site has no code set installed");
    expect(words).toContain("Terms without a code set Anxiety Asthma");
    expect(words).not.toContain("(no code set is installed)");
  });
  test("the clinician's level has its number, short name and day; none is not level 0", () => {
    expect(shown()).toContain("6, Moderately frail , recorded 3 May 2026");
    expect(shown({ clinicalFrailty: null })).toContain("No level is recorded");
  });
  test("the burden names its list, that it is unsigned, and each medicine with its latest issue", () => {
    expect(shown()).toContain("Anticholinergic burden: 3, clinically relevant");
    expect(shown()).toContain("Unsigned: no clinical lead has signed the list");
    expect(shown()).toContain("List used: a short list, version 2026-11-22");
    expect(shown()).toContain("Amitriptyline 3 3 May 2026, Amitriptyline 10 mg tablets and 5 older");
  });
  test("medicines never recorded are not known, which is not none", () => {
    const none = { in12Months: undefined, in90Days: undefined, polypharmacy: undefined };
    const burden = { ...medicines.burden, known: false, value: 0, category: null, because: [], missing: ["medicines"] };
    const words = shown({ medicines: { ...none, burden } });
    expect(words).toContain("no medicine was ever recorded, which is not the same as none");
    expect(words).toContain("Anticholinergic burden: at least 0, incomplete");
  });
  test("what is not shown to a role is said to be so, and is not called none", () => {
    const words = shown({ medicines: undefined, recorded: undefined });
    expect(words.match(/not shown to your role/g)).toHaveLength(2);
    expect(words).not.toMatch(/QRISK|[Aa]nticholinergic|None is recorded/);
  });
});

describe("the index in force", () => {
  const index: FrailtyIndex = {
    name: "eFI2",
    known: false,
    value: 0.18,
    category: null,
    because: [{ term: "Falls", points: 0.62743, entries: [entry], more: 0 }],
    missing: ["Memory concerns (no code set is installed)", "Fracture (no code set is installed)"],
    version: "efi2 2025/1",
    caveats: [],
    tooYoung: false,
  };
  const why: Why = {
    ...{ segment: "long_term", rule: "one to three long-term conditions", version: "snee-confer/2", because: [] },
    ...{ missing: index.missing, index, asOf: "2026-11-22", changes: [] },
  };
  const pages = [
    <WhyCard key="c" personId="p" why={why} />,
    <WhyInFull key="w" personId="p" why={why} others={null} />,
  ];

  test("is called by its name, with its own citation and weights, and the other is nowhere", () => {
    for (const page of pages) {
      expect(wordsOf(page)).toContain("Frailty index (eFI2): at least 0.18, incomplete");
      expect(wordsOf(page)).not.toMatch(/eFI[^2]|of 36|Clegg/);
    }
    const words = wordsOf(pages[1]!);
    expect(words).toContain("Best K et al. Age Ageing 2025");
    expect(words).toContain("Falls 0.074 3 May 2026");
    expect(words).toContain("For 2 terms this site has no code set installed");
  });
  test("a floor of the eFI2 has no category", () => {
    for (const page of pages) expect(wordsOf(page)).not.toMatch(/robust|mild|moderate|severe/);
  });
});

describe("diabetes as others count it", () => {
  const counted: DiabetesCounted = {
    indicators: [
      { id: "DM020", asks: "HbA1c", counted: "not in the denominator", decided: "Rule 4: on maximal treatment" },
    ],
    targets: [
      {
        ...{ name: "HbA1c", applies: true, met: false, because: "71 mmol/mol (8.6%)" },
        ...{ target: "58 mmol/mol or less", source: "National Diabetes Audit", unsigned: false },
      },
      {
        ...{ name: "Statin", applies: false, because: "under 40, no cardiovascular disease" },
        ...{ target: "on one from 40", source: "from memory", unsigned: true },
      },
    ],
    all: { older: undefined, newer: false },
  };
  const words = wordsOf(<CareCounted counted={counted} />);
  test("is folded, and says that a payment exception excuses no care", () => {
    expect(words).toContain("A payment exception excuses no care");
    expect(words).toContain("DM020: HbA1c not in the denominator Rule 4: on maximal treatment");
    expect(renderToStaticMarkup(<CareCounted counted={counted} />)).not.toMatch(/<details[^>]* open/);
  });
  test("says which targets are in force, which are unsigned, and what is met, not met or not for this person", () => {
    expect(words).toContain("HbA1c: 58 mmol/mol or less National Diabetes Audit not met 71 mmol/mol (8.6%)");
    expect(words).toMatch(/Statin: on one from 40 from memory; local setting, not yet signed .* not for this person/);
    expect(words).toContain("(older audits): not known. With a statin (newer audits): not all met.");
  });
});

test("LACE, PARR-30 and HFRS are for analysts: no page of one person and no pack reads them", () => {
  const app = (room: string) => new URL(`../../app/${room}/`, import.meta.url);
  const ofPeople = /^(people|meetings|mdgs|tasks|urgent)\b|^(record|care|case|person|plan|registry|proposal)-/;
  const read = (room: string, which: RegExp) =>
    readdirSync(app(room))
      .filter((name) => which.test(name))
      .map((name) => [name, readFileSync(new URL(name, app(room)), "utf8")] as const);
  const files = [
    ...read("routes", ofPeople),
    ...read("components", ofPeople),
    ...read("data", /[.]server[.]ts$/),
    ...read("domain", /[.]ts$/),
  ];
  expect(files.length).toBeGreaterThan(100);
  for (const [name, text] of files) expect(/from "[^"]*risk\/(lace|parr30|hfrs)"/.test(text), name).toBe(false);
});
