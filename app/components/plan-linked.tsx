/** That another record of the person holds a live plan: said wherever this record's plan, or that it has none, is shown. */
import { Link } from "@remix-run/react";
import { dateInWords } from "../domain/dates";

type Linked = { open: { personId: string; version: number; publishedAt: Date; byName: string } | null };

/** `live`: this record holds one too. `to`: the page of the other record that takes this one's place. */
export function LinkedPlans({ linked, live, to }: { linked: readonly Linked[]; live: boolean; to: "plan" | "print" }) {
  if (!linked.length) return null;
  return (
    <div className="nhsuk-warning-callout">
      <h3 className="nhsuk-warning-callout__label">
        {live ? "Two live plans" : "A live plan stands under another record"}
      </h3>
      <p>
        {live
          ? "Another record of this person holds a live plan too. Crews are shown neither and told that Confer cannot tell: bring both together in one, then withdraw the other."
          : "Another record of this person holds a live plan, and crews read that one. Change it there: a second plan here would keep crews from both."}
      </p>
      <ul className="nhsuk-list">
        {linked.map(({ open }) => (
          <li key={open?.personId ?? ""}>
            {open ? (
              <Link to={`/people/${open.personId}/plan${to === "print" ? "/print" : ""}`}>
                Version {open.version}, published {dateInWords(open.publishedAt)} by {open.byName}
              </Link>
            ) : (
              "It is not open to you: ask the person’s practice."
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
