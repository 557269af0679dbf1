/**
 * Malnutrition Universal Screening Tool, points and how often to screen again.
 * British Association for Parenteral and Enteral Nutrition (BAPEN), MUST, 2003, revised 2011; NICE CG32 and QS24.
 * Range 0-6; 1 is medium risk, 2 and over high. MUST is BAPEN's: its points are facts here, its form is not reproduced.
 */
import type { Answer, Reason } from "../answer";
import type { Span } from "../calendar";

export const MUST_VERSION = "must 2011/1";

export type MustCategory = "low" | "medium" | "high";

export type MustInput = {
  /** kg/m². */
  bmi?: number;
  /** Unplanned loss over 3 to 6 months, % of the weight before. */
  lossPercent?: number;
  /** Acutely ill, and no food for more than five days, or likely none. */
  acutelyIllWithoutFood?: boolean;
};

/** A step that was not answered makes the sum a floor; five per cent and ten per cent score one. */
export function scoreMust({ bmi, lossPercent, acutelyIllWithoutFood }: MustInput): Answer<MustCategory> {
  const steps = [
    { term: "Body mass index", points: bmi === undefined ? undefined : bmi < 18.5 ? 2 : bmi <= 20 ? 1 : 0 },
    {
      term: "Unplanned weight loss",
      points: lossPercent === undefined ? undefined : lossPercent > 10 ? 2 : lossPercent >= 5 ? 1 : 0,
    },
    {
      term: "Acute disease effect",
      points: acutelyIllWithoutFood === undefined ? undefined : acutelyIllWithoutFood ? 2 : 0,
    },
  ];
  const because = steps.filter((step): step is Reason => step.points !== undefined);
  const missing = steps.filter(({ points }) => points === undefined).map(({ term }) => term);
  const value = because.reduce((sum, { points }) => sum + points, 0);
  return missing.length
    ? { known: false, atLeast: value, missing, because, version: MUST_VERSION }
    : { known: true, value, category: mustCategory(value), because, version: MUST_VERSION };
}

export const mustCategory = (points: number): MustCategory => (points >= 2 ? "high" : points === 1 ? "medium" : "low");

/**
 * When to screen again, by the last points. In the community BAPEN gives two to three months for medium risk: `medium`
 * is the number chosen. Nobody screened yet counts as low.
 */
export function mustInterval(points: number | undefined, careHome: boolean, medium: number): Span {
  if (careHome) return { months: 1 };
  const category = mustCategory(points ?? 0);
  return { months: category === "high" ? 1 : category === "medium" ? medium : 12 };
}
