import { beforeAll, describe, expect, test } from "vitest";
import { findRecord } from "../../app/data/people.server";
import { processesOff } from "../../app/domain/rules-off";
import { loader as openRecord } from "../../app/routes/people.$personId._index";
import { action as findInRegistry, meta, loader as openRegistry } from "../../app/routes/registry";
import { action as readRows } from "../../app/routes/registry.rows";
import { testDatabase } from "../support/database";
import { registryScene } from "../support/registry-scene";
import { signIn } from "../support/urgent-people";

let database: Awaited<ReturnType<typeof testDatabase>>;
let scene: Awaited<ReturnType<typeof registryScene>>;
let adaeze: string;
let elsewhere: string;

beforeAll(async () => {
  database = await testDatabase();
  scene = await registryScene(database);
  adaeze = await scene.listed("Obi", scene.organisations.practice, { segment: "complex" });
  await scene.listed("Zed", scene.organisations.practice, { attendancesYear: 2 });
  await scene.entry(adaeze, { kind: "result", display: "HbA1c", value: 64, unit: "mmol/mol" });
  elsewhere = await scene.listed("Elsewhere", scene.organisations.otherPractice);
});

const cookieOf = async (role: string, ownPerson: string | null = null) => {
  const { token } = await signIn(database, { role, organisationId: scene.organisations.practice, ownPerson });
  return `confer_session=${token}`;
};

const asked = (path: string, cookie: string | null, body?: string) =>
  new Request(`http://localhost${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      ...(cookie ? { Cookie: cookie } : {}),
      ...(body === undefined
        ? {}
        : { "Content-Type": "application/x-www-form-urlencoded", Origin: "http://localhost" }),
    },
    body,
  });
const args = (request: Request, params: Record<string, string> = {}) => ({ request, params, context: {} }) as never;
const thrown = async (promise: Promise<unknown>): Promise<Response> => {
  try {
    await promise;
  } catch (answer) {
    return answer as Response;
  }
  throw new Error("An answer was expected to be thrown.");
};

describe("the registry", () => {
  test("sends whoever is not signed in to sign in", async () => {
    const answer = await thrown(openRegistry(args(asked("/registry", null))));
    expect([answer.status, answer.headers.get("Location")]).toEqual([302, "/sign-in?to=%2Fregistry"]);
  });

  test("refuses a role without a registry with 403, and records it", async () => {
    const cookie = await cookieOf("call_handler");
    for (const answer of [
      await thrown(openRegistry(args(asked("/registry", cookie)))),
      await thrown(findInRegistry(args(asked("/registry", cookie, "name=obi")))),
      await thrown(readRows(args(asked("/registry/rows", cookie, "from=0")))),
    ])
      expect(answer.status).toBe(403);
    expect(await scene.accessed("use the registry")).toMatchObject(Array(3).fill({ outcome: "refused", shown: [] }));
  });

  test("lists the practice's people and nobody else", async () => {
    const view = await openRegistry(args(asked("/registry?segment=complex", await cookieOf("gp"))));
    expect(view.block.lines.map(({ name }) => name)).toEqual(["OBI, Adaeze"]);
    expect(view.counts).toMatchObject({ matching: 1, total: 2 });
    expect(view.stamp).toMatchObject({ asOf: new Date("2026-11-22") });
  });

  test("tells attendances at A&E of who was never admitted", async () => {
    const { block } = await openRegistry(args(asked("/registry", await cookieOf("gp"))));
    const zed = block.lines.find(({ name }) => name.startsWith("ZED"))!;
    expect(zed.emergency).toEqual({ lastOn: null, inYear: 0, attendances: 2 });
  });

  test("reads no name and no number out of an address", async () => {
    const view = await openRegistry(args(asked("/registry?name=obi&nhsNumber=9990123454", await cookieOf("gp"))));
    expect(view.filter).toEqual({});
    expect(view.counts.matching).toBe(2);
    const said =
      "Names and NHS numbers are not taken from addresses: search for them here. The list is not narrowed by it";
    expect(view.errors).toEqual({ name: said, nhsNumber: said });
  });

  test("finds by name out of a body, and keeps what the list was narrowed by", async () => {
    const view = await findInRegistry(args(asked("/registry", await cookieOf("gp"), "name=obi&segment=complex")));
    expect(view.filter).toEqual({ name: "obi", segment: ["complex"] });
    expect(view.block.lines.map(({ personId }) => personId)).toEqual([adaeze]);
  });

  test("a block after a person of another practice tells nothing of that person", async () => {
    const cookie = await cookieOf("gp");
    const block = await (await readRows(args(asked("/registry/rows", cookie, `after=${elsewhere}`)))).json();
    expect(JSON.stringify(block)).not.toContain("ELSEWHERE");
  });

  test("a filter that cannot be read is refused by field, not left out", async () => {
    const answer = await readRows(args(asked("/registry/rows", await cookieOf("gp"), "ageFrom=old")));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: { ageFrom: expect.stringContaining("number") } });
  });

  test("a cohort that is not the viewer's to use is said not to narrow, on the page and to the grid", async () => {
    const cookie = await cookieOf("gp");
    const made = "cohort=0199aaaa-0000-7000-8000-000000000001";
    const view = await openRegistry(args(asked(`/registry?${made}`, cookie)));
    expect(view.errors).toEqual({ cohort: "Cohort is not one that you can use. The list is not narrowed by it" });
    expect([view.filter, view.counts.matching]).toEqual([{}, 2]);
    expect((await readRows(args(asked("/registry/rows", cookie, made)))).status).toBe(400);
  });

  test("a rule that is off is said not to have been looked for, until it is switched on", async () => {
    const cookie = await cookieOf("gp");
    const [process] = processesOff({});
    const open = () => openRegistry(args(asked(`/registry?gap=${process}`, cookie)));
    const off = await open();
    expect(off.errors.gap).toMatch(/: this rule is off: not looked for\. The list is not narrowed by it$/);
    expect([off.filter, off.counts.matching]).toEqual([{}, 2]);
    expect((await readRows(args(asked("/registry/rows", cookie, `gap=${process}`)))).status).toBe(400);
    await database.sql(
      "insert into setting (name, version, value, source, mark, signed_by, signed_at) values ($1, 1, '1', 'test', 'P', 'test', now())",
      [`treatment.${process}`],
    );
    const on = await open();
    expect([on.errors, on.counts.matching]).toEqual([{}, 0]);
    await database.sql("delete from setting where name = $1", [`treatment.${process}`]);
  });

  test("a form that another site sends is refused", async () => {
    const request = asked("/registry/rows", await cookieOf("gp"), "from=0");
    request.headers.set("Origin", "https://elsewhere.example");
    expect((await thrown(readRows(args(request)))).status).toBe(403);
  });

  test("the title names nobody", () => expect(meta({} as never)).toEqual([{ title: "Registry – Confer" }]));
});

describe("the record", () => {
  const open = async (id: string, cookie: string) => openRecord(args(asked(`/people/${id}`, cookie), { personId: id }));

  test("opens for the practice, and is recorded once for the request", async () => {
    await database.sql("delete from access_record");
    const { record } = await open(adaeze, await cookieOf("gp"));
    expect(record.banner.name.family).toBe("Obi");
    expect(await scene.accessed("read record")).toHaveLength(1);
  });

  test("somebody else's patient, nobody and one's own record are one and the same 404", async () => {
    const gp = await cookieOf("gp");
    const answers = [
      await thrown(open(elsewhere, gp)),
      await thrown(open("00000000-0000-7000-8000-000000000000", gp)),
      await thrown(open("not-an-id", gp)),
      await thrown(open(adaeze, await cookieOf("gp", adaeze))),
    ];
    for (const answer of answers) expect([answer.status, await answer.text()]).toEqual([404, ""]);
  });

  test("a social worker's page names no test: only the other entries behind the reasons that are shown", async () => {
    const shown = { sets: ["efi-falls"] };
    await scene.entry(adaeze, { kind: "finding", display: "Fell at home", ...shown });
    await scene.entry(adaeze, { kind: "result", display: "Falls test", value: 64, ...shown });
    await scene.entry(adaeze, { kind: "problem", display: "Gout", sets: ["efi-arthritis-unshown"] });
    const seen = async (role: string) => {
      const { record } = await open(adaeze, await cookieOf(role));
      const reasons = [...record.why!.because, ...record.why!.index.because];
      return reasons.flatMap(({ entries }) => entries.map(({ display, value }) => [display, value])).sort();
    };
    expect(await seen("gp")).toEqual([
      ["Falls test", 64],
      ["Fell at home", null],
    ]);
    expect(await seen("social_worker")).toEqual([["Fell at home", null]]);
  });

  test("a call handler does not browse records", async () => {
    expect((await thrown(open(adaeze, await cookieOf("call_handler")))).status).toBe(403);
    expect(await findRecord({ ...scene.gp, role: "call_handler" }, adaeze)).toBeUndefined();
  });
});
