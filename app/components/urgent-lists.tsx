/** What is still open: the viewer's own contacts, and follow-ups that wait for somebody of the organisation. */
import { momentInWords, timeInWords } from "../domain/dates";
import { birthInWords } from "../domain/person";

type OpenContact = { personId: string; openedAt: Date; name: string; bornOn: string | undefined };

export function MyContacts({ contacts, now }: { contacts: readonly OpenContact[]; now: Date }) {
  if (contacts.length === 0) return null;
  return (
    <section aria-labelledby="open-contacts">
      <h2 className="nhsuk-heading-m" id="open-contacts">
        Your open contacts
      </h2>
      <ul className="confer-plain-list confer-urgent-list">
        {contacts.map(({ personId, openedAt, name, bornOn }) => (
          <li key={personId}>
            <span>
              <strong>{name}</strong>, {birthInWords(bornOn, now.toISOString().slice(0, 10))}, since{" "}
              {momentInWords(openedAt)}
            </span>
            <a href={`/urgent/people/${personId}`}>
              Open<span className="nhsuk-u-visually-hidden"> {name}</span>
            </a>
            <a href={`/urgent/people/${personId}/contact`}>
              Record contact<span className="nhsuk-u-visually-hidden"> of {name}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

type FollowUp = {
  id: string;
  personId: string;
  name: string;
  headline: string;
  dueAt: Date | null;
  openedByName: string | null;
  /** Accepted by the viewer. */
  mine: boolean;
  onThePhone: string | null;
};
export type WaitingFollowUp = FollowUp;

export function WaitingFollowUps({
  followUps,
  now,
  keyOfForm,
}: {
  followUps: readonly FollowUp[];
  now: Date;
  keyOfForm: string;
}) {
  if (followUps.length === 0) return null;
  return (
    <section aria-labelledby="followUps">
      <h2 className="nhsuk-heading-m" id="followUps" tabIndex={-1}>
        Waiting for your service
      </h2>
      <ul className="confer-plain-list confer-urgent-list">
        {followUps.map(({ id, personId, name, headline, dueAt, openedByName, mine, onThePhone }) => (
          <li key={id}>
            <span>
              <strong>{name}</strong>: {headline}
              <br />
              {openedByName
                ? `Accepted by ${openedByName}`
                : onThePhone
                  ? `Accepted on the phone by ${onThePhone}: accept it here too, to open the page`
                  : acceptBy(dueAt, now)}
            </span>
            {mine && (
              <>
                <a className="nhsuk-button nhsuk-button--small" href={`/urgent/people/${personId}/contact`}>
                  Record the outcome and finish<span className="nhsuk-u-visually-hidden"> the follow-up of {name}</span>
                </a>
                <a href={`/urgent/people/${personId}`}>
                  Open the page<span className="nhsuk-u-visually-hidden"> of {name}</span>
                </a>
              </>
            )}
            {!openedByName && (
              <form method="post" action="/urgent">
                <input type="hidden" name="act" value="accept" />
                <input type="hidden" name="task" value={id} />
                <input type="hidden" name="key" value={`${keyOfForm} ${id}`} />
                <button type="submit" className="nhsuk-button nhsuk-button--small">
                  Accept<span className="nhsuk-u-visually-hidden"> the follow-up of {name}</span>
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One line on top, so that nobody must scroll to learn that somebody waits. */
export function WhatWaits({ contacts, followUps }: { contacts: number; followUps: readonly FollowUp[] }) {
  const waiting = followUps.filter(({ openedByName, onThePhone }) => !openedByName && !onThePhone).length;
  if (waiting + contacts === 0) return null;
  return (
    <p>
      {waiting > 0 && (
        <a href="#followUps">{waiting === 1 ? "1 follow-up waits" : `${waiting} follow-ups wait`} for your service</a>
      )}
      {waiting > 0 && contacts > 0 && " · "}
      {contacts > 0 && <a href="#open-contacts">{contacts === 1 ? "1 contact is" : `${contacts} contacts are`} open</a>}
    </p>
  );
}

function acceptBy(dueAt: Date | null, now: Date): string {
  if (!dueAt) return "Nobody has accepted it yet";
  return dueAt < now ? `LATE: was to be accepted by ${timeInWords(dueAt)}` : `To be accepted by ${timeInWords(dueAt)}`;
}
