/** A group: its meetings, who belongs to it, and what who runs it may change. */
import { Form, Link } from "@remix-run/react";
import { londonDate } from "../domain/dates";
import { meetingInWords } from "../domain/meeting";
import type { FieldErrors } from "./error-summary";
import { Button, Hidden, Select, TextField } from "./meeting-fields";
import { counted } from "./work-page";

type Member = {
  accountId: string;
  name: string;
  role: string;
  organisationName: string;
  chair: boolean;
  scribe: boolean;
};
type MeetingOf = {
  id: string;
  startsAt: Date;
  place: string;
  slots: number;
  free: number;
  counts: { waiting?: number; closed?: number };
  minutesApprovedAt: Date | null;
};
type Props = {
  mdg: {
    id: string;
    name: string;
    organisation: { name: string };
    isMember: boolean;
    mayChange: boolean;
    openActions: number;
    members: readonly Member[];
    coming: readonly MeetingOf[];
    past: readonly MeetingOf[];
    candidates: readonly { accountId: string; name: string; role: string; organisationName: string }[];
  };
  now: Date;
  pageKey: string;
  errors?: FieldErrors;
  typed: Readonly<Record<string, string>>;
};

export function MeetingMdg({ mdg, now, pageKey, errors, typed }: Props) {
  const [next] = mdg.coming;
  return (
    <>
      <h1 className="nhsuk-heading-l">{mdg.name}</h1>
      <p className="meeting-lead">
        {next ? `Meets ${meetingInWords(next.startsAt)}, ${next.place}.` : "No meeting is planned."}{" "}
        {counted(mdg.openActions, "open action")}. {mdg.organisation.name}.
      </p>
      {!mdg.isMember && (
        <p>You look after this group for your organisation and are not a member: its cases stay closed to you.</p>
      )}
      <nav className="work-inline nhsuk-u-margin-bottom-4" aria-label="Of this group">
        {mdg.isMember && <Link to={`/mdgs/${mdg.id}/propose`}>Whom to discuss</Link>}
        {mdg.isMember && <Link to={`/mdgs/${mdg.id}/step-down`}>Step-down</Link>}
        <Link to={`/mdgs/${mdg.id}/harm-watch`}>Harm watch</Link>
      </nav>
      <div className="confer-columns confer-columns--two">
        <div>
          <Meetings title="Coming meetings" none="None is planned." meetings={mdg.coming} />
          {mdg.mayChange && <PlanMeeting now={now} pageKey={pageKey} errors={errors} typed={typed} />}
          <Meetings title="Past meetings" none="The group has not met yet." meetings={mdg.past} past />
        </div>
        <Members mdg={mdg} pageKey={pageKey} errors={errors} />
      </div>
    </>
  );
}

type MeetingsProps = { title: string; none: string; meetings: readonly MeetingOf[]; past?: boolean };

function Meetings({ title, none, meetings, past }: MeetingsProps) {
  return (
    <section className="work-section">
      <h2 className="nhsuk-heading-m">{title}</h2>
      {meetings.length === 0 && <p>{none}</p>}
      <ul className="confer-plain-list work-lines">
        {meetings.map(({ id, startsAt, place, slots, free, counts, minutesApprovedAt }) => (
          <li key={id} className="work-line">
            <div className="work-line__words">
              <Link to={past ? `/meetings/${id}/minutes` : `/meetings/${id}`} className="work-line__what">
                {meetingInWords(startsAt)}
              </Link>
              <div>
                {place} · {counted((counts.waiting ?? 0) + (counts.closed ?? 0), "case")}
                {past
                  ? ` · minutes ${minutesApprovedAt ? "approved" : "not yet approved"}`
                  : ` · ${free > 0 ? `${free} of ${slots} slots free` : "full"}`}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function PlanMeeting({ now, pageKey, errors, typed }: Pick<Props, "now" | "pageKey" | "errors" | "typed">) {
  const mine = typed.act === "plan";
  return (
    <details className="nhsuk-details" open={mine || undefined}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">Plan a meeting</span>
      </summary>
      <div className="nhsuk-details__text">
        <Form method="post">
          <Hidden act="plan" pageKey={pageKey} />
          <div className="work-inline">
            <TextField
              name="date"
              label="Date"
              type="date"
              width={10}
              min={londonDate(now)}
              value={typed.date}
              errors={errors}
            />
            <TextField name="time" label="Time" type="time" width={5} value={typed.time ?? "14:00"} errors={errors} />
          </div>
          <TextField name="place" label="Place, or how to join" width={20} value={typed.place} errors={errors} />
          <div className="work-inline">
            <TextField
              name="slots"
              label="Cases that fit"
              type="number"
              width={5}
              min={1}
              max={20}
              value={typed.slots ?? "8"}
              errors={errors}
            />
            <TextField
              name="minutesPerCase"
              label="Minutes a case"
              type="number"
              width={5}
              min={1}
              max={60}
              value={typed.minutesPerCase ?? "10"}
              errors={errors}
            />
          </div>
          <Button>Plan the meeting</Button>
        </Form>
      </div>
    </details>
  );
}

function Members({ mdg, pageKey, errors }: Pick<Props, "mdg" | "pageKey" | "errors">) {
  const { members, mayChange, candidates } = mdg;
  return (
    <section className="work-section" id="members">
      <h2 className="nhsuk-heading-m">{counted(members.length, "member")}</h2>
      <ul className="confer-plain-list work-lines">
        {members.map((member) => (
          <li key={member.accountId} className="work-line">
            <div className="work-line__words">
              <strong>{member.name}</strong>
              {member.chair && " · chair"}
              {member.scribe && " · scribe"}
              <div>
                {member.role}, {member.organisationName}
              </div>
            </div>
            {mayChange && <MemberButtons member={member} pageKey={pageKey} />}
          </li>
        ))}
      </ul>
      {mayChange && candidates.length > 0 && (
        <Form method="post" key={members.length}>
          <Hidden act="add" pageKey={pageKey} />
          <div className="work-inline">
            <Select
              name="accountId"
              label="Add a member"
              errors={errors}
              choices={candidates.map(({ accountId, name, role, organisationName }) => ({
                value: accountId,
                label: `${name}, ${role}`,
                group: organisationName,
              }))}
            />
            <Button secondary>Add</Button>
          </div>
        </Form>
      )}
    </section>
  );
}

const flags = ({ chair, scribe }: { chair: boolean; scribe: boolean }): Record<string, string> => ({
  ...(chair && { chair: "yes" }),
  ...(scribe && { scribe: "yes" }),
});

function MemberButtons({ member: { accountId, name, chair, scribe }, pageKey }: { member: Member; pageKey: string }) {
  const forms = [
    { words: chair ? "Not chair" : "Chair", act: "set", fields: flags({ chair: !chair, scribe }) },
    { words: scribe ? "Not scribe" : "Scribe", act: "set", fields: flags({ chair, scribe: !scribe }) },
    { words: "Remove", act: "remove", fields: {} },
  ];
  return (
    <div className="work-line__buttons">
      {forms.map(({ words, fields, act }) => (
        <Form method="post" key={words}>
          <Hidden act={act} accountId={accountId} pageKey={pageKey} {...fields} />
          <button type="submit" className="confer-link-button">
            {words}
            <span className="nhsuk-u-visually-hidden">: {name}</span>
          </button>
        </Form>
      ))}
    </div>
  );
}
