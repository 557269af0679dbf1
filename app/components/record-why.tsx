/** Why here: segment and frailty index with their reasons, and from each reason to the entries that show it. */
import { Link } from "@remix-run/react";
import { FRAILTY_INDICES, indexInWords, missingInBrief } from "../domain/answer-in-words";
import type { BandMove } from "../domain/band-change";
import { dateInWords, shortDate } from "../domain/dates";
import type { FrailtyIndex, ReasonShown, Why } from "../domain/person-record";
import { valueInWords } from "../domain/record";
import { SEGMENTS } from "../domain/segment";

/** Reasons on the card; the rest stand on the page that shows all of them. */
const ON_CARD = 4;

export function WhyCard({ personId, why }: { personId: string; why: Why | null }) {
  if (!why) return <p>The record says that this person has died: segments and scores are of the living.</p>;
  const { because, index, recent, missing, asOf } = why;
  const page = `/people/${personId}/why`;
  return (
    <>
      <SegmentLine why={why} />
      {recent && <MoveLine move={recent} />}
      <ul className="record-list">
        {because.slice(0, ON_CARD).map((reason) => (
          <li key={reason.term}>
            <ReasonOnCard reason={reason} page={page} />
          </li>
        ))}
      </ul>
      {because.length > ON_CARD && (
        <p>
          <Link to={page}>All {because.length} reasons</Link>
        </p>
      )}
      <IndexOnCard index={index} page={page} />
      {missing.length > 0 && <Incomplete missing={missing} />}
      <p className="confer-muted">
        As of {dateInWords(asOf)}. <Link to={page}>History, what would move it, words for the person</Link>
      </p>
    </>
  );
}

/** With something missing the person may stand higher: the segment is then only what the record shows so far. */
export function SegmentLine({ why: { segment, rule, because, missing } }: { why: Why }) {
  const said = because[0]?.term.toLowerCase() === rule.toLowerCase();
  return (
    <p>
      <strong>{SEGMENTS[segment]}</strong>
      {missing.length ? ", as far as is known" : ""}
      {said ? "" : `: ${rule}`}
    </p>
  );
}

const ARROWS = { higher: "↑", lower: "↓", unclear: "→" } as const;

export const MoveLine = ({ move: { need, what, bands, at, cause } }: { move: BandMove }) => (
  <p className={`record-move record-move--${need}`}>
    <span aria-hidden="true">{ARROWS[need]} </span>
    <span className="confer-visually-hidden">{need === "unclear" ? "Changed: " : `Need is ${need}: `}</span>
    <strong>{what}</strong> ({bands}) on {shortDate(at)}: {cause}
  </p>
);

export const Incomplete = ({ missing }: { missing: readonly string[] }) => (
  <p className="record-incomplete">
    <strong>Incomplete:</strong> not known: {missingInBrief(missing).join("; ")}. The person may belong in a higher
    segment.
  </p>
);

/** Opens where it stands; what has no coded entry leads to where it is shown. */
function ReasonOnCard({ reason, page }: { reason: ReasonShown; page: string }) {
  const { term, evidence, entries } = reason;
  const words = `${term}${evidence ? ` (${evidence})` : ""}`;
  if (entries.length)
    return (
      <details className="record-details">
        <summary>{words}</summary>
        <Entries reason={reason} />
      </details>
    );
  const elsewhere = shownElsewhere(term, page);
  return elsewhere ? <Link to={elsewhere.to}>{words}</Link> : words;
}

/** Where a reason without coded entries of its own is seen. */
export function shownElsewhere(term: string, page: string): { to: string; words: string } | undefined {
  const record = page.replace(/\/why$/, "");
  if (term.startsWith("Electronic Frailty Index")) return { to: `${page}#frailty`, words: "the index" };
  if (term.startsWith("Polypharmacy")) return { to: `${record}#medicines`, words: "medicines of 12 months" };
  if (term.startsWith("Body mass index")) return { to: `${record}#results`, words: "results" };
  if (term.startsWith("Admitted")) return { to: `${record}#contacts`, words: "use of services" };
  return undefined;
}

function IndexOnCard({ index, page }: { index: FrailtyIndex; page: string }) {
  const { name, tooYoung, because, missing } = index;
  if (tooYoung)
    return (
      <p>
        Frailty index ({name}): {indexInWords(index)}.
      </p>
    );
  return (
    <details className="record-details">
      <summary>
        Frailty index ({name}): {indexInWords(index)}
      </summary>
      {missing.length > 0 && (
        <p className="record-incomplete">
          <strong>The least that it can be:</strong> not known: {missingInBrief(missing).join("; ")}.
        </p>
      )}
      {because.length ? (
        <ul className="record-list">
          {because.map(({ term, evidence, entries: [first], more, entries }) => (
            <li key={term}>
              <Link to={shownElsewhere(term, page)?.to ?? `${page}#${anchorOf("index", term)}`}>{term}</Link>
              <span className="confer-muted record-evidence">
                {first ? entryInWords(first) : (evidence ?? "")}
                {entries.length + more > 1 ? `, and ${entries.length + more - 1} more` : ""}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p>No {FRAILTY_INDICES[name].part} is recorded.</p>
      )}
    </details>
  );
}

/** What a reason is of; two answers may share one. */
export type ReasonsOf = "segment" | "index" | "cambridge" | "anticholinergic";

export const anchorOf = (of: ReasonsOf, term: string): string =>
  `${of}-${term.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;

/** Date, the code's words, value. */
export function Entries({ reason: { entries, more } }: { reason: ReasonShown }) {
  return (
    <ul className="record-list record-entries">
      {entries.map((entry) => (
        <li key={entry.id}>
          {entryInWords(entry)}
          {entry.cause && " (this decides)"}
        </li>
      ))}
      {more > 0 && <li className="confer-muted">and {more} older or other entries</li>}
    </ul>
  );
}

export function entryInWords({ on, display, value, unit }: Omit<ReasonShown["entries"][number], "id">): string {
  const measured = value === null ? "" : `: ${valueInWords({ value, unit, text: null })}`;
  return `${on ? shortDate(on) : "No date"}, ${display}${measured}`;
}
