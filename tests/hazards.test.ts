/** The hazard log is held to the tests that it names: a control without a living test is a claim. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { HAZARDS } from "../app/domain/hazards";

test("hazards are numbered from 1 without a gap", () => {
  expect(HAZARDS.map(({ number }) => number)).toEqual(HAZARDS.map((_, index) => index + 1));
});

describe.each(HAZARDS.map((hazard) => [hazard.number, hazard.hazard, hazard] as const))(
  "hazard %i: %s",
  (_, __, hazard) => {
    test("names harm, controls and at least one test", () => {
      expect(hazard.harm).not.toBe("");
      expect(hazard.controls.length).toBeGreaterThan(0);
      expect(hazard.tests.length).toBeGreaterThan(0);
    });

    test.each(hazard.tests)("%s is a test that runs", (named) => {
      const [file, name] = named.split(" › ") as [string, string];
      const path = join(import.meta.dirname, file);
      expect(existsSync(path), file).toBe(true);
      const line = readFileSync(path, "utf8")
        .split("\n")
        .find((one) => one.includes(name));
      expect(line, `${file} has no test “${name}”`).toBeDefined();
      expect(line).toMatch(/\b(test|it|describe)(\.each)?\(|^\s*["`]/);
      expect(line).not.toMatch(/\.(skip|todo)\(/);
    });
  },
);
