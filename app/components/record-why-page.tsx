/** Why here in full: every reason with its entries, what would move the index, how bands changed, words for the person. */
import { Link } from "@remix-run/react";
import type { WordsForThePerson } from "../domain/answer-in-words";
import { indexInWords, whatMovesIndex } from "../domain/answer-in-words";
import { dateInWords } from "../domain/dates";
import type { FrailtyIndex, ReasonShown, Why } from "../domain/person-record";
import { RecordTable } from "./record-table";
import { anchorOf, Entries, Incomplete, MoveLine, SegmentLine, shownElsewhere } from "./record-why";

export function WhyInFull({ personId, why }: { personId: string; why: Why }) {
  const page = `/people/${personId}/why`;
  return (
    <div className="confer-no-print">
      <section aria-labelledby="segment" className="record-part">
        <h2 className="nhsuk-heading-m" id="segment">
          Segment
        </h2>
        <SegmentLine why={why} />
        <Reasons of="segment" caption="Reasons for the segment" reasons={why.because} page={page} />
        {why.missing.length > 0 && <Incomplete missing={why.missing} />}
        <p className="confer-muted">
          The first rule that holds places the person ({why.version}), as of {dateInWords(why.asOf)}.
        </p>
      </section>
      <Frailty efi={why.efi} asOf={why.asOf} page={page} />
      <WhatMovesIt efi={why.efi} />
      <section aria-labelledby="history" className="record-part">
        <h2 className="nhsuk-heading-m" id="history">
          How bands changed
        </h2>
        {why.changes.length ? (
          why.changes.map((move) => <MoveLine key={move.id} move={move} />)
        ) : (
          <p>No change of band has been seen here. Changes are kept from the second stratification on.</p>
        )}
      </section>
    </div>
  );
}

function Frailty({ efi, asOf, page }: { efi: FrailtyIndex; asOf: string; page: string }) {
  const { tooYoung, because, missing, caveats, version } = efi;
  return (
    <section aria-labelledby="frailty" className="record-part">
      <h2 className="nhsuk-heading-m" id="frailty">
        Frailty index (eFI): {indexInWords(efi)}
      </h2>
      {!tooYoung && missing.length > 0 && (
        <p className="record-incomplete">
          <strong>Incomplete:</strong> {missing.join("; ")} not known. The number is the least that it can be, so it has
          no category.
        </p>
      )}
      {!tooYoung && caveats.length > 0 && <p>To know before trusting it: {caveats.join("; ")}.</p>}
      {!tooYoung &&
        (because.length ? (
          <Reasons of="efi" caption="Deficits" reasons={because} page={page} />
        ) : (
          <p>No deficit is recorded.</p>
        ))}
      <p className="confer-muted">
        Clegg A et al. Age Ageing 2016;45:353-360 ({version}), as of {dateInWords(asOf)}. What is not recorded is not
        counted; that is not the same as not there.
      </p>
    </section>
  );
}

type ReasonsProps = { of: "segment" | "efi"; caption: string; reasons: readonly ReasonShown[]; page: string };

function Reasons({ of, caption, reasons, page }: ReasonsProps) {
  return (
    <RecordTable
      caption={caption}
      rows={reasons}
      idOf={({ term }) => term}
      columns={[
        { heading: "Because of", cell: (reason) => <Term of={of} reason={reason} /> },
        {
          heading: "Entries",
          cell: (reason) =>
            reason.entries.length ? <Entries reason={reason} /> : <Elsewhere term={reason.term} page={page} />,
        },
      ]}
    />
  );
}

const Term = ({ of, reason: { term, evidence } }: Pick<ReasonsProps, "of"> & { reason: ReasonShown }) => (
  <>
    <span id={anchorOf(of, term)} className="record-anchor">
      {term}
    </span>
    {evidence && <span className="confer-muted record-evidence">{evidence}</span>}
  </>
);

function Elsewhere({ term, page }: { term: string; page: string }) {
  const elsewhere = shownElsewhere(term, page);
  return elsewhere ? <Link to={elsewhere.to}>{elsewhere.words}</Link> : "";
}

function WhatMovesIt({ efi }: { efi: FrailtyIndex }) {
  if (efi.tooYoung) return null;
  const { modifiable, bands, caution } = whatMovesIndex(efi);
  return (
    <section aria-labelledby="moves" className="record-part">
      <h2 className="nhsuk-heading-m" id="moves">
        What would move it
      </h2>
      {modifiable.length ? (
        <>
          <p>
            Of {efi.because.length} deficits, something can be done about {modifiable.length}:
          </p>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {modifiable.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      ) : (
        <p>None of the deficits recorded is one that care can change.</p>
      )}
      {bands.length > 0 && <p>{bands.join("; ")}.</p>}
      <p className="confer-muted">{caution}</p>
    </section>
  );
}

type ForThePersonProps = { words: WordsForThePerson; name: string; from: string; now: Date };

/** The only part of the page that is printed. */
export function ForThePerson({ words, name, from, now }: ForThePersonProps) {
  return (
    <section aria-labelledby="for-the-person" className="record-for-person">
      <h2 className="nhsuk-heading-m" id="for-the-person">
        Your frailty score, explained: for {name}
      </h2>
      {words.map(({ heading, text, list }) => (
        <div key={heading}>
          <h3 className="nhsuk-heading-s">{heading}</h3>
          <p>{text}</p>
          {list && (
            <ul className="nhsuk-list nhsuk-list--bullet">
              {list.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          )}
        </div>
      ))}
      <p>
        You do not need to ring us because of this score: ask about it when we next meet. If you feel unwell, get help
        as you always would.
      </p>
      <p className="confer-small confer-muted">
        {from}, {dateInWords(now)}
      </p>
    </section>
  );
}
