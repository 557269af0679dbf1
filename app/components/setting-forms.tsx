/** Signing a value as it stands, putting another in force, taking a signature back. */
import { Form } from "@remix-run/react";
import { offered, rangeOf, unitOf, valueInWords } from "../domain/setting-value";
import { Button, Hidden, Radios, TextArea, TextField } from "./meeting-fields";
import type { SettingFormProps } from "./setting-page";

/** What was typed comes back only into the form that it was typed into. */
export const ofIntent = ({ errors, typed }: Pick<SettingFormProps, "errors" | "typed">, intent: string) =>
  typed?.intent === intent ? { errors, typed } : { errors: undefined, typed: {} as Record<string, string> };

/** A click opens it, a second one signs: without script too. */
export function SignAsItStands(props: SettingFormProps) {
  const { line, pageKey } = props;
  const { errors, typed } = ofIntent(props, "sign");
  const what = line.kind === "signature" ? "this rule" : valueInWords(line.name, line.setting.value);
  return (
    <section aria-labelledby="sign-title" className="setting-form">
      <h2 className="nhsuk-heading-m" id="sign-title">
        Sign it as it stands
      </h2>
      <details className="nhsuk-details" open={Boolean(errors)}>
        <summary className="nhsuk-details__summary">
          <span className="nhsuk-details__summary-text">Sign {what}</span>
        </summary>
        <div className="nhsuk-details__text">
          <Form method="post">
            <Hidden pageKey={pageKey} intent="sign" version={line.setting.version} />
            <TextArea
              name="note"
              id="sign-note"
              label="Note, if there is one to make"
              rows={2}
              value={typed?.note}
              errors={errors?.note ? { "sign-note": errors.note } : undefined}
            />
            <Button>Yes, sign under my name</Button>
          </Form>
        </div>
      </details>
    </section>
  );
}

export function ChangeForm(props: SettingFormProps) {
  const { line, pageKey } = props;
  const { errors, typed } = ofIntent(props, "change");
  return (
    <section aria-labelledby="change-title" className="setting-form">
      <h2 className="nhsuk-heading-m" id="change-title">
        Put another value in force
      </h2>
      <Form method="post">
        <Hidden pageKey={pageKey} intent="change" version={line.setting.version} />
        <ValueField {...props} errors={errors} typed={typed} />
        <TextArea
          name="source"
          label="Where it comes from"
          hint="Guideline, policy or decision, with its date"
          rows={2}
          value={typed?.source}
          errors={errors}
        />
        <TextArea name="note" label="Note, if there is one to make" rows={2} value={typed?.note} errors={errors} />
        <Button>Put it in force under my name</Button>
      </Form>
    </section>
  );
}

function ValueField({ line, errors, typed }: SettingFormProps) {
  const { name, options } = line;
  if (options) {
    const choices = offered(name, line).map(([value, label]) => ({ value: String(value), label }));
    const value = typed?.value ?? String(line.setting.value);
    return <Radios name="value" label="Value" choices={choices} value={value} errors={errors} />;
  }
  const unit = unitOf(name, line);
  const [least, most] = rangeOf(name);
  return (
    <TextField
      name="value"
      label={unit ? `Value, ${unit}` : "Value, a number"}
      hint={`From ${least} to ${most}`}
      width={5}
      value={typed?.value}
      errors={errors}
    />
  );
}

export function TakeBackForm(props: SettingFormProps) {
  const { line, pageKey } = props;
  const { errors, typed } = ofIntent(props, "take-back");
  return (
    <section aria-labelledby="take-back-title" className="setting-form">
      <h2 className="nhsuk-heading-m" id="take-back-title">
        Take the signature back
      </h2>
      <p>The rule goes on as before, and is shown again as not signed. Both stay in its history.</p>
      <Form method="post">
        <Hidden pageKey={pageKey} intent="take-back" version={line.setting.version} />
        <TextArea name="reason" label="Why?" rows={2} value={typed?.reason} errors={errors} />
        <Button secondary>Take it back</Button>
      </Form>
    </section>
  );
}
