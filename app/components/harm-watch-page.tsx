/** Harm watch: emergency contacts before and after listing, beside like people who were left out. d3 computes, React draws. */
import { Link } from "@remix-run/react";
import { type ScaleLinear, scaleLinear } from "d3";
import { addMonths } from "../domain/calendar";
import { dateInWords } from "../domain/dates";
import { findingInWords, per100Months, type ShownGroup, type ShownWatch } from "../domain/harm-watch";
import { inNumbers } from "../domain/registry-filter";
import { ListWarning } from "./proposal-warning";

export type HarmWatchView = {
  mdg: { id: string; name: string };
  asOf: string;
  /** Of the first proposal that was taken up. */
  since: string | undefined;
  watch: ShownWatch;
};

type Shown = Extract<ShownGroup, { before: object }>;
const isShown = (group: ShownGroup): group is Shown => "before" in group;

export function HarmWatchPage({ mdg, asOf, since, watch }: HarmWatchView) {
  const { pairs, windowMonths } = watch;
  const begins = since && beginsToAnswer(watch, since, asOf);
  return (
    <>
      <span className="nhsuk-caption-l">
        <Link to={`/mdgs/${mdg.id}`}>{mdg.name}</Link>
      </span>
      <h1 className="nhsuk-heading-l">Harm watch</h1>
      <p className="meeting-lead">{begins ? `Begins to answer in ${begins}.` : leadOf(watch)}</p>
      <ListWarning />
      {!since && <p>No proposal of this group was taken up yet: there is nothing to watch.</p>}
      {isShown(pairs.listed) && isShown(pairs.leftOut) && (
        <Picture
          listed={pairs.listed}
          leftOut={pairs.leftOut}
          title={findingInWords(watch)}
          windowMonths={windowMonths}
        />
      )}
      {begins && since && (
        <p>
          The first people were listed on {dateInWords(since)}; by then they have been followed for {windowMonths}{" "}
          months. Numbers come earlier if there are enough to be shown.
        </p>
      )}
      {since && !begins && <Numbers watch={watch} />}
      <HowToRead watch={watch} asOf={asOf} since={since} />
    </>
  );
}

/** "May 2027", when the first listed have the whole time after; undefined once there are numbers, or that day is past. */
function beginsToAnswer({ pairs, listed, windowMonths }: ShownWatch, since: string, asOf: string): string | undefined {
  const whole = addMonths(since, windowMonths);
  const shown = [pairs.listed, pairs.leftOut, listed].some(isShown);
  return shown || asOf >= whole ? undefined : dateInWords(whole).replace(/^\d+ /, "");
}

function leadOf(watch: ShownWatch): string {
  const { listed, leftOut } = watch.pairs;
  if (!isShown(listed) || !isShown(leftOut)) return `${findingInWords(watch)}.`;
  const of = ({ before, after }: Shown) => `from ${oneDecimal(rateOf(before))} to ${oneDecimal(rateOf(after))}`;
  return `Emergency contacts per 100 person-months went ${of(listed)} among the listed, and ${of(leftOut)} among like people who were left out.`;
}

const rateOf = (use: Shown["before"]) => per100Months(use) ?? 0;
const oneDecimal = (value: number) => value.toFixed(1);

const WIDTH = 560;
const HEIGHT = 260;
const [LEFT, RIGHT, TOP, BOTTOM] = [150, 380, 24, 210];

type PictureProps = { listed: Shown; leftOut: Shown; title: string; windowMonths: number };

/** Two lines from before to after, with their names at the end instead of a legend. */
function Picture({ listed, leftOut, title, windowMonths }: PictureProps) {
  const lines = [
    { name: "Listed", group: listed, colour: "#003087", dash: undefined },
    { name: "Like them, left out", group: leftOut, colour: "#425563", dash: "6 4" },
  ];
  const most = Math.max(...lines.flatMap(({ group }) => [rateOf(group.before), rateOf(group.after)]), 1);
  const y = scaleLinear([0, most], [BOTTOM, TOP]).nice(4);
  const ends = apart(lines.map(({ group }) => y(rateOf(group.after))));
  return (
    <figure className="harm-watch-picture">
      <figcaption className="nhsuk-heading-s">{title}</figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        width="100%"
        role="img"
        aria-label={`${title}. The numbers are in the table below.`}
      >
        <Axes y={y} windowMonths={windowMonths} />
        {lines.map(({ name, group, colour, dash }, index) => (
          <g key={name} stroke={colour} fill={colour}>
            <line
              x1={LEFT}
              x2={RIGHT}
              y1={y(rateOf(group.before))}
              y2={y(rateOf(group.after))}
              strokeWidth="3"
              strokeDasharray={dash}
            />
            <circle cx={LEFT} cy={y(rateOf(group.before))} r="5" />
            <circle cx={RIGHT} cy={y(rateOf(group.after))} r="5" />
            <text x={RIGHT + 12} y={ends[index]! + 5} fontSize="15" stroke="none">
              {name}: {oneDecimal(rateOf(group.after))}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}

function Axes({ y, windowMonths }: { y: ScaleLinear<number, number>; windowMonths: number }) {
  return (
    <g fontSize="15" fill="#212b32" textAnchor="middle">
      {y.ticks(4).map((tick) => (
        <g key={tick}>
          <line x1={LEFT} x2={RIGHT} y1={y(tick)} y2={y(tick)} stroke="#d8dde0" />
          <text x={LEFT - 10} y={y(tick) + 5} textAnchor="end" fontSize="14" fill="#425563">
            {tick}
          </text>
        </g>
      ))}
      <text x={LEFT} y={BOTTOM + 26}>
        {windowMonths} months before
      </text>
      <text x={RIGHT} y={BOTTOM + 26}>
        up to {windowMonths} months after
      </text>
      <text x={0} y={14} fontSize="14" fill="#425563" textAnchor="start">
        Contacts per 100 person-months
      </text>
    </g>
  );
}

/** Two labels at least a line apart, in the order of their values. */
function apart([a = 0, b = 0]: number[]): [number, number] {
  const lack = 20 - Math.abs(a - b);
  if (lack <= 0) return [a, b];
  return a <= b ? [a - lack / 2, b + lack / 2] : [a + lack / 2, b - lack / 2];
}

function Numbers({ watch: { pairs, listed } }: { watch: ShownWatch }) {
  const rows = [
    { name: "Listed, with somebody like them", group: pairs.listed },
    { name: "Like them, left out", group: pairs.leftOut },
    { name: "All listed", group: listed },
  ];
  return (
    <table className="nhsuk-table harm-watch-table">
      <caption className="nhsuk-table__caption nhsuk-table__caption--s">
        Emergency contacts per 100 person-months (contacts in person-months)
      </caption>
      <thead>
        <tr>
          <th scope="col">Group</th>
          <th scope="col">People</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.name} {...row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ name, group }: { name: string; group: ShownGroup }) {
  if (!isShown(group))
    return (
      <tr>
        <th scope="row">{name}</th>
        <td>{group.people === undefined ? "not shown" : inNumbers(group.people)}</td>
        <td colSpan={2}>Not shown: a count here, or one that could be reckoned from it, is under 5</td>
      </tr>
    );
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{inNumbers(group.people)}</td>
      <td>{rateInWords(group.before)}</td>
      <td>{rateInWords(group.after)}</td>
    </tr>
  );
}

const rateInWords = (use: Shown["before"]) =>
  `${oneDecimal(rateOf(use))} (${inNumbers(use.contacts)} in ${inNumbers(Math.round(use.months))})`;

function HowToRead({ watch, asOf, since }: { watch: ShownWatch; asOf: string; since: string | undefined }) {
  const { pairs, listed, windowMonths, comparison } = watch;
  return (
    <section className="proposal-foot">
      <h2 className="nhsuk-heading-m">How to read this</h2>
      {comparison && (
        <p>
          The change among the listed was {comparison.ratio.toFixed(2)} times the change among like people who were left
          out (95% interval {comparison.from.toFixed(2)} to {comparison.to.toFixed(2)}; 1 is no difference, above 1 is
          harm). The interval is too narrow where the same people come again and again.
        </p>
      )}
      {isShown(pairs.listed) && (
        <p>
          Somebody like them was left out for {inNumbers(pairs.listed.people)}{" "}
          {isShown(listed) ? `of ${inNumbers(listed.people)} listed people` : "listed people, which is not all of them"}
          : of the same proposal, the same segment and the same third of need.
        </p>
      )}
      <p>
        <strong>Contacts fall after listing even if nothing is done.</strong> People are put on a list when things go
        badly, and things that go badly mostly get better (regression to the mean). So a fall among the listed alone
        says nothing: look at the difference between the two lines. Those left out had a little less need, which the
        comparison cannot take away. It is a watch for harm, not a proof of benefit.
      </p>
      <p>
        Contacts are emergency admissions, emergency department attendances, 999 and 111 contacts; one service on one
        day is one contact. Before is {windowMonths} months up to the day of listing; after is as long, but ends today,
        at death, or when the person leaves the practice; so does the time that is counted. Who was listed later counts
        as left out until the day before. Listed is who was on a proposal that was taken up, whether or not the person
        was put on the agenda.
      </p>
      <p>
        {since ? `Proposals since ${dateInWords(since)}, as of ${dateInWords(asOf)}. ` : ""}Everybody whom the group
        listed counts, also people whom you may not see. Counts under 5 are not shown.
      </p>
    </section>
  );
}
