/** Pages of a person, a proxy and a carer: whose plan it is, and what is said of what was typed wrong. */
import { beforeAll, describe, expect, test } from "vitest";
import { makeCode, startPersonSession, takeUp } from "../../app/access/person-sessions.server";
import { errorInWords } from "../../app/components/error-words";
import { newId } from "../../app/data/identity.server";
import { invite } from "../../app/data/invitations.server";
import type { AccessKind } from "../../app/domain/person-access";
import { renderPersonText } from "../../app/rendering/print-person";
import * as join from "../../app/routes/join";
import * as mine from "../../app/routes/mine._index";
import * as signIn from "../../app/routes/mine.in.$accessId";
import * as plan from "../../app/routes/mine.plan";
import { aPublishedPlan, somePersonFacts } from "../support/a-plan";
import { type TestDatabase, testDatabase } from "../support/database";
import { again } from "../support/mdg-scene";
import { registryScene } from "../support/registry-scene";

let database: TestDatabase;
let scene: Awaited<ReturnType<typeof registryScene>>;
let personId: string;
const at = new Date();
const FIRST = { bornOn: "1942-03-12", passphrase: "kettle garden Tuesday" };
type Args = Parameters<typeof plan.loader>[0];
type Refused = { data: { errors: Record<string, string> } };

beforeAll(async () => {
  database = await testDatabase();
  scene = await registryScene(database);
  personId = await scene.listed("Owner", scene.organisations.practice);
  await database.sql("update person_name set prefix = 'Mrs', given = 'Ad<a', family = 'Owner' where person_id = $1", [
    personId,
  ]);
  await database.sql(
    "insert into published_text (person_id, audience, version, rendition, text, published_at) values ($1, 'person', 1, 1, $2, now())",
    [personId, renderPersonText(aPublishedPlan(), somePersonFacts())],
  );
});

async function invited(kind: AccessKind) {
  const { code, hash: codeHash } = await makeCode();
  const relation = kind === "self" ? "" : "Daughter";
  const whom = { personId, kind, name: "Ada Harrison", relation, grants: ["plan"], proof: "known" } as const;
  const made = await invite(again(scene.gp), { ...whom, codeHash, key: newId(), at });
  if (!made.ok) throw new Error("not invited");
  return { id: made.id, code };
}

async function asked(kind: AccessKind, path: string): Promise<Args> {
  const { id, code } = await invited(kind);
  const taken = await takeUp(id, { code, ...FIRST }, at);
  if (taken === "wrong") throw new Error("not taken up");
  const cookie = (await startPersonSession(new Request("http://localhost/mine"), taken, new Date())).split(";")[0]!;
  const request = new Request(`http://localhost${path}`, { headers: { Cookie: cookie } });
  return { request, params: {}, context: {} } as never;
}

describe("a proxy and a carer", () => {
  test.each(["proxy", "carer"] as const)("%s: read whose plan it is, on the page and above the plan", async (kind) => {
    expect((await mine.loader(await asked(kind, "/mine"))).whose).toBe("Mrs Ad<a OWNER");
    const text = await (await plan.loader(await asked(kind, "/mine/plan"))).text();
    const line = "This is the care plan of Mrs Ad&#60;a OWNER, written to Mrs Ad&#60;a OWNER:";
    expect(text).toContain(line);
    expect(text.indexOf(line)).toBeLessThan(text.indexOf("<h1>My care plan"));
  });

  test("the person is told nothing of the kind", async () => {
    expect((await mine.loader(await asked("self", "/mine"))).whose).toBeNull();
    expect(await (await plan.loader(await asked("self", "/mine/plan"))).text()).not.toContain(
      "This is the care plan of",
    );
  });

  test("a page that was not opened for them is refused without a word of roles", () => {
    const refusal = { status: 403, statusText: "", internal: false, data: "This was not opened for you." };
    const own = errorInWords(refusal, "/mine/openings");
    expect(own).toMatchObject({ heading: "This page is not open to you", back: { to: "/mine" } });
    expect(`${own.heading} ${own.words}`).not.toMatch(/role/i);
    expect(errorInWords({ ...refusal, data: "Not yours" }, "/registry")).toMatchObject({
      ...{ heading: "Not part of your role", words: "Not yours", back: { to: "/" } },
    });
  });
});

const sent = (path: string, form: Record<string, string>, params = {}) =>
  ({
    request: new Request(`http://localhost${path}`, { method: "POST", body: new URLSearchParams(form) }),
    params,
  }) as never;

describe("what was typed wrong", () => {
  test("a date of birth after number and code were right is named, and no code", async () => {
    const { id, code } = await invited("self");
    const form = { act: "first", code, bornOn: "1942-03-13", passphrase: FIRST.passphrase, again: FIRST.passphrase };
    const tried = async (more: object) =>
      ((await signIn.action(sent(`/mine/in/${id}`, { ...form, ...more }, { accessId: id }))) as Refused).data.errors;
    const { bornOn, ...others } = await tried({ codeGiven: "yes" });
    expect(bornOn).toContain("Check the date of birth");
    expect(bornOn).not.toContain("Check the code");
    expect(others).toEqual({});
    expect(Object.keys(await tried({}))).toEqual(["code"]);
  });

  test.each([
    ["first", "number", { number: "234 567 89" }, ["number", "code"]],
    ["again", "numberAgain", { numberAgain: "2345678921" }, ["numberAgain", "passphrase"]],
  ])("%s: a number of wrong length is told beside what is missing", async (act, field, form, fields) => {
    const { errors } = ((await join.action(sent("/join", { act, ...form } as never))) as Refused).data;
    expect(Object.keys(errors)).toEqual(fields);
    expect(errors[field]).toContain("9 figures");
  });
});
