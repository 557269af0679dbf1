/** All cohorts that the viewer may use: whom each selects, how many that is here. */
import { Link } from "@remix-run/react";
import { inNumbers } from "../domain/registry-filter";

export type CohortLineView = {
  id: string;
  name: string;
  organisation: string | null;
  builtIn: boolean;
  own: boolean;
  words: string;
  closedAt: Date | null;
  counts: { matching: number; unknown: number; total: number } | undefined;
  /** What it asks for that is off, in words: then nobody is counted. */
  off: string | undefined;
};

export function CohortList({ cohorts }: { cohorts: readonly CohortLineView[] }) {
  const open = cohorts.filter(({ closedAt }) => !closedAt);
  const closed = cohorts.filter(({ closedAt }) => closedAt);
  return (
    <>
      <h1 className="nhsuk-heading-l">Cohorts</h1>
      <p>
        A cohort is a rule, not a list: people come and go as their records change. You see and count those in your
        scope.
      </p>
      <p>
        <Link className="nhsuk-button nhsuk-button--small" to="/cohorts/new">
          Make a cohort
        </Link>
      </p>
      <table className="registry-table cohort-table">
        <caption className="confer-visually-hidden">Cohorts that you can use</caption>
        <thead>
          <tr>
            {["Cohort", "Whom it selects", "In it", "Cannot be told", "Whose"].map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {open.map((cohort) => (
            <Row key={cohort.id} cohort={cohort} />
          ))}
        </tbody>
      </table>
      {open.length === 0 && <p>None yet. Those built in appear after the first stratification.</p>}
      {closed.length > 0 && (
        <details className="registry-details">
          <summary>Closed cohorts ({closed.length})</summary>
          <ul className="nhsuk-list">
            {closed.map(({ id, name }) => (
              <li key={id}>
                <Link to={`/cohorts/${id}`}>{name}</Link>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Row({ cohort: { id, name, words, counts, off, builtIn, own, organisation } }: { cohort: CohortLineView }) {
  return (
    <tr>
      <td data-column="name">
        <Link to={`/cohorts/${id}`}>{name}</Link>
      </td>
      <td data-heading="Whom it selects">{words}</td>
      <td data-heading="In it">
        {counts ? (
          <Link to={`/registry?cohort=${id}`}>
            {inNumbers(counts.matching)}
            <span className="confer-visually-hidden"> people of {name}</span>
          </Link>
        ) : (
          `not counted${off ? `: ${off}` : ""}`
        )}
      </td>
      <td data-heading="Cannot be told">{counts ? inNumbers(counts.unknown) : "not counted"}</td>
      <td data-heading="Whose">{builtIn ? "built in" : own ? "your organisation" : organisation}</td>
    </tr>
  );
}
