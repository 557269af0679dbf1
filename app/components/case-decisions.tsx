/** Decisions, large enough for a projector. A correction stands over what it corrects; both stay readable. */
import { Form } from "@remix-run/react";
import { momentInWords } from "../domain/dates";
import type { Refused } from "./case-page";
import { Button, Hidden, TextArea } from "./meeting-fields";

type Said = { id: string; text: string; at: Date; byName: string };
export type Decision = Said & { corrects: readonly Said[] };

type Props = {
  decisions: readonly Decision[];
  settled: boolean;
  mayCorrect: boolean;
  pageKey: string;
  refused?: Refused;
};

export function Decisions({ decisions, settled, mayCorrect, pageKey, refused }: Props) {
  const replaces = refused?.typed.replaces;
  return (
    <>
      {refused?.corrected && <Corrected {...refused.corrected} mine={refused.typed.text ?? ""} pageKey={pageKey} />}
      {decisions.length === 0 && <p>None yet.</p>}
      <ol className="case-decisions nhsuk-list nhsuk-list--number">
        {decisions.map((decision) => (
          <li key={decision.id} className="case-decision">
            {decision.text}
            <div className="confer-small confer-muted">
              {decision.byName}, {momentInWords(decision.at)}
            </div>
            {decision.corrects.map(({ id, text, byName, at }) => (
              <div key={id} className="confer-small confer-muted">
                Before its correction: <s>{text}</s> ({byName}, {momentInWords(at)})
              </div>
            ))}
            {mayCorrect && (
              <Correct
                decision={decision}
                pageKey={pageKey}
                refused={replaces === decision.id && !refused?.corrected ? refused : undefined}
              />
            )}
          </li>
        ))}
      </ol>
      {!settled && (
        // Once recorded, the form is a new one.
        <Form method="post" key={decisions.length}>
          <Hidden act="decide" pageKey={pageKey} />
          <TextArea
            name="text"
            label="New decision"
            rows={2}
            value={replaces ? "" : refused?.typed.text}
            errors={replaces ? undefined : refused?.errors}
          />
          <Button>Record decision</Button>
        </Form>
      )}
    </>
  );
}

function Correct({ decision: { id, text }, pageKey, refused }: { decision: Said; pageKey: string; refused?: Refused }) {
  return (
    <details className="nhsuk-details work-step confer-no-print" open={refused !== undefined || undefined}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">
          Correct<span className="nhsuk-u-visually-hidden">: {text}</span>
        </span>
      </summary>
      <div className="nhsuk-details__text">
        <Form method="post">
          <Hidden act="decide" pageKey={pageKey} replaces={id} />
          <TextArea
            name="text"
            id={refused ? "text" : `text-${id}`}
            label="The decision as it should read"
            rows={2}
            value={refused?.typed.text ?? text}
            errors={refused?.errors}
          />
          <Button secondary>Save the correction</Button>
        </Form>
      </div>
    </details>
  );
}

/** Somebody corrected the same decision first: both texts, and the choice to correct theirs. */
function Corrected({
  id,
  theirs,
  by,
  mine,
  pageKey,
}: {
  id: string;
  theirs: string;
  by: string;
  mine: string;
  pageKey: string;
}) {
  return (
    <div className="nhsuk-inset-text" id="corrected">
      <p>{by} corrected this decision while you wrote. Nothing is lost: compare the two.</p>
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
      <Form method="post">
        <Hidden act="decide" pageKey={pageKey} replaces={id} text={mine} />
        <Button secondary>Save yours as a correction of theirs</Button>
      </Form>
    </div>
  );
}
