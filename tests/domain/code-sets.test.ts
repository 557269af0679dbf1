import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CODE_SETS, codeSet, membershipOf } from "../../app/domain/code-sets/all";
import { LOINC, SNOMED } from "../../app/domain/code-sets/code-set";
import { EFI_DEFICITS } from "../../app/domain/risk/efi";

const members = CODE_SETS.flatMap((set) => set.members.map((member) => ({ set: set.id, ...member })));

describe("code sets", () => {
  test("have their own ids, a source and no code twice", () => {
    expect(new Set(CODE_SETS.map(({ id }) => id)).size).toBe(CODE_SETS.length);
    for (const { id, source, licence, version, members } of CODE_SETS) {
      expect(`${id}: ${source} ${licence} ${version}`).not.toMatch(/undefined/);
      expect(new Set(members.map(({ system, code }) => `${system} ${code}`)).size, id).toBe(members.length);
    }
  });

  test("hold SNOMED CT ids whose check digit is right", () => {
    const wrong = members.filter(({ system, code }) => system === SNOMED && !isVerhoeff(code));
    expect(wrong).toEqual([]);
    expect(isVerhoeff("44054006")).toBe(true);
    expect(isVerhoeff("44054007")).toBe(false);
  });

  test("hold SNOMED CT concepts, not descriptions or relationships", () => {
    for (const { code } of members.filter(({ system }) => system === SNOMED)) expect(code).toMatch(/^\d{4,14}[01]0\d$/);
  });

  test("hold LOINC codes whose check digit is right", () => {
    expect(members.filter(({ system, code }) => system === LOINC && !isLoinc(code))).toEqual([]);
  });

  test("an unknown id is a mistake", () => expect(() => codeSet("efi-anemia")).toThrow('"efi-anemia"'));

  test("35 of them are the coded deficits of the eFI, with the source's labels", () => {
    for (const [id, label] of Object.entries(EFI_DEFICITS)) {
      if (id !== "polypharmacy") expect(codeSet(`efi-${id}`).name).toBe(label);
    }
    expect(CODE_SETS.filter(({ id }) => id.startsWith("efi-"))).toHaveLength(35);
  });
});

describe("the sets that a code is in", () => {
  const setsOf = membershipOf();
  const medicine = (display: string) => setsOf({ system: "https://dmd.nhs.uk", code: "1", display });

  test("are those that list it, by code and system together", () => {
    const dementia = { code: "52448006", display: "Dementia" };
    expect(setsOf({ system: SNOMED, ...dementia })).toEqual(
      expect.arrayContaining(["efi-cognitive-problems", "condition-dementia"]),
    );
    expect(setsOf({ system: LOINC, ...dementia })).toEqual([]);
  });
  test("are those whose substances the product's name tells, as whole words", () => {
    expect(medicine("Metformin 500mg tablets")).toContain("medicine-metformin");
    expect(medicine("METFORMIN 1g modified-release tablets")).toContain("medicine-metformin");
    expect(medicine("Antimetforminoid 5mg tablets")).not.toContain("medicine-metformin");
    expect(medicine("Ibuprofen 5% gel")).not.toContain("medicine-analgesic");
    expect(medicine("Ibuprofen 400mg tablets")).toContain("medicine-analgesic");
  });
  test("are none for a code that nobody knows", () => {
    expect(setsOf({ system: SNOMED, code: "999999", display: "Something new" })).toEqual([]);
  });
});

const PUBLISHED = "../shared/data/efi-snomed-codes.csv";

describe("against the published eFI code sets", () => {
  test.skipIf(!existsSync(PUBLISHED))(
    `every id stands in the list of its deficit (skipped without ${PUBLISHED})`,
    () => {
      const published = new Set(
        readFileSync(PUBLISHED, "utf8")
          .split("\n")
          .slice(1)
          .map((line) => line.split(",").slice(0, 2).join(" ")),
      );
      const ours = members.filter(({ set }) => set.startsWith("efi-"));
      expect(ours.length).toBeGreaterThan(400);
      expect(ours.filter(({ set, code }) => !published.has(`${set.slice(4)} ${code}`))).toEqual([]);
    },
  );
});

/** SNOMED CT's check digit: Verhoeff's dihedral group of order ten. */
function isVerhoeff(id: string): boolean {
  const turn = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  const power = (digit: number, times: number): number => (times === 0 ? digit : power(turn[digit]!, times - 1));
  const product = (a: number, b: number) => {
    if (a < 5) return b < 5 ? (a + b) % 5 : ((a + b) % 5) + 5;
    return b < 5 ? ((a - b + 10) % 5) + 5 : (a - b + 10) % 5;
  };
  const check = [...id].reverse().reduce((sum, digit, place) => product(sum, power(Number(digit), place % 8)), 0);
  return check === 0;
}

/** LOINC's check digit: mod 10, doubling every second digit from the right. */
function isLoinc(code: string): boolean {
  const [digits, check] = code.split("-");
  const sum = [...digits!].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return (10 - (sum % 10)) % 10 === Number(check);
}
