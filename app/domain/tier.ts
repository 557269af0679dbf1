/**
 * Tiers of need: a rank within the population of one run, never an absolute band, so that a person's tier may change
 * because others changed. Shares: convention of the Combined Predictive Model (King's Fund 2006) [M].
 */
import type { SettingValues, Shipped } from "./setting";

export const TIER_SETTINGS = {
  "tier.very-high": {
    words: "Per cent of the population, from the top, in the tier of very high need",
    value: 0.5,
    source: "Combined Predictive Model, convention",
    mark: "M",
  },
  "tier.high": {
    words: "Per cent of the population, from the top, down to the end of the tier of high need",
    value: 5,
    source: "Combined Predictive Model, convention",
    mark: "M",
  },
  "tier.moderate": {
    words: "Per cent of the population, from the top, down to the end of the tier of moderate need",
    value: 20,
    source: "Combined Predictive Model, convention",
    mark: "M",
  },
} as const satisfies Record<string, Shipped>;

/** Tier → share of the population down to its end, as a fraction from the top. */
export function tierShares(values: SettingValues): Record<RankedTier, number> {
  const share = (name: keyof typeof TIER_SETTINGS) => Math.min(1, (values[name] ?? TIER_SETTINGS[name].value) / 100);
  return { very_high: share("tier.very-high"), high: share("tier.high"), moderate: share("tier.moderate") };
}

export const TIERS = {
  very_high: "very high",
  high: "high",
  moderate: "moderate",
  lower: "lower",
  unknown: "not known",
} as const;
export type Tier = keyof typeof TIERS;
type RankedTier = Exclude<Tier, "lower" | "unknown">;

/** Least need of each tier, as the run holds it. */
export type TierLines = Partial<Record<RankedTier, number>>;

/**
 * Whoever has no need at all is in no ranked tier, however short the list; of whom nothing is recorded it is not known.
 */
export function tierOf({ need, missing }: { need: number; missing: readonly string[] }, lines: TierLines): Tier {
  if (missing.includes("coded record")) return "unknown";
  const ranked = ["very_high", "high", "moderate"] as const;
  return (need > 0 && ranked.find((tier) => need >= (lines[tier] ?? Number.POSITIVE_INFINITY))) || "lower";
}
