/** Beside the plan: where it stands, the draft, what publishing still needs, and the ways on. */
import { Form, Link } from "@remix-run/react";
import { agoInWords, momentInWords } from "../domain/dates";
import type { Lack } from "../domain/plan-readiness";

type RailProps = {
  personId: string;
  status: string;
  version: number;
  published: { publishedAt: Date; publishedByName: string; publishedByRole: string } | undefined;
  draft: { updatedAt: Date; conflicts: readonly unknown[] } | undefined;
  changes: readonly unknown[];
  lacking: readonly Lack[];
  mayEdit: boolean;
  /** Of care packages, waiting for an answer; absent where they are not the reader's business. */
  proposals: number | undefined;
  /** Versions and prints are open to the viewer. */
  whole: boolean;
  now: Date;
  /** For the withdrawal form. */
  formKey: string;
  reasonError: string | undefined;
};

export function PlanRail(props: RailProps) {
  const { personId, version, mayEdit, proposals, status, whole } = props;
  const path = `/people/${personId}/plan`;
  return (
    <aside className="plan-rail confer-no-print" aria-label="About this plan">
      {mayEdit && <DraftState {...props} path={path} />}
      {mayEdit && proposals !== undefined && (
        <p>
          <Link to={`/people/${personId}/packages`}>Care packages</Link>:{" "}
          {proposals === 0 ? "nothing waits" : proposals === 1 ? "1 proposal waits" : `${proposals} proposals wait`}
        </p>
      )}
      {mayEdit && <StillNeeded {...props} path={path} />}
      <ul className="nhsuk-list">
        {whole && (
          <>
            <li>
              <Link to={`${path}/history`}>History{version > 0 ? ` (${version})` : ""}</Link>
            </li>
            <li>
              <Link to={`${path}/print`}>Print</Link>
            </li>
          </>
        )}
        <li>
          <Link to={`/people/${personId}`}>Record</Link>
        </li>
      </ul>
      {mayEdit && status === "live" && <Withdraw {...props} />}
    </aside>
  );
}

export type Withdrawal = { at: Date; byName: string; reason: string | null };

/** The page's first line: does the plan stand, and who sees it? */
export function PlanStatus({
  status,
  version,
  published,
  withdrawn,
  now,
}: Pick<RailProps, "status" | "version" | "published" | "now"> & { withdrawn: Withdrawal | null | undefined }) {
  const by = published
    ? `version ${version}, published ${agoInWords(published.publishedAt, now)} by ${published.publishedByName}, ${published.publishedByRole}`
    : "";
  if (status === "live") return <p className="plan-status">Live: {by}. Crews see it now.</p>;
  if (status !== "withdrawn") return <p className="plan-status">Nothing is published: crews see no plan.</p>;
  return (
    <div className="nhsuk-warning-callout">
      <h3 className="nhsuk-warning-callout__label">Withdrawn</h3>
      <p>
        {withdrawn
          ? `Withdrawn ${momentInWords(withdrawn.at)} by ${withdrawn.byName}: ${withdrawn.reason ?? "no reason recorded"}.`
          : "When and by whom is not recorded."}
      </p>
      <p>What stands below was {by}, and does not stand any more. Crews are told so.</p>
    </div>
  );
}

function DraftState({ draft, changes, status, path, now }: RailProps & { path: string }) {
  if (!draft && status === "withdrawn")
    return (
      <p>
        <Link to={`${path}/publish`}>Review and publish again</Link>
      </p>
    );
  if (!draft) return <p>You have no draft. What you write is private until you publish it.</p>;
  const { length } = changes;
  return (
    <>
      <p>
        Your draft: {length} {length === 1 ? "change" : "changes"}, saved {momentInWords(draft.updatedAt)} (
        {agoInWords(draft.updatedAt, now)}). Nobody else sees it.
        {draft.conflicts.length > 0 && <strong> Others changed the same lines.</strong>}
      </p>
      <Link className="nhsuk-button" to={`${path}/publish`} role="button">
        Review and publish
      </Link>
    </>
  );
}

function StillNeeded({ lacking, path }: Pick<RailProps, "lacking"> & { path: string }) {
  if (!lacking.length) return null;
  return (
    <>
      <h2 className="nhsuk-heading-xs">Publishing still needs</h2>
      <ul className="nhsuk-list nhsuk-list--bullet confer-small">
        {lacking.map(({ section, unit, field, says }) => (
          <li key={`${unit} ${field}`}>
            <Link to={`${path}/edit/${section}`}>{says}</Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function Withdraw({ formKey, reasonError }: RailProps) {
  return (
    <details className="nhsuk-details" open={Boolean(reasonError)}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">Withdraw the plan</span>
      </summary>
      <div className="nhsuk-details__text">
        <Form method="post">
          <input type="hidden" name="key" value={`${formKey} withdraw`} />
          <div className={`nhsuk-form-group${reasonError ? " nhsuk-form-group--error" : ""}`}>
            <label className="nhsuk-label" htmlFor="reason">
              Why is it withdrawn?
            </label>
            {reasonError && <span className="nhsuk-error-message">{reasonError}</span>}
            <input className="nhsuk-input" id="reason" name="reason" maxLength={200} autoComplete="off" />
          </div>
          <button className="nhsuk-button nhsuk-button--warning" type="submit" name="intent" value="withdraw">
            Withdraw plan now
          </button>
        </Form>
      </div>
    </details>
  );
}
