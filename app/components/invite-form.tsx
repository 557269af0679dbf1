/** Inviting the person, a proxy or a carer to their own pages. */
import { Form } from "@remix-run/react";
import { ACCESS_KINDS, GRANTS, type Grant, USUAL_GRANTS } from "../domain/person-access";
import { FieldError } from "./error-summary";
import { Button, choicesOf, Hidden, Radios, TextArea, TextField } from "./meeting-fields";
import type { Answering } from "./plan-invite";

type FormProps = Answering & { pageKey: string };

export function InviteForm({ action, pageKey, errors, typed }: FormProps) {
  return (
    <Form method="post" action={action} className="meeting-form">
      <h2 className="nhsuk-heading-m">Invite somebody</h2>
      <Hidden act="invite" pageKey={pageKey} />
      <Radios
        name="kind"
        label="Who is invited?"
        value={typed?.kind}
        errors={errors}
        choices={choicesOf(ACCESS_KINDS)}
      />
      <TextField name="name" label="Name" value={typed?.name} errors={errors} />
      <TextField
        name="relation"
        label="Relation, and by what right"
        hint="For example: daughter, attorney for health and welfare (document seen). Not needed for the person."
        value={typed?.relation}
        errors={errors}
      />
      <TextArea
        name="proof"
        label="How did you check who it is, and the right to act?"
        hint="For example: known to me for years; passport seen; power of attorney seen and registered."
        rows={2}
        value={typed?.proof}
        errors={errors}
      />
      <GrantsToTick errors={errors} />
      <p>Parts of the plan that are closed or hidden show to none of them.</p>
      <CodeInLetter typed={typed} />
      <Button>Make the code</Button>
    </Form>
  );
}

const GrantsToTick = ({ errors }: Pick<FormProps, "errors">) => (
  <fieldset className="nhsuk-fieldset nhsuk-form-group" id="grants">
    <legend className="nhsuk-fieldset__legend">What they may do</legend>
    <div className="nhsuk-hint">
      Who opened the plan is told to the person alone, whatever is ticked here: it may show where they sought help.
    </div>
    <FieldError field="grants" errors={errors} />
    <div className="nhsuk-checkboxes">
      {(Object.keys(GRANTS) as Grant[]).map((grant) => (
        <div className="nhsuk-checkboxes__item" key={grant}>
          <input
            className="nhsuk-checkboxes__input"
            type="checkbox"
            id={`grants-${grant}`}
            name="grants"
            value={grant}
            defaultChecked={USUAL_GRANTS.carer.includes(grant)}
          />
          <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={`grants-${grant}`}>
            {GRANTS[grant]}
          </label>
        </div>
      ))}
    </div>
  </fieldset>
);

const CodeInLetter = ({ typed }: Pick<FormProps, "typed">) => (
  <div className="nhsuk-form-group">
    <div className="nhsuk-checkboxes">
      <div className="nhsuk-checkboxes__item">
        <input
          className="nhsuk-checkboxes__input"
          type="checkbox"
          id="codeInLetter"
          name="codeInLetter"
          value="yes"
          defaultChecked={typed?.codeInLetter === "yes"}
          aria-describedby="codeInLetter-hint"
        />
        <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor="codeInLetter">
          Give the code in the letter too
        </label>
        <div className="nhsuk-hint nhsuk-checkboxes__hint" id="codeInLetter-hint">
          Only for a letter that you put into their hands. Otherwise tell the code yourself: whoever finds the letter
          and knows the date of birth could open the plan.
        </div>
      </div>
    </div>
  </div>
);
