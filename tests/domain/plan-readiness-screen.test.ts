import { describe, expect, test } from "vitest";
import type { Operation, Values } from "../../app/domain/plan";
import { whatCrewsWouldMiss } from "../../app/domain/plan-readiness";
import { crisisLength } from "../../app/domain/plan-readiness-screen";
import { aPlanDocument } from "../support/a-plan";

const cpr = (values: Values): Operation => ({
  unit: "cpr",
  values: { ...aPlanDocument().sections.cpr.fields, ...values } as Values,
});

describe("the length of the slots", () => {
  test("of words that nobody has signed yet is that which they will have", () => {
    const long = cpr({ involved: "Mrs Obi, her daughter Ngozi, her son and the whole team of the hospice ".repeat(3) });
    const signed = aPlanDocument([long]);
    const drafted = { ...signed, stamps: {} };
    expect(crisisLength(drafted).lines).toBe(crisisLength(signed).lines);
  });

  test("of an endorsed recommendation holds the endorsement", () => {
    const plan = aPlanDocument();
    const names = { byName: "Dr Ruth Cole of the Hospice at Home Team", byRole: "consultant in palliative medicine" };
    const sign = { ...names, section: "cpr" as const, at: "2026-06-04T10:00:00.000Z", holds: true };
    const signatures = [
      { ...sign, kind: "sign" as const },
      { ...sign, kind: "endorse" as const },
    ];
    expect(crisisLength(plan, { signatures }).lines).toBeGreaterThan(crisisLength(plan).lines);
  });

  test("of a child holds the age when it was decided and the consent", () => {
    const plan = aPlanDocument([
      cpr({ decision: "attempt" }),
      { unit: "childConsent", values: { basis: "parental", who: "Mother and father together ".repeat(5).trim() } },
    ]);
    expect(crisisLength(plan, { bornOn: "2014-03-12" }).lines).toBeGreaterThan(crisisLength(plan).lines);
  });

  test("of the person's words holds what marks them as theirs", () => {
    const words = (mattersInEmergency: string) =>
      crisisLength(aPlanDocument([{ unit: "understanding", values: { mattersInEmergency } }])).lines;
    expect(words("a".repeat(75))).toBe(words("a".repeat(30)) + 1);
  });
});

test("publishing measures the slots of a child with the age", () => {
  const filler = "Sit up, open the window, wait with her. ".repeat(4).trim();
  const front = (n: number): Operation => ({
    unit: `contingency/z${n}`,
    values: { trigger: `Event ${n}`, doFirst: filler, ring: "Clinical desk", onFront: "yes" },
  });
  const child = [
    cpr({ decision: "attempt" }),
    { unit: "childConsent", values: { basis: "parental", who: "Mother and father ".repeat(6).trim() } },
  ];
  const over = (operations: Operation[], bornOn: string) =>
    whatCrewsWouldMiss(aPlanDocument(operations), { today: "2026-11-22", bornOn }).find(
      ({ amount }) => amount?.of === "lines",
    )?.amount?.is;
  const operations = [...child, ...[1, 2, 3, 4].map(front)];
  const asChild = over(operations, "2014-03-12");
  expect(asChild).toBe(crisisLength(aPlanDocument(operations), { bornOn: "2014-03-12" }).lines);
  expect(asChild).toBeGreaterThan(crisisLength(aPlanDocument(operations)).lines);
});
