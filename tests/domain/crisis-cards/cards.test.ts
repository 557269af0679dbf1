import { describe, expect, test } from "vitest";
import { CRISIS_CARDS, CRITICAL_FACTS, cardOf } from "../../../app/domain/crisis-cards/all";
import { CARD_FIELDS } from "../../../app/domain/crisis-cards/card";
import { fillBanners, fillCard, tooLong } from "../../../app/domain/crisis-cards/filling";
import { applyOperations, emptyPlan } from "../../../app/domain/plan";
import type { RecordLine } from "../../../app/domain/plan-record";
import { fieldsOf } from "../../../app/domain/plan-sections";
import { aCardPerson, carer, medicine, result } from "../../support/a-card-person";
import { apixaban, insulin, type2, WHOM } from "../../support/card-whom";

describe("the twenty-one cards", () => {
  test("are fourteen of the protocols and seven more, each once, and each is tried here", () => {
    expect(CRISIS_CARDS).toHaveLength(21);
    expect(new Set(CRISIS_CARDS.map(({ id }) => id)).size).toBe(21);
    expect(WHOM.map(([id]) => id).sort()).toEqual(CRISIS_CARDS.map(({ id }) => id).sort());
  });

  for (const [id, fits, not] of WHOM) {
    test.each(fits)(`${id} fits: %s`, (_, lines) => {
      const because = cardOf(id)!.fits(aCardPerson(...lines));
      expect(because.length).toBeGreaterThan(0);
      for (const { words, line } of because) expect(`${words}${line?.id}`).toContain("line-");
    });
    test.each(not)(`${id} does not fit: %s`, (_, lines) => {
      expect(cardOf(id)!.fits(aCardPerson(...lines))).toEqual([]);
    });
  }

  test("fit nobody of whom nothing is recorded", () => {
    for (const card of CRISIS_CARDS) expect(card.fits(aCardPerson()), card.id).toEqual([]);
    for (const banner of CRITICAL_FACTS) expect(banner.fits(aCardPerson()), banner.kind).toEqual([]);
  });
});

/** Everything that any card reads, at once. */
const everything = aCardPerson(
  ...WHOM.flatMap(([, fits]) => fits.flatMap(([, lines]) => lines)),
  medicine("Glucagon 1mg injection"),
  medicine("Dapagliflozin 10mg tablets", ["medicine-sglt2"]),
  medicine("Buccolam 10mg oromucosal solution"),
  medicine("Baclofen 10mg tablets"),
  medicine("Morphine 10mg/1ml solution for injection"),
  medicine("Levomepromazine 25mg/1ml solution for injection"),
  medicine("Doxycycline 100mg capsules"),
  medicine("Hydrocortisone 100mg injection"),
  ...Array.from({ length: 30 }, (_, n) =>
    medicine(`Insulin of the very long name number ${n} 100units/ml`, ["medicine-insulin"]),
  ),
  result("Oxygen saturation 90 %", ["oxygen-saturation"]),
  result("Body weight 71 kg", ["weight"]),
);

describe("a card that is filled", () => {
  test.each(CRISIS_CARDS.map((card) => [card.id, card] as const))("%s is within what a plan holds", (_, card) => {
    for (const person of [everything, aCardPerson()]) {
      const filled = fillCard(card, person, emptyPlan());
      expect(tooLong(filled)).toEqual([]);
      expect(filled.values).toMatchObject({ card: card.id, cardVersion: "1", ring: "Clinical desk" });
      for (const field of ["trigger", "doFirst", "call999", "doNot", "unless"])
        expect(filled.values[field], field).toBeTruthy();
      expect(Object.keys(filled.values).filter((name) => !(name in fieldsOf("contingency")))).toEqual([]);
      expect(card.asks.length).toBeGreaterThan(0);
    }
  });

  test("speaks of no CPR and proposes none", () => {
    const words = CRISIS_CARDS.flatMap(({ lines }) => CARD_FIELDS.flatMap((field) => lines[field] ?? []));
    expect(words.length).toBeGreaterThan(150);
    expect(words.filter(({ words }) => /\bCPR\b|resuscit|DNAR|DNACPR/i.test(words))).toEqual([]);
  });

  test("begins no “do not” twice, and each has its “unless”", () => {
    for (const { id, lines } of CRISIS_CARDS) {
      expect(
        lines.doNot?.some(({ words }) => /^do not/i.test(words)),
        id,
      ).toBe(false);
      expect(lines.unless?.length, id).toBeGreaterThan(0);
    }
  });

  test("holds what the record says of this person, without doses", () => {
    const filled = fillCard(
      cardOf("hypoglycaemia")!,
      aCardPerson(type2, insulin, medicine("GlucoGel 40% gel")),
      emptyPlan(),
    );
    expect(filled.values.earlySigns).toContain("Lowers glucose: lantus.");
    expect(filled.values.doNot).toContain("omit the next insulin");
    expect(filled.values.medicines).toBe("Glucogel");
    expect(filled.asks).toContain("Where the medicines and the signed chart are kept");
    const oral = fillCard(cardOf("hypoglycaemia")!, aCardPerson(type2), emptyPlan());
    expect(oral.values.doNot).not.toContain("insulin");
    expect(oral.values.medicines).toBeUndefined();
  });

  test("names the carers, or says that there is no second", () => {
    const signs = (...lines: RecordLine[]) =>
      fillCard(cardOf("carer-collapse")!, aCardPerson(...lines), emptyPlan()).values.earlySigns;
    expect(signs(carer("Ngozi Obi", "daughter"))).toContain(
      "Carer: Ngozi Obi, daughter. No second carer is on the record.",
    );
    expect(signs(carer("Ngozi Obi", "daughter"), carer("Chidi Obi", "son"))).toContain("Also: Chidi Obi, son.");
    expect(signs(carer("N".repeat(115), "daughter"), carer("C".repeat(115), "son"))).toContain("see “People to ring”");
  });

  test("rings somebody of the plan who has that role, else the desk", () => {
    const plan = applyOperations(emptyPlan(), [
      { unit: "people/a", values: { name: "Hospice advice line", role: "Palliative team", phone: "020 7946 0321" } },
      { unit: "people/b", values: { name: "Diabetes nurses", role: "DSN", phone: "020 7946 0322" } },
    ]);
    expect(fillCard(cardOf("end-of-life-symptoms")!, everything, plan).values.ring).toBe("Hospice advice line");
    expect(fillCard(cardOf("hypoglycaemia")!, everything, plan).values.ring).toBe("Diabetes nurses");
    expect(fillCard(cardOf("sickle-cell")!, everything, plan).values.ring).toBe("Clinical desk");
  });

  test("brings the critical facts that fit, and no other", () => {
    const kinds = (...lines: RecordLine[]) =>
      fillBanners(CRITICAL_FACTS, aCardPerson(...lines), emptyPlan()).map(({ values }) => values.kind);
    expect(kinds(insulin)).toEqual(["insulin"]);
    expect(kinds(apixaban)).toEqual(["anticoagulant"]);
    expect(kinds(medicine("Clopidogrel 75mg tablets", ["medicine-antiplatelet"]))).toEqual([]);
    expect(kinds(medicine("Fentanyl 25micrograms/hour transdermal patches"))).toEqual(["opioid_patch"]);
    expect(kinds(medicine("Lithium carbonate 400mg tablets", ["medicine-lithium"]))).toEqual(["lithium"]);
    expect(
      fillBanners(CRITICAL_FACTS, everything, emptyPlan()).every(
        ({ values }) => values.kind! in fieldsOf("critical").kind!.options!,
      ),
    ).toBe(true);
    expect(fillBanners(CRITICAL_FACTS, aCardPerson(apixaban), emptyPlan())[0]!.values.fact).toBe("Apixaban");
  });
});
