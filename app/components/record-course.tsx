/** The course of one test in the width of a table cell: d3 computes, React draws; the words say the finding. */
import { extent, line, scaleLinear, scaleTime } from "d3";
import { shortDate } from "../domain/dates";

const WIDTH = 160;
const HEIGHT = 36;
const EDGE = 4;

export function Course({ points, unit }: { points: readonly { on: Date; value: number }[]; unit: string | null }) {
  const first = points[0]!;
  const last = points.at(-1)!;
  const x = scaleTime([first.on, last.on], [EDGE, WIDTH - EDGE]);
  const [low, high] = extent(points, ({ value }) => value) as [number, number];
  const y = scaleLinear([low, high === low ? low + 1 : high], [HEIGHT - EDGE, EDGE]);
  const path = line<(typeof points)[number]>(
    ({ on }) => x(on),
    ({ value }) => y(value),
  )([...points]);
  const said = `${points.length} results: ${first.value} on ${shortDate(first.on)} to ${last.value} ${unit ?? ""} on ${shortDate(last.on)}, lowest ${low}, highest ${high}`;
  return (
    <span className="record-course">
      <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={said}>
        <path d={path ?? ""} fill="none" stroke="#005eb8" strokeWidth={2} />
        {points.map(({ on, value }) => (
          <circle key={on.toISOString()} cx={x(on)} cy={y(value)} r={2.5} fill="#005eb8" />
        ))}
      </svg>
      <span className="confer-muted">
        from {first.value} in {first.on.getUTCFullYear()}, {low} to {high}
      </span>
    </span>
  );
}
