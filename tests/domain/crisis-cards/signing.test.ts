import { describe, expect, test } from "vitest";
import { CRISIS_CARDS, CRITICAL_FACTS, cardOf } from "../../../app/domain/crisis-cards/all";
import { CARD_FIELDS, needsSignature } from "../../../app/domain/crisis-cards/card";
import { fillCard, hasFact, takeBanner, takeCard } from "../../../app/domain/crisis-cards/filling";
import { cardSignature, doseSignature, factSignature } from "../../../app/domain/crisis-cards/signature";
import { CARD_SIGNATURES } from "../../../app/domain/crisis-cards/signatures";
import { cardLacks, dosesIn } from "../../../app/domain/crisis-cards/signing";
import { applyOperations, emptyPlan, type Operation, type PlanDocument, type Values } from "../../../app/domain/plan";
import { CATALOGUE } from "../../../app/domain/setting-catalogue";
import { aCardPerson, medicine, problem } from "../../support/a-card-person";
import { PLAN_OPERATIONS } from "../../support/a-plan";

const diabetic = aCardPerson(
  problem("Type 2 diabetes mellitus", ["diabetes-type-2"]),
  medicine("Lantus 100units/ml", ["medicine-insulin"]),
);
let made = 0;
const newId = () => `item-${++made}`;
const ALL_SIGNED = Object.fromEntries(CARD_SIGNATURES.map(({ name }) => [name, 1]));

const taken = (id: string): PlanDocument =>
  applyOperations(emptyPlan(), takeCard(fillCard(cardOf(id)!, diabetic, emptyPlan()), emptyPlan(), newId)!);
const itemOf = (plan: PlanDocument) => plan.sections.contingency.items[0]!;
const written = (plan: PlanDocument, change: Values): PlanDocument => {
  const { id, ...values } = itemOf(plan);
  return applyOperations(plan, [{ unit: `contingency/${id}`, values: { ...values, ...change } as Values }]);
};
const fieldsOf = (plan: PlanDocument, values = {}) =>
  cardLacks(plan, values).map(({ unit, field }) => `${unit.split("/")[0]}.${field}`);

describe("what is signed of a card", () => {
  test("is each card's words, its doses field by field, and each critical fact that was not read in its source", () => {
    const names = CARD_SIGNATURES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const card of CRISIS_CARDS) {
      const lines = CARD_FIELDS.flatMap((field) => (card.lines[field] ?? []).map((line) => ({ field, line })));
      expect(names.includes(cardSignature(card)), card.id).toBe(
        lines.some(({ line }) => needsSignature(line) && !line.dose),
      );
      for (const field of CARD_FIELDS)
        expect(names.includes(doseSignature(card, field)), `${card.id} ${field}`).toBe(
          lines.some((one) => one.field === field && one.line.dose),
        );
    }
    for (const banner of CRITICAL_FACTS)
      expect(names.includes(factSignature(banner)), banner.kind).toBe(banner.instruction.mark !== "V");
  });

  test("stands among the settings with its words; a dose is signed by itself, and none is signed as it ships", () => {
    for (const { name, dose, source } of CARD_SIGNATURES)
      expect(CATALOGUE[name], name).toMatchObject({
        kind: "signature",
        value: 0,
        source,
        ...(dose && { oneByOne: true }),
      });
    expect(CATALOGUE["card.steroid-dependent.v1.doFirst"]!.source).toContain("Hydrocortisone 100 mg IM or IV at once");
    expect(CATALOGUE["card.hypoglycaemia.v1"]!.source).not.toContain("150 ml");
  });

  test("has a dose wherever a line names one, or says when the next is due", () => {
    for (const { id, lines } of CRISIS_CARDS)
      for (const field of CARD_FIELDS)
        for (const { words, dose } of lines[field] ?? [])
          expect(dosesIn(words).length > 0 || words.includes("next dose as"), `${id}: ${words}`).toBe(dose === true);
  });
});

describe("a plan with a card", () => {
  test("waits for a signature of every field that holds words not read in their source, and of its critical fact", () => {
    expect(fieldsOf(taken("hypoglycaemia"))).toEqual(["contingency.trigger", "critical.instruction"]);
    expect(cardLacks(taken("hypoglycaemia"), {})[0]!.says).toBe(
      "“Low glucose: below 4 mmol/L, drowsy, odd, sweating”: words of the card “Low glucose” under “If”, “Early signs”, “Do first”, “999 if”, “Do not”, “Unless”, “What helps” wait for a clinical lead’s signature. Ask for it, or write them in this person’s own words",
    );
  });

  test("may be published once the words, the doses and the fact are signed, and not before all are", () => {
    const plan = taken("hypoglycaemia");
    const names = ["card.hypoglycaemia.v1", "card.hypoglycaemia.v1.doFirst", "card.fact-insulin.v1"];
    const signed = Object.fromEntries(names.map((name) => [name, 1]));
    expect(cardLacks(plan, signed)).toEqual([]);
    for (const name of names) expect(cardLacks(plan, { ...signed, [name]: 0 }), name).not.toEqual([]);
    expect(fieldsOf(plan, { ...signed, "card.hypoglycaemia.v1.doFirst": 0 })).toEqual(["contingency.doFirst"]);
    const wordsOnly = cardLacks(plan, { ...signed, "card.hypoglycaemia.v1": 0 })[0]!.says;
    expect(wordsOnly).toContain("under “If”, “Early signs”, “999 if”, “Do not”, “Unless”, “What helps” wait");
  });

  test.each(CRISIS_CARDS.map(({ id }) => id))("%s: all signed, nothing waits; none signed, something does", (id) => {
    expect(cardLacks(taken(id), ALL_SIGNED)).toEqual([]);
    expect(cardLacks(taken(id), {})).not.toEqual([]);
  });

  test("in the person's own words needs no signature; leaving out a full stop is not one's own words", () => {
    const plan = written(taken("dementia-distress"), {
      trigger: "He shouts at dusk",
      doFirst: "Put the radio on and ask about the allotment.",
      doNot: "hold his arms",
      call999: "he hurts somebody",
      unless: "He is about to fall.",
      coping: "His radio.",
    });
    expect(cardLacks(plan, {})).toEqual([]);
    const almost = written(plan, { doFirst: "space, ONE voice  a familiar object" });
    expect(fieldsOf(almost)).toEqual(["contingency.doFirst"]);
  });

  test("a dose is not lifted by writing another: unsigned none may stand, signed only the card's", () => {
    const plan = taken("steroid-dependent");
    const dose = (words: string) => written(plan, { doFirst: words });
    const signed = { ...ALL_SIGNED, "card.steroid-dependent.v1.doFirst": 0 };
    expect(fieldsOf(dose("Give 1000 mg hydrocortisone."), signed)).toEqual(["contingency.doFirst"]);
    expect(cardLacks(dose("Give 1000 mg hydrocortisone."), ALL_SIGNED)[0]!.says).toContain(
      "1000mg is not a dose of the signed card",
    );
    expect(cardLacks(dose("Her kit: hydrocortisone 100mg into the thigh."), ALL_SIGNED)).toEqual([]);
    expect(fieldsOf(dose("Her kit: hydrocortisone 100mg into the thigh."), signed)).toEqual(["contingency.doFirst"]);
    expect(cardLacks(dose("Hydrocortisone as on the signed chart."), signed)).toEqual([]);
  });

  test("no dose is added to a card that leaves them to the signed chart", () => {
    const dose = written(taken("sickle-cell"), { doFirst: "Morphine 10 mg every 30 minutes." });
    expect(cardLacks(dose, ALL_SIGNED)[0]!.says).toContain("10mg is not a dose of the signed card");
  });

  test("of adults is not published for a child, nor its doses for somebody of unknown age, though all is signed", () => {
    const today = "2026-11-22";
    const lacks = (bornOn: string | undefined) => cardLacks(taken("steroid-dependent"), ALL_SIGNED, { bornOn, today });
    expect(lacks("2008-11-22")).toEqual([]);
    expect(lacks("2008-11-23")).toMatchObject([
      { field: "trigger", says: expect.stringContaining("this person is under 18") },
    ]);
    expect(lacks(undefined)).toMatchObject([
      { field: "doFirst", says: expect.stringContaining("100mg is for adults, and the record holds no date of birth") },
    ]);
    const chart = written(taken("steroid-dependent"), { doFirst: "999. Injection as on the signed chart." });
    expect(cardLacks(chart, ALL_SIGNED, { bornOn: undefined, today })).toEqual([]);
  });

  test("that forgot from which card it came still waits; a few words met by chance do not", () => {
    const plan = written(taken("steroid-dependent"), { card: "", cardVersion: "" });
    expect(itemOf(plan)).not.toHaveProperty("card");
    expect(fieldsOf(plan)[0]).toBe("contingency.earlySigns");
    expect(cardLacks(plan, {})[0]!.says).toContain("“Do first”");
    const short = applyOperations(emptyPlan(), [
      { unit: "contingency/x", values: { trigger: "Hypo", doFirst: "Cannot swallow: glucagon 1 mg IM." } },
    ]);
    expect(fieldsOf(short)).toEqual(["contingency.doFirst"]);
    const chance = applyOperations(emptyPlan(), [
      { unit: "contingency/x", values: { trigger: "Falls", doNot: "drag; restrain", doFirst: "Ring Ngozi." } },
    ]);
    expect(cardLacks(chance, {})).toEqual([]);
  });

  test("from a card whose words are no more must be taken again", () => {
    expect(cardLacks(written(taken("seizure"), { cardVersion: "0" }), ALL_SIGNED)[0]!.says).toContain(
      "words are no more",
    );
    expect(cardLacks(written(taken("seizure"), { card: "no-such-card" }), ALL_SIGNED)).toHaveLength(1);
    const old = written(taken("seizure"), { cardVersion: "0" });
    expect(takeCard(fillCard(cardOf("seizure")!, diabetic, old), old, newId)).toHaveLength(1);
  });

  test("without any lacks nothing of cards", () => {
    expect(cardLacks(applyOperations(emptyPlan(), PLAN_OPERATIONS as Operation[]), {})).toEqual([]);
  });
});

describe("taking a card", () => {
  test("writes one contingency plan and its critical facts; a second time nothing", () => {
    const filled = fillCard(cardOf("hypoglycaemia")!, diabetic, emptyPlan());
    const operations = takeCard(filled, emptyPlan(), newId)!;
    expect(operations.map(({ unit }) => unit.split("/")[0])).toEqual(["contingency", "critical"]);
    const plan = applyOperations(emptyPlan(), operations);
    expect(takeCard(filled, plan, newId)).toBeUndefined();
    expect(takeBanner(filled.banners[0]!, plan, newId)).toBeUndefined();
  });

  test("leaves a critical fact of the same kind or name as the author wrote it", () => {
    const plan = applyOperations(emptyPlan(), [
      { unit: "critical/x", values: { fact: "INSULIN", instruction: "ask Ngozi" } },
    ]);
    const filled = fillCard(cardOf("hypoglycaemia")!, diabetic, plan);
    expect(takeCard(filled, plan, newId)).toHaveLength(1);
    expect(hasFact({ kind: "insulin", fact: "x" }, plan)).toBe(false);
    expect(hasFact({ kind: "lithium", fact: "insulin" }, plan)).toBe(true);
  });

  test("says which lines wait, and of a signed card none", () => {
    const filled = fillCard(cardOf("hypoglycaemia")!, diabetic, emptyPlan());
    expect(filled.unsigned.filter(({ dose }) => dose)).toHaveLength(2);
    expect(fillCard(cardOf("hypoglycaemia")!, diabetic, emptyPlan(), ALL_SIGNED).unsigned).toEqual([]);
  });
});
