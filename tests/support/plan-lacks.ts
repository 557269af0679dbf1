/** What a complete plan lacks once tests changed it. */
import type { Operation, Values } from "../../app/domain/plan";
import { whatCrewsWouldMiss } from "../../app/domain/plan-readiness";
import { aPlanDocument } from "./a-plan";

export const today = "2026-11-22";
export const lacksOf = (change: Operation[], bornOn: string | undefined = "1942-03-12") =>
  whatCrewsWouldMiss(aPlanDocument(change), { today, bornOn }).map(({ unit, field }) => `${unit} ${field}`);
export const changed = (section: "cpr" | "advanceDecision" | "attorney" | "agreement", values: Values): Operation => ({
  unit: section,
  values: { ...(aPlanDocument().sections[section].fields as Values), ...values },
});

export const adrt = (change: Values): Operation =>
  changed("advanceDecision", {
    ...{ adrt: "yes", refuses: "Ventilation", lifeSustaining: "formal", dated: "2020-01-05", location: "Hall" },
    ...change,
  });
export const carer = (change: Values): Operation => ({
  unit: "carer",
  values: { doFirst: "Ring the stand-in", alone: "no", ring: "Ngozi Obi", ...change },
});
export const NOT_YET = { agreed: "not_discussed", because: "", discussBy: "" };
