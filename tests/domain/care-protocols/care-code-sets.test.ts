import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../../app/domain/calendar";
import { type CareProtocol, carePersonOf, findCareGaps, treatmentSwitch } from "../../../app/domain/care-gap";
import { BLOOD_PRESSURE_PROTOCOL } from "../../../app/domain/care-protocols/blood-pressure";
import { HEART_PROTOCOL } from "../../../app/domain/care-protocols/heart";
import { KIDNEY_PROTOCOL } from "../../../app/domain/care-protocols/kidney";
import { LUNG_PROTOCOL } from "../../../app/domain/care-protocols/lung";
import { MEDICINES_PROTOCOL } from "../../../app/domain/care-protocols/medicines";
import { STOPP_START_PROTOCOL } from "../../../app/domain/care-protocols/stopp-start";
import { STROKE_PROTOCOL } from "../../../app/domain/care-protocols/stroke";
import { VACCINATION_PROTOCOL } from "../../../app/domain/care-protocols/vaccination";
import { CODE_SETS, codeSet } from "../../../app/domain/code-sets/all";
import { SNOMED } from "../../../app/domain/code-sets/code-set";
import { AS_OF, aPerson, type Recorded } from "../../support/a-person";

const LISTS = "../shared/data/codelists";
const idsOf = (file: string) =>
  new Set(
    readFileSync(`${LISTS}/${file}.csv`, "utf8")
      .split("\n")
      .map((line) => line.split(",")[0]!.trim()),
  );

const REVIEWS = "medication-reviews/codelists";
const COVID = "post-covid-diabetes/codelists";

describe("against published code lists", () => {
  test.skipIf(!existsSync(LISTS)).each([
    ["care-structured-medication-review", `${REVIEWS}/opensafely-structured-medication-review-nhs-england`],
    ["care-medication-review", `${REVIEWS}/nhsd-primary-care-domain-refsets-medrvw_cod`],
    ["care-medicines-reconciled", `${REVIEWS}/opensafely-medication-reviews-all-types`],
    ["finding-immunosuppressed", `${COVID}/primis-covid19-vacc-uptake-immdx_cov`],
    ["finding-asplenia", `${COVID}/primis-covid19-vacc-uptake-spln_cov`],
    ["finding-heart-failure-preserved", `${COVID}/user-elsie_horne-hf_snomed`],
  ])(`each id of %s stands in %s (skipped without ${LISTS})`, (set, file) => {
    const published = idsOf(file);
    const ours = codeSet(set).members.filter(({ system }) => system === SNOMED);
    expect(ours.length).toBeGreaterThan(0);
    expect(ours.filter(({ code }) => !published.has(code))).toEqual([]);
  });

  test.skipIf(!existsSync(LISTS))("every review of the reference set is one here", () => {
    const ours = new Set(codeSet("care-medication-review").members.map(({ code }) => code));
    const published = [...idsOf(`${REVIEWS}/nhsd-primary-care-domain-refsets-medrvw_cod`)].filter((id) =>
      /^\d+$/.test(id),
    );
    expect(published.filter((id) => !ours.has(id))).toEqual([]);
  });
});

describe("whatever is on the record", () => {
  const PROTOCOLS: readonly CareProtocol[] = [
    BLOOD_PRESSURE_PROTOCOL,
    HEART_PROTOCOL,
    KIDNEY_PROTOCOL,
    LUNG_PROTOCOL,
    MEDICINES_PROTOCOL,
    STOPP_START_PROTOCOL,
    STROKE_PROTOCOL,
    VACCINATION_PROTOCOL,
  ];
  const SIGNED = Object.fromEntries(
    PROTOCOLS.flatMap(({ processes }) => processes.map(({ id }) => [treatmentSwitch(id), 1])),
  );
  const entry: fc.Arbitrary<Recorded> = fc
    .record({
      set: fc.constantFrom(...CODE_SETS.map(({ id }) => id)),
      on: fc.option(
        fc.integer({ min: 0, max: 2000 }).map((days) => addDays(AS_OF, -days)),
        { nil: undefined },
      ),
      value: fc.option(fc.double({ min: 0, max: 300, noNaN: true }), { nil: undefined }),
      status: fc.constantFrom("active", "completed", "resolved", undefined),
    })
    .map(({ set, on, value, status }) => [set, on, value, { status }] as const);
  const change = fc.record({
    recorded: fc.array(entry, { maxLength: 40 }),
    bornOn: fc.constantFrom(undefined, "1930-02-28", "1946-11-22", "1957-05-01", "1990-01-01", "2015-01-01"),
    sex: fc.constantFrom("male", "female", "unknown"),
    careHome: fc.boolean(),
  });

  test("no rule fails, a day is a day, and a gap says why", () => {
    fc.assert(
      fc.property(change, (person) => {
        const known = carePersonOf(aPerson(person), AS_OF);
        for (const protocol of PROTOCOLS) {
          for (const { because, nextDue, lastDone } of findCareGaps(known, protocol, AS_OF, SIGNED)) {
            expect(because).not.toMatch(/^$|undefined|NaN/);
            for (const day of [nextDue, lastDone]) if (day !== undefined) expect(day).toMatch(/^\d{4}-\d\d-\d\d$/);
            expect((lastDone ?? "") <= AS_OF).toBe(true);
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});
