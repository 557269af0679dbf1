/** Reasons of an answer as a table: what counted, how much it added, and the entries that show it. */
import { Link } from "@remix-run/react";
import type { ReasonShown } from "../domain/person-record";
import { RecordTable } from "./record-table";
import { anchorOf, Entries, type ReasonsOf, shownElsewhere } from "./record-why";

type Props = {
  of: ReasonsOf;
  caption: string;
  reasons: readonly ReasonShown[];
  page: string;
  /** Where reasons have weights of their own. */
  adds?: (reason: ReasonShown) => string;
};

export function Reasons({ of, caption, reasons, page, adds }: Props) {
  return (
    <RecordTable
      caption={caption}
      rows={reasons}
      idOf={({ term }) => term}
      columns={[
        { heading: "Because of", cell: (reason) => <Term of={of} reason={reason} /> },
        { heading: "Adds", cell: (reason) => adds?.(reason) ?? "" },
        {
          heading: "Entries",
          cell: (reason) => (reason.entries.length ? <Entries reason={reason} /> : elsewhere(reason.term, page)),
        },
      ]}
    />
  );
}

const Term = ({ of, reason: { term, evidence } }: Pick<Props, "of"> & { reason: ReasonShown }) => (
  <>
    <span id={anchorOf(of, term)} className="record-anchor">
      {term}
    </span>
    {evidence && <span className="confer-muted record-evidence">{evidence}</span>}
  </>
);

/** Empty where nothing shows it, so that a column of nothing is left out. */
function elsewhere(term: string, page: string) {
  const where = shownElsewhere(term, page);
  return where ? <Link to={where.to}>{where.words}</Link> : "";
}
