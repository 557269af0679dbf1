/** Who moved from which band to which since the run before: a picture of those who moved, and everything as tables. */
import { area, curveBumpX } from "d3";
import type { Flow, InAndOut } from "../domain/run-history";
import { publishedInWords } from "../domain/small-counts";
import { type LaidBand, layOutFlows, type Ribbon } from "./flow-layout";
import { CountTable } from "./stratification-table";

export type BandWords = { name: string; short: string };
type Movement = { flows: readonly Flow[]; bands: readonly InAndOut[] };

/** Percent of the width: where the columns of names end and begin. */
const [FROM, TO] = [36, 64];

export function MovementPicture({
  id,
  movement,
  words,
  note,
}: {
  id: string;
  movement: Movement;
  /** From the highest need to the lowest, and "none" last. */
  words: Names;
  note: string;
}) {
  const moved = movement.flows.filter(({ direction }) => direction !== "stayed");
  const seen = moved.flatMap(({ people, ...flow }) => (people === undefined ? [] : [{ ...flow, people }]));
  return (
    <>
      {seen.length > 0 ? (
        <Picture flows={seen} words={words} />
      ) : (
        <p>
          {moved.length > 0
            ? "No group of five or more people moved from one to another, so nothing is drawn."
            : "Nobody moved."}
        </p>
      )}
      <p className="confer-small confer-muted">
        {note} Those who stayed are in the tables only. A flow of fewer than five people is not drawn.
      </p>
      <InsAndOuts id={id} bands={movement.bands} words={words} />
      <details className="confer-small run-details">
        <summary>Every flow as a table</summary>
        <FlowTable id={id} flows={movement.flows} words={words} />
      </details>
    </>
  );
}

function Picture({ flows, words }: { flows: readonly (Flow & { people: number })[]; words: Names }) {
  const { height, left, right, ribbons } = layOutFlows(flows, Object.keys(words));
  const directions = new Map(flows.map(({ was, became, direction }) => [`${was} ${became}`, direction]));
  return (
    <figure className="run-flow">
      <div className="run-flow__heads" aria-hidden="true">
        <span>Run before</span>
        <span>This run</span>
      </div>
      <svg width="100%" height={Math.ceil(height)} aria-hidden="true" focusable="false">
        <svg
          aria-hidden="true"
          x={`${FROM}%`}
          width={`${TO - FROM}%`}
          height={height}
          viewBox={`0 0 100 ${height}`}
          preserveAspectRatio="none"
        >
          {ribbons.map((ribbon) => (
            <path
              key={`${ribbon.was} ${ribbon.became}`}
              d={shapeOf(ribbon)}
              className={`run-flow__${directions.get(`${ribbon.was} ${ribbon.became}`)}`}
            />
          ))}
        </svg>
        <Bands bands={left} at={FROM - 1} words={words} />
        <Bands bands={right} at={TO} words={words} />
      </svg>
      <figcaption className="confer-small run-keys">
        <Key of="higher" words="to higher need" />
        <Key of="lower" words="to lower need" />
        <Key of="joined" words="joined or left" />
      </figcaption>
    </figure>
  );
}

const Key = ({ of, words }: { of: string; words: string }) => (
  <span>
    <span className={`run-key run-key--${of}`} /> {words}
  </span>
);

type Names = Readonly<Record<string, BandWords>>;

/** A column of bands; names stand outside of the ribbons. */
function Bands({ bands, at, words }: { bands: readonly LaidBand[]; at: number; words: Names }) {
  const place = at < 50 ? ({ x: `${at - 1}%`, textAnchor: "end" } as const) : { x: `${at + 2}%` };
  return bands.map(({ band, people, top, height }) => (
    <g key={band}>
      <rect x={`${at}%`} y={top} width="1%" height={Math.max(height, 1)} className="run-flow__band" />
      <text {...place} y={top + height / 2 - 3} className="run-flow__name">
        {words[band]?.short ?? band}
      </text>
      <text {...place} y={top + height / 2 + 14} className="run-flow__count">
        {publishedInWords(people)}
      </text>
    </g>
  ));
}

const ribbonShape = area<[x: number, top: number, bottom: number]>()
  .x(([x]) => x)
  .y0(([, top]) => top)
  .y1(([, , bottom]) => bottom)
  .curve(curveBumpX);

const shapeOf = ({ from, to, thickness }: Ribbon): string =>
  ribbonShape([
    [0, from, from + thickness],
    [100, to, to + thickness],
  ]) ?? "";

function InsAndOuts({ id, bands, words }: { id: string; bands: readonly InAndOut[]; words: Names }) {
  return (
    <CountTable
      label={`In and out of each ${id}`}
      heads={[id === "segment" ? "Segment" : "Band", "Run before", "Came in", "Went out", "This run"]}
      rows={bands.map(({ band, before, cameIn, wentOut, now }) => ({
        key: band,
        name: words[band]?.name ?? band,
        counts: [before, cameIn, wentOut, now],
      }))}
    />
  );
}

const DIRECTIONS: Record<Flow["direction"], string> = {
  stayed: "stayed",
  higher: "to higher need",
  lower: "to lower need",
  joined: "joined",
  left: "left",
};

function FlowTable({ id, flows, words }: { id: string; flows: readonly Flow[]; words: Names }) {
  return (
    <CountTable
      label={`Every flow from ${id} to ${id}`}
      heads={["Run before", "This run", "People"]}
      rows={flows.map(({ was, became, people, direction }) => ({
        key: `${was} ${became}`,
        name: words[was]?.name ?? was,
        more: [`${words[became]?.name ?? became} (${DIRECTIONS[direction]})`],
        counts: [people],
      }))}
    />
  );
}
