/**
 * Rates of a cohort or a care gap by group. Whoever has people counts among them; whoever sees only aggregates counts
 * among everybody. Neither sees a count that was not published (small-counts.ts).
 */

import { isProcess, processOf } from "../domain/care-protocols/all";
import { partsOf, type Rule } from "../domain/cohort";
import { AGE_BANDS, amongInWords, type EquityAnswer, equityTables, publishedRow, type Weighed } from "../domain/equity";
import { whomCareIsFor } from "../domain/equity-whom";
import { type EthnicGroup, LETTERS_OF } from "../domain/ethnic-group";
import { openInWords } from "../domain/gap-choices";
import { may, type RecordPart } from "../domain/permissions";
import { everSees } from "../domain/registry-scope";
import { offInWords, offWithin, processesOff } from "../domain/rules-off";
import type { SettingValues } from "../domain/setting";
import type { StaffViewer, Viewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { builtInId, type UsableCohort, usableCohorts } from "./cohort-rules.server";
import { ruleSql } from "./cohort-sql.server";
import { asViewer, type Db } from "./database.server";
import { Prisma } from "./generated/client";
import { currentRun, practicesOf } from "./registry.server";
import { inScope, lines } from "./registry-sql.server";
import { WEIGHT } from "./run-distributions.server";
import { settingsInForce } from "./settings.server";
import { systemViewer } from "./system-viewer.server";

const { sql, join } = Prisma;
type Sql = Prisma.Sql;

/**
 * `of`: "cohort:ID" or "gap:PROCESS". `among`: a cohort's id or "everybody"; absent, whom it is usually for. `only`: of
 * these only those for whom the care is, where that can be told.
 */
export type EquityQuestion = { of: string | undefined; among: string | undefined; only?: boolean; download: boolean };

export type Equity = {
  choices: { cohorts: { id: string; name: string }[]; gaps: boolean; off: string[] };
  /** In words: what was asked is a rule that is off, so nothing was looked for. */
  off: string | undefined;
  /** Whole population, or the viewer's people. */
  everybody: boolean;
  asOf: Date | undefined;
  answer: EquityAnswer | undefined;
};

/** Undefined answer: nothing was asked yet, or it is not the viewer's to ask. */
export async function measureEquity(viewer: StaffViewer, question: EquityQuestion): Promise<Equity> {
  const everybody = !may(viewer, "use the registry");
  if (everybody && !may(viewer, "see aggregates")) throw new Error("This viewer sees neither people nor counts.");
  const asked = await asViewer(viewer, "read", async (db) => {
    const cohorts = await usableCohorts(db, viewer);
    const gaps = everybody || everSees(viewer).has("care due");
    const { values } = await settingsInForce((text) => db.$queryRawUnsafe(text));
    const off = processesOff(values);
    const silent = gaps ? askedOff(question, cohorts, off) : undefined;
    const run = await currentRun(db);
    const sees = (parts: readonly RecordPart[]) => everybody || parts.every((part) => everSees(viewer).has(part));
    const measure = silent ? undefined : measureOf(question, { cohorts, gaps, values, sees, at: viewer.requestedAt });
    const did = question.download ? "export aggregates" : "see aggregates";
    const { of = null, among = null, only = false } = question;
    await recordAccess(db, viewer, { did, detail: { of, among, ...(only && { only }) } });
    const practices = everybody ? await allPractices(db) : await practicesOf(db, viewer);
    return { cohorts, gaps, off, silent, run, measure, practices };
  });
  const { cohorts, gaps, off, silent, run, measure, practices } = asked;
  const choices = { cohorts: cohorts.map(({ id, name }) => ({ id, name })), gaps, off };
  if (!run || !measure) return { choices, off: silent, everybody, asOf: run?.asOf, answer: undefined };
  // Row-level security shows people to nobody without people: the sums are made by a job's viewer, and only they leave.
  const counting: Viewer = everybody ? systemViewer("aggregates", viewer.purpose) : viewer;
  const scope = everybody ? sql`true` : inScope(viewer, measure.parts);
  const weighed = await asViewer(counting, "read", (db) => weigh(db, run.id, measure, scope, viewer.requestedAt));
  const names = new Map(practices.map(({ id, name }) => [id, name]));
  const all = publishedRow(
    "all",
    "Everybody",
    weighed.find(({ dimension }) => dimension === "all"),
  );
  const { of, among, whom, what, amongWords } = measure;
  const tables = equityTables(weighed, names, measure.amongRule);
  const answer = { of, among, whom, what, amongWords, all, tables };
  return { choices, off: undefined, everybody, asOf: run.asOf, answer };
}

/** A rule that is off, asked for by itself or within a cohort. */
function askedOff({ of = "", among }: EquityQuestion, cohorts: readonly UsableCohort[], off: readonly string[]) {
  const [kind, id = ""] = of.split(":");
  const within = cohorts.filter((one) => one.id === among || (kind === "cohort" && one.id === id));
  const asked = [
    ...(kind === "gap" && off.includes(id) ? [id] : []),
    ...within.flatMap(({ rule }) => offWithin(rule, off)),
  ];
  return asked.length ? [...new Set(asked)].map(offInWords).join("; ") : undefined;
}

type Measure = Pick<EquityAnswer, "of" | "among" | "whom" | "what" | "amongWords"> & {
  amongRule: Rule | undefined;
  numerator: Sql;
  denominator: Sql;
  parts: RecordPart[];
};

type Around = {
  cohorts: readonly UsableCohort[];
  gaps: boolean;
  values: SettingValues;
  sees: (parts: readonly RecordPart[]) => boolean;
  at: Date;
};

function measureOf(question: EquityQuestion, around: Around): Measure | undefined {
  const { cohorts, gaps, at } = around;
  const cohort = (id: string | undefined) => cohorts.find((one) => one.id === id);
  const [kind, id = ""] = (question.of ?? "").split(":");
  const counted = kind === "cohort" ? cohort(id) : undefined;
  const gap = kind === "gap" && gaps && isProcess(id) ? processOf(id) : undefined;
  if (!counted && !gap) return undefined;
  const care = gap && careRule(id, around);
  const usual = gap && !care ? USUALLY_FOR[gap.protocol.id] : undefined;
  const asked = question.among ?? (usual && cohort(builtInId(usual))?.id) ?? "everybody";
  const among = cohort(asked);
  if (asked !== "everybody" && !among) return undefined;
  const only = question.only || question.among === undefined ? care : undefined;
  const rules = [among?.rule, only].filter((rule) => rule !== undefined);
  const amongRule = rules.length > 1 ? { all: rules } : rules[0];
  return {
    of: question.of!,
    among: asked,
    whom: !gap ? "of a cohort" : only ? "only" : care ? "could be told" : "cannot be told",
    what: counted ? counted.name : `${gap!.process.name}, ${openInWords(id)}`,
    amongWords: amongInWords(among?.name, only),
    amongRule,
    numerator: counted ? ruleSql(counted.rule, at) : ruleSql({ field: "gap", in: [id] }, at),
    denominator: amongRule ? ruleSql(amongRule, at) : sql`true`,
    parts: [
      ...new Set([
        ...(counted?.parts ?? ["care due" as const]),
        ...(among?.parts ?? []),
        ...(only ? partsOf(only) : []),
      ]),
    ],
  };
}

/** Only for who sees what it asks: who does not see conditions is not told by a count who has them. */
function careRule(process: string, { values, sees }: Around): Rule | undefined {
  const rule = whomCareIsFor(process, values);
  return rule && sees(partsOf(rule)) ? rule : undefined;
}

/** Protocol → built-in cohort that its care is for, where the process itself cannot be told; else it is everybody. */
const USUALLY_FOR: Readonly<Record<string, string>> = { diabetes: "diabetic", frailty: "elderly" };

const bandOf = sql`(case ${join(
  Object.keys(AGE_BANDS)
    .map(Number)
    .sort((a, b) => b - a)
    .map((from) => sql`when r.age >= ${from} then ${String(from)}::text`),
  " ",
)} end)`;
const groupOf = sql`(case ${join(
  (Object.keys(LETTERS_OF) as EthnicGroup[]).map(
    (group) => sql`when left(r.ethnicity, 1) = any (${[...LETTERS_OF[group]]}::text[]) then ${group}::text`,
  ),
  " ",
)} end)`;

/** Sums of weights in one pass, for every dimension and for all; a group that is null is "not known". */
async function weigh(db: Db, runId: string, measure: Measure, scope: Sql, at: Date): Promise<Weighed[]> {
  return db.$queryRaw<Weighed[]>`
    with told as materialized (
      select ${measure.numerator} as met, r.person_id,
        ((r.imd_decile + 1) / 2)::text as imd, ${groupOf} as ethnicity, ${bandOf} as age,
        nullif(r.sex, 'unknown') as sex, r.practice_id::text as practice
      from ${lines(at)} where r.run_id = ${runId}::uuid and ${scope} and ${measure.denominator}),
    weighed as (
      select *, ${Prisma.raw(WEIGHT)} as weight from told)
    select case grouping(imd, ethnicity, age, sex, practice)
        when 15 then 'imd' when 23 then 'ethnicity' when 27 then 'age' when 29 then 'sex' when 30 then 'practice'
        else 'all' end as dimension,
      coalesce(imd, ethnicity, age, sex, practice) as "group",
      coalesce(sum(weight) filter (where met), 0)::int as numerator,
      coalesce(sum(weight) filter (where met is not null), 0)::int as denominator,
      coalesce(sum(weight) filter (where met is null), 0)::int as unknown
    from weighed group by grouping sets ((imd), (ethnicity), (age), (sex), (practice), ())`;
}

const allPractices = (db: Db): Promise<{ id: string; name: string }[]> =>
  db.organisation.findMany({ where: { kind: "practice" }, select: { id: true, name: true } });
