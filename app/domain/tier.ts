/**
 * Tiers of need: a rank within the population of one run, never an absolute band, so that a person's tier may change
 * because others changed. Shares: convention of the Combined Predictive Model (King's Fund 2006) [M].
 */
export const TIERS = {
  very_high: "in the top 0.5%",
  high: "in the next 4.5%",
  moderate: "in the next 15%",
  lower: "below the top 20%",
} as const;
export type Tier = keyof typeof TIERS;

/** Least need of each tier, as the run holds it. */
export type TierLines = Partial<Record<Exclude<Tier, "lower">, number>>;

/** Whoever has no need at all is in no ranked tier, however short the list. */
export function tierOf(need: number, lines: TierLines): Tier {
  const ranked = ["very_high", "high", "moderate"] as const;
  return (need > 0 && ranked.find((tier) => need >= (lines[tier] ?? Number.POSITIVE_INFINITY))) || "lower";
}

export const TIER_CELLS: Record<Tier, string> = {
  very_high: "top 0.5%",
  high: "top 5%",
  moderate: "top 20%",
  lower: "lower",
};
