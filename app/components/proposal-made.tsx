/** Beside the list: nominations with their makers, who is never listed, and how the list came about. */
import { Form, Link } from "@remix-run/react";
import { dateInWords, londonDate } from "../domain/dates";
import { inNumbers } from "../domain/registry-filter";
import { Hidden } from "./meeting-fields";
import type { ProposalView } from "./proposal-page";
import { counted } from "./work-page";

export function ProposalMade({ view, pageKey }: { view: ProposalView; pageKey: string }) {
  return (
    <aside className="proposal-foot" aria-label="How the list was made">
      <Nominations view={view} pageKey={pageKey} />
      <SetAside view={view} />
      <HowMade view={view} />
    </aside>
  );
}

function Nominations({ view: { nominations, mdg }, pageKey }: { view: ProposalView; pageKey: string }) {
  return (
    <section className="work-card">
      <h2 className="nhsuk-heading-s">{counted(nominations.length, "open nomination")}</h2>
      {nominations.length === 0 && <p>Nominate from a person's record: “Put on an MDG”, then “Nominate”.</p>}
      <ul className="confer-plain-list">
        {nominations.map(({ id, personId, name, reason, byName, at, mine }) => (
          <li key={id} className="proposal-person">
            <Link to={`/people/${personId}`}>{name}</Link>: {reason}
            <div className="confer-muted">
              {byName}, {dateInWords(londonDate(at))}
            </div>
            {(mine || mdg.mayRun) && (
              <Form method="post" action={`/mdgs/${mdg.id}/propose`}>
                <Hidden act="withdraw" pageKey={pageKey} personId={personId} nominationId={id} />
                <button type="submit" className="confer-link-button">
                  Withdraw<span className="nhsuk-u-visually-hidden"> the nomination of {name}</span>
                </button>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function SetAside({ view: { proposal } }: { view: ProposalView }) {
  const people = proposal?.setAside ?? [];
  if (!people.length) return null;
  return (
    <section className="work-card">
      <h2 className="nhsuk-heading-s">Not listed</h2>
      <p>A route leads to them, and a rule stands against it.</p>
      <ul className="confer-plain-list">
        {people.map(({ personId, name, because, nominated }) => (
          <li key={personId}>
            <Link to={`/people/${personId}`}>{name}</Link> {because}
            {nominated && " (nominated)"}
          </li>
        ))}
      </ul>
    </section>
  );
}

function HowMade({ view: { run, since, population, shares, ageFrom } }: { view: ProposalView }) {
  const whole = shares.change + shares.need + shares.random;
  const percent = (share: number) => (whole ? Math.round((100 * share) / whole) : 0);
  return (
    <section className="work-card">
      <h2 className="nhsuk-heading-s">How the list is made</h2>
      <p>
        From {inNumbers(population?.people ?? 0)} people of the group's practices whom you may see, stratified as of{" "}
        {run ? dateInWords(run.asOf) : "no day yet"}. People whom you may not see are not counted.
      </p>
      <ol>
        <li>Every nomination, the oldest first.</li>
        <li>
          Of the places left, {percent(shares.change)}% to who changed since{" "}
          {since ? dateInWords(londonDate(since)) : "the last meeting"}: a new emergency contact, or a band of risk that
          became worse. Whom the group knows, since it discussed them, also when it met without them since. Who is in
          need as well comes first, then who had more days with an emergency.
        </li>
        <li>
          {percent(shares.need)}% by need: who meets a criterion of referral first (CFS 5 or more with a tipping point;
          complex end of life; high use of emergency services); of those, end of life first, then who had more emergency
          admissions and attendances in 12 months, then frailty and dementia, and only then the highest rank.
        </li>
        <li>
          {shares.random ? `${percent(shares.random)}% by lot, for evaluation.` : "Nobody by lot: that share is off."}
        </li>
      </ol>
      <p>
        Nobody under {ageFrom} is put forward or nominated: there is no group for children. Other ties go the same way
        as need, then by a number that says nothing. Self-neglect, not taking medicines and agencies that are stuck are
        seldom coded: nominate. Whom the group discussed and has not stepped down comes back by change or nomination
        only, and is named below the list.
      </p>
      <p>Shares and limits are proposed and not yet signed by a clinical lead.</p>
    </section>
  );
}
