/** The record's own lines beside the plan: read here, never typed again. */
import { shortDate } from "../domain/dates";
import { phoneInWords } from "../domain/phone-number";
import { type RecordBlock, recordBlocks } from "../domain/plan-from-record";
import type { PlanRecord, RecordLine } from "../domain/plan-record";
import { SENSITIVE_LEFT_OUT } from "../domain/sensitive-records";

/** What an author must see before writing stands open. */
const OPEN: readonly RecordBlock["kind"][] = ["decision", "allergy"];

export function PlanFromRecord({ record }: { record: PlanRecord }) {
  const { address, practice } = record;
  return (
    <section className="plan-section" aria-labelledby="from-record">
      <h2 className="nhsuk-heading-s plan-section__title" id="from-record">
        From the record
      </h2>
      {(address || practice) && (
        <p>
          {address && `${address.words}${address.since ? `, since ${shortDate(address.since)}` : ""}`}
          {address && practice && " · "}
          {practice?.name}
        </p>
      )}
      {recordBlocks(record).map((block) => (
        <Block key={block.kind} block={block} />
      ))}
      <p className="confer-muted confer-small">{SENSITIVE_LEFT_OUT}</p>
    </section>
  );
}

function Block({ block }: { block: RecordBlock }) {
  const { kind, title, lines, more, instead } = block;
  if (instead)
    return (
      <p>
        {title}: <span className="confer-muted">{instead}</span>
      </p>
    );
  return (
    <details className="record-details" open={OPEN.includes(kind)}>
      <summary>
        {title}: {lines.length + more}
      </summary>
      <ul>
        {lines.map((line) => (
          <li key={line.id}>{lineInWords(line)}</li>
        ))}
      </ul>
      {more > 0 && <p className="confer-muted">and {more} more in the record</p>}
    </details>
  );
}

const lineInWords = ({ words, on, phone }: RecordLine) =>
  [words, on && shortDate(on), phone && phoneInWords(phone)].filter(Boolean).join(", ");
