/** The start page of roles that have no people of their own: what the role is for, and where to go. */
import { Link } from "@remix-run/react";

import { MyContacts, type WaitingFollowUp, WaitingFollowUps } from "./urgent-lists";

/** Counted for whoever reviews access. `toLookAt`: of what is withheld, that whose day to look again has come. */
type AccessReviews = { overrides: number; withheld: number; toLookAt: number };

export type Home = {
  greeting: string;
  name: string;
  organisation: string;
  role: string;
  /** What the role has in Confer today, one line each; empty: nothing yet. */
  has: readonly string[];
  /** Pages of the role besides this one. */
  pages: readonly { to: string; label: string }[];
  now: Date;
  pageKey: string;
  /** Of whoever reviews access. */
  reviews?: AccessReviews;
  /** Of the roles of the point of contact. */
  urgent?: { contacts: Parameters<typeof MyContacts>[0]["contacts"]; followUps: readonly WaitingFollowUp[] };
};

export function HomePage({ home }: { home: Home }) {
  const { urgent, reviews, now, pageKey } = home;
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
      {reviews && <ReviewsOfAccess {...reviews} />}
      <h2 className="nhsuk-heading-m">What you can do here as {home.role}</h2>
      {home.has.length > 0 ? (
        <ul className="nhsuk-list nhsuk-list--bullet">
          {home.has.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      ) : home.pages.length > 0 ? (
        <ul className="nhsuk-list nhsuk-list--bullet">
          {home.pages.map(({ to, label }) => (
            <li key={to}>
              <Link to={to}>{label}</Link>
            </li>
          ))}
        </ul>
      ) : (
        <p>Nothing yet: Confer has no pages for this role today. Signing in only shows that your account works.</p>
      )}
      {!urgent && <p>This role opens no record of a person. If you need one, sign in with another role.</p>}
    </>
  );
}

/** What waits for whoever reviews access; none is said because it was counted. */
function ReviewsOfAccess({ overrides, withheld, toLookAt }: AccessReviews) {
  return (
    <>
      <h2 className="nhsuk-heading-m">What waits for you</h2>
      <ul className="confer-plain-list work-lines">
        <li className="work-line">
          <Link to="/overrides">{`${partsOpened(overrides)} for review`}</Link>
        </li>
        <li className="work-line">
          <Link to="/withheld-openings">{`${openingsIn(toLookAt)} to be looked at again`}</Link>
          {withheld > toLookAt && <span className="confer-muted">{`${withheld} withheld in all`}</span>}
        </li>
      </ul>
    </>
  );
}

const partsOpened = (count: number) =>
  count > 1 ? `${count} closed parts that were opened wait` : `${count || "No"} closed part that was opened waits`;
const openingsIn = (count: number) =>
  count > 1 ? `${count} withheld openings are` : `${count || "No"} withheld opening is`;
