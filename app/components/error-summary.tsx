import { useEffect, useRef } from "react";

export type FieldErrors = Readonly<Record<string, string>>;

/** The NHS error summary: on top of the page, in focus, each line a link to its field. Nothing when there is no error. */
export function ErrorSummary({ errors }: { errors: FieldErrors | undefined }) {
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors && Object.keys(errors).length) summary.current?.focus();
  }, [errors]);
  if (!errors || Object.keys(errors).length === 0) return null;
  return (
    <div className="nhsuk-error-summary" role="alert" aria-labelledby="error-summary-title" tabIndex={-1} ref={summary}>
      <h2 className="nhsuk-error-summary__title" id="error-summary-title">
        There is a problem
      </h2>
      <ul className="nhsuk-list nhsuk-error-summary__list">
        {Object.entries(errors).map(([field, message]) => (
          <li key={field}>
            <a href={`#${field}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Beside the field: the same words as in the summary. */
export function FieldError({ field, errors }: { field: string; errors: FieldErrors | undefined }) {
  const message = errors?.[field];
  if (!message) return null;
  return (
    <span className="nhsuk-error-message" id={`${field}-error`}>
      <span className="nhsuk-u-visually-hidden">Error:</span> {message}
    </span>
  );
}
