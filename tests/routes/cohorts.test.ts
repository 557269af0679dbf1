/** The builder as a browser without script uses it, and the equity page and export by role. */
import { beforeAll, describe, expect, test } from "vitest";
import { processesOff } from "../../app/domain/rules-off";
import { loader as listCohortsPage } from "../../app/routes/cohorts._index";
import { loader as openCohortPage } from "../../app/routes/cohorts.$cohortId._index";
import { loader as beginCohort, action as build } from "../../app/routes/cohorts.new";
import { loader as openEquity } from "../../app/routes/equity";
import { loader as exportEquity } from "../../app/routes/equity[.]csv";
import { testDatabase } from "../support/database";
import { registryScene } from "../support/registry-scene";
import { signIn } from "../support/urgent-people";

let database: Awaited<ReturnType<typeof testDatabase>>;
let scene: Awaited<ReturnType<typeof registryScene>>;

beforeAll(async () => {
  database = await testDatabase();
  scene = await registryScene(database);
  await scene.listed("Obi", scene.organisations.practice, { age: 84 });
  await scene.listed("Zed", scene.organisations.practice, { age: 30, diabetes: true, gaps: ["hba1c"] });
});

const cookieOf = async (role: string) => {
  const { token } = await signIn(database, { role, organisationId: scene.organisations.practice, ownPerson: null });
  return `confer_session=${token}`;
};
const args = (request: Request, params: Record<string, string> = {}) => ({ request, params, context: {} }) as never;
const send = (cookie: string, fields: Record<string, string>) =>
  new Request("http://localhost/cohorts/new", {
    method: "POST",
    headers: { Cookie: cookie, "Content-Type": "application/x-www-form-urlencoded", Origin: "http://localhost" },
    body: new URLSearchParams(fields),
  });
const get = (path: string, cookie: string) => new Request(`http://localhost${path}`, { headers: { Cookie: cookie } });
const answered = async (cookie: string, fields: Record<string, string>) => {
  const answer = (await build(args(send(cookie, fields)))) as {
    data: Record<string, unknown>;
    init: { status: number };
  };
  return { ...answer.data, status: answer.init.status };
};

const AGED = { "g0.join": "all", "g0.c0.field": "age", "g0.c0.polarity": "is", "g0.c0.is": "at least" };

describe("building a cohort without script", () => {
  test("a condition is added, counted and saved, and its page opens", async () => {
    const cookie = await cookieOf("gp");
    const added = await answered(cookie, { "g0.join": "all", "g0.new": "age", do: "add:0" });
    expect(added).toMatchObject({ status: 200, errors: {}, words: undefined, focus: "g0.c0.polarity" });
    const counted = await answered(cookie, { ...AGED, "g0.c0.value": "75", do: "count" });
    expect(counted).toMatchObject({
      words: "People aged 75 or more.",
      counts: { matching: 1, unknown: 0, total: 2 },
    });
    const named = { name: "Aged 75", reason: "For the test" };
    const saved = (await build(args(send(cookie, { ...AGED, ...named, "g0.c0.value": "75", do: "save" })))) as Response;
    expect(saved.status).toBe(303);
    const cohortId = saved.headers.get("Location")!.split("/").at(-1)!;
    const page = await openCohortPage(args(get(`/cohorts/${cohortId}`, cookie), { cohortId }));
    expect(page).toMatchObject({ name: "Aged 75", own: true, counts: { matching: 1 } });
  });

  test("what is wrong is said by field and nothing is saved", async () => {
    const wrong = await answered(await cookieOf("gp"), { ...AGED, "g0.c0.value": "old", name: "Wrong", do: "save" });
    expect(wrong).toMatchObject({ status: 400, errors: { "g0.c0.value": "Age: enter a number" } });
    expect(await database.sql("select 1 from cohort where name = 'Wrong'")).toEqual([]);
  });

  test("a rule that is off is neither offered, counted nor saved, and the form says why", async () => {
    const cookie = await cookieOf("gp");
    const [process] = processesOff({});
    const fields = { "g0.join": "all", "g0.c0.field": "gap", "g0.c0.polarity": "is", "g0.c0.chosen": process! };
    const named = { name: "Off", reason: "For the test" };
    for (const pressed of ["count", "save"]) {
      const answer = await answered(cookie, { ...fields, ...named, do: pressed });
      expect(answer).toMatchObject({
        errors: { "g0.c0.chosen": expect.stringMatching(/: this rule is off: not looked for$/) },
        counts: undefined,
        off: expect.arrayContaining([process]),
      });
    }
    expect(await database.sql("select 1 from cohort where name = 'Off'")).toEqual([]);
  });

  test("typing is no mistake: a preview of an unfinished rule has no errors", async () => {
    const preview = await answered(await cookieOf("gp"), { ...AGED, "g0.c0.value": "", do: "preview" });
    expect(preview).toMatchObject({ status: 200, errors: {}, counts: undefined });
  });
});

describe("equity", () => {
  test("an analyst sees and exports counts, and no count under 5 leaves", async () => {
    const cookie = await cookieOf("analyst");
    const page = await openEquity(args(get("/equity?of=gap:hba1c&among=everybody", cookie)));
    expect(page).toMatchObject({ everybody: true, answer: { all: { numerator: undefined, denominator: undefined } } });
    const csv = (await exportEquity(args(get("/equity.csv?of=gap:hba1c&among=everybody", cookie)))) as Response;
    expect(csv.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
    const text = await csv.text();
    expect(text.split("\n")[1]).toMatch(/,Everybody,fewer than 5,fewer than 5,not shown,fewer than 5$/);
    expect(await scene.accessed("export aggregates")).toMatchObject([{ outcome: "allowed", shown: [] }]);
  });

  test("what cannot be asked is no export, and the page says so", async () => {
    const cookie = await cookieOf("analyst");
    expect(await openEquity(args(get("/equity?of=gap:teeth", cookie)))).toMatchObject({ refused: true });
    const refused = await exportEquity(args(get("/equity.csv?of=gap:teeth", cookie))).catch(
      (thrown: Response) => thrown,
    );
    expect((refused as Response).status).toBe(404);
  });

  test("a rule that is off is not measured: the page says that nobody looked for it", async () => {
    const [process] = processesOff({});
    const page = await openEquity(args(get(`/equity?of=gap:${process}`, await cookieOf("analyst"))));
    expect(page).toMatchObject({ answer: undefined, off: expect.stringMatching(/this rule is off: not looked for$/) });
  });

  test("a care-home nurse has neither cohorts nor rates", async () => {
    const cookie = await cookieOf("care_home_nurse");
    const answers = [
      await openEquity(args(get("/equity", cookie))).catch((thrown: Response) => thrown),
      await exportEquity(args(get("/equity.csv?of=gap:hba1c", cookie))).catch((thrown: Response) => thrown),
      await listCohortsPage(args(get("/cohorts", cookie))).catch((thrown: Response) => thrown),
      await beginCohort(args(get("/cohorts/new", cookie))).catch((thrown: Response) => thrown),
      await build(args(send(cookie, AGED))).catch((thrown: Response) => thrown),
    ];
    expect(answers.map((answer) => (answer as Response).status)).toEqual(Array(5).fill(403));
  });

  test("an analyst above is not offered a practice's cohort by name, which would be counted over everybody", async () => {
    const [{ id: above }] = (await database.sql<{ id: string }>(
      "insert into organisation (id, ods_code, name, kind) values (gen_random_uuid(), 'QQQ', 'An ICS', 'icb') returning id",
    )) as [{ id: string }];
    const { practice } = scene.organisations;
    await database.sql("update organisation set parent_id = $1 where id = $2", [above, practice]);
    const { token } = await signIn(database, { role: "analyst", organisationId: above, ownPerson: null });
    const page = await openEquity(args(get("/equity", `confer_session=${token}`)));
    const names = page.choices.cohorts.map(({ name }) => name);
    expect(await database.sql("select 1 from cohort where name = 'Aged 75'")).toHaveLength(1);
    expect(names).not.toContain("Aged 75");
    const own = await openEquity(args(get("/equity", await cookieOf("analyst"))));
    expect(own.choices.cohorts.map(({ name }) => name)).toContain("Aged 75");
    await database.sql("update organisation set parent_id = null where id = $1", [practice]);
  });

  test("an analyst builds no cohort", async () => {
    const refused = await build(args(send(await cookieOf("analyst"), AGED))).catch((thrown: Response) => thrown);
    expect((refused as Response).status).toBe(403);
  });
});
