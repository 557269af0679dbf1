import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { PlanFromRecord } from "../../app/components/plan-from-record";
import { NO_RECORD, type PlanRecord, recordSeen } from "../../app/domain/plan-record";
import { SENSITIVE_LEFT_OUT } from "../../app/domain/sensitive-records";
import { allergy, aRecord, carer, medicine } from "../support/a-card-person";

const shown = (record: PlanRecord) =>
  renderToStaticMarkup(<PlanFromRecord record={record} />)
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");

describe("the record beside the plan", () => {
  test("says what is not shown, and none only where it could look", () => {
    expect(shown(NO_RECORD)).not.toMatch(/None|Nothing recorded|Nobody/);
    expect(shown(aRecord())).toContain("Allergies: Nothing recorded: ask");
    const seen = shown(recordSeen(aRecord([medicine("Apixaban 5mg tablets")]), new Set(["allergies"])));
    expect(seen).toContain("Medicines: Not shown to your role");
    expect(seen).not.toContain("Apixaban");
  });

  test("gives each line with its day, those to ring with a number that can be read", () => {
    const words = shown(aRecord([allergy("Penicillin allergy (rash)"), carer("Ngozi Obi", "daughter")]));
    expect(words).toContain("Penicillin allergy (rash), 3 May 2026");
    expect(words).toContain("Ngozi Obi, daughter, 020 7946 0958");
  });

  test("says the same of sensitive records whether there are any or not", () => {
    expect(shown(aRecord())).toContain(SENSITIVE_LEFT_OUT);
    expect(shown(aRecord([medicine("Apixaban")]))).toContain(SENSITIVE_LEFT_OUT);
  });
});
