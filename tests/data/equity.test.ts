import { beforeAll, describe, expect, test } from "vitest";
import { synchroniseCohorts } from "../../app/data/cohort-members.server";
import { saveCohort } from "../../app/data/cohorts.server";
import { measureEquity } from "../../app/data/equity.server";
import { newId } from "../../app/data/identity.server";
import { weightOfPerson } from "../../app/data/run-distributions.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { type Dimension, equityCsvRows, findingOf } from "../../app/domain/equity";
import { SMALLEST_SHOWN } from "../../app/domain/small-counts";
import type { StaffViewer } from "../../app/domain/viewer";
import { testDatabase } from "../support/database";
import { again } from "../support/mdg-scene";
import { registryScene } from "../support/registry-scene";

let scene: Awaited<ReturnType<typeof registryScene>>;
let sql: Awaited<ReturnType<typeof testDatabase>>["sql"];
let analyst: StaffViewer;
const GAP = "gap:foot-check";

/** 2,000 people with diabetes; foot checks are missed by 45% in the most deprived fifth and by 20% elsewhere. */
beforeAll(async () => {
  const database = await testDatabase();
  sql = database.sql;
  scene = await registryScene(database);
  const { practice, otherPractice } = scene.organisations;
  analyst = { ...(await scene.staff("Wei Chan", "analyst", practice)), holders: [] };
  for (const [id, count] of [
    [practice, 1_200],
    [otherPractice, 800],
  ] as const) {
    await sql(
      `with made as (
         insert into person (id, practice_id, source, source_id)
         select id, $1, 'test', id::text from (
           select md5($2::int || ' ' || n)::uuid as id from generate_series(1, $2) n) ids returning id),
       known as (
         insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at)
         select id, 'organisation', $1, 'registered_practice', $1::text, now() - interval '1 year' from made returning person_id),
       numbered as (select person_id, row_number() over (order by person_id) as n from known)
       insert into registry_row (run_id, person_id, practice_id, age, sex, imd_decile, ethnicity, segment, segment_rank,
         segment_rule, missing, efi_known, index_terms, long_term_conditions, sets, diabetes, gaps, gaps_due, emergency_year)
       select $3, person_id, $1, 40 + n % 50, case when n % 2 = 0 then 'female' else 'male' end, 1 + n % 10,
         case when n % 400 = 0 then 'S' when n % 3 = 0 then 'A' else 'H' end, 'long_term', 4, '', '{}', true, '{}', 1,
         case when n % 7 = 0 then array['condition-dementia'] else '{}' end, true,
         case when n / 10 * 37 % 100 < case when n % 10 < 2 then 45 else 20 end then array['foot-check'] else '{}' end
           || case when n % 21 = 0 then array['CO2'] else '{}' end, 0, 0
       from numbered`,
      [id, count, scene.runId],
    );
  }
  await synchroniseCohorts(systemViewer("cohorts", "test"));
});

const measure = (viewer: StaffViewer, of = GAP, among?: string, only = false) =>
  measureEquity(again(viewer), { of, among, only, download: false });
const table = async (viewer: StaffViewer, dimension: Dimension) =>
  (await measure(viewer)).answer!.tables.find((one) => one.dimension === dimension)!;

describe("who is counted", () => {
  test("an analyst counts everybody and reaches nobody", async () => {
    const { everybody, answer } = await measure(analyst);
    expect(everybody).toBe(true);
    expect(answer!.all.denominator).toBeGreaterThan(1_900);
    expect(answer!.all.denominator).toBeLessThan(2_100);
  });
  test("a practice counts its own people", async () => {
    const { everybody, answer } = await measure(scene.gp);
    expect(everybody).toBe(false);
    expect(Math.abs(answer!.all.denominator! - 1_200)).toBeLessThan(60);
    expect(answer!.tables.find(({ dimension }) => dimension === "practice")!.rows).toHaveLength(1);
  });
  test("a role with neither people nor counts is refused before anything is read", async () => {
    await expect(measure({ ...analyst, role: "administrator" })).rejects.toThrow("neither");
  });
  test("the record of access names the member of staff, what was asked, and no person", async () => {
    await sql("delete from access_record");
    await measure(analyst);
    const rows = await sql<{ account_id: string; shown: string[]; detail: object }>(
      "select account_id, shown, detail from access_record where did = 'see aggregates'",
    );
    expect(rows).toEqual([{ account_id: analyst.accountId, shown: [], detail: { of: GAP, among: null } }]);
  });
  test("what the role does not see of people it does not count either", async () => {
    const nurse = await scene.staff("Sr Bell", "care_home_nurse", scene.organisations.trust);
    expect((await measure(nurse)).answer).toBeUndefined();
    expect((await measure(nurse)).choices.gaps).toBe(false);
  });
  test("what is not there to be asked has no answer", async () => {
    for (const of of ["gap:teeth", "cohort:x", "people", `cohort:${newId()}`])
      expect((await measure(analyst, of)).answer).toBeUndefined();
    expect((await measure(analyst, GAP, newId())).answer).toBeUndefined();
  });
});

/** Each gap among everybody and each built-in cohort, of all of them and of those for whom the care is. */
async function everyCombination(viewer: StaffViewer) {
  const { cohorts } = (await measure(viewer)).choices;
  const among = ["everybody", ...cohorts.filter(({ name }) => /^(Older|Oldest|People)/.test(name)).map(({ id }) => id)];
  const answers = [];
  for (const of of [GAP, "gap:CO2", "gap:FA1"])
    for (const one of among)
      for (const only of [false, true]) answers.push((await measure(viewer, of, one, only)).answer!);
  return answers;
}

describe("small numbers, under every combination of gap, group and denominator", () => {
  test("no count under 5 is shown, every other is a five, and rates come from what is shown", async () => {
    for (const viewer of [analyst, scene.gp]) {
      const answers = await everyCombination(viewer);
      expect(answers.length).toBe(24);
      const rows = answers.flatMap(({ all, tables }) => [all, ...tables.flatMap((one) => one.rows)]);
      for (const { numerator, denominator, unknown, rate } of rows) {
        for (const count of [numerator, denominator, unknown])
          expect(count === undefined || (count >= SMALLEST_SHOWN && count % 5 === 0)).toBe(true);
        expect(rate).toBe(numerator === undefined || denominator === undefined ? undefined : numerator / denominator);
      }
      expect(rows.some(({ numerator, denominator }) => numerator === undefined && denominator !== undefined)).toBe(
        true,
      );
    }
  });
  test("the same groups have rows whether anybody is in them or not", async () => {
    for (const { tables, amongWords } of await everyCombination(analyst)) {
      const ethnic = tables.find(({ dimension }) => dimension === "ethnicity")!;
      expect(ethnic.rows, amongWords).toHaveLength(6);
    }
  });
  test("fewer people are never counted as more: those for whom the care is lie within all", async () => {
    const answers = await everyCombination(analyst);
    for (let at = 0; at < answers.length; at += 2) {
      const [all, only] = [answers[at]!, answers[at + 1]!];
      for (const [index, { rows }] of only.tables.entries())
        for (const row of rows) {
          const wider = all.tables[index]!.rows.find(({ group }) => group === row.group);
          expect(row.denominator ?? 0).toBeLessThanOrEqual(wider?.denominator ?? 0);
        }
    }
  });
  test("somebody of weight 0 comes, and nothing that is shown changes, so that no difference gives anybody back", async () => {
    const { practice } = scene.organisations;
    const before = await everyCombination(analyst);
    const lots = await sql<{ id: string }>(`select md5('lot ' || n)::uuid as id from generate_series(1, 200) n`);
    const silent = lots.map(({ id }) => id).filter((id) => weightOfPerson(id) === 0);
    expect(silent.length).toBeGreaterThan(5);
    for (const id of silent) {
      await sql("insert into person (id, practice_id, source, source_id) values ($1::uuid, $2, 'test', $1::text)", [
        id,
        practice,
      ]);
      await scene.stratified(id, { diabetes: true, gaps: ["foot-check", "CO2", "FA1"] });
      await sql("update registry_row set sets = array['condition-dementia'] where person_id = $1", [id]);
    }
    expect(await everyCombination(analyst)).toEqual(before);
  });
});

describe("what it shows", () => {
  test("the planted gap is found where it is, and nowhere else", async () => {
    const deprivation = await table(analyst, "imd");
    expect(deprivation.rows[0]!.rate).toBeGreaterThan(0.38);
    expect(deprivation.rows[0]!.rate).toBeLessThan(0.52);
    expect(findingOf(deprivation)).toMatchObject({ clear: true });
    expect(findingOf(deprivation).words).toMatch(/^(3|4|5)\d% in the most deprived fifth, (1|2)\d% in the /);
    for (const other of ["sex", "ethnicity", "practice"] as const)
      expect(findingOf(await table(analyst, other))).toMatchObject({ clear: false });
  });
  test("no count under 5 is shown, everything else is a five, and rates come from what is shown", async () => {
    const { answer } = await measure(scene.gp);
    const rows = [answer!.all, ...answer!.tables.flatMap((one) => one.rows)];
    for (const { numerator, denominator, unknown, rate } of rows) {
      for (const count of [numerator, denominator, unknown])
        expect(count === undefined || (count >= SMALLEST_SHOWN && count % 5 === 0)).toBe(true);
      if (rate !== undefined) expect(rate).toBe(numerator! / denominator!);
    }
    const small = answer!.tables.find(({ dimension }) => dimension === "ethnicity")!;
    expect(small.rows.find(({ label }) => label === "Other ethnic group")).toMatchObject({
      numerator: undefined,
      rate: undefined,
    });
  });
  test("the export says the same as the page, line by line", async () => {
    const { what, amongWords, all, tables } = (await measure(analyst)).answer!;
    const [headings, total, ...rest] = equityCsvRows(what, amongWords, all, tables);
    expect(headings).toHaveLength(8);
    expect(total!.slice(0, 6)).toEqual([
      what,
      "Those for whom it is (people on the diabetes register)",
      "Everybody",
      "Everybody",
      String(all.numerator),
      String(all.denominator),
    ]);
    expect(rest).toHaveLength(tables.reduce((sum, { rows }) => sum + rows.length, 0));
    expect(rest.flat()).not.toContain("undefined");
  });
  test("care is measured among those for whom it is; where that cannot be told, among a usual cohort or everybody", async () => {
    const whom = "Those for whom it is (people on the diabetes register)";
    expect((await measure(analyst)).answer).toMatchObject({ whom: "only", amongWords: whom });
    expect((await measure(analyst, "gap:DM2")).answer).toMatchObject({
      whom: "cannot be told",
      amongWords: "People with diabetes",
      what: "HbA1c in type 2 diabetes, due, overdue or out of target",
    });
    expect((await measure(analyst, "gap:FA1")).answer).toMatchObject({
      whom: "cannot be told",
      amongWords: "Everybody",
    });
    expect((await measure(analyst, GAP, "everybody")).answer).toMatchObject({
      whom: "could be told",
      amongWords: "Everybody",
      what: "Foot check, due or overdue",
    });
  });
  test("a cohort and those for whom the care is are asked for together", async () => {
    const [older] = (await measure(analyst)).choices.cohorts.filter(({ name }) => name === "Older people");
    const both = (await measure(analyst, "gap:CO2", older!.id, true)).answer!;
    expect(both).toMatchObject({
      whom: "only",
      amongWords: "Those of “Older people” for whom it is (people with dementia)",
    });
    expect(both.tables.find(({ dimension }) => dimension === "age")!.rows.map(({ group }) => group)).toEqual([
      "65",
      "75",
      "85",
    ]);
    const care = (await measure(analyst, "gap:CO2")).answer!;
    const all = (await measure(analyst, "gap:CO2", "everybody")).answer!;
    expect(both.all.denominator!).toBeLessThan(care.all.denominator!);
    expect(care.all.denominator!).toBeLessThan(all.all.denominator! / 5);
    // Who has the gap is among those for whom the care is, so that it is the same people over fewer.
    expect(care.all.numerator).toBe(all.all.numerator);
    expect((await measure(analyst, "gap:FA1", older!.id, true)).answer).toMatchObject({ whom: "cannot be told" });
  });
  test("the same question has the same answer", async () => {
    expect((await measure(analyst)).answer).toEqual((await measure(analyst)).answer);
  });
  test("among a cohort only its people count, and a cohort within another is never more", async () => {
    const aged = (value: number) => ({ field: "age" as const, is: "at least" as const, value });
    const ids: string[] = [];
    for (const age of [70, 75]) {
      const made = await saveCohort(again(scene.gp), {
        name: `From ${age}`,
        reason: "for the test",
        rule: aged(age),
        key: `${age}`,
      });
      ids.push((made as { cohortId: string }).cohortId);
    }
    const among = async (id?: string) => (await measure(scene.gp, GAP, id)).answer!.all.denominator!;
    const [everybody, older, oldest] = [await among("everybody"), await among(ids[0]), await among(ids[1])];
    expect(everybody).toBeGreaterThan(older);
    expect(older).toBeGreaterThan(oldest);
    const within = (await measure(scene.gp, `cohort:${ids[1]}`, ids[0])).answer!;
    expect(within.all).toMatchObject({ numerator: oldest, denominator: older });
  });
});
