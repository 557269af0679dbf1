import { expect, test } from "vitest";
import type { Rule } from "../../app/domain/cohort";
import { equityCsvRows, equityTables, publishedRow } from "../../app/domain/equity";
import { aboutInWords } from "../../app/domain/small-counts";

const groups = (dimension: string, among?: Rule) =>
  equityTables([], new Map(), among)
    .find((one) => one.dimension === dimension)!
    .rows.map(({ group }) => group);
const aged = (is: "at least" | "more than" | "at most" | "less than", value: number): Rule => ({
  field: "age",
  is,
  value,
});

test("every group has its row, empty or not", () => {
  expect(groups("age")).toEqual(["0", "18", "40", "65", "75", "85", "unknown"]);
});

test("a group that the rule shuts out has none", () => {
  expect(groups("age", aged("at least", 65))).toEqual(["65", "75", "85"]);
  expect(groups("age", aged("at least", 64))).toEqual(["40", "65", "75", "85"]);
  expect(groups("age", aged("more than", 64))).toEqual(["65", "75", "85"]);
  expect(groups("age", aged("at most", 18))).toEqual(["0", "18"]);
  expect(groups("age", aged("less than", 18))).toEqual(["0"]);
  expect(groups("sex", { field: "sex", in: ["female"] })).toEqual(["female"]);
});

test("what the rule leaves open has its row", () => {
  const diabetes: Rule = { field: "diabetes", holds: true };
  expect(groups("age", { any: [aged("at least", 65), diabetes] })).toHaveLength(7);
  expect(groups("age", { all: [aged("at least", 65), diabetes] })).toHaveLength(3);
  expect(groups("age", { not: aged("at least", 65) })).toHaveLength(7);
});

test.each(["=1+1", "+44", "-1", "@SUM(A1)", "\tx", " =1", "\r=1"])("a spreadsheet does not run %j", (name) => {
  const all = publishedRow("all", "Everybody", undefined);
  const tables = [{ dimension: "practice" as const, rows: [publishedRow("p", name, undefined)] }];
  const cells = equityCsvRows(name, name, all, tables).flat();
  expect(cells.filter((cell) => /^\s*[=+\-@]|^[\t\r]/.test(cell))).toEqual([]);
  expect(cells.filter((cell) => cell === `'${name}`)).toHaveLength(5);
});

test("a published sum is no head count, and says so", () => {
  expect([aboutInWords(5005), aboutInWords(undefined)]).toEqual(["about 5,005", "fewer than 5"]);
});
