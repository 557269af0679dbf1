/** Sections of the author's draft that can be handed over for signature. */
import { Form, Link } from "@remix-run/react";
import type { Permission } from "../domain/permissions";
import type { ChangeInWords } from "../domain/plan-in-words";
import { type SectionId, sectionOf } from "../domain/plan-sections";
import { holdersInWords } from "../domain/signer";
import { FieldError } from "./error-summary";
import { PlanChanges } from "./plan-changes";

export type Drafted = {
  section: SectionId;
  permission: Permission;
  /** The author may sign it. */
  own: boolean;
  changes: readonly ChangeInWords[];
};

type ProposeProps = {
  drafted: readonly Drafted[];
  /** How many lines of the draft others changed meanwhile, and where the author chooses. */
  conflicts: number;
  settle: string;
  formKey: string;
  errors: Readonly<Record<string, string>> | undefined;
};

export function ProposeForm(props: ProposeProps) {
  const { drafted, conflicts, settle } = props;
  return (
    <>
      {conflicts > 0 && (
        <div className="nhsuk-inset-text">
          <p>
            <Link to={settle}>Settle {conflicts === 1 ? "this" : "these"} first</Link>:{" "}
            {conflicts === 1 ? "one line of your draft was" : `${conflicts} lines of your draft were`} changed by others
            meanwhile.
          </p>
        </div>
      )}
      {(drafted.length > 0 || conflicts === 0) && <PartsOfDraft {...props} />}
    </>
  );
}

function PartsOfDraft({ drafted, formKey, errors }: ProposeProps) {
  if (!drafted.length) return <p>Your draft of this plan is empty: there is nothing to propose.</p>;
  return (
    <Form method="post" className="plan-section" id="propose">
      <input type="hidden" name="key" value={formKey} />
      <fieldset className="nhsuk-fieldset nhsuk-u-margin-bottom-4" aria-describedby="propose-hint">
        <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">Propose parts of your draft</legend>
        <p id="propose-hint">
          They leave your draft and wait for somebody who may sign them. You can take them back until then.
        </p>
        <FieldError field="propose" errors={errors} />
        <div className="nhsuk-checkboxes">
          {drafted.map(({ section, permission, own, changes }) => (
            <div key={section}>
              <div className="nhsuk-checkboxes__item">
                <input
                  className="nhsuk-checkboxes__input"
                  type="checkbox"
                  id={`section-${section}`}
                  name="section"
                  value={section}
                  defaultChecked={!own}
                />
                <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={`section-${section}`}>
                  {sectionOf(section).title}
                  {own ? " (you may sign it yourself)" : `: ${holdersInWords(permission)} signs this`}
                </label>
              </div>
              <PlanChanges changes={changes} />
            </div>
          ))}
        </div>
      </fieldset>
      <div className="nhsuk-form-group">
        <label className="nhsuk-label" htmlFor="note">
          Note for who signs
        </label>
        <textarea className="nhsuk-textarea" id="note" name="note" rows={2} maxLength={600} />
      </div>
      <button className="nhsuk-button" type="submit" name="intent" value="propose">
        Propose for signing
      </button>
    </Form>
  );
}
