import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { treatmentSwitch } from "../../app/domain/care-gap";
import { CARE_PACKAGES, PACKAGE_SETTINGS } from "../../app/domain/care-packages/all";
import { PROTOCOL_SETTINGS, PROTOCOLS } from "../../app/domain/care-protocols/all";
import { PROPOSAL_SETTINGS } from "../../app/domain/mdg-proposal-settings";
import { SETTINGS } from "../../app/domain/setting";
import {
  CATALOGUE,
  effectInWords,
  inForce,
  processLabel,
  reachesLists,
  rowSignature,
  SECTIONS,
  sectionOf,
  waits,
} from "../../app/domain/setting-catalogue";
import {
  bySection,
  canBeTicked,
  countSettings,
  findSettings,
  type SettingLine,
  signatureInWords,
} from "../../app/domain/setting-line";
import { readSigning } from "../../app/domain/setting-signing";
import { rangeOf, refuseValue, unitOf, valueInWords } from "../../app/domain/setting-value";
import { TIER_SETTINGS } from "../../app/domain/tier";

const domain = resolve(import.meta.dirname, "../../app/domain");
const filesIn = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
const names = Object.keys(CATALOGUE);
const processes = PROTOCOLS.flatMap(({ processes }) => processes);
const shippedLines: SettingLine[] = Object.entries(CATALOGUE).map(([name, entry]) => ({
  ...entry,
  name,
  setting: inForce(name, []),
}));

describe("the catalogue", () => {
  test("holds every value that any part of Confer ships, as it ships", () => {
    const tables = [SETTINGS, TIER_SETTINGS, PROTOCOL_SETTINGS, PACKAGE_SETTINGS, PROPOSAL_SETTINGS];
    for (const [name, { value, mark }] of tables.flatMap((table) => Object.entries(table)))
      expect(CATALOGUE[name], name).toMatchObject({ value, mark });
  });

  test("names no setting twice, though it is gathered from many tables", () => {
    const gathered = [
      ...PROTOCOLS.flatMap(({ settings }) => Object.keys(settings)),
      ...Object.keys(PACKAGE_SETTINGS),
      ...Object.keys(PROPOSAL_SETTINGS),
      ...Object.keys(SETTINGS),
    ];
    expect(new Set(gathered).size).toBe(gathered.length);
  });

  test("has each setting that a rule's text asks for by its name", () => {
    const asked = filesIn(domain).flatMap((path) =>
      [...readFileSync(path, "utf8").matchAll(/\b(?:setting|settingOf|held)\(\s*"([a-z0-9-]+\.[a-z0-9.-]+)"/g)].map(
        ([, name]) => `${name} in ${relative(domain, path)}`,
      ),
    );
    expect(asked.length).toBeGreaterThan(40);
    expect(asked.filter((one) => !(one.split(" ")[0]! in CATALOGUE))).toEqual([]);
  });

  test("asks a signature of each process from memory or proposed, and of no other", () => {
    for (const { id, mark } of processes) expect(rowSignature(id) in CATALOGUE, id).toBe(mark === "M" || mark === "P");
  });

  test("has a switch for each process that drives treatment, and all of them ship off", () => {
    for (const { id, treatment } of processes) expect(treatmentSwitch(id) in CATALOGUE, id).toBe(treatment === true);
    const switches = Object.values(CATALOGUE).filter(({ kind }) => kind === "switch");
    expect(switches.length).toBeGreaterThan(90);
    expect(switches.filter(({ value }) => value !== 0)).toEqual([]);
  });

  test("knows a package's treatment switches for what they are", () => {
    const switches = CARE_PACKAGES.flatMap(({ id, actions }) =>
      actions.filter(({ treatment }) => treatment).map((action) => treatmentSwitch(`package.${id}.${action.id}`)),
    );
    expect(switches.length).toBeGreaterThan(0);
    for (const name of switches) expect(CATALOGUE[name], name).toMatchObject({ kind: "switch", value: 0 });
    expect(names.filter((name) => CATALOGUE[name]!.words.includes("(1 yes, 0 no)"))).toEqual([]);
  });

  test("puts every setting into a section that exists", () => {
    expect(new Set(names.map((name) => sectionOf(name).id)).size).toBe(SECTIONS.length);
  });

  test("is imported by no rule, so that no import goes round", () => {
    const importsOf = (path: string): string[] =>
      [...readFileSync(path, "utf8").matchAll(/from "(\.[^"]+)"/g)].map(([, from]) => {
        const to = resolve(dirname(path), from!);
        return filesIn(domain).find((file) => file === `${to}.ts`)!;
      });
    const reached = new Set<string>();
    const walk = (path: string) => {
      for (const next of importsOf(path)) if (!reached.has(next)) reached.add(next) && walk(next);
    };
    const catalogue = join(domain, "setting-catalogue.ts");
    walk(catalogue);
    expect(reached.size).toBeGreaterThan(20);
    expect(reached).not.toContain(catalogue);
  });

  test("says a process's id once", () => {
    expect(processLabel({ id: "FA2", name: "Falls assessment" })).toBe("FA2: Falls assessment");
    expect(processLabel({ id: "STOPP-B1", name: "STOPP B1: Digoxin" })).toBe("STOPP B1: Digoxin");
  });
});

describe("a value", () => {
  const numbers = names.filter((name) => CATALOGUE[name]!.kind === "value");

  test.each(numbers)("that ships may also be signed: %s", (name) => {
    expect(refuseValue(name, CATALOGUE[name]!.value)).toBeUndefined();
  });

  test.each([
    ["diabetes.target-hba1c", 58, "58 mmol/mol"],
    ["diabetes.target-cholesterol", 5, "5 mmol/L"],
    ["tier.very-high", 0.5, "0.5 %"],
    ["care.excuse-months", 1, "1 month"],
    ["look-up.valid-minutes", 30, "30 minutes"],
    ["cohort.elderly-from", 65, "65 years"],
    ["blood-pressure.stroke-systolic", 130, "130 mmHg (National Clinical Guideline for Stroke)"],
    ["diabetes.from-age", 17, "17 years (QOF)"],
    ["vaccination.pneumococcal-again", 0, "once"],
    ["vaccination.shingles-second-months-immunosuppressed", 6, "6 months"],
    ["package.mild-frailty.coordinator", 2, "2 weeks"],
    ["proposal.new-cases", 8, "8"],
    ["treatment.DM4", 1, "on"],
    ["row.DK3", 0, "not signed"],
  ])("%s = %s is said with its unit or in words: %s", (name, value, words) => {
    expect(valueInWords(name, value)).toBe(words);
  });

  test.each([
    ["care.excuse-months", 0, "Enter months from 1 to 120"],
    ["care.excuse-months", 1, undefined],
    ["care.excuse-months", 120, undefined],
    ["care.excuse-months", 121, "Enter months from 1 to 120"],
    ["care.excuse-months", 1.5, "Enter a whole number"],
    ["look-up.valid-minutes", 0, "Enter minutes from 1 to 1440"],
    ["diabetes.target-hba1c", 7.5, "Enter mmol/mol from 20 to 130"],
    ["diabetes.target-cholesterol", 4.5, undefined],
    ["tier.moderate", 101, "Enter % from 0 to 100"],
    ["tier.moderate", -1, "Enter % from 0 to 100"],
    ["proposal.high-use", 0, "Enter a number from 1 to 100"],
    ["diabetes.target-hba1c", Number.NaN, "Enter a number"],
    ["diabetes.from-age", 15, "Choose one of those offered"],
    ["diabetes.from-age", 12, undefined],
    ["risk.frailty-index", 3, "Choose one of those offered"],
    ["row.DK3", 2, "Choose one of those offered"],
    ["nothing.of-that-name", 1, "There is no such setting"],
  ])("%s = %s: %s", (name, value, refusal) => expect(refuseValue(name, value)).toBe(refusal));

  test("may touch a neighbouring line and not cross it", () => {
    expect(refuseValue("tier.high", 20)).toBeUndefined();
    expect(refuseValue("tier.high", 20.5)).toContain("Enter at most 20");
    expect(refuseValue("tier.high", 20.5, { "tier.moderate": 25 })).toBeUndefined();
    expect(refuseValue("diabetes.severe-frailty-below", 63)).toContain("Enter at least 64");
    expect(refuseValue("diabetes.too-tight-severe", 70)).toContain("Enter at most 69");
  });

  test("of things that are counted from a number on is 1 or more; every unit has a range", () => {
    expect(rangeOf("proposal.high-use")).toEqual([1, 100]);
    expect(rangeOf("proposal.random-share")).toEqual([0, 100]);
    for (const name of numbers) expect(rangeOf(name)[0], name).toBeLessThan(rangeOf(name)[1]);
    expect(unitOf("proposal.random-share", CATALOGUE["proposal.random-share"]!)).toBeUndefined();
  });
});

const aRow = (change = {}) => ({
  name: "care.excuse-months",
  version: 1,
  value: 6,
  source: "policy",
  mark: "P",
  signedBy: "Dr Khan",
  signedAt: new Date("2026-05-03T10:00:00Z"),
  ...change,
});
const lineOf = (name: string, rows: Parameters<typeof inForce>[1] = []): SettingLine => ({
  ...CATALOGUE[name]!,
  name,
  setting: inForce(name, rows),
});

describe("what is in force", () => {
  test("is what ships, then the newest version, whatever the order", () => {
    expect(inForce("care.excuse-months", [])).toMatchObject({ value: 12, version: 0, signedBy: null });
    const rows = [
      aRow(),
      aRow({ version: 3, value: 9 }),
      aRow({ version: 2 }),
      aRow({ name: "care.due-days", version: 9 }),
    ];
    expect(inForce("care.excuse-months", rows)).toMatchObject({ value: 9, version: 3 });
  });

  test("waits while it is from memory or proposed and nobody has signed; a switch waits for nobody", () => {
    const by = (mark: string, signedBy: string | null) => ({ value: 1, mark: mark as "M", signedBy });
    expect(["V", "2", "M", "P"].map((mark) => waits({ kind: "value" }, by(mark, null)))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(waits({ kind: "value" }, by("P", "Dr Khan"))).toBe(false);
    expect(waits({ kind: "switch" }, by("M", null))).toBe(false);
    expect(waits({ kind: "signature" }, { ...by("M", "Dr Khan"), value: 0 })).toBe(true);
  });

  test("is said with who signed and when", () => {
    expect(signatureInWords(lineOf("care.excuse-months"))).toBe("local setting, not yet signed by a clinical lead");
    expect(signatureInWords(lineOf("care.excuse-months", [aRow()]))).toBe("signed by Dr Khan on 3 May 2026");
    const off = aRow({ name: "treatment.DM4", value: 0 });
    expect(signatureInWords(lineOf("treatment.DM4", [off]))).toBe("switched off by Dr Khan on 3 May 2026");
    const taken = aRow({ name: "row.DK3", value: 0 });
    expect(signatureInWords(lineOf("row.DK3", [taken]))).toContain("taken back by Dr Khan");
    expect(signatureInWords(lineOf("diabetes.target-hba1c"))).toBe("as it ships; needs no signature");
  });

  test("reaches lists by a run where lists are made with it, and a signature changes none", () => {
    expect(reachesLists("diabetes.from-age")).toBe(true);
    expect(reachesLists("treatment.DM4")).toBe(true);
    expect(reachesLists("row.DK3")).toBe(false);
    expect(reachesLists("look-up.valid-minutes")).toBe(false);
    expect(effectInWords("tier.high")).toContain("after the next run");
    expect(effectInWords("proposal.high-use")).toContain("next proposal");
  });
});

describe("the list", () => {
  test("has the section with the most that waits first, and what waits first in it", () => {
    const groups = bySection(shippedLines);
    const waiting = groups.map(({ lines }) => countSettings(lines).waiting);
    expect(waiting).toEqual([...waiting].sort((a, b) => b - a));
    for (const { lines } of groups) {
      const waits = lines.map((line) => signatureInWords(line).startsWith("local setting"));
      expect(waits).toEqual([...waits].sort((a, b) => Number(b) - Number(a)));
    }
  });

  test("is found by all of the words, by section, and by what waits", () => {
    const search = { text: "", waitingOnly: false, section: "" };
    const found = (change: object) => findSettings(shippedLines, { ...search, ...change }).map(({ name }) => name);
    expect(found({})).toHaveLength(names.length);
    expect(found({ text: "GOLD nonsense" })).toEqual([]);
    expect(found({ text: "stroke  systolic" })).toEqual(["blood-pressure.stroke-systolic"]);
    expect(found({ section: "mdg" }).every((name) => /^(proposal|step-down|harm-watch)\./.test(name))).toBe(true);
    expect(found({ waitingOnly: true })).not.toContain("diabetes.target-hba1c");
  });

  test("offers no tick for a switch, nor for a treatment rule's own signature", () => {
    const ticks = shippedLines.filter(canBeTicked).map(({ name }) => name);
    expect(ticks).toContain("row.DK3");
    expect(ticks).not.toContain("row.DK2");
    expect(ticks.filter((name) => name.startsWith("treatment."))).toEqual([]);
    expect(ticks).not.toContain("diabetes.target-hba1c");
  });
});

describe("a clinical lead's form", () => {
  const read = (name: string, typed: Record<string, string>, values = {}) =>
    readSigning(typed, { name, setting: inForce(name, []), values });

  test("signs what stands, with the source that it had, and a note beneath", () => {
    expect(read("care.excuse-months", { intent: "sign", note: " agreed " })).toEqual({
      ok: true,
      value: 12,
      source: "proposed by Confer\nagreed",
    });
    expect(read("row.DK3", { intent: "sign" })).toMatchObject({ ok: true, value: 1 });
  });

  test("puts another value in force only with a source", () => {
    const typed = { intent: "change", value: "6", source: "Practice meeting, 3 May 2026" };
    expect(read("care.excuse-months", typed)).toMatchObject({ ok: true, value: 6, source: typed.source });
    expect(read("care.excuse-months", { ...typed, source: "  " })).toMatchObject({
      ok: false,
      errors: { source: expect.anything() },
    });
    expect(read("care.excuse-months", { ...typed, value: "" })).toMatchObject({
      ok: false,
      errors: { value: "Enter a number" },
    });
    expect(read("care.excuse-months", { ...typed, value: "six" })).toMatchObject({
      ok: false,
      errors: { value: "Enter a number" },
    });
    expect(read("diabetes.target-cholesterol", { ...typed, value: "4,5" })).toMatchObject({ ok: true, value: 4.5 });
    expect(read("care.excuse-months", { ...typed, note: "x".repeat(1001) })).toMatchObject({
      ok: false,
      errors: { note: expect.anything() },
    });
  });

  test("switches a treatment rule on only with a determination and the statement read", () => {
    const typed = { intent: "on", determination: "MD/2026/14, safety board, 3 May 2026", read: "yes" };
    expect(read("treatment.DM4", typed)).toMatchObject({
      ok: true,
      value: 1,
      source: "Determination: MD/2026/14, safety board, 3 May 2026. Read: intended purpose 1, 22 November 2026.",
    });
    expect(read("treatment.DM4", { ...typed, determination: " " })).toMatchObject({
      ok: false,
      errors: { determination: expect.anything() },
    });
    expect(read("treatment.DM4", { ...typed, read: "" })).toMatchObject({
      ok: false,
      errors: { read: expect.anything() },
    });
  });

  test("switches on a rule from memory only once the rule is signed", () => {
    const typed = { intent: "on", determination: "MD/2026/14", read: "yes" };
    expect(read("treatment.DK2", typed)).toMatchObject({ ok: false, errors: { rule: expect.anything() } });
    expect(read("treatment.DK2", typed, { "row.DK2": 0 })).toMatchObject({ ok: false });
    expect(read("treatment.DK2", typed, { "row.DK2": 1 })).toMatchObject({ ok: true, value: 1 });
  });

  test("switches off, and takes back, with a reason and nothing else", () => {
    expect(read("treatment.DK2", { intent: "off", reason: "too many alerts" })).toMatchObject({ ok: true, value: 0 });
    expect(read("treatment.DK2", { intent: "off", reason: "" })).toMatchObject({
      ok: false,
      errors: { reason: "Say why" },
    });
    expect(read("row.DK3", { intent: "take-back", reason: "guideline changed" })).toMatchObject({ ok: true, value: 0 });
  });

  test("of another kind of setting does not exist: no switch is put on by a value's form", () => {
    expect(read("treatment.DM4", { intent: "sign" })).toBeUndefined();
    expect(read("treatment.DM4", { intent: "change", value: "1", source: "x" })).toBeUndefined();
    expect(read("row.DK3", { intent: "change", value: "1", source: "x" })).toBeUndefined();
    expect(read("care.excuse-months", { intent: "take-back", reason: "x" })).toBeUndefined();
  });
});
