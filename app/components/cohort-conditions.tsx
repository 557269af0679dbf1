/** One condition of the builder: what is asked of one field, in the inputs that this field has. */
import { COMPARISONS } from "../domain/cohort";
import { COHORT_FIELDS } from "../domain/cohort-fields";
import { type DraftCondition, nameIn } from "../domain/cohort-form";
import type { AField } from "../domain/cohort-line";
import { isOff } from "../domain/rules-off";
import { FieldError, type FieldErrors } from "./error-summary";

export type Organisations = readonly { id: string; name: string; kind: string }[];

type Props = {
  condition: DraftCondition;
  group: number;
  at: number;
  errors: FieldErrors;
  organisations: Organisations;
  /** Care processes that nobody looks for. */
  off: readonly string[];
};

export function CohortCondition({ condition, group, at, errors, organisations, off }: Props) {
  const field = COHORT_FIELDS[condition.field];
  const name = (part: string) => nameIn(group, part, at);
  const wrong = errors[name("value")] ?? errors[name("chosen")];
  return (
    <fieldset className={`cohort-condition${wrong ? " cohort-condition--error" : ""}`}>
      <legend>{field.label}</legend>
      <input type="hidden" name={name("field")} value={condition.field} />
      <div className="cohort-condition__row">
        <label className="confer-visually-hidden" htmlFor={name("polarity")}>
          {field.label}: is it so?
        </label>
        <select
          className="nhsuk-select"
          id={name("polarity")}
          name={name("polarity")}
          defaultValue={condition.polarity}
        >
          {Object.entries(polarities(field)).map(([key, words]) => (
            <option key={key} value={key}>
              {words}
            </option>
          ))}
        </select>
        <span className="cohort-asked">
          {field.kind === "number" && <Comparing {...{ field, condition, name, errors }} />}
          {field.kind === "text" && <Codes {...{ field, condition, name, errors }} />}
          {field.kind === "choice" && (
            <Boxes {...{ condition, name, errors }} legend={field.label} choices={field.choices} />
          )}
          {field.kind === "list" && (
            <Picks {...{ field, condition, name, errors }} groups={groupsOf(field, organisations, off)} />
          )}
        </span>
        <button type="submit" name="do" value={`remove:${group}:${at}`} className="confer-link-button cohort-remove">
          Remove<span className="confer-visually-hidden"> {field.label}</span>
        </button>
      </div>
    </fieldset>
  );
}

/** "Not known" is asked only of what can be unknown. */
function polarities(field: AField): Record<string, string> {
  if (field.kind === "flag") return { is: field.words.yes, not: field.words.no, unknown: "not known" };
  if (field.kind === "list") return { is: "is any of", not: "is none of", unknown: "is not known" };
  return { is: "is", not: "is not", unknown: "is not known" };
}

type Part = { condition: DraftCondition; name: (part: string) => string; errors: FieldErrors };

function Comparing({
  field,
  condition,
  name,
  errors,
}: Part & { field: { label: string; unit: string; step?: number } }) {
  return (
    <>
      <label className="confer-visually-hidden" htmlFor={name("is")}>
        {field.label}: compared how
      </label>
      <select className="nhsuk-select" id={name("is")} name={name("is")} defaultValue={condition.is}>
        {Object.keys(COMPARISONS).map((is) => (
          <option key={is} value={is}>
            {is}
          </option>
        ))}
      </select>
      <label className="confer-visually-hidden" htmlFor={name("value")}>
        {field.label}
        {field.unit && ` in ${field.unit}`}
      </label>
      <span>
        <FieldError field={name("value")} errors={errors} />
        <input
          className="nhsuk-input nhsuk-input--width-5"
          id={name("value")}
          name={name("value")}
          inputMode="decimal"
          autoComplete="off"
          defaultValue={condition.value}
          aria-describedby={errors[name("value")] ? `${name("value")}-error` : undefined}
        />{" "}
        {field.unit}
      </span>
    </>
  );
}

function Codes({ field, condition, name, errors }: Part & { field: { label: string; hint: string } }) {
  return (
    <span>
      <FieldError field={name("chosen")} errors={errors} />
      <label htmlFor={name("chosen")}>{field.hint}</label>{" "}
      <input
        className="nhsuk-input nhsuk-input--width-20"
        id={name("chosen")}
        name={name("chosen")}
        autoComplete="off"
        defaultValue={condition.chosen.join(" ")}
      />
    </span>
  );
}

function Boxes({
  legend,
  choices,
  condition,
  name,
  errors,
}: Part & { legend: string; choices: Readonly<Record<string, string>> }) {
  return (
    <fieldset className="cohort-boxes" id={name("chosen")} tabIndex={-1}>
      <legend className="confer-visually-hidden">{legend}: one of</legend>
      <FieldError field={name("chosen")} errors={errors} />
      {Object.entries(choices).map(([key, words]) => (
        <label key={key} className="registry-box">
          <input type="checkbox" name={name("chosen")} value={key} defaultChecked={condition.chosen.includes(key)} />{" "}
          {words[0]!.toUpperCase() + words.slice(1)}
        </label>
      ))}
    </fieldset>
  );
}

type PickGroups = readonly { name: string; choices: Readonly<Record<string, string>> }[];

/** One list for each that is chosen, and one for another: a long list with several choices is hard to use. */
function Picks({ field, groups, condition, name, errors }: Part & { field: { label: string }; groups: PickGroups }) {
  const shown = condition.chosen.length ? [...condition.chosen, ""] : [""];
  return (
    <span className="cohort-picks">
      <FieldError field={name("chosen")} errors={errors} />
      {shown.map((chosen, i) => (
        <span key={chosen || "another"}>
          <label className={i ? "" : "confer-visually-hidden"} htmlFor={i ? `${name("chosen")}.${i}` : name("chosen")}>
            {i ? "or" : field.label}
          </label>{" "}
          <select
            className="nhsuk-select"
            id={i ? `${name("chosen")}.${i}` : name("chosen")}
            name={name("chosen")}
            defaultValue={chosen}
          >
            <option value="">{i ? "no other" : "Choose"}</option>
            {groups.map((group) => (
              <optgroup key={group.name} label={group.name}>
                {Object.entries(group.choices).map(([key, words]) => (
                  <option key={key} value={key}>
                    {words}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </span>
      ))}
    </span>
  );
}

function groupsOf(
  { groups }: { groups?: PickGroups },
  organisations: Organisations,
  off: readonly string[],
): PickGroups {
  const on = ([id]: [string, string]) => !isOff(id, off);
  return (groups ?? byKind(organisations))
    .map(({ name, choices }) => ({ name, choices: Object.fromEntries(Object.entries(choices).filter(on)) }))
    .filter(({ choices }) => Object.keys(choices).length > 0);
}

const KINDS = { practice: "Practices", pcn: "Networks", place: "Places" } as const;

function byKind(organisations: Organisations): PickGroups {
  return Object.entries(KINDS).map(([kind, name]) => ({
    name,
    choices: Object.fromEntries(organisations.filter((one) => one.kind === kind).map((one) => [one.id, one.name])),
  }));
}
