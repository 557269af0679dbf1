/** Rates of the groups of one dimension as bars, with the range in which each lies. d3 computes, React draws. */
import { scaleLinear } from "d3";
import type { EquityRow } from "../domain/equity";
import { percent } from "../domain/equity";

const WIDTH = 620;
const ROW = 30;
const LABEL = 210;
const SHARE = 70;

/** Groups without a rate keep their line, so that nobody is left out of the picture. */
export function EquityBars({
  rows,
  overall,
  said,
}: {
  rows: readonly EquityRow[];
  overall: number | undefined;
  said: string;
}) {
  const highest = Math.max(...rows.map(({ range }) => range?.to ?? 0), overall ?? 0, 0.01);
  const x = scaleLinear([0, highest], [LABEL, WIDTH - SHARE]).nice(4);
  const height = rows.length * ROW + 26;
  return (
    <svg className="equity-bars" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={said}>
      {x.ticks(4).map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={0} y2={height - 22} stroke="#d8dde0" />
          <text x={x(tick)} y={height - 6} textAnchor="middle" fontSize={12} fill="#425563">
            {percent(tick)}
          </text>
        </g>
      ))}
      {rows.map((row, i) => (
        <Bar key={row.group} row={row} y={i * ROW} x={x} />
      ))}
      {overall !== undefined && (
        <line
          x1={x(overall)}
          x2={x(overall)}
          y1={0}
          y2={height - 22}
          stroke="#212b32"
          strokeWidth={1.5}
          strokeDasharray="4 3"
        />
      )}
    </svg>
  );
}

function Bar({ row: { label, rate, range }, y, x }: { row: EquityRow; y: number; x: (rate: number) => number }) {
  const middle = y + ROW / 2;
  return (
    <g>
      <text x={LABEL - 8} y={middle + 4} textAnchor="end" fontSize={13} fill="#212b32">
        {label.length > 32 ? `${label.slice(0, 31)}…` : label}
      </text>
      {rate === undefined ? (
        <text x={LABEL + 4} y={middle + 4} fontSize={13} fill="#425563">
          not shown: too few
        </text>
      ) : (
        <>
          <rect x={LABEL} y={y + 6} width={Math.max(x(rate) - LABEL, 1)} height={ROW - 12} fill="#005eb8" />
          {range && (
            <path
              d={`M${x(range.from)},${middle}H${x(range.to)}M${x(range.from)},${middle - 4}v8M${x(range.to)},${middle - 4}v8`}
              stroke="#212b32"
              strokeWidth={1.5}
              fill="none"
            />
          )}
          <text x={WIDTH - 8} y={middle + 4} textAnchor="end" fontSize={13} fontWeight={600} fill="#212b32">
            {percent(rate)}
          </text>
        </>
      )}
    </g>
  );
}
