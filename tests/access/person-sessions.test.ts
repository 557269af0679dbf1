/** A busy server uses up nobody's tries, and how long an answer takes tells nothing of a number. */
import { beforeAll, expect, test } from "vitest";
import {
  ANSWER_TAKES,
  findByNumber,
  makeCode,
  signInAgain,
  signInByNumber,
  takeUp,
} from "../../app/access/person-sessions.server";
import { newId } from "../../app/data/identity.server";
import { invite } from "../../app/data/invitations.server";
import { type TestDatabase, testDatabase } from "../support/database";
import { again } from "../support/mdg-scene";
import { registryScene } from "../support/registry-scene";

let database: TestDatabase;
let scene: Awaited<ReturnType<typeof registryScene>>;
let personId: string;
const at = new Date();
const FIRST = { bornOn: "1942-03-12", passphrase: "kettle garden Tuesday" };

beforeAll(async () => {
  database = await testDatabase();
  scene = await registryScene(database);
  personId = await scene.listed("Owner", scene.organisations.practice);
});

async function invited() {
  const { code, hash: codeHash } = await makeCode();
  const whom = { personId, kind: "self", name: "Adaeze Obi", relation: "", grants: ["plan"], proof: "known" } as const;
  const made = await invite(again(scene.gp), { ...whom, codeHash, key: newId(), at });
  if (!made.ok) throw new Error("not invited");
  const [row] = await database.sql<{ number: string }>("select number from invitation where id = $1", [made.id]);
  return { id: made.id, code, number: row!.number };
}

const triesOf = async (id: string, table = "invitation") =>
  (await database.sql<{ tries: number }>(`select tries from ${table} where id = $1`, [id]))[0]!.tries;

/** With all places taken by codes of numbers that nobody has; `work` starts at once. */
async function whileBusy<T>(work: () => Promise<T>): Promise<T> {
  const junk = Array.from({ length: 4 }, () => findByNumber("222222222", "AAAA-AAAA"));
  const done = work();
  await Promise.allSettled([...junk, done]);
  return done;
}

test("a right code that finds no place is refused and costs no try, by number and at the whole address", async () => {
  const { id, code, number } = await invited();
  for (let n = 0; n < 6; n++) {
    await expect(whileBusy(() => findByNumber(number, code))).rejects.toMatchObject({ status: 503 });
    await expect(whileBusy(() => takeUp(id, { code, ...FIRST }, at))).rejects.toMatchObject({ status: 503 });
  }
  expect(await triesOf(id)).toBe(0);
  expect(await findByNumber(number, code)).toBe(id);
  expect(await takeUp(id, { code, ...FIRST }, at)).toEqual({ accessId: id, personId });
});

test("a right passphrase that finds no place costs no try either", async () => {
  const { id, code, number } = await invited();
  await takeUp(id, { code, ...FIRST }, at);
  for (let n = 0; n < 6; n++) {
    await expect(whileBusy(() => signInAgain(id, FIRST.passphrase, at))).rejects.toMatchObject({ status: 503 });
    const byNumber = whileBusy(() => signInByNumber(number, FIRST.passphrase, at));
    await expect(byNumber).rejects.toMatchObject({ status: 503 });
  }
  expect(await triesOf(id, "person_access")).toBe(0);
  expect(await signInAgain(id, FIRST.passphrase, at)).toEqual({ accessId: id, personId });
});

test("of more tries at once than a code has, five are compared at most, and the rest find it over", async () => {
  const { id, code, number } = await invited();
  for (let n = 0; n < 3; n++)
    await Promise.allSettled(Array.from({ length: 4 }, () => findByNumber(number, "AAAA-AAAA")));
  expect(await triesOf(id)).toBe(5);
  expect(await findByNumber(number, code)).toBe("wrong");
});

test("an answer takes as long for a number that nobody has as for one whose try is written down", async () => {
  const { code, number } = await invited();
  const took = async (work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  // A timer may fire a millisecond early.
  for (const work of [
    () => findByNumber(number, "AAAA-AAAA"),
    () => findByNumber("222222222", "AAAA-AAAA"),
    () => findByNumber("none", code),
    () => signInByNumber(number, "wrong wrong wrong", at),
    () => signInByNumber("222222222", "wrong wrong wrong", at),
  ])
    expect(await took(work)).toBeGreaterThanOrEqual(ANSWER_TAKES - 2);
});
