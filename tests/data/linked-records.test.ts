/** One person, several records: what lies under any of them reaches crews, staff and the person, in either direction. */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { markChanged } from "../../app/data/commands.server";
import { hasPlan, planOwner } from "../../app/data/contacts.server";
import { asViewer } from "../../app/data/database.server";
import { newId } from "../../app/data/identity.server";
import { linkedRecords } from "../../app/data/linked-records.server";
import { readOwnPages } from "../../app/data/person-access.server";
import { readPlanLife } from "../../app/data/plan-life.server";
import { readForPrint } from "../../app/data/plan-prints.server";
import { readPublishing } from "../../app/data/plan-publishing.server";
import { withdrawPlan } from "../../app/data/plans.server";
import { readCrisisPage } from "../../app/data/point-of-contact.server";
import { rerenderPublishedTexts } from "../../app/data/published-texts.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import type { PersonViewer } from "../../app/domain/viewer";
import { renderCrewPrint } from "../../app/rendering/print-crew";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { PLAN_OPERATIONS } from "../support/a-plan";
import { type TestDatabase, testDatabase } from "../support/database";
import { planRecordScene } from "../support/plan-record-scene";
import { AGREED_TODAY, AT, type PlanScene, planScene } from "../support/plan-scene";
import { addOrganisation, signIn } from "../support/urgent-people";

let database: TestDatabase;
let scene: PlanScene;
let record: ReturnType<typeof planRecordScene>;
beforeAll(async () => {
  database = await testDatabase();
  scene = await planScene(database);
  record = planRecordScene(database);
});

const job = () => systemViewer("maintenance", "test");
const rerender = (personId: string, at = AT) => rerenderPublishedTexts(job(), { personId, render, at });
const merge = (from: string, into: string) =>
  database.sql("update person set merged_into = $2 where id = $1", [from, into]);
/** As of a practice elsewhere: nobody here stands in a relationship with that record. */
const outOfReach = (personId: string) => database.sql("delete from relationship where person_id = $1", [personId]);
const PENICILLIN = { kind: "allergy", code: "91936005", words: "Allergy to penicillin" } as const;
const crew = async (personId: string) => (await scene.text(personId))!.text;

describe("all records that merges link", () => {
  test("are found from each of them, over any number of steps and in a circle", async () => {
    const chain = [await scene.aPerson(), await scene.aPerson(), await scene.aPerson(), await scene.aPerson()] as const;
    const [a, b, c, beside] = chain;
    await merge(a, b);
    await merge(b, c);
    await merge(beside, c);
    for (const id of chain) {
      const linked = await asViewer(job(), "read", (db) => linkedRecords(db, id));
      expect(linked[0]).toBe(id);
      expect([...linked].sort()).toEqual([...chain].sort());
    }
    await merge(c, a);
    expect([...(await asViewer(job(), "read", (db) => linkedRecords(db, b)))].sort()).toEqual([...chain].sort());
  });
});

describe("what crews read", () => {
  test("an allergy two merges away stands on the plan, and one above it too", async () => {
    const [first, second, third] = [await scene.aPerson(), await scene.aLivePlan(), await scene.aLivePlan()];
    await merge(first, second);
    await merge(second, third);
    await record.entry(first, PENICILLIN);
    await record.entry(third, { kind: "allergy", code: "91930004", words: "Allergy to eggs" });
    for (const id of [second, third]) {
      await rerender(id);
      expect(await crew(id)).toContain("Allergy to penicillin");
      expect(await crew(id)).toContain("Allergy to eggs");
      expect(await crew(id)).not.toContain("nothing recorded");
    }
  });

  test("also of a record that the author does not reach, at the moment of publishing", async () => {
    const [personId, other] = [await scene.aPerson(), await scene.aPerson()];
    await record.entry(other, PENICILLIN);
    await merge(other, personId);
    await outOfReach(other);
    await scene.draft(scene.asGp(), personId, ...PLAN_OPERATIONS, AGREED_TODAY);
    expect(await scene.publish(scene.asGp(), personId)).toEqual({ ok: true, version: 1 });
    expect(await crew(personId)).toContain("Allergy to penicillin");
    const print = await readForPrint(scene.asGp(), personId, { form: "crew", at: AT });
    expect(print?.person.facts).toMatchObject([{ kind: "allergy", text: "Allergy to penicillin" }]);
  });

  test("of a plan under a merged record: name and birth of the one that remains, a death of either", async () => {
    const [merged, remains] = [await scene.aLivePlan(), await scene.aPerson()];
    await merge(merged, remains);
    await database.sql("update person_name set family = 'Newly' where person_id = $1", [remains]);
    await rerender(merged);
    expect(await crew(merged)).toContain("NEWLY, Adaeze");
    // What its buttons send goes to the record that crews are in.
    expect(await crew(merged)).toContain(remains);
    await database.sql("update person set died_on = '2026-11-20' where id = $1", [merged]);
    await rerender(merged);
    expect(await crew(merged)).toContain("died on 20 Nov 2026");
  });

  test("a change of one record renders the plans of all", async () => {
    const [first, second, third] = [await scene.aLivePlan(), await scene.aPerson(), await scene.aPerson()];
    await merge(first, second);
    await merge(second, third);
    await database.sql("delete from graphile_worker._private_jobs");
    await asViewer(scene.asGp(), "command", (db) => markChanged(db, third, "test"));
    const jobs = await database.sql<{ key: string }>("select key from graphile_worker.jobs where key like 'render:%'");
    expect(jobs.map(({ key }) => key).sort()).toEqual([first, second, third].map((id) => `render:${id}`).sort());
  });

  test("an admission under the merged record is told beside the page; one that has ended is not", async () => {
    const [merged, remains] = [await scene.aLivePlan(), await scene.aPerson()];
    await merge(merged, remains);
    const ambulance = await addOrganisation(database, "ambulance", "London Ambulance Service");
    const { accountId, sessionKey } = await signIn(database, { role: "urgent_clinician", organisationId: ambulance });
    await database.sql(
      "insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at) values ($1, 'account', $2, 'contact', $3, now() - interval '1 minute')",
      [remains, accountId, newId()],
    );
    const admittedOn = async () => {
      const page = await readCrisisPage({ sessionKey, requestId: randomUUID() }, remains);
      expect(page.kind).toBe("page");
      return (page.facts as { admittedOn: string | null }).admittedOn;
    };
    const stay = async (from: string, until: string | null) => {
      await database.sql("delete from encounter where person_id = $1", [merged]);
      await database.sql(
        "insert into encounter (person_id, id, kind, starts_at, ends_at, source) values ($1, $2, 'emergency_admission', now() - $3::interval, now() + $4::interval, 'hospital')",
        [merged, newId(), from, until],
      );
    };
    expect(await admittedOn()).toBeNull();
    await stay("2 days", null);
    expect(await admittedOn()).not.toBeNull();
    await stay("2 days", "3 days");
    expect(await admittedOn()).not.toBeNull();
    await stay("2 days", "-1 hours");
    expect(await admittedOn()).toBeNull();
    await stay("61 days", null);
    expect(await admittedOn()).toBeNull();
  });
});

const asPerson = (personId: string, grants: PersonViewer["grants"] = ["plan"]): PersonViewer => ({
  ...{ kind: "person", personId, accessId: newId(), as: "self", name: "Adaeze", relation: "", grants },
  ...{ purpose: "own", requestId: newId(), requestedAt: new Date() },
});

describe("a live plan under another record", () => {
  test("is told on the page, the print and the person's page of a record that holds none", async () => {
    const [merged, remains] = [await scene.aLivePlan(), await scene.aPerson()];
    await merge(merged, remains);
    const open = { personId: merged, version: 1, byName: "Dr Amir Khan", publishedAt: AT };
    expect((await readPlanLife(scene.asGp(), remains, AT))?.linked).toEqual([{ open }]);
    const print = await readForPrint(scene.asGp(), remains, { form: "list", at: AT });
    expect(print).toMatchObject({ published: null, linked: [{ open }] });
    const printed = renderCrewPrint({ ...print!, at: AT }, {});
    expect(printed).toContain("Another record of this person in Confer holds a live plan");
    expect(printed).not.toContain("No plan is published");
    expect(await readOwnPages(asPerson(remains))).toMatchObject({ plan: undefined, otherPlan: true });
    expect(await readOwnPages(asPerson(remains, ["question"]))).toMatchObject({ otherPlan: false });
    expect((await readPlanLife(scene.asGp(), merged, AT))?.linked).toEqual([]);
  });

  test("is known to what a crew records of a contact under either record", async () => {
    const [merged, remains, none] = [await scene.aLivePlan(), await scene.aPerson(), await scene.aPerson()];
    await merge(merged, remains);
    const known = (id: string) =>
      asViewer(job(), "read", async (db) => [await hasPlan(db, id), await planOwner(db, id)]);
    expect(await known(remains)).toEqual([true, scene.practice]);
    expect(await known(merged)).toEqual([true, scene.practice]);
    expect(await known(none)).toEqual([false, null]);
  });

  test("is told without a word of it to whom it is not open", async () => {
    const [merged, remains] = [await scene.aLivePlan(), await scene.aLivePlan()];
    await merge(merged, remains);
    await outOfReach(merged);
    const life = (await readPlanLife(scene.asGp(), remains, AT))!;
    expect(life.linked).toEqual([{ open: null }]);
    const [told] = life.contradictions;
    expect(told).toMatchObject({ kind: "two_plans", sides: [{ source: "plan" }, { source: "other plan" }] });
    expect(told!.sides[1]).toEqual({ source: "other plan", words: "A live plan that is not open to you" });
    expect(JSON.stringify(life)).not.toContain(merged);
  });

  test("is told before a second one is published", async () => {
    const [merged, remains] = [await scene.aLivePlan(), await scene.aPerson()];
    await merge(merged, remains);
    await scene.draft(scene.asGp(), remains, ...PLAN_OPERATIONS, AGREED_TODAY);
    const { contradictions } = (await readPublishing(scene.asGp(), remains, { at: AT }))!;
    expect(contradictions.conflicts.map(({ kind }) => kind)).toContain("two_plans");
  });

  test("beside one of its own stands on both pages and is somebody's task, until one of them is withdrawn", async () => {
    const [merged, remains] = [await scene.aLivePlan(), await scene.aLivePlan()];
    await merge(merged, remains);
    for (const id of [merged, remains]) await rerender(id);
    const tasks = (id: string) =>
      database.sql<{ kind: string; headline: string; outcome: string | null }>(
        "select kind, headline, outcome from task where person_id = $1",
        [id],
      );
    for (const id of [merged, remains]) {
      const life = await readPlanLife(scene.asGp(), id, AT);
      expect(life?.contradictions.map(({ kind }) => kind)).toEqual(["two_plans"]);
      expect(await tasks(id)).toMatchObject([{ kind: "plan_contradiction", outcome: null }]);
    }
    expect((await tasks(remains))[0]!.headline).toMatch(/each hold a live plan: .* Confer cannot tell until then/);
    const reason = "Brought together";
    await withdrawPlan(scene.asGp(), { personId: merged, key: newId(), reason, render, at: AT });
    await rerender(remains);
    expect((await readPlanLife(scene.asGp(), remains, AT))?.contradictions).toEqual([]);
    expect(await tasks(remains)).toMatchObject([{ outcome: "overtaken" }]);
  });
});
