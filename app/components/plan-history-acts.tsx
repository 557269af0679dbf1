/** What can be done with one version: bring its words back into a draft, or say that it was entered in error. */
import { Form } from "@remix-run/react";
import { FieldError } from "./error-summary";

type ActsProps = { formKey: string; version: number; errors: Readonly<Record<string, string>> | undefined };

export function Restore({ formKey, version, errors }: ActsProps) {
  return (
    <Form method="post" id="restore">
      <input type="hidden" name="key" value={formKey} />
      <FieldError field="restore" errors={errors} />
      <p>
        Its words go into your draft as changes, and nothing is published yet. Emergency recommendations that come back
        are signed again, each by itself.
      </p>
      <button className="nhsuk-button nhsuk-button--secondary" type="submit" name="intent" value="restore">
        Put version {version} into my draft
      </button>
    </Form>
  );
}

export function MarkInError({ formKey, version, isNewest, errors }: ActsProps & { isNewest: boolean }) {
  const wrong = errors?.reason;
  return (
    <details className="nhsuk-details" open={Boolean(wrong)}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">This version was entered in error</span>
      </summary>
      <div className="nhsuk-details__text">
        <p>
          For a plan of the wrong person, or words that must never have stood here. What it holds is then shown to
          nobody; that it was an error, who said so and why stays in the history.
          {isNewest &&
            " The plan is withdrawn in the same moment, and the version before takes its place as the start for a new one: crews see “withdrawn” until a clinician signs again."}
        </p>
        <Form method="post">
          <input type="hidden" name="key" value={formKey} />
          <div className={`nhsuk-form-group${wrong ? " nhsuk-form-group--error" : ""}`}>
            <label className="nhsuk-label" htmlFor="reason">
              Why is it an error?
            </label>
            <FieldError field="reason" errors={errors} />
            <input
              className="nhsuk-input"
              id="reason"
              name="reason"
              maxLength={300}
              autoComplete="off"
              aria-describedby={wrong ? "reason-error" : undefined}
            />
          </div>
          <button className="nhsuk-button nhsuk-button--warning" type="submit" name="intent" value="mark">
            Mark version {version} as entered in error
          </button>
        </Form>
      </div>
    </details>
  );
}
