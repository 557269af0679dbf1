/** Care that is due, one line a process: what, how late, why it is this person's, who acts, and by which source. */
import { Link } from "@remix-run/react";
import { isOpen } from "../domain/care-gap";
import { shortDate } from "../domain/dates";
import type { CareDue } from "../domain/person-record";

/** On the record; a person may have many more, and a card of twenty is read by nobody. */
const ON_CARD = 6;

type CardProps = { personId: string; care: readonly CareDue[] | null; mayRecord: boolean };

export function CareDueCard({ personId, care, mayRecord }: CardProps) {
  if (!care) return <p>The record says that this person has died: no care is due any more.</p>;
  if (!care.length) return <p>On no register that Confer keeps, so no care process is counted.</p>;
  const open = care.filter(isOpen);
  const shown = open.slice(0, ON_CARD);
  const unknown = care.filter(({ state }) => state === "cannot tell").length;
  return (
    <>
      <p>
        <strong>
          {open.length ? `${open.length} open` : unknown ? "Nothing is known to be due" : "Nothing is due"}
        </strong>
        {open.length > shown.length ? `, the most pressing ${shown.length}:` : ""}
      </p>
      <ul className="record-list">
        {shown.map((line) => (
          <li key={line.process}>
            <LineOnCard personId={personId} line={line} mayRecord={mayRecord} />
          </li>
        ))}
      </ul>
      {unknown > 0 && (
        <p className="record-incomplete">
          <strong>Cannot tell</strong> for {unknown} more:{" "}
          <Link to={`/people/${personId}/care#unknown`}>what is missing</Link>
        </p>
      )}
      {shown.some(({ unsigned }) => unsigned) && <p className="confer-muted">† {UNSIGNED}</p>}
      <p>
        <Link to={`/people/${personId}/care`}>All {care.length} care processes</Link>
      </p>
    </>
  );
}

const LineOnCard = ({ line, ...rest }: Omit<CardProps, "care"> & { line: CareDue }) => (
  <>
    <CareName line={line} {...rest} />: <CareState line={line} />
    {line.unsigned && <Unsigned />}
    <span className="confer-muted record-evidence">{detailInWords(line)}</span>
    <span className="confer-muted record-evidence">
      {line.because} · {line.owners[0]} · <SourceLink line={line} />
    </span>
  </>
);

export const UNSIGNED = "local setting, not yet signed by a clinical lead";

const detailInWords = (line: CareDue) =>
  [
    whenInWords(line),
    line.target && `target ${line.target}`,
    line.overriddenBy && `the target of “${line.overriddenBy}” stands`,
  ]
    .filter(Boolean)
    .join("; ");

const Unsigned = () => (
  <>
    <span aria-hidden="true"> †</span>
    <span className="confer-visually-hidden"> ({UNSIGNED})</span>
  </>
);

export function CareName({ personId, line, mayRecord }: { personId: string; line: CareDue; mayRecord: boolean }) {
  return mayRecord ? <Link to={`/people/${personId}/care/${line.process}`}>{line.name}</Link> : line.name;
}

export const CareState = ({ line: { state } }: { line: Pick<CareDue, "state"> }) => (
  <strong className={`record-state--${state.replaceAll(" ", "-")}`}>{state}</strong>
);

export function whenInWords({ protocol, state, lastDone, nextDue, value, excuse }: CareDue): string {
  // A course of vaccine that was begun is not done, nor never recorded.
  const undone = protocol === "vaccination" && value ? value : "never recorded";
  const done = lastDone ? `last ${shortDate(lastDone)}${value ? `: ${value}` : ""}` : undone;
  if (excuse)
    return [excuse.until && `ask again from ${shortDate(excuse.until)}`, lastDone && done].filter(Boolean).join("; ");
  // That it is out of target stands beside: since when it is known to be, and at which value.
  if (state === "out of target" && lastDone)
    return `out of target since ${shortDate(lastDone)}${value ? `: ${value}` : ""}`;
  if (!nextDue) return done;
  return `${done}; ${state === "overdue" ? "was due" : "next by"} ${shortDate(nextDue)}`;
}

export const SourceLink = ({ line: { protocol, process, name } }: { line: CareDue }) => (
  <Link to={`/protocols/${protocol}#${process}`}>
    source<span className="confer-visually-hidden"> of {name}</span>
  </Link>
);
