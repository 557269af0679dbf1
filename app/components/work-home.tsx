/** The start page of roles that have no people of their own: what the role is for, and where to go. */
import { Link } from "@remix-run/react";

export type Home = {
  greeting: string;
  name: string;
  organisation: string;
  role: string;
  may: readonly string[];
  urgent: boolean;
};

export function HomePage({ home }: { home: Home }) {
  return (
    <>
      <h1 className="nhsuk-heading-l">
        {home.greeting}, {home.name} · {home.organisation}
      </h1>
      {home.urgent && (
        <p>
          <Link className="nhsuk-button" to="/urgent">
            Look somebody up
          </Link>
        </p>
      )}
      <h2 className="nhsuk-heading-m">As {home.role} you may</h2>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {home.may.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      {!home.urgent && <p>This role opens no record of a person. If you need one, sign in with another role.</p>}
    </>
  );
}
