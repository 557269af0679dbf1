/** Copies that were given out, and the form that tells of another. */
import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { COPY_FOR, COPY_FORMS } from "../domain/plan-life";
import { FieldError } from "./error-summary";

export type CopiesOut = { given: readonly { id: string; version: number; words: string }[] };
type Errors = Readonly<Record<string, string>> | undefined;
type CopiesProps = { copies: CopiesOut; version: number; today: string; formKey: string; errors: Errors };

export function PlanCopies({ copies: { given }, version, formKey, errors, today }: CopiesProps) {
  const ofThis = given.some((copy) => copy.version === version);
  return (
    <section aria-labelledby="copies">
      <h2 className="nhsuk-heading-xs" id="copies">
        Copies given
      </h2>
      {!ofThis && <p className="confer-small">Nobody has a copy of this version, as far as is recorded.</p>}
      {given.length > 0 && (
        <ul className="nhsuk-list nhsuk-list--bullet confer-small">
          {given.map((copy) => (
            <li key={copy.id}>
              {copy.words}
              {copy.version < version && <strong> (out of date)</strong>}
            </li>
          ))}
        </ul>
      )}
      <details className="nhsuk-details" open={Boolean(errors?.toWhom || errors?.name || errors?.form || errors?.on)}>
        <summary className="nhsuk-details__summary">
          <span className="nhsuk-details__summary-text">Record a copy of this version</span>
        </summary>
        <div className="nhsuk-details__text">
          <Form method="post">
            <input type="hidden" name="key" value={`${formKey} copy`} />
            <Choice name="toWhom" label="To whom" options={COPY_FOR} errors={errors} />
            <Field name="name" label="Name" hint="Not needed for the person" errors={errors}>
              <input className="nhsuk-input" id="name" name="name" maxLength={120} autoComplete="off" />
            </Field>
            <Choice name="form" label="Form" options={COPY_FORMS} errors={errors} />
            <Field name="language" label="Language" hint="When it is not English" errors={errors}>
              <input className="nhsuk-input" id="language" name="language" maxLength={60} autoComplete="off" />
            </Field>
            <Field name="on" label="Given on" errors={errors}>
              <input className="nhsuk-input" id="on" name="on" type="date" max={today} defaultValue={today} />
            </Field>
            <button className="nhsuk-button nhsuk-button--secondary" type="submit" name="intent" value="copy">
              Record copy
            </button>
          </Form>
        </div>
      </details>
    </section>
  );
}

type FieldProps = { name: string; label: string; hint?: string; errors: Errors; children: ReactNode };

function Field({ name, label, hint, errors, children }: FieldProps) {
  return (
    <div className={`nhsuk-form-group${errors?.[name] ? " nhsuk-form-group--error" : ""}`}>
      <label className="nhsuk-label" htmlFor={name}>
        {label}
        {hint && <span className="confer-small confer-muted"> ({hint.charAt(0).toLowerCase() + hint.slice(1)})</span>}
      </label>
      <FieldError field={name} errors={errors} />
      {children}
    </div>
  );
}

type ChoiceProps = { name: string; label: string; options: Readonly<Record<string, string>>; errors: Errors };

function Choice({ name, label, options, errors }: ChoiceProps) {
  return (
    <Field name={name} label={label} errors={errors}>
      <select className="nhsuk-select" id={name} name={name} defaultValue="">
        <option value="">Choose</option>
        {Object.entries(options).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </Field>
  );
}
