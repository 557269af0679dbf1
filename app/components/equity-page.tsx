/** Equity: how a cohort or a care gap falls on groups of people. Each heading is the finding; below it bars and a table. */
import { Form } from "@remix-run/react";
import { dateInWords } from "../domain/dates";
import { DIMENSIONS, type EquityAnswer, type EquityTable, findingOf, percent } from "../domain/equity";
import { gapGroupsOn } from "../domain/rules-off";
import { aboutInWords, publishedInWords } from "../domain/small-counts";
import { EquityBars } from "./equity-bars";

export type EquityView = {
  choices: { cohorts: readonly { id: string; name: string }[]; gaps: boolean; off: readonly string[] };
  everybody: boolean;
  organisation: string;
  asOf: Date | undefined;
  answer: EquityAnswer | undefined;
  /** Something was asked that is not there to be asked. */
  refused: boolean;
  /** In words, where what was asked is a rule that is off. */
  off: string | undefined;
};

export function EquityPage({ view }: { view: EquityView }) {
  const { answer, asOf, refused, off } = view;
  return (
    <>
      <h1 className="nhsuk-heading-l equity-title">{answer ? titleOf(view) : "Equity"}</h1>
      {!answer && <p>Who gets care and who does not: choose a cohort or a care gap, and see it by group.</p>}
      {off && (
        <p>
          <strong>{off}.</strong> Nothing was counted.
        </p>
      )}
      {refused && !off && (
        <p>
          <strong>That cohort or care gap cannot be chosen here.</strong> Nothing was counted.
        </p>
      )}
      {!asOf && <p>Nobody has been stratified yet, so there is nothing to count.</p>}
      <Question view={view} />
      {answer && <Answer view={view} answer={answer} />}
    </>
  );
}

/** "Foot check, due or overdue: 41% of those for whom it is (people on the diabetes register)" */
function titleOf({ answer }: EquityView): string {
  const { what, amongWords, all, whom } = answer!;
  const named = answer!.among === "everybody" ? "everybody" : `“${amongWords}”`;
  const among = `of ${whom === "only" ? uncapital(amongWords) : named}`;
  return all.rate === undefined
    ? `${what}, ${among}: too few people to show`
    : `${what}: ${percent(all.rate)} ${among}`;
}

function Question({ view: { choices, answer } }: { view: EquityView }) {
  return (
    <Form
      method="get"
      action="/equity"
      className="equity-question confer-no-print"
      key={`${answer?.of} ${answer?.among} ${answer?.whom}`}
    >
      <div className="registry-field">
        <label htmlFor="of">What</label>
        <select className="nhsuk-select" id="of" name="of" defaultValue={answer?.of ?? ""}>
          <option value="">Choose</option>
          <optgroup label="Cohorts">
            {choices.cohorts.map(({ id, name }) => (
              <option key={id} value={`cohort:${id}`}>
                {name}
              </option>
            ))}
          </optgroup>
          {choices.gaps &&
            gapGroupsOn(choices.off).map(({ name, any, choices: processes }) => (
              <optgroup key={any} label={`Care due: ${name.toLowerCase()}`}>
                {Object.entries(processes).map(([id, words]) => (
                  <option key={id} value={`gap:${id}`}>
                    {words}
                  </option>
                ))}
              </optgroup>
            ))}
        </select>
      </div>
      <div className="registry-field">
        <label htmlFor="among">Among</label>
        <select className="nhsuk-select" id="among" name="among" defaultValue={answer?.among ?? ""}>
          <option value="">Whom it is usually for</option>
          <option value="everybody">Everybody</option>
          {choices.cohorts.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </div>
      {choices.gaps && (
        <label className="registry-box equity-only">
          <input type="checkbox" name="only" value="yes" defaultChecked={answer?.whom === "only"} /> Only those for whom
          the care is
        </label>
      )}
      <button type="submit" className="nhsuk-button nhsuk-button--small">
        Show
      </button>
    </Form>
  );
}

function Answer({ view, answer }: { view: EquityView; answer: NonNullable<EquityView["answer"]> }) {
  const { all, tables, among, whom } = answer;
  const query = new URLSearchParams({ of: answer.of, among, ...(whom === "only" && { only: "yes" }) });
  return (
    <>
      <p>
        {capital(aboutInWords(all.numerator))} of {aboutInWords(all.denominator)} people
        {all.unknown === undefined ? "" : `; of ${aboutInWords(all.unknown)} more it cannot be told`}.{" "}
        {view.everybody ? "Everybody registered here" : `People in the scope of ${view.organisation}`}
        {view.asOf && `, as of ${dateInWords(view.asOf)}`}. Not adjusted for age.{" "}
        <a href={`/equity.csv?${query}`} download>
          Download as CSV
        </a>
      </p>
      {WHOM_WORDS[whom] && <p>{WHOM_WORDS[whom]}</p>}
      <Method />
      <div className="equity-tables">
        {tables
          // One practice by itself is compared with nothing.
          .filter(({ rows }) => rows.length > 1)
          .map((table) => (
            <Dimension key={table.dimension} table={table} overall={all.rate} />
          ))}
      </div>
    </>
  );
}

/** Who is in the denominator of a gap, so that nobody takes one for the other. */
const WHOM_WORDS: Readonly<Record<EquityAnswer["whom"], string | undefined>> = {
  only: "Whoever is excused counts among them, as not due.",
  "could be told": "All of these people are counted, also those for whom the care is not.",
  "cannot be told":
    "For whom this care is cannot be told from the lists: all of these people are counted, also those for whom it is not.",
  "of a cohort": undefined,
};

const capital = (words: string) => words[0]!.toUpperCase() + words.slice(1);
const uncapital = (words: string) => words[0]!.toLowerCase() + words.slice(1);

function Method() {
  return (
    <details className="registry-details confer-small equity-method">
      <summary>Why these counts are rounded, and how</summary>
      <p>
        Counts under 5 are hidden, none as well; all others are rounded to the nearest 5, and rates come from rounded
        counts. Before that each person counts once, twice or not at all, by a lot that never changes (once for 8 in
        10), so that no counts set against each other give back how few somebody is among. Counts of 100 are thus off by
        about 4, of 1,000 by about 14. The thin lines show where a rate lies in 19 of 20 cases; a heading speaks of a
        difference only where two of them do not touch. The broken line is the rate of all.
      </p>
    </details>
  );
}

function Dimension({ table, overall }: { table: EquityTable; overall: number | undefined }) {
  const { dimension, rows } = table;
  const { words } = findingOf(table);
  const said = `${DIMENSIONS[dimension].label}: ${rows.map(({ label, rate }) => `${label} ${rate === undefined ? "not shown" : percent(rate)}`).join(", ")}`;
  return (
    <section className="equity-dimension" aria-labelledby={`by-${dimension}`}>
      <p className="confer-muted confer-small equity-by">{DIMENSIONS[dimension].label}</p>
      <h2 className="nhsuk-heading-s" id={`by-${dimension}`}>
        {words}
      </h2>
      <EquityBars rows={rows} overall={overall} said={said} />
      <details className="registry-details confer-small">
        <summary>As a table</summary>
        <table className="registry-small-table">
          <caption className="confer-visually-hidden">{DIMENSIONS[dimension].label}</caption>
          <thead>
            <tr>
              {["Group", "Count", "Of", "Rate", "Cannot be told"].map((heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ group, label, numerator, denominator, rate, unknown }) => (
              <tr key={group}>
                <th scope="row">{label}</th>
                <td>{publishedInWords(numerator)}</td>
                <td>{publishedInWords(denominator)}</td>
                <td>{rate === undefined ? "not shown" : percent(rate)}</td>
                <td>{publishedInWords(unknown)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
