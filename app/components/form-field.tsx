/** What stands round every input: its label, its hint and what is wrong with it, tied together for those who listen. */
import type { ReactNode } from "react";
import { FieldError, type FieldErrors } from "./error-summary";

/** Id of what describes the field: its hint and its error, where there are any. */
export const describedBy = (id: string, hint: ReactNode, errors: FieldErrors | undefined): string | undefined =>
  [hint && `${id}-hint`, errors?.[id] && `${id}-error`].filter(Boolean).join(" ") || undefined;

/** A class of the NHS look, with its width, and with its error where something is wrong with the field. */
export const classWith = (name: string, id: string, errors: FieldErrors | undefined, width?: number): string =>
  `${name}${width ? ` ${name}--width-${width}` : ""}${errors?.[id] ? ` ${name}--error` : ""}`;

type Props = {
  id: string;
  label: string;
  hint?: string;
  errors?: FieldErrors;
  /** Of the room that it stands in. */
  className?: string;
  children: ReactNode;
};

export function FormField({ id, label, hint, errors, className, children }: Props) {
  return (
    <div className={`${classWith("nhsuk-form-group", id, errors)}${className ? ` ${className}` : ""}`}>
      <label className="nhsuk-label" htmlFor={id}>
        {label}
      </label>
      {hint && (
        <div className="nhsuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <FieldError field={id} errors={errors} />
      {children}
    </div>
  );
}
