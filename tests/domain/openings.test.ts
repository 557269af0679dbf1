/** What the person is told of who opened the record: by day, in plain words, and nothing cut without saying so. */
import { expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar";
import { DAYS_A_PAGE, openingsByDay, pageOfDays } from "../../app/domain/openings";

const opening = (on: string, change = {}) => ({
  ...{ at: new Date(`${on}T10:00:00Z`), organisation: "Churchfield Practice", role: "gp", did: "read plan" },
  ...change,
});

test("a deed of a role is told once a day, the newest day first", () => {
  const days = openingsByDay([
    opening("2026-11-22"),
    opening("2026-11-22", { did: "read version of plan" }),
    opening("2026-11-22", { did: "publish plan" }),
    opening("2026-11-20"),
  ]);
  expect(days).toEqual([
    {
      on: "2026-11-22",
      day: "22 November 2026",
      lines: ["Churchfield Practice: GP read the plan", "Churchfield Practice: GP changed the plan"],
    },
    { on: "2026-11-20", day: "20 November 2026", lines: ["Churchfield Practice: GP read the plan"] },
  ]);
});

test("pages follow one another until the last day, and each says that there is more", () => {
  const dates = Array.from({ length: 2 * DAYS_A_PAGE + 1 }, (_, n) => addDays("2026-11-22", -n));
  const all = openingsByDay(dates.map((on) => opening(on)));
  const shown: string[] = [];
  let before: string | undefined;
  for (let page = 0; page < 3; page++) {
    const { days, older } = pageOfDays(all, before);
    shown.push(...days.map(({ on }) => on));
    expect(older).toBe(page < 2 ? days.at(-1)!.on : undefined);
    before = older;
  }
  expect(shown).toEqual(dates);
});
