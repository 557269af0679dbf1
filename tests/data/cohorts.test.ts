import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { synchroniseCohorts } from "../../app/data/cohort-members.server";
import { ruleSql } from "../../app/data/cohort-sql.server";
import { closeCohort, countRule, listCohorts, openCohort, saveCohort } from "../../app/data/cohorts.server";
import { asViewer } from "../../app/data/database.server";
import { Prisma } from "../../app/data/generated/client";
import { newId } from "../../app/data/identity.server";
import { openRegistry } from "../../app/data/registry.server";
import { lines } from "../../app/data/registry-sql.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { matches, type Rule } from "../../app/domain/cohort";
import type { CohortLine } from "../../app/domain/cohort-line";
import { efiCategory } from "../../app/domain/risk/efi";
import { processesOff } from "../../app/domain/rules-off";
import { SEGMENTS, type Segment, segmentRank } from "../../app/domain/segment";
import { tierOf } from "../../app/domain/tier";
import type { StaffViewer } from "../../app/domain/viewer";
import { aCohortLine, SOME, someRule } from "../support/a-cohort";
import { testDatabase } from "../support/database";
import { again, DAY } from "../support/mdg-scene";
import { registryScene } from "../support/registry-scene";

let scene: Awaited<ReturnType<typeof registryScene>>;
let sql: Awaited<ReturnType<typeof testDatabase>>["sql"];

beforeAll(async () => {
  const database = await testDatabase();
  sql = database.sql;
  scene = await registryScene(database);
});

const job = () => systemViewer("cohorts", "test");
const aged = (value: number): Rule => ({ field: "age", is: "at least", value });
const over58: Rule = { field: "hba1c", is: "more than", value: 58 };
let keys = 0;
const save = (viewer: StaffViewer, rule: Rule, change: object = {}) =>
  saveCohort(again(viewer), { name: `Cohort ${++keys}`, reason: "for the test", rule, key: `key ${keys}`, ...change });
const saved = async (viewer: StaffViewer, rule: Rule, change: object = {}) => {
  const outcome = await save(viewer, rule, change);
  if (!outcome?.ok) throw new Error(JSON.stringify(outcome));
  return outcome.cohortId;
};
const synchronise = () => synchroniseCohorts(job());
const members = async (cohortId: string) =>
  (
    await sql<{ person_id: string }>("select person_id from cohort_member where cohort_id = $1 and ends_at is null", [
      cohortId,
    ])
  ).map(({ person_id }) => person_id);
const inRegistry = async (viewer: StaffViewer, cohort: string) =>
  openRegistry(again(viewer), { filter: { cohort }, sort: { by: "name", direction: "asc" }, place: { from: 0 } });

describe("a rule means the same in PostgreSQL as in the domain", () => {
  const TIERS = { very_high: 20, high: 10, moderate: 5 };
  const or = <T>(...values: T[]) => fc.constantFrom(null, ...values);
  const someLine = fc
    .record({
      age: or(0, 40, 64, 65, 75, 90),
      sex: fc.constantFrom("female", "male", "other", "unknown"),
      practice: or(...SOME.organisations),
      lsoa: or(...SOME.lsoas),
      imdDecile: or(1, 2, 5, 10),
      ethnicity: or("A", "CA", "H", "R", "M", "S", "Z"),
      segment: fc.constantFrom(...(Object.keys(SEGMENTS) as Segment[])),
      need: fc.constantFrom(0, 4, 5, 10, 25),
      missing: fc.constantFrom([], [], ["medicines"], ["coded record"], ["coded record", "medicines"]),
      efiCount: or(0, 5, 8, 9, 12, 13, 20),
      efiKnown: fc.boolean(),
      efi2Score: or(0, 1, 9),
      efi2Known: fc.boolean(),
      cambridge: or(1, 9),
      cfs: or(1, 9),
      frailty: or("none", "mild", "severe"),
      sets: fc.subarray(SOME.sets),
      medicines: or(0, 5, 9),
      diabetes: fc.boolean(),
      gaps: fc.subarray(["hba1c", "foot-check"]),
    })
    .chain((first) =>
      fc
        .record({
          hba1c: or(48, 58, 58.5, 90),
          systolic: or(65, 140),
          diastolic: or(58, 90),
          egfr: or(13, 90),
          bmi: or(13, 30),
          cholesterol: or(1, 5),
          acr: or(0, 5),
          emergencyYear: fc.constantFrom(0, 1, 5),
          attendancesYear: fc.constantFrom(0, 1, 9),
          hasCarer: fc.boolean(),
          careHome: fc.boolean(),
          planDays: or(0, 5, 65, 91),
          onComingMeeting: fc.boolean(),
          discussedInYear: fc.boolean(),
        })
        .map((second) => ({ ...first, ...second })),
    );
  const people: { id: string; line: CohortLine }[] = [];

  beforeAll(async () => {
    const place = newId();
    await sql("insert into organisation (id, ods_code, name, kind) values ($1, 'PLACE', 'Place', 'place')", [place]);
    for (const [n, id] of SOME.organisations.entries())
      await sql("insert into organisation (id, ods_code, name, kind, parent_id) values ($1, $2, $2, 'practice', $3)", [
        id,
        `P${n}`,
        n ? place : null,
      ]);
    await sql("update stratification_run set tiers = $1 where current", [TIERS]);
    for (const made of fc.sample(someLine, { numRuns: 250, seed: 7 })) {
      const id = newId();
      await addRow(id, made);
      const { practice, need, ...line } = made;
      const organisations = practice === SOME.organisations[0] ? [practice] : practice ? [practice, place] : null;
      people.push({
        id,
        line: aCohortLine({ ...line, tier: tierOf({ need, missing: line.missing }, TIERS), organisations }),
      });
    }
  });

  type Made = typeof someLine extends fc.Arbitrary<infer T> ? T : never;

  async function addRow(id: string, m: Made) {
    await sql(
      "insert into person (id, source, source_id, lsoa, practice_id) values ($1::uuid, 'test', $1::uuid::text, $2, $3)",
      [id, m.lsoa, m.practice],
    );
    await sql("insert into registry_row select * from json_populate_record(null::registry_row, $1)", [
      JSON.stringify({
        ...{
          run_id: scene.runId,
          person_id: id,
          practice_id: m.practice,
          age: m.age,
          sex: m.sex,
          ethnicity: m.ethnicity,
        },
        ...{
          imd_decile: m.imdDecile,
          segment: m.segment,
          segment_rank: segmentRank(m.segment),
          segment_rule: "",
          reason: "",
        },
        ...{
          missing: m.missing,
          efi_count: m.efiCount,
          efi_known: m.efiKnown,
          index_known: m.efiKnown,
          index_name: "eFI",
          index_terms: [],
          need: m.need,
        },
        ...{ efi_category: m.efiCount === null ? null : efiCategory(m.efiCount), efi2_score: m.efi2Score },
        ...{ efi2_known: m.efi2Known, cambridge: m.cambridge, cfs: m.cfs, frailty: m.frailty, long_term_conditions: 0 },
        ...{ sets: m.sets, medicines: m.medicines, diabetes: m.diabetes, gaps: m.gaps, gaps_due: m.gaps.length },
        ...{ hba1c: m.hba1c, systolic: m.systolic, diastolic: m.diastolic, egfr: m.egfr, bmi: m.bmi, acr: m.acr },
        ...{ cholesterol: m.cholesterol, emergency_year: m.emergencyYear, attendances_year: m.attendancesYear },
        ...{ has_carer: m.hasCarer, care_home: m.careHome },
      }),
    ]);
    if (m.planDays !== null) await livePlan(id, m.planDays);
    if (m.onComingMeeting) await onAgenda(id, 3, "waiting");
    if (m.discussedInYear) await onAgenda(id, -30, "closed");
  }

  const livePlan = async (id: string, days: number) => {
    await sql("insert into plan (person_id, status, current_version) values ($1, 'live', 1)", [id]);
    await sql(
      `insert into plan_version (person_id, version, document, published_at, published_by, published_by_name, published_by_role, organisation_id, reason)
       values ($1, 1, '{}', $2, $1, 'Dr Khan', 'gp', $1, 'first')`,
      [id, new Date(Date.now() - days * DAY - DAY / 2)],
    );
  };
  const onAgenda = async (id: string, inDays: number, status: string) => {
    const meeting = await scene.meeting(scene.group, inDays);
    await sql(
      `insert into mdg_case (person_id, id, meeting_id, position, question, referred_by, referred_by_name, referred_at, status, closed_at, no_action_because)
       values ($1, $2, $3, 1, '?', $1, 'Dr Khan', now(), $4, $5, 'all is well')`,
      [id, newId(), meeting, status, status === "closed" ? new Date(Date.now() + inDays * DAY) : null],
    );
  };

  test("for generated rules and people: true, false and unknown", async () => {
    const ids = people.map(({ id }) => id);
    const verdicts = async (rule: Rule) => {
      const viewer = job();
      const rows = await asViewer(viewer, "batch", (db) =>
        db.$queryRaw<{ id: string; verdict: boolean | null }[]>(
          Prisma.sql`select r.person_id as id, ${ruleSql(rule, viewer.requestedAt)} as verdict
            from ${lines(viewer.requestedAt)} where r.person_id = any (${ids}::uuid[])`,
        ),
      );
      return new Map(rows.map(({ id, verdict }) => [id, verdict ?? "unknown"]));
    };
    const met = { true: 0, false: 0, unknown: 0 };
    await fc.assert(
      fc.asyncProperty(someRule, async (rule) => {
        const told = await verdicts(rule);
        for (const { id, line } of people) {
          const meant = matches(rule, line);
          met[String(meant) as keyof typeof met]++;
          if (told.get(id) !== meant)
            throw new Error(
              `${JSON.stringify(rule)} is ${told.get(id)} in SQL and ${meant} here, of ${JSON.stringify(line)}`,
            );
        }
      }),
      { numRuns: 250, seed: 11 },
    );
    // The property would hold emptily if generated rules met nobody.
    expect(Math.min(...Object.values(met))).toBeGreaterThan(2_000);
  }, 60_000);
});

describe("whose people a cohort has", () => {
  let old: string;
  let young: string;
  let elsewhere: string;
  let onAgenda: string;

  beforeAll(async () => {
    const { practice, otherPractice } = scene.organisations;
    old = await scene.listed("Old", practice, { age: 80 });
    young = await scene.listed("Young", practice, { age: 20 });
    elsewhere = await scene.listed("Elsewhere", otherPractice, { age: 90 });
    onAgenda = await scene.listed("Agenda", otherPractice, { age: 91 });
    await scene.related(onAgenda, "mdg", scene.group, "meeting");
    await sql("update registry_row set hba1c = 70 where person_id = any ($1)", [[old, onAgenda]]);
  });

  test("counts are of the viewer's people, and say of how many it cannot be told", async () => {
    expect(await countRule(again(scene.gp), aged(65))).toEqual({ matching: 2, unknown: 0, total: 3 });
    expect(await countRule(again(scene.stranger), aged(65))).toMatchObject({ matching: 2, total: 2 });
    // The pack of a meeting holds no results: whoever is known by it alone is not asked about.
    expect(await countRule(again(scene.gp), over58)).toEqual({ matching: 1, unknown: 1, total: 2 });
    expect(await countRule(again(scene.gp), { not: over58 })).toEqual({ matching: 0, unknown: 1, total: 2 });
  });

  test("a role that sees no results counts by none, saves none and is offered none", async () => {
    expect(await countRule(again(scene.socialWorker), over58)).toBeUndefined();
    const { practice } = scene.organisations;
    const worker = await scene.staff("Tom Hughes", "social_worker", practice);
    expect(await save(worker, over58)).toMatchObject({ ok: false });
    const id = await saved(scene.gp, over58);
    expect((await listCohorts(again(worker))).map((one) => one.id)).not.toContain(id);
    expect(await openCohort(again(worker), id)).toBeUndefined();
    expect((await inRegistry(worker, id)).filter.cohort).toBeUndefined();
  });

  test("the registry narrowed by a cohort lists its people of the viewer's scope, and no others", async () => {
    const id = await saved(scene.gp, aged(65));
    const page = await inRegistry(scene.gp, id);
    expect(page.block.lines.map(({ personId }) => personId).sort()).toEqual([old, onAgenda].sort());
    expect(page.counts.matching).toBe(2);
    const results = await saved(scene.gp, over58);
    expect((await inRegistry(scene.gp, results)).block.lines.map(({ personId }) => personId)).toEqual([old]);
  });

  test("another practice neither sees nor changes it, in any way; an organisation below uses it", async () => {
    const id = await saved(scene.gp, aged(65));
    expect(await openCohort(again(scene.stranger), id)).toBeUndefined();
    expect(await save(scene.stranger, aged(1), { cohortId: id })).toBeUndefined();
    expect(await closeCohort(again(scene.stranger), id)).toBeUndefined();
    expect((await inRegistry(scene.stranger, id)).filter.cohort).toBeUndefined();
    await sql("update organisation set parent_id = $1 where id = $2", [
      scene.organisations.practice,
      scene.organisations.otherPractice,
    ]);
    expect(await openCohort(again(scene.stranger), id)).toMatchObject({ own: false });
    expect(await save(scene.stranger, aged(1), { cohortId: id })).toBeUndefined();
    await sql("update organisation set parent_id = null where id = $1", [scene.organisations.otherPractice]);
  });

  test("a cohort that asks for a rule that is off is not counted as nobody, and says why; the registry is not narrowed", async () => {
    const [process] = processesOff({});
    const id = await saved(scene.gp, { field: "gap", in: [process!] });
    const said = expect.stringMatching(/this rule is off: not looked for$/);
    expect(await openCohort(again(scene.gp), id)).toMatchObject({ counts: undefined, off: said });
    const listed = (await listCohorts(again(scene.gp))).find((one) => one.id === id);
    expect(listed).toMatchObject({ counts: undefined, off: said });
    const page = await inRegistry(scene.gp, id);
    expect(page.errors.cohort).toContain("this rule is off: not looked for. The list is not narrowed by it");
    expect(page.filter.cohort).toBeUndefined();
    await closeCohort(again(scene.gp), id);
  });

  test("a change is a new version with who, when and why; the old one stays; the same form twice is one", async () => {
    const id = await saved(scene.gp, aged(65), { name: "Versions", key: "once" });
    expect(await save(scene.gp, aged(65), { name: "Versions", key: "once" })).toMatchObject({
      cohortId: id,
      version: 1,
    });
    await saved(scene.gp, aged(70), { cohortId: id, name: "Versions", reason: "moved the age" });
    const cohort = await openCohort(again(scene.gp), id);
    expect(cohort!.versions.map(({ version, words, reason, byName }) => [version, words, reason, byName])).toEqual([
      [2, "People aged 70 or more.", "moved the age", scene.gp.name],
      [1, "People aged 65 or more.", "for the test", scene.gp.name],
    ]);
    expect(await save(scene.gp, aged(1), { name: "versions" })).toMatchObject({ errors: { name: expect.any(String) } });
    expect(await save(scene.gp, aged(1), { name: "", reason: "" })).toMatchObject({
      errors: { name: expect.any(String), reason: expect.any(String) },
    });
  });

  test("members come and go with their rows, from the people of the cohort's organisation only", async () => {
    const id = await saved(scene.gp, aged(65));
    await synchronise();
    expect(await members(id)).toEqual([old]);
    await sql("update registry_row set age = 66 where person_id = $1", [young]);
    await synchronise();
    expect((await members(id)).sort()).toEqual([old, young].sort());
    await sql("update registry_row set age = 20 where person_id = $1", [young]);
    await synchronise();
    expect(await members(id)).toEqual([old]);
    await sql("update registry_row set age = 66 where person_id = $1", [young]);
    await synchronise();
    const rows = await sql("select ends_at from cohort_member where cohort_id = $1 and person_id = $2", [id, young]);
    expect(rows).toHaveLength(2);
    await sql("update registry_row set age = 20 where person_id = $1", [young]);
    const { course } = (await openCohort(again(scene.gp), id))!;
    expect(course).toEqual([{ on: expect.any(String), joined: 3, left: 1 }]);
    expect((await openCohort(again(scene.gp), id))!.counts).toMatchObject({ matching: 2 });
  });

  test("unknown is not in it, and a second synchronisation changes nothing", async () => {
    const id = await saved(scene.gp, { not: over58 });
    await synchronise();
    expect(await members(id)).toEqual([]);
    expect(await synchronise()).toMatchObject({ joined: 0, left: 0 });
  });

  test("built-in cohorts are there for everybody, have members everywhere, and nobody edits them", async () => {
    await synchronise();
    const built = (await listCohorts(again(scene.stranger))).filter(({ builtIn }) => builtIn);
    expect(built.map(({ name }) => name)).toEqual(["Older people", "Oldest people", "People with diabetes"]);
    expect(await members(built[1]!.id)).toEqual(expect.arrayContaining([old, elsewhere, onAgenda]));
    expect(await save(scene.gp, aged(1), { cohortId: built[0]!.id })).toBeUndefined();
    await sql(
      "insert into setting (name, version, value, source, mark) values ('cohort.elderly-from', 1, '81', 'test', 'P')",
    );
    await synchronise();
    const [elderly] = (await listCohorts(again(scene.gp))).filter(({ builtIn }) => builtIn);
    expect(elderly).toMatchObject({ version: 2, words: "People aged 81 or more." });
    expect(await members(elderly!.id)).not.toContain(old);
  });

  test("when it is closed everybody leaves, it is no filter any more, and it cannot be changed", async () => {
    const id = await saved(scene.gp, aged(65), { name: "Closing" });
    await synchronise();
    expect(await closeCohort(again(scene.gp), id)).toBe(true);
    await synchronise();
    expect(await members(id)).toEqual([]);
    expect((await inRegistry(scene.gp, id)).filter.cohort).toBeUndefined();
    expect(await save(scene.gp, aged(1), { cohortId: id, name: "Closing" })).toMatchObject({ ok: false });
    expect(await openCohort(again(scene.gp), id)).toMatchObject({ counts: undefined, closedAt: expect.any(Date) });
  });
});
