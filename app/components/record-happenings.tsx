/** Of the record: contacts, people to ring, meetings. */
import { Link } from "@remix-run/react";
import { dateInWords, momentInWords, shortDate } from "../domain/dates";
import type { Carer, CaseOfPerson, Encounter, PersonRecord } from "../domain/person-record";
import { CONTACT_OUTCOMES, ENCOUNTERS, URGENT_SERVICES } from "../domain/record";
import { RecordTable } from "./record-table";

export function Contacts({ lately: { contacts, encounters } }: { lately: NonNullable<PersonRecord["lately"]> }) {
  return (
    <>
      <h3 className="nhsuk-heading-xs">Urgent contacts</h3>
      {contacts.length ? (
        <ul className="record-list">
          {contacts.map(({ id, service, openedAt, openedByName, outcome, note, closedAt }) => (
            <li key={id}>
              <strong>{momentInWords(openedAt)}</strong> {URGENT_SERVICES[service] ?? service}, {openedByName}:{" "}
              {outcome ? (CONTACT_OUTCOMES[outcome] ?? outcome) : closedAt ? "no outcome recorded" : "still open"}
              {note && <span className="record-evidence">{note}</span>}
            </li>
          ))}
        </ul>
      ) : (
        <p>None is recorded here.</p>
      )}
      <h3 className="nhsuk-heading-xs">Use of services</h3>
      {encounters.length ? <Services encounters={encounters} /> : <p>None is recorded.</p>}
    </>
  );
}

const AT_ONCE = 10;

function Services({ encounters }: { encounters: readonly Encounter[] }) {
  const older = encounters.slice(AT_ONCE);
  return (
    <>
      <EncounterTable caption="Use of services, newest first" encounters={encounters.slice(0, AT_ONCE)} />
      {older.length > 0 && (
        <details className="record-details">
          <summary>{older.length} more, older</summary>
          <EncounterTable caption="Older use of services" encounters={older} />
        </details>
      )}
    </>
  );
}

function EncounterTable({ caption, encounters }: { caption: string; encounters: readonly Encounter[] }) {
  return (
    <RecordTable
      caption={caption}
      rows={encounters}
      idOf={({ id }) => id}
      columns={[
        { heading: "Date", cell: ({ startsAt }) => shortDate(startsAt) },
        { heading: "What", cell: ({ kind }) => ENCOUNTERS[kind] ?? kind },
        { heading: "Reason", cell: ({ reason }) => reason ?? "" },
        { heading: "Where", cell: ({ provider }) => provider ?? "" },
        { heading: "Until", cell: untilCell },
      ]}
    />
  );
}

function untilCell({ kind, endsAt }: Encounter): string {
  if (!kind.endsWith("admission")) return "";
  return endsAt ? shortDate(endsAt) : "not ended";
}

export function PeopleToRing({ carers }: { carers: readonly Carer[] }) {
  if (!carers.length) return <p>Nobody to ring is recorded.</p>;
  return (
    <ul className="record-list">
      {carers.map(({ id, name, relation, isCarer, livesWith, phones }) => (
        <li key={id}>
          <strong>{name}</strong>
          {[relation, isCarer && "carer", livesWith && "lives with the person"]
            .filter(Boolean)
            .map((words) => `, ${words}`)
            .join("")}
          <span className="record-evidence">
            {phones.length
              ? phones.map(({ value, lastAnswered }) => (
                  <span key={value}>
                    <a href={`tel:${value}`}>{phoneInWords(value)}</a>{" "}
                    {lastAnswered ? `last answered ${dateInWords(lastAnswered)}` : "not known whether it answers"}{" "}
                  </span>
                ))
              : "no number recorded"}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** "020 7946 0321", "07700 900123": London's numbers in threes and fours, others after the fifth digit. */
const phoneInWords = (digits: string) =>
  digits.startsWith("020")
    ? digits.replace(/^(\d{3})(\d{4})(\d{4})$/, "$1 $2 $3")
    : digits.replace(/^(\d{5})(\d{6})$/, "$1 $2");

const CASE_STATES: Readonly<Record<string, string>> = {
  waiting: "on the agenda",
  closed: "closed",
  carried_over: "carried over",
};

export function Meetings({ cases }: { cases: readonly CaseOfPerson[] }) {
  if (!cases.length) return <p>Never on an MDG here.</p>;
  return (
    <ul className="record-list">
      {cases.map(({ id, question, status, noActionBecause, meeting, decisions }) => (
        <li key={id}>
          <Link to={`/meetings/${meeting.id}`}>
            {momentInWords(meeting.startsAt)}, {meeting.mdg}
          </Link>{" "}
          ({CASE_STATES[status] ?? status}): {question}
          {decisions.map((decision) => (
            <span key={decision.id} className="record-evidence">
              Decided: {decision.text} ({decision.byName})
            </span>
          ))}
          {noActionBecause && <span className="record-evidence">No action, because {noActionBecause}</span>}
        </li>
      ))}
    </ul>
  );
}
