/** The pages on which an opening is withheld from the person, and a sensitive line is put back into a plan. */
import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { readPlan } from "../../app/data/plan-reading.server";
import { addDays } from "../../app/domain/calendar";
import { londonDate } from "../../app/domain/dates";
import type { Role } from "../../app/domain/permissions";
import { action as restrict, loader as restrictions } from "../../app/routes/people.$personId.plan.restrict";
import { action, loader } from "../../app/routes/withheld-openings";
import { testDatabase } from "../support/database";
import { AT as at, type PlanScene, planScene } from "../support/plan-scene";

let scene: PlanScene;
let personId: string;
const NHS = "9990000018";
const today = londonDate(new Date());

beforeAll(async () => {
  scene = await planScene(await testDatabase());
  personId = await scene.aLivePlan();
  await scene.sql("update person set nhs_number = $2 where id = $1", [personId, NHS]);
  await readPlan(scene.asGp(), personId, at);
});

async function signedIn(role: Role): Promise<string> {
  const [accountId, assignmentId, token] = [newId(), newId(), newId()];
  await scene.sql("insert into account (id, email, name, password_hash) values ($1::uuid, $1::text, $2, '')", [
    accountId,
    role,
  ]);
  await scene.sql(
    "insert into assignment (id, account_id, organisation_id, role, permissions, starts_at) values ($1, $2, $3, $4, '{}', '2020-01-01')",
    [assignmentId, accountId, scene.practice, role],
  );
  await scene.sql(
    "insert into session (id, user_id, expires_at, assignment_id) values ($1, $2, now() + interval '1 hour', $3)",
    [createHash("sha256").update(token).digest("hex"), accountId, assignmentId],
  );
  return `confer_session=${token}`;
}

type Handler = (args: never) => unknown;
/** Status, where it leads, and what it says. */
async function answer(of: Handler, cookie: string, path: string, form?: Record<string, string>) {
  const body = form && new URLSearchParams(form);
  const request = new Request(`http://localhost${path}`, {
    headers: { Cookie: cookie },
    ...(body && { method: "POST", body }),
  });
  const said = (await Promise.resolve(of({ request, params: { personId }, context: {} } as never)).catch(
    (thrown: unknown) => thrown,
  )) as {
    init?: { status?: number };
    data?: unknown;
    status?: number;
  };
  if (said instanceof Error) throw said;
  if (said instanceof Response) return { status: said.status, to: said.headers.get("Location"), says: undefined };
  return { status: said.init?.status ?? 200, to: null, says: said.data ?? said };
}

describe("withholding an opening", () => {
  const path = "/withheld-openings";

  test("is refused to whoever does not review access", async () => {
    const gp = await signedIn("gp");
    expect(await answer(loader as Handler, gp, path)).toMatchObject({ status: 403 });
    expect(await answer(action as Handler, gp, path, { act: "find", nhsNumber: NHS })).toMatchObject({ status: 403 });
  });

  test("is found by NHS number, asked for reason and day, done, kept and ended", async () => {
    const officer = await signedIn("governance_officer");
    const ask = (form: Record<string, string>) => answer(action as Handler, officer, path, form);
    expect(await ask({ act: "find", nhsNumber: "999 000 0999" })).toMatchObject({
      status: 400,
      says: { errors: { nhsNumber: expect.stringContaining("Nobody") } },
    });
    const { says } = await ask({ act: "find", nhsNumber: "999 000 0018" });
    const [one] = (says as unknown as { found: { openings: { day: string; organisationId: string; role: string }[] } })
      .found.openings;
    const opening = `${one!.day} ${one!.organisationId} ${one!.role}`;
    const form = { act: "withhold", nhsNumber: NHS, opening, reason: "Harm", reviewOn: addDays(today, 30) };
    const wrong = await ask({ ...form, opening: "x", reason: " ", reviewOn: addDays(today, 800) });
    expect(Object.keys((wrong.says as unknown as { errors: object }).errors)).toEqual([
      "opening",
      "reason",
      "reviewOn",
    ]);
    expect(await ask(form)).toMatchObject({ status: 303, to: path });
    const held = async () =>
      (await answer(loader as Handler, officer, path)).says as unknown as {
        withheld: { id: string; endedAt: Date | null; reason: string }[];
      };
    const id = (await held()).withheld[0]!.id;
    expect(await ask({ ...form, reason: "Other" })).toMatchObject({ status: 400 });
    expect(await ask({ act: "keep", id, reason: "", reviewOn: today })).toMatchObject({ status: 400 });
    expect(await ask({ act: "keep", id, reason: "Still", reviewOn: addDays(today, 60) })).toMatchObject({
      status: 303,
    });
    const [kept] = (await held()).withheld;
    expect(kept).toMatchObject({ reason: "Still", endedAt: null });
    expect(await ask({ act: "tell", id: kept!.id, because: "" })).toMatchObject({ status: 400 });
    expect(await ask({ act: "tell", id: kept!.id, because: "Safe now" })).toMatchObject({ status: 303 });
    expect((await held()).withheld.every(({ endedAt }) => endedAt)).toBe(true);
  });
});

describe("a sensitive line on the page of restrictions", () => {
  test("is put back with a reason, and left out again; a role that may not is shown none", async () => {
    const [row] = await scene.sql<{ id: number }>(
      "insert into code (system, code, display) values ('http://snomed.info/sct', '86406008', 'Zzline') returning id",
    );
    await scene.sql(
      "insert into entry (person_id, id, kind, code_id, on_date, status, source) values ($1, $2, 'problem', $3, '2024-05-03', 'active', 'test')",
      [personId, newId(), row!.id],
    );
    const path = `/people/${personId}/plan/restrict`;
    const [gp, coordinator] = [await signedIn("gp"), await signedIn("care_coordinator")];
    expect((await answer(restrictions as Handler, coordinator, path)).says).toMatchObject({ sensitive: undefined });
    const shown = async () =>
      ((await answer(restrictions as Handler, gp, path)).says as unknown as { sensitive: unknown }).sensitive;
    expect(await shown()).toMatchObject([{ words: "Zzline" }]);
    const form = { act: "put-back", line: `problem-${row!.id}`, reason: "His nurses must know" };
    expect(await answer(restrict as Handler, gp, path, { ...form, reason: " " })).toMatchObject({ status: 400 });
    expect(await answer(restrict as Handler, coordinator, path, form)).toMatchObject({ status: 404 });
    expect(await answer(restrict as Handler, gp, path, form)).toMatchObject({ status: 303, to: path });
    const [line] = (await shown()) as [{ back: { id: string; reason: string } }];
    expect(line.back.reason).toBe("His nurses must know");
    expect(await answer(restrict as Handler, gp, path, { act: "leave-out", id: line.back.id })).toMatchObject({
      status: 303,
    });
    expect(await shown()).toMatchObject([{ words: "Zzline" }]);
    expect(JSON.stringify(await shown())).not.toContain("His nurses");
  });
});
