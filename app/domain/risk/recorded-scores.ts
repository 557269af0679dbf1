/**
 * Scores that somebody else computed: kept as they came, with their day and source, shown as recorded, and never
 * computed here, because their licences or their status as medical devices forbid a copy of our own.
 */
import type { CalendarDate } from "../calendar";

export type RecordedScoreKind = {
  id: string;
  name: string;
  unit: string;
  /** Lowest and highest that the instrument can give; a value outside was typed or sent wrongly. */
  range: readonly [low: number, high: number];
  /** SNOMED CT observables that carry it; empty where none was verified. */
  codes: readonly string[];
  citation: string;
  /** Why it is not computed here. */
  notComputed: string;
};

/** Codes: Endeavour Health's IM query library and the OpenSAFELY study code list of QRISK. */
export const RECORDED_SCORES = [
  {
    id: "qrisk3",
    name: "QRISK3, cardiovascular disease within 10 years",
    unit: "%",
    range: [0, 100],
    codes: ["1085871000000105"],
    citation: "Hippisley-Cox J et al. BMJ 2017;357:j2099",
    notComputed: "QRISK is a trade mark of ClinRisk, its source is LGPL-3, and in patient care it is a medical device",
  },
  {
    id: "qrisk2",
    name: "QRISK2, cardiovascular disease within 10 years",
    unit: "%",
    range: [0, 100],
    codes: ["718087004"],
    citation: "Hippisley-Cox J et al. BMJ 2008;336:1475-82",
    notComputed: "QRISK is a trade mark of ClinRisk; QRISK3 has taken its place",
  },
  {
    id: "qadmissions",
    name: "QAdmissions, emergency admission",
    unit: "%",
    range: [0, 100],
    codes: [],
    citation: "Hippisley-Cox J, Coupland C. BMJ Open 2013;3:e003482",
    notComputed: "its coefficients are not openly licensed",
  },
] as const satisfies readonly RecordedScoreKind[];
export type RecordedScoreId = (typeof RECORDED_SCORES)[number]["id"];

export type RecordedScore = {
  id: RecordedScoreId;
  /** As it came, in the unit of its kind. */
  value: number;
  on: CalendarDate;
  /** Who recorded it, in words. */
  from: string;
};

/** What a page shows of it: the value stays as it came, even where it cannot be right; then it says so. */
export function recordedScoreInWords({ id, value }: Pick<RecordedScore, "id" | "value">): string {
  const { name, unit, range } = RECORDED_SCORES.find((kind) => kind.id === id)!;
  const says = `${name}: ${value} ${unit}, recorded, not computed here`;
  return value >= range[0] && value <= range[1] ? says : `${says}; it cannot be right, check the source`;
}
