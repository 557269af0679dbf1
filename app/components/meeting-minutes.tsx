/** The minutes: made of what was decided and promised, readable on paper. */
import { Form, Link } from "@remix-run/react";
import { ACTION_STATUSES } from "../domain/action";
import { CASE_STATUSES, type CaseStatus, placeOf } from "../domain/agenda";
import { dateInWords, momentInWords } from "../domain/dates";
import { type CaseNotes, meetingInWords } from "../domain/meeting";
import { type ActionLine, ownerInWords } from "./action-list";
import type { Decision } from "./case-decisions";
import { NotesInWords } from "./case-notes";
import { Button, Hidden } from "./meeting-fields";
import { counted } from "./work-page";

type MinutesCase = {
  id: string;
  position: number;
  status: CaseStatus;
  person: { name: string; bornOn: string | undefined };
  notes: CaseNotes;
  decisions: readonly Decision[];
  actions: readonly ActionLine[];
};
export type MinutesView = {
  meeting: {
    id: string;
    mdgId: string;
    mdgName: string;
    startsAt: Date;
    place: string;
    closedAt: Date | null;
    minutesApprovedAt: Date | null;
    minutesApprovedBy: string | null;
    attendance: readonly { accountId: string; name: string; organisationName: string }[];
    cases: readonly MinutesCase[];
    hidden: number;
    next: { id: string; startsAt: Date } | null;
    mayRun: boolean;
  };
};

export function MeetingMinutes({ meeting }: MinutesView) {
  const { cases, attendance, closedAt, minutesApprovedAt } = meeting;
  return (
    <>
      <p className="confer-small confer-muted confer-no-print">
        <Link to={`/mdgs/${meeting.mdgId}`}>{meeting.mdgName}</Link> ·{" "}
        <Link to={`/meetings/${meeting.id}`}>Agenda</Link>
      </p>
      <h1 className="nhsuk-heading-l">
        Minutes of {meeting.mdgName}, {meetingInWords(meeting.startsAt)}
      </h1>
      <p>
        {meeting.place}.{" "}
        {minutesApprovedAt
          ? `Approved by ${meeting.minutesApprovedBy}, ${momentInWords(minutesApprovedAt)}.`
          : closedAt
            ? "Not yet approved."
            : "The meeting is not closed: these minutes still grow."}
      </p>
      <h2 className="nhsuk-heading-m">Who was there</h2>
      {attendance.length ? (
        <ul className="nhsuk-list nhsuk-list--bullet">
          {attendance.map(({ accountId, name, organisationName }) => (
            <li key={accountId}>
              {name}, {organisationName}
            </li>
          ))}
        </ul>
      ) : (
        <p>Not recorded.</p>
      )}
      <h2 className="nhsuk-heading-m">{counted(cases.length, "case")}</h2>
      {cases.map((one) => (
        <MinutesOf key={one.id} one={one} number={placeOf(cases, one.id)?.number} />
      ))}
      {meeting.hidden > 0 && (
        <p>
          {counted(meeting.hidden, "case")} not shown to you
          {minutesApprovedAt ? ": since the minutes were approved, only those who care for the person see them" : ""}.
        </p>
      )}
      {meeting.next && <p>Next meeting: {meetingInWords(meeting.next.startsAt)}.</p>}
      {meeting.mayRun && closedAt && !minutesApprovedAt && (
        <Form method="post" id="meeting" className="confer-no-print">
          <Hidden act="approve" />
          <p>Approving ends what this meeting opened: members then see only people whom they care for otherwise.</p>
          <Button>Approve the minutes</Button>
        </Form>
      )}
    </>
  );
}

function MinutesOf({ one, number }: { one: MinutesCase; number: number | undefined }) {
  const { person, notes, decisions, actions, status } = one;
  return (
    <section className="minutes-case">
      <h3 className="nhsuk-heading-s">
        {number ? `${number}. ` : ""}
        {person.name}
        {person.bornOn ? `, born ${dateInWords(person.bornOn)}` : ""} · {CASE_STATUSES[status]}
      </h3>
      <p>
        <strong>Question:</strong> {notes.question}
      </p>
      {decisions.length > 0 && (
        <>
          <p>
            <strong>Decided</strong>
          </p>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {decisions.map(({ id, text, byName, corrects }) => (
              <li key={id}>
                {text} ({byName}
                {corrects.length ? ", corrected" : ""})
              </li>
            ))}
          </ul>
        </>
      )}
      {actions.length > 0 && (
        <table className="meeting-table">
          <caption className="nhsuk-u-visually-hidden">Actions of case {number}</caption>
          <thead>
            <tr>
              <th scope="col">Action</th>
              <th scope="col">Owner</th>
              <th scope="col">By</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {actions.map((action) => (
              <tr key={action.id}>
                <td>{action.what}</td>
                <td>{ownerInWords(action)}</td>
                <td>{dateInWords(action.dueOn)}</td>
                <td>{ACTION_STATUSES[action.status]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {notes.noActionBecause && (
        <p>
          <strong>{status === "withdrawn" ? "Taken off, because:" : "No action, because:"}</strong>{" "}
          {notes.noActionBecause}
        </p>
      )}
      <NotesInWords notes={notes} />
    </section>
  );
}
