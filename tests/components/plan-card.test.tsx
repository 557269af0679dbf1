/** The page of the "I have a plan" card once the plan was withdrawn: nothing new is handed out, what is out is ended. */
import { renderToStaticMarkup } from "react-dom/server";
import { createStaticRouter, StaticRouterProvider } from "react-router-dom/server";
import { describe, expect, test } from "vitest";
import { CardsMade, NoCard } from "../../app/components/plan-card";

const out = [{ madeAt: new Date("2026-11-20T10:00:00Z"), madeByName: "Dr Amir Khan", revokedAt: null }];
const words = (page: React.ReactElement) => {
  const routes = [{ id: "page", path: "*", element: page }];
  const context = {
    ...{ basename: "", loaderData: {}, actionData: null, errors: null, statusCode: 200 },
    ...{ loaderHeaders: {}, actionHeaders: {}, activeDeferreds: null },
    location: { pathname: "/", search: "", hash: "", state: null, key: "" },
    matches: [{ params: {}, pathname: "/", pathnameBase: "/", route: routes[0]! }],
  };
  const router = createStaticRouter(routes, context);
  return renderToStaticMarkup(<StaticRouterProvider router={router} context={context} hydrate={false} />)
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
};

describe("a plan that was withdrawn", () => {
  test("is named so with its day, and a card that is out is to be ended", () => {
    const said = words(<NoCard withdrawnOn="2026-11-20" inUse />);
    expect(said).toContain("The plan was withdrawn on 20 November 2026.");
    expect(said).toContain("A card is still out: stop it below");
    expect(words(<NoCard withdrawnOn="2026-11-20" inUse={false} />)).not.toContain("still out");
    expect(words(<NoCard withdrawnOn={null} inUse={false} />)).toContain("No plan is in force for this person");
  });

  test("the card that is out can be ended, and not because it was lost", () => {
    const list = (live: boolean) => words(<CardsMade cards={out} inUse live={live} formKey="k" />);
    expect(list(false)).toContain("Stop the card: there is no plan in force");
    expect(list(false)).not.toContain("lost");
    expect(list(true)).toContain("Stop the card: it was lost");
  });
});
