/** Parts of the page that publishes: what goes out, what is still needed, what is signed again, and why. */
import { Link } from "@remix-run/react";
import { TICK } from "../domain/plan-carried-over";
import { permissionFor, type SectionId, sectionOf } from "../domain/plan-sections";
import { FieldError, type FieldErrors } from "./error-summary";

type Errors = FieldErrors | undefined;

/** Fields of the agreement stand on the page itself; all others are mended where they are written. */
export const placeOf = (unit: string, field: string) =>
  unit === "agreement" ? field : field === TICK ? `sign-${unit}` : `needs ${unit} ${field}`;

type WhatGoesProps = { path: string; only: "emergency" | undefined; hasEmergencyPart: boolean; keeps: number };

/** The whole draft, or its emergency part alone: signed and complete, it waits for nothing else. */
export function WhatGoes({ path, only, hasEmergencyPart, keeps }: WhatGoesProps) {
  if (only)
    return (
      <div className="nhsuk-inset-text">
        <p>
          Only the emergency part is published.{" "}
          {keeps > 0 && `${keeps === 1 ? "1 other change stays" : `${keeps} other changes stay`} in your draft. `}
          <Link to={`${path}/publish`}>Publish the whole draft instead</Link>
        </p>
      </div>
    );
  if (!hasEmergencyPart) return null;
  return (
    <p>
      <Link to={`${path}/publish?only=emergency`}>Publish only the emergency part</Link>: what crews need first need not
      wait for the rest.
    </p>
  );
}

/** Drafting a section needs no permission of its own; signing it does. */
export function Unsigned({ path, sections }: { path: string; sections: readonly SectionId[] }) {
  return (
    <div className="nhsuk-inset-text" id="unsigned">
      <p>Your draft changes sections that you may not sign:</p>
      <ul>
        {sections.map((section) => (
          <li key={section}>
            {sectionOf(section).title}: needs “{permissionFor(section)}”
          </li>
        ))}
      </ul>
      <p>
        <Link to={`${path}/propose`}>Propose them for signing</Link>; the rest you can publish then.
      </p>
    </div>
  );
}

type Lacking = readonly { section: string; unit: string; field: string; says: string }[];

/** `standing`: what was missing before, blocks nobody, and becomes a task. */
export function Needs({ path, lacking, standing }: { path: string; lacking: Lacking; standing?: boolean }) {
  return (
    <div className="nhsuk-inset-text">
      <p>
        {standing
          ? "Also missing, from before or not yours to write. You can publish all the same; the practice is asked:"
          : "Before a crew may rely on it, the plan needs:"}
      </p>
      <ul>
        {lacking.map(({ section, unit, field, says }) => (
          <li key={`${unit} ${field}`} id={standing ? undefined : `needs ${unit} ${field}`}>
            <Link to={`${path}/edit/${section}`}>{says}</Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Each emergency section is signed by a tick of its own, never in bulk (safety rule 11). */
export function SignAgain({
  toSign,
  errors,
}: {
  toSign: readonly { section: SectionId; says: string }[];
  errors: Errors;
}) {
  return (
    <fieldset className="nhsuk-fieldset nhsuk-u-margin-bottom-5">
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">Sign each of these again</legend>
      <p>Read it above. Tick it only when it is decided now; otherwise edit it first.</p>
      <div className="nhsuk-checkboxes">
        {toSign.map(({ section, says }) => {
          const id = placeOf(section, TICK);
          return (
            <div key={section}>
              <FieldError field={id} errors={errors} />
              <div className="nhsuk-checkboxes__item">
                <input
                  className="nhsuk-checkboxes__input"
                  type="checkbox"
                  id={id}
                  name={`${TICK} ${section}`}
                  value="yes"
                  aria-describedby={`${id}-why${errors?.[id] ? ` ${id}-error` : ""}`}
                />
                <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={id}>
                  {sectionOf(section).title}: decided and signed by me now
                </label>
                <div className="nhsuk-hint nhsuk-checkboxes__hint" id={`${id}-why`}>
                  {says.replace(/^[^:]*: (\w)/, (_, letter: string) => letter.toUpperCase())}
                </div>
              </div>
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}

export function Reason({ errors }: { errors: Errors }) {
  const wrong = Boolean(errors?.reason);
  return (
    <div className={`nhsuk-form-group${wrong ? " nhsuk-form-group--error" : ""}`}>
      <label className="nhsuk-label" htmlFor="reason">
        Why do you publish?
      </label>
      <div className="nhsuk-hint" id="reason-hint">
        It stands in the history: for example “Review at home after the fall”.
      </div>
      <FieldError field="reason" errors={errors} />
      <input
        className={`nhsuk-input${wrong ? " nhsuk-input--error" : ""}`}
        id="reason"
        name="reason"
        maxLength={300}
        autoComplete="off"
        aria-describedby={`reason-hint${wrong ? " reason-error" : ""}`}
      />
    </div>
  );
}
