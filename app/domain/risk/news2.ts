/**
 * National Early Warning Score 2: acute illness from seven observations of one moment.
 * Royal College of Physicians, London 2017, Chart 1. Reproduced by the RCP's leave, which asks to be acknowledged and
 * claims no copyright restriction; its charts are shown in colour and unmodified or not at all. Range 0 to 20.
 * Not for under 16 and not in pregnancy: there it is not scored, rather than scored wrongly.
 *
 * Scale 2 for oxygen saturation is a clinician's recorded decision for one person (target 88-92 % in hypercapnic
 * failure); no code and no diagnosis stands for it. A person's usual score is shown beside, never subtracted.
 * A reading finer than the chart is rounded to it, as it would be charted; one exactly between two steps goes to the
 * step that scores more [P: the chart says nothing of either]. Nothing is marked as modifiable: these are
 * observations, not circumstances.
 */
import type { Answer, Reason } from "../answer";
import { sumPoints } from "./weighted-terms";

export const NEWS2_VERSION = "news2 2017/2";

export type Consciousness = "alert" | "new confusion" | "voice" | "pain" | "unresponsive";

/** What is undefined was not observed. */
export type Observations = {
  /** Breaths a minute. */
  respiratoryRate: number | undefined;
  /** Oxygen saturation, %. */
  spo2: number | undefined;
  /** 2 only by a clinician's recorded decision for this person. */
  spo2Scale: 1 | 2;
  oxygen: "air" | "oxygen" | undefined;
  /** mmHg. */
  systolic: number | undefined;
  /** Beats a minute. */
  pulse: number | undefined;
  consciousness: Consciousness | undefined;
  /** °C. */
  temperature: number | undefined;
  /** Whole years. */
  age: number | undefined;
  pregnant: boolean | undefined;
};

export type News2Category = "low" | "low-medium" | "medium" | "high";
/** The instrument is not made for this person: no number, no band, no floor. */
export type NotScored = { notScored: string; version: string };

export const NEWS2_FROM_AGE = 16;

export function scoreNews2(observed: Observations): Answer<News2Category> | NotScored {
  const version = NEWS2_VERSION;
  if (observed.age !== undefined && observed.age < NEWS2_FROM_AGE)
    return { notScored: `NEWS2 is not for people under ${NEWS2_FROM_AGE}`, version };
  if (observed.pregnant) return { notScored: "NEWS2 is not for use in pregnancy", version };

  const because: Reason[] = [];
  const missing: string[] = [];
  for (const read of READINGS) {
    const found = read(observed);
    if ("missing" in found) missing.push(found.missing);
    else because.push(found);
  }
  const value = sumPoints(because);
  const caveats = observed.age === undefined ? [`not for under ${NEWS2_FROM_AGE}: the age is not known`] : undefined;
  const common = { because, version, ...(caveats && { caveats }) };
  return missing.length
    ? { known: false, atLeast: value, missing, ...common }
    : { known: true, value, category: news2Category(value, because), ...common };
}

function news2Category(total: number, because: readonly Reason[]): News2Category {
  if (total >= 7) return "high";
  if (total >= 5) return "medium";
  return because.some(({ points }) => points === 3) ? "low-medium" : "low";
}

/** In words, that a total received with the observations is not what the chart gives; undefined when it may be right. */
export function differsFromReceived(answer: Answer<News2Category>, received: number): string | undefined {
  if (answer.known)
    return received === answer.value ? undefined : `received ${received}, the chart gives ${answer.value}`;
  if (received >= answer.atLeast) return undefined;
  return `received ${received}, what was observed gives at least ${answer.atLeast}`;
}

type Measured = "respiratoryRate" | "spo2" | "systolic" | "pulse" | "temperature";
/** Highest first: the first row that the reading reaches gives the points. */
type Rows = readonly (readonly [from: number, points: number])[];

/** A reading outside cannot be of a living person and counts as not observed. [P] by Confer; the RCP gives no limits. */
const POSSIBLE = {
  respiratoryRate: [0, 120],
  spo2: [0, 100],
  systolic: [0, 350],
  pulse: [0, 350],
  temperature: [20, 46],
} as const;

/** `decimals`: as finely as the chart is drawn. */
export const NEWS2_MEASURED = {
  respiratoryRate: { term: "Respiratory rate", unit: "/min", decimals: 0, possible: POSSIBLE.respiratoryRate },
  spo2: { term: "SpO2", unit: " %", decimals: 0, possible: POSSIBLE.spo2 },
  systolic: { term: "Systolic blood pressure", unit: " mmHg", decimals: 0, possible: POSSIBLE.systolic },
  pulse: { term: "Pulse", unit: "/min", decimals: 0, possible: POSSIBLE.pulse },
  temperature: { term: "Temperature", unit: " °C", decimals: 1, possible: POSSIBLE.temperature },
} as const satisfies Record<
  Measured,
  { term: string; unit: string; decimals: 0 | 1; possible: readonly [number, number] }
>;

const LOWEST = Number.NEGATIVE_INFINITY;

const RESPIRATORY_RATE: Rows = [
  [25, 3],
  [21, 2],
  [12, 0],
  [9, 1],
  [LOWEST, 3],
];
const SPO2_SCALE_1: Rows = [
  [96, 0],
  [94, 1],
  [92, 2],
  [LOWEST, 3],
];
const SPO2_SCALE_2_ON_OXYGEN: Rows = [
  [97, 3],
  [95, 2],
  [93, 1],
  [88, 0],
  [86, 1],
  [84, 2],
  [LOWEST, 3],
];
const SPO2_SCALE_2_ON_AIR = SPO2_SCALE_2_ON_OXYGEN.slice(3);
const SYSTOLIC: Rows = [
  [220, 3],
  [111, 0],
  [101, 1],
  [91, 2],
  [LOWEST, 3],
];
const PULSE: Rows = [
  [131, 3],
  [111, 2],
  [91, 1],
  [51, 0],
  [41, 1],
  [LOWEST, 3],
];
const TEMPERATURE: Rows = [
  [39.1, 2],
  [38.1, 1],
  [36.1, 0],
  [35.1, 1],
  [LOWEST, 3],
];

type Read = (observed: Observations) => Reason | { missing: string };

const READINGS: readonly Read[] = [
  (observed) => measured("respiratoryRate", observed, RESPIRATORY_RATE),
  saturation,
  ({ oxygen }) =>
    oxygen === undefined
      ? { missing: "Air or oxygen" }
      : { term: "Air or oxygen", points: oxygen === "oxygen" ? 2 : 0, evidence: oxygen },
  (observed) => measured("systolic", observed, SYSTOLIC),
  (observed) => measured("pulse", observed, PULSE),
  ({ consciousness }) =>
    consciousness === undefined
      ? { missing: "Consciousness" }
      : { term: "Consciousness", points: consciousness === "alert" ? 0 : 3, evidence: consciousness },
  (observed) => measured("temperature", observed, TEMPERATURE),
];

function measured(id: Measured, observed: Observations, rows: Rows): Reason | { missing: string } {
  const { term, unit, decimals, possible } = NEWS2_MEASURED[id];
  const reading = observed[id];
  if (reading === undefined) return { missing: term };
  const isPossible = reading >= possible[0] && reading <= possible[1];
  if (!isPossible) return { missing: `${term} (${reading}${unit} cannot be)` };
  const points = Math.max(...asCharted(reading, decimals).map((charted) => rows.find(([from]) => charted >= from)![1]));
  return { term, points, evidence: `${reading}${unit}` };
}

/** The nearest step of the chart; both, when the reading stands in the middle. 38.05 × 10 is 380.49999999999994. */
function asCharted(reading: number, decimals: 0 | 1): number[] {
  const step = 10 ** decimals;
  const scaled = reading * step;
  const below = Math.floor(scaled);
  const isMiddle = Math.abs(scaled - below - 0.5) < 1e-9;
  return (isMiddle ? [below, below + 1] : [Math.round(scaled)]).map((steps) => steps / step);
}

/** On scale 2, 93 % and over means something only beside air or oxygen: without it the floor is that of air. */
function saturation(observed: Observations): Reason | { missing: string } {
  const { spo2Scale, oxygen } = observed;
  if (spo2Scale === 1) return named(measured("spo2", observed, SPO2_SCALE_1), "scale 1");
  return named(
    measured("spo2", observed, oxygen === "oxygen" ? SPO2_SCALE_2_ON_OXYGEN : SPO2_SCALE_2_ON_AIR),
    "scale 2",
  );
}

const named = (found: Reason | { missing: string }, scale: string) =>
  "missing" in found ? found : { ...found, evidence: `${found.evidence}, ${scale}` };
