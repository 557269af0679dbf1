/**
 * Runs of the stratification as analysts read them: how far each came, what made its answers and what of that changed,
 * and how people moved between bands. Counts of people are published ones here, never raw.
 */
import type { GapState } from "./care-gap";
import { type Published, publish } from "./small-counts";

// ── How far a run came ────────────────────────────────────────────────────────────────────────────────────

export type RunState = "in force" | "complete" | "going on" | "stopped";

/** `goesOn`: some run holds the lock now; then it is the latest that has not finished. */
export function runState(
  { current, finished, latest }: { current: boolean; finished: boolean; latest: boolean },
  goesOn: boolean,
): RunState {
  if (current) return "in force";
  if (finished) return "complete";
  return goesOn && latest ? "going on" : "stopped";
}

/**
 * How far, in hundreds: the exact size of a population, written at every run, would tell of one person who came. The
 * whole is never less than the part.
 */
export function progressInWords(done: number, total: number): string {
  const [part, whole] = [inHundreds(done), inHundreds(Math.max(done, total))];
  if (!whole) return "of fewer than 100 people";
  const share = Math.floor((part * 100) / whole);
  return `about ${part.toLocaleString("en-GB")} of ${whole.toLocaleString("en-GB")} people, ${share} %`;
}

const inHundreds = (people: number) => Math.round(people / 100) * 100;

/** "3.4 s", "2 min 5 s", "1 h 4 min". */
export function durationInWords(milliseconds: number): string {
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** People a second, in two figures: of a rounded count more would be made up. */
export function speedOf(people: Published, milliseconds: number): number | undefined {
  if (people === undefined || milliseconds <= 0) return undefined;
  return Number(((people * 1000) / milliseconds).toPrecision(2));
}

// ── What made its answers ─────────────────────────────────────────────────────────────────────────────────

export type VersionKind = "rule" | "protocol" | "setting" | "code set";
export type Version = { kind: VersionKind; id: string; version: string };
/** As a run stores them. */
export type StoredVersions = {
  protocols?: Record<string, string>;
  settings?: Record<string, number>;
  codeSets?: Record<string, string>;
} & Record<string, unknown>;

export function versionsOf(stored: StoredVersions): Version[] {
  const { protocols = {}, settings = {}, codeSets = {}, ...rules } = stored;
  const of = (kind: VersionKind, versions: Record<string, unknown>): Version[] =>
    Object.entries(versions)
      .map(([id, version]) => ({ kind, id, version: String(version) }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  return [...of("rule", rules), ...of("protocol", protocols), ...of("setting", settings), ...of("code set", codeSets)];
}

/** `was` is absent of what is new, `now` of what is gone. */
export type VersionChange = { kind: VersionKind; id: string; was?: string; now?: string };

export function versionChanges(before: readonly Version[], now: readonly Version[]): VersionChange[] {
  const key = ({ kind, id }: Version) => `${kind} ${id}`;
  const had = new Map(before.map((version) => [key(version), version]));
  const has = new Set(now.map(key));
  const changed = now.filter((version) => had.get(key(version))?.version !== version.version);
  return [
    ...changed.map((one) => ({ kind: one.kind, id: one.id, was: had.get(key(one))?.version, now: one.version })),
    ...before.filter((one) => !has.has(key(one))).map(({ kind, id, version }) => ({ kind, id, was: version })),
  ];
}

// ── Movement ──────────────────────────────────────────────────────────────────────────────────────────────

/** Sum of weights of those who went from one band to another; "none": not on the list. */
export type Moved = { was: string; became: string; weighted: number };
export type Flow = { was: string; became: string; people: Published; direction: Direction };
export type Direction = "stayed" | "higher" | "lower" | "joined" | "left";

/** `bands` from the highest need to the lowest. */
export function flowsOf(moved: readonly Moved[], bands: readonly string[]): Flow[] {
  const place = (band: string) => (band === "none" ? bands.length : bands.indexOf(band));
  return [...moved]
    .sort((a, b) => place(a.was) - place(b.was) || place(a.became) - place(b.became))
    .filter(({ was, became }) => was !== "none" || became !== "none")
    .map(({ was, became, weighted }) => ({
      was,
      became,
      people: publish(weighted),
      direction: directionOf(was, became, bands),
    }));
}

function directionOf(was: string, became: string, bands: readonly string[]): Direction {
  if (was === became) return "stayed";
  if (was === "none") return "joined";
  if (became === "none") return "left";
  return bands.indexOf(became) < bands.indexOf(was) ? "higher" : "lower";
}

export type InAndOut = { band: string; before: Published; cameIn: Published; wentOut: Published; now: Published };

/** Each from its own sum of weights, so that no part is told by the others. */
export function insAndOuts(moved: readonly Moved[], bands: readonly string[]): InAndOut[] {
  const sum = (those: (one: Moved) => boolean) =>
    publish(moved.filter(those).reduce((total, { weighted }) => total + weighted, 0));
  return bands.map((band) => ({
    band,
    before: sum(({ was }) => was === band),
    cameIn: sum(({ was, became }) => became === band && was !== band),
    wentOut: sum(({ was, became }) => was === band && became !== band),
    now: sum(({ became }) => became === band),
  }));
}

/** Bands of the frailty index, from the highest need. */
export const INDEX_BANDS = ["severe", "moderate", "mild", "fit"] as const;

// ── What a run found ──────────────────────────────────────────────────────────────────────────────────────

/** From that age on; the last that is reached. */
export const AGE_BANDS = [0, 18, 40, 65, 75, 85, 95] as const;

export function ageBandInWords(from: number): string {
  const next = AGE_BANDS.find((age) => age > from);
  return next === undefined ? `${from} and over` : `${from} to ${next - 1}`;
}

/** In the order in which they are drawn: what is open first. */
export const GAP_STATES = [
  "overdue",
  "due",
  "out of target",
  "done",
  "excused",
  "cannot tell",
] as const satisfies GapState[];

/** Sums of weights, as a run stores them when it is put in force. Keys that nobody has are absent. */
export type Distributions = {
  people: number;
  segments: Record<string, number>;
  /** Segment → first age of the band, or "unknown". */
  ages: Record<string, Record<string, number>>;
  /** Deficits of the index → people; where something is missing "incomplete". Below 65 nobody is in it. */
  index: Record<string, number>;
  tiers: Record<string, number>;
  /** Process → state → people, of those for whom it is. */
  care: Record<string, Record<string, number>>;
};
