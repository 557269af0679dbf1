/** What the words of cards may and may not do on a crew's page. */
import { describe, expect, test } from "vitest";
import { CRISIS_CARDS, CRITICAL_FACTS, cardOf } from "../../../app/domain/crisis-cards/all";
import { CARD_FIELDS, type CardField } from "../../../app/domain/crisis-cards/card";
import { fillCard } from "../../../app/domain/crisis-cards/filling";
import { emptyPlan } from "../../../app/domain/plan";
import { frontLines } from "../../../app/domain/plan-readiness-screen";
import { fieldsOf } from "../../../app/domain/plan-sections";
import { aCardPerson } from "../../support/a-card-person";
import { insulin, type2 } from "../../support/card-whom";

const linesOf = (id: string, field: CardField): string[] => (cardOf(id)!.lines[field] ?? []).map(({ words }) => words);
const allWords = CRISIS_CARDS.flatMap(({ id, lines }) =>
  CARD_FIELDS.flatMap((field) => (lines[field] ?? []).map(({ words }) => ({ id, field, words }))),
);

describe("999 and its place", () => {
  test("stands in a plan after what to do first and before what not to do", () => {
    const fields = Object.keys(fieldsOf("contingency"));
    const at = fields.indexOf("call999");
    expect(fields.slice(at - 1, at + 3)).toEqual(["doFirst", "call999", "doNot", "unless"]);
    expect(fieldsOf("contingency").call999!.label).toBe("999 if");
  });

  test("is given by every card, in words that follow “999 if:”", () => {
    for (const { id } of CRISIS_CARDS) {
      const words = linesOf(id, "call999");
      expect(words.length, id).toBeGreaterThan(0);
      for (const line of words) expect(line, id).not.toMatch(/^999|\.$/);
    }
  });

  test("is never an exception to a “do not”: that would reverse it", () => {
    for (const { id, words } of allWords.filter(({ field }) => field === "unless"))
      expect(words, id).not.toMatch(/\b999\b|ambulance|sepsis|urgent community|otherwise/i);
  });

  test("opens the steroid card, with what to say", () => {
    const { doFirst } = fillCard(cardOf("steroid-dependent")!, aCardPerson(), emptyPlan()).values;
    expect(doFirst).toMatch(/^999: say “steroid dependent, adrenal crisis”\. Hydrocortisone 100 mg/);
  });

  test("at the end of life is for anything sudden or reversible, for symptoms that stay, and for who asks", () => {
    expect(linesOf("end-of-life-symptoms", "call999").join()).toBe(
      "anything sudden or reversible (choking, bleeding, fit, low glucose, new leg weakness, injury) unless this plan says otherwise; symptoms that do not settle; or the person asks",
    );
  });
});

describe("words that were wrong before", () => {
  test.each<[string, string, CardField, RegExp]>([
    ["insulin goes on", "high-glucose", "doFirst", /^Never stop insulin or the pump; doses may change\./],
    ["no drink for who is not awake", "high-glucose", "doFirst", /Awake and swallowing: sips, about 100 ml an hour\./],
    [
      "no next opioid dose by the clock",
      "sickle-cell",
      "doFirst",
      /[Cc]heck pain, drowsiness and breathing every 30 minutes; next dose as the signed chart/,
    ],
    ["laryngectomy first", "ventilator-or-tracheostomy", "doFirst", /^Neck only after laryngectomy/],
    ["who is always below 15", "fall-on-blood-thinner", "call999", /^GCS below usual/],
    ["dysreflexia is treated", "catheter-blocked", "doFirst", /sit up, loosen, unblock now/],
    ["a second fit", "seizure", "call999", /second fit without recovery.*pregnant/],
    ["who never walked", "fall-or-long-lie", "doNot", /moves as usual/],
  ])("%s", (_, id, field, wanted) => expect(linesOf(id, field).join(" ")).toMatch(wanted));

  test("no card promises that somebody comes within 2 hours", () => {
    const promises = allWords.filter(({ words }) => /urgent community response/i.test(words));
    expect(promises.length).toBeGreaterThan(3);
    for (const { words } of promises) expect(words).toMatch(/aims for 2 hours, local hours/);
    expect(allWords.filter(({ words }) => /within 2 hours|below 15|walked|every 30 until/.test(words))).toEqual([]);
  });

  test("the critical fact of insulin keeps all insulin going, not only the long-acting", () => {
    const { words } = CRITICAL_FACTS.find(({ kind }) => kind === "insulin")!.instruction;
    expect(words).toContain("never stop insulin");
    expect(words).not.toContain("long-acting");
  });
});

describe("a card on the first screen", () => {
  const front = CRISIS_CARDS.filter(({ front }) => front);
  test.each(front.map((card) => [card.id, card] as const))("%s: five lines at most", (_, card) => {
    const { values } = fillCard(card, aCardPerson(type2, insulin), emptyPlan());
    expect(values.onFront).toBe("yes");
    // Whom to ring is this person's own.
    expect(frontLines({ ...values, ring: "" })).toBeLessThanOrEqual(5);
  });

  test("brings a critical fact of one line", () => {
    const banners = front.flatMap(({ banners }) => banners ?? []);
    expect(banners.map(({ kind }) => kind)).toEqual(["insulin", "steroid", "ventilator"]);
    for (const banner of banners)
      expect(`${banner.fact(aCardPerson())} ${banner.instruction.words}`.length, banner.kind).toBeLessThanOrEqual(80);
  });
});
