/** The four answers on top of a record: why here, what is due, what is planned, what happened lately. */
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { agoInWords, dateInWords, londonDate, momentInWords, shortDate, timeInWords } from "../domain/dates";
import type { PersonRecord, PlanState } from "../domain/person-record";
import { lineAgeInWords } from "../domain/plan-freshness";
import { CONTACT_OUTCOMES, ENCOUNTERS, URGENT_SERVICES } from "../domain/record";
import { CareDueCard } from "./care-due";
import { NotShown } from "./record-table";
import { WhyCard } from "./record-why";

type Props = { record: PersonRecord; mayRecord: boolean; now: Date };

export function FourAnswers({ record, mayRecord, now }: Props) {
  const { personId, why, careDue, plan, lately } = record;
  return (
    <div className="confer-columns record-answers">
      <Answer title="Why here">{why === undefined ? <NotShown /> : <WhyCard personId={personId} why={why} />}</Answer>
      <Answer title="What is due">
        {careDue === undefined ? (
          <NotShown />
        ) : (
          <CareDueCard personId={personId} care={careDue} mayRecord={mayRecord} />
        )}
      </Answer>
      <Answer title="What is planned">{plan ? <Planned record={record} plan={plan} now={now} /> : <NotShown />}</Answer>
      <Answer title="What happened lately">{lately ? <Lately lately={lately} /> : <NotShown />}</Answer>
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
