/** Who gets what, by group: published counts only, a finding that is claimed only where chance does not explain it. */
import type { Comparison, Rule } from "./cohort";
import type { CohortField } from "./cohort-fields";
import { whomInWords } from "./equity-whom";
import { ETHNIC_GROUPS } from "./ethnic-group";
import { QUINTILES } from "./registry-filter";
import { type Published, publish, publishedRate, rangeOfRate } from "./small-counts";

export const DIMENSIONS = {
  imd: { label: "Deprivation", by: "by deprivation" },
  ethnicity: { label: "Ethnic group", by: "by ethnic group" },
  age: { label: "Age", by: "by age" },
  sex: { label: "Sex", by: "by sex" },
  practice: { label: "Practice", by: "by practice" },
} as const;
export type Dimension = keyof typeof DIMENSIONS;

export const AGE_BANDS = {
  0: "0 to 17",
  18: "18 to 39",
  40: "40 to 64",
  65: "65 to 74",
  75: "75 to 84",
  85: "85 and over",
} as const;
const SEXES = { female: "Female", male: "Male", other: "Other" } as const;

const capital = (words: string) => words[0]!.toUpperCase() + words.slice(1);

/** Sums of weights of one group, as the database makes them; they are never shown. */
export type Weighed = {
  dimension: Dimension | "all";
  group: string | null;
  numerator: number;
  denominator: number;
  unknown: number;
};

/** `unknown`: of whom it cannot be told; they are in neither of the others. */
export type EquityRow = {
  group: string;
  label: string;
  numerator: Published;
  denominator: Published;
  rate: number | undefined;
  range: { from: number; to: number } | undefined;
  unknown: Published;
};
export type EquityTable = { dimension: Dimension; rows: EquityRow[] };

/**
 * `whom`: a gap is counted "only" among those for whom the care is; or among all of a group, though that "could be told"
 * or because it "cannot be told".
 */
export type EquityAnswer = {
  of: string;
  among: string;
  whom: "only" | "could be told" | "cannot be told" | "of a cohort";
  what: string;
  amongWords: string;
  all: EquityRow;
  tables: EquityTable[];
};

/** Who is counted: "Everybody", a cohort, those for whom the care is, or both together. */
export function amongInWords(cohort: string | undefined, care: Rule | undefined): string {
  if (!care) return cohort ?? "Everybody";
  return `Those ${cohort ? `of “${cohort}” ` : ""}for whom it is (${whomInWords(care)})`;
}

/**
 * Every group has its row, in the order of the census, of age or of the alphabet, those not known last, be there anybody
 * in it or not: whether a row is there would tell what the counts do not. Only groups that the rule of those who are
 * counted shuts out have none, which the rule tells already.
 */
export function equityTables(
  weighed: readonly Weighed[],
  practices: ReadonlyMap<string, string>,
  among?: Rule,
): EquityTable[] {
  return (Object.keys(DIMENSIONS) as Dimension[]).map((dimension) => {
    const held = weighed.filter((one) => one.dimension === dimension);
    const rowOf = (group: string, label: string, key: string | null = group) =>
      publishedRow(
        group,
        label,
        held.find((one) => one.group === key),
      );
    const order = Object.entries(labelsOf(dimension, practices));
    if (dimension === "practice") order.sort(([, a], [, b]) => a.localeCompare(b));
    const rows = order.map(([group, label]) => rowOf(group, label));
    const all = dimension === "practice" ? rows : [...rows, rowOf("unknown", "Not known", null)];
    return { dimension, rows: among ? all.filter(({ group }) => !isShutOut(among, dimension, group)) : all };
  });
}

const ASKED_AS: Partial<Record<Dimension, CohortField>> = { imd: "imd", sex: "sex" };
const BANDS = Object.keys(AGE_BANDS).map(Number);

/** The rule cannot be true of anybody in the group; false where that cannot be told from the rule alone. */
function isShutOut(rule: Rule, dimension: Dimension, group: string): boolean {
  if ("all" in rule) return rule.all.some((part) => isShutOut(part, dimension, group));
  if ("any" in rule) return rule.any.every((part) => isShutOut(part, dimension, group));
  if (!("field" in rule)) return false;
  if ("in" in rule) return ASKED_AS[dimension] === rule.field && !rule.in.includes(group);
  return "is" in rule && rule.field === "age" && dimension === "age" && isOutside(rule, group);
}

function isOutside({ is, value }: { is: Comparison; value: number }, group: string): boolean {
  if (group === "unknown") return true;
  const youngest = Number(group);
  const oldest = (BANDS.find((from) => from > youngest) ?? Number.POSITIVE_INFINITY) - 1;
  if (is === "at least") return oldest < value;
  if (is === "more than") return oldest <= value;
  return is === "at most" ? youngest > value : youngest >= value;
}

const labelsOf = (dimension: Dimension, practices: ReadonlyMap<string, string>): Record<string, string> =>
  dimension === "practice"
    ? Object.fromEntries(practices)
    : dimension === "imd"
      ? Object.fromEntries(Object.entries(QUINTILES).map(([key, words]) => [key, capital(words)]))
      : dimension === "ethnicity"
        ? ETHNIC_GROUPS
        : dimension === "age"
          ? Object.fromEntries(Object.entries(AGE_BANDS))
          : SEXES;

export function publishedRow(group: string, label: string, weighed: Weighed | undefined): EquityRow {
  const numerator = publish(weighed?.numerator ?? 0);
  const denominator = publish(weighed?.denominator ?? 0);
  const unknown = publish(weighed?.unknown ?? 0);
  const rate = publishedRate(numerator, denominator);
  return { group, label, numerator, denominator, rate, range: rangeOfRate(numerator, denominator), unknown };
}

// ── What it shows ─────────────────────────────────────────────────────────────────────────────────────────

export const percent = (rate: number): string => `${Math.round(100 * rate)}%`;

/** The groups farthest apart whose ranges do not touch, in words; or that no difference is clear. */
export function findingOf({ dimension, rows }: EquityTable): { clear: boolean; words: string } {
  const { by } = DIMENSIONS[dimension];
  const shown = rows.filter(({ rate, group }) => rate !== undefined && group !== "unknown");
  if (shown.length < 2) return { clear: false, words: `Too few people to compare ${by}` };
  const ordered = [...shown].sort((a, b) => b.rate! - a.rate!);
  const pairs = ordered.flatMap((high) => ordered.map((low) => ({ high, low, apart: high.rate! - low.rate! })));
  const clear = pairs.filter(({ high, low }) => high.range!.from > low.range!.to).sort((a, b) => b.apart - a.apart)[0];
  if (clear) {
    const { high, low } = clear;
    return {
      clear: true,
      words: `${percent(high.rate!)} in ${within(dimension, high.label)}, ${percent(low.rate!)} in ${within(dimension, low.label)}`,
    };
  }
  const [highest, lowest] = [ordered[0]!, ordered.at(-1)!];
  const span = [...new Set([lowest, highest].map(({ rate }) => percent(rate!)))].join(" to ");
  return { clear: false, words: `No clear difference ${by}: ${span}` };
}

const within = (dimension: Dimension, label: string): string =>
  dimension === "imd"
    ? label[0]!.toLowerCase() + label.slice(1)
    : dimension === "age"
      ? `those aged ${label}`
      : dimension === "sex"
        ? `those registered as ${label.toLowerCase()}`
        : dimension === "ethnicity"
          ? `the group ${label}`
          : label;

/** The export: what the page shows and nothing else. */
export function equityCsvRows(what: string, among: string, all: EquityRow, tables: readonly EquityTable[]): string[][] {
  const cells = ({ label, numerator, denominator, rate, unknown }: EquityRow) => [
    csvText(label),
    csvCount(numerator),
    csvCount(denominator),
    rate === undefined ? "not shown" : percent(rate),
    csvCount(unknown),
  ];
  return [
    ["What", "Among", "By", "Group", "Count", "Of", "Rate", "Cannot be told"],
    [csvText(what), csvText(among), "Everybody", ...cells(all)],
    ...tables.flatMap(({ dimension, rows }) =>
      rows.map((row) => [csvText(what), csvText(among), DIMENSIONS[dimension].label, ...cells(row)]),
    ),
  ];
}

/** Names of cohorts are typed: a spreadsheet would run one that begins as a formula does. */
const csvText = (text: string): string => (/^\s*[=+\-@]|^[\t\r\n]/.test(text) ? `'${text}` : text);

const csvCount = (count: Published) => (count === undefined ? "fewer than 5" : String(count));
