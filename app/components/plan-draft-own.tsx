/** An author's own words of a draft, where the plan itself is shut to them. */
import { Form } from "@remix-run/react";
import { agoInWords, dateInWords } from "../domain/dates";
import type { ChangeInWords } from "../domain/plan-in-words";
import type { FieldErrors } from "./error-summary";
import { Button, Hidden, TextArea } from "./meeting-fields";

export type OwnDraft = {
  revision: number;
  updatedAt: Date;
  words: readonly ChangeInWords[];
  now: Date;
  pageKey: string;
};

type Props = OwnDraft & { errors?: FieldErrors; note?: string };

export function OwnDraftWords({ words, updatedAt, revision, now, pageKey, errors, note }: Props) {
  return (
    <>
      <h1 className="nhsuk-heading-l">Your draft of a person whom you no longer look after</h1>
      <p>
        Last written {agoInWords(updatedAt, now)}, on {dateInWords(updatedAt)}. These are your own words; the plan and
        the person are not shown to you any more.
      </p>
      <ul className="confer-plain-list">
        {words.map((one) => (
          <li key={one.unit} className="plan-change">
            <OwnUnit {...one} />
          </li>
        ))}
      </ul>
      <h2 className="nhsuk-heading-m">Hand them over</h2>
      <p>
        Whoever looks after the person now gets your words as a proposal under your name: they take them into the plan
        or return them with a reason. Your draft ends; its words are kept.
      </p>
      <Form method="post">
        <Hidden pageKey={pageKey} revision={String(revision)} />
        <TextArea
          name="note"
          label="What they should know (optional)"
          hint="Say when you saw this and how sure you are: you cannot be asked on the person's page."
          rows={3}
          value={note}
          errors={errors}
        />
        <Button>Hand over my words</Button>
      </Form>
    </>
  );
}

function OwnUnit({ what, did, lines }: ChangeInWords) {
  if (did === "taken out") return <strong>{what}: you took this out</strong>;
  return (
    <>
      <strong>{what}</strong>
      <dl className="plan-terms">
        {lines.map(({ label, after }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{after}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
