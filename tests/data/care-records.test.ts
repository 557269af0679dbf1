import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  excuseCare,
  findCareProcess,
  recordCare,
  removeMistake,
  withdrawExcuse,
} from "../../app/data/care-records.server";
import { refreshCodeFeatures } from "../../app/data/code-sets.server";
import { asSystemConnection } from "../../app/data/database.server";
import { newId } from "../../app/data/identity.server";
import { stratifyChanged } from "../../app/data/stratifications.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import type { StaffViewer } from "../../app/domain/viewer";
import { testDatabase } from "../support/database";
import { again, inDays } from "../support/mdg-scene";
import { registryScene } from "../support/registry-scene";

let scene: Awaited<ReturnType<typeof registryScene>>;
let sql: Awaited<ReturnType<typeof testDatabase>>["sql"];
let personId: string;

beforeAll(async () => {
  const database = await testDatabase();
  sql = database.sql;
  scene = await registryScene(database);
  await asSystemConnection(systemViewer("stratify", "test"), (client, inTransaction) =>
    inTransaction(() => refreshCodeFeatures(client)),
  );
});
beforeEach(async () => {
  personId = await scene.listed("Obi", scene.organisations.practice);
  const diabetes = { kind: "problem", code: "44054006", display: "Type 2 diabetes mellitus", on: "2011-04-04" };
  await scene.entry(personId, diabetes);
  await sql("delete from changed_person");
  await sql("delete from access_record");
});

const today = () => inDays(0);
type Typed = Record<string, string>;
const command = (typed: Typed, process = "hba1c", key: string = newId()) => ({ personId, process, typed, key });
const record = (typed: Typed, viewer: StaffViewer = scene.gp, process = "hba1c") =>
  recordCare(again(viewer), command({ on: today(), ...typed }, process));
const excuse = (typed: Typed = {}, process = "hba1c") =>
  excuseCare(again(scene.gp), command({ kind: "declined", reason: "Said no", excusedOn: today(), ...typed }, process));
const lineOf = async (process = "hba1c") => (await findCareProcess(again(scene.gp), personId, process))!.line!;
const entries = () =>
  sql<{ code: string; value: number; unit: string; received_unit: string; recorded_by: string; source: string }>(
    `select c.code, e.kind, e.value, e.unit, e.received_value, e.received_unit, e.recorded_here, e.recorded_by, e.source,
       to_char(e.on_date at time zone 'Europe/London', 'YYYY-MM-DD HH24:MI') as on
     from entry e join code c on c.id = e.code_id where e.person_id = $1 and e.recorded_here order by c.code`,
    [personId],
  );
const waiting = () => sql<{ person_id: string; reason: string }>("select person_id, reason from changed_person");

describe("care recorded as done", () => {
  test("is an entry with its code, value and author; it counts at once, and the person waits for new scores", async () => {
    expect((await lineOf()).state).toBe("overdue");
    expect(await record({ value: "7.5", unit: "%" })).toEqual({ ok: true });
    expect(await entries()).toMatchObject([
      {
        code: "999791000000106",
        kind: "result",
        value: 58.4675,
        unit: "mmol/mol",
        received_value: "7.5",
        received_unit: "%",
        recorded_here: true,
        recorded_by: scene.gp.accountId,
        source: "confer",
        on: `${today()} 00:00`,
      },
    ]);
    expect(await lineOf()).toMatchObject({ lastDone: today(), value: "58.5 mmol/mol" });
    expect((await lineOf()).state).not.toBe("overdue");
    expect(await waiting()).toMatchObject([{ person_id: personId, reason: "record care" }]);
    expect(await scene.accessed("record care")).toMatchObject([{ outcome: "allowed", person_id: personId }]);
  });

  test("reaches the registry's row by the refresh queue", async () => {
    await record({ value: "64" });
    await stratifyChanged(systemViewer("stratify", "test"));
    const [row] = await sql<{ hba1c: number; gaps: string[] }>(
      "select hba1c, gaps from registry_row where person_id = $1",
      [personId],
    );
    expect(row).toMatchObject({ hba1c: 64 });
    expect(row!.gaps).toContain("bmi");
    expect(await waiting()).toEqual([]);
  });

  test("sent twice is recorded once; two pages are two", async () => {
    const same = command({ on: today(), value: "64" });
    await recordCare(again(scene.gp), same);
    expect(await recordCare(again(scene.gp), same)).toEqual({ ok: true });
    expect(await entries()).toHaveLength(1);
    await recordCare(again(scene.gp), { ...same, key: newId() });
    expect(await entries()).toHaveLength(2);
  });

  test("a blood pressure is two entries of one day", async () => {
    await record({ value: "138", second: "82" }, scene.gp, "blood-pressure");
    expect((await entries()).map(({ code, value, unit }) => [code, value, unit])).toEqual([
      ["271649006", 138, "mmHg"],
      ["271650006", 82, "mmHg"],
    ]);
    expect((await lineOf("blood-pressure")).value).toBe("138/82 mmHg");
  });

  test("what cannot be true is refused in words, and nothing is written or waits", async () => {
    expect(await record({ value: "640" })).toMatchObject({
      ok: false,
      errors: { value: expect.stringContaining("640") },
    });
    expect(await record({ value: "64", on: inDays(1) })).toMatchObject({ ok: false, errors: { on: /future/ } });
    expect(await record({ value: "64", on: "1942-03-11" })).toMatchObject({
      ok: false,
      errors: { on: expect.stringContaining("born") },
    });
    expect(await entries()).toEqual([]);
    expect(await waiting()).toEqual([]);
  });

  test("is refused of somebody who has died", async () => {
    await sql("update person set deceased = true where id = $1", [personId]);
    expect(await record({ value: "64" })).toMatchObject({
      ok: false,
      errors: { person: expect.stringContaining("died") },
    });
  });
});

describe("an entry made by mistake", () => {
  const mistake = (entry: string, process = "hba1c") => removeMistake(again(scene.gp), command({ entry }, process));
  const heldIn = async (process: string) => (await findCareProcess(again(scene.gp), personId, process))!.entries;

  test("is hidden and counts no more; the row stays for audit", async () => {
    await record({ value: "64" });
    const [held] = await heldIn("hba1c");
    expect(held).toMatchObject({ recordedHere: true, value: 64 });
    expect(await mistake(held!.id)).toEqual({ ok: true });
    expect((await lineOf()).state).toBe("overdue");
    expect(await sql("select 1 from entry where id = $1 and removed_at is not null", [held!.id])).toHaveLength(1);
    expect(await mistake(held!.id)).toMatchObject({ ok: false });
  });

  test("is not removed by the page of another process, nor when another system sent it", async () => {
    await record({ value: "64" });
    const [held] = await heldIn("hba1c");
    expect(await mistake(held!.id, "bmi")).toMatchObject({ ok: false });
    const bmi = { kind: "result", code: "60621009", display: "Body mass index", value: 24, unit: "kg/m2" };
    await scene.entry(personId, bmi);
    const [sent] = await heldIn("bmi");
    expect(sent).toMatchObject({ recordedHere: false });
    expect(await mistake(sent!.id, "bmi")).toMatchObject({ ok: false });
    expect(await heldIn("bmi")).toHaveLength(1);
  });
});

describe("an excuse", () => {
  test("excuses the care until its day, with who and why; withdrawn it stays in the history and no longer counts", async () => {
    expect(await excuse({ until: inDays(90) })).toEqual({ ok: true });
    expect(await lineOf()).toMatchObject({
      state: "excused",
      excuse: { kind: "declined", reason: "Said no", by: "Dr Khan", until: inDays(90) },
    });
    const [held] = (await findCareProcess(again(scene.gp), personId, "hba1c"))!.excuses;
    expect(await withdrawExcuse(again(scene.gp), command({ excuse: held!.id }))).toEqual({ ok: true });
    expect((await lineOf()).state).toBe("overdue");
    expect((await findCareProcess(again(scene.gp), personId, "hba1c"))!.excuses).toMatchObject([
      { id: held!.id, withdrawnAt: expect.any(Date) },
    ]);
    expect(await withdrawExcuse(again(scene.gp), command({ excuse: held!.id }))).toMatchObject({ ok: false });
    expect(await waiting()).toMatchObject([{ person_id: personId, reason: "withdraw excuse" }]);
  });

  test("two invitations without a reply excuse a payment only: the care stays overdue", async () => {
    expect(await excuse({ kind: "no_reply", reason: "Letters in May and June" })).toEqual({ ok: true });
    expect((await lineOf()).state).toBe("overdue");
  });

  test("without words is refused", async () => {
    expect(await excuse({ reason: " " })).toMatchObject({ ok: false, errors: { reason: expect.any(String) } });
  });
});

describe("who may", () => {
  const commands = [recordCare, excuseCare, withdrawExcuse, removeMistake] as const;
  const refusedTo = async (viewer: StaffViewer) => {
    const outcomes = [];
    for (const one of commands) outcomes.push(await one(again(viewer), command({ on: today(), value: "64" })));
    return outcomes;
  };

  test("nobody without a relationship, and each refusal is recorded", async () => {
    expect(await refusedTo(scene.stranger)).toEqual(Array(commands.length).fill(undefined));
    for (const did of ["record care", "excuse care", "withdraw excuse"])
      expect(await scene.accessed(did)).toMatchObject([{ outcome: "refused" }]);
    expect(await entries()).toEqual([]);
  });

  test("a social worker sees what is due and does not record it", async () => {
    await scene.related(personId, "mdg", scene.group, "meeting");
    expect(await findCareProcess(again(scene.socialWorker), personId, "hba1c")).toBeDefined();
    expect(await refusedTo(scene.socialWorker)).toEqual(Array(commands.length).fill(undefined));
  });

  test("who owns an action sees why, and neither sees nor records care", async () => {
    const nurse = await scene.staff("Sr Action", "community_clinician", scene.organisations.trust);
    await scene.related(personId, "account", nurse.accountId, "action");
    expect(await findCareProcess(again(nurse), personId, "hba1c")).toBeUndefined();
    expect(await refusedTo(nurse)).toEqual(Array(commands.length).fill(undefined));
  });

  test("an excuse of another person, or of another process, is not withdrawn", async () => {
    await excuse();
    const [held] = (await findCareProcess(again(scene.gp), personId, "hba1c"))!.excuses;
    expect(await withdrawExcuse(again(scene.gp), command({ excuse: held!.id }, "bmi"))).toMatchObject({ ok: false });
    personId = await scene.listed("Other", scene.organisations.practice);
    expect(await withdrawExcuse(again(scene.gp), command({ excuse: held!.id }))).toMatchObject({ ok: false });
    expect(await sql("select 1 from care_excuse where withdrawn_at is not null and id = $1", [held!.id])).toEqual([]);
  });

  test("a process that no protocol has is not there", async () => {
    expect(await findCareProcess(again(scene.gp), personId, "no-such-care")).toBeUndefined();
    expect(await record({ value: "64" }, scene.gp, "no-such-care")).toBeUndefined();
  });
});
