/**
 * The questions about agreement and copy. With script only those that follow from the first answer show; without it all
 * of them stand under headings that say when each is asked.
 */
import { useEffect, useState } from "react";
import { AGREEMENT_GROUPS, groupsShown } from "../domain/agreement-questions";
import type { FieldErrors } from "./error-summary";
import { PlanFields } from "./plan-fields";

type Props = { values: Readonly<Record<string, string | undefined>>; errors: FieldErrors | undefined };

export function PlanAgreementFields({ values, errors }: Props) {
  const written = { agreed: values.agreed ?? "", copy: values.copy ?? "" };
  const [answers, setAnswers] = useState(written);
  const [scripted, setScripted] = useState(false);
  useEffect(() => setScripted(true), []);
  const kept = Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  const shown = scripted ? groupsShown(answers, kept, errors) : AGREEMENT_GROUPS.map(({ id }) => id);
  const hear = ({ name, value }: { name: string; value: string }) => {
    if (name === "agreed" || name === "copy") setAnswers((before) => ({ ...before, [name]: value }));
  };
  return (
    <div onChange={({ target }) => hear(target as HTMLSelectElement)}>
      {AGREEMENT_GROUPS.map(({ id, heading, fields }) => (
        // What does not show is not sent either, and comes back with its words when the answer does.
        <fieldset
          key={id}
          className="nhsuk-fieldset"
          hidden={!shown.includes(id)}
          disabled={!shown.includes(id)}
          data-group={id}
        >
          <legend
            className={
              scripted
                ? "nhsuk-u-visually-hidden"
                : "nhsuk-fieldset__legend nhsuk-fieldset__legend--s nhsuk-u-margin-top-3"
            }
          >
            {heading}
          </legend>
          <PlanFields section="agreement" prefix="" values={values} errors={errors} only={fields} />
        </fieldset>
      ))}
    </div>
  );
}
