import { expect, test } from "vitest";
import { pagesFor } from "../../app/domain/pages";
import type { Role } from "../../app/domain/permissions";

const pagesOf = (role: Role) => pagesFor({ role, permissions: [] }).map(({ label }) => label);

test("a care-home nurse has the list of residents, and nothing made of what she does not see", () => {
  expect(pagesOf("care_home_nurse")).toEqual(["My work", "Registry"]);
});

test("a GP has cohorts and rates, an analyst rates only", () => {
  expect(pagesOf("gp")).toEqual(expect.arrayContaining(["Registry", "Cohorts", "Equity", "Care rules"]));
  expect(pagesOf("analyst")).toEqual(["Home", "Equity", "Stratification"]);
});
