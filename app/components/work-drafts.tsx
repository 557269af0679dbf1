/** My work: the viewer's own drafts that lie untouched. */
import { Link } from "@remix-run/react";
import { agoInWords } from "../domain/dates";

export type OldDraftLine = { personId: string; name: string | undefined; updatedAt: Date };

export function OldDrafts({ drafts, now }: { drafts: readonly OldDraftLine[]; now: Date }) {
  return (
    <>
      <ul className="confer-plain-list work-lines">
        {drafts.map(({ personId, name, updatedAt }) => (
          <li key={personId} className="work-line">
            <div className="work-line__words">
              <Link to={name ? `/people/${personId}/plan` : `/drafts/${personId}`} className="work-line__what">
                {name ?? "A person whom you no longer look after"}
              </Link>
              <div>
                {name
                  ? `Last written ${agoInWords(updatedAt, now)}: publish it or throw it away`
                  : `Last written ${agoInWords(updatedAt, now)}: hand it over to whoever looks after them now`}
              </div>
            </div>
          </li>
        ))}
      </ul>
      <p>
        <Link to="/drafts">All your drafts</Link>
      </p>
    </>
  );
}
