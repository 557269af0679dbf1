import { describe, expect, test } from "vitest";
import { DIABETES_PROTOCOL } from "../../../app/domain/care-protocols/diabetes";
import { CODE_SETS, codeSet, membershipOf } from "../../../app/domain/code-sets/all";
import { CONFER_CODES } from "../../../app/domain/code-sets/code-set";
import { gapOf, TYPE_1 } from "../../support/a-diabetic";
import type { Recorded } from "../../support/a-person";

const taking = (medicine: string, on = "2026-10-01"): Recorded => [`medicine-${medicine}`, on];

describe("the protocol as data", () => {
  test("every process can be recorded: its first set has a code or a substance", () => {
    for (const { id, sets } of DIABETES_PROTOCOL.processes) {
      const { members, substances } = codeSet(sets[0]!);
      expect(members.length + (substances?.any.length ?? 0), id).toBeGreaterThan(0);
    }
  });

  test("every set that it names exists", () => {
    const named = DIABETES_PROTOCOL.processes.flatMap(({ sets, excusedBy }) => [
      ...sets,
      ...Object.keys(excusedBy ?? {}),
    ]);
    for (const id of named) expect(() => codeSet(id)).not.toThrow();
  });

  test("every setting has the protocol's name, words and a source", () => {
    for (const [name, { words, source }] of Object.entries(DIABETES_PROTOCOL.settings)) {
      expect(name).toMatch(/^diabetes\./);
      expect(words && source).toBeTruthy();
    }
  });

  test("what drives treatment is off as shipped: too tight, medicines, acting on albumin", () => {
    const off = DIABETES_PROTOCOL.processes.filter(({ treatment }) => treatment).map(({ id }) => id);
    expect(off).toEqual(["DM4", "DM5", "DK2"]);
  });

  test("own codes are not written twice with different words", () => {
    const words = new Map<string, string>();
    for (const { members } of CODE_SETS) {
      for (const { system, code, display } of members) {
        if (system !== CONFER_CODES) continue;
        expect(words.get(code) ?? display).toBe(display);
        words.set(code, display!);
      }
    }
  });
});

describe("classes of medicine", () => {
  const setsOf = membershipOf();
  const classesOf = (display: string) =>
    setsOf({ system: "http://example.org", code: "1", display })
      .filter((id) => id.startsWith("medicine-"))
      .map((id) => id.slice(9))
      .sort();

  test.each<[string, string]>([
    ["Gliclazide 80mg tablets", "sulfonylurea"],
    ["Glyburide 5 MG Oral Tablet", "sulfonylurea"],
    ["Repaglinide 1mg tablets", "glinide"],
    ["Insulin glargine 100units/ml solution for injection 3ml pre-filled pens", "insulin"],
    ["NovoRapid FlexPen 100units/ml solution for injection 3ml pre-filled pens", "insulin"],
    ["Metformin 500mg modified-release tablets", "metformin"],
    ["Dapagliflozin 10mg tablets", "sglt2"],
    ["Sitagliptin 100mg tablets", "dpp4"],
    ["Ozempic 1mg/0.74ml solution for injection 3ml pre-filled pens", "glp1"],
    ["Pioglitazone 30mg tablets", "pioglitazone"],
    ["Ramipril 5mg capsules", "acei"],
    ["Losartan 50mg tablets", "arb"],
    ["Atorvastatin 20mg tablets", "statin"],
    ["Simvistatin 10 MG", "statin"],
    ["Ezetimibe 10mg tablets", "lipid-other"],
  ])("%s", (display, expected) => expect(classesOf(display)).toContain(expected));

  test("a combined tablet is in each of its classes", () => {
    expect(classesOf("Dapagliflozin 5mg / Metformin 1g tablets")).toEqual(
      expect.arrayContaining(["metformin", "sglt2"]),
    );
    expect(classesOf("Synjardy 5mg/1g tablets")).toEqual(expect.arrayContaining(["metformin", "sglt2"]));
  });

  test.each(["Insulin syringes 0.5ml with 12.7mm/29gauge needle", "Nystatin 100,000units/ml oral suspension"])(
    "%s is in none of them",
    (display) => expect(classesOf(display)).not.toEqual(expect.arrayContaining(["insulin"])),
  );
  test("nystatin is no statin", () =>
    expect(classesOf("Nystatin 100,000units/ml oral suspension")).not.toContain("statin"));
});

describe("DM6: structured education", () => {
  const newly = (on: string): { type: Recorded[] } => ({ type: [["diabetes-type-2", on]] });

  test("within nine months of diagnosis", () => {
    expect(gapOf("DM6", [], newly("2026-02-23"))).toMatchObject({ state: "due", nextDue: "2026-11-23" });
    expect(gapOf("DM6", [], newly("2026-02-22"))?.state).toBe("overdue");
  });

  test("looked for until two years after diagnosis, and only in type 2", () => {
    expect(gapOf("DM6", [], newly("2024-11-23"))?.state).toBe("overdue");
    expect(gapOf("DM6", [], newly("2024-11-22"))).toBeUndefined();
    expect(gapOf("DM6", [], { type: [["diabetes-type-1", "2026-02-22"]] })).toBeUndefined();
  });

  test("attended counts for a year, from before the diagnosis it does not; a refusal excuses", () => {
    const attended = (on: string): Recorded => ["care-diabetes-education", on];
    expect(gapOf("DM6", [attended("2026-03-01")], newly("2026-02-01"))).toMatchObject({
      state: "done",
      nextDue: "2027-03-01",
    });
    expect(gapOf("DM6", [attended("2026-01-31")], newly("2026-02-01"))?.state).toBe("overdue");
    expect(gapOf("DM6", [["declined-diabetes-education", "2026-03-01"]], newly("2026-02-01"))?.state).toBe("excused");
  });
});

describe("DM7: risk of hypoglycaemia", () => {
  const reviewed = (on: string): Recorded => ["care-hypoglycaemia-review", on];

  test("for insulin and sulfonylurea of either type, not for others", () => {
    expect(gapOf("DM7", [taking("insulin")], { type: TYPE_1 })?.state).toBe("overdue");
    expect(gapOf("DM7", [taking("sulfonylurea")])?.state).toBe("overdue");
    expect(gapOf("DM7", [taking("metformin"), taking("glinide")])).toBeUndefined();
    expect(gapOf("DM7", [taking("insulin")], { type: [] })).toBeUndefined();
  });

  test("every twelve months", () => {
    expect(gapOf("DM7", [taking("insulin"), reviewed("2025-11-23")])?.state).toBe("due");
    expect(gapOf("DM7", [taking("insulin"), reviewed("2025-11-22")])?.state).toBe("overdue");
  });

  test("a hypoglycaemia after the last review asks for another within two weeks", () => {
    const hypoOn = (on: string) => gapOf("DM7", [taking("insulin"), reviewed("2026-10-01"), ["hypoglycaemia", on]]);
    expect(hypoOn("2026-10-01")).toMatchObject({ state: "done", nextDue: "2027-10-01" });
    expect(hypoOn("2026-11-09")).toMatchObject({ state: "due", nextDue: "2026-11-23" });
    expect(hypoOn("2026-11-08")?.state).toBe("overdue");
  });

  test("one that needed help is out of target for a year; twice on one day is once", () => {
    const severe: Recorded[] = [
      ["hypoglycaemia-severe", "2026-01-10"],
      ["hypoglycaemia-severe", "2026-01-10", 2.1],
    ];
    expect(gapOf("DM7", [taking("insulin"), reviewed("2026-02-01"), ...severe])).toMatchObject({
      state: "out of target",
      target: { words: "no hypoglycaemia that needs help; recorded in 12 months: 1" },
    });
    expect(
      gapOf("DM7", [taking("insulin"), reviewed("2026-02-01"), ["hypoglycaemia-severe", "2025-11-22"]])?.state,
    ).toBe("done");
  });

  test("says what raises the risk", () => {
    const recorded: Recorded[] = [taking("sulfonylurea"), ["frailty-mild", "2026-01-01"], ["egfr", "2026-01-01", 44]];
    expect(gapOf("DM7", recorded, { bornOn: "1951-11-22" })?.because).toBe(
      "On sulfonylurea; 75 or older, frailty, eGFR below 45",
    );
    expect(gapOf("DM7", [taking("sulfonylurea"), ["egfr", "2026-01-01", 45]], { bornOn: "1951-11-23" })?.because).toBe(
      "On sulfonylurea",
    );
  });
});

describe("DM8: sick-day rules", () => {
  const given = (on: string): Recorded => ["care-sick-day-rules", on];
  const long: Recorded[] = [["medicine-metformin", "2020-01-01", undefined, { status: "active" }]];

  test.each(["insulin", "sglt2", "metformin", "sulfonylurea", "acei", "arb", "thiazide", "nsaid"])(
    "%s needs them",
    (medicine) => {
      expect(gapOf("DM8", [taking(medicine)])).toBeDefined();
    },
  );
  test("other medicines do not, nor one that is not current", () => {
    expect(gapOf("DM8", [taking("dpp4"), taking("statin"), taking("metformin", "2026-08-24")])).toBeUndefined();
  });
  test("every twelve months, and within 28 days of a start", () => {
    expect(gapOf("DM8", [...long, given("2025-11-23")])?.state).toBe("due");
    expect(gapOf("DM8", [...long, given("2025-11-22")])?.state).toBe("overdue");
    expect(gapOf("DM8", [...long, given("2026-06-01"), taking("sglt2", "2026-11-01")])).toMatchObject({
      nextDue: "2026-11-29",
    });
    expect(gapOf("DM8", [...long, given("2026-11-01"), taking("sglt2", "2026-11-01")])?.nextDue).toBe("2027-11-01");
  });
  test("a repeat of which the record holds only the last issue was not started by it; one begun again was", () => {
    const issued: Recorded = ["medicine-metformin", "2026-11-10", undefined, { status: "active" }];
    expect(gapOf("DM8", [issued, given("2026-06-01")])).toMatchObject({ because: "On metformin", state: "done" });
    expect(gapOf("DM8", [taking("sglt2", "2019-01-01"), taking("sglt2", "2026-11-10")])).toMatchObject({
      because: "On SGLT2 inhibitor; started in the last 12 months",
      nextDue: "2026-12-08",
    });
  });
});

describe("T1-1: type 1 diabetes", () => {
  const gap = (process: string, ...recorded: Recorded[]) => gapOf(process, recorded, { type: TYPE_1 });

  test("HbA1c every six months, 48 or less", () => {
    expect(gap("T1-1", ["hba1c", "2026-10-01", 48])?.state).toBe("done");
    expect(gap("T1-1", ["hba1c", "2026-10-01", 49])?.state).toBe("out of target");
    expect(gap("T1-1", ["hba1c", "2026-05-22", 48])?.state).toBe("overdue");
    expect(gapOf("T1-1", [["hba1c", "2026-10-01", 48]])).toBeUndefined();
  });

  test("no target with moderate or severe frailty, or after hypoglycaemia that needed help", () => {
    const value: Recorded = ["hba1c", "2026-10-01", 70];
    expect(gap("T1-1", value, ["frailty-mild", "2026-01-01"])?.state).toBe("out of target");
    expect(gap("T1-1", value, ["frailty-moderate", "2026-01-01"])?.target).toBeUndefined();
    const low = (frailty: string, value: number) =>
      gap("T1-1", ["hba1c", "2026-10-01", value], [`frailty-${frailty}`, "2026-01-01"])?.state;
    expect([low("severe", 63), low("severe", 64)]).toEqual(["out of target", "done"]);
    expect([low("moderate", 57), low("moderate", 58)]).toEqual(["out of target", "done"]);
    expect(gap("T1-1", value, ["hypoglycaemia-severe", "2025-11-23"])?.target).toBeUndefined();
    expect(gap("T1-1", value, ["hypoglycaemia-severe", "2025-11-22"])?.target).toBeDefined();
  });

  test("thyroid function and awareness of hypoglycaemia each year, continuous monitoring offered once", () => {
    expect(gap("T1-1-thyroid", ["tsh", "2025-11-23", 2])?.state).toBe("due");
    expect(gap("T1-1-thyroid", ["tsh", "2025-11-22", 2])?.state).toBe("overdue");
    expect(gap("T1-1-awareness", ["care-hypoglycaemia-awareness", "2025-11-22"])?.state).toBe("overdue");
    expect(gap("T1-1-monitoring", ["care-glucose-monitoring-offered", "2019-01-01"])?.state).toBe("done");
    expect(gap("T1-1-monitoring")?.state).toBe("overdue");
  });
});
