/** Fields of the urgent forms: plain HTML that works without script, large enough for a thumb. */
import type { ReactNode } from "react";
import { FieldError, type FieldErrors } from "./error-summary";
import { classWith, describedBy, FormField } from "./form-field";

export type Typed = Readonly<Record<string, string>>;
type Filled = { typed?: Typed; errors?: FieldErrors };

type TextFieldProps = Filled & {
  name: string;
  label: string;
  hint?: string;
  inputMode?: "numeric" | "tel" | "text";
  /** Characters that fit: the width tells what is expected. */
  width?: 10 | 20 | 30;
};

export function TextField({ name, label, hint, inputMode, width, typed, errors }: TextFieldProps) {
  return (
    <FormField id={name} label={label} hint={hint} errors={errors}>
      <input
        className={classWith("nhsuk-input", name, errors, width)}
        id={name}
        name={name}
        inputMode={inputMode}
        defaultValue={typed?.[name] ?? ""}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={describedBy(name, hint, errors)}
      />
    </FormField>
  );
}

export function TextArea({ name, label, hint, typed, errors }: Omit<TextFieldProps, "inputMode" | "width">) {
  return (
    <FormField id={name} label={label} hint={hint} errors={errors}>
      <textarea
        className={classWith("nhsuk-textarea", name, errors)}
        id={name}
        name={name}
        rows={3}
        defaultValue={typed?.[name] ?? ""}
        autoComplete="off"
        aria-describedby={describedBy(name, hint, errors)}
      />
    </FormField>
  );
}

const PARTS = [
  { part: "day", label: "Day", width: 2 },
  { part: "month", label: "Month", width: 2 },
  { part: "year", label: "Year", width: 4 },
] as const;

type DateFieldProps = Filled & {
  /** Begins the names of the three fields: born → born-day, born-month, born-year. */
  group: string;
  legend: string;
  hint?: string;
  required?: boolean;
};

export function DateField({ group, legend, hint = "For example 12 3 1942", required, typed, errors }: DateFieldProps) {
  const field = `${group}-day`;
  const wrong = Boolean(errors?.[field]);
  return (
    <Group legend={legend} hint={hint} field={field} errors={errors}>
      <div className="nhsuk-date-input">
        {PARTS.map(({ part, label, width }) => (
          <div className="nhsuk-date-input__item" key={part}>
            <label className="nhsuk-label nhsuk-date-input__label" htmlFor={`${group}-${part}`}>
              {label}
            </label>
            <input
              className={`nhsuk-input nhsuk-date-input__input nhsuk-input--width-${width}${wrong ? " nhsuk-input--error" : ""}`}
              id={`${group}-${part}`}
              name={`${group}-${part}`}
              inputMode="numeric"
              maxLength={width}
              required={required}
              defaultValue={typed?.[`${group}-${part}`] ?? ""}
              autoComplete="off"
            />
          </div>
        ))}
      </div>
    </Group>
  );
}

type GroupProps = { legend: string; hint?: string; field: string; errors?: FieldErrors; children: ReactNode };

function Group({ legend, hint, field, errors, children }: GroupProps) {
  return (
    <div className={classWith("nhsuk-form-group", field, errors)}>
      <fieldset className="nhsuk-fieldset" aria-describedby={describedBy(field, hint, errors)}>
        <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{legend}</legend>
        {hint && (
          <div className="nhsuk-hint" id={`${field}-hint`}>
            {hint}
          </div>
        )}
        <FieldError field={field} errors={errors} />
        {children}
      </fieldset>
    </div>
  );
}

type ChoicesProps = Filled & {
  name: string;
  legend: string;
  hint?: string;
  required?: boolean;
  choices: readonly { value: string; label: ReactNode; hint?: string }[];
};

export function Choices({ name, legend, hint, required, choices, typed, errors }: ChoicesProps) {
  return (
    <Group legend={legend} hint={hint} field={name} errors={errors}>
      <div className="nhsuk-radios">
        {choices.map(({ value, label, hint: more }, n) => {
          const id = n === 0 ? name : `${name}-${n + 1}`;
          return (
            <div className="nhsuk-radios__item" key={value}>
              <input
                className="nhsuk-radios__input"
                id={id}
                name={name}
                type="radio"
                required={required}
                value={value}
                defaultChecked={typed?.[name] === value}
                aria-describedby={more && `${id}-more`}
              />
              <label className="nhsuk-label nhsuk-radios__label" htmlFor={id}>
                {label}
              </label>
              {more && (
                <div className="nhsuk-hint nhsuk-radios__hint" id={`${id}-more`}>
                  {more}
                </div>
              )}
            </div>
          );
        })}
      </div>
    </Group>
  );
}

type TickProps = Filled & { name: string; label: string; required?: boolean };

export function Tick({ name, label, required, typed, errors }: TickProps) {
  const wrong = Boolean(errors?.[name]);
  return (
    <div className={`nhsuk-form-group${wrong ? " nhsuk-form-group--error" : ""}`}>
      <FieldError field={name} errors={errors} />
      <div className="nhsuk-checkboxes">
        <div className="nhsuk-checkboxes__item">
          <input
            className="nhsuk-checkboxes__input"
            id={name}
            name={name}
            type="checkbox"
            value="yes"
            required={required}
            defaultChecked={typed?.[name] === "yes"}
            aria-describedby={wrong ? `${name}-error` : undefined}
          />
          <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={name}>
            {label}
          </label>
        </div>
      </div>
    </div>
  );
}
