/** Scores beside the frailty index, each with its reasons, what is missing and where it comes from. */
import type { ReactNode } from "react";
import { missingApart } from "../domain/answer-in-words";
import type { CalendarDate } from "../domain/calendar";
import { dateInWords, shortDate } from "../domain/dates";
import type {
  ClinicalFrailtyShown,
  MedicineScores,
  OtherScores,
  RecordedScoreShown,
  ScoreShown,
} from "../domain/other-scores";
import type { ReasonShown } from "../domain/person-record";
import { NotShown } from "./record-table";
import { Reasons } from "./record-why-reasons";

type Props = { scores: OtherScores; asOf: CalendarDate; page: string };

export function OtherScoresSection({ scores, asOf, page }: Props) {
  const { cambridge, clinicalFrailty, recorded, medicines } = scores;
  return (
    <section aria-labelledby="other-scores" className="record-part">
      <h2 className="nhsuk-heading-m" id="other-scores">
        Other scores
      </h2>
      <Cambridge score={cambridge} page={page} />
      <Titled id="cfs" title="Clinical Frailty Scale">
        <ClinicalFrailty frailty={clinicalFrailty} />
      </Titled>
      <Titled id="recorded-scores" title="Scores that others computed">
        {recorded ? <Recorded scores={recorded} /> : <NotShown />}
      </Titled>
      {medicines ? (
        <Medicines medicines={medicines} page={page} />
      ) : (
        <Titled id="medicine-scores" title="Medicines">
          <NotShown />
        </Titled>
      )}
      <p className="confer-muted">As of {dateInWords(asOf)}.</p>
    </section>
  );
}

const Titled = ({ id, title, children }: { id: string; title: string; children: ReactNode }) => (
  <div className="record-score" id={id}>
    <h3 className="nhsuk-heading-s">{title}</h3>
    {children}
  </div>
);

/** A score with something missing: the least that it can be, and what would be needed. */
export function Missing({ missing }: { missing: readonly string[] }) {
  if (!missing.length) return null;
  const { notInstalled, lacking } = missingApart(missing);
  return (
    <div className="record-incomplete">
      <p>
        <strong>Incomplete:</strong> the number is the least that it can be, so it has no category.
        {lacking.length > 0 && ` Not known: ${lacking.join("; ")}.`}
        {notInstalled.length > 0 &&
          ` For ${notInstalled.length === 1 ? "one term" : `${notInstalled.length} terms`} this site has no code set installed, so no record here can show them.`}
      </p>
      {notInstalled.length > 0 && (
        <details className="record-details">
          <summary>Terms without a code set</summary>
          <ul className="record-list">
            {notInstalled.map((term) => (
              <li key={term}>{term}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

const valueInWords = ({ known, value }: Pick<ScoreShown, "known" | "value">, digits: number) =>
  known ? value.toFixed(digits) : `at least ${value.toFixed(digits)}, incomplete`;

function Cambridge({ score, page }: { score: ScoreShown; page: string }) {
  const { because, missing, version } = score;
  return (
    <Titled id="cambridge" title={`Cambridge Multimorbidity Score: ${valueInWords(score, 2)}`}>
      <Missing missing={missing} />
      {because.length ? (
        <Reasons
          of="cambridge"
          caption="Conditions of the Cambridge score"
          reasons={because}
          page={page}
          adds={({ points }) => points.toFixed(2)}
        />
      ) : (
        <p>None of its 20 conditions is recorded.</p>
      )}
      <p className="confer-muted">
        From 0 to 16.33, without bands: it orders a population by need, and a number says nothing about one person
        alone. Its weights were read in a published implementation, not in the paper's own table. Payne RA et al. CMAJ
        2020;192:E107-14 ({version}).
      </p>
    </Titled>
  );
}

function ClinicalFrailty({ frailty }: { frailty: ClinicalFrailtyShown | null }) {
  if (!frailty) return <p>No level is recorded. A clinician judges it; Confer never computes it.</p>;
  const { level, name, on, caveats } = frailty;
  return (
    <p>
      <strong>
        {level}, {name}
      </strong>
      , recorded {on ? dateInWords(on) : "without a date"}.
      {caveats.length > 0 && ` To know before trusting it: ${caveats.join("; ")}.`}{" "}
      <span className="confer-muted">Judged by a clinician; Confer never computes it.</span>
    </p>
  );
}

function Recorded({ scores }: { scores: readonly RecordedScoreShown[] }) {
  if (!scores.length) return <p>None is recorded: neither QRISK3 nor QRISK2.</p>;
  return (
    <ul className="record-list">
      {scores.map(({ id, words, on, from, older }) => (
        <li key={id}>
          {words}
          <span className="confer-muted record-evidence">
            {on ? shortDate(on) : "no date"}, {from}
            {older > 0 && `; ${older} older`}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Medicines({ medicines, page }: { medicines: MedicineScores; page: string }) {
  const { in12Months, in90Days, polypharmacy, burden } = medicines;
  return (
    <>
      <Titled id="medicine-scores" title="Medicines">
        {in12Months === undefined ? (
          <p>Not known: no medicine was ever recorded, which is not the same as none.</p>
        ) : (
          <p>
            {in12Months} distinct in 12 months, {in90Days} in the last 90 days.
            {polypharmacy && ` Polypharmacy (NHS Business Services Authority, 90 days): ${polypharmacy}.`}
          </p>
        )}
      </Titled>
      <Burden burden={burden} page={page} />
    </>
  );
}

function Burden({ burden, page }: { burden: MedicineScores["burden"]; page: string }) {
  const { because, category, missing, version, list, relevantFrom } = burden;
  return (
    <Titled
      id="anticholinergic"
      title={`Anticholinergic burden: ${valueInWords(burden, 0)}${category ? `, ${category}` : ""}`}
    >
      <p>
        <strong>Unsigned:</strong> no clinical lead has signed the list or its scores. List used: {list.name}, version{" "}
        {list.version}. A medicine that is not on it adds nothing.
      </p>
      <Missing missing={missing} />
      {because.length ? (
        <Reasons
          of="anticholinergic"
          caption="Medicines that count"
          reasons={because.map(latestOnly)}
          page={page}
          adds={({ points }) => String(points)}
        />
      ) : (
        <p>No medicine that is taken now is on the list.</p>
      )}
      <p className="confer-muted">
        {relevantFrom} and over is taken as clinically relevant (from memory). {list.source} ({version}). Published
        lists disagree.
      </p>
    </Titled>
  );
}

/** Of a medicine the latest issue is enough. */
const latestOnly = (reason: ReasonShown): ReasonShown => ({
  ...reason,
  entries: reason.entries.slice(0, 1),
  more: reason.more + Math.max(0, reason.entries.length - 1),
});
