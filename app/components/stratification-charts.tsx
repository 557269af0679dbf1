/** What a run found, drawn: ages by segment, deficits of the frailty index, tiers, care. Each with its table. */
import { max, scaleLinear, sum } from "d3";
import { AGE_BANDS, ageBandInWords, GAP_STATES } from "../domain/run-history";
import { SEGMENTS, type Segment } from "../domain/segment";
import { aboutInWords, type Published, publishedInWords, publishedRate } from "../domain/small-counts";
import { CountTable } from "./stratification-table";

const SEGMENT_IDS = Object.keys(SEGMENTS) as Segment[];
const AGES = [...AGE_BANDS.map(String), "unknown"];
const ageWords = (from: string) => (from === "unknown" ? "not known" : ageBandInWords(Number(from)));

/** A published count for drawing: hidden ones have no length, and the picture says so. */
const drawn = (people: Published) => people ?? 0;

type Ages = { ages: Record<string, Record<string, Published>>; totals: Record<string, Published> };

export function AgesBySegment({ ages, totals }: Ages) {
  const rows = AGES.map((from) => ({
    from,
    parts: SEGMENT_IDS.map((segment) => ({ segment, people: ages[segment]?.[from] })),
  })).filter(({ from, parts }) => from !== "unknown" || parts.some(({ people }) => people !== undefined));
  return (
    <>
      <p>Each bar is everybody of that age, by segment; segments of fewer than five people are not drawn.</p>
      <p className="confer-small run-keys">
        {SEGMENT_IDS.map((segment) => (
          <span key={segment}>
            <span className={`run-key run-key--${segment}`} /> {SEGMENTS[segment]}
          </span>
        ))}
      </p>
      <div className="run-bars" aria-hidden="true">
        {rows.map(({ from, parts }) => (
          <div key={from} className="run-bars__row">
            <span className="run-bars__name">{ageWords(from)}</span>
            <Stack parts={shares(parts)} />
            <span className="run-bars__count">{publishedInWords(totals[from])}</span>
          </div>
        ))}
      </div>
      <details className="confer-small run-details">
        <summary>As a table</summary>
        <CountTable
          label="People by age and segment"
          heads={["Age", ...SEGMENT_IDS.map((segment) => SEGMENTS[segment].split(":")[0]!)]}
          rows={rows.map(({ from, parts }) => ({
            key: from,
            name: ageWords(from),
            counts: parts.map(({ people }) => people),
          }))}
        />
      </details>
    </>
  );
}

/** Of those of one age whose counts are shown. */
function shares(parts: readonly { segment: Segment; people: Published }[]) {
  const all = sum(parts, ({ people }) => drawn(people));
  return parts.map(({ segment, people }) => ({ key: segment, width: all ? (drawn(people) * 100) / all : 0 }));
}

function Stack({ parts }: { parts: readonly { key: string; width: number }[] }) {
  let from = 0;
  return (
    <svg width="100%" height="22" aria-hidden="true" focusable="false">
      {parts.map(({ key, width }) => {
        const x = from;
        from += width;
        return (
          width > 0 && <rect key={key} x={`${x}%`} width={`${width}%`} height="22" className={`run-fill--${key}`} />
        );
      })}
    </svg>
  );
}

type Deficits = { deficits: number; band: string; people: Published };

const HEIGHT = 180;

/** Heights are people; the four bands stand under their columns, so that no colour has to be told from another. */
export function IndexHistogram({ index, incomplete }: { index: readonly Deficits[]; incomplete: Published }) {
  return (
    <>
      <svg width="100%" height={HEIGHT + 64} className="run-index" aria-hidden="true" focusable="false">
        <Columns index={index} />
        <line x1="0" x2="100%" y1={HEIGHT} y2={HEIGHT} className="run-index__line" />
        <BandNames index={index} />
      </svg>
      <p className="confer-small">
        Number of the 36 deficits, ages 65 and over. With something missing, so that the number is only a floor:{" "}
        {aboutInWords(incomplete)}; they are not in the columns. A column of fewer than five is not drawn.
      </p>
      <details className="confer-small run-details">
        <summary>As a table</summary>
        <CountTable
          label="People by number of deficits"
          heads={["Deficits", "Band", "People"]}
          rows={index.map(({ deficits, band, people }) => ({
            key: String(deficits),
            name: String(deficits),
            more: [band],
            counts: [people],
          }))}
        />
      </details>
    </>
  );
}

function Columns({ index }: { index: readonly Deficits[] }) {
  const step = 100 / index.length;
  const most = max(index, ({ people }) => people);
  if (!most) return null;
  const height = scaleLinear([0, most], [0, HEIGHT - 24]);
  return (
    <>
      {index.map(({ deficits, band, people }) => (
        <rect
          key={deficits}
          x={`${deficits * step + step * 0.08}%`}
          width={`${step * 0.84}%`}
          y={HEIGHT - height(drawn(people))}
          height={height(drawn(people))}
          className={`run-index--${band}`}
        />
      ))}
      <line x1="0" x2="100%" y1="24" y2="24" className="run-index__most" />
      <text x="100%" y="18" textAnchor="end" className="run-flow__count">
        {aboutInWords(most)} people
      </text>
    </>
  );
}

/** Names stand on two lines in turn: on a phone they are wider than their columns. */
function BandNames({ index }: { index: readonly Deficits[] }) {
  const step = 100 / index.length;
  return [...new Set(index.map(({ band }) => band))].map((name, place) => {
    const deficits = index.filter(({ band }) => band === name).map((one) => one.deficits);
    const from = deficits[0]! * step;
    return (
      <g key={name}>
        <line x1={`${from}%`} x2={`${from}%`} y1={HEIGHT} y2={HEIGHT + 56} className="run-index__line" />
        <text x={`${from + 0.6}%`} y={HEIGHT + 16} className="run-flow__count">
          {deficits[0]}–{deficits.at(-1)}
        </text>
        <text x={`${from + 0.6}%`} y={HEIGHT + (place % 2 ? 52 : 34)} className="run-flow__name">
          {name}
        </text>
      </g>
    );
  });
}

export const TIER_WORDS: Readonly<Record<string, string>> = {
  very_high: "Very high: the highest 0.5 %",
  high: "High: the next 4.5 %",
  moderate: "Moderate: the next 15 %",
  rest: "The rest",
};

/** Tiers are ranks: their shares are set, and differ only where many have the same need. */
export function Tiers({ tiers, lines }: { tiers: Record<string, Published>; lines?: Record<string, number> }) {
  return (
    <CountTable
      label="People by tier"
      heads={["Tier by rank", "Need from", "People"]}
      rows={Object.entries(TIER_WORDS).map(([tier, name]) => ({
        key: tier,
        name,
        more: [lines?.[tier] === undefined ? "–" : String(Math.round(lines[tier]! * 100) / 100)],
        counts: [tiers[tier]],
      }))}
    />
  );
}

export type Care = {
  id: string;
  name: string;
  protocol: string;
  states: Record<string, Published>;
  people: Published;
  open: Published;
};

export function CareDue({ care }: { care: readonly Care[] }) {
  const protocols = [...new Set(care.map(({ protocol }) => protocol))];
  return (
    <>
      {protocols.map((protocol) => (
        <section key={protocol}>
          <h3 className="nhsuk-heading-s">{protocol}</h3>
          <ul className="confer-plain-list run-care" aria-hidden="true">
            {care
              .filter((one) => one.protocol === protocol)
              .map((one) => (
                <CareBar key={one.id} care={one} />
              ))}
          </ul>
          <details className="confer-small run-details">
            <summary>As a table, by state</summary>
            <CountTable
              label={`${protocol}: people by process and state`}
              heads={["Process", "For whom it is", ...GAP_STATES]}
              rows={care
                .filter((one) => one.protocol === protocol)
                .map(({ id, name, people, states }) => ({
                  key: id,
                  name,
                  counts: [people, ...GAP_STATES.map((state) => states[state])],
                }))}
            />
          </details>
        </section>
      ))}
    </>
  );
}

function CareBar({ care: { name, states, people, open } }: { care: Care }) {
  const share = (state: string) => (publishedRate(states[state], people) ?? 0) * 100;
  return (
    <li>
      <span className="run-care__name">{name}</span>
      <Stack
        parts={GAP_STATES.map((state) => ({
          key: state.replaceAll(" ", "-"),
          width: people ? Math.min(100, share(state)) : 0,
        }))}
      />
      <span className="run-bars__count">
        {people === undefined ? aboutInWords(people) : `${aboutInWords(open)} open of ${aboutInWords(people)}`}
      </span>
    </li>
  );
}

export const CareKeys = () => (
  <p className="confer-small run-keys">
    {GAP_STATES.map((state) => (
      <span key={state}>
        <span className={`run-key run-key--${state.replaceAll(" ", "-")}`} /> {state}
      </span>
    ))}
  </p>
);
