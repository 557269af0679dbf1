/** What is a contradiction in other words, and what only sounds like one. */
import { describe, expect, test } from "vitest";
import { CRISIS_CARDS } from "../../app/domain/crisis-cards/all";
import type { Operation, Values } from "../../app/domain/plan";
import type { PlanRecord } from "../../app/domain/plan-record";
import {
  ATTEMPT,
  adrt,
  aRecord,
  cprCode,
  find,
  ITS_MEDICINES,
  kinds,
  line,
  medicine,
  NO_LIMITS,
  put,
  set,
} from "../support/planted-conflicts";

describe("a medicine that the person is allergic to, in other words", () => {
  const record = aRecord([line({ kind: "allergy", words: "Morphine" })]);
  const found = (doFirst: string) =>
    kinds([set("contingency/hypo", { doFirst }), { unit: "contingency/breathless", values: null }], record).length > 0;
  test.each([
    "Give oramorph.",
    "If not relieved give morphine.",
    "If no better in 2 hours, give morphine 5 mg.",
    "No tea or coffee. Morphine from the box.",
    "Do not wait: morphine at once.",
    "Sit up, fan, then oramorph",
  ])("%s: found", (words) => expect(found(words)).toBe(true));
  test.each([
    "Do not give morphine.",
    "Never give oramorph or codeine.",
    "No codeine, tramadol or morphine.",
    "Avoid morphine; use oxycodone.",
    "Stop morphine.",
    "Without morphine: oxycodone.",
    "Morphine made her sick.",
    "Was on morphine until 2019.",
    "Changed from morphine to oxycodone.",
  ])("%s: not found", (words) => expect(found(words)).toBe(false));
});

describe("what is no contradiction", () => {
  test("the plan of the builder with a record that goes with it", () => {
    const record = aRecord(
      [
        ...ITS_MEDICINES,
        line({ kind: "allergy", words: "Penicillin: anaphylaxis" }),
        line({ kind: "allergy", words: "No known allergies", sets: ["no-known-allergy"] }),
        cprCode("not-recommended", "2026-05-03"),
      ],
      {
        address: { words: "14 Acre Lane, W12 8TT", since: "2001-01-01" },
        practice: { id: "one", name: "Churchfield Practice" },
      },
    );
    expect(find([], record)).toEqual([]);
  });

  test.each<[string, Operation[], PlanRecord?]>([
    ["an advance decision that was taken back", [ATTEMPT, adrt({ withdrawnOn: "2026-01-01" })]],
    ["an advance decision of other treatments", [ATTEMPT, NO_LIMITS, adrt({ refuses: "Tube feeding" })]],
    [
      "an advance decision that is not of life-sustaining treatment",
      [ATTEMPT, NO_LIMITS, adrt({ lifeSustaining: "no", refuses: "Flu vaccine" })],
    ],
    ["“do not omit insulin”", [set("contingency/hypo", { doFirst: "Check glucose. Do not omit the next insulin." })]],
    ["“never stop insulin”", [set("contingency/hypo", { doFirst: "Pause metformin, never stop insulin." })]],
    [
      "a medicine that is named to be left out",
      [set("contingency/hypo", { doFirst: "No penicillin, amoxicillin or co-amoxiclav: doxycycline." })],
      aRecord([line({ kind: "allergy", words: "Penicillin" })]),
    ],
    [
      "a usual saturation beside a target",
      [
        put("usual.oxygen", { oxygen: "SpO2 86-90 % on air" }),
        put("critical/oxygen", { fact: "Oxygen", instruction: "target SpO2 88–92 %" }),
      ],
    ],
    [
      "a personal target beside that of the card",
      [
        put("critical/oxygen", {
          fact: "Oxygen alert",
          instruction: "target SpO2 88–92 % unless this plan gives another",
        }),
        set("contingency/hypo", { doFirst: "Oxygen: target SpO2 85–88 %." }),
      ],
    ],
    [
      "an advance decision that says CPR is not refused",
      [ATTEMPT, NO_LIMITS, adrt({ refuses: "Ventilation. CPR is not refused." })],
    ],
    ["hospital that is not refused", [adrt({ refuses: "Ventilation; hospital is not refused" })]],
    [
      "hospital and antibiotics that are not refused",
      [adrt({ refuses: "CPR. Does not refuse antibiotics, hospital or drips." })],
    ],
    [
      "a sentence that tells of the allergy",
      [set("handler", { second: "Anaphylaxis to penicillin in 2011, co-amoxiclav caused collapse." })],
      aRecord([line({ kind: "allergy", words: "Penicillin: anaphylaxis" })]),
    ],
    [
      "a medicine that is named to be replaced",
      [set("contingency/hypo", { doFirst: "Doxycycline instead of amoxicillin." })],
      aRecord([line({ kind: "allergy", words: "Penicillin: anaphylaxis" })]),
    ],
    [
      "a sting, and gloves that are free of it",
      [set("contingency/hypo", { doFirst: "Bee sting: adrenaline. Latex-free gloves." })],
      aRecord([line({ kind: "allergy", words: "Bee venom" }), line({ kind: "allergy", words: "Latex" })]),
    ],
    [
      "an allergy to no medicine of the plan",
      [],
      aRecord([line({ kind: "allergy", words: "Allergy to nuts" }), line({ kind: "allergy", words: "Cat dander" })]),
    ],
    [
      "an allergy that the record resolved",
      [set("contingency/hypo", { doFirst: "Amoxicillin from the box." })],
      aRecord([line({ kind: "allergy", words: "Penicillin", ended: true })]),
    ],
    [
      "an escalation that says no to what is refused",
      [adrt({ refuses: "Ventilation" }), set("escalation", { hospital: "No ventilation, no intensive care." })],
    ],
    [
      "a record without medicines: it says nothing of what was stopped",
      [],
      aRecord([line({ kind: "problem", words: "Asthma" })]),
    ],
    [
      "access notes confirmed after the move",
      [],
      aRecord([], { address: { words: "2 High Street", since: "2026-01-01" } }),
    ],
    [
      "the same number written in two ways",
      [],
      aRecord([
        line({
          kind: "carer",
          words: "Ngozi Obi",
          phone: "+442079460958",
          ring: { name: "Ngozi Obi", isCarer: true, livesWith: true },
        }),
      ]),
    ],
  ])("%s", (_, operations, record) => expect(find(operations, record)).toEqual([]));
});

/** Every line of the card, whoever it is for. */
const wordsOf = (card: (typeof CRISIS_CARDS)[number]): Values =>
  Object.fromEntries(
    Object.entries(card.lines).map(([field, lines]) => [field, lines.map(({ words }) => words).join(" ")]),
  );

test.each(CRISIS_CARDS.map((card) => [card.id, card] as const))(
  "the crisis card %s stands beside its medicines, allergies and a refusal of CPR without a dangerous contradiction",
  (_, card) => {
    const banners = (card.banners ?? []).map(({ kind, instruction }) =>
      put(`critical/${kind.replaceAll("_", "-")}`, { fact: kind, kind, instruction: instruction.words }),
    );
    const record = aRecord([
      ...ITS_MEDICINES,
      ...["Prednisolone 5 mg", "Dapagliflozin 10 mg", "Clozapine 100 mg", "Lithium carbonate 400 mg"].map((words) =>
        medicine(words),
      ),
      ...["Penicillin", "Codeine", "Ibuprofen"].map((words) => line({ kind: "allergy", words })),
      line({ kind: "problem", words: "COPD", sets: ["condition-copd"] }),
    ]);
    const operations = [put("contingency/card", { ...wordsOf(card), ring: "Clinical desk" }), ...banners, adrt()];
    expect(kinds(operations, record).filter((found) => found.startsWith("blocks"))).toEqual([]);
  },
);
