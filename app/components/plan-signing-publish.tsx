/** Parts of the page that publishes: what goes out, what is still needed, what is signed again, and why. */
import { Form, Link } from "@remix-run/react";
import { TICK } from "../domain/plan-carried-over";
import { permissionFor, type SectionId, sectionOf } from "../domain/plan-sections";
import { holdersInWords } from "../domain/signer";
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

type NothingProps = {
  path: string;
  only: "emergency" | undefined;
  version: number;
  status: string;
  hasDraft: boolean;
};

/** All that the draft changes was changed by others too: that is not nothing, and no draft to throw away. */
export function SettleFirst({ path, count }: { path: string; count: number }) {
  return (
    <>
      <p>
        <Link to={`${path}/settle`}>Settle {count === 1 ? "this" : "these"} first</Link>:{" "}
        {count === 1 ? "one line of your draft was" : `${count} lines of your draft were`} changed by others meanwhile.
        Your words stay in your draft until you choose.
      </p>
      <p>
        <Link to={path}>Back to the plan</Link>
      </p>
    </>
  );
}

/** A press that changes nothing is not offered; what the author may have come for is. */
export function NothingToPublish({ path, only, version, status, hasDraft }: NothingProps) {
  return (
    <>
      <p>
        {only
          ? "Your draft changes nothing in the emergency part."
          : status === "live"
            ? `${hasDraft ? "Your draft changes nothing" : "You have no draft"}: version ${version} stands as it is, and crews see it.`
            : "Nothing is written yet: crews see no plan."}{" "}
        You can:
      </p>
      <ul>
        {only && (
          <li>
            <Link to={`${path}/publish`}>Review the whole draft</Link>
          </li>
        )}
        <li>
          <Link to={path}>{status === "live" ? "Say of single lines that they are still true" : "Write the plan"}</Link>
          {status === "live" && ", or edit them"}
        </li>
        {status === "live" && (
          <>
            <li>
              <Link to={`${path}/edit/agreement`}>Write down that it was agreed, and with whom</Link>
            </li>
            <li>
              <Link to={`${path}#copies`}>Record a copy that was given</Link>
            </li>
            <li>
              <Link to={`${path}/edit/review`}>Set the next review</Link>
            </li>
          </>
        )}
      </ul>
      {hasDraft && !only && (
        <Form method="post" className="plan-acts">
          <button type="submit" className="nhsuk-button nhsuk-button--secondary" name="intent" value="discard">
            Throw my empty draft away
          </button>
        </Form>
      )}
      <p>
        <Link to={path}>Back to the plan</Link>
      </p>
    </>
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
            {sectionOf(section).title}: {holdersInWords(permissionFor(section))} signs this
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
