/** Whom a card proposes to ring: somebody of the plan who still has that number on the day. */
import { expect, test } from "vitest";
import { CRISIS_CARDS } from "../../../app/domain/crisis-cards/all";
import { fillCard } from "../../../app/domain/crisis-cards/filling";
import { aRecord } from "../../support/a-card-person";
import { aPlanDocument } from "../../support/a-plan";

const asOf = "2026-11-22";
const person = { record: aRecord(), asOf };
const card = CRISIS_CARDS.find(({ ring }) => ring.test("Hospice advice line Palliative team"))!;
const hospice = (until: string) =>
  aPlanDocument([
    {
      unit: "people/hospice",
      values: { name: "Hospice advice line", role: "Palliative team", phone: "020 7946 0321", until },
    },
    { unit: "people/ngozi", values: null },
    { unit: "attorney", values: { lpa: "none" } },
  ]);

test.each([
  ["", "Hospice advice line"],
  ["2026-11-22", "Hospice advice line"],
  ["2026-11-21", "Clinical desk"],
])("until “%s”: %s", (until, ring) => expect(fillCard(card, person, hospice(until)).values.ring).toBe(ring));
