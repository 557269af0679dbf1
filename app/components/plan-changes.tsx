/** Changes and conflicts of a plan, in words. */

import { unitOf, type Values } from "../domain/plan";
import type { Conflict } from "../domain/plan-changes";
import type { Writer } from "../domain/plan-edits";
import type { Field } from "../domain/plan-fields";
import { type ChangeInWords, unitInWords } from "../domain/plan-in-words";
import { fieldsOf } from "../domain/plan-sections";
import { Terms } from "./plan-sections";
import { writtenBy } from "./plan-unsaved";

export function PlanChanges({ changes }: { changes: readonly ChangeInWords[] }) {
  if (!changes.length) return <p>No changes.</p>;
  return (
    <ul className="confer-plain-list">
      {changes.map(({ unit, what, did, lines }) => (
        <li key={unit} className="plan-change">
          <strong>{what}</strong> {did}
          <ul className="confer-plain-list">
            {lines.map(({ label, before, after }) => (
              <li key={label}>
                {label}:{" "}
                {before && (
                  <>
                    <span className="confer-visually-hidden">was </span>
                    <del>{before}</del>{" "}
                  </>
                )}
                {after && (
                  <>
                    <span className="confer-visually-hidden">is now </span>
                    <ins>{after}</ins>
                  </>
                )}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

type Shown = Conflict & { by?: Writer; myself?: Writer; unseen?: boolean };

/**
 * Each conflict with both sides, who wrote them and when; the author keeps one. `third`: or writes another text, which
 * begins as their own.
 */
export function PlanConflicts({ conflicts, third = false }: { conflicts: readonly Shown[]; third?: boolean }) {
  return (
    <>
      {conflicts.map(({ unit, mine, theirs, by, myself, unseen }) => (
        <fieldset key={unit} id={unit} className="nhsuk-fieldset plan-conflict">
          <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">
            {unitInWords(unit, mine ?? theirs)}
          </legend>
          <div className="confer-columns confer-columns--two">
            {!unseen && (
              <Side unit={unit} choice="mine" label="Keep mine" values={mine}>
                {myself && `Your draft, last written ${momentOf(myself)}`}
              </Side>
            )}
            <Side unit={unit} choice="theirs" label="Keep what is published" values={unseen ? undefined : theirs}>
              {by && writtenBy(by)}
            </Side>
          </div>
          {third && !unseen && <Third unit={unit} values={mine ?? theirs ?? {}} />}
        </fieldset>
      ))}
    </>
  );
}

const momentOf = ({ at }: Writer) => writtenBy({ own: true, name: "", role: "", at }).replace(/^.*window, /, "");

type SideProps = {
  unit: string;
  choice: string;
  label: string;
  /** Null: taken out; undefined: not shown to the viewer. */
  values: Values | null | undefined;
  children?: string | false;
};

function Side({ unit, choice, label, values, children }: SideProps) {
  return (
    <div>
      <Choice unit={unit} choice={choice} label={label} />
      {children && <p className="plan-age">{children}</p>}
      {values === undefined && <p>What stands there now is not shown to you.</p>}
      {values === null && <p>Taken out</p>}
      {values && <Terms section={unitOf(unit)!.section} values={values} />}
    </div>
  );
}

function Choice({ unit, choice, label }: { unit: string; choice: string; label: string }) {
  const id = `${unit}-${choice}`;
  return (
    <div className="nhsuk-radios">
      <div className="nhsuk-radios__item">
        <input className="nhsuk-radios__input" type="radio" id={id} name={`keep ${unit}`} value={choice} />
        <label className="nhsuk-label nhsuk-radios__label" htmlFor={id}>
          {label}
        </label>
      </div>
    </div>
  );
}

/** The name of a third text's field: one form holds several units. */
export const thirdName = (unit: string, field: string) => `third ${unit} ${field}`;

function Third({ unit, values }: { unit: string; values: Values }) {
  const { section, field: only } = unitOf(unit)!;
  const fields = Object.entries(fieldsOf(section)).filter(
    ([name, { kind }]) => kind !== "kept" && kind !== "owner" && kind !== "goal" && (!only || name === only),
  );
  return (
    <>
      <Choice unit={unit} choice="third" label="Write a third text" />
      <details className="nhsuk-details">
        <summary className="nhsuk-details__summary">
          <span className="nhsuk-details__summary-text">The third text</span>
        </summary>
        <div className="nhsuk-details__text">
          {fields.map(([name, field]) => (
            <ThirdField key={name} name={thirdName(unit, name)} field={field} value={values[name] ?? ""} />
          ))}
        </div>
      </details>
    </>
  );
}

function ThirdField({ name, field, value }: { name: string; field: Field; value: string }) {
  const shared = { id: name, name, defaultValue: value };
  return (
    <div className="nhsuk-form-group">
      <label className="nhsuk-label" htmlFor={name}>
        {field.label}
      </label>
      {field.kind === "text" && (
        <textarea {...shared} className="nhsuk-textarea" rows={field.max > 300 ? 4 : 2} maxLength={field.max} />
      )}
      {field.kind === "choice" && (
        <select {...shared} className="nhsuk-select">
          <option value="">Choose</option>
          {Object.entries(field.options ?? {}).map(([key, label]) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </select>
      )}
      {field.kind !== "text" && field.kind !== "choice" && (
        <input
          {...shared}
          className="nhsuk-input"
          type={field.kind === "date" ? "date" : "text"}
          maxLength={field.max}
        />
      )}
    </div>
  );
}
