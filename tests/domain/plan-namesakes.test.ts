/** Two relatives of one name on the record, and one or both of them in the plan: no number is given to the wrong one. */
import { describe, expect, test } from "vitest";
import { applyOperations, emptyPlan, type Operation } from "../../app/domain/plan";
import { findConflicts } from "../../app/domain/plan-conflict-finder";
import { offers } from "../../app/domain/plan-from-record";
import { NO_RECORD, type PlanRecord } from "../../app/domain/plan-record";
import { aRecord, carer } from "../support/a-card-person";
import { aPlanDocument } from "../support/a-plan";

const maria = (id: string, phone: string) => ({ ...carer("Maria Silva", "daughter"), id, phone });
const first = maria("first", "02079460001");
const second = maria("second", "02079460002");
const record = aRecord([first, second]);
const person = (id: string, phone: string, ringId = ""): Operation => ({
  unit: `people/${id}`,
  values: { name: "Maria Silva", phone, ringId },
});
const offered = (of: PlanRecord, ...operations: Operation[]) =>
  offers(of, applyOperations(emptyPlan(), operations))
    .filter(({ section }) => section === "people")
    .map(({ id, operation }) => `${id} → ${operation.unit} ${operation.values!.phone}`);

describe("what the record offers", () => {
  test("beside one who was taken from the first line: the second is somebody else", () => {
    expect(offered(record, person("first", "020 7946 0001", "first"))).toEqual([
      "ring-second → people/second 020 7946 0002",
    ]);
  });

  test("nothing more once both are taken; a number that changed goes to whose line it is", () => {
    const both = [person("first", "020 7946 0001", "first"), person("second", "020 7946 0002", "second")];
    expect(offered(record, ...both)).toEqual([]);
    expect(offered(aRecord([first, maria("second", "02079460009")]), ...both)).toEqual([
      "number-second → people/second 020 7946 0009",
    ]);
  });

  test("beside one who was typed with the number of the second: the first alone", () => {
    expect(offered(record, person("typed", "+44 20 7946 0002"))).toEqual(["ring-first → people/first 020 7946 0001"]);
  });

  test("beside one who was typed with another number: neither number is written over it", () => {
    expect(offered(record, person("typed", "020 7946 0005"))).toEqual([
      "ring-first → people/first 020 7946 0001",
      "ring-second → people/second 020 7946 0002",
    ]);
  });

  test("of a single one of that name: the new number, where they were taken from no line", () => {
    expect(offered(aRecord([first]), person("typed", "020 7946 0005"))).toEqual([
      "number-first → people/typed 020 7946 0001",
    ]);
  });
});

describe("what contradicts the record", () => {
  const kinds = (of: PlanRecord, ...operations: Operation[]) =>
    findConflicts(aPlanDocument(operations), of, { today: "2026-11-22", bornOn: "1942-03-12" })
      .map(({ kind }) => kind)
      .filter((kind) => kind.startsWith("carer_") || kind === "care_home");

  test("the second of one name, typed with their own number, contradicts nothing", () => {
    expect(kinds(record, person("typed", "020 7946 0002"))).toEqual([]);
    expect(kinds(record, person("typed", "020 7946 0005"))).toEqual(["carer_number"]);
  });

  test("where nobody looked at those to ring nobody is gone, and no home is another", () => {
    const taken = [
      person("first", "020 7946 0001", "first"),
      { unit: "home.accommodation", values: { accommodation: "care_home" } },
    ];
    expect(kinds(NO_RECORD, ...taken)).toEqual([]);
    expect(kinds({ ...NO_RECORD, notShown: [] }, ...taken)).toEqual(["carer_ended", "care_home"]);
    expect(kinds({ ...NO_RECORD, notShown: ["medicine"] }, ...taken)).toEqual(["carer_ended", "care_home"]);
  });
});
