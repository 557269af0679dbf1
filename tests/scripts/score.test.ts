import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCsv } from "../../app/domain/csv";
import { INSTRUMENTS, type Instrument } from "../../app/domain/risk/instruments";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "confer-score-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const command = ["--import", "tsx", "scripts/score.ts"];
/** Without any database, and without a terminal. */
const run = (args: string[], input = "") =>
  spawnSync(process.execPath, [...command, ...args], { encoding: "utf8", input, env: { ...process.env, VITEST: "" } });

let files = 0;
function file(content: string | Buffer): string {
  const name = path.join(folder, `people-${++files}.csv`);
  writeFileSync(name, content);
  return name;
}
/** Rows printed for a file, header first. */
function scored(instrument: string, content: string): string[][] {
  const { status, stdout, stderr } = run([instrument, file(content)]);
  expect([status, stderr]).toEqual([0, ""]);
  const csv = readCsv(stdout);
  return csv.ok ? csv.rows.map(({ fields }) => fields) : [];
}
/** The words of a refusal, of which nothing was printed. */
function refusal(args: string[], input = ""): string {
  const { status, stdout, stderr } = run(args, input);
  expect([status, stdout]).toEqual([2, ""]);
  return stderr;
}
const refused = (instrument: string, content: string) => refusal([instrument, file(content)]);

const NEWS2 = "id,respiratory_rate,spo2,spo2_scale,oxygen,systolic,pulse,consciousness,temperature\n";

describe("each instrument on a file", () => {
  test("NEWS2: the UK Core example is 5, scale 2, a gap, and who is too young", () => {
    const [header, example, scale2, gap] = scored(
      "news2",
      `${NEWS2}uk-core,21,93,1,air,120,95,A,37.5\n2,16,95,2,oxygen,120,70,A,37\n3,25,91,,,90,131,V,\n`,
    );
    expect(header).toEqual(["id", "value", "category", "because"]);
    expect(example!.slice(0, 3)).toEqual(["uk-core", "5", "medium"]);
    expect(example![3]).toContain("Respiratory rate: 2 (21/min); SpO2: 2 (93 %, scale 1); Air or oxygen: 0 (air)");
    expect(scale2!.slice(0, 3)).toEqual(["2", "4", "low"]);
    expect(gap!.slice(0, 3)).toEqual(["3", "at least 15", "incomplete"]);
    expect(gap![3]).toContain("missing: Air or oxygen, Temperature");

    const young = scored(
      "news2",
      `${NEWS2.trim()},age,pregnant\n1,16,97,1,air,120,70,A,37,15,\n2,16,97,1,air,120,70,A,37,30,yes\n`,
    );
    expect(young.slice(1).map((cells) => cells.slice(1, 3))).toEqual([
      ["", "not scored"],
      ["", "not scored"],
    ]);
  });

  test("Charlson: four scores, age points apart, codes in any spelling, none coded is no 0", () => {
    expect(scored("charlson", "id,code,age\n1,c34.1;C78.7†,72\n2,I21.9;e112;N18,\n3,,85\n4,Z00,49\n")).toEqual([
      [
        "id",
        "charlson_assign0",
        "charlson_no_hierarchy",
        "quan_assign0",
        "quan_no_hierarchy",
        "age_points",
        "category",
        "because",
      ],
      ["1", "6", "8", "6", "8", "3", "5 and over", "Metastatic solid tumour: 6 (C787)"],
      [
        "2",
        "5",
        "5",
        "2",
        "2",
        "",
        "5 and over",
        "Myocardial infarction: 1 (I219); Diabetes with chronic complication: 2 (E112); Renal disease: 2 (N18)",
      ],
      ["3", "at least 0", "at least 0", "at least 0", "at least 0", "4", "incomplete", "missing: coded diagnoses"],
      ["4", "0", "0", "0", "0", "0", "0", ""],
    ]);
  });

  test("HFRS: the worked example, below 75, and none coded", () => {
    const rows = scored("hfrs", "age,code,id\n81,F00.1;W19;w19.0,1\n74,Z93,2\n80,,3\n");
    expect(rows).toEqual([
      ["id", "value", "category", "because"],
      ["1", "10.3", "intermediate", "Dementia in Alzheimer's disease: 7.1 (F00); Unspecified fall: 3.2 (W19)"],
      ["2", "1", "low", "Artificial opening status: 1 (Z93); note: made for ages 75 and over"],
      ["3", "at least 0", "incomplete", "missing: coded diagnoses"],
    ]);
  });

  test("eFI: labels and ids, in any case; count and index", () => {
    expect(
      scored("efi", "id,terms\n1,\n2,falls;CKD;Chronic kidney disease;Polypharmacy;housebound;Dizziness\n"),
    ).toEqual([
      ["id", "value", "category", "because", "index"],
      ["1", "0", "fit", "", "0"],
      [
        "2",
        "5",
        "mild",
        "Chronic kidney disease: 1; Dizziness: 1; Falls: 1; Housebound: 1; Polypharmacy: 1",
        "0.138889",
      ],
    ]);
  });

  test("eFI2: the source's names, and of a group the heaviest", () => {
    expect(scored("efi2", "id,terms\n1,Falls;polypharmacy_10_plus;Polypharmacy: 5 to 9;BMI_missing\n")).toEqual([
      ["id", "value", "category", "because", "one_year_risk"],
      [
        "1",
        "0.164743",
        "moderate",
        "Falls: 0.62743; Polypharmacy: 10 or more: 0.50801; Body mass index: missing: 0.25318",
        "0.060541",
      ],
    ]);
  });

  test("Cambridge: a sum without a band", () => {
    expect(scored("cambridge", "id,terms\n1,Dementia;heart failure;painful-condition\n")[1]).toEqual([
      "1",
      "4.6",
      "scored",
      "Dementia: 2.5; Heart failure: 1.18; Painful condition: 0.92",
    ]);
  });

  test("LACE", () => {
    const header = "id,length_of_stay,emergency_admission,comorbidity,emergency_visits\n";
    const rows = scored("lace", `${header}1,5,yes,2,1\n2,5,yes,,1\n`);
    expect(rows[1]!.slice(0, 3)).toEqual(["1", "10", "high"]);
    expect(rows[2]!.slice(0, 3)).toEqual(["2", "at least 8", "incomplete"]);
  });

  test("PARR-30, under either spelling of its name, always with its caveat", () => {
    const header =
      "id,age,emergency_admissions_in_year,emergency_admission_in_30_days,emergency_admission,imd_2007_score,conditions\n";
    const [, row] = scored("PARR-30", `${header}1,80,2,no,yes,23.4,Renal disease;dementia\n`);
    expect(row!.slice(0, 3)).toEqual(["1", "0.188056", "below .5"]);
    expect(row![3]).toContain("note: uncalibrated: hospital coefficient missing; IMD 2007 score");
  });

  const vectors = "../shared/data/charlson/vectors.csv";
  test.skipIf(!existsSync(vectors))(`200 people scored by another program (skipped without ${vectors})`, () => {
    const { status, stdout, stderr } = run(["charlson", vectors]);
    expect(status).toBe(0);
    expect(stderr).toContain("not read: charlson_assign0, charlson_no_hierarchy, quan_assign0, quan_no_hierarchy");
    const withHierarchy = (text: string) => {
      const csv = readCsv(text);
      return csv.ok ? csv.rows.map(({ fields: [id, original, , renewed] }) => [id, original, renewed]) : [];
    };
    expect(withHierarchy(stdout)).toEqual(withHierarchy(readFileSync(vectors, "utf8")));
  });
});

describe("the file", () => {
  test("columns in any order, byte order mark, CRLF, quoted fields and a column that is not read", () => {
    const content = '\uFEFF"Terms",note,ID\r\n"Dementia;COPD","a, ""b""",x 1\r\n';
    const { status, stdout, stderr } = run(["cambridge", file(content)]);
    expect([status, stdout]).toEqual([0, "id,value,category,because\nx 1,3.96,scored,Dementia: 2.5; COPD: 1.46\n"]);
    expect(stderr).toMatch(/not read: note\n$/);
  });

  test("- is standard input, and a header alone gives a header", () => {
    const { status, stdout } = run(["hfrs", "-"], "id,code\n");
    expect([status, stdout]).toEqual([0, "id,value,category,because\n"]);
  });
});

describe("what is wrong is said with file, line and field; nothing is printed", () => {
  test("every wrong field of a file at once", () => {
    const name = file(
      `${NEWS2}1,21,93,1,air,120,95,A,37.5\n2,fast,93,3,water,120,95,X,98.6\n,16,97,1,air,120,70,A,37\n`,
    );
    const words = refusal(["news2", name]).split("\n");
    expect(words).toEqual([
      `${name}, line 3, respiratory_rate: "fast" is no number from 0 to 120`,
      `${name}, line 3, spo2_scale: "3" is none of 1, 2`,
      `${name}, line 3, oxygen: "water" is none of air, oxygen`,
      `${name}, line 3, consciousness: "X" is none of A, C, V, P, U`,
      `${name}, line 3, temperature: "98.6" is no number from 20 to 46`,
      `${name}, line 4, id: it is empty`,
      "Nothing was scored.",
      "",
    ]);
  });

  test.each([
    ["an unknown term", "efi2", "id,terms\n1,falls\n2,falls;banana\n", /line 3, terms: "banana" is no term/],
    ["a code that is none", "charlson", "id,code\n1,I21;banana\n", /line 2, code: "banana" is no ICD-10 code/],
    ["an age that is none", "hfrs", "id,code,age\n1,F00,old\n", /line 2, age: "old" is no whole number from 0 to 130/],
    ["a column that is missing", "news2", "id,spo2\n1,97\n", /line 1: the header has no column respiratory_rate/],
    ["a column that comes twice", "efi", "id,terms,terms\n1,,\n", /line 1: the header names the column terms twice/],
    ["a row too short", "charlson", "id,code,age\n1,I21\n", /line 2: the row has 2 fields, the header 3/],
    ["a person on two rows", "hfrs", "id,code\n1,F00\n1,W19\n", /line 3, id: "1" is on line 2 already/],
    ["a quotation mark left open", "efi", 'id,terms\n1,"Falls\n', /line 2: a quoted field that does not end/],
    ["an empty file", "efi", "", /line 1: the file is empty/],
  ])("%s", (_, instrument, content, words) => expect(refused(instrument, content)).toMatch(words));

  test("a file that is missing, a folder, and one that is not UTF-8", () => {
    mkdirSync(path.join(folder, "sub"));
    expect(refusal(["efi", path.join(folder, "nowhere.csv")])).toMatch(/There is no file .*nowhere\.csv/);
    expect(refusal(["efi", path.join(folder, "sub")])).toMatch(/it is a folder/);
    expect(refusal(["efi", file(Buffer.from("id,terms\n1,\xff\n", "latin1"))])).toMatch(/not UTF-8/);
  });

  test.each([
    [[], /Say which instrument[\s\S]*Usage/],
    [["efi"], /Say which file[\s\S]*Usage/],
    [
      ["banana", "x.csv"],
      /no instrument "banana". There are: efi, efi2, cambridge, charlson, hfrs, lace, parr30, news2/,
    ],
    [["efi", "a.csv", "b.csv"], /one too many/],
    [["--banana"], /banana[\s\S]*Usage/],
  ])("called as %j", (args, words) => expect(refusal(args)).toMatch(words));
});

describe("the help", () => {
  test("documents every instrument's columns with an example, and the examples score", () => {
    const { status, stdout } = run(["--help"]);
    expect(status).toBe(0);
    for (const { id, input } of INSTRUMENTS as readonly Instrument[]) {
      if (!input) continue;
      for (const { name } of input.columns) expect(stdout).toContain(name);
      const from = stdout.indexOf(`\n${id}: `);
      const [, header, example] = /Example:\n {4}(.*)\n {4}(.*)\n/.exec(stdout.slice(from))!;
      expect(example).toBe(input.example);
      expect(scored(id, `${header}\n${example}\n`)).toHaveLength(2);
    }
  });

  test("of one instrument lists its terms", () => {
    const { status, stdout } = run(["efi2", "--help"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/alcohol_previous_harmful_higher {2,}Alcohol: previous/);
    expect(stdout).not.toContain("respiratory_rate");
  });

  test("of the Charlson index says which rows of the reference differ, and why", () => {
    const { status, stdout } = run(["charlson", "--help"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/13 of the 200 people[\s\S]*sets the milder form to 0/);
  });
});
