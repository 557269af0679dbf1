/** Whom a line says to ring, where that is somebody of the plan who is kept from its reader (safety rule 13). */
import { describe, expect, test } from "vitest";
import type { Operation, PlanDocument } from "../../app/domain/plan";
import { personCopy } from "../../app/domain/plan-in-plain-words";
import { whatCrewsWouldMiss } from "../../app/domain/plan-readiness";
import { type Reader, type Restriction, seenThrough, withoutRestricted } from "../../app/domain/plan-restrictions";
import { renderCallLines } from "../../app/rendering/call-lines";
import { renderCrisisPage } from "../../app/rendering/crisis-page";
import { renderCrewPrint } from "../../app/rendering/print-crew";
import { renderPersonPrint } from "../../app/rendering/print-person";
import { renderProfessionalPrint } from "../../app/rendering/print-professional";
import { aPlanDocument, aPublishedPlan, somePersonFacts } from "../support/a-plan";

const GARY: Operation = {
  unit: "people/gary",
  values: { name: "Gary Hide", role: "neighbour", phone: "07700 900111" },
};
const RESTRICTED: Restriction = { id: "r", unit: "people/gary", kind: "hidden", readers: [], by: "author" };
const nurse: Reader = { accountId: "n", organisationId: "o", role: "social_worker", permissions: [] };
const author: Reader = { ...nurse, accountId: "author" };

const ringing = (ring: string): Operation[] => [
  { unit: "contingency/fall", values: { trigger: "Falls", doFirst: "Stay", ring, onFront: "yes" } },
  { unit: "carer", values: { doFirst: "Sit with her", alone: "no", ring } },
];
const leads = /Gary|Hide|900\s?111|neighbour/;
const ringsIn = ({ sections }: PlanDocument) => [
  sections.contingency.items.find(({ id }) => id === "fall")!.ring,
  sections.carer.fields.ring,
];

describe.each([
  "Gary Hide",
  "GARY HIDE",
  "her neighbour Gary Hide",
  "Gary Hide, 07700 900111",
  "07700 900111",
  "07700900111",
  "+44 7700 900111",
  "+44 (0)7700 900111",
  "0044 7700900111",
  "neighbour on 07700-900111 after 9",
])("a line that says to ring “%s”", (words) => {
  const document = aPlanDocument([GARY, ...ringing(words)]);
  const published = aPublishedPlan({ document, restrictions: [RESTRICTED] });
  const person = somePersonFacts();
  const printed = { published, person, at: new Date("2026-11-22T10:00:00Z") };

  test.each<[string, () => string]>([
    ["crisis page", () => renderCrisisPage(published, person)],
    ["call lines", () => renderCallLines(published, person)],
    ["crew's print", () => renderCrewPrint(printed, {})],
    ["professional's print", () => renderProfessionalPrint(printed, {})],
    ["person's print", () => renderPersonPrint(printed, {})],
    ["person's copy", () => JSON.stringify(personCopy(published, person))],
    ["plan of staff who are not named", () => JSON.stringify(seenThrough(document, nurse, [RESTRICTED]).plan)],
  ])("leads to nobody hidden in the %s", (_, read) => expect(read()).not.toMatch(leads));

  test("is the clinical desk in both places, and the name for whoever hid it", () => {
    expect(ringsIn(withoutRestricted(document, [RESTRICTED]).plan)).toEqual(["Clinical desk", "Clinical desk"]);
    expect(ringsIn(seenThrough(document, nurse, [RESTRICTED]).plan)).toEqual(["Clinical desk", "Clinical desk"]);
    expect(ringsIn(seenThrough(document, author, [RESTRICTED]).plan)).toEqual([words, words]);
  });

  test("is the desk too where the entry itself is marked as hidden", () => {
    const marked = aPlanDocument([
      { unit: GARY.unit, values: { ...GARY.values, restriction: "hidden" } },
      ...ringing(words),
    ]);
    expect(ringsIn(withoutRestricted(marked).plan)).toEqual(["Clinical desk", "Clinical desk"]);
  });
});

test.each(["Gary", "Hide and Seek nursery", "07700 900112", "Hospice advice line"])(
  "“%s” is nobody hidden: the words stay",
  (words) => {
    const document = aPlanDocument([GARY, ...ringing(words)]);
    expect(ringsIn(withoutRestricted(document, [RESTRICTED]).plan)).toEqual([words, words]);
  },
);

describe("what crews would miss, by the restrictions in force", () => {
  const lacksOf = (plan: PlanDocument, restrictions: readonly Restriction[]) =>
    whatCrewsWouldMiss(plan, { today: "2026-11-22", bornOn: "1942-03-12", restrictions }).map(
      ({ unit, field }) => `${unit} ${field}`,
    );
  const hidden = (unit: string): Restriction => ({ ...RESTRICTED, id: unit, unit });

  test("a number that crews are not shown is none", () => {
    const both = [hidden("people/hospice"), hidden("people/ngozi")];
    expect(lacksOf(aPlanDocument(), [])).toEqual([]);
    expect(lacksOf(aPlanDocument(), both)).toEqual(["contingency/breathless ring", "people phone"]);
  });

  test("the name of somebody hidden is told as a name that nobody bears is", () => {
    const lacks = (name: string) => {
      const plan = aPlanDocument([GARY, ...ringing(name)]);
      return whatCrewsWouldMiss(plan, { today: "2026-11-22", bornOn: "1942-03-12", restrictions: [RESTRICTED] });
    };
    expect(lacks("Gary Hide").map(({ unit, field }) => `${unit} ${field}`)).toEqual([
      "contingency/fall ring",
      "carer ring",
    ]);
    expect(lacks("Gary Hide")).toEqual(lacks("Nobody Known"));
    expect(lacks("Gary Hide, 07700 900111")).toEqual([]);
  });

  test("lines that crews are not shown do not fill their screen", () => {
    const doFirst = "Sit her up, open the window, and stay with her until the breathing settles. ".repeat(3);
    const many = [1, 2, 3, 4, 5].map((n) => ({
      unit: `contingency/front${n}`,
      values: { trigger: `Event ${n}`, doFirst, ring: "Clinical desk", onFront: "yes" },
    }));
    const plan = aPlanDocument(many);
    expect(lacksOf(plan, [])).toContain("contingency items");
    expect(
      lacksOf(
        plan,
        many.map(({ unit }) => hidden(unit)),
      ),
    ).not.toContain("contingency items");
  });
});
