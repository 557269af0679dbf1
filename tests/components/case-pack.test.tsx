import { expect, test } from "vitest";
import { emergencyInWords } from "../../app/components/case-pack";

const NOW = new Date("2026-11-22T09:00Z");
const why = { segment: "complex", rule: "", because: [], index: undefined, missing: [] };
const words = (lastEmergencyOn: string | undefined, emergencyYear: number, attendancesYear: number) =>
  emergencyInWords({ ...why, lastEmergencyOn, emergencyYear, attendancesYear }, NOW);

test("who was never admitted but was at A&E is not without an emergency", () => {
  expect(words(undefined, 0, 2)).toBe("None recorded. A&E: 2 in the last year.");
  expect(words(undefined, 0, 0)).toBe("None recorded.");
  expect(words("2026-11-10", 1, 1)).toMatch(/^10 November 2026, .*; 1 in the last year\. A&E: 1 in the last year\.$/);
});
