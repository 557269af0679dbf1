import { describe, expect, test } from "vitest";
import { findCareGaps } from "../../../app/domain/care-gap";
import { VACCINATION_PROTOCOL } from "../../../app/domain/care-protocols/vaccination";
import { COVID_CAMPAIGNS } from "../../../app/domain/care-protocols/vaccination-campaigns";
import type { SettingValues } from "../../../app/domain/setting";
import { AS_OF, aPerson, type Recorded } from "../../support/a-person";

type Change = NonNullable<Parameters<typeof aPerson>[0]>;
const gap = (id: string, person: Change, asOf = AS_OF, values: SettingValues = {}) =>
  findCareGaps(aPerson(person, asOf), VACCINATION_PROTOCOL, asOf, values).find(({ process }) => process === id);

describe("VA1, influenza", () => {
  const dose = (on: string): Recorded[] => [["vaccine-influenza", on]];

  test("a dose of 30 September 2026 at 66 is of this season, and is pointed out as early", () => {
    expect(gap("VA1", { bornOn: "1960-06-01", recorded: dose("2026-09-30") })).toMatchObject({
      state: "done",
      lastDone: "2026-09-30",
      value: "before adults were due from 1 October 2026",
    });
    const later = gap("VA1", { bornOn: "1960-06-01", recorded: dose("2026-10-01") });
    expect([later?.lastDone, later?.value]).toEqual(["2026-10-01", undefined]);
    expect(gap("VA1", { bornOn: "1960-06-01", recorded: dose("2026-08-31") })?.state).toBe("due");
  });

  test("on 31 March it is the season still, on 1 April nobody is eligible until the next", () => {
    expect(gap("VA1", {}, "2027-03-31")?.state).toBe("overdue");
    expect(gap("VA1", {}, "2027-04-01")).toBeUndefined();
    expect(gap("VA1", {}, "2026-04-01")).toBeUndefined();
  });

  test("adults wait for 1 October; after the last known season one cannot tell", () => {
    expect(gap("VA1", {}, "2026-09-30")).toBeUndefined();
    expect(gap("VA1", {}, "2026-10-01")?.state).toBe("due");
    expect(gap("VA1", {}, "2027-08-31")).toBeUndefined();
    expect(gap("VA1", {}, "2027-09-01")).toMatchObject({ state: "cannot tell" });
  });

  test.each<[string, Change, boolean]>([
    ["65 on 31 March 2027", { bornOn: "1962-03-31" }, true],
    ["65 on 1 April 2027", { bornOn: "1962-04-01" }, false],
    ["30 with diabetes", { bornOn: "1996-01-01", recorded: [["diabetes-type-2", "2020-01-01"]] }, true],
    ["30 with heart failure", { bornOn: "1996-01-01", recorded: [["condition-heart-failure", "2020-01-01"]] }, true],
    ["30 with hypertension", { bornOn: "1996-01-01", recorded: [["condition-hypertension", "2020-01-01"]] }, false],
    ["30 on methotrexate", { bornOn: "1996-01-01", recorded: [["medicine-immunosuppressant", "2026-10-01"]] }, true],
    ["30 and a carer", { bornOn: "1996-01-01", recorded: [["is-carer", "2020-01-01"]] }, true],
    [
      "30 and no longer a carer",
      {
        bornOn: "1996-01-01",
        recorded: [
          ["is-carer", "2020-01-01"],
          ["is-no-carer", "2021-01-01"],
        ],
      },
      false,
    ],
    ["50 in a care home", { bornOn: "1976-01-01", careHome: true }, true],
    ["17 with diabetes", { bornOn: "2009-01-01", recorded: [["diabetes-type-1", "2020-01-01"]] }, false],
  ])("%s", (_, person, theirs) => expect(gap("VA1", person)?.state).toBe(theirs ? "due" : undefined));

  test("at an unknown age one cannot tell", () =>
    expect(gap("VA1", { bornOn: undefined })).toMatchObject({ state: "cannot tell", because: "date of birth" }));

  test("is overdue 13 weeks after 1 September", () => {
    expect(gap("VA1", {}, "2026-11-30")?.state).toBe("due");
    expect(gap("VA1", {}, "2026-12-01")?.state).toBe("overdue");
  });

  test("declined, unsuitable, or at the end of life it is excused", () => {
    for (const set of ["declined-vaccine-influenza", "vaccine-allergy", "palliative-care"])
      expect(gap("VA1", { recorded: [[set, "2026-10-01"]] })?.state).toBe("excused");
    expect(gap("VA1", { recorded: [["declined-vaccine-influenza", "2025-11-22"]] })?.state).toBe("due");
  });
});

describe("VA2, COVID-19", () => {
  const may = "2026-05-10";

  test.each<[string, Change, string | undefined]>([
    ["75", { bornOn: "1951-05-10" }, "due"],
    ["74", { bornOn: "1951-05-11" }, undefined],
    ["70 in a care home", { bornOn: "1956-01-01", careHome: true }, "due"],
    ["40, immunosuppressed", { bornOn: "1986-01-01", recorded: [["finding-immunosuppressed", "2020-01-01"]] }, "due"],
    ["70 with diabetes alone", { bornOn: "1956-01-01", recorded: [["diabetes-type-2", "2020-01-01"]] }, undefined],
    ["unknown age", { bornOn: undefined }, "cannot tell"],
  ])("in spring 2026 at %s", (_, person, state) => expect(gap("VA2", person, may)?.state).toBe(state));

  test("begins on 13 April", () => {
    expect(gap("VA2", {}, "2026-04-12")).toBeUndefined();
    expect(gap("VA2", {}, "2026-04-13")?.state).toBe("due");
    expect(gap("VA2", {}, "2026-07-01")).toBeUndefined();
  });

  test("is not due within 91 days of the last, and a dose of the campaign is enough", () => {
    const last = (on: string) => gap("VA2", { recorded: [["vaccine-covid", on]] }, may)?.state;
    expect(last("2026-02-09")).toBeUndefined();
    expect(last("2026-02-08")).toBe("due");
    expect(last("2026-04-20")).toBe("done");
  });

  test("who may have it in autumn 2026 is not known, and that is said", () => {
    expect(gap("VA2", {})).toMatchObject({
      state: "cannot tell",
      because: "who may have it in the campaign of autumn and winter 2026",
    });
    const diabetes: Recorded = ["diabetes-type-2", "2020-01-01"];
    expect(gap("VA2", { bornOn: "1970-01-01" })).toBeUndefined();
    expect(gap("VA2", { bornOn: "1970-01-01", recorded: [diabetes] })?.state).toBe("cannot tell");
    expect(gap("VA2", { bornOn: "1970-01-01", careHome: true })?.state).toBe("cannot tell");
  });

  test("at 66 it is not denied by a letter that nobody read; from which age is a setting", () => {
    expect(gap("VA2", { bornOn: "1961-11-22" })?.state).toBe("cannot tell");
    expect(gap("VA2", { bornOn: "1961-11-23" })).toBeUndefined();
    expect(gap("VA2", { bornOn: undefined })?.state).toBe("cannot tell");
  });

  test("is marked as proposed while a campaign's dates are", () => {
    const { mark } = VACCINATION_PROTOCOL.processes.find(({ id }) => id === "VA2")!;
    expect(COVID_CAMPAIGNS.some((campaign) => campaign.mark === "P")).toBe(true);
    expect(mark).toBe("P");
  });
});

describe("VA3, RSV", () => {
  test.each<[string, Change, string | undefined]>([
    ["81, none", { bornOn: "1945-06-01" }, "overdue"],
    ["75 today", { bornOn: "1951-11-22" }, "overdue"],
    ["74 at home", { bornOn: "1951-11-23" }, undefined],
    ["70 in a care home", { bornOn: "1956-01-01", careHome: true }, "overdue"],
    ["81, one dose", { bornOn: "1945-06-01", recorded: [["vaccine-rsv", "2024-10-01"]] }, "done"],
    ["unknown age", { bornOn: undefined }, "cannot tell"],
  ])("%s", (_, person, state) => expect(gap("VA3", person)?.state).toBe(state));

  test("before 1 April 2026 it was for 75 to 79", () => {
    expect(gap("VA3", { bornOn: "1945-06-01" }, "2026-03-31")).toBeUndefined();
    expect(gap("VA3", { bornOn: "1945-06-01" }, "2026-04-01")?.state).toBe("overdue");
    expect(gap("VA3", { bornOn: "1948-06-01" }, "2026-03-31")?.state).toBe("overdue");
    expect(gap("VA3", { bornOn: "1956-06-01", careHome: true }, "2026-03-31")).toBeUndefined();
  });
});

describe("VA4, shingles", () => {
  const immunosuppressed: Recorded = ["finding-severely-immunosuppressed", "2020-01-01"];

  test.each<[string, Change, string | undefined]>([
    ["80, none", { bornOn: "1946-11-22" }, undefined],
    ["79 and 364 days, none", { bornOn: "1946-11-23" }, "overdue"],
    ["80, severely immunosuppressed", { bornOn: "1946-11-22", recorded: [immunosuppressed] }, "overdue"],
    ["18, severely immunosuppressed", { bornOn: "2008-11-22", recorded: [immunosuppressed] }, "overdue"],
    ["17, severely immunosuppressed", { bornOn: "2008-11-23", recorded: [immunosuppressed] }, undefined],
    [
      "40, immunosuppressed, not severely",
      { bornOn: "1986-01-01", recorded: [["finding-immunosuppressed", "2020-01-01"]] },
      undefined,
    ],
    ["turned 65 on 1 September 2023", { bornOn: "1958-09-01" }, "overdue"],
    ["turned 65 the day before", { bornOn: "1958-08-31" }, undefined],
    ["70 today", { bornOn: "1956-11-22" }, "overdue"],
    ["64", { bornOn: "1962-01-01" }, undefined],
    ["unknown age", { bornOn: undefined }, "cannot tell"],
  ])("%s", (_, person, state) => expect(gap("VA4", person)?.state).toBe(state));

  test("before 1 September 2025 severe immunosuppression counted from 50", () => {
    const person = { bornOn: "1980-01-01", recorded: [immunosuppressed] };
    expect(gap("VA4", person, "2025-08-31")).toBeUndefined();
    expect(gap("VA4", person, "2025-09-01")?.state).toBe("overdue");
  });

  test("two doses at least eight weeks apart, or Zostavax", () => {
    const at = (...recorded: Recorded[]) => gap("VA4", { bornOn: "1950-01-01", recorded });
    expect(at(["vaccine-shingles", "2026-03-01"])).toMatchObject({
      state: "due",
      value: "1 of 2 doses, 1 March 2026",
      nextDue: "2027-03-01",
    });
    expect(at(["vaccine-shingles", "2025-11-22"])?.state).toBe("overdue");
    expect(at(["vaccine-shingles", "2026-03-01"], ["vaccine-shingles", "2026-04-26"])?.state).toBe("done");
    expect(at(["vaccine-shingles", "2026-03-01"], ["vaccine-shingles", "2026-04-25"])?.state).toBe("due");
    expect(at([["vaccine-shingles", "vaccine-shingles-second"], "2026-03-01"])?.state).toBe("done");
    expect(at(["vaccine-zostavax", "2016-03-01"])?.state).toBe("done");
    expect(at(immunosuppressed, ["vaccine-shingles", "2026-03-01"])?.nextDue).toBe("2026-09-01");
  });

  test("a course that was begun is finished after 80", () =>
    expect(gap("VA4", { bornOn: "1946-10-01", recorded: [["vaccine-shingles", "2026-09-01"]] })?.state).toBe("due"));
});

describe("VA5, pneumococcal", () => {
  const diabetes: Recorded = ["diabetes-type-2", "2020-01-01"];

  test.each<[string, Change, string | undefined]>([
    ["65", { bornOn: "1961-11-22" }, "overdue"],
    ["64", { bornOn: "1961-11-23" }, undefined],
    ["65, one dose ever", { bornOn: "1961-11-22", recorded: [["vaccine-pneumococcal", "2001-01-01"]] }, "done"],
    ["50 with COPD", { bornOn: "1976-01-01", recorded: [["condition-copd", "2020-01-01"]] }, "overdue"],
    [
      "50 with diabetes on metformin",
      { bornOn: "1976-01-01", recorded: [diabetes, ["medicine-metformin", "2026-10-01"]] },
      "overdue",
    ],
    ["50 with diabetes on diet", { bornOn: "1976-01-01", recorded: [diabetes] }, undefined],
    ["50 with hypertension", { bornOn: "1976-01-01", recorded: [["condition-hypertension", "2020-01-01"]] }, undefined],
    ["unknown age", { bornOn: undefined }, "cannot tell"],
  ])("%s", (_, person, state) => expect(gap("VA5", person)?.state).toBe(state));

  test("once ships; every five years without a spleen is a setting", () => {
    const person = {
      recorded: [
        ["finding-asplenia", "2010-01-01"],
        ["vaccine-pneumococcal", "2021-11-22"],
      ] as Recorded[],
    };
    expect(gap("VA5", person)?.state).toBe("done");
    expect(gap("VA5", person, AS_OF, { "vaccination.pneumococcal-again": 1 })?.state).toBe("overdue");
    expect(
      gap("VA5", { recorded: person.recorded.slice(1) }, AS_OF, { "vaccination.pneumococcal-again": 1 })?.state,
    ).toBe("done");
  });
});
