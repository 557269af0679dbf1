import { describe, expect, test } from "vitest";
import { answersInWords, readPhoneHours } from "../../app/domain/phone-hours";
import { emptyPlan } from "../../app/domain/plan";
import { stampPlan } from "../../app/domain/plan-changes";
import { ageOfSection, ageOfUnit, lineAgeInWords, oldestCriticalLine } from "../../app/domain/plan-freshness";
import { aPlanDocument, aStamp } from "../support/a-plan";

const now = new Date("2026-11-22T02:11:00Z");
const fresh = "2026-11-20T09:00:00.000Z";
const freshPlan = () => aPlanDocument([{ unit: "cpr", values: { decision: "none_recorded" } }], fresh);

describe("the age of a plan", () => {
  test("one line of 13 months among fresh ones sets the age of the whole", () => {
    const plan = freshPlan();
    const aged = { ...plan, stamps: { ...plan.stamps, "critical/insulin": aStamp("2025-10-20T09:00:00.000Z") } };
    const oldest = oldestCriticalLine(aged, [])!;
    expect(oldest).toMatchObject({ since: "2025-10-20", what: "Critical fact “Insulin”" });
    expect(lineAgeInWords(oldest.since, now)).toBe("13 months ⚠ OVER A YEAR: verify; unconfirmed since Oct 2025");
  });

  test("an old line that crews do not act on does not", () => {
    const plan = freshPlan();
    const aged = { ...plan, stamps: { ...plan.stamps, "aboutMe.mostImportant": aStamp("2025-01-01T09:00:00.000Z") } };
    expect(oldestCriticalLine(aged, [])).toMatchObject({ since: "2026-11-20" });
  });

  test("a CPR recommendation is as old as its decision, however lately it was typed", () => {
    const plan = stampPlan(aPlanDocument(), emptyPlan(), aStamp(fresh));
    expect(oldestCriticalLine(plan, [])).toMatchObject({ since: "2026-05-03", what: "CPR recommendation" });
  });

  test.each([
    ["before the words were written", "2026-11-20T08:59:59.999Z", false],
    ["at that very moment", fresh, true],
    ["later", "2026-11-21T09:00:00.000Z", true],
  ])("“still true” said %s counts: %s", (_, at, counts) => {
    const confirmation = { section: "usual" as const, item: null, field: "mobility", at, byName: "Sr Mensah" };
    expect(ageOfUnit(freshPlan(), "usual.mobility", [confirmation])).toMatchObject({
      confirmed: counts,
      byName: counts ? "Sr Mensah" : "Dr Amir Khan",
    });
  });

  test("“still true” makes that line young, and no other of the section", () => {
    const plan = aPlanDocument();
    const all = ["mobility", "speech", "cognition", "oxygen"];
    const confirmed = all.map((field) => ({
      section: "usual" as const,
      item: null,
      field,
      at: fresh,
      byName: "Sr Mensah",
    }));
    expect(ageOfUnit(plan, "usual.oxygen", confirmed)).toMatchObject({ since: "2026-11-20", byName: "Sr Mensah" });
    expect(ageOfSection(plan, "usual", confirmed)).toMatchObject({ since: "2026-11-20" });
    expect(ageOfSection(plan, "usual", confirmed.slice(1))).toMatchObject({
      unit: "usual.mobility",
      since: "2026-05-03",
    });
    expect(ageOfSection(plan, "cpr", confirmed)).toMatchObject({ since: "2026-05-03" });
    expect(oldestCriticalLine(plan, confirmed)).toMatchObject({ since: "2026-05-03" });
  });

  test("one press over all lines of a looser section, as it once was, makes none of them young", () => {
    const bulk = [{ section: "usual" as const, item: null, at: fresh, byName: "Sr Mensah" }];
    expect(ageOfSection(aPlanDocument(), "usual", bulk)).toMatchObject({ since: "2026-05-03" });
    const cpr = [{ section: "cpr" as const, item: null, at: fresh, byName: "Dr Khan" }];
    expect(ageOfSection(aPlanDocument(), "cpr", cpr)).toMatchObject({ since: "2026-11-20", confirmed: true });
  });

  test("an item is confirmed by itself, and a later edit counts more than an earlier confirmation", () => {
    const plan = aPlanDocument([], "2026-06-01T09:00:00.000Z");
    const one = { section: "contingency" as const, item: "hypo", at: fresh, byName: "Dr Khan" };
    expect(ageOfSection(plan, "contingency", [one])).toMatchObject({ unit: "contingency/breathless" });
    expect(
      ageOfSection(plan, "usual", [{ ...one, section: "usual", item: null, at: "2026-05-01T00:00:00.000Z" }]),
    ).toMatchObject({
      since: "2026-06-01",
    });
  });

  test.each([
    ["2026-11-22", "from today"],
    ["2026-11-21", "1 day"],
    ["2026-10-22", "31 days"],
    ["2026-05-23", "5 months"],
    ["2026-05-22", "6 months ⚠ unconfirmed since May"],
    ["2025-11-23", "11 months ⚠ unconfirmed since Nov 2025"],
    ["2025-11-22", "12 months ⚠ OVER A YEAR: verify; unconfirmed since Nov 2025"],
  ])("since %s reads “%s”", (since, words) => expect(lineAgeInWords(since, now)).toBe(words));
});

describe("when a number answers", () => {
  test.each([
    ["24 hours", "2026-11-22T02:11:00Z", "24 h"],
    ["Mon-Fri 08:00-18:30", "2026-11-23T08:00:00Z", "answers now"],
    ["Mon-Fri 08:00-18:30", "2026-11-23T18:30:00Z", "CLOSED NOW, opens Tue 08:00"],
    ["Mon-Fri 08:00-18:30", "2026-11-22T02:11:00Z", "CLOSED NOW, opens Mon 08:00"],
    ["Mon-Fri 08:00-18:30, Sat 09:00-12:00", "2026-11-21T11:59:00Z", "answers now"],
    ["Daily 07:00-23:00", "2026-11-22T02:11:00Z", "CLOSED NOW, opens 07:00"],
    ["Daily 07:00-23:00", "2026-07-01T22:30:00Z", "CLOSED NOW, opens Thu 07:00"],
    ["now and then", "2026-11-22T02:11:00Z", "hours not known"],
  ])("%s at %s: %s", (hours, at, words) => expect(answersInWords(hours, new Date(at))).toBe(words));

  test("impossible hours are not read", () => {
    expect(readPhoneHours("Mon 18:00-08:00")).toBeUndefined();
    expect(readPhoneHours("Mon 08:00-25:00")).toBeUndefined();
    expect(readPhoneHours("Mon 08:75-09:00")).toBeUndefined();
  });
});
