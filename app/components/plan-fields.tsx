/** The fields of one section or item of the plan, as NHS form fields: how much room is left, and hard words, as one types. */
import { useState } from "react";
import type { Field } from "../domain/plan-fields";
import type { GoalChoice } from "../domain/plan-goals";
import { fieldInWords } from "../domain/plan-in-words";
import { jargonIn, LONG_SENTENCE, longestSentence } from "../domain/plan-plainness";
import { fieldsOf, type SectionId, sectionOf } from "../domain/plan-sections";
import type { NotOffered } from "../domain/sections-by-age";
import { FieldError, type FieldErrors } from "./error-summary";
import { GoalSelect } from "./plan-goals";

export type OwnerChoice = { owner: string; ownerName: string; ownerOrganisation: string };

type FieldsProps = {
  section: SectionId;
  /** Sets the ids of fields apart where a page has several forms. */
  prefix: string;
  values: Readonly<Record<string, string | undefined>>;
  errors: FieldErrors | undefined;
  owners?: readonly OwnerChoice[];
  /** Of an action: the goals that it may be for. */
  goals?: readonly GoalChoice[];
  /** Names that a field offers to choose from, by the field's name. */
  offered?: Readonly<Record<string, readonly string[]>>;
  /** These of the section's fields; all of them where it is not said. */
  only?: readonly string[];
  /** Not for somebody of this age; shown where it stands all the same. */
  notOffered?: NotOffered;
};

export function PlanFields({ section, prefix, values, errors, owners, goals, offered, only, notOffered }: FieldsProps) {
  const isLeftOut = (name: string) => notOffered?.fields.includes(name) && !values[name] && !errors?.[prefix + name];
  const all = Object.entries(fieldsOf(section))
    .filter(([name]) => (!only || only.includes(name)) && !isLeftOut(name))
    .map(([name, field]) => [name, withoutOptions(field, notOffered?.options[name], values[name])] as const);
  const { more = [] } = sectionOf(section);
  const shown = ([name, field]: (typeof all)[number]) => (
    <PlanField
      key={name}
      name={name}
      id={prefix + name}
      field={field}
      value={values[name] ?? ""}
      errors={errors}
      owners={owners}
      goals={goals}
      offered={offered?.[name]}
    />
  );
  const folded = all.filter(([name]) => more.includes(name));
  const isNeeded = folded.some(([name]) => values[name] || errors?.[prefix + name]);
  return (
    <>
      {all.filter(([name]) => !more.includes(name)).map(shown)}
      {folded.length > 0 && (
        <details className="nhsuk-details" open={isNeeded}>
          <summary className="nhsuk-details__summary">
            <span className="nhsuk-details__summary-text">
              More: {folded.map(([name]) => fieldInWords(section, name)).join(", ")}
            </span>
          </summary>
          <div className="nhsuk-details__text">{folded.map(shown)}</div>
        </details>
      )}
    </>
  );
}

/** The field's choices less those that are not offered; what is chosen stays. */
function withoutOptions(field: Field, not: readonly string[] = [], chosen: string | undefined): Field {
  if (!not.length || !field.options) return field;
  const options = Object.entries(field.options).filter(([key]) => key === chosen || !not.includes(key));
  return { ...field, options: Object.fromEntries(options) };
}

type FieldProps = {
  name: string;
  id: string;
  field: Field;
  value: string;
  errors: FieldErrors | undefined;
  owners?: readonly OwnerChoice[];
  goals?: readonly GoalChoice[];
  offered?: readonly string[];
};

function PlanField({ name, id, field, value, errors, owners, goals, offered }: FieldProps) {
  const [words, setWords] = useState(value);
  // Kept with the entry it belongs to: a form that left it out would take it out of the plan.
  if (field.kind === "kept") return <input type="hidden" name={name} value={value} />;
  const wrong = Boolean(errors?.[id]);
  const prose = field.kind === "line" || field.kind === "text";
  const group = `nhsuk-form-group${wrong ? " nhsuk-form-group--error" : ""}`;
  const describedBy =
    [field.hint && `${id}-hint`, wrong && `${id}-error`, prose && `${id}-plain`].filter(Boolean).join(" ") || undefined;
  return (
    <div
      className={group}
      onInput={(event) => prose && setWords((event.target as HTMLInputElement | HTMLTextAreaElement).value)}
    >
      <label className="nhsuk-label" htmlFor={id}>
        {field.label}
      </label>
      {field.hint && (
        <div className="nhsuk-hint" id={`${id}-hint`}>
          {field.hint}
        </div>
      )}
      <FieldError field={id} errors={errors} />
      <Control
        name={name}
        id={id}
        field={field}
        value={value}
        owners={owners}
        goals={goals}
        offered={offered}
        describedBy={describedBy}
        wrong={wrong}
      />
      {prose && <Plainness id={`${id}-plain`} words={words} max={field.max} />}
    </div>
  );
}

/** Said once the field is nearly full, or a word in it is hard: a page of counters is read by nobody. */
function Plainness({ id, words, max }: { id: string; words: string; max: number }) {
  const left = max - words.length;
  const hard = jargonIn(words);
  const long = longestSentence(words);
  return (
    <div className="nhsuk-hint nhsuk-u-margin-bottom-0" id={id} aria-live="polite">
      {words.length > max * 0.75 && (
        <div>
          {left >= 0
            ? `${left} ${left === 1 ? "character" : "characters"} left`
            : `${-left} ${left === -1 ? "character" : "characters"} too many`}
        </div>
      )}
      {hard.length > 0 && <div>Plainer words: {hard.map(({ word, plain }) => `“${word}” → ${plain}`).join("; ")}</div>}
      {long > LONG_SENTENCE && <div>A sentence of {long} words: two are read faster.</div>}
    </div>
  );
}

type ControlProps = Omit<FieldProps, "errors"> & { describedBy: string | undefined; wrong: boolean };

function Control({ name, id, field, value, owners = [], goals = [], offered, describedBy, wrong }: ControlProps) {
  const shared = { id, name, defaultValue: value, "aria-describedby": describedBy };
  const mark = (block: string) => `nhsuk-${block}${wrong ? ` nhsuk-${block}--error` : ""}`;
  if (field.kind === "text")
    return <textarea {...shared} className={mark("textarea")} rows={field.max > 300 ? 4 : 2} maxLength={field.max} />;
  if (field.kind === "choice")
    return (
      <select {...shared} className={mark("select")}>
        <option value="">Choose</option>
        {Object.entries(field.options ?? {}).map(([key, label]) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </select>
    );
  if (field.kind === "goal") return <GoalSelect {...{ id, name, value, goals }} aria-describedby={describedBy} />;
  if (field.kind === "owner")
    return (
      <select {...shared} className={mark("select")}>
        <option value="">Choose</option>
        {owners.map(({ owner, ownerName, ownerOrganisation }) => (
          <option key={owner} value={owner}>
            {owner.startsWith("/") ? `${ownerName} (whoever is on duty)` : `${ownerName}, ${ownerOrganisation}`}
          </option>
        ))}
      </select>
    );
  if (field.kind === "date")
    return <input {...shared} className={`${mark("input")} nhsuk-input--width-10`} type="date" />;
  const type = field.kind === "phone" ? "tel" : "text";
  const list = offered && `${id}-offered`;
  return (
    <>
      <input {...shared} className={mark("input")} type={type} maxLength={field.max} autoComplete="off" list={list} />
      {list && (
        <datalist id={list}>
          {offered.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      )}
    </>
  );
}
