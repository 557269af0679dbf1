/** Processes are not asked of people of whose record they cannot be: what that leaves out would have been "not for this person". */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar";
import { IN_CARE_HOME, USED_SERVICES } from "../../app/domain/care-asked";
import { type CareProcess, carePersonOf, findCareGaps, treatmentSwitch } from "../../app/domain/care-gap";
import { PROTOCOLS } from "../../app/domain/care-protocols/all";
import { CODE_SETS } from "../../app/domain/code-sets/all";
import type { SettingValues } from "../../app/domain/setting";
import { AS_OF, aPerson } from "../support/a-person";

const SETS = CODE_SETS.map(({ id }) => id);
const NAMED = [...new Set(PROTOCOLS.flatMap(({ processes }) => processes.flatMap(({ onlyWith }) => onlyWith ?? [])))];
const ON: SettingValues = Object.fromEntries(
  PROTOCOLS.flatMap(({ processes }) =>
    processes.filter(({ treatment }) => treatment).map(({ id }) => [treatmentSwitch(id), 1]),
  ),
);
/** As they would be asked without `onlyWith`. */
const UNLIMITED = PROTOCOLS.map((protocol) => ({
  ...protocol,
  processes: protocol.processes.map((process): CareProcess => ({ ...process, onlyWith: undefined })),
}));

const person = fc
  .record({
    recorded: fc.array(
      fc.tuple(
        fc.oneof(fc.constantFrom(...NAMED.filter((set) => SETS.includes(set))), fc.constantFrom(...SETS)),
        fc.integer({ min: -900, max: 0 }).map((days) => addDays(AS_OF, days)),
        fc.option(fc.integer({ min: 0, max: 160 }), { nil: undefined }),
      ),
      { maxLength: 12 },
    ),
    bornOn: fc.constantFrom(
      undefined,
      "1938-04-01",
      "1956-03-01",
      "1961-11-22",
      "1962-02-01",
      "1975-01-01",
      "2000-01-01",
    ),
    careHome: fc.boolean(),
    services: fc.array(
      fc.record({
        kind: fc.constantFrom("emergency_admission", "community", "ae"),
        on: fc.integer({ min: -300, max: -10 }).map((days) => addDays(AS_OF, days)),
        until: fc.constant(addDays(AS_OF, -5)),
        reasons: fc.constant([]),
      }),
      { maxLength: 3 },
    ),
  })
  .map((change) => carePersonOf(aPerson(change), AS_OF));

describe("who is asked about what", () => {
  test("every set by which a process is limited is a code set, or known otherwise", () => {
    expect(NAMED.length).toBeGreaterThan(40);
    expect(NAMED.filter((set) => !SETS.includes(set) && set !== IN_CARE_HOME && set !== USED_SERVICES)).toEqual([]);
  });
  test.each(["as they ship", "with every rule of treatment switched on"])("leaves out nobody: settings %s", (which) => {
    const values = which === "as they ship" ? {} : ON;
    fc.assert(
      fc.property(person, (someone) => {
        for (const [at, protocol] of PROTOCOLS.entries())
          expect(findCareGaps(someone, protocol, AS_OF, values)).toEqual(
            findCareGaps(someone, UNLIMITED[at]!, AS_OF, values),
          );
      }),
      { numRuns: 150 },
    );
  });
  test("a person with nothing recorded is asked only what may be for anybody of that age", () => {
    const askedOf = (bornOn: string | undefined): string[] => {
      const asked: string[] = [];
      const spied = PROTOCOLS.map((protocol) => ({
        ...protocol,
        processes: protocol.processes.map((process): CareProcess => {
          const needed: CareProcess["needed"] = (...of) => {
            asked.push(process.id);
            return process.needed(...of);
          };
          return { ...process, needed };
        }),
      }));
      const nobody = carePersonOf(aPerson({ bornOn }), AS_OF);
      for (const protocol of spied) findCareGaps(nobody, protocol, AS_OF);
      return asked;
    };
    const [young, old, unknown] = [askedOf("1990-01-01"), askedOf("1945-01-01"), askedOf(undefined)];
    expect(young).toContain("ME2");
    expect(young).not.toContain("FA1");
    expect(young).not.toContain("DM2");
    expect(old).toContain("FA1");
    expect(old).not.toContain("DM2");
    expect(old.length).toBeLessThan(40);
    expect(unknown).toEqual(old);
  });
});
