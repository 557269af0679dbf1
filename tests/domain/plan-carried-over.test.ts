import { describe, expect, test } from "vitest";
import type { Operation } from "../../app/domain/plan";
import { type Before, carriedOver, mustAskAgain } from "../../app/domain/plan-carried-over";
import { aPlanDocument } from "../support/a-plan";

const today = "2026-11-22";
const then = aPlanDocument();
const lacks = (change: Operation[], before: Partial<Before> = {}) =>
  carriedOver(aPlanDocument(change), { today, before: { plan: then, signedAgain: [], ...before } }).map(
    ({ section, field }) => `${section} ${field}`,
  );
const agreement = { agreed: "person", on: today, copy: "yes", copyOn: today, copyHow: "Print" };
const agreed = { unit: "agreement", values: agreement };
const decided = (decidedOn: string) => ({ unit: "cpr", values: { ...then.sections.cpr.fields, decidedOn } as never });
const ALL = ["cpr", "advanceDecision", "attorney", "escalation"] as const;

describe("after a withdrawal", () => {
  const withdrawnOn = "2026-11-20";

  test("every emergency section is signed again, one by one", () => {
    const change = [agreed, decided("2026-11-21")];
    expect(lacks(change, { withdrawnOn })).toEqual(ALL.map((section) => `${section} signedAgain`));
    expect(lacks(change, { withdrawnOn, signedAgain: ["cpr", "attorney"] })).toEqual([
      "advanceDecision signedAgain",
      "escalation signedAgain",
    ]);
    expect(lacks(change, { withdrawnOn, signedAgain: ALL })).toEqual([]);
  });

  test("a CPR decision from before the withdrawal is refused, however often it is ticked", () => {
    for (const [day, lacking] of [
      ["2026-11-19", ["cpr decidedOn"]],
      ["2026-11-20", []],
    ] as const)
      expect(lacks([agreed, decided(day)], { withdrawnOn, signedAgain: ALL })).toEqual(lacking);
  });

  test("agreement and copy of the withdrawn text do not stand for the new one", () => {
    expect(lacks([decided("2026-11-21")], { withdrawnOn, signedAgain: ALL })).toEqual([
      "agreement on",
      "agreement copyOn",
    ]);
  });
});

describe("agreement and copy", () => {
  const inBed = { unit: "usual.mobility", values: { mobility: "in bed" } };

  test("are asked about again once a signed line changed", () => {
    expect(lacks([inBed])).toEqual(["agreement on", "agreement copyOn"]);
    expect(lacks([inBed, agreed])).toEqual([]);
    expect(lacks([inBed, { unit: "agreement", values: { ...agreement, copy: "no", copyNotBecause: "Post" } }])).toEqual(
      [],
    );
    expect(
      lacks([inBed, { unit: "agreement", values: { ...agreement, copyOn: "2026-05-03", copyHow: "Large print" } }]),
    ).toEqual(["agreement copyOn"]);
  });

  describe("of a copy that was given", () => {
    const old = { copy: "yes", copyOn: "2026-05-03", copyHow: "Large print" };
    test.each<[string, Record<string, string>, boolean]>([
      ["the very same", {}, true],
      ["another day", { copyOn: "2026-11-20" }, false],
      ["today", { copyOn: today }, false],
      ["another way", { copyHow: "Read aloud" }, false],
      ["none", { copy: "no" }, false],
    ])("%s: asked again %o is %s", (_, change, asked) =>
      expect(lacks([inBed, { unit: "agreement", values: { ...agreement, ...old, ...change } }])).toEqual(
        asked ? ["agreement copyOn"] : [],
      ),
    );
  });

  describe("of a plan that was not discussed", () => {
    const not = {
      ...{ agreed: "not_discussed", notDiscussedBecause: "harm", discussBy: "2026-06-01" },
      ...{ copy: "no", copyNotBecause: "Would distress" },
    };
    const plan = aPlanDocument([{ unit: "agreement", values: not }]);
    test.each<[string, Record<string, string>, boolean]>([
      ["the very same", {}, true],
      ["another reason", { notDiscussedBecause: "not_practicable" }, false],
      ["another day by which it will be", { discussBy: "2026-12-01" }, false],
      ["other words of why", { because: "Still in distress" }, false],
      ["an agreement at last", { agreed: "person", on: today }, false],
    ])("%s %o: asked again is %s", (_, change, asked) =>
      expect(lacks([inBed, { unit: "agreement", values: { ...not, ...change } }], { plan })).toEqual(
        asked ? ["agreement on"] : [],
      ),
    );
  });

  test("stand while nobody changed what is signed", () => {
    const mine = { unit: "aboutMe.mostImportant", values: { mostImportant: "My garden" } };
    expect(lacks([mine])).toEqual([]);
    expect(mustAskAgain(aPlanDocument([mine]), { plan: then, signedAgain: [] })).toBe(false);
  });

  test("the same answer again today is an answer", () => {
    const plan = aPlanDocument([agreed]);
    expect(lacks([inBed, agreed], { plan })).toEqual([]);
  });
});

test("a section out of an older version is signed again too, and a decision of its own day then stands", () => {
  const broughtBack = ["cpr", "escalation"] as const;
  expect(lacks([agreed], { broughtBack })).toEqual(["cpr signedAgain", "escalation signedAgain"]);
  expect(lacks([agreed], { broughtBack, signedAgain: ["cpr", "escalation"] })).toEqual([]);
});
