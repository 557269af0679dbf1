/** Fields of the forms of meetings and work: plain HTML, NHS look, errors beside the field. */
import type { ReactNode } from "react";
import { FieldError, type FieldErrors } from "./error-summary";
import { classWith, describedBy, FormField } from "./form-field";

type FieldProps = {
  name: string;
  label: string;
  hint?: string;
  /** When a page has several fields of this name. */
  id?: string;
  value?: string;
  errors?: FieldErrors;
};

const Group = (props: Omit<FieldProps, "name" | "value"> & { id: string; children: ReactNode }) => (
  <FormField {...props} className="work-field" />
);

type InputProps = FieldProps & {
  type?: "text" | "date" | "time" | "number";
  width?: 5 | 10 | 20;
  min?: string | number;
  max?: number;
};

export function TextField({ type = "text", width, min, max, ...field }: InputProps) {
  const { name, id = name, value, hint, errors } = field;
  return (
    <Group {...field} id={id}>
      <input
        className={classWith("nhsuk-input", id, errors, width)}
        id={id}
        name={name}
        type={type}
        min={min}
        max={max}
        defaultValue={value}
        autoComplete="off"
        aria-describedby={describedBy(id, hint, errors)}
      />
    </Group>
  );
}

export function TextArea({ rows = 3, ...field }: FieldProps & { rows?: number }) {
  const { name, id = name, value, hint, errors } = field;
  return (
    <Group {...field} id={id}>
      <textarea
        className={classWith("nhsuk-textarea", id, errors)}
        id={id}
        name={name}
        rows={rows}
        defaultValue={value}
        aria-describedby={describedBy(id, hint, errors)}
      />
    </Group>
  );
}

export type Choice = { value: string; label: string; group?: string };

export function Select({ choices, ...field }: FieldProps & { choices: readonly Choice[] }) {
  const { name, id = name, value = "", hint, errors } = field;
  const groups = [...new Set(choices.map(({ group }) => group ?? ""))];
  const options = (group: string) =>
    choices
      .filter((choice) => (choice.group ?? "") === group)
      .map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ));
  return (
    <Group {...field} id={id}>
      <select
        className={classWith("nhsuk-select", id, errors)}
        id={id}
        name={name}
        defaultValue={value}
        aria-describedby={describedBy(id, hint, errors)}
      >
        <option value="">Choose</option>
        {groups.map((group) =>
          group ? (
            <optgroup key={group} label={group}>
              {options(group)}
            </optgroup>
          ) : (
            options(group)
          ),
        )}
      </select>
    </Group>
  );
}

type RadiosProps = FieldProps & {
  choices: readonly (Choice & { hint?: string })[];
  inline?: boolean;
};

export function Radios({ name, id = name, label, hint, value, choices, inline, errors }: RadiosProps) {
  return (
    <div className={`${classWith("nhsuk-form-group", id, errors)} work-field`}>
      <fieldset className="nhsuk-fieldset" aria-describedby={describedBy(id, hint, errors)}>
        <legend className="nhsuk-fieldset__legend">{label}</legend>
        {hint && (
          <div className="nhsuk-hint" id={`${id}-hint`}>
            {hint}
          </div>
        )}
        <FieldError field={id} errors={errors} />
        <div className={`nhsuk-radios nhsuk-radios--small${inline ? " nhsuk-radios--inline" : ""}`}>
          {choices.map((choice, index) => {
            const own = index === 0 ? id : `${id}-${index}`;
            return (
              <div className="nhsuk-radios__item" key={choice.value}>
                <input
                  className="nhsuk-radios__input"
                  id={own}
                  name={name}
                  type="radio"
                  value={choice.value}
                  defaultChecked={choice.value === value}
                  aria-describedby={choice.hint && `${own}-hint`}
                />
                <label className="nhsuk-label nhsuk-radios__label" htmlFor={own}>
                  {choice.label}
                </label>
                {choice.hint && (
                  <div className="nhsuk-hint nhsuk-radios__hint" id={`${own}-hint`}>
                    {choice.hint}
                  </div>
                )}
              </div>
            );
          })}
        </div>
      </fieldset>
    </div>
  );
}

export const choicesOf = (words: Record<string, string>): Choice[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

export function Button({
  children,
  secondary,
  ...rest
}: {
  children: ReactNode;
  secondary?: boolean;
  name?: string;
  value?: string;
}) {
  return (
    <button
      type="submit"
      className={`nhsuk-button nhsuk-button--small${secondary ? " nhsuk-button--secondary" : ""}`}
      {...rest}
    >
      {children}
    </button>
  );
}

/** The key of the page's commands, and what the form is for. */
export function Hidden(values: Readonly<Record<string, string | number>>) {
  return (
    <>
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
