/** Parts of the plan that not everybody reads: what stands, what is closed to the reader, and restricting one more. */
import { Form, Link } from "@remix-run/react";
import { dateInWords } from "../domain/dates";
import { may, ROLES, type Role } from "../domain/permissions";
import { seesRestricted } from "../domain/plan-restrictions";
import { RESTRICTION_CATEGORIES } from "../domain/restriction-category";
import type { FieldErrors } from "./error-summary";
import { Button, choicesOf, Hidden, Radios, Select, TextArea, TextField } from "./meeting-fields";

type Props = {
  choices: readonly { value: string; label: string }[];
  standing: readonly { id: string; words: string; kind: string; readers: readonly string[]; until?: string }[];
  /** Lines that carry a restriction in their own words. */
  marked: readonly { unit: string; words: string; kind: string; section: string; item: string }[];
  /** Of the plan's page. */
  plan: string;
  closed: readonly { id: string; section: string; of?: string }[];
  mayRestrict: boolean;
  role: Role;
  pageKey: string;
  action: string;
  errors?: FieldErrors;
  typed?: Readonly<Record<string, string>>;
  roles?: readonly string[];
};

const READERS = (Object.keys(ROLES) as Role[]).filter((role) => may({ role, permissions: [] }, "edit plan"));

export function PlanRestrictions(props: Props) {
  const { closed, mayRestrict, standing, marked } = props;
  return (
    <>
      {closed.map((one, n) => (
        // The plan's page points at the first of its section.
        <OpenClosed key={one.id} {...props} part={one} isFirst={closed.findIndex(({ of }) => of === one.of) === n} />
      ))}
      <h3 className="nhsuk-heading-m">Restrictions that you read</h3>
      {standing.length > 0 && <Standing {...props} />}
      {marked.length > 0 && <Marked {...props} />}
      {standing.length + marked.length === 0 && <p>None.</p>}
      {mayRestrict ? (
        <Restrict {...props} />
      ) : (
        <p>To restrict a part of the plan, ask a clinician or a social worker of this person.</p>
      )}
    </>
  );
}

type OpenProps = Props & { part: Props["closed"][number]; isFirst: boolean };

function OpenClosed({ part, isFirst, pageKey, action, errors, typed }: OpenProps) {
  const field = `reason-${part.id}`;
  return (
    <section aria-label={`Closed part of ${part.section}`} id={isFirst ? `closed-${part.of}` : undefined}>
      <h3 className="nhsuk-heading-m">{part.section}: something is closed to you</h3>
      <p>
        You can open it for 4 hours if this person's care needs it. Your name, the time and your reason are kept, and
        somebody who reviews access asks about it.
      </p>
      <Form method="post" action={action} className="meeting-form">
        <Hidden act="open" id={part.id} pageKey={`${pageKey}-${part.id.slice(-12)}`} section={part.of ?? ""} />
        <TextArea
          name="reason"
          id={field}
          label="Why do you need to read it now?"
          value={typed?.id === part.id ? typed.reason : undefined}
          errors={errors}
        />
        <Button secondary>Open it for 4 hours</Button>
      </Form>
    </section>
  );
}

function Standing({ standing, mayRestrict, pageKey, action }: Props) {
  return (
    <ul className="confer-plain-list work-lines">
      {standing.map(({ id, words, kind, readers, until }) => (
        <li key={id} className="work-line">
          <div className="work-line__words">
            <strong>{words}</strong>: {kind === "closed" ? "closed" : "hidden"}
            {until ? ` until ${dateInWords(until)}` : ""}
            <div className="confer-muted">Read by {readersInWords(readers)}</div>
          </div>
          {mayRestrict && (
            <Form method="post" action={action}>
              <Hidden act="lift" id={id} pageKey={`${pageKey}-${id.slice(-12)}`} />
              <button type="submit" className="confer-link-button">
                Lift
              </button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Who signs clinical sections reads these: the domain's plan-restrictions says so. */
const READ_MARKED = (Object.keys(ROLES) as Role[]).filter((role) => seesRestricted({ role, permissions: [] }));

function Marked({ marked, plan }: Props) {
  return (
    <ul className="confer-plain-list work-lines">
      {marked.map(({ unit, words, kind, section, item }) => (
        <li key={unit} className="work-line">
          <div className="work-line__words">
            <strong>{words}</strong>: {kind}, by the field “Restriction” of the line itself
            <div className="confer-muted">
              Read by whoever wrote the line, {READ_MARKED.map((role) => ROLES[role].label).join(", ")}
            </div>
          </div>
          <Link to={`${plan}/edit/${section}#${item}`} aria-label={`Change the restriction of ${words}`}>
            Change
          </Link>
        </li>
      ))}
    </ul>
  );
}

function readersInWords(readers: readonly string[]): string {
  const roles = readers.flatMap((reader) => {
    const role = reader.replace("role:", "") as Role;
    return role in ROLES ? [ROLES[role].label] : [];
  });
  return ["whoever restricted it", ...roles].join(", ");
}

const Restrict = (props: Props) => (
  <>
    <h3 className="nhsuk-heading-m">Restrict a part</h3>
    {props.choices.length === 0 ? (
      <p>The plan holds nothing yet that can be restricted.</p>
    ) : (
      <RestrictForm {...props} />
    )}
  </>
);

const KINDS = [
  { value: "closed", label: "Closed", hint: "They see that something is there, and can open it with a reason" },
  { value: "hidden", label: "Hidden", hint: "They see nothing, and not that anything is there" },
];

function RestrictForm({ choices, role, pageKey, action, errors, typed, roles }: Props) {
  return (
    <Form method="post" action={action} className="meeting-form">
      <Hidden act="restrict" pageKey={pageKey} />
      <Select
        name="unit"
        label="Part of the plan"
        hint="What crews act on first (CPR, refusals, attorney, escalation) is never restricted: a hidden line would read as none."
        value={typed?.unit}
        errors={errors}
        choices={choices}
      />
      <Radios name="kind" label="What others see" value={typed?.kind} errors={errors} choices={KINDS} />
      <Select
        name="category"
        label="Reason"
        value={typed?.category}
        errors={errors}
        choices={choicesOf(RESTRICTION_CATEGORIES)}
      />
      <Readers chosen={roles ?? [role]} />
      <TextField
        name="until"
        type="date"
        width={10}
        label="Last day (optional)"
        hint="After it the part is open again. Without one it stands until it is lifted."
        value={typed?.until}
        errors={errors}
      />
      <p>Crews, call handlers, prints, letters and the person's own page never show a restricted part.</p>
      <Button>Restrict</Button>
    </Form>
  );
}

const Readers = ({ chosen }: { chosen: readonly string[] }) => (
  <fieldset className="nhsuk-fieldset nhsuk-form-group">
    <legend className="nhsuk-fieldset__legend">Who reads it besides you</legend>
    <div className="nhsuk-checkboxes">
      {READERS.map((one) => (
        <div className="nhsuk-checkboxes__item" key={one}>
          <input
            className="nhsuk-checkboxes__input"
            type="checkbox"
            id={`roles-${one}`}
            name="roles"
            value={one}
            defaultChecked={chosen.includes(one)}
          />
          <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={`roles-${one}`}>
            {ROLES[one].label}
          </label>
        </div>
      ))}
    </div>
  </fieldset>
);
