import { describe, expect, test } from "vitest";
import { PERMISSIONS, type Permission } from "../../app/domain/permissions";
import { SECTION_IDS } from "../../app/domain/plan-sections";
import { holdersInWords, signedByInWords } from "../../app/domain/signer";

describe("who signs is said in the words of roles", () => {
  test("clinical sections: the roles that the table gives it to", () => {
    expect(signedByInWords("childConsent")).toBe("A GP, practice nurse or consultant signs this");
  });

  test("emergency recommendations: a right of the person, not of a role", () => {
    expect(signedByInWords("cpr")).toBe("A clinician with the right to sign emergency recommendations signs this");
  });

  test("no section's words are the name of a permission", () => {
    for (const section of SECTION_IDS)
      for (const permission of Object.keys(PERMISSIONS) as Permission[])
        expect(signedByInWords(section)).not.toContain(`“${permission}”`);
  });

  test("one role alone has its article", () => {
    expect(holdersInWords("review access")).toBe("an information-governance officer");
  });
});
