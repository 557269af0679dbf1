import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test, vi } from "vitest";
import { type OpenedRun, RunPage } from "../../app/components/stratification-run";

// A link without a router: its words are what is tried.
vi.mock("@remix-run/react", () => ({ Link: ({ children }: { children: React.ReactNode }) => <span>{children}</span> }));

const aRun: OpenedRun["run"] = {
  id: "1",
  asOf: "2026-11-22",
  startedAt: new Date("2026-11-22T05:00:00Z"),
  finishedAt: new Date("2026-11-22T05:01:00Z"),
  startedBy: "stratify",
  state: "in force",
  milliseconds: 60_000,
  counted: true,
  people: undefined,
  done: 3,
  total: 3,
};
const opened = (change: Partial<OpenedRun> = {}): OpenedRun => ({ run: aRun, versions: [], causes: [], ...change });
const words = (page: OpenedRun) =>
  renderToStaticMarkup(<RunPage opened={page} />)
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
const nobody: OpenedRun["distributions"] = {
  people: undefined,
  ages: {},
  ageTotals: {},
  index: [0, 5, 9, 13].map((deficits, i) => ({
    deficits,
    band: ["fit", "mild", "moderate", "severe"][i]!,
    people: undefined,
  })),
  indexIncomplete: undefined,
  tiers: {},
  care: [{ id: "x", name: "X", protocol: "P", states: { due: undefined }, people: undefined, open: undefined }],
};
const flow = (people: number | undefined) => ({
  was: "healthy",
  became: "complex",
  people,
  direction: "higher" as const,
});
const moved = (people: number | undefined) => ({ flows: [flow(people)], bands: [] });

describe("the page of a run", () => {
  test("of the first says that nobody can have moved", () => {
    expect(words(opened())).toMatch(/This is the first run: everybody was placed for the first time/);
    expect(words(opened())).toMatch(/No complete run came before this one/);
    expect(words(opened({ before: aRun, changes: [] }))).toMatch(/nothing is known of who moved/);
  });

  test("draws nothing of fewer than five, and says so", () => {
    const page = opened({ distributions: nobody, movement: { segment: moved(undefined), efi: moved(undefined) } });
    expect(words(page)).toMatch(/No group of five or more people moved/);
    expect(words(page)).not.toMatch(/NaN|undefined|\b[1-4] people/);
    const html = renderToStaticMarkup(<RunPage opened={page} />);
    expect(html).not.toMatch(/NaN|<path/);
  });

  test("draws who moved, with names beside", () => {
    const page = opened({ movement: { segment: moved(15), efi: { flows: [], bands: [] } } });
    expect(words(page)).toMatch(/Healthy 15 Complex 15/);
    expect(words(page)).toMatch(/Nobody moved/);
  });

  test("of one that was stopped says that it was never shown, and has no pictures", () => {
    const stopped = { ...aRun, state: "stopped" as const, finishedAt: null, done: 2000, total: 5000, counted: false };
    const page = words(opened({ run: stopped }));
    expect(page).toMatch(/Stopped before its end: no page ever showed it \(about 2,000 of 5,000 people, 40 %\)/);
    expect(page).toMatch(/which this one never reached/);
    expect(page).not.toMatch(/Movement/);
  });
});
