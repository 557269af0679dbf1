/** A death whose day nobody recorded is a death all the same. */
import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { findFeatures, queryOf } from "../../app/data/features.server";
import { newId } from "../../app/data/identity.server";
import { findBanner } from "../../app/data/people.server";
import { referToMeeting } from "../../app/data/referrals.server";
import { openRegistry } from "../../app/data/registry.server";
import { type TestDatabase, testDatabase } from "../support/database";
import { again } from "../support/mdg-scene";
import { registryScene } from "../support/registry-scene";

let database: TestDatabase;
let scene: Awaited<ReturnType<typeof registryScene>>;
let personId = "";
beforeAll(async () => {
  database = await testDatabase();
  scene = await registryScene(database);
  personId = await scene.listed("Dead", scene.organisations.practice);
  await database.sql("update person set deceased = true where id = $1", [personId]);
});

describe("somebody who died on a day that is not recorded", () => {
  test("is not stratified among the living", async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    expect(await findFeatures(queryOf(client), [personId], "2026-11-22", new Map())).toEqual([]);
    await database.sql("update person set died_on = '2026-11-20' where id = $1", [personId]);
    expect(await findFeatures(queryOf(client), [personId], "2026-11-19", new Map())).toHaveLength(1);
    await database.sql("update person set died_on = null where id = $1", [personId]);
    await client.end();
  });

  test("is dead in the banner, and is put on no agenda", async () => {
    expect(await findBanner(again(scene.gp), personId)).toMatchObject({ deceased: true, diedOn: undefined });
    const meetingId = await scene.meeting(scene.group, 2);
    const asked = { question: "Safe at home?", personTold: "told", personToldDetail: "By phone" } as const;
    const referred = await referToMeeting(again(scene.gp), {
      ...asked,
      meetingId,
      personIds: [personId],
      key: newId(),
    });
    expect(referred).toMatchObject({ ok: false, errors: { person: "This person is recorded as having died" } });
  });

  test("is marked as dead in the registry until it is done again", async () => {
    const { block } = await openRegistry(again(scene.gp), {
      filter: {},
      sort: { by: "segment", direction: "asc" },
      place: { from: 0 },
    });
    expect(block.lines).toMatchObject([{ personId, died: true }]);
  });
});

test("whoever writes the day of a death has said that the person died", async () => {
  const id = await scene.person("Dated", scene.organisations.practice);
  const deceased = async () =>
    (await database.sql<{ deceased: boolean }>("select deceased from person where id = $1", [id]))[0]!.deceased;
  expect(await deceased()).toBe(false);
  await database.sql("update person set died_on = '2026-11-20' where id = $1", [id]);
  expect(await deceased()).toBe(true);
  await database.sql("update person set died_on = null, deceased = false where id = $1", [id]);
  expect(await deceased()).toBe(false);
});
