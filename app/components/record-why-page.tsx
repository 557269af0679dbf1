/** Why here in full: every reason with its entries, what would move the index, how bands changed, words for the person. */
import type { WordsForThePerson } from "../domain/answer-in-words";
import { FRAILTY_INDICES, indexInWords, whatMovesIndex } from "../domain/answer-in-words";
import { dateInWords } from "../domain/dates";
import type { OtherScores } from "../domain/other-scores";
import type { FrailtyIndex, Why } from "../domain/person-record";
import { EFI2_DIVISOR } from "../domain/risk/efi2";
import { Missing, OtherScoresSection } from "./record-scores";
import { Incomplete, MoveLine, SegmentLine } from "./record-why";
import { Reasons } from "./record-why-reasons";

type Props = { personId: string; why: Why; others: OtherScores | null };

export function WhyInFull({ personId, why, others }: Props) {
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
      <Frailty index={why.index} asOf={why.asOf} page={page} />
      <WhatMovesIt index={why.index} />
      {others && <OtherScoresSection scores={others} asOf={why.asOf} page={page} />}
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

function Frailty({ index, asOf, page }: { index: FrailtyIndex; asOf: string; page: string }) {
  const { name, tooYoung, because, missing, caveats, version } = index;
  const { citation, part, note } = FRAILTY_INDICES[name];
  return (
    <section aria-labelledby="frailty" className="record-part">
      <h2 className="nhsuk-heading-m" id="frailty">
        Frailty index ({name}): {indexInWords(index)}
      </h2>
      {!tooYoung && <Missing missing={missing} />}
      {!tooYoung && caveats.length > 0 && <p>To know before trusting it: {caveats.join("; ")}.</p>}
      {!tooYoung &&
        (because.length ? (
          <Reasons
            of="index"
            caption={name === "eFI" ? "Deficits" : "Terms"}
            reasons={because}
            page={page}
            adds={name === "eFI" ? undefined : ({ points }) => (points / EFI2_DIVISOR).toFixed(3)}
          />
        ) : (
          <p>No {part} is recorded.</p>
        ))}
      <p className="confer-muted">
        {citation} ({version}), as of {dateInWords(asOf)}. What is not recorded is not counted; that is not the same as
        not there. {note}
      </p>
    </section>
  );
}

function WhatMovesIt({ index }: { index: FrailtyIndex }) {
  if (index.tooYoung) return null;
  const { modifiable, bands, caution } = whatMovesIndex(index);
  const { part } = FRAILTY_INDICES[index.name];
  return (
    <section aria-labelledby="moves" className="record-part">
      <h2 className="nhsuk-heading-m" id="moves">
        What would move it
      </h2>
      {modifiable.length ? (
        <>
          <p>
            Of {counted(index.because.length, part)}, something can be done about {modifiable.length}:
          </p>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {modifiable.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      ) : (
        <p>None of the {part}s recorded is one that care can change.</p>
      )}
      {bands.length > 0 && <p>{bands.join("; ")}.</p>}
      <p className="confer-muted">{caution}</p>
    </section>
  );
}

const counted = (count: number, part: string) => (count === 1 ? `1 ${part}` : `${count} ${part}s`);

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
