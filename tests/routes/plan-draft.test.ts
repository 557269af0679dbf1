/** The draft's JSON door, as the page's queue of words knows it: who is refused how, and what comes back. */
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { action as postEdits, loader as readSection } from "../../app/routes/people.$personId.plan.draft";
import { testDatabase } from "../support/database";
import { registryScene } from "../support/registry-scene";
import { signIn } from "../support/urgent-people";

let database: Awaited<ReturnType<typeof testDatabase>>;
let personId: string;
let cookie: string;
let author: string;

beforeAll(async () => {
  database = await testDatabase();
  const scene = await registryScene(database);
  personId = await scene.listed("Obi", scene.organisations.practice);
  const { token, accountId } = await signIn(database, { role: "gp", organisationId: scene.organisations.practice });
  cookie = `confer_session=${token}`;
  author = accountId;
});

const post = (body: unknown, person = personId, origin = "http://localhost") => {
  const headers = { Cookie: cookie, Origin: origin, "Content-Type": "application/json" };
  const init = { method: "POST", headers, body: typeof body === "string" ? body : JSON.stringify(body) };
  const request = new Request(`http://localhost/people/${person}/plan/draft`, init);
  return postEdits({ request, params: { personId: person }, context: {} } as never).catch((thrown: Response) => thrown);
};
const read = (section: string) => {
  const request = new Request(`http://localhost/people/${personId}/plan/draft?section=${section}`, {
    headers: { Cookie: cookie },
  });
  return readSection({ request, params: { personId }, context: {} } as never);
};
const edit = (first: string, change = {}) => ({
  id: newId(),
  unit: "handler",
  values: { first },
  seen: null,
  ...change,
});

describe("edits", () => {
  test("are answered one by one, and the section says what it holds now", async () => {
    const [good, late] = [edit("Speaks slowly"), edit("Deaf")];
    const answer = await post({ author, edits: [good, late] });
    expect(await answer.json()).toMatchObject({
      results: [
        { id: good.id, outcome: "saved", now: { first: "Speaks slowly" } },
        { id: late.id, outcome: "conflict", now: { first: "Speaks slowly" }, by: { own: true } },
      ],
    });
    const section = await read("handler");
    expect(section.headers.get("Cache-Control")).toBe("no-store");
    expect(await section.json()).toMatchObject({ section: "handler", units: { handler: { first: "Speaks slowly" } } });
  });

  test("of an account that is not signed in any more are refused, whoever is signed in now", async () => {
    const answer = await post({ author: newId(), edits: [edit("In another's name")] });
    expect(answer.status).toBe(409);
    expect(await database.sql("select from plan_draft_edit where values ->> 'first' = 'In another''s name'")).toEqual(
      [],
    );
  });

  test("that cannot be read are refused one by one, and do not hold up the others", async () => {
    const [odd, long, good] = [
      edit("x", { unit: "horoscope" }),
      edit("x".repeat(4_001), { unit: "home.access", values: { access: "x".repeat(4_001) } }),
      edit("by the door", { unit: "home.access", values: { access: "by the door" } }),
    ];
    const { results } = await (await post({ author, edits: [odd, long, good] })).json();
    const outcomes = Object.fromEntries(results.map((one: { id: string; outcome: string }) => [one.id, one.outcome]));
    expect(outcomes).toEqual({ [odd.id]: "may not write", [long.id]: "too long", [good.id]: "saved" });
  });

  test.each(["", "{", "[]", '{"author": 1}'])("no message of edits, %j, is 400", async (body) => {
    expect((await post(body)).status).toBe(400);
  });

  test("of a person whom nobody knows are not found, one by one", async () => {
    const one = edit("x");
    expect(await (await post({ author, edits: [one] }, newId())).json()).toMatchObject({
      results: [{ id: one.id, outcome: "not found" }],
    });
  });

  test("from another site are refused", async () => {
    expect((await post({ author, edits: [edit("x")] }, personId, "http://other.example")).status).toBe(403);
  });

  test("a section that no plan has is 404", async () => {
    expect((await read("horoscope")).status).toBe(404);
  });
});
