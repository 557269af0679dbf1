/** The start page of roles that have no people of their own: what the role is for, and where to go. */
import { Link } from "@remix-run/react";

import { MyContacts, type WaitingFollowUp, WaitingFollowUps } from "./urgent-lists";

export type Home = {
  greeting: string;
  name: string;
  organisation: string;
  role: string;
  /** What the role has in Confer today, one line each; empty: nothing yet. */
  has: readonly string[];
  now: Date;
  pageKey: string;
  /** Of the roles of the point of contact. */
  urgent?: { contacts: Parameters<typeof MyContacts>[0]["contacts"]; followUps: readonly WaitingFollowUp[] };
};

export function HomePage({ home }: { home: Home }) {
  const { urgent, now, pageKey } = home;
  return (
    <>
      <h1 className="nhsuk-heading-l">
        {home.greeting}, {home.name} · {home.organisation}
      </h1>
      {urgent && (
        <div className="confer-urgent">
          <WaitingFollowUps followUps={urgent.followUps} now={now} keyOfForm={pageKey} />
          <MyContacts contacts={urgent.contacts} now={now} />
          <p className="work-next">
            <Link className="nhsuk-button" to="/urgent">
              Look somebody up
            </Link>
          </p>
        </div>
      )}
      <h2 className="nhsuk-heading-m">What you can do here as {home.role}</h2>
      {home.has.length > 0 ? (
        <ul className="nhsuk-list nhsuk-list--bullet">
          {home.has.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      ) : (
        <p>Nothing yet: Confer has no pages for this role today. Signing in only shows that your account works.</p>
      )}
      {!urgent && <p>This role opens no record of a person. If you need one, sign in with another role.</p>}
    </>
  );
}
