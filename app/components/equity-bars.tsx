/**
 * Rates of the groups of one dimension as bars, with the range in which each lies. d3 computes, React draws; words stand
 * beside the drawing, so that they keep their size on a narrow screen.
 */
import { scaleLinear } from "d3";
import { type EquityRow, percent } from "../domain/equity";

/** Of the drawing's own, stretched to the room that there is. */
const WIDTH = 1000;
const HEIGHT = 20;

/** Groups without a rate keep their line, so that nobody is left out of the picture. */
export function EquityBars({ rows, overall, said }: { rows: readonly EquityRow[]; overall?: number; said: string }) {
  const highest = Math.max(...rows.map(({ range }) => range?.to ?? 0), overall ?? 0, 0.01);
  const x = scaleLinear([0, highest], [0, WIDTH]);
  return (
    <div className="equity-bars" role="img" aria-label={said}>
      {rows.map((row) => (
        <div key={row.group} className="equity-bar">
          <span className="equity-bar__label">{row.label}</span>
          {row.rate === undefined ? (
            <span className="confer-muted">not shown: too few</span>
          ) : (
            <Bar row={row} rate={row.rate} overall={overall} x={x} />
          )}
          <strong className="equity-bar__rate">{row.rate !== undefined && percent(row.rate)}</strong>
        </div>
      ))}
    </div>
  );
}

type BarProps = { row: EquityRow; rate: number; overall: number | undefined; x: (rate: number) => number };

function Bar({ row: { range }, rate, overall, x }: BarProps) {
  const middle = HEIGHT / 2;
  const line = { stroke: "#212b32", strokeWidth: 1.5, fill: "none", vectorEffect: "non-scaling-stroke" } as const;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect width={WIDTH} height={HEIGHT} fill="#d8dde0" opacity={0.4} />
      <rect width={Math.max(x(rate), 2)} y={2} height={HEIGHT - 4} fill="#005eb8" />
      {range && (
        <>
          <path {...line} stroke="#fff" strokeWidth={4} d={`M${x(range.from)},${middle}H${x(range.to)}`} />
          <path {...line} d={`M${x(range.from)},${middle}H${x(range.to)}M${x(range.from)},5v10M${x(range.to)},5v10`} />
        </>
      )}
      {overall !== undefined && <path {...line} strokeDasharray="4 3" d={`M${x(overall)},0v${HEIGHT}`} />}
    </svg>
  );
}
