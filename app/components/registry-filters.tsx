/** What narrows the list: one form whose address can be kept, and one for names and numbers, which travel in a body. */
import { Form, type FormProps, Link, useSubmit } from "@remix-run/react";
import type { FormEvent, ReactNode } from "react";
import type { RecordPart } from "../domain/permissions";
import {
  CHANGES,
  type Chip,
  EFI_CHOICES,
  PLAN_AGES,
  QUINTILES,
  type RegistryFilter,
  searchesByIdentifier,
  toForm,
  toQuery,
  without,
} from "../domain/registry-filter";
import { gapGroupsOn } from "../domain/rules-off";
import { TIERS } from "../domain/tier";
import { FieldError, type FieldErrors } from "./error-summary";

type Props = {
  filter: RegistryFilter;
  parts: readonly RecordPart[];
  practices: readonly { id: string; name: string }[];
  cohorts: readonly { id: string; name: string }[];
  errors: FieldErrors;
  /** Care processes that nobody looked for. */
  off: readonly string[];
};

export function RegistryFilters({ filter, parts, practices, cohorts, errors, off }: Props) {
  const sees = (part: RecordPart) => parts.includes(part);
  return (
    <Form method="get" action="/registry" className="registry-filters" key={toQuery(filter).toString()}>
      <h2 className="nhsuk-heading-s registry-heading">Narrow the list</h2>
      {filter.segment?.map((segment) => (
        <input key={segment} type="hidden" name="segment" value={segment} />
      ))}
      {cohorts.length > 0 && <Choice name="cohort" label="Cohort" value={filter.cohort} choices={named(cohorts)} />}
      {sees("why") && <Boxes name="efi" legend="Frailty (eFI)" choices={EFI_WORDS} chosen={filter.efi ?? []} />}
      <Ages filter={filter} errors={errors} />
      {sees("why") && (
        <>
          <Boxes name="tier" legend="Need, by rank" choices={TIERS} chosen={filter.tier ?? []} folded />
          <Choice name="change" label="Change" value={filter.change} choices={CHANGE_WORDS} />
        </>
      )}
      {sees("care due") && <CareDue value={filter.gap} errors={errors} off={off} />}
      {sees("why") && <Choice name="diabetes" label="Diabetes" value={filter.diabetes} choices={YES_NO} />}
      {sees("plan") && (
        <>
          <Choice name="plan" label="Plan" value={filter.plan} choices={{ yes: "Has a plan", no: "No plan" }} />
          <Choice name="planOlder" label="Plan older than" value={filter.planOlder} choices={PLAN_WORDS} />
        </>
      )}
      {sees("meetings") && <Choice name="meeting" label="On a coming MDG" value={filter.meeting} choices={YES_NO} />}
      {practices.length > 1 && (
        <Choice name="practice" label="Practice" value={filter.practice} choices={named(practices)} />
      )}
      <Boxes name="imd" legend="Lives in (deprivation, 2019)" choices={QUINTILES} chosen={filter.imd ?? []} folded />
      {sees("why") && (
        <Boxes
          name="record"
          legend="Record"
          choices={{ incomplete: "Incomplete: may belong higher" }}
          chosen={filter.record ? [filter.record] : []}
        />
      )}
      <button type="submit" className="nhsuk-button nhsuk-button--small">
        Show these people
      </button>
    </Form>
  );
}

const YES_NO = { yes: "Yes", no: "No" };
const EFI_WORDS = { ...mapped(EFI_CHOICES, capital), incomplete: "Index incomplete" };
const CHANGE_WORDS = mapped(CHANGES, (words) => capital(words.replace(/^an? /, "")));
const named = (those: readonly { id: string; name: string }[]) =>
  Object.fromEntries(those.map(({ id, name }) => [id, name]));
const PLAN_WORDS = mapped(PLAN_AGES as unknown as Record<string, string>, capital);

function mapped(table: Readonly<Record<string, string>>, change: (words: string) => string) {
  return Object.fromEntries(Object.entries(table).map(([key, words]) => [key, change(words)]));
}
function capital(words: string): string {
  return words[0]!.toUpperCase() + words.slice(1);
}

function Ages({ filter, errors }: { filter: RegistryFilter; errors: FieldErrors }) {
  return (
    <div className="registry-field">
      <FieldError field="ageFrom" errors={errors} />
      <FieldError field="ageTo" errors={errors} />
      <label htmlFor="ageFrom">Age from</label>{" "}
      <input
        className="nhsuk-input nhsuk-input--width-2"
        id="ageFrom"
        name="ageFrom"
        inputMode="numeric"
        defaultValue={filter.ageFrom}
      />{" "}
      <label htmlFor="ageTo">to</label>{" "}
      <input
        className="nhsuk-input nhsuk-input--width-2"
        id="ageTo"
        name="ageTo"
        inputMode="numeric"
        defaultValue={filter.ageTo}
      />
    </div>
  );
}

function CareDue({ value, errors, off }: { value: string | undefined } & Pick<Props, "errors" | "off">) {
  return (
    <div className="registry-field">
      <FieldError field="gap" errors={errors} />
      <label htmlFor="gap">Care due</label>
      <select className="nhsuk-select" id="gap" name="gap" defaultValue={value ?? ""}>
        <option value="">Not narrowed</option>
        <option value="any">Any</option>
        {gapGroupsOn(off).map(({ name, any, choices }) => (
          <optgroup key={any} label={name}>
            <option value={any}>Any of {name.toLowerCase()}</option>
            {Object.entries(choices).map(([id, words]) => (
              <option key={id} value={id}>
                {words}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}

type ChoiceProps = {
  name: string;
  label: string;
  value: string | undefined;
  choices: Readonly<Record<string, string>>;
  empty?: string;
};

function Choice({ name, label, value, choices, empty = "Not narrowed" }: ChoiceProps) {
  return (
    <div className="registry-field">
      <label htmlFor={name}>{label}</label>
      <select className="nhsuk-select" id={name} name={name} defaultValue={value ?? ""}>
        <option value="">{empty}</option>
        {Object.entries(choices).map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

type BoxesProps = {
  name: string;
  legend: string;
  choices: Readonly<Record<string, string>>;
  chosen: readonly string[];
  folded?: boolean;
};

function Boxes({ name, legend, choices, chosen, folded }: BoxesProps) {
  const boxes = Object.entries(choices).map(([key, words]) => (
    <label key={key} className="registry-box">
      <input type="checkbox" name={name} value={key} defaultChecked={chosen.includes(key)} /> {capital(words)}
    </label>
  ));
  if (folded) {
    return (
      <details className="registry-field registry-details" open={chosen.length > 0}>
        <summary>{legend}</summary>
        <fieldset>
          <legend className="confer-visually-hidden">{legend}</legend>
          {boxes}
        </fieldset>
      </details>
    );
  }
  return (
    <fieldset className="registry-field">
      <legend>{legend}</legend>
      {boxes}
    </fieldset>
  );
}

/**
 * A search by what may stand in no address: it travels in the body, and the browser's own history entry keeps it, so
 * that Back and reload search again. Without script it is a plain form.
 */
export function SearchForm(props: Pick<FormProps, "children" | "className" | "aria-label">) {
  const submit = useSubmit();
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const search = new URLSearchParams();
    const { submitter } = event.nativeEvent as SubmitEvent;
    for (const [name, value] of new FormData(event.currentTarget, submitter)) search.append(name, String(value));
    submit(search, { method: "post", action: "/registry", state: { search: String(search) } });
  };
  return <Form method="post" action="/registry" onSubmit={send} {...props} />;
}

/** Everything else that is set goes along, so that a search narrows the list that is on the screen. */
export function FindByName({ filter, errors }: Pick<Props, "filter" | "errors">) {
  const rest = toForm(without(filter, ["name", "nameMatch", "nhsNumber"]));
  return (
    <SearchForm className="registry-find" aria-label="Find in this list" key={`${filter.name} ${filter.nhsNumber}`}>
      <HiddenFields fields={rest} />
      <input type="hidden" name="nameBefore" value={filter.name ?? ""} />
      <input type="hidden" name="nhsNumberBefore" value={filter.nhsNumber ?? ""} />
      <div className="registry-find__field">
        <FieldError field="name" errors={errors} />
        <label htmlFor="name">Name</label>
        <input className="nhsuk-input" id="name" name="name" autoComplete="off" defaultValue={filter.name} />
      </div>
      <div className="registry-find__field">
        <label htmlFor="nameMatch">which</label>
        <select className="nhsuk-select" id="nameMatch" name="nameMatch" defaultValue={filter.nameMatch ?? "starts"}>
          <option value="starts">starts with</option>
          <option value="contains">contains</option>
        </select>
      </div>
      <div className="registry-find__field">
        <FieldError field="nhsNumber" errors={errors} />
        <label htmlFor="nhsNumber">or NHS number</label>
        <input
          className="nhsuk-input"
          id="nhsNumber"
          name="nhsNumber"
          inputMode="numeric"
          autoComplete="off"
          defaultValue={filter.nhsNumber}
        />
      </div>
      <button type="submit" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small">
        Find
      </button>
    </SearchForm>
  );
}

export function HiddenFields({ fields }: { fields: URLSearchParams }) {
  return [...fields].map(([name, value]) => <input key={`${name} ${value}`} type="hidden" name={name} value={value} />);
}

/** Each takes one condition off. What is left may hold a name: then it is sent, not linked. */
export function Chips({ chips, filter }: { chips: readonly Chip[]; filter: RegistryFilter }) {
  if (!chips.length) return null;
  return (
    <ul className="confer-plain-list registry-chips" aria-label="Conditions of this list">
      {chips.map(({ fields, words }) => (
        <li key={words}>
          <TakeOff left={without(filter, fields)}>
            <span aria-hidden="true">✕ </span>
            <span className="confer-visually-hidden">Remove: </span>
            {words}
          </TakeOff>
        </li>
      ))}
      <li>
        <Link to="/registry">Clear all</Link>
      </li>
    </ul>
  );
}

function TakeOff({ left, children }: { left: RegistryFilter; children: ReactNode }) {
  if (!searchesByIdentifier(left)) {
    return (
      <Link className="registry-chip" to={`/registry?${toQuery(left)}`} preventScrollReset>
        {children}
      </Link>
    );
  }
  return (
    <SearchForm>
      <HiddenFields fields={toForm(left)} />
      <button type="submit" className="registry-chip">
        {children}
      </button>
    </SearchForm>
  );
}
