/** A field of the person's own pages: large, plain, with its error beside it. */
import type { FieldErrors } from "./error-summary";
import { describedBy, FormField } from "./form-field";

type Props = {
  name: string;
  label: string;
  hint?: string;
  type?: "text" | "date" | "password";
  value?: string;
  /** A phone offers figures first. */
  numeric?: boolean;
  /** Longest text; a text of several lines is asked for. */
  max?: number;
  errors: FieldErrors | undefined;
};

export function MineField({ name, label, hint, type = "text", value, numeric, max, errors }: Props) {
  const shared = { id: name, name, "aria-describedby": describedBy(name, hint, errors), defaultValue: value };
  return (
    <FormField id={name} label={label} hint={hint} errors={errors}>
      {max ? (
        <textarea {...shared} className="nhsuk-textarea" rows={5} maxLength={max} />
      ) : (
        <input
          {...shared}
          className="nhsuk-input"
          type={type}
          inputMode={numeric ? "numeric" : undefined}
          autoComplete={type === "password" ? "current-password" : "off"}
        />
      )}
    </FormField>
  );
}
