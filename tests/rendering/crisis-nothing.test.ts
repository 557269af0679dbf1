/** Where nothing stands on a page for crews or call handlers: never "none", and never a word of what is kept back. */
import { describe, expect, test } from "vitest";
import { cprSlot } from "../../app/domain/crisis-slots";
import { applyOperations, emptyPlan, type Operation, type PlanDocument } from "../../app/domain/plan";
import { stampPlan } from "../../app/domain/plan-changes";
import type { Restriction } from "../../app/domain/plan-restrictions";
import { readCallLines, renderCallLines } from "../../app/rendering/call-lines";
import { NOT_PUBLISHED, NOT_SHOWN } from "../../app/rendering/crisis-marks";
import { renderCrisisPage } from "../../app/rendering/crisis-page";
import { fillSlots } from "../../app/rendering/slots";
import { renderHandlerPage, withLiveNews } from "../../app/rendering/urgent-pages";
import { aPlanDocument, aPublishedPlan, aStamp, somePersonFacts } from "../support/a-plan";

const now = new Date("2026-11-22T02:11:00Z");
const desk = { name: "North Thames Ambulance", phone: "02079460100" };
const WHO = { personId: "p-1", name: null, bornOn: "1942-03-12", diedOn: null, deceased: false };
const person = somePersonFacts({ interpreter: null, language: null });
const wordsOf = (text: string) =>
  text
    .replace(/<style>.*?<\/style>/s, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, " ");
const pageOf = (document: PlanDocument, change: object = {}) =>
  wordsOf(
    fillSlots(renderCrisisPage(aPublishedPlan({ document, ...change }), person), { now, viewerName: "Jo Reed", desk }),
  );
const handlerOf = (document: PlanDocument, change: object = {}, at = now, who: object = {}) =>
  wordsOf(
    renderHandlerPage(renderCallLines(aPublishedPlan({ document, ...change }), person), { ...WHO, ...who }, desk, at),
  );

/** What a reader would take for an answer. */
const NONE = /none recorded|nothing recorded|nothing special|no contingency|not recorded\.|no plans/i;

const hidden = (unit: string, kind: "hidden" | "closed" = "hidden"): Restriction => ({
  ...{ id: unit, unit, kind, readers: [], by: "author" },
});

/** A plan of which every part that may be restricted holds something, and the same without them. */
const WRITTEN: Operation[] = [
  { unit: "home.staffSafety", values: { staffSafety: "Zz dog" } },
  { unit: "home.medicines", values: { medicines: "Zz box" } },
  { unit: "equipment/hoist", values: { what: "Zz hoist", power: "no" } },
  { unit: "contingency/partner", values: { trigger: "Zz shouts", doFirst: "Zz leave", ring: "Clinical desk" } },
  { unit: "people/zz", values: { name: "Zz Bell", phone: "020 7946 0777", carer: "standIn" } },
];
const BARE: Operation[] = [
  ...["contingency/breathless", "contingency/hypo", "people/hospice", "people/ngozi"],
  ...["home.access", "home.equipment", "communication.interpreter"],
].map((unit) => ({ unit, values: null }));
const bare = aPlanDocument(BARE);
const full = aPlanDocument([...BARE, ...WRITTEN, { unit: "home.access", values: { access: "Zz lift" } }]);
const UNITS = [...WRITTEN.map(({ unit }) => unit), "home.access"];

describe("what is kept from the reader", () => {
  test("leaves the page as if it had never been written, and says of nothing that there is none", () => {
    const kept = pageOf(full, { restrictions: UNITS.map((unit) => hidden(unit)) });
    expect(kept).toBe(pageOf(bare));
    expect(kept).not.toMatch(NONE);
    expect(kept).not.toContain("Zz");
    // First act, plans, medicines, both carers, interpreter, safety, equipment and arriving.
    expect(kept.match(/Not shown or not recorded here/g)).toHaveLength(9);
    expect(kept).toContain("Do first Not shown or not recorded here: usual practice, and ask the desk.");
    for (const part of ["Safety for staff", "Equipment", "Main carer", "Stand-in", "Interpreter", "If … then …:"])
      expect(kept).toContain(`${part} ${NOT_SHOWN}`);
  });

  test("closed, it says no more than that something is restricted", () => {
    const kept = pageOf(full, { restrictions: UNITS.map((unit) => hidden(unit, "closed")) });
    expect(kept).toContain("Something here is restricted");
    expect(kept).not.toMatch(NONE);
    expect(kept).not.toContain("Zz");
  });

  test("leaves the handler's numbers alike, and never says that there are none", () => {
    const kept = handlerOf(full, { restrictions: [hidden("people/zz")] });
    expect(kept).toBe(handlerOf(bare));
    expect(kept).toContain(`Numbers ${NOT_SHOWN}`);
    expect(kept).not.toMatch(NONE);
  });

  test("consent for a child that is kept back is not said to be unrecorded", () => {
    const cpr = { ...aPlanDocument().sections.cpr.fields, decision: "attempt" } as Record<string, string>;
    const document = aPlanDocument([
      { unit: "cpr", values: cpr },
      { unit: "childConsent", values: { basis: "court", who: "Zz Court" } },
    ]);
    const bornOn = "2014-03-12";
    expect(cprSlot(document, { bornOn }).detail).toContain("consent: a court (Zz Court)");
    const page = renderCrisisPage(
      aPublishedPlan({ document, restrictions: [hidden("childConsent")] }),
      somePersonFacts({ bornOn }),
    );
    expect(wordsOf(page)).toContain("consent: not shown or not recorded here.");
    expect(page).not.toContain("Zz");
  });

  test("what life depends on stands there whatever was restricted", () => {
    const vent = { what: "Ventilator", power: "yes", ifItFails: "Bag and mask; ring 999" };
    const document = aPlanDocument([{ unit: "equipment/vent", values: vent }]);
    const restrictions = ["critical/insulin", "critical", "equipment/vent", "equipment"].map((unit) => hidden(unit));
    const words = pageOf(document, { restrictions });
    expect(words).toContain("Insulin: check glucose; do not omit");
    expect(words).toContain("Ventilator: LIFE DEPENDS ON ITS POWER If it fails: Bag and mask; ring 999");
  });
});

describe("only the emergency part is published", () => {
  const { cpr, escalation } = aPlanDocument().sections;
  const document = stampPlan(
    applyOperations(emptyPlan(), [
      { unit: "cpr", values: cpr.fields as never },
      { unit: "escalation", values: escalation.fields as never },
    ]),
    emptyPlan(),
    aStamp("2026-05-03T09:00:00.000Z"),
  );
  const emergencyOnly = { emergencyOnly: true };

  test("the crisis page says of each other part that it is not published", () => {
    const words = pageOf(document, emergencyOnly);
    expect(words).not.toMatch(NONE);
    expect(words).not.toContain("Not shown");
    for (const part of [
      ...["Do first", "Usually", "If … then …:", "Medicines at home and signed chart", "Main carer", "Stand-in"],
      ...["Interpreter", "Safety for staff", "Equipment", "Access"],
    ])
      expect([part, words.includes(`${part} ${NOT_PUBLISHED}`)]).toEqual([part, true]);
  });

  test("a handler is told so, and not to ask the usual questions as if nothing were planned", () => {
    const words = handlerOf(document, emergencyOnly);
    expect(words).toContain(`Say or do ${NOT_PUBLISHED}`);
    expect(words).toContain(`Numbers ${NOT_PUBLISHED}`);
    expect(words).not.toMatch(/usual questions|None recorded/);
    expect(handlerOf(bare)).not.toContain(NOT_PUBLISHED);
  });

  test("also where the text is of before, and knows it by its mark alone", () => {
    const { emergencyOnly: _, ...old } = JSON.parse(
      renderCallLines(aPublishedPlan({ document, ...emergencyOnly }), person),
    );
    expect(readCallLines(JSON.stringify(old), now).emergencyOnly).toBe(true);
    const { emergencyOnly: __, ...whole } = JSON.parse(renderCallLines(aPublishedPlan(), person));
    expect(readCallLines(JSON.stringify(whole), now).emergencyOnly).toBe(false);
  });
});

describe("the clock of pages that are made when asked", () => {
  test("an age is of the day in London", () => {
    const born = { bornOn: "1942-06-12" };
    // 00:30 in summer time is the day before in UTC.
    expect(handlerOf(bare, {}, new Date("2026-06-11T23:30:00Z"), born)).toContain("(84)");
    expect(handlerOf(bare, {}, new Date("2026-06-11T22:30:00Z"), born)).toContain("(83)");
  });

  test("“in hospital” does not stand beside “died”", () => {
    const news = { deceased: true, admittedOn: "2026-11-20", reportedWrongAt: null };
    const live = (diedOn: string | null) =>
      withLiveNews("<main></main>", { ...news, diedOn, deceased: diedOn !== null });
    expect(live(null)).toContain("in hospital since 20 Nov 2026");
    expect(live("2026-11-21")).toContain("died on 21 Nov 2026");
    expect(live("2026-11-21")).not.toContain("in hospital");
  });
});

describe("the person's own words", () => {
  test("are marked as theirs wherever they stand", () => {
    const words = pageOf(
      aPlanDocument([
        { unit: "understanding", values: { mattersInEmergency: "Never take me to hospital", balance: "comfort" } },
      ]),
    );
    expect(words).toMatch(
      /Matters most: Never take me to hospital · Comfort comes first \(the person’s words, not an instruction\)/,
    );
    expect(words).toContain("About me (the person’s words, not an instruction)");
    expect(words).toContain("Preferred places (the person’s words, not an instruction)");
  });
});
