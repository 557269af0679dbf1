/** Changes of absolute bands in words. A rank that others move is no change, and has no arrow (safety rule 20). */
import { addDays } from "./calendar";
import { londonDate } from "./dates";
import { SEGMENTS, type Segment, segmentRank } from "./segment";

/** As it is stored, once for each band that changed. */
export type BandChange = {
  id: string;
  at: Date;
  /** segment | efi | efi2 */
  band: string;
  was: string | null;
  became: string;
  wasValue: number | null;
  value: number | null;
  /** "Falls recorded 12 March 2026"; empty when no entry explains it. */
  cause: string;
};

export type BandMove = {
  id: string;
  at: Date;
  /** "eFI 8 → 9"; "Segment". */
  what: string;
  /** "mild → moderate". */
  bands: string;
  need: "higher" | "lower" | "unclear";
  cause: string;
};

/** Lowest first. */
const FRAILTY_BANDS = ["fit", "robust", "mild", "moderate", "severe"];
const BANDS: Readonly<Record<string, string>> = { segment: "Segment", efi: "eFI", efi2: "eFI2" };

export function bandMove({ id, at, band, was, became, wasValue, value, cause }: BandChange): BandMove {
  const numbers = wasValue !== null && value !== null && wasValue !== value ? ` ${wasValue} → ${value}` : "";
  return {
    id,
    at,
    what: `${BANDS[band] ?? band}${numbers}`,
    bands: [was, became]
      .filter((one) => one !== null)
      .map(bandInWords)
      .join(" → "),
    need: needMoved(band, was, became),
    cause: cause || "no single entry explains it",
  };
}

const bandInWords = (band: string): string => (band in SEGMENTS ? SEGMENTS[band as Segment] : band);

function needMoved(band: string, was: string | null, became: string): BandMove["need"] {
  const [before, after] = [was, became].map((one) => (one === null ? -1 : rankOf(band, one)));
  if (before === undefined || after === undefined || before < 0 || after < 0 || before === after) return "unclear";
  return after > before ? "higher" : "lower";
}

/** The higher, the more need. */
const rankOf = (band: string, one: string): number =>
  band === "segment" ? (one in SEGMENTS ? 100 - segmentRank(one as Segment) : -1) : FRAILTY_BANDS.indexOf(one);

/** A change is news for so many days, the last of them included; `changes` newest first. */
export function recentChange(changes: readonly BandChange[], now: Date, days: number): BandMove | undefined {
  const [latest] = changes;
  return latest && londonDate(latest.at) >= addDays(londonDate(now), -days) ? bandMove(latest) : undefined;
}

/** For roles that do not see results: "Anaemia (lowest haemoglobin 104 g/L)" names a test and its value. */
export const causeWithoutTests = <Change extends Pick<BandChange, "band" | "cause">>(change: Change): Change =>
  change.band === "segment" ? change : { ...change, cause: change.cause.replace(/ \([^)]*\)/g, "") };
