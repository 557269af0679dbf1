/** What a crew would miss: children, codes, the screen, limits and numbers, each with its own cases. */
import { describe, expect, test } from "vitest";
import type { Operation, Values } from "../../app/domain/plan";
import { FRONT_ITEMS, SCREEN_LINES } from "../../app/domain/plan-limits";
import { whatCrewsWouldMiss } from "../../app/domain/plan-readiness";
import { holdsCode } from "../../app/domain/plan-readiness-codes";
import { limitsCare, notForHandlers, setsLimit } from "../../app/domain/plan-readiness-limits";
import { crisisLength } from "../../app/domain/plan-readiness-screen";
import { aPlanDocument } from "../support/a-plan";
import { FRONT_CARDS, onTheFront } from "../support/front-cards";
import { changed, lacksOf, today } from "../support/plan-lacks";

describe("what a crew would miss, beyond the table", () => {
  test("a child needs its consent, and may have modified CPR", () => {
    const child = "2012-03-12";
    const modified = changed("cpr", { decision: "modified", modification: "Rescue breaths only" });
    expect(lacksOf([modified], child)).toEqual(["childConsent basis"]);
    expect(lacksOf([modified, { unit: "childConsent", values: { basis: "parental" } }], child)).toEqual([]);
  });

  test("a number beside a word is no code", () => {
    for (const words of ["Pinewood Court 1204, ring 020 7946 0321", "Pin number: ask Ngozi, 020 7946 0958"])
      expect(lacksOf([{ unit: "home.livingWith", values: { livingWith: words } }])).toEqual([]);
  });

  test("what a crew reads first fits one screen", () => {
    const long = "Sit her up, open the window, give the inhaler with the spacer, wait with her. ".repeat(3).trim();
    const front = (n: number): Operation => ({
      unit: `contingency/z${n}`,
      values: { trigger: `Event ${n}`, doFirst: long, ring: "Clinical desk", onFront: "yes" },
    });
    const many = [1, 2, 3, 4, 5].map(front);
    expect(crisisLength(aPlanDocument()).lines).toBeLessThan(SCREEN_LINES);
    expect(lacksOf(many)).toEqual(["contingency onFront", "contingency items"]);
    expect(crisisLength(aPlanDocument(many)).front).toBe(FRONT_ITEMS + 1);
    expect(lacksOf(many.map((one) => ({ ...one, values: { ...one.values!, onFront: "no" } })))).toEqual([]);
  });

  test.each([
    ["Do not convey for breathlessness alone", true],
    ["Don’t admit", true],
    ["Never take him to hospital without his wife", true],
    ["Not for intensive care", true],
    ["no ambulance", true],
    ["Do not ring the bell at night", false],
    ["Never stop insulin", false],
    ["Do not take blood from the left arm", false],
    ["Take to hospital for a fracture", false],
  ])("“%s” holds care back: %s", (words, limit) => expect(setsLimit(words)).toBe(limit));

  test.each([
    ["Has no hospital bed", undefined],
    ["Insulin-treated: if drowsy or confused send help at once.", undefined],
    ["End-of-life care at home. Breathless: connect to the hospice line first.", undefined],
    ["Steroid dependent: 999 at once, no delay.", undefined],
    ["No known allergies. Ring 999 if she cannot wake.", undefined],
    ["If nobody answers ring 999 instead of 111", undefined],
    ["Not for CPR", "cpr"],
    ["DNACPR in place", "cpr"],
    ["Do not resuscitate", "cpr"],
    ["Has a DNAR form", "cpr"],
    ["Allow natural death", "cpr"],
    ["Ring the hospice instead of 999", "limit"],
    ["Ambulance only if she asks", "limit"],
    ["Only if she asks: ambulance", "limit"],
    ["Avoid hospital", "limit"],
    ["Try to avoid sending an ambulance", "limit"],
    ["Ambulance not needed for falls", "limit"],
    ["999 is not needed", "limit"],
    ["No ambulance", "limit"],
    ["No need for 999", "limit"],
    ["No hospital", "limit"],
    ["Hospital: no", "limit"],
    ["Do not send an ambulance", "limit"],
  ])("a call handler told “%s”: %s", (words, why) => {
    expect(notForHandlers(words)).toBe(why);
    expect(lacksOf([{ unit: "handler", values: { first: "Insulin-treated.", second: words } }])).toEqual(
      why ? ["handler second"] : [],
    );
  });

  test.each([
    ["Comfort only.", true],
    ["Keep at home.", true],
    ["Avoid hospital.", true],
    ["Comfort at home.", true],
    ["Symptom control only", true],
    ["Hospital only for a fracture", true],
    ["Stay in her own home", true],
    ["Live longer; all treatment", false],
    ["Home exercises, comfort and company", false],
    ["Go to hospital early for a fever", false],
  ])("the goal “%s” limits: %s", (goal, limits) => {
    expect(limitsCare(goal)).toBe(limits);
    expect(lacksOf([{ unit: "escalation", values: { goal } }])).toEqual(limits ? ["escalation hospitalUnless"] : []);
  });

  test("a first act that holds care back needs its “unless”, also in other words than “do not”", () => {
    const act = (values: Values): Operation => ({
      unit: "contingency/falls",
      values: { trigger: "Fall", ring: "Clinical desk", ...values },
    });
    const kept = { doFirst: "Keep at home; avoid 999." };
    expect(lacksOf([act(kept)])).toEqual(["contingency/falls unless"]);
    expect(lacksOf([act({ ...kept, call999: "Head hit, cannot stand" })])).toEqual(["contingency/falls unless"]);
    expect(lacksOf([act({ ...kept, unless: "She hit her head." })])).toEqual([]);
  });

  test("what is never to be done may have no exception: then what is an emergency stands beside it", () => {
    const fit = { trigger: "Fit", doFirst: "Time it", doNot: "put anything into the mouth", ring: "Clinical desk" };
    const lacks = (values: Values) => lacksOf([{ unit: "contingency/fit", values }]);
    expect(lacks(fit)).toEqual(["contingency/fit unless"]);
    expect(lacks({ ...fit, call999: "over 5 minutes" })).toEqual([]);
    expect(lacks({ ...fit, doNot: "convey", call999: "over 5 minutes" })).toEqual(["contingency/fit unless"]);
  });

  test.each([
    ["Front door, flat 204", false],
    ["Key with neighbour 020 7946 0321", false],
    ["Key with neighbour at 12, ring 101", false],
    ["Door entry: ring 101", false],
    ["204 Acre Lane, key safe left of the door", false],
    ["Key safe checked 3 May 2026", false],
    ["Second floor, lift; ring twice", false],
    ["Key safe by the door, code 4711", true],
    ["Keysafe C1234Y", true],
    ["Door code 12 34", true],
    ["4711 opens the key safe", true],
    ["Flat 204, door 4711#", true],
    ["Key with neighbour 020 7946 0321, safe 4711", true],
    ["Entry: ring 4711", true],
    ["Gate 1 4 7 1", true],
    ["Key safe in the bin room 4711", true],
    ["Door code 4711 by the back lane", true],
    ["Key safe code 471 High Street side", true],
    ["Door: ring 471 on the keypad", true],
    ["Pin 0321", true],
  ])("“%s” holds a code: %s", (access, code) => {
    expect(holdsCode(access, { arriving: true })).toBe(code);
    expect(lacksOf([{ unit: "home.access", values: { access } }])).toEqual(code ? ["home.access access"] : []);
  });

  test.each(FRONT_CARDS)("one card of %s may stand on the first screen", (card) =>
    // Besides that a clinical lead signs its words.
    expect(lacksOf([onTheFront(card)]).filter((one) => /unless|items|onFront|ring/.test(one))).toEqual([]),
  );

  test("a number whose last day has passed is none", () => {
    const until = (day: string) =>
      lacksOf([
        { unit: "people/ngozi", values: null },
        {
          unit: "people/hospice",
          values: { name: "Hospice advice line", phone: "020 7946 0321", until: day },
        },
      ]);
    expect(until("2026-11-22")).toEqual([]);
    expect(until("2026-11-21")).toEqual(["contingency/breathless ring", "people phone"]);
  });

  test("no number to ring", () => {
    const none = ["people/hospice", "people/ngozi"].map((unit) => ({ unit, values: null }));
    expect(lacksOf(none)).toEqual(["contingency/breathless ring", "people phone"]);
  });

  test("a restricted number does not count: crews do not see it", () => {
    const restricted = ["people/hospice", "people/ngozi"].map((unit) => ({
      unit,
      values: { name: "Somebody", phone: "020 7946 0000", restriction: "hidden" },
    }));
    expect(lacksOf(restricted)).toEqual(["contingency/breathless ring", "people phone"]);
  });

  test("no CPR line is needed where the emergency plan lies elsewhere, nor where none is recorded", () => {
    const elsewhere = { unit: "elsewhere", values: { system: "London Universal Care Plan", dated: "2026-06-01" } };
    expect(lacksOf([elsewhere, { unit: "cpr", values: null }])).toEqual([]);
    expect(lacksOf([{ unit: "cpr", values: { decision: "none_recorded" } }])).toEqual([]);
  });

  test("an ADRT is made at 18 or later", () => {
    const adrt = { adrt: "yes", refuses: "Ventilation", lifeSustaining: "formal", location: "Hall" };
    expect(lacksOf([changed("advanceDecision", { ...adrt, dated: "2026-11-21" })], "2008-11-22")).toContain(
      "advanceDecision adrt",
    );
    expect(lacksOf([changed("advanceDecision", { ...adrt, dated: "2026-11-22" })], "2008-11-22")).toEqual([]);
  });

  test("every sentence names what to do", () => {
    for (const { says } of whatCrewsWouldMiss(aPlanDocument([{ unit: "cpr", values: null }]), {
      today,
      bornOn: undefined,
    }))
      expect(says).toMatch(/^(Choose|Give|Name|Say|Write)/);
  });
});
