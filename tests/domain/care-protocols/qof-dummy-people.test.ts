import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { answerIndicator, type IndicatorId } from "../../../app/domain/care-protocols/qof-diabetes";
import { membershipOf } from "../../../app/domain/code-sets/all";
import { SNOMED } from "../../../app/domain/code-sets/code-set";
import type { CodedEntry } from "../../../app/domain/feature";
import { aPerson } from "../../support/a-person";

const FOLDER = "../shared/data/qof-dummy-data";
const CODE_LISTS = "../shared/data/qof-codelists";

/** Register and DM020 on 31 March 2022, reasoned by hand from each person's events. */
const BY_HAND: [person: number, why: string, expected: string][] = [
  [1, "no event", "register out"],
  [2, "latest frailty of 3 February is mild; HbA1c 53 on 4 January", "R2 numerator"],
  [3, "diagnosed again after the resolution of 2020; 80 in January, all invitations before it", "R10 denominator"],
  [4, "resolved in 2021", "register out"],
  [5, "diagnosed 15 months before, never tested, never invited", "R10 denominator"],
  [6, "resolved in 2020", "register out"],
  [7, "resolved in 2020", "register out"],
  [8, "HbA1c 80; exceptions of 2020 have lapsed, one invitation; fructosamine besides", "R10 denominator"],
  [9, "no event", "register out"],
  [10, "no event", "register out"],
  [11, "HbA1c 74 of May 2021; on maximal treatment since January 2022", "R4 out"],
];

describe("against the dummy people of a published study", () => {
  const missing = !existsSync(FOLDER);
  const rows = (file: string) =>
    readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(","));

  test.skipIf(missing).each(BY_HAND)(`person %d: %s (skipped without ${FOLDER})`, (id, _, expected) => {
    expect(dummy(id, "2022-03-31", "DM020")).toBe(expected);
  });

  test.skipIf(missing)(`on 1 February 2022 person 2's latest frailty is moderate (skipped without ${FOLDER})`, () => {
    expect(dummy(2, "2022-02-01", "DM020")).toBe("R1 out");
    expect(dummy(2, "2022-02-01", "DM021")).toBe("R2 numerator");
    expect(dummy(2, "2022-12-01", "DM020")).toBe("register out");
  });

  test.skipIf(!existsSync(CODE_LISTS))(
    `every code of the published lists is in our set (skipped without ${CODE_LISTS})`,
    () => {
      const setsOf = membershipOf();
      const ours = {
        dm: "diabetes-",
        dmres: "diabetes-resolved",
        ifcchbam: "hba1c",
        serfruc: "fructosamine",
        dmmax: "diabetes-maximal-treatment",
        dmpcapu: "diabetes-care-unsuitable",
        dmpcadec: "declined-diabetes-care",
        bldtestdec: "declined-blood-test",
        dminvite: "diabetes-invitation",
        mildfrail: "frailty-mild",
        modfrail: "frailty-moderate",
        sevfrail: "frailty-severe",
      };
      for (const [list, set] of Object.entries(ours)) {
        const listed = rows(`${CODE_LISTS}/nhsd-primary-care-domain-refsets-${list}_cod.csv`);
        expect(listed.length).toBeGreaterThan(0);
        for (const [code] of listed) {
          const found = setsOf({ system: SNOMED, code: code!.trim(), display: "" });
          expect(
            found.some((id) => id.startsWith(set)),
            `${list} ${code}`,
          ).toBe(true);
        }
      }
    },
  );

  function dummy(id: number, asOf: string, indicator: IndicatorId): string {
    const setsOf = membershipOf();
    const entries = rows(`${FOLDER}/clinical_events.csv`)
      .filter(([person]) => person === String(id))
      .map(([, on, code, , value]): CodedEntry => {
        const sets = setsOf({ system: SNOMED, code: code!, display: "" });
        return { kind: "finding", code: code!, sets, on, value: value ? Number(value) : undefined };
      });
    const [, bornOn] = rows(`${FOLDER}/patients.csv`).find(([person]) => person === String(id))!;
    const registrations = rows(`${FOLDER}/practice_registrations.csv`).filter(
      ([person, from, until]) => person === String(id) && from! <= asOf && (!until || until > asOf),
    );
    const person = aPerson({ bornOn, entries, registeredOn: registrations.at(-1)?.[1] }, asOf);
    const { inDenominator, inNumerator, decidedBy } = answerIndicator(indicator, person, asOf);
    return `${decidedBy} ${inNumerator ? "numerator" : inDenominator ? "denominator" : "out"}`;
  }
});
