/**
 * Speed is a ratio against a named floor, both measured interleaved in one run (floor, subject, floor, subject, …):
 * machines drift by a third between runs, so an absolute time says nothing. Medians, at two sizes ten times apart.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";

/** Units of work a second at one size; bigger is better. */
export type Rate = { perSecond: number; extra?: Record<string, number | string> };
export type Contest = {
  floor: () => Promise<Rate>;
  subject: () => Promise<Rate>;
  /** What is measured once, after the rounds, given the seconds that the subject took. */
  besides?: (secondsOfSubject: number) => Promise<Record<string, number | string>>;
  close: () => Promise<void>;
};
export type Bench = {
  name: string;
  measures: string;
  floorIs: string;
  unit: string;
  /** What `size` counts. */
  sizeOf: string;
  /** The subject reaches at least this share of the floor's speed. */
  goal: number;
  size: number;
  /** Rounds at that size, where the usual five would take too long. */
  rounds?: (size: number) => number;
  /** Makes its own data of that size, and says so. */
  prepare: (size: number) => Promise<Contest>;
};

type Result = {
  size: number;
  floor: number;
  subject: number;
  ratio: number;
  rounds: number;
  extra: Record<string, number | string>;
};

export async function runBench(bench: Bench, size = bench.size, asked?: number): Promise<void> {
  console.log(`${bench.name}: ${bench.measures}\nfloor: ${bench.floorIs}`);
  const sizes = [Math.max(1, Math.round(size / 10)), size];
  const results: Result[] = [];
  for (const one of sizes) results.push(await contest(bench, one, asked ?? bench.rounds?.(one) ?? 5));
  const [small, large] = results as [Result, Result];
  // Time of one unit ~ size^exponent; 0 means that a unit costs the same however large the population is.
  const exponent = Math.log(small.subject / large.subject) / Math.log(large.size / small.size);
  const reached = large.ratio >= bench.goal;
  console.log(
    `growth: cost of one ${bench.unit} ~ size^${exponent.toFixed(2)} from ${figure(small.size)} to ${figure(large.size)} ${bench.sizeOf}`,
  );
  console.log(
    `goal: at least ${percent(bench.goal)} of the floor: ${reached ? "reached" : "NOT reached"} (${percent(large.ratio)})\n`,
  );
  keep(bench, {
    results,
    exponent,
    goal: bench.goal,
    reached,
    cores: cpus().length,
    node: process.version,
    at: new Date().toISOString(),
  });
}

async function contest(bench: Bench, size: number, rounds: number): Promise<Result> {
  const { floor, subject, besides, close } = await bench.prepare(size);
  try {
    await floor();
    await subject(); // the first of each warms caches and is not counted
    const floors: Rate[] = [];
    const subjects: Rate[] = [];
    for (let round = 0; round < rounds; round++) {
      floors.push(await floor());
      subjects.push(await subject());
    }
    const perSecond = median(subjects.map((rate) => rate.perSecond));
    const result = {
      size,
      rounds,
      floor: median(floors.map(({ perSecond }) => perSecond)),
      subject: perSecond,
      ratio: median(subjects.map(({ perSecond }, round) => perSecond / floors[round]!.perSecond)),
      extra: {
        ...prefixed("floor", floors.at(-1)),
        ...prefixed("subject", subjects.at(-1)),
        ...(await besides?.(size / perSecond)),
      },
    };
    console.log(
      `${figure(size)} ${bench.sizeOf}: ${percent(result.ratio)} of the floor (subject ${figure(result.subject)}, floor ${figure(result.floor)} ${bench.unit}s a second, ${rounds} rounds)` +
        Object.entries(result.extra)
          .map(([name, value]) => `; ${name} ${value}`)
          .join(""),
    );
    return result;
  } finally {
    await close();
  }
}

const prefixed = (who: string, rate: Rate | undefined) =>
  Object.fromEntries(Object.entries(rate?.extra ?? {}).map(([name, value]) => [`${who} ${name}`, value]));

/** Units a second of `work`, which does `units` of them. */
export async function timed(units: number, work: () => Promise<Rate["extra"]>): Promise<Rate> {
  const begin = process.hrtime.bigint();
  const extra = await work();
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  return { perSecond: units / seconds, ...(extra ? { extra } : {}) };
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const percent = (share: number) => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
const figure = (value: number) => value.toLocaleString("en-GB", { maximumFractionDigits: value < 100 ? 1 : 0 });

function keep(bench: Bench, result: object) {
  mkdirSync(".data/bench", { recursive: true });
  writeFileSync(
    `.data/bench/${bench.name}.json`,
    `${JSON.stringify({ bench: bench.name, floor: bench.floorIs, unit: bench.unit, ...result }, null, 2)}\n`,
  );
}
