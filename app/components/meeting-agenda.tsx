/** The agenda on one page: item 0, the cases in order, who is here, and how the meeting ends. */
import { Form, Link } from "@remix-run/react";
import { CASE_STATUSES, type CaseStatus, placeOf } from "../domain/agenda";
import { londonDate, momentInWords } from "../domain/dates";
import { meetingInWords } from "../domain/meeting";
import { type ActionLine, ActionList } from "./action-list";
import { Button, Hidden } from "./meeting-fields";
import { counted } from "./work-page";

type Case = {
  id: string;
  position: number;
  status: CaseStatus;
  question: string;
  person: { name: string };
};
export type AgendaView = {
  meeting: {
    id: string;
    mdgId: string;
    mdgName: string;
    startsAt: Date;
    place: string;
    slots: number;
    minutesPerCase: number;
    closedAt: Date | null;
    minutesApprovedAt: Date | null;
    cases: readonly Case[];
    hidden: number;
    itemZero: readonly ActionLine[];
    actions: readonly (ActionLine & { caseId: string | null })[];
    members: readonly { accountId: string; name: string; role: string; organisationName: string }[];
    attendance: readonly { accountId: string; name: string }[];
    next: { id: string; startsAt: Date } | null;
    mayRun: boolean;
  };
  now: Date;
  pageKey: string;
};

export function MeetingAgenda({ meeting, now, pageKey }: AgendaView) {
  const { cases, itemZero } = meeting;
  const waiting = cases.filter(({ status }) => status === "waiting");
  const discussed = cases.filter(({ status }) => status !== "withdrawn").length;
  return (
    <>
      <p className="confer-small confer-muted">
        <Link to={`/mdgs/${meeting.mdgId}`}>{meeting.mdgName}</Link>
      </p>
      <h1 className="nhsuk-heading-l">MDG {meetingInWords(meeting.startsAt)}</h1>
      <p className="meeting-lead">
        {meeting.closedAt
          ? "This meeting is closed."
          : `${waiting.length} of ${counted(discussed, "case")} to discuss, ${counted(itemZero.length, "open action")} from before.`}{" "}
        {meeting.place}. {counted(meeting.slots, "slot")} of {meeting.minutesPerCase} minutes
        {discussed > meeting.slots ? `: ${discussed - meeting.slots} over` : ""}.
      </p>
      <div className="work-line__buttons work-next confer-no-print">
        {waiting[0] && (
          <Link className="nhsuk-button" to={`/meetings/${meeting.id}/cases/${waiting[0].id}`}>
            {waiting.length === discussed
              ? "Begin with case 1"
              : `Go on with case ${placeOf(cases, waiting[0].id)?.number}`}
          </Link>
        )}
        <Link to={`/meetings/${meeting.id}/minutes`}>Minutes</Link>
      </div>
      <section className="work-section" aria-labelledby="item-0">
        <h2 className="nhsuk-heading-m" id="item-0">
          0. Open actions from before
        </h2>
        {itemZero.length ? (
          <ActionList actions={itemZero} today={londonDate(now)} pageKey={pageKey} to={`/meetings/${meeting.id}`} />
        ) : (
          <p>The group owes nothing from earlier meetings.</p>
        )}
      </section>
      <section className="work-section" aria-labelledby="cases">
        <h2 className="nhsuk-heading-m" id="cases">
          Cases
        </h2>
        {cases.length === 0 && (
          <p>
            Nobody is on the agenda yet. People are put on it from the <Link to="/registry">registry</Link> or a record.
          </p>
        )}
        <Cases meeting={meeting} pageKey={pageKey} />
        {meeting.hidden > 0 && <p>{counted(meeting.hidden, "more case")} not shown to you.</p>}
      </section>
      <div className="confer-columns confer-columns--two confer-no-print">
        <Attendance meeting={meeting} />
        <Closing meeting={meeting} waiting={waiting.length} pageKey={pageKey} now={now} />
      </div>
    </>
  );
}

function Cases({ meeting, pageKey }: Pick<AgendaView, "meeting" | "pageKey">) {
  const { cases, actions, mayRun, closedAt } = meeting;
  return (
    <ul className="confer-plain-list work-lines">
      {cases.map((one, index) => {
        const place = placeOf(cases, one.id);
        const own = actions.filter(({ caseId }) => caseId === one.id).length;
        return (
          <li key={one.id} className="work-line">
            <div className="work-line__words">
              <Link to={`/meetings/${meeting.id}/cases/${one.id}`} className="work-line__what">
                {place ? `${place.number}. ` : ""}
                {one.person.name}
              </Link>
              <div>{one.question}</div>
              <div className="confer-small">
                {CASE_STATUSES[one.status]}
                {own > 0 && ` · ${counted(own, "action")}`}
              </div>
            </div>
            {mayRun && !closedAt && place && (
              <Move
                one={one}
                meetingId={meeting.id}
                pageKey={pageKey}
                first={index === 0}
                last={place.number === place.of}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

type MoveProps = { one: Case; meetingId: string; pageKey: string; first: boolean; last: boolean };

function Move({ one, meetingId, pageKey, first, last }: MoveProps) {
  const ways = [
    { by: "-1", words: "Move up", hide: first },
    { by: "1", words: "Move down", hide: last },
  ];
  return (
    <Form
      method="post"
      action={`/meetings/${meetingId}/cases/${one.id}`}
      className="meeting-case__move confer-no-print"
    >
      <Hidden act="move" pageKey={pageKey} />
      {ways
        .filter(({ hide }) => !hide)
        .map(({ by, words }) => (
          <Button key={by} secondary name="by" value={by}>
            {words}
            <span className="nhsuk-u-visually-hidden">: {one.person.name}</span>
          </Button>
        ))}
    </Form>
  );
}

function Attendance({ meeting }: Pick<AgendaView, "meeting">) {
  const { members, attendance, mayRun, minutesApprovedAt } = meeting;
  const there = new Set(attendance.map(({ accountId }) => accountId));
  return (
    <section className="work-card" aria-labelledby="attendance">
      <h2 className="nhsuk-heading-m" id="attendance">
        Who is here
      </h2>
      <Form method="post">
        <Hidden act="attendance" />
        <fieldset className="nhsuk-fieldset" disabled={!mayRun || minutesApprovedAt !== null}>
          <legend className="nhsuk-u-visually-hidden">Members who are here</legend>
          <div className="nhsuk-checkboxes nhsuk-checkboxes--small">
            {members.map(({ accountId, name, role, organisationName }) => (
              <div className="nhsuk-checkboxes__item" key={accountId}>
                <input
                  className="nhsuk-checkboxes__input"
                  id={`here-${accountId}`}
                  name="here"
                  type="checkbox"
                  value={accountId}
                  defaultChecked={there.has(accountId)}
                />
                <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={`here-${accountId}`}>
                  {name}, {role}, {organisationName}
                </label>
              </div>
            ))}
          </div>
        </fieldset>
        {mayRun && !minutesApprovedAt && <Button secondary>Save who is here</Button>}
      </Form>
    </section>
  );
}

function Closing({ meeting, waiting, pageKey, now }: AgendaView & { waiting: number }) {
  const { mayRun, closedAt, minutesApprovedAt, next } = meeting;
  return (
    <section className="work-card" id="meeting">
      <h2 className="nhsuk-heading-m">How it ends</h2>
      {closedAt ? (
        <p>
          Closed. Minutes {minutesApprovedAt ? "approved" : "wait for approval"}:{" "}
          <Link to={`/meetings/${meeting.id}/minutes`}>read them</Link>.
        </p>
      ) : (
        <p>
          {waiting === 0
            ? "Every case is dealt with: the meeting can close."
            : `${counted(waiting, "case")} still to discuss. ${
                next
                  ? `What is not discussed can go to ${meetingInWords(next.startsAt)}.`
                  : "No later meeting is planned to carry them over to."
              }`}
        </p>
      )}
      {!closedAt && now < meeting.startsAt && (
        <p>The meeting can be closed from its start: {momentInWords(meeting.startsAt)}.</p>
      )}
      {!closedAt && now >= meeting.startsAt && meeting.attendance.length === 0 && (
        <p>Record who is here before the meeting is closed.</p>
      )}
      {mayRun && !closedAt && now >= meeting.startsAt && meeting.attendance.length > 0 && (
        <Form method="post">
          <Hidden act="close" pageKey={pageKey} />
          {waiting > 0 && next ? (
            <Button secondary name="carryOver" value="yes">
              Carry over {counted(waiting, "case")} and close the meeting
            </Button>
          ) : (
            <Button>Close the meeting</Button>
          )}
        </Form>
      )}
    </section>
  );
}
