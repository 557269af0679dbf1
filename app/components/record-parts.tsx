/** Below the four answers: problems, medicines, results, contacts, people, meetings. */
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { dateInWords, momentInWords, shortDate } from "../domain/dates";
import type { Carer, CaseOfPerson, Medicine, PersonRecord, Problem } from "../domain/person-record";
import { CONTACT_OUTCOMES, ENCOUNTERS, type ResultLine, URGENT_SERVICES, valueInWords } from "../domain/record";
import { NotShown } from "./record-answers";
import { Course } from "./record-course";

const PARTS = [
  ["problems", "Problems"],
  ["medicines", "Medicines"],
  ["results", "Results"],
  ["contacts", "Contacts"],
  ["people", "People to ring"],
  ["meetings", "Meetings"],
] as const;

export function RecordParts({ record }: { record: PersonRecord }) {
  const { problems, medicines, results, lately, carers, meetings } = record;
  return (
    <>
      <nav aria-label="Parts of the record" className="record-tabs confer-no-print">
        {PARTS.map(([id, title]) => (
          <a key={id} href={`#${id}`}>
            {title}
          </a>
        ))}
      </nav>
      <Part id="problems">{problems ? <Problems problems={problems} /> : <NotShown />}</Part>
      <Part id="medicines">{medicines ? <Medicines medicines={medicines} /> : <NotShown />}</Part>
      <Part id="results">
        {results ? (
          <Results results={results} />
        ) : (
          <p className="confer-muted">Results in full are not shown to your role.</p>
        )}
      </Part>
      <Part id="contacts">{lately ? <Contacts lately={lately} /> : <NotShown />}</Part>
      <Part id="people">{carers ? <People carers={carers} /> : <NotShown />}</Part>
      <Part id="meetings">{meetings ? <Meetings cases={meetings} /> : <NotShown />}</Part>
    </>
  );
}

function Part({ id, children }: { id: (typeof PARTS)[number][0]; children: ReactNode }) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="record-part">
      <h2 className="nhsuk-heading-m" id={`${id}-title`}>
        {PARTS.find(([part]) => part === id)![1]}
      </h2>
      {children}
    </section>
  );
}

type Column<T> = { heading: string; cell: (row: T) => ReactNode };

function Table<T>({
  caption,
  columns,
  rows,
  idOf,
}: {
  caption: string;
  columns: Column<T>[];
  rows: readonly T[];
  idOf: (row: T) => string;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <section className="record-scroll" tabIndex={0} aria-label={caption}>
      <table className="record-table">
        <caption className="confer-visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ heading }) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={idOf(row)}>
              {columns.map(({ heading, cell }, place) =>
                place === 0 ? (
                  <th key={heading} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={heading}>{cell(row)}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const on = (date: Date | null) => (date ? shortDate(date) : "no date");

function Problems({ problems }: { problems: readonly Problem[] }) {
  const active = problems.filter(({ kind, active }) => kind === "problem" && active);
  const past = problems.filter(({ kind, active }) => kind === "problem" && !active);
  const findings = problems.filter(({ kind }) => kind === "finding");
  return (
    <div className="record-three">
      <Named title="Active" problems={active} empty="No active problem is recorded." />
      <Named title="Past" problems={past} empty="No past problem is recorded." past />
      <Named title="Findings" problems={findings} empty="No finding is recorded." />
    </div>
  );
}

type NamedProps = { title: string; problems: readonly Problem[]; empty: string; past?: boolean };

function Named({ title, problems, empty, past }: NamedProps) {
  return (
    <div>
      <h3 className="nhsuk-heading-xs">{title}</h3>
      {problems.length ? (
        <ul className="record-list">
          {problems.map(({ id, display, on: since, until }) => (
            <li key={id}>
              {display}{" "}
              <span className="confer-muted">
                {past && until ? `${on(since)} to ${on(until)}` : since ? `since ${on(since)}` : "no date"}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p>{empty}</p>
      )}
    </div>
  );
}

function Medicines({ medicines }: { medicines: readonly Medicine[] }) {
  if (!medicines.length)
    return <p>No medicine is recorded in the last 12 months. That is not the same as taking none.</p>;
  return (
    <>
      <p>{medicines.length} different medicines in the last 12 months.</p>
      <Table
        caption="Medicines of the last 12 months"
        rows={medicines}
        idOf={({ display }) => display}
        columns={[
          { heading: "Medicine", cell: ({ display }) => display },
          { heading: "Dose as written", cell: ({ dose }) => dose ?? "not received" },
          { heading: "Last issued", cell: (medicine) => on(medicine.on) },
          { heading: "State", cell: ({ stopped }) => (stopped ? "stopped or completed" : "current") },
        ]}
      />
    </>
  );
}

function Results({ results }: { results: readonly ResultLine[] }) {
  if (!results.length) return <p>No result is recorded.</p>;
  return (
    <Table
      caption="Latest result of each test"
      rows={results}
      idOf={({ latest }) => `${latest.system}|${latest.code}`}
      columns={[
        { heading: "Test", cell: ({ name }) => name },
        { heading: "Latest", cell: (line) => <Latest line={line} /> },
        { heading: "Date", cell: ({ latest }) => on(latest.on) },
        { heading: "Received as", cell: ({ latest }) => latest.received ?? "the same" },
        {
          heading: "Course",
          cell: ({ course, latest }) => (course.length > 1 ? <Course points={course} unit={latest.unit} /> : ""),
        },
      ]}
    />
  );
}

function Latest({ line: { latest, lastPlausible } }: { line: ResultLine }) {
  if (!latest.implausible) return <strong>{valueInWords(latest)}</strong>;
  return (
    <>
      <strong className="record-state--overdue">⚠ implausible, not used:</strong> {valueInWords(latest)}
      <span className="confer-muted record-evidence">
        {lastPlausible ? `before it ${valueInWords(lastPlausible)}, ${on(lastPlausible.on)}` : "no earlier result"}
      </span>
    </>
  );
}

function Contacts({ lately: { contacts, encounters } }: { lately: NonNullable<PersonRecord["lately"]> }) {
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
      {encounters.length ? (
        <Table
          caption="Use of services, newest first"
          rows={encounters}
          idOf={({ id }) => id}
          columns={[
            { heading: "Date", cell: ({ startsAt }) => shortDate(startsAt) },
            { heading: "What", cell: ({ kind }) => ENCOUNTERS[kind] ?? kind },
            { heading: "Reason", cell: ({ reason }) => reason ?? "" },
            { heading: "Where", cell: ({ provider }) => provider ?? "" },
            {
              heading: "Until",
              cell: ({ kind, endsAt }) =>
                kind.endsWith("admission") ? (endsAt ? shortDate(endsAt) : "not ended") : "",
            },
          ]}
        />
      ) : (
        <p>None is recorded.</p>
      )}
    </>
  );
}

function People({ carers }: { carers: readonly Carer[] }) {
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

function Meetings({ cases }: { cases: readonly CaseOfPerson[] }) {
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
