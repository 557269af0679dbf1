/** Plans that wait to be filed in the practice's own system. */
import { Link } from "@remix-run/react";
import { agoInWords, dateInWords, shortDate } from "../domain/dates";

type Waiting = {
  personId: string;
  name: string;
  bornOn: string | undefined;
  version: number;
  publishedAt: Date;
  because: string;
};

export function FilingList({ plans, more, now }: { plans: readonly Waiting[]; more: boolean; now: Date }) {
  if (!plans.length) return <p>{more ? "None of the first plans looked at waits." : "None waits: all are filed."}</p>;
  return (
    <>
      <p>
        <strong>
          {plans.length} {plans.length === 1 ? "plan waits" : "plans wait"}
          {more ? ", and more behind them" : ""}.
        </strong>
      </p>
      <ul className="nhsuk-list">
        {plans.map(({ personId, name, bornOn, version, publishedAt, because }) => (
          <li key={personId}>
            <Link to={`/people/${personId}/plan/filing`}>{name}</Link>, born {bornOn ? shortDate(bornOn) : "not known"}{" "}
            · version {version}, {dateInWords(publishedAt)} ({agoInWords(publishedAt, now)}) ·{" "}
            <strong>{because}</strong>
          </li>
        ))}
      </ul>
    </>
  );
}
