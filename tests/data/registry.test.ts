import { beforeAll, describe, expect, test } from "vitest";
import { asViewer } from "../../app/data/database.server";
import { listRegistry, openRegistry } from "../../app/data/registry.server";
import { type Place, type RegistryFilter, SORTS, type Sort, type SortField } from "../../app/domain/registry-filter";
import type { StaffViewer } from "../../app/domain/viewer";
import { testDatabase } from "../support/database";
import { again } from "../support/mdg-scene";
import { registryScene } from "../support/registry-scene";

let scene: Awaited<ReturnType<typeof registryScene>>;
let sql: Awaited<ReturnType<typeof testDatabase>>["sql"];
const people: Record<string, string> = {};

beforeAll(async () => {
  const database = await testDatabase();
  sql = database.sql;
  scene = await registryScene(database);
  const { practice, otherPractice } = scene.organisations;
  people.frail = await scene.listed("Frail", practice, {
    segment: "frailty_dementia",
    efi: 14,
    efiCategory: "severe",
    lastEmergencyOn: "2026-09-03",
  });
  people.floor = await scene.listed("Floor", practice, {
    efi: 9,
    efiCategory: "moderate",
    efiKnown: false,
    missing: ["medicines"],
  });
  people.unknown = await scene.listed("Unknown", practice, {
    efi: 0,
    efiCategory: "fit",
    efiKnown: false,
    missing: ["coded record"],
    age: null,
  });
  people.diabetic = await scene.listed("O'Néill", practice, {
    segment: "long_term",
    age: 61,
    diabetes: true,
    gapsDue: 1,
    gaps: ["hba1c"],
    imdDecile: 2,
  });
  people.young = await scene.listed("Young", practice, { age: 30, efi: null, efiCategory: null, imdDecile: 10 });
  people.elsewhere = await scene.listed("Elsewhere", otherPractice, { segment: "end_of_life" });
  people.onAgenda = await scene.listed("Agenda", otherPractice, { segment: "complex", lastEmergencyOn: "2026-10-01" });
  await scene.related(people.onAgenda, "mdg", scene.group, "meeting");
});

const need: Sort = { by: "segment", direction: "asc" };
const open = (viewer: StaffViewer, filter: RegistryFilter = {}, sort = need, place: Place = { from: 0 }) =>
  openRegistry(again(viewer), { filter, sort, place });
const namesOf = async (viewer: StaffViewer, filter: RegistryFilter = {}, sort = need) =>
  (await open(viewer, filter, sort)).block.lines.map(({ name }) => name.split(",")[0]!);

describe("whose people are listed", () => {
  test("the practice's own and those on the agenda of the viewer's group, nobody else", async () => {
    expect((await namesOf(scene.gp)).sort()).toEqual(["AGENDA", "FLOOR", "FRAIL", "O'NÉILL", "UNKNOWN", "YOUNG"]);
    expect((await namesOf(scene.stranger)).sort()).toEqual(["AGENDA", "ELSEWHERE"]);
    expect(await namesOf(scene.socialWorker)).toEqual(["AGENDA"]);
    expect(await namesOf({ ...scene.stranger, holders: [] })).toEqual([]);
  });

  test("counts are of the same people", async () => {
    const { counts } = await open(scene.gp, { diabetes: "yes" });
    expect(counts).toMatchObject({ matching: 1, total: 6 });
    expect(counts.segments.map(({ segment, people }) => [segment, people])).toEqual([
      ["end_of_life", 0],
      ["frailty_dementia", 1],
      ["complex", 1],
      ["long_term", 1],
      ["healthy", 3],
    ]);
    expect(counts.segments.at(-1)!.incomplete).toBe(2);
  });

  test("the viewer's own record is not listed", async () => {
    expect(await namesOf({ ...scene.gp, ownPersonId: people.frail! })).not.toContain("FRAIL");
  });

  test("somebody who dissents is listed by the own practice only, a sealed record by nobody", async () => {
    await sql("update person set restriction = 'dissented' where id = $1", [people.onAgenda]);
    expect(await namesOf(scene.gp)).not.toContain("AGENDA");
    expect(await namesOf(scene.stranger)).toContain("AGENDA");
    await sql("update person set restriction = 'sealed' where id = $1", [people.onAgenda]);
    expect(await namesOf(scene.stranger)).not.toContain("AGENDA");
    await sql("update person set restriction = null where id = $1", [people.onAgenda]);
  });

  test("a meeting's pack does not tell the last emergency, neither in a cell nor by the order", async () => {
    const byEmergency: Sort = { by: "emergency", direction: "desc" };
    const { block } = await open(scene.gp);
    expect(block.lines.find(({ personId }) => personId === people.onAgenda)!.emergency).toBeUndefined();
    expect(block.lines.find(({ personId }) => personId === people.frail)!.emergency).toMatchObject({
      lastOn: expect.stringContaining("2026-09-03"),
    });
    expect(await namesOf(scene.gp, {}, byEmergency)).not.toContain("AGENDA");
  });

  test("a care-home nurse's list says who the residents are and nothing of why", async () => {
    const home = scene.organisations.trust;
    const nurse = await scene.staff("Sr Bell", "care_home_nurse", home);
    await scene.related(people.frail!, "organisation", home, "care_home");
    const { block, counts } = await open(nurse, { segment: ["healthy"] });
    expect(block.lines).toEqual([
      { personId: people.frail, name: "FRAIL, Adaeze", age: 84, died: false, plan: { oldestSince: null } },
    ]);
    expect(counts.segments).toEqual([]);
  });

  test("one row in the record of access for a list, with the ids that it showed", async () => {
    await sql("delete from access_record");
    await open(scene.socialWorker);
    expect(await scene.accessed("list registry")).toEqual([
      { outcome: "allowed", person_id: null, shown: [people.onAgenda], account_id: scene.socialWorker.accountId },
    ]);
  });
});

describe("filters", () => {
  test.each<[string, RegistryFilter, string[]]>([
    ["severe frailty", { efi: ["severe"] }, ["FRAIL"]],
    ["moderate frailty holds those whose floor is moderate", { efi: ["moderate"] }, ["FLOOR"]],
    ["no frailty never holds those of whom nothing is known", { efi: ["fit"] }, ["AGENDA", "O'NÉILL"]],
    ["an index that is incomplete", { efi: ["incomplete"] }, ["FLOOR", "UNKNOWN"]],
    ["an incomplete record", { record: "incomplete" }, ["FLOOR", "UNKNOWN"]],
    ["a segment", { segment: ["frailty_dementia", "complex"] }, ["AGENDA", "FRAIL"]],
    ["from an age on, those of unknown age are not", { ageFrom: 62 }, ["AGENDA", "FLOOR", "FRAIL"]],
    ["ages include both ends", { ageFrom: 30, ageTo: 61 }, ["O'NÉILL", "YOUNG"]],
    ["any care due", { gap: "any" }, ["O'NÉILL"]],
    ["a process that is due", { gap: "hba1c" }, ["O'NÉILL"]],
    ["a process that is done", { gap: "bmi" }, []],
    ["most deprived fifth: deciles 1 and 2", { imd: ["1"] }, ["O'NÉILL"]],
    ["least deprived fifth: deciles 9 and 10", { imd: ["5"] }, ["YOUNG"]],
    ["a name starts, whatever the accents and apostrophes", { name: "neill" }, ["O'NÉILL"]],
    ["all words of the name in any order", { name: "fr adaeze" }, ["FRAIL"]],
    ["a name contains", { name: "rai", nameMatch: "contains" }, ["FRAIL"]],
    ["signs that a search would take for a pattern", { name: "%_", nameMatch: "contains" }, []],
    ["has a plan", { plan: "yes" }, []],
    ["on a coming MDG", { meeting: "yes" }, []],
  ])("%s", async (_, filter, names) => expect((await namesOf(scene.gp, filter)).sort()).toEqual(names));

  test("a plan and a coming meeting count from the moment that they are there", async () => {
    const [plan] = [people.diabetic!];
    const published = new Date(Date.now() - 100 * 86_400_000);
    await sql("insert into plan (person_id, status, current_version) values ($1, 'live', 1)", [plan]);
    await sql(
      `insert into plan_version (person_id, version, document, published_at, published_by, published_by_name, published_by_role, organisation_id, reason)
       values ($1, 1, '{}', $2, $1, 'Dr Khan', 'gp', $1, 'first')`,
      [plan, published],
    );
    expect(await namesOf(scene.gp, { plan: "yes" })).toEqual(["O'NÉILL"]);
    expect(await namesOf(scene.gp, { planOlder: "90" })).toEqual(["O'NÉILL"]);
    expect(await namesOf(scene.gp, { planOlder: "180" })).toEqual([]);
    const { block } = await open(scene.gp, { plan: "yes" });
    expect(block.lines[0]!.plan).toEqual({ oldestSince: published.toISOString() });
  });
});

describe("bands and ranks", () => {
  const moved = (person: string, band: string, was: string, became: string, daysAgo: number) =>
    sql(
      `insert into band_change (person_id, id, at, as_of, band, was, became, cause)
       values ($1, gen_random_uuid(), now() - make_interval(days => $5), current_date, $2, $3, $4, '')`,
      [person, band, was, became, daysAgo],
    );
  const movedIn = async (person: string) =>
    (await open(scene.gp)).block.lines.find(({ personId }) => personId === person)!.why!.moved;

  test("an arrow is the net change of an absolute band in three months; an older one has none", async () => {
    await moved(people.frail!, "efi", "moderate", "severe", 91);
    await moved(people.floor!, "efi", "mild", "moderate", 93);
    await moved(people.young!, "segment", "long_term", "complex", 60);
    await moved(people.young!, "segment", "complex", "healthy", 5);
    await moved(people.diabetic!, "segment", "healthy", "long_term", 50);
    await moved(people.diabetic!, "segment", "long_term", "healthy", 40);
    expect(await movedIn(people.frail!)).toEqual({ segment: null, frailty: "up" });
    expect(await movedIn(people.floor!)).toEqual({ segment: null, frailty: null });
    expect(await movedIn(people.young!)).toEqual({ segment: "down", frailty: null });
    expect(await movedIn(people.diabetic!)).toEqual({ segment: null, frailty: null });
    expect(await namesOf(scene.gp, { change: "frailty_up" })).toEqual(["FRAIL"]);
    expect(await namesOf(scene.gp, { change: "segment_up" })).toEqual([]);
  });

  test("tiers are by the run's own lines, and sorted by need the greatest comes first", async () => {
    await sql("update stratification_run set tiers = $1 where current", [{ very_high: 14, high: 9, moderate: 3 }]);
    await sql("update registry_row set need = coalesce(efi_count, 0)");
    expect(await namesOf(scene.gp, { tier: ["very_high"] })).toEqual(["FRAIL"]);
    expect((await namesOf(scene.gp, { tier: ["high", "lower"] })).sort()).toEqual(["FLOOR", "YOUNG"]);
    const sorted = await open(scene.gp, {}, { by: "need", direction: "desc" });
    expect(sorted.block.lines.slice(0, 2).map(({ name, why }) => [name, why!.tier])).toEqual([
      ["FRAIL, Adaeze", "very_high"],
      ["FLOOR, Adaeze", "high"],
    ]);
  });

  test("care due by protocol, with the first gap on the line", async () => {
    expect(await namesOf(scene.gp, { gap: "any-diabetes" })).toEqual(["O'NÉILL"]);
    expect(await namesOf(scene.gp, { gap: "any-frailty" })).toEqual([]);
    const { block } = await open(scene.gp, { gap: "any" });
    expect(block.lines[0]!.careDue).toEqual({ gaps: 1, first: "hba1c" });
  });
});

describe("walking through the list", () => {
  let many: StaffViewer;
  beforeAll(async () => {
    const practice = scene.organisations.council;
    many = await scene.staff("Dr Many", "gp", practice);
    for (let n = 0; n < 120; n++) {
      await scene.listed(`Person${n % 9}`, practice, {
        age: n % 5 ? 60 + (n % 7) : null,
        efi: n % 4 ? n % 6 : null,
        efiCategory: n % 4 ? "fit" : null,
        lastEmergencyOn: n % 3 ? `2026-0${1 + (n % 9)}-01` : null,
        gapsDue: n % 3,
      });
    }
  });

  const walk = async (sort: Sort, step: "after" | "before") => {
    const seen: string[] = [];
    let place: Place = { from: step === "after" ? 0 : 100 };
    for (;;) {
      const block = await listRegistry(again(many), { filter: {}, sort, place });
      const ids = block.lines.map(({ personId }) => personId);
      if (step === "after") {
        seen.push(...ids);
        if (!block.hasNext) return seen;
        place = { after: ids.at(-1)! };
      } else {
        seen.unshift(...ids);
        if (!block.hasPrevious) return seen;
        place = { before: ids[0]! };
      }
    }
  };

  test.each(Object.keys(SORTS) as SortField[])("by %s: everybody once, the same both ways", async (by) => {
    for (const direction of ["asc", "desc"] as const) {
      const forwards = await walk({ by, direction }, "after");
      expect(new Set(forwards).size).toBe(120);
      expect(forwards).toHaveLength(120);
      expect(await walk({ by, direction }, "before")).toEqual(forwards);
    }
  });

  test("those of unknown age come last in both directions", async () => {
    for (const direction of ["asc", "desc"] as const) {
      const { block } = await open(many, {}, { by: "age", direction }, { from: 96 });
      expect(block.lines).toHaveLength(24);
      expect(block.lines.every(({ age }) => age === null)).toBe(true);
    }
  });
});

describe("with its where taken out a list shows nothing", () => {
  const all = (viewer: StaffViewer, table: string, column: string) =>
    asViewer(viewer, "read", async (db) => {
      const rows = await db.$queryRawUnsafe<{ id: string }[]>(`select distinct ${column}::text as id from ${table}`);
      return rows.map(({ id }) => id);
    });

  test.each([
    ["person", "id"],
    ["entry", "person_id"],
    ["registry_row", "person_id"],
  ])("%s", async (table, column) => {
    for (const id of Object.values(people)) await scene.entry(id, { kind: "problem", display: "Heart failure" });
    expect(await all({ ...scene.stranger, holders: [] }, table, column)).toEqual([]);
    const one = await scene.staff("Ms One", "social_worker", scene.organisations.trust);
    await sql("delete from relationship where holder_id = $1", [scene.organisations.trust]);
    await scene.related(people.young!, "account", one.accountId, "caseload");
    expect(await all(one, table, column)).toEqual([people.young]);
  });
});
