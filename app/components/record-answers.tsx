/** The four answers on top of a record: why here, what is due, what is planned, what happened lately. */
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import type { Reason } from "../domain/answer";
import { agoInWords, dateInWords, londonDate, momentInWords, shortDate, timeInWords } from "../domain/dates";
import type { CareDue, EvidenceOf, PersonRecord, PlanState, Why } from "../domain/person-record";
import { lineAgeInWords } from "../domain/plan-freshness";
import { CONTACT_OUTCOMES, ENCOUNTERS, URGENT_SERVICES, valueInWords } from "../domain/record";
import { GAPS } from "../domain/registry-filter";
import { SEGMENTS } from "../domain/segment";

type Props = { record: PersonRecord; evidence: readonly EvidenceOf[]; now: Date };

export function FourAnswers({ record, evidence, now }: Props) {
  return (
    <div className="confer-columns confer-columns--four record-answers">
      <Answer title="Why here">
        {record.why === undefined ? <NotShown /> : <WhyHere why={record.why} evidence={evidence} />}
      </Answer>
      <Answer title="What is due">{record.careDue ? <Due gaps={record.careDue} /> : <NotShown />}</Answer>
      <Answer title="What is planned">
        {record.plan ? <Planned record={record} plan={record.plan} now={now} /> : <NotShown />}
      </Answer>
      <Answer title="What happened lately">{record.lately ? <Lately lately={record.lately} /> : <NotShown />}</Answer>
    </div>
  );
}

function Answer({ title, children }: { title: string; children: ReactNode }) {
  const id = title.toLowerCase().replaceAll(" ", "-");
  return (
    <section className="record-card" aria-labelledby={id}>
      <h2 className="nhsuk-heading-s" id={id}>
        {title}
      </h2>
      {children}
    </section>
  );
}

export const NotShown = ({ what = "This part" }: { what?: string }) => (
  <p className="confer-muted">{what} is not shown to your role.</p>
);

// ── Why here ──────────────────────────────────────────────────────────────────────────────────────────────

function WhyHere({ why, evidence }: { why: Why | null; evidence: readonly EvidenceOf[] }) {
  if (!why) return <p>Not stratified yet: nothing is known of this person's segment or care due.</p>;
  return (
    <>
      <p>
        <strong>{SEGMENTS[why.segment]}</strong>: {why.rule}.
      </p>
      <Reasons reasons={why.because} evidence={evidence} />
      <FrailtyIndex efi={why.efi} evidence={evidence} />
      {why.missing.length > 0 && (
        <p className="record-incomplete">
          <strong>Incomplete:</strong> {why.missing.join("; ")} not recorded. The person may belong in a higher segment.
        </p>
      )}
      <p className="confer-muted">
        As of {dateInWords(why.asOf)}
        {why.changedSince ? "; the record has changed since" : ""}.
      </p>
    </>
  );
}

function Reasons({ reasons, evidence }: { reasons: readonly Reason[]; evidence: readonly EvidenceOf[] }) {
  return (
    <ul className="record-list">
      {reasons.map(({ term, evidence: said }) => (
        <li key={term}>
          {term}
          {said ? ` (${datesInWords(said)})` : ""}
          <Shown entries={evidence.find((one) => one.term === term)?.entries ?? []} />
        </li>
      ))}
    </ul>
  );
}

/** The newest entry that shows it, and how many more do. */
function Shown({ entries }: { entries: EvidenceOf["entries"] }) {
  const [newest] = entries;
  if (!newest) return null;
  const value = newest.value === null ? "" : ` ${valueInWords({ value: newest.value, unit: newest.unit, text: null })}`;
  const more = entries.length > 1 ? `, and ${entries.length - 1} more` : "";
  return (
    <span className="confer-muted record-evidence">
      {newest.display}
      {value}, {newest.on ? shortDate(newest.on) : "without a date"}
      {more}
    </span>
  );
}

function FrailtyIndex({ efi, evidence }: { efi: Why["efi"]; evidence: readonly EvidenceOf[] }) {
  const { known, count, category, because } = efi;
  if (count === null) return <p>Frailty index: not made for people under 65.</p>;
  const words = known
    ? `${count} of 36${category ? `, ${category} frailty` : ""}`
    : `at least ${count} of 36, incomplete`;
  return (
    <details className="record-details">
      <summary>Frailty index (eFI): {known && category === "fit" ? `${count} of 36, fit` : words}</summary>
      {because.length ? <Reasons reasons={because} evidence={evidence} /> : <p>No deficit is recorded.</p>}
    </details>
  );
}

/** Reasons carry calendar dates; people read "3 May 2026". */
const datesInWords = (text: string) => text.replace(/\d{4}-\d{2}-\d{2}/g, (date) => dateInWords(date));

// ── What is due ───────────────────────────────────────────────────────────────────────────────────────────

const STATES = { overdue: "overdue", due: "due", excused: "declined or not suitable", done: "done" } as const;
const ORDER = ["overdue", "due", "excused", "done"] as const;

function Due({ gaps }: { gaps: readonly CareDue[] }) {
  if (!gaps.length) return <p>On no register that Confer keeps, so no care process is counted.</p>;
  const open = gaps.filter(({ state }) => state === "due" || state === "overdue").length;
  const sorted = [...gaps].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  return (
    <>
      <p>
        <strong>{open === 0 ? "Nothing is due" : `${open} of ${gaps.length} due`}</strong> (diabetes care)
      </p>
      <ul className="record-list">
        {sorted.map((gap) => (
          <li key={gap.process}>
            {GAPS[gap.process] ?? gap.process}:{" "}
            <strong className={`record-state--${gap.state}`}>{STATES[gap.state]}</strong>
            <span className="confer-muted record-evidence">{gapInWords(gap)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function gapInWords({ state, lastDone, nextDue, value }: CareDue): string {
  if (state === "excused") return nextDue ? `ask again from ${shortDate(nextDue)}` : "";
  if (!lastDone) return "never recorded";
  const next = nextDue && state !== "overdue" ? `; next by ${shortDate(nextDue)}` : "";
  return `last ${shortDate(lastDone)}${value ? `: ${value}` : ""}${next}`;
}

// ── What is planned ───────────────────────────────────────────────────────────────────────────────────────

function Planned({ record, plan, now }: { record: PersonRecord; plan: PlanState; now: Date }) {
  const next = record.meetings?.filter(({ meeting, status }) => status === "waiting" && meeting.startsAt >= now).at(-1);
  const today = londonDate(now);
  return (
    <>
      <PlanInWords plan={plan} now={now} />
      {next ? (
        <p>
          Next MDG:{" "}
          <Link to={`/meetings/${next.meeting.id}`}>
            {shortDate(next.meeting.startsAt)} {timeInWords(next.meeting.startsAt)}, {next.meeting.mdg}
          </Link>
        </p>
      ) : (
        <p>On no coming MDG.</p>
      )}
      {record.actions?.length ? (
        <ul className="record-list">
          {record.actions.map(({ id, what, dueOn, ownerName, status }) => (
            <li key={id}>
              {what}
              <span className="confer-muted record-evidence">
                {ownerName},{" "}
                {londonDate(dueOn) < today ? <strong className="record-state--overdue">late: was due</strong> : "due"}{" "}
                {shortDate(dueOn)}
                {status === "offered" ? ", not accepted yet" : status === "declined" ? ", declined" : ""}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p>No open action.</p>
      )}
    </>
  );
}

function PlanInWords({ plan, now }: { plan: PlanState; now: Date }) {
  const draft = plan.draftOf && <p>You have a draft, not published, of {momentInWords(plan.draftOf)}.</p>;
  if (plan.status !== "live" || !plan.publishedAt) {
    const state = { withdrawn: "The plan was withdrawn.", closed: "The plan is closed." }[plan.status as string];
    return (
      <>
        <p>
          <strong>{state ?? "No plan is published."}</strong>
        </p>
        {draft}
      </>
    );
  }
  return (
    <>
      <p>
        <strong>Plan published {agoInWords(plan.publishedAt, now)}</strong>, version {plan.version} by{" "}
        {plan.publishedByName}, {shortDate(plan.publishedAt)}.
      </p>
      {plan.oldest && (
        <p>
          Oldest critical line: {lineAgeInWords(plan.oldest.since, now)}{" "}
          <span className="confer-muted">({plan.oldest.what})</span>
        </p>
      )}
      {plan.reviewOn && <ReviewOn on={plan.reviewOn} now={now} />}
      {draft}
    </>
  );
}

function ReviewOn({ on, now }: { on: Date; now: Date }) {
  if (londonDate(on) >= londonDate(now)) return <p>Review on {dateInWords(on)}.</p>;
  return (
    <p>
      <strong className="record-state--overdue">Review late:</strong> was due {dateInWords(on)}.
    </p>
  );
}

// ── What happened lately ──────────────────────────────────────────────────────────────────────────────────

/** Of each sort so many: a run of routine appointments must not push the last emergency out of sight. */
const LATELY = { urgent: 3, routine: 2 };
const URGENT = ["ae", "emergency_admission", "ambulance", "nhs111"];

function Lately({ lately: { contacts, encounters } }: { lately: NonNullable<PersonRecord["lately"]> }) {
  const all = [
    ...contacts.map(({ id, openedAt, service, outcome }) => ({
      id,
      at: openedAt,
      urgent: true,
      what: `${URGENT_SERVICES[service] ?? service}, urgent contact`,
      more: outcome ? (CONTACT_OUTCOMES[outcome] ?? outcome) : "still open",
    })),
    ...encounters.map(({ id, startsAt, kind, reason, provider }) => ({
      id,
      at: startsAt,
      urgent: URGENT.includes(kind),
      what: ENCOUNTERS[kind] ?? kind,
      more: [reason, provider].filter(Boolean).join(", "),
    })),
  ].sort((a, b) => b.at.getTime() - a.at.getTime());
  const urgent = all.filter((one) => one.urgent).slice(0, LATELY.urgent);
  const routine = all.filter((one) => !one.urgent).slice(0, LATELY.routine);
  const shown = all.filter((one) => urgent.includes(one) || routine.includes(one));
  if (!all.length) return <p>No contact with a service is recorded.</p>;
  return (
    <>
      <ul className="record-list">
        {shown.map(({ id, at, what, more }) => (
          <li key={id}>
            <strong>{shortDate(at)}</strong> {what}
            <span className="confer-muted record-evidence">{more}</span>
          </li>
        ))}
      </ul>
      {all.length > shown.length && <a href="#contacts">All {all.length} below</a>}
    </>
  );
}
