/** Limits on care, phrase by phrase, in every text that a crew or a call handler reads. */
import { describe, expect, test } from "vitest";
import type { Operation, Values } from "../../app/domain/plan";
import { whatCrewsWouldMiss } from "../../app/domain/plan-readiness";
import { notForHandlers, setsLimit, tellsOfLimit } from "../../app/domain/plan-readiness-limits";
import { aPlanDocument } from "../support/a-plan";

const lacksOf = (change: Operation[]) =>
  whatCrewsWouldMiss(aPlanDocument(change), { today: "2026-11-22", bornOn: "1942-03-12" }).map(
    ({ unit, field }) => `${unit} ${field}`,
  );

const PHRASES = [
  "Do not send an emergency ambulance",
  "Do not call for an ambulance",
  "Do not phone 999",
  "Don’t ring for another blue-light crew",
  "Not for 999",
  "Not for conveyance",
  "Should not be conveyed",
  "Should not be taken to hospital",
  "She shall not be admitted",
  "Must never be brought to A&E",
  "Do not bring to A&E",
  "Not to go to ED",
  "Cannot be taken to hospital",
  "Won't go to hospital",
  "Never take me to hospital",
  "Comfort care only",
  "Symptom control only",
  "Keep at home, avoid hospital",
  "Keep her comfortable at home",
  "Should stay at home",
  "Ambulance should not be called",
  "Hospital is not to be considered",
  "No more hospital",
];

/** What describes, and holds nothing back. */
const HARMLESS = [
  "Cannot speak, cannot call for help: send help at once",
  "Cannot ring 999 herself",
  "Symptoms only at night",
  "Cared for at home by her daughter",
  "Has no hospital bed",
  "Keep spare batteries at home",
  "Never delay 999",
  "Do not ring the bell at night",
  "Never stop insulin",
  "Ask for Ed",
  "Ring the hospice before 999",
  "Must be taken to hospital for a fracture",
  "Ambulance must always be called for a fall",
];

const act = (values: Values): Operation => ({
  unit: "contingency/falls",
  values: { trigger: "Fall", doFirst: "Look", ring: "Clinical desk", ...values },
});
const carer = (values: Values): Operation => ({
  unit: "carer",
  values: { doFirst: "Ring Ngozi", alone: "no", ring: "Ngozi Obi", ...values },
});

/** Each field: the operation that puts words there, and the lack that is expected. */
const FIELDS: [string, (words: string) => Operation, string][] = [
  ["the handler's first line", (first) => ({ unit: "handler", values: { first } }), "handler first"],
  ["the handler's second", (second) => ({ unit: "handler", values: { first: "Deaf.", second } }), "handler second"],
  ["the goal of care", (goal) => ({ unit: "escalation", values: { goal } }), "escalation hospitalUnless"],
  ...(["trigger", "earlySigns", "doFirst", "doNot", "call999", "coping", "equipment", "name"] as const).map(
    (name): [string, (words: string) => Operation, string] => [
      `contingency ${name}`,
      (words) => act({ [name]: words }),
      "contingency/falls unless",
    ],
  ),
  ...(["signs", "doFirst", "needs", "medicines", "place"] as const).map(
    (name): [string, (words: string) => Operation, string] => [
      `carer ${name}`,
      (words) => carer({ [name]: words }),
      "carer unless",
    ],
  ),
  ["a critical fact", (instruction) => item("critical", { fact: "Ceiling", instruction }), "critical/x instruction"],
  ["equipment that fails", (ifItFails) => item("equipment", { what: "Hoist", ifItFails }), "equipment/x ifItFails"],
  ["a note on equipment", (note) => item("equipment", { what: "Hoist", note }), "equipment/x note"],
  ["a note on somebody", (note) => item("people", { name: "Ann", phone: "111", note }), "people/x note"],
  ["an adjustment", (what) => item("adjustments", { what }), "adjustments/x what"],
  ["a support plan", (content) => item("supportPlans", { name: "Ours", content }), "supportPlans/x content"],
  ["the usual state", (other) => ({ unit: "usual.other", values: { other } }), "usual.other other"],
  ["safety for staff", (words) => field("home", "staffSafety", words), "home.staffSafety staffSafety"],
  ["adjustments", (words) => field("communication", "adjustments", words), "communication.adjustments adjustments"],
  ["what else is needed", (words) => field("communication", "other", words), "communication.other other"],
  ["anticipatory care", (words) => field("palliative", "anticipatory", words), "palliative.anticipatory anticipatory"],
  ["days of illness", (words) => field("diabetesPlan", "sickDays", words), "diabetesPlan.sickDays sickDays"],
];
function item(section: string, values: Values): Operation {
  return { unit: `${section}/x`, values };
}
function field(section: string, name: string, words: string): Operation {
  return { unit: `${section}.${name}`, values: { [name]: words } };
}

describe.each(FIELDS)("in %s", (_, write, expected) => {
  test.each(PHRASES)("“%s” is not published as it stands", (words) =>
    expect(lacksOf([write(words)])).toContain(expected),
  );
  test.each(HARMLESS)("“%s” may stand", (words) => {
    // A first act and a goal are read more strictly: "at home" there is an aim.
    const strict = /doFirst|doNot|goal/.test(`${_} ${expected}`) || expected.endsWith("hospitalUnless");
    if (!strict) expect(lacksOf([write(words)])).toEqual([]);
  });
});

test("with its “unless” beside it a limit may stand", () => {
  for (const words of PHRASES) {
    expect(lacksOf([act({ coping: words, unless: "she asks" })])).toEqual([]);
    expect(lacksOf([carer({ needs: words, unless: "she asks" })])).toEqual([]);
    expect(lacksOf([{ unit: "escalation", values: { goal: words, hospitalUnless: "Choking" } }])).toEqual([]);
  }
});

test.each(PHRASES)("“%s” tells of a limit, and is not for a handler", (words) => {
  expect(tellsOfLimit(words)).toBe(true);
  expect(notForHandlers(words)).toBe("limit");
});

test.each([
  ["convey for falls", true],
  ["take to hospital for falls", true],
  ["Comfort only", true],
  ["lift alone", false],
])("“do not: %s” without an “unless” is a limit: %s, also beside its emergency", (doNot, limit) => {
  expect(lacksOf([act({ doNot, call999: "she hit her head" })])).toEqual(limit ? ["contingency/falls unless"] : []);
});

describe("the person's own words", () => {
  const matters = (words: string): Operation => ({
    unit: "understanding",
    values: { understanding: "Heart failure", mattersInEmergency: words },
  });
  test.each(["Never take me to hospital", "Keep me at home"])("“%s” are never refused", (words) => {
    expect(lacksOf([matters(words)])).toEqual([]);
    for (const own of [
      field("aboutMe", "pleaseDo", words),
      field("preferences", "statement", words),
      item("goals", { what: words }),
    ])
      expect(lacksOf([own])).toEqual([]);
  });
  test("ask for the decision that stands behind them", () => {
    const goal = (values: Values | null): Operation => ({ unit: "escalation", values });
    expect(lacksOf([matters("Never take me to hospital"), goal(null)])).toEqual(["escalation goal"]);
    expect(lacksOf([matters("Never take me to hospital"), goal({ goal: "Usual treatment." })])).toEqual([]);
    expect(lacksOf([matters("Her church choir"), goal(null)])).toEqual([]);
  });
  test("a clinician's understanding that holds care back needs the “unless” of the goal", () => {
    const understanding = { unit: "understanding", values: { understanding: "Comfort care only" } };
    expect(lacksOf([understanding])).toEqual([]);
    expect(lacksOf([understanding, { unit: "escalation", values: null }])).toEqual(["escalation hospitalUnless"]);
  });
});

test("“cannot” forbids only what is done with the person", () => {
  expect(setsLimit("Cannot call an ambulance")).toBe(false);
  expect(setsLimit("Cannot be conveyed")).toBe(true);
});
