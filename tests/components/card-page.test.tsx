import { renderToStaticMarkup } from "react-dom/server";
import { createStaticRouter, StaticRouterProvider } from "react-router-dom/server";
import { describe, expect, test } from "vitest";
import type { CardShown } from "../../app/components/card-item";
import { CardPage } from "../../app/components/card-page";
import { cardOf } from "../../app/domain/crisis-cards/all";
import type { Ages } from "../../app/domain/crisis-cards/card";
import { fillCard } from "../../app/domain/crisis-cards/filling";
import { emptyPlan } from "../../app/domain/plan";
import { aCardPerson, aRecord } from "../support/a-card-person";

const card = (id: string): CardShown => {
  const { card, values, unsigned, asks } = fillCard(cardOf(id)!, aCardPerson(), emptyPlan());
  return { id, name: card.name, source: card.source, because: [], values, unsigned, asks, facts: [], taken: undefined };
};

/** Forms need a router that knows its routes. */
function shown(ages: Ages, cards: CardShown[] = []): string {
  const nothing = { others: [], facts: [], offers: [], hasDraft: false, took: undefined };
  const page = <CardPage personId="p" pageKey="k" record={aRecord()} cards={cards} ages={ages} {...nothing} />;
  const routes = [{ id: "page", path: "*", element: page }];
  const context = {
    basename: "",
    location: { pathname: "/", search: "", hash: "", state: null, key: "" },
    matches: [{ params: {}, pathname: "/", pathnameBase: "/", route: routes[0]! }],
    loaderData: {},
    actionData: null,
    errors: null,
    statusCode: 200,
    loaderHeaders: {},
    actionHeaders: {},
    activeDeferreds: null,
  };
  const router = createStaticRouter(routes, context);
  return renderToStaticMarkup(<StaticRouterProvider router={router} context={context} hydrate={false} />)
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
}

describe("the page of cards", () => {
  test("says that cards are for adults, and never that none fits a child", () => {
    const words = shown("child");
    expect(words).toContain("This person is under 18, and crisis cards are for adults : none is offered");
    expect(words).not.toContain("No card fits");
    expect(words).not.toContain("Cards that");
    expect(shown("adult")).not.toMatch(/under 18|date of birth/);
  });

  test("says that doses are left out where the record holds no date of birth", () => {
    const words = shown("unknown");
    expect(words).toContain("The record holds no date of birth : cards are offered without their doses and targets");
    expect(words).toContain("Cards that fit: 0");
  });

  test("previews what makes it an emergency before what not to do", () => {
    const words = shown("adult", [card("hypoglycaemia")]);
    const [do1st, call, doNot] = ["Do first ", "999 if ", "Do not "].map((label) => words.indexOf(label));
    expect(do1st).toBeGreaterThan(0);
    expect(call).toBeGreaterThan(do1st!);
    expect(doNot).toBeGreaterThan(call!);
  });
});
