import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { createStaticRouter, StaticRouterProvider } from "react-router-dom/server";
import { describe, expect, test } from "vitest";
import { HarmWatchPage } from "../../app/components/harm-watch-page";
import { ProposalNominate } from "../../app/components/proposal-nominate";
import { ProposalPage, type ProposalView } from "../../app/components/proposal-page";

/** Forms need a router that knows its routes. */
function wordsOf(page: ReactElement) {
  const routes = [{ id: "page", path: "*", element: page }];
  const context = { basename: "", location: { pathname: "/", search: "", hash: "", state: null, key: "" } };
  const match = { params: {}, pathname: "/", pathnameBase: "/", route: routes[0]! };
  const rest = {
    loaderData: {},
    actionData: null,
    errors: null,
    statusCode: 200,
    loaderHeaders: {},
    actionHeaders: {},
  };
  const handled = { ...context, ...rest, matches: [match], activeDeferreds: null };
  return renderToStaticMarkup(
    <StaticRouterProvider router={createStaticRouter(routes, handled)} context={handled} hydrate={false} />,
  )
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
}

describe("harm watch", () => {
  const hidden = { hidden: true } as const;
  const use = { contacts: 9, months: 60 };
  const page = (asOf: string, listed: object = hidden) =>
    wordsOf(
      <HarmWatchPage
        mdg={{ id: "1", name: "North MDG" }}
        asOf={asOf}
        since="2026-11-22"
        watch={{ windowMonths: 6, listed: listed as typeof hidden, pairs: { listed: hidden, leftOut: hidden } }}
      />,
    );
  test("says when it begins to answer, instead of rows that show nothing", () => {
    expect(page("2026-11-22")).toContain("Begins to answer in May 2027.");
    expect(page("2027-05-21")).not.toContain("Not shown");
  });
  test("shows what there is from that day, or as soon as there are numbers", () => {
    expect(page("2027-05-22")).not.toContain("Begins to answer");
    expect(page("2027-05-22")).toContain("Not shown");
    expect(page("2026-12-22", { people: 10, before: use, after: use })).toContain("15.0 (9 in 60)");
  });
});

describe("a nomination that cannot be", () => {
  const nomination = { groups: [{ id: "1", name: "North MDG" }], nominations: [], pageKey: "k", action: "/" };
  test("has words and no form", () => {
    const words = wordsOf(<ProposalNominate {...nomination} refusal="This person is recorded as having died" />);
    expect(words).toContain("This person is recorded as having died.");
    expect(words).not.toContain("Why should this person be discussed?");
  });
  test("otherwise has the form", () => {
    const words = wordsOf(<ProposalNominate {...nomination} refusal={undefined} />);
    expect(words).toContain("Why should this person be discussed?");
  });
});

describe("whom to discuss", () => {
  const view: ProposalView = {
    mdg: { id: "1", name: "North MDG", mayRun: false },
    ...{ meetings: [], meeting: undefined, most: 8, slots: 8, slotsRefused: undefined, ageFrom: 18 },
    ...{ run: { id: "r", asOf: new Date("2026-11-22") }, since: undefined, population: { people: 1000 } },
    ...{ shares: { change: 50, need: 50, random: 0 }, nominations: [] },
    proposal: {
      ...{ slots: 8, considered: 1, listed: [], leftOut: [], leftOutInAll: 0, cutOff: undefined, setAside: [] },
      heldBack: [
        {
          ...{ personId: "g", name: "GREAT, Adaeze", rank: 1 },
          notListed: "discussed on 12 November 2026 and still on the list; comes back by change or nomination",
          because: [{ words: "End of life, complex: 9 emergencies", since: "2026-11-22" }],
        },
      ],
    },
  };
  test("names whom the group knows and does not list, with place and reason, and says what need is", () => {
    const words = wordsOf(<ProposalPage view={view} pageKey="k" />);
    expect(words).toMatch(/GREAT, Adaeze , would have place 1 ?\. Not listed: discussed on 12 November 2026/);
    expect(words).toContain("End of life, complex: 9 emergencies (22 Nov 2026)");
    expect(words).toContain("it does not know end of life");
  });
  test("says beside the field that a number cannot be, and lists nobody", () => {
    const refused = { ...view, proposal: undefined, slotsRefused: "New cases must be 1 to 20" };
    const words = wordsOf(<ProposalPage view={refused} pageKey="k" />);
    expect(words).toContain("Nobody is listed. New cases must be 1 to 20.");
    expect(words).toContain("Error: New cases must be 1 to 20");
    expect(words).not.toContain("GREAT");
  });
});
