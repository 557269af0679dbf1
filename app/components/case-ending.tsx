/** How a case ends: closed, carried over or taken off the agenda. */
import { Form } from "@remix-run/react";
import { CASE_STATUSES } from "../domain/agenda";
import { momentInWords } from "../domain/dates";
import { meetingInWords } from "../domain/meeting";
import { Conflict } from "./case-notes";
import type { CaseProps } from "./case-page";
import { Button, Hidden, TextField } from "./meeting-fields";

export function Ending(props: CaseProps) {
  const { status, meeting, notes } = props.one;
  if (meeting.minutesApprovedAt) return <p>The minutes are approved: nothing of this case changes any more.</p>;
  if (status === "closed") return <Closed {...props} />;
  if (status === "waiting") return <Closing {...props} />;
  return (
    <p>
      {CASE_STATUSES[status]}
      {status === "withdrawn" && notes.noActionBecause ? `: ${notes.noActionBecause}` : ""}.
    </p>
  );
}

function Closed({ one: { closedByName, closedAt, notes, meeting }, pageKey }: CaseProps) {
  return (
    <section className="work-card" aria-labelledby="end">
      <h2 className="nhsuk-heading-m" id="end">
        Closed
      </h2>
      <p>
        By {closedByName}
        {closedAt && `, ${momentInWords(closedAt)}`}.
        {notes.noActionBecause && ` No action, because: ${notes.noActionBecause}`}
      </p>
      {!meeting.closedAt && (
        <Form method="post">
          <Hidden act="reopen" pageKey={pageKey} />
          <Button secondary>Open the case again</Button>
        </Form>
      )}
    </section>
  );
}

function Closing(props: CaseProps) {
  const { one, pageKey, refused } = props;
  const mine = refused && ["close", "withdraw", "carry"].includes(refused.act) ? refused : undefined;
  return (
    <section className="work-card" aria-labelledby="end">
      <h2 className="nhsuk-heading-m" id="end">
        Close the case
      </h2>
      {mine?.conflict && <Conflict {...mine.conflict} />}
      <Form method="post">
        <Hidden act="close" pageKey={pageKey} revision={mine?.conflict?.revision ?? one.revision} />
        {one.actions.every(({ status }) => status === "cancelled") && (
          <TextField
            name="noActionBecause"
            label="No action, because"
            hint="Needed when no action was made."
            value={mine?.typed.noActionBecause ?? one.notes.noActionBecause}
            errors={mine?.errors}
          />
        )}
        <Button>Close the case</Button>
      </Form>
      <NotToday {...props} refused={mine} />
    </section>
  );
}

function NotToday({ one: { next }, pageKey, refused }: CaseProps) {
  return (
    <details className="nhsuk-details work-step" open={refused?.act === "withdraw" || undefined}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">Not today</span>
      </summary>
      <div className="nhsuk-details__text">
        {next ? (
          <Form method="post">
            <Hidden act="carry" pageKey={pageKey} />
            <Button secondary>Carry over to {meetingInWords(next.startsAt)}</Button>
          </Form>
        ) : (
          <p>No later meeting is planned to carry it over to.</p>
        )}
        <Form method="post">
          <Hidden act="withdraw" pageKey={pageKey} />
          <TextField
            name="because"
            label="Take off the agenda, because"
            value={refused?.typed.because}
            errors={refused?.errors}
          />
          <Button secondary>Take off the agenda</Button>
        </Form>
      </div>
    </details>
  );
}
