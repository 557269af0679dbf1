/**
 * What a registry can be narrowed and sorted by, as data; how it is read from a form or an address, and the sentence
 * that it makes. A name or an NHS number never stands in an address: `toQuery` leaves both out.
 */
import { z } from "zod";
import { GAPS, openInWords } from "./gap-choices";
import type { RecordPart } from "./permissions";
import { SEGMENTS } from "./segment";
import { TIERS } from "./tier";

export { GAP_GROUPS, GAPS, processesOf } from "./gap-choices";

export const EFI_CHOICES = {
  severe: "severe frailty",
  moderate: "moderate frailty",
  mild: "mild frailty",
  fit: "no frailty",
  incomplete: "a frailty index that cannot be completed",
} as const;

export const QUINTILES = {
  1: "the most deprived fifth",
  2: "the second most deprived fifth",
  3: "the middle fifth",
  4: "the second least deprived fifth",
  5: "the least deprived fifth",
} as const;

/** Of absolute bands, within the time for which a change is shown. */
export const CHANGES = {
  frailty_up: "a frailty band that went up in the last 3 months",
  segment_up: "a move to a higher segment in the last 3 months",
} as const;
/** A band that changed longer ago has no arrow. */
export const CHANGE_DAYS = 92;

export const PLAN_AGES = { 30: "a month", 90: "three months", 180: "six months", 365: "a year" } as const;

const oneOf = <T extends string>(values: readonly T[], what: string) =>
  z.enum(values as [T, ...T[]], { error: `${what} is not one that can be chosen` });
const age = z.coerce
  .number({ error: "Age must be a number" })
  .int("Age must be in whole years")
  .min(0, "Age must be 0 or more")
  .max(120, "Age must be 120 or less");
const keysOf = <K extends string>(table: Record<K, unknown>) => Object.keys(table) as K[];

const FIELDS = {
  segment: z.array(oneOf(keysOf(SEGMENTS), "Segment")),
  efi: z.array(oneOf(keysOf(EFI_CHOICES), "Frailty")),
  ageFrom: age,
  ageTo: age,
  tier: z.array(oneOf(keysOf(TIERS), "Need")),
  change: oneOf(keysOf(CHANGES), "Change"),
  cohort: z.guid("Cohort is not one that can be chosen"),
  gap: oneOf(keysOf(GAPS), "Care due"),
  diabetes: oneOf(["yes", "no"], "Diabetes"),
  plan: oneOf(["yes", "no"], "Plan"),
  planOlder: oneOf(keysOf(PLAN_AGES as unknown as Record<string, string>), "Plan age"),
  meeting: oneOf(["yes", "no"], "MDG"),
  practice: z.guid("Practice is not one that can be chosen"),
  imd: z.array(oneOf(keysOf(QUINTILES as unknown as Record<string, string>), "Deprivation")),
  record: oneOf(["incomplete"], "Record"),
  name: z.string().trim().min(2, "Enter at least 2 letters of the name").max(100, "The name is too long"),
  nameMatch: oneOf(["starts", "contains"], "Name match"),
  nhsNumber: z
    .string()
    .transform((typed) => typed.replace(/[\s-]/g, ""))
    .pipe(z.string().regex(/^\d{10}$/, "NHS number must have 10 digits")),
};

export type FilterField = keyof typeof FIELDS;
export type RegistryFilter = { -readonly [K in FilterField]?: z.infer<(typeof FIELDS)[K]> };

/** Parts of the record that a filter reveals: it is offered to those who see them. */
export const FILTER_PARTS: Record<FilterField, RecordPart> = {
  segment: "why",
  efi: "why",
  ageFrom: "banner",
  ageTo: "banner",
  tier: "why",
  change: "why",
  // What else the cohort's rule reveals is asked where the rule is known.
  cohort: "banner",
  gap: "care due",
  diabetes: "why",
  plan: "plan",
  planOlder: "plan",
  meeting: "meetings",
  practice: "banner",
  imd: "banner",
  record: "why",
  name: "banner",
  nameMatch: "banner",
  nhsNumber: "banner",
};

export const NOT_NARROWED = "The list is not narrowed by it";

const IDENTIFIERS: readonly FilterField[] = ["name", "nameMatch", "nhsNumber"];
const LISTS: readonly FilterField[] = ["segment", "efi", "tier", "imd"];

/**
 * The filter that was asked for. What cannot be read is not applied, and `errors` says so by field: a list that is
 * silently wider than what was asked would be taken for the answer.
 */
export function readFilter(asked: URLSearchParams): { filter: RegistryFilter; errors: Record<string, string> } {
  const filter: Record<string, unknown> = {};
  const errors: Record<string, string> = {};
  for (const field of keysOf(FIELDS)) {
    const values = asked.getAll(field).filter((value) => value.trim() !== "");
    if (!values.length) continue;
    const parsed = FIELDS[field].safeParse(LISTS.includes(field) ? [...new Set(values)] : values[0]);
    if (parsed.success) filter[field] = parsed.data;
    else errors[field] = `${parsed.error.issues[0]!.message}. ${NOT_NARROWED}`;
  }
  const read = filter as RegistryFilter;
  if (read.ageFrom !== undefined && read.ageTo !== undefined && read.ageFrom > read.ageTo) {
    errors.ageTo = `Age to must not be below age from. ${NOT_NARROWED}`;
    delete read.ageTo;
  }
  if (!read.name) delete read.nameMatch;
  return { filter: read, errors };
}

/** Only what may stand in an address. */
export function toQuery(filter: RegistryFilter): URLSearchParams {
  const query = toForm(filter);
  for (const field of IDENTIFIERS) query.delete(field);
  return query;
}

/** All of it, for the body of a request. */
export function toForm(filter: RegistryFilter): URLSearchParams {
  const form = new URLSearchParams();
  for (const [field, value] of Object.entries(filter)) {
    for (const one of Array.isArray(value) ? value : [value]) form.append(field, String(one));
  }
  return form;
}

/**
 * A search by name after one by number, or the reverse, is another search, not a narrower one: the form tells in
 * `nameBefore` and `nhsNumberBefore` what stood in it, and what was not typed anew goes.
 */
export function newestSearch(asked: URLSearchParams): URLSearchParams {
  const typed = (field: string) => asked.get(field)?.trim() ?? "";
  const fresh = (field: string) => typed(field) !== "" && typed(field) !== typed(`${field}Before`);
  const left = new URLSearchParams(asked);
  if (typed("nhsNumber") && fresh("name") && !fresh("nhsNumber")) left.delete("nhsNumber");
  if (typed("name") && fresh("nhsNumber") && !fresh("name"))
    for (const field of ["name", "nameMatch"]) left.delete(field);
  return left;
}

export const searchesByIdentifier = (filter: RegistryFilter): boolean =>
  IDENTIFIERS.some((field) => filter[field] !== undefined);

// ── Sorts ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Field → what it reveals, and the direction that a first click gives. Unknown values come last in both. */
export const SORTS = {
  segment: { label: "Segment", part: "why", first: "asc" },
  name: { label: "Name", part: "banner", first: "asc" },
  age: { label: "Age", part: "banner", first: "desc" },
  need: { label: "Need", part: "why", first: "desc" },
  efi: { label: "Frailty index", part: "why", first: "desc" },
  gaps: { label: "Care due", part: "care due", first: "desc" },
  emergency: { label: "Last emergency admission", part: "contacts", first: "desc" },
  plan: { label: "Plan age", part: "plan", first: "asc" },
  meeting: { label: "Next MDG", part: "meetings", first: "asc" },
} as const satisfies Record<string, { label: string; part: RecordPart; first: "asc" | "desc" }>;
export type SortField = keyof typeof SORTS;
export type Sort = { by: SortField; direction: "asc" | "desc" };

export const isSortField = (text: string | null): text is SortField => text !== null && text in SORTS;

export function readSort(asked: URLSearchParams, usual: SortField = "segment"): Sort {
  const sort = asked.get("sort");
  const by = isSortField(sort) ? sort : usual;
  const direction = asked.get("direction");
  return { by, direction: direction === "asc" || direction === "desc" ? direction : SORTS[by].first };
}

/** A block begins after a row, ends before one, or begins at a distance from the top. */
export type Place = { after: string } | { before: string } | { from: number };

export function readPlace(asked: URLSearchParams): Place {
  const person = z.guid();
  const after = person.safeParse(asked.get("after"));
  if (after.success) return { after: after.data };
  const before = person.safeParse(asked.get("before"));
  if (before.success) return { before: before.data };
  const from = Number(asked.get("from") ?? 0);
  return { from: Number.isSafeInteger(from) && from > 0 ? from : 0 };
}

// ── Words ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Of a practice or a cohort that the viewer may choose. */
export type NameOf = (id: string) => string;
export type Chip = { fields: readonly FilterField[]; words: string };
type Clause = Chip & { joins: "with" | "plain" };

const or = (words: readonly string[]) =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
const and = (words: readonly string[]) =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

/** What each set filter says, in the order of the sentence. */
function clausesOf(filter: RegistryFilter, nameOf: NameOf): Clause[] {
  const { segment, efi, tier, change, ageFrom, ageTo, gap, diabetes, plan, planOlder, meeting, imd, record } = filter;
  const { practice, cohort } = filter;
  const clauses = [
    (ageFrom !== undefined || ageTo !== undefined) && plain(["ageFrom", "ageTo"], ages(ageFrom, ageTo)),
    cohort && plain(["cohort"], `in the cohort “${nameOf(cohort)}”`),
    segment?.length && plain(["segment"], `in ${or(segment.map((one) => `“${SEGMENTS[one].split(":")[0]}”`))}`),
    tier?.length && having(["tier"], `${or(tier.map((one) => TIERS[one]))} need`),
    efi?.length && having(["efi"], frailties(efi)),
    change && having(["change"], CHANGES[change]),
    diabetes && having(["diabetes"], diabetes === "yes" ? "diabetes" : "no diabetes"),
    gap && having(["gap"], `${GAPS[gap]} ${openInWords(gap)}`),
    record && having(["record"], "an incomplete record"),
    plan && having(["plan"], plan === "yes" ? "a plan" : "no plan"),
    planOlder && having(["planOlder"], `a plan older than ${PLAN_AGES[Number(planOlder) as keyof typeof PLAN_AGES]}`),
    meeting && plain(["meeting"], meeting === "yes" ? "on a coming MDG" : "not on a coming MDG"),
    practice && plain(["practice"], `of ${nameOf(practice)}`),
    imd?.length &&
      plain(["imd"], `living in ${or(imd.map((one) => QUINTILES[Number(one) as keyof typeof QUINTILES]))}`),
    filter.name && plain(["name", "nameMatch"], named(filter)),
    filter.nhsNumber && plain(["nhsNumber"], "with the NHS number that you entered"),
  ];
  return clauses.filter((clause) => typeof clause === "object");
}

const plain = (fields: FilterField[], words: string): Clause => ({ fields, words, joins: "plain" });
const having = (fields: FilterField[], words: string): Clause => ({ fields, words, joins: "with" });

function ages(from: number | undefined, to: number | undefined): string {
  if (from === to) return `aged ${from}`;
  if (to === undefined) return `aged ${from} and over`;
  return from === undefined ? `aged ${to} and under` : `aged ${from} to ${to}`;
}

/** "moderate or severe frailty": the shared word once. */
function frailties(chosen: NonNullable<RegistryFilter["efi"]>): string {
  const degrees = chosen.filter((one) => one !== "incomplete" && one !== "fit");
  const rest = chosen.filter((one) => one === "incomplete" || one === "fit").map((one) => EFI_CHOICES[one]);
  return or([...(degrees.length ? [`${or(degrees)} frailty`] : []), ...rest]);
}

const named = ({ name, nameMatch }: RegistryFilter) =>
  `whose name ${nameMatch === "contains" ? "contains" : "starts with"} “${name}”`;

/** Each with the fields that go when it is removed. */
export const chipsOf = (filter: RegistryFilter, nameOf: NameOf): Chip[] =>
  clausesOf(filter, nameOf).map(({ fields, words }) => ({ fields, words }));

export function without(filter: RegistryFilter, fields: readonly FilterField[]): RegistryFilter {
  return Object.fromEntries(Object.entries(filter).filter(([field]) => !fields.includes(field as FilterField)));
}

/** "312 people with moderate or severe frailty and HbA1c due or overdue, of 4,812." */
export function registrySentence(
  filter: RegistryFilter,
  counts: { matching: number; total: number },
  nameOf: NameOf,
): string {
  const clauses = clausesOf(filter, nameOf);
  const held = clauses.filter(({ joins }) => joins === "with").map(({ words }) => words);
  const before = clauses.filter(({ joins, fields }) => joins === "plain" && isOfThePerson(fields));
  const after = clauses.filter(({ joins, fields }) => joins === "plain" && !isOfThePerson(fields));
  const people = `${inNumbers(counts.matching)} ${counts.matching === 1 ? "person" : "people"}`;
  if (!clauses.length) return `${people}.`;
  const parts = [people, ...before.map(({ words }) => words), held.length ? `with ${and(held)}` : ""];
  return `${[...parts, ...after.map(({ words }) => words)].filter(Boolean).join(" ")}, of ${inNumbers(counts.total)}.`;
}

const isOfThePerson = (fields: readonly FilterField[]) => ["ageFrom", "segment", "cohort"].includes(fields[0]!);

export const inNumbers = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");
