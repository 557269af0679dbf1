/** An action is tied to a goal of the plan; the tie tells nothing of a goal that is hidden. */
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, test } from "vitest";
import { GoalSelect } from "../../app/components/plan-goals";
import { PlanSections } from "../../app/components/plan-sections";
import { newId } from "../../app/data/identity.server";
import { saveEdits } from "../../app/data/plan-edits.server";
import { readPlan } from "../../app/data/plan-reading.server";
import { restrictPart } from "../../app/data/plan-restricting.server";
import type { Item } from "../../app/domain/plan";
import { actionsFor, goalOf, goalsFor, tieOf } from "../../app/domain/plan-goals";
import type { StaffViewer } from "../../app/domain/viewer";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { testDatabase } from "../support/database";
import { AT, type PlanScene, planScene } from "../support/plan-scene";

let scene: PlanScene;
beforeAll(async () => {
  scene = await planScene(await testDatabase());
});

test("ties are of both ids: another goal, or another action, has another", () => {
  const ids = Array.from({ length: 40 }, () => newId());
  const ties = ids.flatMap((goal) => ids.map((action) => tieOf(goal, action)));
  expect(new Set(ties).size).toBe(ties.length);
  expect(ties.every((tie) => /^[0-9a-f]{13}$/.test(tie))).toBe(true);
  expect(tieOf("goal", "action")).toBe(tieOf("goal", "action"));
});

async function aTiedPlan() {
  const [goal, other, action] = [newId(), newId(), newId()];
  const owner = { owner: `/${scene.practice}`, ownerName: "Churchfield Practice" };
  const personId = await scene.aLivePlan([
    { unit: `goals/${goal}`, values: { what: "Walk to the market" } },
    { unit: `goals/${other}`, values: { what: "Sleep through" } },
    {
      unit: `actions/${action}`,
      values: { what: "Visit", dueOn: "2026-12-01", ...owner, goalId: tieOf(goal, action) },
    },
  ]);
  const read = async (who: StaffViewer) => (await readPlan(who, personId, AT))!;
  return { personId, goal, other, action, read };
}
const pageOf = async ({ read }: Awaited<ReturnType<typeof aTiedPlan>>, who: StaffViewer) => {
  const { document, actions } = await read(who);
  const section = (only: "goals" | "actions") =>
    renderToStaticMarkup(PlanSections({ document, actions, confirmations: [], closedIn: [], now: AT, only: [only] }));
  return { goals: section("goals"), actions: section("actions") };
};

describe("an action that is for a goal", () => {
  test("stands under it with its state, and names it", async () => {
    const plan = await aTiedPlan();
    const { document } = await plan.read(scene.asGp());
    expect(actionsFor(document, plan.goal)).toMatchObject([{ what: "Visit" }]);
    expect(actionsFor(document, plan.other)).toEqual([]);
    const page = await pageOf(plan, scene.asGp());
    expect(page.goals).toMatch(
      /Walk to the market((?!<\/li>).)*Actions for it:.{0,120}Visit, Churchfield Practice \(offered\)/s,
    );
    expect(page.goals.split("Actions for it:")).toHaveLength(2);
    expect(page.actions).toContain("For the goal: Walk to the market");
    expect(page.actions).not.toContain(tieOf(plan.goal, plan.action));
  });

  test("keeps its tie when its other words change, and follows the author's choice", async () => {
    const { personId, other, action, read } = await aTiedPlan();
    const now = (await read(scene.asGp())).withDraft.sections.actions.items.find(({ id }) => id === action)! as Item;
    const { id: _, ...seen } = now;
    const save = (values: Record<string, string | undefined>, before: Record<string, string | undefined>) =>
      saveEdits(scene.asGp(), {
        personId,
        edits: [{ id: newId(), unit: `actions/${action}`, values: values as never, seen: before as never }],
        at: AT,
      });
    const later = { ...seen, what: "Visit twice", goalId: tieOf(other, action) };
    expect((await save(later, seen)).results).toMatchObject([{ outcome: "saved" }]);
    const drafted = (await read(scene.asGp())).withDraft;
    expect(goalOf(drafted, drafted.sections.actions.items.find(({ id }) => id === action)! as Item)).toMatchObject({
      what: "Sleep through",
    });
  });

  test("tells nothing of a goal that is hidden: neither its words nor its id, and its form keeps the tie", async () => {
    const plan = await aTiedPlan();
    const { personId, goal, action } = plan;
    const hidden = await restrictPart(scene.asGp(), {
      ...{ personId, unit: `goals/${goal}`, kind: "hidden", roles: [], category: "wish" },
      ...{ key: newId(), render, at: AT },
    });
    expect(hidden).toMatchObject({ ok: true });
    const read = await plan.read(scene.asNurse());
    expect(JSON.stringify(read)).not.toContain(goal);
    expect(JSON.stringify(read)).not.toContain("Walk to the market");
    const page = await pageOf(plan, scene.asNurse());
    expect(page.actions).toContain("Visit");
    expect(page.actions).not.toContain("For the goal");
    const goals = goalsFor(read.document.sections.goals.items as readonly Item[], action);
    const value = tieOf(goal, action);
    const form = renderToStaticMarkup(
      GoalSelect({ id: "g", name: "goalId", value, goals, "aria-describedby": undefined }),
    );
    expect(form).toContain(`<option value="${value}" selected="">As it is`);
    expect(form).toContain("Sleep through");
  });
});
