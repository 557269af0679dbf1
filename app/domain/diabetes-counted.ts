/**
 * Diabetes as others count it: the payment indicators of the Quality and Outcomes Framework, and the three treatment
 * targets of the National Diabetes Audit. Neither says what care is due; the care protocol does.
 */
import type { CalendarDate } from "./calendar";
import { carePersonOf } from "./care-gap";
import { isOnDiabetesRegister } from "./care-protocols/diabetes";
import { DIABETES_SETTINGS } from "./care-protocols/diabetes-settings";
import { type TreatmentTarget, treatmentTargets } from "./care-protocols/diabetes-targets";
import { answerIndicators, type IndicatorAnswer, type IndicatorId } from "./care-protocols/qof-diabetes";
import type { Features } from "./feature";
import { isUnsigned, type SettingValues } from "./setting";

/** In words, so that a page needs none of the rules. */
export type DiabetesCounted = { indicators: IndicatorShown[]; targets: TargetShown[]; all: AllThree };
export type IndicatorShown = { id: IndicatorId; asks: string; counted: string; decided: string };

/** Undefined for who is not on the diabetes register. `signed`: names of settings that somebody has signed. */
export function countDiabetes(
  features: Features,
  asOf: CalendarDate,
  { values, signed }: { values: SettingValues; signed: ReadonlySet<string> },
): DiabetesCounted | undefined {
  if (!isOnDiabetesRegister(features, asOf)) return undefined;
  const person = carePersonOf(features, asOf);
  const context = { asOf, setting: (name: string) => inForce(name as TargetSetting, values) };
  const older = treatmentTargets(person, context, "old");
  const newer = treatmentTargets(person, context, "new");
  const [statin] = newer.targets.slice(-1);
  const targets = [...older.targets, statin!].map((target) => ({ ...target, ...held(target.name, values, signed) }));
  const indicators = answerIndicators(features, asOf).map((answer) => ({
    id: answer.id,
    asks: INDICATOR_WORDS[answer.id],
    counted: countedInWords(answer),
    decided: decidedInWords(answer),
  }));
  return { indicators, targets, all: { older: older.all, newer: newer.all } };
}

// ── Payment indicators ────────────────────────────────────────────────────────────────────────────────────

/** What each pays for, after the indicators' wordings. */
const INDICATOR_WORDS: Readonly<Record<IndicatorId, string>> = {
  DM006: "Nephropathy or microalbuminuria: on an ACE inhibitor or angiotensin receptor blocker",
  DM012: "Feet examined and risk classed in 12 months",
  DM014: "Newly diagnosed: referred for structured education within 9 months",
  DM019: "Without moderate or severe frailty: blood pressure 140/80 mmHg or less",
  DM020: "Without moderate or severe frailty: HbA1c 58 mmol/mol or less",
  DM021: "With moderate or severe frailty: HbA1c 75 mmol/mol or less",
  DM034: "From 40, without cardiovascular disease or moderate or severe frailty: on a statin",
};

const countedInWords = ({ inDenominator, inNumerator }: IndicatorAnswer): string =>
  !inDenominator
    ? "not in the denominator"
    : inNumerator
      ? "in the denominator and the numerator"
      : "in the denominator, not in the numerator";

/** "Rule 2: …"; who passes every rule is decided by none of them. */
function decidedInWords({ inDenominator, inNumerator, decidedBy, why }: IndicatorAnswer): string {
  const rule = decidedBy.replace(/^R/, "");
  if (inDenominator && !inNumerator) return `Rules 1 to ${rule}: none applies, so the care is not shown as given`;
  return `Rule ${rule}: ${why}`;
}

// ── Treatment targets ─────────────────────────────────────────────────────────────────────────────────────

/** Of older (with cholesterol) and newer (with a statin) audits; undefined while one is not known. */
export type AllThree = { older: boolean | undefined; newer: boolean | undefined };

export type TargetShown = TreatmentTarget & {
  /** What is in force, in words. */
  target: string;
  source: string;
  unsigned: boolean;
};

type TargetSetting = keyof typeof DIABETES_SETTINGS;

const inForce = (name: TargetSetting, values: SettingValues): number => values[name] ?? DIABETES_SETTINGS[name].value;

const HELD: Readonly<Record<string, readonly [setting: TargetSetting, words: (value: number) => string]>> = {
  HbA1c: ["diabetes.target-hba1c", (most) => `${most} mmol/mol or less`],
  "Blood pressure": [
    "diabetes.target-blood-pressure",
    (choice) => (DIABETES_SETTINGS["diabetes.target-blood-pressure"].options as Record<number, string>)[choice]!,
  ],
  Cholesterol: ["diabetes.target-cholesterol", (below) => `below ${below} mmol/L`],
  Statin: ["diabetes.statin-from-age", (age) => `on one from ${age}, or at any age with cardiovascular disease`],
};

/** Changed and not signed is as unsigned as what ships from memory. */
function held(name: string, values: SettingValues, signed: ReadonlySet<string>) {
  const [setting, words] = HELD[name]!;
  const { source, mark } = DIABETES_SETTINGS[setting];
  const changed = values[setting] !== undefined && values[setting] !== DIABETES_SETTINGS[setting].value;
  const signedBy = signed.has(setting) ? "signed" : null;
  const unsigned = signedBy === null && (changed || isUnsigned({ mark, signedBy }));
  return { target: words(inForce(setting, values)), source: changed ? "changed on this site" : source, unsigned };
}
