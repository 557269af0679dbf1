import { describe, expect, test } from "vitest";
import { CONFER_CODES, SNOMED } from "../../app/domain/code-sets/code-set";
import {
  cambridgeReasons,
  clinicalFrailtyOf,
  medicineScoresOf,
  type RecordedScoreRow,
  readRecordedScores,
} from "../../app/domain/other-scores";
import { scoreAnticholinergicBurden } from "../../app/domain/risk/anticholinergic-burden";
import { cambridgeOf } from "../../app/domain/risk/person-scores";
import { AS_OF, aPerson, type Recorded } from "../support/a-person";

const person = (...recorded: Recorded[]) => aPerson({ recorded });

describe("the Cambridge score's reasons", () => {
  const laxatives: Recorded[] = ["01", "02", "03", "04"].map((month) => ["medicine-laxative", `2026-${month}-01`]);
  const reasons = (seesMedicines: boolean) => {
    const somebody = person(["diabetes-type-2", "2015-03-01"], ...laxatives);
    return cambridgeReasons(cambridgeOf(somebody, AS_OF).because, somebody, seesMedicines);
  };
  test("lead to the entries of diabetes, and of medicines for who sees medicines", () => {
    const of = (seesMedicines: boolean, term: string) => reasons(seesMedicines).find((one) => one.term === term);
    expect(of(false, "Diabetes")!.sets).toContain("diabetes-type-2");
    expect(of(true, "Constipation")).toMatchObject({
      sets: ["medicine-laxative"],
      evidence: "more than three issues in 12 months",
    });
    expect(of(false, "Constipation")).toEqual({ term: "Constipation", points: 1.12, modifiable: true });
  });
});

describe("the Clinical Frailty Scale", () => {
  test("is what was recorded last, with its short name and day; none is null", () => {
    expect(clinicalFrailtyOf(person())).toBeNull();
    expect(clinicalFrailtyOf(person(["cfs-5", "2025-05-03"], ["cfs-6", "2026-05-03"]))).toEqual({
      ...{ level: 6, name: "Moderately frail", on: "2026-05-03", caveats: [] },
    });
  });
  test("warns by the age on that day, not by today's", () => {
    const at = (bornOn: string) =>
      clinicalFrailtyOf(aPerson({ bornOn, recorded: [["cfs-6", "2020-05-03"]] }))!.caveats.join();
    expect(at("1955-05-04")).toBe("made for ages 65 and over");
    expect(at("1955-05-03")).toBe("");
  });
});

describe("scores that others computed", () => {
  const row = (change: Partial<RecordedScoreRow> = {}): RecordedScoreRow => ({
    ...{ id: "1", system: SNOMED, code: "1085871000000105", display: "QRISK3", on: "2026-05-03", value: 12.4 },
    ...{ unit: "%", text: "12.4", recordedHere: false, source: "practice" },
    ...change,
  });
  const words = (change: Partial<RecordedScoreRow>) => readRecordedScores([row(change)])[0]!.words;

  test("are kept as they came, with day and source; of each kind the latest, and how many older", () => {
    const rows = [row(), row({ id: "2", on: "2024-01-01" }), row({ id: "3", code: "718087004", on: null })];
    expect(readRecordedScores(rows)).toMatchObject([
      { id: "1", on: "2026-05-03", from: "received from practice", older: 1 },
      { id: "3", on: null, older: 0 },
    ]);
    expect(words({})).toBe("QRISK3, cardiovascular disease within 10 years: 12.4 %, recorded, not computed here");
    expect(readRecordedScores([row({ recordedHere: true })])[0]!.from).toBe("recorded in Confer");
  });
  test("one that cannot be right, or came in another unit, or without a number says so", () => {
    expect(words({ value: 124 })).toContain("it cannot be right, check the source");
    expect(words({ unit: "{ratio}" })).toContain("the unit received is “{ratio}”");
    expect(words({ value: null, text: "high" })).toBe("QRISK3: high, recorded, not computed here");
    expect(words({ value: null, text: null })).toContain("no value received");
  });
  test("Confer's own code does not say which QRISK it was", () =>
    expect(words({ system: CONFER_CODES, code: "qrisk", display: "QRISK score" })).toBe(
      "QRISK score: 12.4, recorded, not computed here; which version of QRISK is not stated",
    ));
});

describe("medicines", () => {
  const scoresOf = (...recorded: Recorded[]) =>
    medicineScoresOf(person(...recorded), scoreAnticholinergicBurden(person(...recorded), AS_OF), []);
  test("a person of whom no medicine was ever recorded has unknown counts and a floor", () => {
    const { in12Months, in90Days, polypharmacy, burden } = scoresOf();
    expect([in12Months, in90Days, polypharmacy]).toEqual([undefined, undefined, undefined]);
    expect(burden).toMatchObject({ known: false, category: null, missing: ["medicines"] });
  });
  test("five distinct in 90 days are polypharmacy, four are not", () => {
    const medicines = ["a", "b", "c", "d", "e"].map((one): Recorded => [`medicine-${one}`, "2026-11-01"]);
    expect(scoresOf(...medicines)).toMatchObject({ in12Months: 5, in90Days: 5, polypharmacy: "five to nine" });
    expect(scoresOf(...medicines.slice(1)).polypharmacy).toBe("fewer than five");
  });
});
