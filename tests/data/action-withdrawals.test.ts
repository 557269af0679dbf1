/** A promise does not end because a plan does: it stays open, marked, and its owner says whether it holds. */
import { beforeAll, describe, expect, test } from "vitest";
import { findActions } from "../../app/data/action-pages.server";
import { openAction, takeStep } from "../../app/data/actions.server";
import { newId } from "../../app/data/identity.server";
import { withdrawPlan } from "../../app/data/plans.server";
import { rerenderPublishedTexts } from "../../app/data/published-texts.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { readActionFilter } from "../../app/domain/action-filter";
import type { Values } from "../../app/domain/plan";
import { SIGNED_AGAIN } from "../../app/domain/plan-carried-over";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { aPlanDocument } from "../support/a-plan";
import { testDatabase } from "../support/database";
import { AT, type PlanScene, planScene } from "../support/plan-scene";

let scene: PlanScene;
beforeAll(async () => {
  scene = await planScene(await testDatabase());
});

async function anAction(change: Values = {}) {
  const owner = { owner: `/${scene.elsewhere}`, ownerName: "Other Practice", dueOn: "2026-12-01" };
  const personId = await scene.aLivePlan([{ unit: "actions/visit", values: { what: "Visit", ...owner, ...change } }]);
  const [row] = await scene.sql<{ id: string }>("select id from action where person_id = $1", [personId]);
  return { personId, id: row!.id };
}
/** A withdrawn recommendation comes back by a new decision alone. */
const decidedAgain = { ...aPlanDocument().sections.cpr.fields, decidedOn: "2026-11-22" } as Values;
const LATER = new Date(AT.getTime() + 60_000);
const gp = () => scene.asGp({ requestedAt: AT });
const owner = () => scene.asStranger({ requestedAt: AT });
const withdraw = (personId: string) =>
  withdrawPlan(gp(), { personId, key: newId(), reason: "New decision in hospital", render, at: LATER });
const step = (who: ReturnType<typeof gp>, actionId: string, kind: "kept" | "lapsed" | "reopened", note = "") =>
  takeStep(who, { actionId, kind, note, key: newId() });
const list = async (asked: string, who = owner()) =>
  (await findActions(who, readActionFilter(new URLSearchParams(asked))))!;
const ids = async (asked: string) => (await list(asked)).actions.map((one) => one.id);
const news = (id: string, topic: string) =>
  scene.sql<{ payload: object }>("select payload from outbox where payload->>'actionId' = $1 and topic = $2", [
    id,
    topic,
  ]);
const events = async (who: ReturnType<typeof gp>, id: string) =>
  (await openAction(who, id))!.events.map(({ kind, note }) => (note ? `${kind}: ${note}` : kind));

describe("an open action of a plan that is withdrawn", () => {
  test("stays open and asks; its owner is told once, and it counts as the plan's no more", async () => {
    const { personId, id } = await anAction();
    expect((await openAction(owner(), id))!).toMatchObject({ left: undefined, status: "offered" });
    expect((await openAction(owner(), id))!.steps).not.toContain("lapsed");
    await withdraw(personId);
    // Made again after a change of the record, the page asks nobody twice.
    await rerenderPublishedTexts(systemViewer("maintenance", "test"), { personId, render, at: AT });
    const read = (await openAction(owner(), id))!;
    expect(read).toMatchObject({ status: "offered", left: { since: "2026-11-22", kept: false } });
    expect(read.steps).toEqual(expect.arrayContaining(["kept", "lapsed"]));
    expect(await events(owner(), id)).toEqual(["offered", "plan_withdrawn"]);
    expect(await news(id, "action of withdrawn plan")).toEqual([
      { payload: { personId, actionId: id, organisationId: scene.elsewhere } },
    ]);
    expect(await ids("whose=team&from=plan")).not.toContain(id);
    expect(await ids("whose=team&from=withdrawn")).toContain(id);
    expect(await ids("whose=team")).toContain(id);
  });

  test("is closed by one press, with its reason", async () => {
    const { personId, id } = await anAction();
    await withdraw(personId);
    const { asked } = await list("whose=team");
    expect(asked).toBeGreaterThanOrEqual(1);
    expect(await step(owner(), id, "lapsed")).toEqual({ ok: true, status: "cancelled" });
    expect((await list("whose=team")).asked).toBe(asked - 1);
    expect(await openAction(owner(), id)).toMatchObject({
      left: undefined,
      outcome: "The plan was withdrawn on 22 November 2026",
    });
    expect(await events(owner(), id)).toContain("lapsed: The plan was withdrawn on 22 November 2026");
  });

  test("that still holds says so, asks nobody again and can still be closed", async () => {
    const { personId, id } = await anAction();
    await withdraw(personId);
    const { asked } = await list("whose=team");
    expect(await step(owner(), id, "kept", "She still wants the visit")).toEqual({ ok: true, status: "offered" });
    expect((await list("whose=team")).asked).toBe(asked - 1);
    const read = (await openAction(owner(), id))!;
    expect(read).toMatchObject({ status: "offered", left: { kept: true } });
    expect(read.steps).not.toContain("kept");
    expect(await step(owner(), id, "kept")).toMatchObject({ ok: false });
    expect(await step(owner(), id, "lapsed")).toMatchObject({ ok: true });
  });

  test("is the plan's again when the plan is published again; what was closed with it is offered anew", async () => {
    const [open, closed] = [await anAction(), await anAction()];
    for (const { personId, id } of [open, closed]) {
      await withdraw(personId);
      if (id === closed.id) await step(owner(), id, "lapsed");
      await scene.draft(gp(), personId, { unit: "cpr", values: decidedAgain });
      expect(await scene.publish(gp(), personId, { signedAgain: [...SIGNED_AGAIN] })).toMatchObject({ ok: true });
      expect(await openAction(owner(), id)).toMatchObject({ status: "offered", left: undefined });
      expect(await ids("whose=team&from=plan")).toContain(id);
    }
    expect(await events(owner(), closed.id)).toContain("offered: The plan is published again");
    expect(await news(closed.id, "action offered")).toHaveLength(2);
    expect(await news(open.id, "action offered")).toHaveLength(1);
  });

  test("that is opened again later asks again", async () => {
    const { personId, id } = await anAction();
    await withdraw(personId);
    await step(owner(), id, "lapsed");
    expect(await step(owner(), id, "reopened", "Wrongly closed")).toMatchObject({ ok: true });
    expect(await openAction(owner(), id)).toMatchObject({ status: "offered", left: { since: "2026-11-22" } });
  });

  test("that has ended before is left alone, and one of a live plan cannot be closed so", async () => {
    const done = await anAction();
    await takeStep(gp(), { actionId: done.id, kind: "done", note: "Seen", key: newId() });
    await withdraw(done.personId);
    expect(await events(gp(), done.id)).not.toContain("plan_withdrawn");
    const live = await anAction();
    expect(await step(owner(), live.id, "lapsed")).toMatchObject({ ok: false });
    expect(await step(owner(), live.id, "kept")).toMatchObject({ ok: false });
  });
});
