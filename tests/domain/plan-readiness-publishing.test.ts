/** Which lacks block an author's publish, and which only stand. */
import { describe, expect, test } from "vitest";
import { applyOperations, emptyPlan, type Operation, type Values } from "../../app/domain/plan";
import type { Before } from "../../app/domain/plan-carried-over";
import { lacksOfPublish, type Publishing } from "../../app/domain/plan-readiness";
import { aPlanDocument } from "../support/a-plan";

const today = "2026-11-22";
const changed = (section: "cpr", values: Values): Operation => ({
  unit: section,
  values: { ...(aPlanDocument().sections[section].fields as Values), ...values },
});

describe("who answers for a lack", () => {
  const circumstances = { today, bornOn: "1942-03-12" };
  const publishing = (live: Operation[] | undefined, change: Operation[], more: Partial<Publishing> = {}) => {
    const before = live && aPlanDocument(live);
    const after = applyOperations(before ?? aPlanDocument(), change);
    const touched = change.map(({ unit }) => unit);
    const { blocking, standing } = lacksOfPublish(after, circumstances, { touched, live: before, ...more });
    const named = (lacks: typeof blocking) => lacks.map(({ unit, field }) => `${unit} ${field}`);
    return { blocking: named(blocking), standing: named(standing) };
  };
  const aboutMe: Operation = { unit: "aboutMe.wellness", values: { wellness: "Walks by the canal" } };
  const unready: Operation = { unit: "contingency/falls", values: { trigger: "Fall", doNot: "lift alone" } };
  const REST = ["contingency/falls doFirst", "contingency/falls ring", "contingency/falls unless"];

  test("what others left incomplete blocks nobody’s true edit, and is said", () =>
    expect(publishing([unready], [aboutMe])).toEqual({ blocking: [], standing: REST }));

  test("whoever touches it completes it", () =>
    expect(
      publishing([unready], [{ unit: "contingency/falls", values: { ...unready.values!, ring: "Clinical desk" } }]),
    ).toEqual({ blocking: ["contingency/falls doFirst", "contingency/falls unless"], standing: [] }));

  test("an entry beside it is not touched", () =>
    expect(publishing([unready], [changedItem("contingency/hypo", { coping: "Sit down" })]).blocking).toEqual([]));

  test("what was there before and is not any more blocks, wherever it stands", () =>
    expect(publishing([], [{ unit: "people/hospice", values: null }]).blocking).toEqual([
      "contingency/breathless ring",
    ]));

  test("a first publish answers for the whole; that nobody may sign CPR does not stop it", () => {
    expect(publishing(undefined, [unready]).blocking).toEqual(REST);
    const without = ["cpr", "advanceDecision"].map((unit) => ({ unit, values: null }));
    expect(publishing(undefined, without)).toEqual({
      blocking: [],
      standing: ["cpr decision", "advanceDecision adrt"],
    });
  });

  test("less than before never blocks; more does", () => {
    const people = Array.from(
      { length: 13 },
      (_, n): Operation => ({
        unit: `people/z${n}`,
        values: { name: `Person ${n}`, phone: "020 7946 0000" },
      }),
    );
    expect(aPlanDocument(people).sections.people.items).toHaveLength(15);
    const fewer = publishing(people, [{ unit: "people/z0", values: null }]);
    expect(fewer).toEqual({ blocking: [], standing: ["people items"] });
    const more = { unit: "people/new", values: { name: "New", phone: "020 7946 0000" } };
    expect(publishing(people, [more]).blocking).toEqual(["people items"]);
  });

  test("as much as before, one for another, does not block either", () => {
    const needs = Array.from(
      { length: 13 },
      (_, n): Operation => ({ unit: `needs/z${n}`, values: { what: `Need ${n}` } }),
    );
    const other = { unit: "needs/z0", values: { what: "Another" } };
    expect(publishing(needs, [other])).toEqual({ blocking: [], standing: ["needs items"] });
    expect(publishing(needs, [{ unit: "needs/new", values: { what: "More" } }]).blocking).toEqual(["needs items"]);
  });

  test("an emergency section that comes back is signed again, whatever the live plan lacked", () => {
    const live = aPlanDocument();
    const before: Before = { plan: live, signedAgain: [], broughtBack: ["cpr"] };
    const { blocking } = lacksOfPublish(live, { ...circumstances, before }, { touched: [], live });
    expect(blocking.map(({ unit, field }) => `${unit} ${field}`)).toEqual(["cpr signedAgain"]);
  });

  test("a screen that was too long may grow shorter, and no longer", () => {
    const long = "Sit her up, open the window, give the inhaler with the spacer, wait with her. ".repeat(3).trim();
    const front = (id: string, doFirst = long): Operation => ({
      unit: `contingency/${id}`,
      values: { trigger: `Event ${id}`, doFirst, ring: "Clinical desk", onFront: "yes" },
    });
    const live = [front("a"), front("b"), front("c")];
    expect(publishing(live, [front("a", "Sit her up.")])).toEqual({ blocking: [], standing: ["contingency items"] });
    expect(publishing(live, [front("d")]).blocking).toEqual(["contingency items"]);
  });

  test("taking CPR out of a plan that crews see needs a word", () =>
    expect(publishing([], [{ unit: "cpr", values: null }]).blocking).toEqual(["cpr decision"]));

  test("a planned review is still to come when it is written", () => {
    const review = { unit: "review", values: { on: "2026-11-21", by: "Dr Amir Khan" } };
    expect(publishing([], [review]).blocking).toEqual(["review on"]);
    expect(publishing([review], [aboutMe])).toEqual({ blocking: [], standing: [] });
  });

  describe("the emergency part alone", () => {
    const alone = (change: Operation[]) => {
      const ofIt = ["cpr", "advanceDecision", "attorney", "escalation"] as const;
      const whole = aPlanDocument();
      const written = ofIt.map((unit) => ({ unit, values: whole.sections[unit].fields as Values }));
      const plan = applyOperations(emptyPlan(), [...written, ...change]);
      return lacksOfPublish(plan, circumstances, { touched: [...ofIt], only: "emergency" }).blocking.map(
        ({ unit, field }) => `${unit} ${field}`,
      );
    };
    test("needs nothing of the rest", () => expect(alone([])).toEqual([]));
    test("is refused incomplete", () => {
      expect(alone([changed("cpr", { decidedBy: "" })])).toEqual(["cpr decidedBy"]);
      expect(alone([{ unit: "attorney", values: null }])).toEqual(["attorney lpa"]);
      expect(alone([{ unit: "cpr", values: null }])).toEqual(["cpr decision"]);
    });
    test("is refused with a text that could not be kept", () =>
      expect(alone([{ unit: "escalation", values: { goal: "Comfort ".repeat(60) } }])).toEqual(["escalation goal"]));
    test("must say something", () =>
      expect(
        alone([
          { unit: "cpr", values: { decision: "none_recorded" } },
          { unit: "escalation", values: null },
        ]),
      ).toEqual(["cpr decision"]));
  });
});

function changedItem(unit: string, change: Values): Operation {
  const [section, id] = unit.split("/") as ["contingency", string];
  const { id: _, ...values } = aPlanDocument().sections[section].items.find((item) => item.id === id) as Values;
  return { unit, values: { ...values, ...change } };
}
