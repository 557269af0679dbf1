import { describe, expect, test } from "vitest";
import { processOf } from "../../app/domain/care-protocols/all";
import {
  chipsOf,
  newestSearch,
  processesOf,
  readFilter,
  readPlace,
  readSort,
  registrySentence,
  SORTS,
  searchesByIdentifier,
  toForm,
  toQuery,
  without,
} from "../../app/domain/registry-filter";
import {
  careDueCell,
  efiCell,
  emergencyCell,
  planCell,
  type RegistryLine,
  segmentCell,
  tierCell,
  whyCell,
} from "../../app/domain/registry-line";
import { listSources, rowParts, withinRole } from "../../app/domain/registry-scope";
import { gapGroupsOn, isOff, offWithin, processesOff } from "../../app/domain/rules-off";
import { tierOf } from "../../app/domain/tier";

const asked = (query: string) => readFilter(new URLSearchParams(query));
const churchfield = () => "Churchfield Practice";
const says = (query: string, matching = 312, total = 4812) =>
  registrySentence(asked(query).filter, { matching, total }, churchfield);

describe("the sentence that the filters make", () => {
  test.each([
    ["", "312 people."],
    [
      "efi=moderate&efi=severe&gap=hba1c",
      "312 people with moderate or severe frailty and HbA1c due or overdue, of 4,812.",
    ],
    ["ageFrom=75", "312 people aged 75 and over, of 4,812."],
    ["ageFrom=75&ageTo=84", "312 people aged 75 to 84, of 4,812."],
    ["ageTo=17", "312 people aged 17 and under, of 4,812."],
    ["ageFrom=80&ageTo=80", "312 people aged 80, of 4,812."],
    ["segment=end_of_life&segment=complex", "312 people in “End of life” or “Complex”, of 4,812."],
    ["diabetes=yes&plan=no", "312 people with diabetes and no plan, of 4,812."],
    [
      "gap=any&planOlder=180",
      "312 people with care due, overdue or out of target and a plan older than six months, of 4,812.",
    ],
    ["gap=any-diabetes", "312 people with care for diabetes due, overdue or out of target, of 4,812."],
    ["gap=DM2", "312 people with HbA1c in type 2 diabetes due, overdue or out of target, of 4,812."],
    ["gap=any-carers", "312 people with care for carers due or overdue, of 4,812."],
    ["tier=very_high&tier=high", "312 people with very high or high need, of 4,812."],
    ["change=frailty_up", "312 people with a frailty band that went up in the last 3 months, of 4,812."],
    [
      "cohort=00000000-0000-7000-8000-000000000001&plan=no",
      "312 people in the cohort “Churchfield Practice” with no plan, of 4,812.",
    ],
    ["efi=incomplete", "312 people with a frailty index that cannot be completed, of 4,812."],
    ["efi=fit&efi=mild", "312 people with mild frailty or no frailty, of 4,812."],
    ["record=incomplete", "312 people with an incomplete record, of 4,812."],
    ["imd=1&meeting=yes", "312 people on a coming MDG living in the most deprived fifth, of 4,812."],
    [
      "ageFrom=75&diabetes=yes&practice=00000000-0000-7000-8000-000000000001",
      "312 people aged 75 and over with diabetes of Churchfield Practice, of 4,812.",
    ],
    ["name=ob", "312 people whose name starts with “ob”, of 4,812."],
    ["name=ob&nameMatch=contains", "312 people whose name contains “ob”, of 4,812."],
    ["nhsNumber=999 012 3454", "312 people with the NHS number that you entered, of 4,812."],
  ])("%s", (query, sentence) => expect(says(query)).toBe(sentence));

  test("one is a person", () => expect(says("diabetes=yes", 1)).toBe("1 person with diabetes, of 4,812."));
  test("a chip takes its condition off, both ends of an age at once", () => {
    const { filter } = asked("ageFrom=75&ageTo=84&diabetes=yes");
    const [ages] = chipsOf(filter, churchfield);
    expect(ages).toEqual({ fields: ["ageFrom", "ageTo"], words: "aged 75 to 84" });
    expect(without(filter, ages!.fields)).toEqual({ diabetes: "yes" });
  });
});

describe("reading what was asked", () => {
  test.each([
    ["ageFrom=old", "ageFrom", /^Age must be a number\. The list is not narrowed by it$/],
    ["ageFrom=-1", "ageFrom", /0 or more/],
    ["ageTo=121", "ageTo", /120 or less/],
    ["ageFrom=80&ageTo=70", "ageTo", /must not be below/],
    ["efi=very", "efi", /^Frailty is not one/],
    ["segment=healthy&segment=rich", "segment", /^Segment/],
    ["gap=teeth", "gap", /^Care due/],
    ["practice=1", "practice", /^Practice/],
    ["cohort=1", "cohort", /^Cohort/],
    ["tier=top", "tier", /^Need/],
    ["change=worse", "change", /^Change/],
    ["name=o", "name", /at least 2/],
    ["nhsNumber=12345", "nhsNumber", /10 digits/],
  ])("%s is refused by field, and the rest still applies", (query, field, message) => {
    const { filter, errors } = asked(`${query}&diabetes=yes`);
    expect(errors[field]).toMatch(message);
    expect(filter.diabetes).toBe("yes");
    expect(Object.keys(errors)).toEqual([field]);
  });

  test("empty fields of a form narrow nothing", () => {
    expect(asked("ageFrom=&gap=&practice=&name=")).toEqual({ filter: {}, errors: {} });
  });
  test("a filter comes back from its own form", () => {
    const { filter } = asked("efi=severe&efi=mild&ageFrom=75&name=obi&nameMatch=contains&imd=1");
    expect(readFilter(toForm(filter)).filter).toEqual(filter);
  });
  test("no name and no number ever stands in an address", () => {
    const { filter } = asked("name=obi&nameMatch=contains&nhsNumber=9990123454&ageFrom=75");
    expect(toQuery(filter).toString()).toBe("ageFrom=75");
    expect(searchesByIdentifier(filter)).toBe(true);
    expect(searchesByIdentifier(asked("ageFrom=75").filter)).toBe(false);
  });
  test("a sort that is not offered is the usual one; a first click goes the useful way", () => {
    expect(readSort(new URLSearchParams("sort=postcode"))).toEqual({ by: "segment", direction: "asc" });
    expect(readSort(new URLSearchParams("sort=age"))).toEqual({ by: "age", direction: "desc" });
    expect(readSort(new URLSearchParams("sort=age&direction=asc"))).toEqual({ by: "age", direction: "asc" });
  });
  test("a place that is no place is the top", () => {
    expect(readPlace(new URLSearchParams("after=x&from=-3"))).toEqual({ from: 0 });
    expect(readPlace(new URLSearchParams("from=100"))).toEqual({ from: 100 });
  });
});

describe("what a role's list shows", () => {
  const as = (role: "gp" | "social_worker" | "care_home_nurse" | "analyst") => ({ role, permissions: [] });
  test("a care-home nurse sees who and whether there is a plan, and can sort and filter by nothing else", () => {
    expect([...rowParts(as("care_home_nurse"))]).toEqual(["banner", "plan"]);
    const { filter } = asked("segment=end_of_life&efi=severe&gap=any&ageFrom=75&plan=yes");
    expect(withinRole(as("care_home_nurse"), filter, { by: "efi", direction: "desc" })).toEqual({
      filter: { ageFrom: 75, plan: "yes" },
      sort: { by: "name", direction: "asc" },
    });
  });
  test("an urgent contact or an action puts nobody on the list; a dissent leaves the practice", () => {
    const { unrestricted, dissented, sealed } = listSources(as("gp"));
    expect(unrestricted).toEqual(["registered_practice", "pcn", "caseload", "meeting", "break_glass", "referral"]);
    expect(dissented).toEqual(["registered_practice", "break_glass"]);
    expect(sealed).toEqual(["break_glass"]);
  });
  test("sorted by emergencies, those whose emergencies are not shown are left out: an order would tell", () => {
    expect(listSources(as("gp"), ["contacts"]).unrestricted).not.toContain("meeting");
  });
  test("nobody is on an analyst's list", () => {
    expect(listSources(as("analyst")).unrestricted).toEqual([]);
  });
});

describe("cells", () => {
  const line: RegistryLine = { personId: "p", name: "OBI, Adaeze", age: 84, died: false };
  const why = (efi: { known: boolean; count: number | null; category: string | null }): RegistryLine => ({
    ...line,
    why: { segment: "healthy", reason: "", missing: [], efi, tier: "lower", moved: { segment: null, frailty: null } },
  });
  test.each([
    [{ known: true, count: 9, category: "moderate" }, "9, moderate"],
    [{ known: false, count: 9, category: "moderate" }, "at least 9, incomplete"],
    [{ known: false, count: 0, category: "fit" }, "incomplete"],
    [{ known: true, count: null, category: null }, "not under 65"],
  ])("an index that is not complete claims no category: %o", (efi, words) => expect(efiCell(why(efi))).toBe(words));

  test.each([
    ["Dementia; eFI 8 of 36", "Dementia"],
    [
      "Severe frailty (recorded 26 January 2026); Electronic Frailty Index: severe (eFI at least 13 of 36)",
      "Severe frailty (recorded 26 January 2026); eFI severe",
    ],
    ["Housebound; Has a carer", "Housebound; Has a carer"],
  ])("why leaves out what the next cell says: %s", (reason, words) =>
    expect(whyCell({ ...line, why: { ...why({ known: true, count: 8, category: "mild" }).why!, reason } })).toBe(words),
  );

  test("not shown is not none", () => {
    expect([efiCell(line), careDueCell(line), emergencyCell(line)]).toEqual(Array(3).fill("not shown to your role"));
    expect(careDueCell({ ...line, careDue: { gaps: 0, first: null } })).toBe("none due");
    expect(emergencyCell({ ...line, emergency: { lastOn: null, inYear: 0, attendances: 0 } })).toBe("none recorded");
    expect(planCell({ ...line, plan: { oldestSince: null } }, new Date())).toBe("no plan");
  });

  test("care due says how many, and the most pressing by name", () => {
    const { name } = processOf("foot-check").process;
    expect(careDueCell({ ...line, careDue: { gaps: 1, first: "foot-check" } })).toBe(`1: ${name}`);
    expect(careDueCell({ ...line, careDue: { gaps: 3, first: "foot-check" } })).toBe(`3: ${name} …`);
    expect(careDueCell({ ...line, careDue: { gaps: 2, first: "of an older version" } })).toBe("2 due");
  });

  test("an arrow stands only beside the band that changed", () => {
    const moved = why({ known: true, count: 9, category: "moderate" });
    moved.why!.moved = { segment: "down", frailty: "up" };
    expect([segmentCell(moved), efiCell(moved)]).toEqual(["▼ Healthy", "▲ 9, moderate"]);
    const same = why({ known: true, count: 9, category: "moderate" });
    expect([segmentCell(same), efiCell(same), tierCell(same)]).toEqual(["Healthy", "9, moderate", "lower"]);
  });
});

describe("tiers are ranks of one run", () => {
  const lines = { very_high: 12, high: 9, moderate: 0 };
  test.each([
    [12, "very_high"],
    [11.9, "high"],
    [9, "high"],
    [8.9, "moderate"],
    [0.1, "moderate"],
    [0, "lower"],
  ])("a need of %s", (need, tier) => expect(tierOf({ need, missing: [] }, lines)).toBe(tier));
  test("of whom nothing is recorded it is not known", () => {
    expect(tierOf({ need: 0, missing: ["coded record"] }, lines)).toBe("unknown");
  });
  test("before a run has lines nobody is ranked", () => expect(tierOf({ need: 30, missing: [] }, {})).toBe("lower"));
});

describe("emergencies that were no admission", () => {
  const line = { personId: "p", name: "OBI, Ada", age: 84, died: false } satisfies RegistryLine;
  const cell = (lastOn: string | null, inYear: number, attendances: number) =>
    emergencyCell({ ...line, emergency: { lastOn, inYear, attendances } });
  test("attendances at A&E stand beside admissions, so that no admission is not no emergency", () => {
    expect(SORTS.emergency.label).toBe("Last emergency admission");
    expect(cell(null, 0, 2)).toBe("none recorded; 2 A&E in a year");
    expect(cell("2026-11-10", 1, 0)).toBe("10 Nov 2026");
    expect(cell("2026-11-10", 2, 1)).toBe("10 Nov 2026 (2 in a year); 1 A&E in a year");
  });
});

describe("a search by name or number after another", () => {
  const left = (form: string) => String(newestSearch(new URLSearchParams(form)));
  test("what was typed anew stands, what stood there before goes", () => {
    const number = "nhsNumber=9990123454&nhsNumberBefore=9990123454";
    expect(left(`name=obi&nameBefore=&${number}`)).not.toMatch(/nhsNumber=9/);
    expect(left("name=obi&nameBefore=obi&nameMatch=starts&nhsNumber=9990123454&nhsNumberBefore=")).not.toMatch(
      /name=o/,
    );
  });
  test("both typed at once narrow together, and neither typed anew leaves both", () => {
    expect(left("name=obi&nhsNumber=9990123454")).toBe("name=obi&nhsNumber=9990123454");
    const same = "name=obi&nameBefore=obi&nhsNumber=9990123454&nhsNumberBefore=9990123454";
    expect(left(same)).toBe(same);
  });
});

describe("rules that are off", () => {
  const [process] = processesOff({});
  const on = { [`treatment.${process}`]: 1 };
  test("ship off, are not offered while off, and are when a clinical lead has switched them on", () => {
    expect(process).toBeDefined();
    const offered = (values: Record<string, number>) =>
      gapGroupsOn(processesOff(values)).flatMap(({ choices }) => Object.keys(choices));
    expect(offered({})).not.toContain(process);
    expect(offered({})).toContain("hba1c");
    expect(offered(on)).toContain(process);
  });
  test("a choice of several is off only when all of them are", () => {
    expect(isOff("any", processesOff({}))).toBe(false);
    expect(isOff("any-diabetes", processesOff({}))).toBe(false);
    expect(isOff(process!, processesOff({}))).toBe(true);
    expect(isOff("any-diabetes", processesOf("any-diabetes")!)).toBe(true);
    expect(gapGroupsOn(processesOf("any-diabetes")!).map(({ any }) => any)).not.toContain("any-diabetes");
  });
  test("are found within a cohort's rule, however deep", () => {
    const rule = { all: [{ not: { field: "gap" as const, in: [process!, "hba1c"] } }] };
    expect(offWithin(rule, processesOff({}))).toEqual([process]);
    expect(offWithin(rule, processesOff(on))).toEqual([]);
  });
});
