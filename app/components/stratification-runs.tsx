/** Runs of the stratification, the newest first: how far each came and what it found. */
import { Link } from "@remix-run/react";
import type { CalendarDate } from "../domain/calendar";
import { dateInWords, momentInWords } from "../domain/dates";
import { durationInWords, progressInWords, type RunState } from "../domain/run-history";
import { SEGMENTS, type Segment } from "../domain/segment";
import { aboutInWords, type Published, publishedInWords } from "../domain/small-counts";

export type RunLine = {
  id: string;
  asOf: CalendarDate;
  startedAt: Date;
  finishedAt: Date | null;
  startedBy: string;
  state: RunState;
  milliseconds?: number;
  speed?: number;
  counted: boolean;
  people: Published;
  done: number;
  total: number;
  segments?: Record<string, Published>;
};

/** Jobs of the system, by the name that the run carries. */
const STARTED_BY: Readonly<Record<string, string>> = {
  stratify: "npm run stratify, by hand or timer",
  borough: "npm run borough",
  bench: "npm run bench",
};
export const startedByWords = (name: string): string => STARTED_BY[name] ?? name;

const STATES: Record<RunState, string> = {
  "in force": "In force: pages show this run",
  complete: "Complete, replaced since",
  "going on": "Going on",
  stopped: "Stopped before its end: no page ever showed it",
};
export const stateWords = ({ state, done, total }: Pick<RunLine, "state" | "done" | "total">): string =>
  state === "going on" || state === "stopped" ? `${STATES[state]} (${progressInWords(done, total)})` : STATES[state];

export function RunsPage({ runs }: { runs: readonly RunLine[] }) {
  return (
    <>
      <h1 className="nhsuk-heading-l">Stratification</h1>
      <p>
        A run makes everybody's scores, segment and care due anew. Between runs, people whose record changed are done
        again one by one; counts here are those at the end of each run.
      </p>
      <HowCounted />
      {runs.length === 0 && <p>There is no run yet: nobody is stratified. It is started by “npm run stratify”.</p>}
      <ul className="confer-plain-list run-list">
        {runs.map((run) => (
          <li key={run.id} className="run-line">
            <h2 className="nhsuk-heading-s">
              <Link to={`/stratification/${run.id}`}>Run of {momentInWords(run.startedAt)}</Link>
            </h2>
            <p className={run.state === "stopped" ? "run-line__state run-late" : "run-line__state"}>
              {stateWords(run)}
            </p>
            <p className="confer-small">{factsOf(run)}</p>
            {run.segments && (
              <p className="confer-small">
                {(Object.keys(SEGMENTS) as Segment[])
                  .map((segment) => `${SEGMENTS[segment].split(":")[0]} ${publishedInWords(run.segments![segment])}`)
                  .join(" · ")}
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

export function factsOf({ asOf, startedBy, milliseconds, speed, counted, people, finishedAt }: RunLine): string {
  return [
    `As of ${dateInWords(asOf)}`,
    `started by ${startedByWords(startedBy)}`,
    finishedAt && milliseconds !== undefined && durationInWords(milliseconds),
    counted && `${aboutInWords(people)} people`,
    speed !== undefined && `about ${speed.toLocaleString("en-GB")} people a second`,
  ]
    .filter(Boolean)
    .join(" · ");
}

export const HowCounted = () => (
  <details className="confer-small run-details">
    <summary>How people are counted here</summary>
    <p>
      Counts are rounded to the nearest 5, and below 5 they are hidden, 0 included. Each person weighs a little more or
      less than one in every count, always the same, so that no subtraction tells of one person: parts add up to wholes
      only roughly, and a count of 1,000 may be some 14 off.
    </p>
  </details>
);
