/** One cohort: whom it selects, who came and left, and every version of its rule. */
import { Form, Link } from "@remix-run/react";
import type { CohortCourse } from "../domain/cohort-course";
import { dateInWords, momentInWords } from "../domain/dates";
import { CountsInWords } from "./cohort-builder";
import { CohortCourseChart } from "./cohort-course";

export type CohortView = {
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
  versions: readonly { version: number; words: string; reason: string; byName: string; at: Date }[];
  course: CohortCourse;
  today: string;
};

export function CohortPage({ view }: { view: CohortView }) {
  const { id, name, own, words, closedAt, counts, off, versions } = view;
  return (
    <>
      <h1 className="nhsuk-heading-l cohort-title">{name}</h1>
      <p className="cohort-sentence">{words}</p>
      <p className="confer-muted">{belongsTo(view)}</p>
      {closedAt && (
        <div className="nhsuk-inset-text">
          <p>Closed {dateInWords(closedAt)}: nobody is in it since.</p>
        </div>
      )}
      {counts ? (
        <CountsInWords counts={counts} />
      ) : (
        !closedAt && <p>{off ? `${off}.` : "Nobody has been stratified yet, so nobody is counted."}</p>
      )}
      {!closedAt && (
        <p className="cohort-acts">
          <Link className="nhsuk-button nhsuk-button--small" to={`/registry?cohort=${id}`}>
            Open its people
          </Link>
          <Link className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" to={`/equity?of=cohort:${id}`}>
            Equity
          </Link>
          {own && (
            <Link className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" to={`/cohorts/${id}/edit`}>
              Change the rule
            </Link>
          )}
        </p>
      )}
      <h2 className="nhsuk-heading-m">In and out over time</h2>
      <CohortCourseChart course={view.course} today={view.today} />
      <h2 className="nhsuk-heading-m">Versions</h2>
      <ol className="confer-plain-list cohort-versions">
        {versions.map((version) => (
          <li key={version.version}>
            <strong>Version {version.version}</strong>, {version.byName}, {momentInWords(version.at)}: {version.reason}
            <div>{version.words}</div>
          </li>
        ))}
      </ol>
      {own && !closedAt && <Close name={name} />}
      <p>
        <Link to="/cohorts">All cohorts</Link>
      </p>
    </>
  );
}

function belongsTo({ builtIn, organisation, own }: CohortView): string {
  if (builtIn) return "Built in: everybody has it, and its ages are settings.";
  return own ? `Of your organisation, ${organisation}.` : `Of ${organisation}; only its staff change it.`;
}

function Close({ name }: { name: string }) {
  return (
    <details className="registry-details cohort-close">
      <summary>Close this cohort</summary>
      <p>
        Everybody in it leaves it now. Its versions and its course stay readable. A closed cohort is not opened again.
      </p>
      <Form method="post">
        <button
          type="submit"
          name="do"
          value="close"
          className="nhsuk-button nhsuk-button--warning nhsuk-button--small"
        >
          Close “{name}”
        </button>
      </Form>
    </details>
  );
}
