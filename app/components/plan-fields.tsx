/** The fields of one section or item of the plan, as NHS form fields. */
import type { Field } from "../domain/plan-fields";
import { fieldsOf, type SectionId } from "../domain/plan-sections";
import { FieldError, type FieldErrors } from "./error-summary";

export type OwnerChoice = { owner: string; ownerName: string; ownerOrganisation: string };

type FieldsProps = {
  section: SectionId;
  /** Sets the ids of fields apart where a page has several forms. */
  prefix: string;
  values: Readonly<Record<string, string | undefined>>;
  errors: FieldErrors | undefined;
  owners?: readonly OwnerChoice[];
  /** Names that a field offers to choose from, by the field's name. */
  offered?: Readonly<Record<string, readonly string[]>>;
};

export function PlanFields({ section, prefix, values, errors, owners, offered }: FieldsProps) {
  return (
    <>
      {Object.entries(fieldsOf(section)).map(([name, field]) => (
        <PlanField
          key={name}
          name={name}
          id={prefix + name}
          field={field}
          value={values[name] ?? ""}
          errors={errors}
          owners={owners}
          offered={offered?.[name]}
        />
      ))}
    </>
  );
}

type FieldProps = {
  name: string;
  id: string;
  field: Field;
  value: string;
  errors: FieldErrors | undefined;
  owners?: readonly OwnerChoice[];
  offered?: readonly string[];
};

function PlanField({ name, id, field, value, errors, owners, offered }: FieldProps) {
  if (field.kind === "kept") return null;
  const wrong = Boolean(errors?.[id]);
  const group = `nhsuk-form-group${wrong ? " nhsuk-form-group--error" : ""}`;
  const describedBy = [field.hint && `${id}-hint`, wrong && `${id}-error`].filter(Boolean).join(" ") || undefined;
  return (
    <div className={group}>
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
        offered={offered}
        describedBy={describedBy}
        wrong={wrong}
      />
    </div>
  );
}

type ControlProps = Omit<FieldProps, "errors"> & { describedBy: string | undefined; wrong: boolean };

function Control({ name, id, field, value, owners = [], offered, describedBy, wrong }: ControlProps) {
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
