/** Changes and conflicts of a plan, in words. */

import { unitOf, type Values } from "../domain/plan";
import type { Conflict } from "../domain/plan-changes";
import { type ChangeInWords, unitInWords } from "../domain/plan-in-words";
import { Terms } from "./plan-sections";

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

/** Each conflict with both sides; the author keeps one. */
export function PlanConflicts({ conflicts }: { conflicts: readonly Conflict[] }) {
  return (
    <>
      {conflicts.map(({ unit, mine, theirs }) => (
        <fieldset key={unit} className="nhsuk-fieldset plan-conflict">
          <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">
            {unitInWords(unit, mine ?? theirs)}
          </legend>
          <div className="confer-columns confer-columns--two">
            <Side unit={unit} choice="mine" label="Keep mine" values={mine} />
            <Side unit={unit} choice="theirs" label="Keep what is published" values={theirs} />
          </div>
        </fieldset>
      ))}
    </>
  );
}

function Side({ unit, choice, label, values }: { unit: string; choice: string; label: string; values: Values | null }) {
  const id = `${unit}-${choice}`;
  return (
    <div className="nhsuk-radios">
      <div className="nhsuk-radios__item">
        <input className="nhsuk-radios__input" type="radio" id={id} name={`keep ${unit}`} value={choice} />
        <label className="nhsuk-label nhsuk-radios__label" htmlFor={id}>
          {label}
        </label>
      </div>
      {values ? <Terms section={unitOf(unit)!.section} values={values} /> : <p>Taken out</p>}
    </div>
  );
}
