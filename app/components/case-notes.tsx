/** What is recorded about a case besides decisions: the question, who was told, objection, capacity (safety rule 14). */
import { Form } from "@remix-run/react";
import { momentInWords } from "../domain/dates";
import { CAPACITIES, CASE_NOTE_WORDS, type CaseNotes, OBJECTIONS, PERSON_TOLD } from "../domain/meeting";
import type { Refused } from "./case-page";
import type { FieldErrors } from "./error-summary";
import { Button, choicesOf, Hidden, Radios, TextArea, TextField } from "./meeting-fields";

export function NotesInWords({ notes }: { notes: CaseNotes }) {
  const lines = [
    ["The person was", notes.personTold && PERSON_TOLD[notes.personTold].toLowerCase(), notes.personToldDetail],
    ["Objection", notes.objection && OBJECTIONS[notes.objection], notes.objectionDetail],
    ["Capacity", notes.capacity && CAPACITIES[notes.capacity], notes.capacityDetail],
  ] as const;
  return (
    <dl className="case-summary">
      {lines.map(([term, value, detail]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>
            {value ?? "not recorded"}
            {detail && `: ${detail}`}
          </dd>
        </div>
      ))}
    </dl>
  );
}

type Props = {
  notes: CaseNotes;
  revision: number;
  pageKey: string;
  refused?: Refused;
  /** What closing the case asked for. */
  asked?: FieldErrors;
};

export function CaseNotesForm({ notes, revision, pageKey, refused, asked }: Props) {
  const conflict = refused?.conflict;
  const value = (name: keyof CaseNotes) => (refused ? refused.typed[name] : notes[name]) ?? "";
  const errors = refused?.errors ?? asked;
  return (
    <>
      {conflict && <Conflict {...conflict} />}
      <details className="nhsuk-details work-step confer-no-print" open={errors !== undefined || undefined}>
        <summary className="nhsuk-details__summary">
          <span className="nhsuk-details__summary-text">Change the question, told, objection or capacity</span>
        </summary>
        <div className="nhsuk-details__text">
          <Form method="post">
            <Hidden act="note" pageKey={pageKey} revision={conflict?.revision ?? revision} />
            <TextArea name="question" label={CASE_NOTE_WORDS.question} value={value("question")} errors={errors} />
            <Radios
              name="personTold"
              label={CASE_NOTE_WORDS.personTold}
              value={value("personTold")}
              choices={choicesOf(PERSON_TOLD)}
              inline
              errors={errors}
            />
            <TextField
              name="personToldDetail"
              label={CASE_NOTE_WORDS.personToldDetail}
              value={value("personToldDetail")}
              errors={errors}
            />
            <Radios
              name="objection"
              label={CASE_NOTE_WORDS.objection}
              value={value("objection")}
              choices={choicesOf(OBJECTIONS)}
              errors={errors}
            />
            <TextField
              name="objectionDetail"
              label={CASE_NOTE_WORDS.objectionDetail}
              value={value("objectionDetail")}
              errors={errors}
            />
            <Radios
              name="capacity"
              label={CASE_NOTE_WORDS.capacity}
              value={value("capacity")}
              choices={choicesOf(CAPACITIES)}
              errors={errors}
            />
            <TextField
              name="capacityDetail"
              label={CASE_NOTE_WORDS.capacityDetail}
              hint="If capacity is lacking: attorney, deputy, family, or an advocate (IMCA)."
              value={value("capacityDetail")}
              errors={errors}
            />
            <Button secondary>Save</Button>
          </Form>
        </div>
      </details>
    </>
  );
}

/** Both texts of what two people wrote at once. */
export function Conflict({ conflicts, by, at }: NonNullable<Refused["conflict"]>) {
  return (
    <div className="nhsuk-inset-text" id="conflict">
      <p>
        {by} changed this case{at && ` at ${momentInWords(at)}`}, while you wrote. Nothing is lost: compare, change
        yours below where theirs is right, and save again.
      </p>
      {conflicts.map(({ note, mine, theirs }) => (
        <div key={note}>
          <h3 className="nhsuk-heading-s">{CASE_NOTE_WORDS[note]}</h3>
          <div className="case-conflict">
            <div>
              <strong>{by} wrote</strong>
              <p>{theirs}</p>
            </div>
            <div>
              <strong>You wrote</strong>
              <p>{mine}</p>
            </div>
          </div>
        </div>
      ))}
    </div>
  );
}
