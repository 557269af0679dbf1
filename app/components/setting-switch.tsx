/** The switch of a rule that drives one person's treatment, with what must be read before it is put on. */
import { Form, Link } from "@remix-run/react";
import { DETERMINATION, INTENDED_PURPOSE, INTENDED_PURPOSE_VERSION } from "../domain/intended-purpose";
import { rowSignature } from "../domain/setting-catalogue";
import { FieldError, type FieldErrors } from "./error-summary";
import { Button, Hidden, TextArea } from "./meeting-fields";
import { ofIntent } from "./setting-forms";
import type { SettingFormProps } from "./setting-page";

export function SwitchForms(props: SettingFormProps) {
  return (
    <div className="confer-columns confer-columns--two">
      <IntendedPurpose />
      {props.line.setting.value === 1 ? <OffForm {...props} /> : <OnForm {...props} />}
    </div>
  );
}

function IntendedPurpose() {
  return (
    <section aria-labelledby="purpose" className="setting-purpose">
      <h2 className="nhsuk-heading-m" id="purpose">
        What it is for
      </h2>
      {INTENDED_PURPOSE.does.map((words) => (
        <p key={words}>{words}</p>
      ))}
      <h3 className="nhsuk-heading-s">What it is not for</h3>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {INTENDED_PURPOSE.notFor.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <h3 className="nhsuk-heading-s">Is it a medical device?</h3>
      <p>{DETERMINATION.statement}</p>
      <p>
        <strong>{DETERMINATION.ours}</strong>
      </p>
      <p className="confer-muted">Wording: {INTENDED_PURPOSE_VERSION}</p>
    </section>
  );
}

function OnForm(props: SettingFormProps) {
  const { line, pageKey, ruleUnsigned, people } = props;
  const { errors, typed } = ofIntent(props, "on");
  return (
    <section aria-labelledby="on-title" className="setting-form">
      <h2 className="nhsuk-heading-m" id="on-title">
        Switch it on
      </h2>
      <p>It counts {forWhomInWords(people)}, not for your own people alone.</p>
      {ruleUnsigned && <RuleFirst process={line.process!} errors={errors} />}
      <Form method="post">
        <Hidden pageKey={pageKey} intent="on" version={line.setting.version} />
        <TextArea
          name="determination"
          label="Medical-device determination for this whole installation"
          hint="Its reference, who made it and when; with the safety case under DCB0160"
          rows={2}
          value={typed?.determination}
          errors={errors}
        />
        <TextArea name="note" label="Note, if there is one to make" rows={2} value={typed?.note} errors={errors} />
        <div className={`nhsuk-form-group${errors?.read ? " nhsuk-form-group--error" : ""}`}>
          <FieldError field="read" errors={errors} />
          <span className="setting-check">
            <input
              type="checkbox"
              id="read"
              name="read"
              value="yes"
              defaultChecked={typed?.read === "yes"}
              aria-describedby={errors?.read && "read-error"}
            />
            <label htmlFor="read">I have read what it is for, what it is not for, and its source</label>
          </span>
        </div>
        <Button>Switch on under my name {forWhomInWords(people)}</Button>
      </Form>
    </section>
  );
}

/** A setting stands for the whole installation, not for the practice of who signs it. */
export const forWhomInWords = (people: number | undefined): string =>
  `for all practices of this installation${people === undefined ? "" : `: ${people.toLocaleString("en-GB")} people`}`;

/** The rule's own signature comes before its switch. */
const RuleFirst = ({ process, errors }: { process: string; errors: FieldErrors | undefined }) => (
  <div id="rule" className="setting-waits">
    <FieldError field="rule" errors={errors} />
    <p>
      This rule was not read in its source, and nobody has signed it.{" "}
      <Link to={`/settings/${rowSignature(process)}`}>Sign the rule first</Link>
    </p>
  </div>
);

/** One click: what is off harms less than what is wrongly on. The reason is asked beside the button. */
function OffForm(props: SettingFormProps) {
  const { line, pageKey, people } = props;
  const { errors, typed } = ofIntent(props, "off");
  return (
    <section aria-labelledby="off-title" className="setting-form">
      <h2 className="nhsuk-heading-m" id="off-title">
        Switch it off
      </h2>
      <Form method="post">
        <Hidden pageKey={pageKey} intent="off" version={line.setting.version} />
        <TextArea name="reason" label="Why?" rows={2} value={typed?.reason} errors={errors} />
        <Button>Switch off {forWhomInWords(people)}</Button>
      </Form>
    </section>
  );
}
