/** Beside the plan: where it stands, the draft, what publishing still needs, and the ways on. */
import { Form, Link } from "@remix-run/react";
import { agoInWords, momentInWords } from "../domain/dates";
import type { Lack } from "../domain/plan-readiness";
import { type CopiesOut, PlanCopies } from "./plan-signing-copies";
import { WithdrawPointer } from "./plan-withdraw-pointer";

export type RailProps = {
  personId: string;
  status: string;
  version: number;
  published: { publishedAt: Date; publishedByName: string; publishedByRole: string } | undefined;
  draft: { updatedAt: Date; conflicts: readonly unknown[] } | undefined;
  changes: readonly unknown[];
  lacking: readonly Lack[];
  /** What the viewer may do here. */
  mays: { edit: boolean; restrict: boolean; invite: boolean; file: boolean };
  /** Of care packages, waiting for an answer; absent where they are not the reader's business. */
  packages: number | undefined;
  /** Proposals for signing: waiting for the viewer, come back to them, and their own that wait for others. */
  proposals: { toSign: number; back: number; own: number };
  copies: CopiesOut;
  /** The system in which the plan says that the emergency plan lies. */
  elsewhere: string | undefined;
  /** Versions and prints are open to the viewer. */
  whole: boolean;
  now: Date;
  /** The day in London. */
  today: string;
  formKey: string;
  errors: Readonly<Record<string, string>> | undefined;
};

export function PlanRail(props: RailProps) {
  const { personId, mays, packages, status } = props;
  const path = `/people/${personId}/plan`;
  return (
    <aside className="plan-rail confer-no-print" id="about-plan" aria-label="About this plan">
      {mays.edit && <DraftState {...props} path={path} />}
      {mays.edit && <ToSign {...props} path={path} />}
      {mays.edit && packages !== undefined && (
        <p>
          <Link to={`/people/${personId}/packages`}>Care packages</Link>:{" "}
          {packages === 0 ? "nothing waits" : packages === 1 ? "1 proposal waits" : `${packages} proposals wait`}
        </p>
      )}
      {mays.edit && <StillNeeded {...props} path={path} />}
      <Ways {...props} path={path} />
      {status === "live" && props.whole && <PlanCopies {...props} />}
      {mays.edit && status === "live" && <Withdraw {...props} />}
    </aside>
  );
}

export type Withdrawal = { at: Date; byName: string; reason: string | null };

type StatusProps = Pick<RailProps, "status" | "version" | "published" | "now"> & {
  withdrawn: Withdrawal | null | undefined;
  emergencyOnly: boolean;
  /** How it was agreed, in words; undefined when it is not said. */
  agreement: string | undefined;
};

/** The page's first line: does the plan stand, who sees it, and was it agreed? */
export function PlanStatus({ status, version, published, withdrawn, now, emergencyOnly, agreement }: StatusProps) {
  const by = published
    ? `version ${version}, published ${agoInWords(published.publishedAt, now)} by ${published.publishedByName}, ${published.publishedByRole}`
    : "";
  if (status === "live")
    return (
      <>
        <p className="plan-status">
          Live: {by}. Crews see it now.{agreement && ` ${agreement}.`}
        </p>
        {emergencyOnly && (
          <div className="nhsuk-inset-text">
            <p>Only the emergency part is published. Crews are told that no more is known here.</p>
          </div>
        )}
      </>
    );
  if (status !== "withdrawn") return <p className="plan-status">Nothing is published: crews see no plan.</p>;
  return (
    <div className="nhsuk-warning-callout">
      <h3 className="nhsuk-warning-callout__label">Withdrawn</h3>
      <p>
        {withdrawn
          ? `Withdrawn ${momentInWords(withdrawn.at)} by ${withdrawn.byName}: ${withdrawn.reason ?? "no reason recorded"}.`
          : "When and by whom is not recorded."}
      </p>
      <p>What stands below was {by}, and does not stand any more. Crews and those who relied on it are told so.</p>
    </div>
  );
}

type InPath = RailProps & { path: string };

function DraftState({ draft, changes, status, path, now }: InPath) {
  if (!draft && status === "withdrawn")
    return (
      <p>
        <Link to={`${path}/publish`}>Review and publish again</Link>
      </p>
    );
  if (!draft)
    return (
      <p>
        You have no draft. What you write is private until you publish it. <Link to="/drafts">Your drafts</Link>
      </p>
    );
  const { length } = changes;
  return (
    <>
      <p>
        Your draft: {length} {length === 1 ? "change" : "changes"}, saved {momentInWords(draft.updatedAt)} (
        {agoInWords(draft.updatedAt, now)}). Nobody else sees it.
      </p>
      {draft.conflicts.length > 0 && (
        <p>
          <strong>Others changed the same lines.</strong> <Link to={`${path}/settle`}>Choose which words stand</Link>
        </p>
      )}
      {length > 0 || draft.conflicts.length > 0 ? (
        <Link className="nhsuk-button" to={`${path}/publish`} role="button">
          Review and publish
        </Link>
      ) : (
        <p>
          There is nothing in it to publish. <Link to={`${path}/publish`}>What you can do instead</Link>
        </p>
      )}
      <p>
        <Link to={`${path}/propose`}>Propose for signing</Link> · <Link to="/drafts">Your drafts</Link>
      </p>
    </>
  );
}

/** What was proposed: to the reader, by the reader, and what came back. */
function ToSign({ proposals: { toSign, back, own }, path }: InPath) {
  const says = [
    toSign > 0 && `${toSign === 1 ? "1 proposal waits" : `${toSign} proposals wait`} for your signature`,
    back > 0 && `${back === 1 ? "1 of yours" : `${back} of yours`} came back`,
    own > 0 && `${own === 1 ? "1 of yours waits" : `${own} of yours wait`} for a signature`,
  ].filter(Boolean);
  if (!says.length) return null;
  return (
    <p>
      <Link to={`${path}/propose`}>{says.join("; ")}</Link>
    </p>
  );
}

function StillNeeded({ lacking, path }: InPath) {
  if (!lacking.length) return null;
  return (
    <>
      <h2 className="nhsuk-heading-xs">The plan still needs</h2>
      <ul className="nhsuk-list nhsuk-list--bullet confer-small">
        {lacking.map(({ section, unit, field, says }) => (
          <li key={`${unit} ${field}`}>
            <Link to={`${path}/edit/${section}`}>{says}</Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function Ways({ personId, version, status, mays, whole, path }: InPath) {
  const history = `History${version > 0 ? ` (${version})` : ""}`;
  const ways: readonly [boolean, string, string][] = [
    [mays.edit, `${path}/cards`, "Crisis cards"],
    [whole, `${path}/history`, history],
    [whole && version > 1, `${path}/compare`, "Compare two versions"],
    [whole && status === "live", `${path}/print`, "Print and copies"],
    [whole && status === "live", `${path}/card`, "“I have a plan” card"],
    [whole && mays.file, `${path}/filing`, "Copy to the practice's system"],
    [whole && mays.restrict, `${path}/restrict`, "Close, hide or open a part"],
    [whole && mays.edit, `${path}/key-safe`, "Key safe"],
    [whole && mays.invite, `${path}/invite`, "Invite the person or a carer"],
    [true, `/people/${personId}`, "Record"],
  ];
  return (
    <ul className="nhsuk-list">
      {ways
        .filter(([open]) => open)
        .map(([, to, label]) => (
          <li key={to}>
            <Link to={to}>{label}</Link>
          </li>
        ))}
    </ul>
  );
}

function Withdraw({ formKey, errors, copies, elsewhere }: RailProps) {
  const wrong = errors?.reason;
  return (
    <details className="nhsuk-details" open={Boolean(wrong)}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">Withdraw the plan</span>
      </summary>
      <div className="nhsuk-details__text">
        <p className="confer-small">
          Crews are told at once, and everybody who relies on the plan gets a notice.
          {copies.given.length > 0 && " Ask for the copies above back: paper does not know that it is old."}
        </p>
        <Form method="post">
          <input type="hidden" name="key" value={`${formKey} withdraw`} />
          <div className={`nhsuk-form-group${wrong ? " nhsuk-form-group--error" : ""}`}>
            <label className="nhsuk-label" htmlFor="reason">
              Why is it withdrawn?
            </label>
            {wrong && (
              <span className="nhsuk-error-message" id="reason-error">
                {wrong}
              </span>
            )}
            <input
              className="nhsuk-input"
              id="reason"
              name="reason"
              maxLength={200}
              autoComplete="off"
              aria-describedby={wrong ? "reason-error" : undefined}
            />
          </div>
          {elsewhere && <WithdrawPointer system={elsewhere} />}
          <button className="nhsuk-button nhsuk-button--warning" type="submit" name="intent" value="withdraw">
            Withdraw plan now
          </button>
        </Form>
      </div>
    </details>
  );
}
