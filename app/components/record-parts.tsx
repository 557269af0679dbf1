/** Below the four answers: problems, medicines, results, contacts, people, meetings. */
import type { ReactNode } from "react";
import { shortDate } from "../domain/dates";
import type { Medicine, PersonRecord, Problem } from "../domain/person-record";
import { type ResultLine, valueInWords } from "../domain/record";
import { Course } from "./record-course";
import { Contacts, Meetings, PeopleToRing } from "./record-happenings";
import { NotShown, RecordTable } from "./record-table";

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
      <Part id="people">{carers ? <PeopleToRing carers={carers} /> : <NotShown />}</Part>
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
      <RecordTable
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
    <RecordTable
      caption="Latest result of each test"
      rows={results}
      idOf={({ latest }) => `${latest.system}|${latest.code}`}
      columns={[
        { heading: "Test", cell: ({ name }) => name },
        { heading: "Latest", cell: (line) => <Latest line={line} /> },
        { heading: "Date", cell: ({ latest }) => on(latest.on) },
        { heading: "Received as", cell: ({ latest }) => latest.received ?? "" },
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
