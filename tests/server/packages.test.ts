import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

type Package = { version?: string; optionalDependencies?: Record<string, string> };

test("the lock names every platform's packages, so that npm ci works on each", () => {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, Package> };
  const places = Object.keys(packages);
  const missing = Object.values(packages)
    .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
    .filter((name) => !places.some((place) => place.endsWith(`node_modules/${name}`)));
  expect(missing).toEqual([]);
});
