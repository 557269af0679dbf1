/** One proposal for signing: what it changes, both sides where others changed the same, and the answers to it. */
import { Form } from "@remix-run/react";
import { agoInWords, momentInWords } from "../domain/dates";
import type { Permission } from "../domain/permissions";
import { unitOf, type Values } from "../domain/plan";
import type { Conflict } from "../domain/plan-changes";
import { type ChangeInWords, unitInWords } from "../domain/plan-in-words";
import type { ProposalStep } from "../domain/plan-life";
import { type SectionId, sectionOf } from "../domain/plan-sections";
import { holdersInWords } from "../domain/signer";
import { FieldError } from "./error-summary";
import { PlanChanges } from "./plan-changes";
import { Terms } from "./plan-sections";

type ProposalShown = {
  id: string;
  state: string;
  at: Date;
  fromName: string;
  fromRole: string;
  note: string;
  sections: readonly SectionId[];
  permission: Permission;
  changes: readonly ChangeInWords[];
  conflicts: readonly Conflict[];
  may: readonly ProposalStep[];
  answeredAt: Date | null;
  answeredByName: string | null;
  answer: string | null;
};

type ProposalProps = {
  proposal: ProposalShown;
  version: number;
  revision: number;
  formKey: string;
  now: Date;
  errors: Readonly<Record<string, string>> | undefined;
};

export function Proposal({ proposal, version, revision, formKey, now, errors }: ProposalProps) {
  const { id, state, at, fromName, fromRole, note, sections, permission, changes, may } = proposal;
  const into = may.find((step) => step !== "return");
  return (
    <section className="plan-section" id={id} aria-labelledby={`${id}-title`}>
      <h3 className="nhsuk-heading-s" id={`${id}-title`}>
        {sections.map((section) => sectionOf(section).title).join(", ")}
      </h3>
      <FieldError field={id} errors={errors} />
      <p>
        Proposed {momentInWords(at)} ({agoInWords(at, now)}) by {fromName}, {fromRole}
        {note && `: ${note}`}
      </p>
      {state === "returned" && (
        <p>
          <strong>Returned</strong> {proposal.answeredAt && momentInWords(proposal.answeredAt)} by{" "}
          {proposal.answeredByName}: {proposal.answer}
        </p>
      )}
      <PlanChanges changes={changes} />
      {into && <IntoDraft {...{ proposal, version, revision, formKey, into }} />}
      {may.includes("return") && <Return id={id} formKey={formKey} errors={errors} />}
      {may.length === 0 && <p className="confer-muted">It waits: {holdersInWords(permission)} signs this.</p>}
    </section>
  );
}

const INTO: Record<Exclude<ProposalStep, "return">, { intent: string; button: string }> = {
  take: { intent: "take", button: "Take into my draft to sign" },
  withdraw: { intent: "back", button: "Take back into my draft" },
  "put back": { intent: "back", button: "Take back into my draft" },
};

type IntoProps = Pick<ProposalProps, "proposal" | "version" | "revision" | "formKey"> & { into: keyof typeof INTO };

function IntoDraft({ proposal: { id, conflicts }, version, revision, formKey, into }: IntoProps) {
  const { intent, button } = INTO[into];
  return (
    // A newer version is a new question: no choice of the last one stays ticked.
    <Form method="post" className="nhsuk-u-margin-top-3" key={`${version} ${revision}`}>
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="proposal" value={id} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="revision" value={revision} />
      {conflicts.length > 0 && <p>The same lines changed since. Choose which words go into your draft:</p>}
      {conflicts.map((conflict) => (
        <BothSides key={conflict.unit} id={id} conflict={conflict} />
      ))}
      <button className="nhsuk-button nhsuk-button--small" type="submit" name="intent" value={intent}>
        {button}
      </button>
    </Form>
  );
}

function BothSides({ id, conflict: { unit, mine, theirs } }: { id: string; conflict: Conflict }) {
  const side = (value: "mine" | "theirs", label: string, values: Values | null) => (
    <div className="nhsuk-radios">
      <div className="nhsuk-radios__item">
        <input
          className="nhsuk-radios__input"
          type="radio"
          id={`${id} ${unit} ${value}`}
          name={`keep ${unit}`}
          value={value}
        />
        <label className="nhsuk-label nhsuk-radios__label" htmlFor={`${id} ${unit} ${value}`}>
          {label}
        </label>
      </div>
      {values ? <Terms section={unitOf(unit)!.section} values={values} /> : <p>Nothing</p>}
    </div>
  );
  return (
    <fieldset className="nhsuk-fieldset plan-conflict">
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{unitInWords(unit, mine ?? theirs)}</legend>
      <div className="confer-columns confer-columns--two">
        {side("mine", "What is proposed", mine)}
        {side("theirs", "What stands now, with your draft", theirs)}
      </div>
    </fieldset>
  );
}

type ReturnProps = Pick<ProposalProps, "formKey" | "errors"> & { id: string };

function Return({ id, formKey, errors }: ReturnProps) {
  const field = `reason-${id}`;
  const wrong = errors?.[field];
  return (
    <details className="nhsuk-details" open={Boolean(wrong)}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">Return it to its author</span>
      </summary>
      <div className="nhsuk-details__text">
        <Form method="post">
          <input type="hidden" name="key" value={formKey} />
          <input type="hidden" name="proposal" value={id} />
          <div className={`nhsuk-form-group${wrong ? " nhsuk-form-group--error" : ""}`}>
            <label className="nhsuk-label" htmlFor={field}>
              What has to change?
            </label>
            <FieldError field={field} errors={errors} />
            <input
              className="nhsuk-input"
              id={field}
              name="reason"
              maxLength={600}
              autoComplete="off"
              aria-describedby={wrong ? `${field}-error` : undefined}
            />
          </div>
          <button
            className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
            type="submit"
            name="intent"
            value="return"
          >
            Return
          </button>
        </Form>
      </div>
    </details>
  );
}
