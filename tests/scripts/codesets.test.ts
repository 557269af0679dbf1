import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { contentVersion, readList } from "../../scripts/codesets/list";
import { originOf } from "../../scripts/codesets/manifest";
import { codesInWords, refusalsInWords } from "../../scripts/codesets/report";
import { setsOf, unreadInWords } from "../../scripts/codesets/sets";
import type { SystemName } from "../../scripts/codesets/systems";
import { isVerhoeff } from "../../scripts/codesets/verhoeff";

const read = (text: string, system?: SystemName) => readList("a-list.csv", text, system);
/** "snomed: 44054006 73211009", or what is wrong. */
const answer = (text: string, system?: SystemName) => {
  const list = read(text, system);
  return list.ok ? `${list.list.system}: ${list.list.codes.join(" ")}` : refusalsInWords([list]);
};

describe("the system of a list", () => {
  test.each([
    ["OpenCodelists' own download", "code,term\n73211009,Diabetes\n44054006,Type 2", "snomed: 44054006 73211009"],
    ["ids of medicines beside the code", "code,term,dmd_id\n317431008,,317431008", "dmd: 317431008"],
    ["a converted list of medicines", "code,term,id,type,bnf_code\n317431008,x,317431008,vmp,0105", "dmd: 317431008"],
    ["medicines by dmd_id", "dmd_type,dmd_id,dmd_name,bnf_code\nVMP,317431008,x,0105", "dmd: 317431008"],
    ["a product and its parent", "obj_type,vpid,snomed_id\namp,317431008,7311000001104", "dmd: 7311000001104"],
    ["ICD-10 by its column", "icd10_code,name\nU071,x\nU072,x", "icd10: U071 U072"],
    ["ICD-10 by its codes, with and without a point", "code,term\nI21,x\nI25.5,x\ni255,x", "icd10: I21 I255"],
    ["CTV3 by its column", "CTV3ID,CTV3PreferredTermDesc\nA795.,x", "ctv3: A795."],
    ["CTV3 by a chapter that only it has", "code,term\nA410.,x\nXaLTE,x", "ctv3: A410. XaLTE"],
    ["the code in the second column", "Description,Code\nBritish,Y9930\nother,134B.", "ctv3: 134B. Y9930"],
    ["a name with spaces and another case", "Term,SNOMED Code\nx,73211009", "snomed: 73211009"],
    ["Read v2, when it is said", "code,term\nC10E.,x", "read2: C10E."],
    ["LOINC", "code,term\n4548-4,HbA1c", "loinc: 4548-4"],
  ])("%s", (_, text, expected) =>
    expect(answer(text, expected.startsWith("read2") ? "read2" : undefined)).toBe(expected),
  );

  test.each([
    [
      "CTV3 and Read v2 look alike",
      "code,term\nC10E.,x",
      /could be CTV3 or Read v2: say --system ctv3 or --system read2/,
    ],
    ["five characters may be ICD-10 or Read", "code\nI2550", /line 2, column "code": I2550: could be ICD-10 or CTV3/],
    [
      "SNOMED CT among CTV3",
      "code\nXaLTE\nA410.\n73211009",
      /line 4, column "code": 73211009: looks like SNOMED CT among codes of CTV3/,
    ],
    [
      "columns of two systems",
      "snomedcode,icd10_code\n73211009,E11",
      /line 1: columns of several systems: snomedcode, icd10_code/,
    ],
    ["BNF", "code,term\n060102,x\n0601021A0,x", /BNF codes, which name classes/],
    ["BNF alone in its column", "bnf_code,name\n0601021A0,x", /BNF codes/],
    [
      "no column of codes",
      "Klasse,Wort\n73211009,x",
      /no column is called as one of codes is; there are: "Klasse", "Wort"/,
    ],
    ["no line of names", "73211009,Diabetes\n44054006,x", /no column is called/],
    ["a code of no system", "code\nhello world\nwhat", /the code of no system/],
  ])("is not guessed: %s", (_, text, reason) => expect(answer(text)).toMatch(reason));

  test("said by --system, must fit, and chooses among columns", () => {
    expect(answer("snomedcode,icd10_code\n73211009,E11", "icd10")).toBe("icd10: E11");
    expect(answer("code\nI2550", "icd10")).toBe("icd10: I2550");
    expect(answer("code\nE11\n73211009", "icd10")).toMatch(/line 3, column "code": 73211009: no ICD-10 code/);
    expect(answer("CTV3ID\nA795.", "snomed")).toMatch(/no column is called/);
  });
});

describe("codes that something has damaged", () => {
  test.each([
    ["4.78711E+14", /line 3, column "code": 4.78711E\+14: a number as a spreadsheet shows it/],
    ['"4,78E+14"', /line 3, column "code": 4,78E\+14: a number as a spreadsheet shows it/],
    ["1092561000000100", /1092561000000100: a wrong check digit, as an id has that a spreadsheet kept/],
    ["478711000000000", /478711000000000: a wrong check digit, as an id has that a spreadsheet kept/],
    ["73211009.0", /with a decimal point/],
    ["73211008", /73211008: a wrong check digit: a digit is not as it was issued/],
    ["073211009", /a nought in front/],
    ["1234", /4 digits; an id of SNOMED CT has 6 to 18/],
    ["1234567890123456789", /19 digits/],
    ["", /line 3, column "code": no code/],
  ])("%s", (code, reason) => expect(answer(`code,term\n73211009,x\n${code},x`)).toMatch(reason));

  test("a Read code that lost its point or its nought", () =>
    expect(answer("CTV3ID\nA795.\n1461", "ctv3")).toMatch(
      /line 3, column "CTV3ID": 1461: 4 characters; a Read code has five/,
    ));

  test("two columns that must say the same and do not", () =>
    expect(answer("code,term,dmd_id\n317431008,x,7311000001104")).toMatch(
      /line 2.*another column of the row says "7311000001104"/,
    ));

  test("ids of descriptions are not concepts", () => {
    const description = [..."0123456789"].map((digit) => `12345601${digit}`).find(isVerhoeff)!;
    expect(answer(`code\n${description}`)).toMatch(/the id of a description, not of a concept/);
  });

  test("every single wrong digit is seen, and every two neighbours exchanged", () => {
    const id = "1092561000000107";
    fc.assert(
      fc.property(fc.nat(id.length - 1), fc.integer({ min: 1, max: 9 }), (place, more) => {
        const digits = [...id];
        digits[place] = String((Number(digits[place]) + more) % 10);
        return !isVerhoeff(digits.join(""));
      }),
    );
    for (let place = 1; place < id.length; place++) {
      const [a, b] = [id[place - 1]!, id[place]!];
      if (a !== b) expect(isVerhoeff(id.slice(0, place - 1) + b + a + id.slice(place + 1))).toBe(false);
    }
  });

  test("what a number of 15 digits leaves of a long id is seen", () => {
    for (const id of ["1092561000000107", "10692761000119107", "104931000119100", "10063811000001102"]) {
      const left = id.slice(0, 15).padEnd(id.length, "0");
      if (left !== id) expect(answer(`code\n${left}`), id).toMatch(/wrong check digit/);
    }
  });
});

describe("files", () => {
  const crlf = '\uFEFFcode,term\r\n73211009,"Diabetes, ""sugar"""\r\n\r\n44054006,x\r\n73211009,again\r\n';

  test("with a byte order mark, CRLF, quotes and empty lines are read; duplicates are told and kept once", () =>
    expect(read(crlf)).toMatchObject({
      ok: true,
      list: { codes: ["44054006", "73211009"], duplicates: ["73211009 in lines 2 and 5"] },
    }));

  test.each([
    ["nothing", "", /nothing is in it/],
    ["a line of names only", "code,term\n", /no code is in it/],
    ["semicolons", "code;term\n73211009;x", /not separated by commas/],
    ["UTF-16", "\u0000c\u0000o", /not a CSV file in UTF-8/],
    ["a quote that does not end", 'code,term\n73211009,"x', /line 2: a quoted field that does not end/],
    ["a row that is cut short", "term,code\nx", /line 2: 1 fields where the first line has 2/],
    ["a comma that is not quoted", "term,code\nCough, dry,49727002", /line 2: 3 fields/],
    ["a column twice", "code,code\n73211009,44054006", /two columns are called "code"/],
  ])("%s: refused", (_, text, reason) => expect(answer(text)).toMatch(reason));

  test("groups are told to be lost", () =>
    expect(read("snomedcode,Ethnicity,Grouping_6\n10292001,x,5")).toMatchObject({
      list: { groupings: ["Grouping_6"] },
    }));

  test("the sum of the codes does not hang on their order, and on every code", () => {
    const [a, b] = [
      { system: "s", code: "1" },
      { system: "s", code: "2" },
    ];
    expect(contentVersion([a, b])).toBe(contentVersion([b, a]));
    expect(contentVersion([a])).not.toBe(contentVersion([b]));
    expect(contentVersion([a])).not.toBe(contentVersion([{ system: "t", code: "1" }]));
  });
});

describe("names and versions", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "confer-codesets-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("come from codelists.json, else from codelists.txt, else from the codes", () => {
    const place = path.join(folder, "of-manifests");
    mkdirSync(place);
    const id = { id: "opensafely/a/2020-06-03", url: "https://example.org/a/", downloaded_at: "2022-04-21 14:08:57Z" };
    writeFileSync(path.join(place, "codelists.json"), JSON.stringify({ files: { "opensafely-a.csv": id } }));
    writeFileSync(path.join(place, "codelists.txt"), "# lists\r\nuser/me/my-list/0a1b2c3d/\r\n");
    expect(originOf(path.join(place, "opensafely-a.csv"))).toEqual({
      name: "opensafely/a",
      version: "2020-06-03",
      source: "https://example.org/a/, downloaded 2022-04-21",
    });
    const own = path.join(place, "user-me-my-list.csv");
    expect(originOf(own)).toMatchObject({ name: "user/me/my-list", version: "0a1b2c3d" });
    expect(originOf(path.join(place, "other.csv"))).toBeUndefined();
    const list = {
      file: own,
      system: "snomed",
      column: "code",
      codes: ["73211009"],
      duplicates: [],
      groupings: [],
    } as const;
    const lists = [list, { ...list, system: "icd10" as const, codes: ["E11"] }].map((one) => ({
      ...one,
      codes: [...one.codes],
      duplicates: [],
      groupings: [],
    }));
    expect(setsOf(lists, {}).map(({ set }) => [set.id, set.version])).toEqual([
      ["user-me-my-list", "0a1b2c3d"],
      ["user-me-my-list", "0a1b2c3d"],
    ]);
    const [one] = setsOf(lists, { set: "diabetes-other", licence: "L" });
    expect(one!.set).toMatchObject({ id: "diabetes-other", version: expect.stringMatching(/^sha256-/), licence: "L" });
    expect(one!.set.members).toHaveLength(2);
  });
});

const LISTS = ["../shared/data/codelists", "../shared/data/qof-codelists"];
const present = LISTS.every((folder) => existsSync(folder));
if (!present)
  console.warn(`No published code lists at ${LISTS.join(", ")}: the test that reads all of them is skipped.`);

describe.skipIf(!present)("published lists, which nobody here wrote", () => {
  const files = present
    ? LISTS.flatMap((folder) =>
        (readdirSync(folder, { recursive: true }) as string[])
          .filter((name) => name.endsWith(".csv"))
          .map((name) => path.join(folder, name)),
      )
    : [];
  const answers = files.map((file) => readList(file, readFileSync(file, "utf8")));

  test("are all read but nine, each refused for a reason", () => {
    expect(files.length).toBeGreaterThan(200);
    const refused = answers.flatMap((one) =>
      one.ok ? [] : [[path.basename(one.file, ".csv"), one.troubles.length, one.troubles[0]!.reason.split(/[,:]/)[0]]],
    );
    const rounded = "a wrong check digit";
    // Ids of 17 digits as a program left them that keeps numbers in 53 bits: even, and half of them wrong.
    expect(refused.sort()).toEqual([
      ["opensafely-selective-serotonin-reuptake-inhibitors", 1, "BNF codes"],
      ["user-elsie_horne-anticoagulant_dmd", 53, rounded],
      ["user-elsie_horne-antiplatelet_dmd", 112, rounded],
      ["user-elsie_horne-cocp_dmd", 33, rounded],
      ["user-elsie_horne-diabetes_drugs_dmd", 721, rounded],
      ["user-elsie_horne-hrt_dmd", 37, rounded],
      ["user-elsie_horne-hypertension_drugs_dmd", 2662, rounded],
      ["user-elsie_horne-lipid_lowering_dmd", 338, rounded],
      ["user-r_denholm-non-metformin-drugs", 1, "BNF codes"],
    ]);
  });

  test("tell their system by their columns and codes, as their names do", () => {
    for (const answer of answers) {
      if (!answer.ok) continue;
      const { file, system } = answer.list;
      if (/icd10/.test(file)) expect(system, file).toBe("icd10");
      if (/_snomed|nhsd-primary-care-domain-refsets/.test(file)) expect(system, file).toBe("snomed");
      if (/dmd/.test(path.basename(file))) expect(system, file).toBe("dmd");
    }
  });

  test("nearly all have a version in a manifest beside them", () =>
    expect(files.filter((file) => !originOf(file)).length).toBeLessThan(20));
});

describe("what a set is called", () => {
  test("an id that no rule reads is refused, with those that it may have been meant for", () => {
    expect(unreadInWords("condition-dementia")).toBeUndefined();
    expect(unreadInWords("dementia")).toMatch(
      /No rule reads a set "dementia".*Did you mean .*condition-dementia.*--new/,
    );
    expect(unreadInWords("zzz")).toMatch(/"list" shows the ids/);
  });
  test("medicines known by their substances are not without codes", () => {
    expect(codesInWords("medicine-nsaid", {})).toMatch(/^\d+ substances by name$/);
    expect(codesInWords("efi-falls", {})).toBe("no codes");
  });
});
