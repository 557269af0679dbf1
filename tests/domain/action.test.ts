import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ActionState,
  type ActionStep,
  COVERED,
  chaseOf,
  headlineAgain,
  isLate,
  isOpen,
  notDoneBy,
  type Owner,
  sentBackBy,
  standingsOf,
  stepAction,
  stepsOpen,
  whyNotAction,
} from "../../app/domain/action";

const TODAY = "2026-11-22";
const maker: Owner = { accountId: "khan", organisationId: "practice", name: "Dr Khan" };
const nurse: Owner = { accountId: "mensah", organisationId: "community trust", name: "Sr Mensah" };
const council: Owner = { accountId: null, organisationId: "council", name: "Hammersmith council" };
const anAction = (change: Partial<ActionState> = {}): ActionState => ({
  status: "offered",
  owner: nurse,
  maker,
  dueOn: "2026-12-04",
  ...change,
});

describe("a new action", () => {
  test("needs what, an owner and a date", () => {
    expect(Object.keys(whyNotAction({ what: " ", owner: undefined, dueOn: undefined }, TODAY))).toEqual([
      "what",
      "owner",
      "dueOn",
    ]);
  });
  test("may be due today but not yesterday", () => {
    expect(whyNotAction({ what: "Visit", owner: nurse, dueOn: TODAY }, TODAY)).toEqual({});
    expect(whyNotAction({ what: "Visit", owner: nurse, dueOn: "2026-11-21" }, TODAY)).toHaveProperty("dueOn");
  });
});

describe("a step", () => {
  test("declined or sent back, it returns to its maker with the reason", () => {
    for (const kind of ["declined", "bounced"] as const) {
      expect(stepAction(anAction(), { kind, note: "" }, TODAY)).toMatchObject({ ok: false });
      expect(stepAction(anAction(), { kind, note: "We have no therapist" }, TODAY)).toMatchObject({
        ok: true,
        action: { status: "declined", owner: maker },
      });
    }
  });
  test("its maker cannot decline it: it is given to somebody else or cancelled", () => {
    const back = anAction({ status: "declined", owner: maker });
    expect(stepAction(back, { kind: "declined", note: "no" }, TODAY).ok).toBe(false);
    expect(stepsOpen(back, ["owner", "maker"])).toEqual([
      "accepted",
      "done",
      "reassigned",
      "carried_over",
      "cancelled",
    ]);
  });
  test("given to somebody else, it waits to be accepted again", () => {
    const step = { kind: "reassigned", to: council, dueOn: "2026-12-01" } as const;
    expect(stepAction(anAction({ status: "accepted" }), step, TODAY)).toMatchObject({
      action: { status: "offered", owner: council, dueOn: "2026-12-01" },
    });
    expect(stepAction(anAction(), { ...step, dueOn: "2026-11-01" }, TODAY).ok).toBe(false);
  });
  test("nothing happens to an action that has ended but opening it again", () => {
    expect(stepAction(anAction({ status: "done" }), { kind: "accepted" }, TODAY).ok).toBe(false);
    for (const status of ["offered", "accepted", "declined"] as const)
      expect(stepAction(anAction({ status }), { kind: "reopened", note: "Not done after all" }, TODAY)).toEqual({
        ok: false,
        errors: { step: "This action is still open" },
      });
    expect(stepAction(anAction({ status: "done" }), { kind: "reopened", note: "Not done after all" }, TODAY).ok).toBe(
      true,
    );
  });
  test("is late from the day after it was due, while it is open", () => {
    expect(isLate(anAction({ dueOn: TODAY }), TODAY)).toBe(false);
    expect(isLate(anAction({ dueOn: "2026-11-21" }), TODAY)).toBe(true);
    expect(isLate(anAction({ dueOn: "2026-11-21", status: "done" }), TODAY)).toBe(false);
  });
});

describe("who may do what", () => {
  const viewer = { accountId: "someone", organisationId: "elsewhere", holders: ["group"] };
  test("a colleague acts for a named owner but accepts only what is the organisation's; nor does the group accept", () => {
    const action = { owner: nurse, maker, mdgId: "group" };
    const colleague = { ...viewer, organisationId: "community trust", holders: [] };
    expect(standingsOf(colleague, action)).toEqual(["colleague"]);
    expect(stepsOpen(anAction(), ["colleague"])).not.toContain("accepted");
    expect(standingsOf(colleague, { ...action, owner: { ...nurse, accountId: null } })).toEqual(["owner"]);
    expect(stepsOpen(anAction(), ["owner"])).toContain("accepted");
    expect(standingsOf(viewer, action)).toEqual(["group"]);
    expect(stepsOpen(anAction(), ["group"])).toEqual(["done", "reassigned", "carried_over", "cancelled"]);
  });
  test("nobody else may do anything", () => {
    expect(
      stepsOpen(anAction(), standingsOf({ ...viewer, holders: [] }, { owner: nurse, maker, mdgId: "group" })),
    ).toEqual([]);
  });
});

test("its owner says done only of what was accepted: until then the person is not shown", () => {
  expect(stepsOpen(anAction({ status: "offered" }), ["owner"])).not.toContain("done");
  expect(stepsOpen(anAction({ status: "accepted" }), ["owner"])).toContain("done");
  expect(stepsOpen(anAction({ status: "offered" }), ["group"])).toContain("done");
});

test("whatever happens to it, an open action has an owner and a date, and a declined one is with its maker", () => {
  const owners = fc.constantFrom(maker, nurse, council);
  const dates = fc.constantFrom("2026-11-01", TODAY, "2026-12-24", "");
  const notes = fc.constantFrom("", "because");
  const steps: fc.Arbitrary<ActionStep> = fc.oneof(
    fc.record({ kind: fc.constantFrom("declined", "bounced", "cancelled", "reopened"), note: notes }),
    fc.record({ kind: fc.constantFrom("accepted", "done") }),
    fc.record({ kind: fc.constant("reassigned"), to: owners, dueOn: dates }),
    fc.record({ kind: fc.constant("carried_over"), note: notes, dueOn: dates }),
  ) as fc.Arbitrary<ActionStep>;
  fc.assert(
    fc.property(owners, fc.array(steps, { maxLength: 30 }), (owner, sequence) => {
      let action = anAction({ owner });
      for (const step of sequence) {
        const answer = stepAction(action, step, TODAY);
        if (answer.ok) action = answer.action;
        expect(action.owner.organisationId).not.toBe("");
        expect(action.owner.name).not.toBe("");
        expect(action.dueOn >= TODAY).toBe(true);
        if (action.status === "declined") expect(action.owner).toEqual(maker);
        if (step.kind === "cancelled" && answer.ok) expect(isOpen(action)).toBe(false);
      }
    }),
  );
});

describe("what is due about an action that nobody does", () => {
  const days = { remind: 3, accept: 5, escalate: 7 };
  const chase = (change: object, on = TODAY) =>
    chaseOf({ ...anAction({ status: "accepted" }), offeredOn: "2026-11-01", ...change }, on, days);
  test("a reminder from three days before its date, once", () => {
    expect(chase({ dueOn: "2026-11-26" })).toBeUndefined();
    expect(chase({ dueOn: "2026-11-25" })).toBe("remind");
    expect(chase({ dueOn: "2026-11-25", remindedOn: "2026-11-22" })).toBeUndefined();
  });
  test("a reminder of what nobody accepted for five days", () => {
    expect(chase({ status: "offered", offeredOn: "2026-11-18" })).toBeUndefined();
    expect(chase({ status: "offered", offeredOn: "2026-11-17" })).toBe("remind");
    expect(chase({ status: "accepted", offeredOn: "2026-11-17" })).toBeUndefined();
  });
  test("back to its maker from seven days after its date, once; never of one that ended", () => {
    const reminded = { remindedOn: "2026-11-12" };
    expect(chase({ ...reminded, dueOn: "2026-11-16" })).toBeUndefined();
    expect(chase({ ...reminded, dueOn: "2026-11-15" })).toBe("escalate");
    expect(chase({ ...reminded, dueOn: "2026-11-15", escalatedOn: "2026-11-22" })).toBeUndefined();
    expect(chase({ status: "done", dueOn: "2026-01-01" })).toBeUndefined();
  });
});

describe("the headline of a task when its action is covered", () => {
  const SECRET = "Ring her: has not done it; it was due 1 May 2026: sent back: SECRET\nSECRET";
  test.each([
    ["that came back", sentBackBy("Tom Hughes (Council)", SECRET), "Tom Hughes (Council) sent back: "],
    [
      "that is late",
      notDoneBy("Zoë: o’Neill", "2026-12-01", SECRET),
      "Zoë: o’Neill has not done it; it was due 1 December 2026: ",
    ],
    ["in words of an older Confer", SECRET, ""],
  ])("%s: a closed one keeps who and when, a hidden one nothing", (_, headline, before) => {
    const closed = headlineAgain(headline, COVERED.closed);
    expect(closed).not.toContain("SECRET");
    expect(closed.startsWith(before) && closed.endsWith(COVERED.closed)).toBe(true);
    expect(headlineAgain(closed, "Visit")).toBe(closed.replace(COVERED.closed, "Visit"));
    expect(headlineAgain(headline, COVERED.hidden)).not.toMatch(/SECRET|hidden|Tom|Zoë|December/);
  });
});
