import { describe, expect, test } from "vitest";
import { HYPOGLYCAEMIA } from "../../app/domain/crisis-cards/diabetes";
import { emptyPlan } from "../../app/domain/plan";
import { diffPlans } from "../../app/domain/plan-changes";
import { changeInWords } from "../../app/domain/plan-in-words";

type Items = Record<string, string>[];
const withItems = (section: "contingency" | "critical", items: Items) => {
  const plan = emptyPlan();
  return { ...plan, sections: { ...plan.sections, [section]: { fields: {}, items } } } as ReturnType<typeof emptyPlan>;
};
const changes = (section: "contingency" | "critical", before: Items, after: Items) =>
  diffPlans(withItems(section, before), withItems(section, after)).map(changeInWords);

const ITEM = "0190a000-0000-7000-8000-000000000001";
const fromCard = (version = String(HYPOGLYCAEMIA.version)) => ({
  ...{ id: ITEM, card: HYPOGLYCAEMIA.id, cardVersion: version },
  trigger: "Shaky and sweating",
});

describe("a change, as it is read", () => {
  test("names the card that a line was taken from, and neither its id nor its version", () => {
    const [change] = changes("contingency", [], [fromCard()]);
    expect(change!.lines).toContainEqual({
      ...{ label: "Taken from the crisis card", before: undefined, after: HYPOGLYCAEMIA.name },
    });
    expect(JSON.stringify(change!.lines)).not.toContain("Version of the card");
    expect(`${change!.what} ${JSON.stringify(change!.lines)}`).not.toContain(`"${HYPOGLYCAEMIA.id}"`);
    expect(change!.what).not.toContain(`“${HYPOGLYCAEMIA.id}”`);
  });

  test("says that a card's words are newer", () => {
    const [change] = changes("contingency", [fromCard("0")], [fromCard()]);
    expect(change!.lines).toEqual([
      { label: "Taken from the crisis card", before: "its older words", after: "its newer words" },
    ]);
  });

  test("says a choice in its words", () => {
    const [change] = changes("critical", [], [{ id: ITEM, kind: "insulin", instruction: "Check glucose" }]);
    expect(change!.what).not.toContain("“insulin”");
    expect(change!.what).toMatch(/“.*[Ii]nsulin.*”/);
  });

  test("leaves a change of one's own words as it is", () => {
    const own = { id: ITEM, trigger: "Breathless", doFirst: "Sit up" };
    const [change] = changes("contingency", [own], [{ ...own, doFirst: "Sit up and ring" }]);
    expect(change).toMatchObject({ what: "Contingency plan “Breathless”", did: "changed" });
    expect(change!.lines).toMatchObject([{ before: "Sit up", after: "Sit up and ring" }]);
  });
});
