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

type Props = {
  plans: readonly Waiting[];
  /** The page behind this one. */
  next: string | undefined;
  isFirst: boolean;
  now: Date;
};

export function FilingList({ plans, next, isFirst, now }: Props) {
  const behind = next && (
    <p>
      <Link to={next}>{plans.length ? "Plans behind these" : "Look at the plans behind these"}</Link>
    </p>
  );
  if (!plans.length)
    return (
      <>
        <p>
          {next ? "None of these plans waits." : isFirst ? "None waits: all are filed." : "None behind these waits."}
        </p>
        {behind}
      </>
    );
  return (
    <>
      <p>
        <strong>
          {plans.length} {plans.length === 1 ? "plan waits" : "plans wait"}
          {next ? ", and there may be more behind them" : ""}.
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
      {behind}
    </>
  );
}
