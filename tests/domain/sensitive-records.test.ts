import { describe, expect, test } from "vitest";
import { ICD10, SNOMED } from "../../app/domain/code-sets/code-set";
import { SENSITIVE } from "../../app/domain/code-sets/sensitive";
import { isSensitive } from "../../app/domain/sensitive-records";

const judged = (system: string, code: string, change = {}) =>
  isSensitive({ system, code, display: "Code without its words", kind: "problem", sets: [], ...change });

describe("a code is sensitive", () => {
  test.each([
    ["HIV infection", SNOMED, "86406008"],
    ["syphilis of liver", SNOMED, "86028001"],
    ["induced termination of pregnancy", SNOMED, "57797005"],
    ["pregnancy by assisted conception", SNOMED, "813541000000100"],
    ["history of child abuse", SNOMED, "169595006"],
    ["HIV disease, with its point", ICD10, "B20.1"],
    ["asymptomatic HIV status", ICD10, "Z21"],
    ["anogenital herpes", ICD10, "A60.0"],
    ["medical abortion", ICD10, "O04.9"],
    ["in vitro fertilisation", ICD10, "Z31.2"],
    ["transsexualism, by its category", ICD10, "F64.0"],
    ["sexual abuse", ICD10, "T74.2"],
  ])("by its category, whatever its words are: %s", (_, system, code) => expect(judged(system, code)).toBe(true));

  test.each([
    ["spontaneous abortion", ICD10, "O03.9"],
    ["routine contraception", ICD10, "Z30.0"],
    ["B19, just before HIV", ICD10, "B19.9"],
    ["heart failure", SNOMED, "84114007"],
    ["the same digits in another system", "local", "86406008"],
  ])("and not: %s", (_, system, code) => expect(judged(system, code)).toBe(false));

  test("by a list that a site has installed; it adds to what ships and takes nothing out", () => {
    expect(judged("local", "X1", { sets: ["sensitive-gender"] })).toBe(true);
    expect(judged("local", "X1", { sets: ["condition-dementia"] })).toBe(false);
    expect(judged(SNOMED, "86406008", { sets: ["sensitive-sexual-health"] })).toBe(true);
  });

  test("by its words beneath all lists", () =>
    expect(judged("local", "X1", { display: "Victim of domestic abuse" })).toBe(true));

  test("as a medicine by its substance; as an allergy it is never left out", () => {
    const display = "Abacavir 300mg tablets";
    const sets = ["sensitive-hiv"];
    expect(judged("https://dmd.nhs.uk", "1", { kind: "medicine", display, sets })).toBe(true);
    expect(judged("https://dmd.nhs.uk", "1", { kind: "allergy", display, sets })).toBe(false);
  });

  test("each list says what it is, where from and under what licence", () => {
    expect(SENSITIVE.map(({ id }) => id)).toEqual([
      ...["sensitive-hiv", "sensitive-sexual-health", "sensitive-termination", "sensitive-assisted-conception"],
      ...["sensitive-gender", "sensitive-abuse"],
    ]);
    for (const { name, source, version, licence } of SENSITIVE)
      for (const words of [name, source, version, licence]) expect(words.length).toBeGreaterThan(8);
  });
});
