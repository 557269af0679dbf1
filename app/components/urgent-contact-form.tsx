/** The record of a contact: what happened, how the plan served, who is needed before the practice opens. */
import { CONTACT_OUTCOMES, PLAN_FEEDBACK, WRONG_THINGS } from "../domain/contact";
import type { FieldErrors } from "./error-summary";
import { Choices, TextArea, TextField, Tick, type Typed } from "./urgent-fields";

const choicesOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

type ContactFormProps = {
  formKey: string;
  hadPlan: boolean;
  desks: readonly { id: string; name: string; phone: string | null; own: boolean }[];
  typed?: Typed;
  errors?: FieldErrors;
};

export function ContactForm({ formKey, hadPlan, desks, typed, errors }: ContactFormProps) {
  const filled = { typed, errors };
  const asked = desks.map(({ id, name, phone, own }) => ({
    value: id,
    label: own ? `${name} (your clinical desk)` : name,
    hint: phone ? `Ring ${phone}` : "Number not known to Confer",
  }));
  return (
    <form method="post" noValidate>
      <input type="hidden" name="step" value="record" />
      <input type="hidden" name="key" value={typed?.key ?? formKey} />
      <Choices {...filled} name="outcome" legend="What happened?" choices={choicesOf(CONTACT_OUTCOMES)} />
      {hadPlan && (
        <Choices {...filled} name="planFeedback" legend="How did the plan serve?" choices={choicesOf(PLAN_FEEDBACK)} />
      )}
      <TextArea {...filled} name="note" label="Note for the practice (optional)" hint="At most 2,000 characters" />
      <fieldset className="nhsuk-fieldset">
        <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">
          Is somebody needed before the practice opens?
        </legend>
        <Tick {...filled} name="followUp" label="Yes: somebody must see or ring this person" />
        <Choices {...filled} name="followUpBy" legend="Who should?" choices={asked} />
        <TextField {...filled} name="followUpWhat" label="What is needed, and by when" />
        <TextField
          {...filled}
          name="acceptedBy"
          label="Who accepted it, if you rang (name)"
          hint="Leave empty when nobody has accepted yet"
        />
      </fieldset>
      <button type="submit" className="nhsuk-button confer-urgent-button">
        Record contact
      </button>
    </form>
  );
}

type WrongFormProps = { formKey: string; typed?: Typed; errors?: FieldErrors };

export function WrongForm({ formKey, typed, errors }: WrongFormProps) {
  return (
    <form method="post" noValidate>
      <input type="hidden" name="step" value="record" />
      <input type="hidden" name="key" value={typed?.key ?? formKey} />
      <Choices name="what" legend="What is wrong?" choices={choicesOf(WRONG_THINGS)} typed={typed} errors={errors} />
      <TextArea
        name="note"
        label="What is right, or what you saw (optional)"
        hint="At most 200 characters. Of a number, write which: the page is marked at once. The owner of the plan reads it on their work list."
        typed={typed}
        errors={errors}
      />
      <button type="submit" className="nhsuk-button confer-urgent-button">
        Report as wrong
      </button>
    </form>
  );
}
