/** All care of one person, protocol by protocol: open first, then what one cannot tell; done and excused fold away. */
import { EXCUSES, isOpen } from "../domain/care-gap";
import { shortDate } from "../domain/dates";
import type { CareDue } from "../domain/person-record";
import { CareName, CareState, SourceLink, UNSIGNED, whenInWords } from "./care-due";

type Props = { personId: string; care: readonly CareDue[]; mayRecord: boolean };

export function CarePage({ personId, care, mayRecord }: Props) {
  const unknown = care.filter(({ state }) => state === "cannot tell");
  const told = care.filter(({ state }) => state !== "cannot tell");
  const protocols = [...new Set(told.map(({ protocolName }) => protocolName))];
  return (
    <>
      {protocols.map((name) => (
        <OfProtocol
          key={name}
          name={name}
          personId={personId}
          mayRecord={mayRecord}
          care={told.filter(({ protocolName }) => protocolName === name)}
        />
      ))}
      {unknown.length > 0 && (
        <section id="unknown" aria-labelledby="unknown-title" className="record-part">
          <h2 className="nhsuk-heading-m" id="unknown-title">
            Cannot tell
          </h2>
          <p>Whether these are this person's hangs on something that is not known.</p>
          <ul className="record-list">
            {unknown.map((line) => (
              <li key={line.process}>
                <CareName personId={personId} line={line} mayRecord={mayRecord} />: missing {line.because}{" "}
                <span className="confer-muted">
                  · {line.protocolName} · <SourceLink line={line} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function OfProtocol({ name, care, ...rest }: Props & { name: string }) {
  const open = care.filter(isOpen);
  const settled = care.filter((line) => !isOpen(line));
  const id = `protocol-${care[0]!.protocol}`;
  return (
    <section aria-labelledby={id} className="record-part">
      <h2 className="nhsuk-heading-m" id={id}>
        {name}: {open.length ? `${open.length} open` : "nothing is due"}
      </h2>
      {open.length > 0 && <Lines care={open} {...rest} />}
      {settled.length > 0 && (
        <details className="record-details">
          <summary>
            {settled.length} done or excused<span className="confer-visually-hidden"> of {name}</span>
          </summary>
          <Lines care={settled} {...rest} />
        </details>
      )}
    </section>
  );
}

const Lines = ({ care, ...rest }: Props) => (
  <ul className="care-lines">
    {care.map((line) => (
      <li key={line.process} id={`care-${line.process}`}>
        <CareLine line={line} {...rest} />
      </li>
    ))}
  </ul>
);

export function CareLine({ personId, line, mayRecord }: Omit<Props, "care"> & { line: CareDue }) {
  const { excuse, overriddenBy, unsigned, because, what, owners, target } = line;
  return (
    <>
      <div>
        <CareName personId={personId} line={line} mayRecord={mayRecord} />: <CareState line={line} />
        <span className="confer-muted record-evidence">
          {what} ({owners.join(", ")})
        </span>
      </div>
      <div>
        {whenInWords(line)}
        {target && <span className="record-evidence">Target: {target}</span>}
        {overriddenBy && <span className="record-evidence">The target of “{overriddenBy}” stands instead.</span>}
        {excuse && (
          <span className="record-evidence">
            {EXCUSES[excuse.kind].words}, {shortDate(excuse.on)}, by {excuse.by}
            {excuse.reason ? `: ${excuse.reason}` : ""}
          </span>
        )}
      </div>
      <div className="confer-muted">
        {because} · <SourceLink line={line} />
        {unsigned && <span className="record-evidence">{UNSIGNED[0]!.toUpperCase() + UNSIGNED.slice(1)}</span>}
      </div>
    </>
  );
}
