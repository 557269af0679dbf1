import { renderToStaticMarkup } from "react-dom/server";
import { StaticRouter } from "react-router-dom/server";
import { describe, expect, test } from "vitest";
import { LinkedPlans } from "../../app/components/plan-linked";

const open = {
  personId: "0190a000-0000-7000-8000-000000000001",
  version: 3,
  publishedAt: new Date("2026-05-03T10:00:00Z"),
  byName: "Dr Amir Khan",
};
const markup = (props: Parameters<typeof LinkedPlans>[0]) =>
  renderToStaticMarkup(
    <StaticRouter location="/">
      <LinkedPlans {...props} />
    </StaticRouter>,
  );

describe("that another record of the person holds a live plan", () => {
  test("is told with the way to it", () => {
    const page = markup({ linked: [{ open }], live: false, to: "plan" });
    expect(page).toContain(`href="/people/${open.personId}/plan"`);
    expect(page).toContain("Version 3, published 3 May 2026 by Dr Amir Khan");
    expect(page).toContain("crews read that one");
    expect(markup({ linked: [{ open }], live: false, to: "print" })).toContain(`/people/${open.personId}/plan/print`);
  });

  test("beside a live one here says that crews are shown neither", () => {
    expect(markup({ linked: [{ open }], live: true, to: "plan" })).toContain("Crews are shown neither");
  });

  test("without a way where it is not open, and nothing where there is none", () => {
    const page = markup({ linked: [{ open: null }], live: false, to: "plan" });
    expect(page).toContain("not open to you");
    expect(page).not.toContain("<a ");
    expect(markup({ linked: [], live: false, to: "plan" })).toBe("");
  });
});
