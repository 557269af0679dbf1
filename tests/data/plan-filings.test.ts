/** The tick “filed”, and the list of what is not, against a real database. */
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { findNotFiled, readFiling, tickFiled } from "../../app/data/plan-filings.server";
import type { Role } from "../../app/domain/permissions";
import type { Operation } from "../../app/domain/plan";
import type { StaffViewer } from "../../app/domain/viewer";
import { aPlanDocument } from "../support/a-plan";
import { type TestDatabase, testDatabase } from "../support/database";
import { addOrganisation, addPerson, signIn } from "../support/urgent-people";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});

/** A practice of its own for each test, with somebody who files. */
async function aPractice(role: Role = "care_coordinator") {
  const organisationId = await addOrganisation(db, "practice", "Churchfield Practice");
  const { accountId, assignmentId } = await signIn(db, { role, organisationId });
  const ask = (): StaffViewer => ({
    kind: "staff",
    ...{ accountId, assignmentId, role, permissions: [], organisationId },
    ...{ organisationName: "Churchfield Practice", organisationKind: "practice", name: "Priya Shah" },
    holders: [accountId, organisationId],
    ownPersonId: null,
    purpose: "direct care",
    requestId: newId(),
    requestedAt: new Date(),
    demo: false,
  });
  return { organisationId, ask };
}

async function aPatient(practice: string, family = "Obi") {
  const id = await addPerson(db, { practiceId: practice, family, nhsNumber: undefined });
  await db.sql(
    "insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at) values ($1, 'organisation', $2, 'registered_practice', 'list', '2020-01-01')",
    [id, practice],
  );
  return id;
}

/** As publishing leaves it. */
async function publishVersion(personId: string, version: number, day: string, change: Operation[] = []) {
  const at = `${day}T09:00:00Z`;
  await db.sql(
    `insert into plan (person_id, status, current_version, rendition) values ($1, 'live', $2, $2)
     on conflict (person_id) do update set status = 'live', current_version = excluded.current_version, rendition = plan.rendition + 1`,
    [personId, version],
  );
  await db.sql(
    `insert into plan_version (person_id, version, document, published_at, published_by, published_by_name, published_by_role, organisation_id, reason)
     select $1, $2, $3, $4, a.id, 'Dr Amir Khan', 'GP', o.id, 'Review' from account a, organisation o limit 1`,
    [personId, version, JSON.stringify(aPlanDocument(change, new Date(at).toISOString())), at],
  );
  await event(personId, "published", version, at);
}

const event = (personId: string, kind: string, version: number, at: string | Date) =>
  db.sql(
    `insert into plan_event (person_id, id, kind, version, at, by, by_name, reason)
     select $1, $2, $3, $4, $5, a.id, 'Dr Amir Khan', 'x' from account a limit 1`,
    [personId, newId(), kind, version, at],
  );

async function withdraw(personId: string) {
  await db.sql("update plan set status = 'withdrawn', rendition = rendition + 1 where person_id = $1", [personId]);
  await event(personId, "withdrawn", 1, new Date());
}

const tick = async (ask: () => StaffViewer, personId: string) => {
  const filing = await readFiling(ask(), personId, new Date());
  return tickFiled(ask(), { personId, key: newId(), mark: filing!.mark, at: new Date() });
};
const waiting = async (ask: () => StaffViewer) =>
  (await findNotFiled(ask(), new Date())).plans.map(({ name, version, because }) => `${name} v${version}: ${because}`);

describe("the list of what is not filed", () => {
  test("the longest wait first; a tick takes a plan from it", async () => {
    const { organisationId, ask } = await aPractice();
    const [later, first] = [await aPatient(organisationId, "Later"), await aPatient(organisationId, "First")];
    await aPatient(organisationId, "Unplanned");
    await publishVersion(later, 1, "2026-06-01");
    await publishVersion(first, 1, "2026-05-03");
    expect(await waiting(ask)).toEqual(["FIRST, Adaeze v1: never filed", "LATER, Adaeze v1: never filed"]);
    expect(await tick(ask, first)).toEqual({ ok: true });
    expect(await waiting(ask)).toEqual(["LATER, Adaeze v1: never filed"]);
  });

  test("a new version waits when what is filed changed, and not when it did not", async () => {
    const { organisationId, ask } = await aPractice();
    const personId = await aPatient(organisationId);
    await publishVersion(personId, 1, "2026-05-03");
    await tick(ask, personId);
    await publishVersion(personId, 2, "2026-06-01", [{ unit: "strengths/a", values: { what: "Sings" } }]);
    expect(await waiting(ask)).toEqual([]);
    await publishVersion(personId, 3, "2026-06-02", [{ unit: "preferences.death", values: { death: "Hospice" } }]);
    expect(await waiting(ask)).toEqual(["OBI, Adaeze v3: changed since it was filed"]);
    expect((await readFiling(ask(), personId, new Date()))!.last).toMatchObject({ version: 1, same: false });
  });

  test("a plan that was filed and is withdrawn waits until its entries are ended", async () => {
    const { organisationId, ask } = await aPractice();
    const [filed, never] = [await aPatient(organisationId, "Filed"), await aPatient(organisationId, "Never")];
    for (const personId of [filed, never]) await publishVersion(personId, 1, "2026-05-03");
    await tick(ask, filed);
    for (const personId of [filed, never]) await withdraw(personId);
    expect(await waiting(ask)).toEqual(["FILED, Adaeze v1: withdrawn since it was filed"]);
    const filing = await readFiling(ask(), filed, new Date());
    expect(filing!.text).toContain("END THIS ENTRY: 450476008");
    expect(await readFiling(ask(), never, new Date())).toBeNull();
    expect(await tick(ask, filed)).toEqual({ ok: true });
    expect(await waiting(ask)).toEqual([]);
  });

  test("a part that was restricted after it was filed has to come out", async () => {
    const { organisationId, ask } = await aPractice();
    const personId = await aPatient(organisationId);
    await publishVersion(personId, 1, "2026-05-03");
    await tick(ask, personId);
    await db.sql(
      `insert into plan_restriction (person_id, id, unit, kind, readers, category, by, by_name, at)
       select $1, $2, 'preferences.death', 'hidden', '{}', 'other', a.id, 'Dr Amir Khan', now() from account a limit 1`,
      [personId, newId()],
    );
    expect(await waiting(ask)).toEqual(["OBI, Adaeze v1: changed since it was filed"]);
    const { text } = (await readFiling(ask(), personId, new Date()))!;
    expect(text).toContain("END THIS ENTRY: Preferred place of death");
    expect(text).not.toContain("hospice if home fails");
    expect(await tick(ask, personId)).toEqual({ ok: true });
    expect(await waiting(ask)).toEqual([]);
  });

  test("only of the practice's own people, and nobody whose record is sealed", async () => {
    const { organisationId, ask } = await aPractice();
    const other = await aPractice();
    const [sealed, theirs] = [await aPatient(organisationId), await aPatient(other.organisationId)];
    for (const personId of [sealed, theirs]) await publishVersion(personId, 1, "2026-05-03");
    await db.sql("update person set restriction = 'sealed' where id = $1", [sealed]);
    expect(await waiting(ask)).toEqual([]);
    expect(await readFiling(ask(), theirs, new Date())).toBeUndefined();
    expect(await tickFiled(ask(), { personId: theirs, key: newId(), mark: "", at: new Date() })).toEqual({
      ok: false,
      why: "not found",
    });
  });

  test("a seal on a row that was merged into the person's seals them too", async () => {
    const { organisationId, ask } = await aPractice();
    const [personId, merged] = [await aPatient(organisationId), await aPatient(organisationId)];
    await publishVersion(personId, 1, "2026-05-03");
    const { mark } = (await readFiling(ask(), personId, new Date()))!;
    await db.sql("update person set restriction = 'sealed', merged_into = $2 where id = $1", [merged, personId]);
    expect(await waiting(ask)).toEqual([]);
    expect(await readFiling(ask(), personId, new Date())).toBeUndefined();
    expect(await tickFiled(ask(), { personId, key: newId(), mark, at: new Date() })).toMatchObject({ ok: false });
    await db.sql("update person set restriction = 'dissented' where id = $1", [merged]);
    expect(await waiting(ask)).toEqual(["OBI, Adaeze v1: never filed"]);
  });

  test("plans that were filed and only confirmed since keep no other from the list, however many they are", async () => {
    const { organisationId, ask } = await aPractice();
    const filed = [];
    for (const family of ["One", "Two", "Three", "Four"]) {
      const id = await aPatient(organisationId, family);
      await publishVersion(id, 1, "2026-05-03");
      await tick(ask, id);
      await event(id, "confirmed", 1, new Date());
      filed.push(id);
    }
    const [never, changed] = [await aPatient(organisationId, "Never"), await aPatient(organisationId, "Changed")];
    await publishVersion(changed, 1, "2026-05-04");
    await tick(ask, changed);
    await publishVersion(changed, 2, "2026-06-02", [{ unit: "preferences.death", values: { death: "Hospice" } }]);
    await publishVersion(never, 1, "2026-06-01");
    const first = await findNotFiled(ask(), new Date(), { most: 3 });
    expect(first.plans.map(({ personId }) => personId)).toEqual([never]);
    const second = await findNotFiled(ask(), new Date(), { most: 3, after: first.next });
    expect(second.plans.map(({ personId }) => personId)).toEqual([changed]);
    expect(second.next).toBeUndefined();
    const all = await findNotFiled(ask(), new Date());
    expect(all.plans.map(({ personId }) => personId)).toEqual([never, changed]);
    expect(all.next).toBeUndefined();
  });

  test("says whom it showed", async () => {
    const { organisationId, ask } = await aPractice();
    const personId = await aPatient(organisationId);
    await publishVersion(personId, 1, "2026-05-03");
    const viewer = ask();
    await findNotFiled(viewer, new Date());
    expect(
      await db.sql("select did, shown from access_record where request_id = $1 and did = 'list plans not filed'", [
        viewer.requestId,
      ]),
    ).toEqual([{ did: "list plans not filed", shown: [personId] }]);
  });
});

describe("the tick", () => {
  test("is for the entries that were shown: a plan that changed meanwhile is not ticked", async () => {
    const { organisationId, ask } = await aPractice();
    const personId = await aPatient(organisationId);
    await publishVersion(personId, 1, "2026-05-03");
    const { mark } = (await readFiling(ask(), personId, new Date()))!;
    await publishVersion(personId, 2, "2026-06-01", [{ unit: "preferences.death", values: { death: "Hospice" } }]);
    expect(await tickFiled(ask(), { personId, key: newId(), mark, at: new Date() })).toEqual({
      ok: false,
      why: "changed",
    });
    expect(await waiting(ask)).toEqual(["OBI, Adaeze v2: never filed"]);
  });

  test("twice is once, and it says who did it and from which version", async () => {
    const { organisationId, ask } = await aPractice();
    const personId = await aPatient(organisationId);
    await publishVersion(personId, 1, "2026-05-03");
    await tick(ask, personId);
    await tick(ask, personId);
    const rows = await db.sql("select filed_by_name, version from plan_filing where person_id = $1", [personId]);
    expect(rows).toEqual([{ filed_by_name: "Priya Shah", version: 1 }]);
    expect((await readFiling(ask(), personId, new Date()))!.last).toMatchObject({ byName: "Priya Shah", same: true });
  });

  test("nothing published is nothing to file", async () => {
    const { organisationId, ask } = await aPractice();
    const personId = await aPatient(organisationId);
    expect(await readFiling(ask(), personId, new Date())).toBeNull();
    expect(await tickFiled(ask(), { personId, key: newId(), mark: "", at: new Date() })).toEqual({
      ok: false,
      why: "nothing to file",
    });
  });
});
