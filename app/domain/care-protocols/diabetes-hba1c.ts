/**
 * HbA1c as rules compare it. Units: IFCC mmol/mol here; NGSP % = 0.09148 × IFCC + 2.152 (Hoelzel W et al. Clin Chem
 * 2004;50:166-74, master equation). What came in % is held with decimals (7.5% is 58.47) and every published line is a
 * whole number, so values are compared as laboratories report them, in whole mmol/mol: 7.5% is 58 and meets 58.
 */
import type { CalendarDate } from "../calendar";
import { type Features, latestValue, valueOn } from "../feature";

/** The latest, in whole mmol/mol, with its day. */
export function hba1cOf(person: Pick<Features, "facts">): { value: number; on?: CalendarDate } | undefined {
  const value = latestValue(person, "hba1c");
  return value === undefined ? undefined : { value: Math.round(value), on: valueOn(person, "hba1c") };
}

/** IFCC mmol/mol in NGSP %, to one decimal, as older letters and devices say it. */
export const ngspPercent = (ifcc: number): number => Math.round((0.09148 * ifcc + 2.152) * 10) / 10;
