import { expect, test } from "vitest";
import { pagesFor } from "../../app/domain/pages";
import { ROLES, type Role } from "../../app/domain/permissions";

const pagesOf = (role: Role) => pagesFor({ role, permissions: [] }).map(({ label }) => label);

test("a care-home nurse has the list of residents, and nothing made of what she does not see", () => {
  expect(pagesOf("care_home_nurse")).toEqual(["My work", "Registry", "Actions"]);
});

test("a GP's day stands side by side: reviews and actions are in it; the rest is behind More", () => {
  const pages = pagesFor({ role: "gp", permissions: ["sign settings"] });
  const labels = (more: boolean) => pages.filter((page) => page.more === more).map(({ label }) => label);
  expect(labels(false)).toEqual(["My work", "Registry", "Reviews", "Actions", "MDGs", "Drafts"]);
  expect(labels(true)).toEqual(["Filing", "Cohorts", "Equity", "Care rules", "Settings"]);
});

test.each(Object.keys(ROLES) as Role[])(
  "%s reaches each page of the role, and what is folded is more than a few",
  (role) => {
    const pages = pagesFor({ role, permissions: [] });
    expect(new Set(pages.map(({ to }) => to)).size).toBe(pages.length);
    expect(pages.filter(({ more }) => !more).length).toBeLessThanOrEqual(7);
    expect(pages[0]).toMatchObject({ to: "/", more: false });
  },
);

test("a GP has cohorts and rates, an analyst rates only", () => {
  expect(pagesOf("gp")).toEqual(expect.arrayContaining(["Registry", "Cohorts", "Equity", "Care rules"]));
  expect(pagesOf("analyst")).toEqual(["Home", "Equity", "Stratification"]);
});
