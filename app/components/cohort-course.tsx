/** Who came to a cohort and left it: the number of members as a line of steps, and the same as a table. */
import { curveStepAfter, line, max, scaleLinear, scaleTime } from "d3";
import { type CohortCourse, courseWithMembers } from "../domain/cohort-course";
import { dateInWords, shortDate } from "../domain/dates";
import { inNumbers } from "../domain/registry-filter";

const WIDTH = 560;
const HEIGHT = 150;
const EDGE = { top: 12, right: 12, bottom: 24, left: 48 };

export function CohortCourseChart({ course, today }: { course: CohortCourse; today: string }) {
  const points = courseWithMembers(course);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return <p>Who comes and who leaves is noted from now on, within minutes of a change.</p>;
  return (
    <>
      {points.length > 1 && <Steps points={[...points, { on: today, joined: 0, left: 0, members: last.members }]} />}
      {points.length === 1 && (
        <p>
          {inNumbers(first.members)} people since {dateInWords(first.on)}; nobody has come or gone since.
        </p>
      )}
      <details className="registry-details confer-small">
        <summary>In and out, as a table</summary>
        <table className="registry-small-table cohort-course-table">
          <caption className="confer-visually-hidden">Who came and left, by day, newest first</caption>
          <thead>
            <tr>
              {["Day", "Came", "Left", "In it at the end of the day"].map((heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...points].reverse().map(({ on, joined, left, members }) => (
              <tr key={on}>
                <th scope="row">{dateInWords(on)}</th>
                <td>{inNumbers(joined)}</td>
                <td>{inNumbers(left)}</td>
                <td>{inNumbers(members)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

type Point = { on: string; members: number; joined: number; left: number };

function Steps({ points }: { points: readonly Point[] }) {
  const day = ({ on }: { on: string }) => new Date(`${on}T00:00:00Z`);
  const [first, last] = [points[0]!, points.at(-1)!];
  const x = scaleTime([day(first), day(last)], [EDGE.left, WIDTH - EDGE.right]);
  const y = scaleLinear([0, max(points, ({ members }) => members) || 1], [HEIGHT - EDGE.bottom, EDGE.top]).nice(4);
  const path = line<Point>(
    (point) => x(day(point)),
    ({ members }) => y(members),
  ).curve(curveStepAfter)([...points]);
  const came = points.slice(1).reduce((sum, { joined }) => sum + joined, 0);
  const left = points.reduce((sum, one) => sum + one.left, 0);
  const said = `${inNumbers(first.members)} people on ${dateInWords(first.on)}; since then ${inNumbers(came)} came and ${inNumbers(left)} left: ${inNumbers(last.members)} now`;
  return (
    <figure className="cohort-course">
      <figcaption>{said}.</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" role="img" aria-label={said}>
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <line x1={EDGE.left} x2={WIDTH - EDGE.right} y1={y(tick)} y2={y(tick)} stroke="#d8dde0" />
            <text x={EDGE.left - 6} y={y(tick) + 4} textAnchor="end" fontSize={12} fill="#425563">
              {inNumbers(tick)}
            </text>
          </g>
        ))}
        <path d={path ?? ""} fill="none" stroke="#005eb8" strokeWidth={2.5} />
        <text x={EDGE.left} y={HEIGHT - 6} fontSize={12} fill="#425563">
          {shortDate(first.on)}
        </text>
        <text x={WIDTH - EDGE.right} y={HEIGHT - 6} textAnchor="end" fontSize={12} fill="#425563">
          {shortDate(last.on)}
        </text>
      </svg>
    </figure>
  );
}
