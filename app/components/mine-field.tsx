/** A field of the person's own pages: large, plain, with its error beside it. */
import { FieldError, type FieldErrors } from "./error-summary";

type Props = {
  name: string;
  label: string;
  hint?: string;
  type?: "text" | "date" | "password";
  value?: string;
  /** Longest text; a text of several lines is asked for. */
  max?: number;
  errors: FieldErrors | undefined;
};

export function MineField({ name, label, hint, type = "text", value, max, errors }: Props) {
  const wrong = Boolean(errors?.[name]);
  const described = [hint && `${name}-hint`, wrong && `${name}-error`].filter(Boolean).join(" ") || undefined;
  const shared = { id: name, name, "aria-describedby": described, defaultValue: value };
  return (
    <div className={`nhsuk-form-group${wrong ? " nhsuk-form-group--error" : ""}`}>
      <label className="nhsuk-label" htmlFor={name}>
        {label}
      </label>
      {hint && (
        <div className="nhsuk-hint" id={`${name}-hint`}>
          {hint}
        </div>
      )}
      <FieldError field={name} errors={errors} />
      {max ? (
        <textarea {...shared} className="nhsuk-textarea" rows={5} maxLength={max} />
      ) : (
        <input
          {...shared}
          className="nhsuk-input"
          type={type}
          autoComplete={type === "password" ? "current-password" : "off"}
        />
      )}
    </div>
  );
}
