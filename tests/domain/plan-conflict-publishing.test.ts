import { describe, expect, test } from "vitest";
import { type ConflictDanger, type PlanConflict, stopsPublishing } from "../../app/domain/plan-conflict";

const conflict = (id: string, danger: ConflictDanger, ...units: (string | undefined)[]): PlanConflict => ({
  id,
  kind: id,
  danger,
  says: id,
  sides: units.map((unit) => ({ source: unit ? "plan" : "record", words: id, ...(unit && { unit }) })),
});
const cpr = conflict("cpr_record:1", "blocks", "cpr", undefined);
const allergy = conflict("allergy:1", "blocks", "contingency/hypo", undefined);
const ids = (...of: Parameters<typeof stopsPublishing>) => stopsPublishing(...of).map(({ id }) => id);

describe("what stops a publish", () => {
  test("one that is new, whoever wrote its sides", () => {
    expect(ids([cpr, allergy], { touched: [], before: [] })).toEqual(["cpr_record:1", "allergy:1"]);
    expect(ids([cpr, allergy], { touched: ["aboutMe.wellness"], before: ["cpr_record:1"] })).toEqual(["allergy:1"]);
  });

  test("one that stands on the live version, where the draft changes a side of it", () => {
    const before = ["cpr_record:1", "allergy:1"];
    expect(ids([cpr, allergy], { touched: ["contingency/hypo"], before })).toEqual(["allergy:1"]);
    expect(ids([cpr, allergy], { touched: ["aboutMe.wellness"], before })).toEqual([]);
  });

  test("never one that only marks or asks", () => {
    const found = [conflict("a", "marks", "cpr"), conflict("b", "asks", "cpr")];
    expect(ids(found, { touched: ["cpr"], before: [] })).toEqual([]);
  });
});
