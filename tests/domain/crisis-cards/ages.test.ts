/** Cards are for adults; a person's own oxygen target takes the place of the card's. */
import { describe, expect, test } from "vitest";
import { CRISIS_CARDS, CRITICAL_FACTS, cardOf, cardsFor } from "../../../app/domain/crisis-cards/all";
import { agesOf, CARD_FIELDS } from "../../../app/domain/crisis-cards/card";
import { fillBanners, fillCard } from "../../../app/domain/crisis-cards/filling";
import { ownOxygenTarget } from "../../../app/domain/crisis-cards/oxygen-target";
import { dosesIn } from "../../../app/domain/crisis-cards/signing";
import { applyOperations, emptyPlan, type Values } from "../../../app/domain/plan";
import type { RecordLine } from "../../../app/domain/plan-record";
import { aCardPerson, aRecord, problem } from "../../support/a-card-person";
import { AS_OF } from "../../support/a-person";
import { insulin, type2 } from "../../support/card-whom";

const bornOn = (day: string | undefined, ...lines: RecordLine[]) => ({
  record: aRecord(lines, { bornOn: day }),
  asOf: AS_OF,
});
const EIGHTEEN = `${Number(AS_OF.slice(0, 4)) - 18}${AS_OF.slice(4)}`;
const INFANT = `${Number(AS_OF.slice(0, 4)) - 1}${AS_OF.slice(4)}`;
const copd = problem("Chronic obstructive lung disease", ["condition-copd"]);

describe("below 18", () => {
  test("no card is offered: on the eighteenth birthday all are", () => {
    expect(cardsFor(bornOn(INFANT, type2, insulin))).toEqual([]);
    expect(cardsFor(bornOn(EIGHTEEN))).toEqual(CRISIS_CARDS);
    expect(agesOf({ ...bornOn(EIGHTEEN), asOf: `${Number(AS_OF.slice(0, 4)) - 1}-12-31` })).toBe("child");
  });

  test("critical facts stay, save those with the values of adults", () => {
    const kinds = (day: string | undefined) =>
      fillBanners(CRITICAL_FACTS, bornOn(day, insulin, copd), emptyPlan()).map(({ values }) => values.kind);
    expect(kinds(EIGHTEEN)).toEqual(["insulin", "oxygen_alert"]);
    expect(kinds(INFANT)).toEqual(["insulin"]);
    expect(kinds(undefined)).toEqual(["insulin"]);
  });
});

test.each(CRISIS_CARDS.map((card) => [card.id, card] as const))("%s gives no dose where no age is known", (_, card) => {
  const filled = fillCard(card, bornOn(undefined), emptyPlan());
  expect(CARD_FIELDS.flatMap((field) => dosesIn(filled.values[field] ?? ""))).toEqual([]);
  expect(filled.unsigned.filter(({ dose }) => dose)).toEqual([]);
  expect(Object.values(filled.values).join(" ")).not.toContain("88–92");
  const has = CARD_FIELDS.some((field) => card.lines[field]?.some(({ dose }) => dose));
  expect(filled.asks.some((ask) => ask.startsWith("Doses: none is proposed"))).toBe(has);
});

describe("this person's own oxygen target", () => {
  const plan = (unit: string, values: Values) => applyOperations(emptyPlan(), [{ unit, values }]);
  const fact = (instruction: string) => plan("critical/x", { fact: "Oxygen", instruction });

  test.each([
    ["a critical fact", fact("target SpO2 94-98 %"), { low: 94, high: 98 }],
    [
      "an alert",
      plan("critical/x", { fact: "Alert", kind: "oxygen_alert", instruction: "90 to 94 %" }),
      { low: 90, high: 94 },
    ],
    [
      "a contingency plan",
      plan("contingency/x", { trigger: "x", doFirst: "Oxygen, aiming for 85–90 %" }),
      { low: 85, high: 90 },
    ],
    ["usual, with its target", plan("usual.oxygen", { oxygen: "SpO2 86–88 %, target 85–89 %" }), { low: 85, high: 89 }],
  ])("is read from %s", (_, document, target) => expect(ownOxygenTarget(document)).toEqual(target));

  test.each([
    ["what is usual", plan("usual.oxygen", { oxygen: "SpO2 88–90 % on 1 litre" })],
    ["what is usual in a fact", fact("keep to the usual 86–88 % SpO2")],
    ["what is forbidden", fact("never aim for 94–98 %")],
    ["the card's own words", fact("target SpO2 88–92 % unless this plan gives another")],
    ["a blood pressure", plan("critical/x", { fact: "Blood pressure", instruction: "target 90–100" })],
  ])("is not %s", (_, document) => expect(ownOxygenTarget(document)).toBeUndefined());

  test("two that differ are none", () => {
    const two = applyOperations(fact("target 94–98 %"), [
      { unit: "critical/y", values: { fact: "Oxygen", instruction: "target 88–92 %" } },
    ]);
    expect(ownOxygenTarget(two)).toBeUndefined();
  });

  test("takes the place of the card's target, and of what goes with a low one", () => {
    const fill = (document: Parameters<typeof fillCard>[2]) =>
      fillCard(cardOf("oxygen-alert")!, aCardPerson(copd), document);
    expect(fill(emptyPlan()).values.doFirst).toMatch(/^Target SpO2 88–92 %, unless.*28 % Venturi/);
    const low = fill(fact("target SpO2 85–89 %"));
    expect(low.values.doFirst).toMatch(/^Target SpO2 85–89 %: this person’s own\. 28 % Venturi/);
    expect(low.banners[0]!.values.instruction).toBe("target SpO2 85–89 %, this person’s own");
    const usual = fill(fact("target SpO2 94–98 %")).values;
    expect(usual.doFirst).toBe("Target SpO2 94–98 %: this person’s own.");
    expect(usual.doFirst).not.toContain("88–92");
  });
});
