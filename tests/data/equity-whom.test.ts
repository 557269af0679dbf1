/** For whom care is, as the equity page counts it, held to the rules themselves on a borough's people. */
import { describe, expect, test } from "vitest";
import type { PersonFeatures } from "../../app/data/features.server";
import { rowOf } from "../../app/data/registry-rows.server";
import { processOf } from "../../app/domain/care-protocols/all";
import { matches } from "../../app/domain/cohort";
import type { CohortLine } from "../../app/domain/cohort-line";
import { TOLD_FOR_WHOM, whomCareIsFor, whomInWords } from "../../app/domain/equity-whom";
import { stratify } from "../../app/domain/stratification";
import { type BoroughPerson, boroughCare } from "../support/borough-features";

const AS_OF = "2026-11-22";
const borough = [...boroughCare({ people: 3_000, seed: 5, asOf: AS_OF })];

/** What a cohort's rule reads of the row that stratification writes. */
function lineOf({ id, decile, person }: BoroughPerson): CohortLine {
  const unasked = { ethnicity: null, planVersion: null, planConfirmedOn: null, nextMeetingOn: null };
  const features: PersonFeatures = { ...person, ...unasked, personId: id, practiceId: id, imdDecile: decile };
  const row = rowOf(id, features, stratify(person, AS_OF), AS_OF);
  return { ...row, hasCarer: row.has_carer, careHome: row.care_home } as unknown as CohortLine;
}
const people = borough.map((one) => ({ ...one, line: lineOf(one) }));
/** Of somebody whose record is not here nothing is counted: neither that care is due nor that it is for them. */
const withRecord = people.filter(({ line }) => !line.missing.includes("coded record"));
const setting = (process: string) => (name: string) => processOf(process).protocol.settings[name]!.value;

describe("for whom care is", () => {
  test.each(TOLD_FOR_WHOM)("%s: the rule has the people whom the process asks for, and no others", (id) => {
    const rule = whomCareIsFor(id, {})!;
    const wrong = withRecord.filter(({ person, line }) => {
      const need = processOf(id).process.needed(person, { asOf: AS_OF, setting: setting(id) });
      return (matches(rule, line) === true) !== Boolean(need);
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
    expect(withRecord.some(({ line }) => matches(rule, line) === true)).toBe(true);
  });

  test.each(TOLD_FOR_WHOM)("%s: whoever has the gap is among them", (id) => {
    const rule = whomCareIsFor(id, {})!;
    const open = withRecord.filter(({ line }) => line.gaps.includes(id));
    expect(open.filter(({ line }) => matches(rule, line) !== true).map(({ id }) => id)).toEqual([]);
  });

  test("of whom nothing is recorded are few enough here", () => {
    expect(withRecord.length).toBeGreaterThan(2_900);
  });

  test("cannot be told of other processes, nor where a setting in force goes beyond what the row knows", () => {
    expect(whomCareIsFor("FA1", {})).toBeUndefined();
    expect(whomCareIsFor("hba1c", { "diabetes.from-age": 12 })).toBeUndefined();
    expect(whomCareIsFor("CK1", { "kidney.diabetes-from-age": 12 })).toBeUndefined();
    expect(whomCareIsFor("CK1", { "kidney.range-end": 0 })).toBeUndefined();
  });

  test("follows the ages in force", () => {
    const rule = whomCareIsFor("SE1", { "nutrition-and-senses.sight-from-age": 61 })!;
    expect(whomInWords(rule)).toBe("people aged 61 or more and not on the diabetes register");
  });
});
