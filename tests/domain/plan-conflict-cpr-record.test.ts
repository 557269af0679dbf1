/** CPR codes of the record beside the plan's recommendation, and beside each other (hazards 3 and 4). */
import { describe, expect, test } from "vitest";
import type { Operation } from "../../app/domain/plan";
import { findConflicts } from "../../app/domain/plan-conflict-finder";
import { NO_RECORD, type RecordLine } from "../../app/domain/plan-record";
import { aPlanDocument, PLAN_OPERATIONS } from "../support/a-plan";

const cpr = PLAN_OPERATIONS.find(({ unit }) => unit === "cpr")!.values!;
/** Decided on 3 May 2026. */
const NOT_RECOMMENDED: Operation = { unit: "cpr", values: cpr };
const ATTEMPT: Operation = { unit: "cpr", values: { ...cpr, decision: "attempt" } };
const NONE: Operation = { unit: "cpr", values: null };
const code = (way: "attempt" | "not-recommended", on?: string, change: Partial<RecordLine> = {}): RecordLine => ({
  ...{ id: `${way} ${on}`, kind: "decision", words: `CPR ${way}`, sets: [`decision-cpr-${way}`], source: "GP record" },
  ...(on && { on }),
  ...change,
});
const yes = (on?: string, change?: Partial<RecordLine>) => code("attempt", on, change);
const no = (on?: string, change?: Partial<RecordLine>) => code("not-recommended", on, change);

const find = (operation: Operation, lines: readonly RecordLine[]) =>
  findConflicts(
    aPlanDocument([operation]),
    { ...NO_RECORD, lines },
    { today: "2026-11-22", bornOn: "1942-03-12" },
  ).filter(({ kind }) => kind.startsWith("cpr_record"));
const kinds = (...of: Parameters<typeof find>) => find(...of).map(({ kind, danger }) => `${danger}: ${kind}`);

const before = "2026-05-02";
const same = "2026-05-03";
const after = "2026-10-01";

describe.each([
  ["not recommended", NOT_RECOMMENDED, no, yes],
  ["attempt", ATTEMPT, yes, no],
])("a plan that says %s, beside", (_, plan, agrees, opposes) => {
  test.each<[string, RecordLine[], string[]]>([
    ["an older opposite code", [opposes(before)], ["asks: cpr_record"]],
    ["one of the same day", [opposes(same)], ["blocks: cpr_record"]],
    ["a newer one", [opposes(after)], ["blocks: cpr_record"]],
    ["an undated one", [opposes()], ["marks: cpr_record"]],
    ["agreeing codes alone", [agrees(after), agrees(), agrees(before)], []],
    ["an opposite code that a newer one overtook", [opposes(before), agrees(after)], []],
    ["one that ended", [opposes(after, { ended: true })], []],
    ["both of one newer day", [opposes(after), agrees(after)], ["blocks: cpr_record_both"]],
    ["both of one older day", [opposes(before), agrees(before)], ["asks: cpr_record_both"]],
    ["an undated opposite one and a dated agreeing one", [opposes(), agrees(after)], ["marks: cpr_record_both"]],
    ["a dated opposite one and an undated agreeing one", [opposes(after), agrees()], ["blocks: cpr_record_both"]],
    ["both undated", [opposes(), agrees()], ["marks: cpr_record_both"]],
    ["an undated opposite one and an older opposite one", [opposes(), opposes(before)], ["marks: cpr_record"]],
  ])("%s, in either order", (_, lines, found) => {
    expect(kinds(plan, lines)).toEqual(found);
    expect(find(plan, [...lines].reverse())).toEqual(find(plan, lines));
  });
});

describe("a plan that says nothing, beside", () => {
  test.each<[string, RecordLine[], string[]]>([
    ["a code for CPR", [yes(after)], ["asks: cpr_record"]],
    ["one against it", [no(after)], ["marks: cpr_record"]],
    ["both of one day", [yes(after), no(after)], ["marks: cpr_record_both"]],
    ["both, one undated", [yes(after), no()], ["marks: cpr_record_both"]],
  ])("%s, in either order", (_, lines, found) => {
    expect(kinds(NONE, lines)).toEqual(found);
    expect(find(NONE, [...lines].reverse())).toEqual(find(NONE, lines));
  });
});

test("both codes stand in it with their days, beside the plan's own line", () => {
  const [found] = find(NOT_RECOMMENDED, [yes(after), no(after)]);
  expect(found!.sides.map(({ source, words, on }) => `${source}: ${words}, ${on}`)).toEqual([
    "plan: CPR is not recommended, 2026-05-03",
    "record: CPR attempt, 2026-10-01",
    "record: CPR not-recommended, 2026-10-01",
  ]);
});
