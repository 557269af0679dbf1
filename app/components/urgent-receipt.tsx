/** What happens next after a contact was recorded, who does it, and when it will be seen (safety rule 9). */
import { outcomeInWords } from "../domain/contact";
import { momentInWords, timeInWords } from "../domain/dates";
import { dialled } from "../domain/phone-number";

export type ReceiptProps = {
  personId: string;
  name: string;
  outcome: string | null;
  closedAt: Date;
  acceptedBy: string | null;
  practice: { name: string; seen: string | null } | null;
  followUp: {
    dueAt: Date | null;
    openedAt: Date | null;
    openedByName: string | null;
    organisation: { name: string; phone: string | null };
  } | null;
  /** Who is asked when nobody accepts in time; null when nobody else is awake then. */
  next: string | null;
  readableUntil: Date | null;
};

export function Receipt({
  personId,
  name,
  outcome,
  closedAt,
  acceptedBy,
  practice,
  followUp,
  next,
  readableUntil,
}: ReceiptProps) {
  return (
    <div className="confer-urgent">
      <h1 className="nhsuk-heading-l">Contact recorded</h1>
      <p>
        <strong>{name}</strong>, {momentInWords(closedAt)}: {outcomeInWords(outcome) ?? "outcome not known"}.
      </p>
      <h2 className="nhsuk-heading-m">What happens next</h2>
      {followUp && <FollowUpLine acceptedBy={acceptedBy} next={next} {...followUp} />}
      {practice ? (
        <p>
          <strong>{practice.name}</strong> has a task to review this contact and the plan. It will be seen when the
          practice is open: {practice.seen ?? "opening hours are not known to Confer"}.
        </p>
      ) : (
        <p>No practice is known for this person: nobody is asked to review. Tell your clinical desk.</p>
      )}
      {readableUntil && (
        <p>
          You can still <a href={`/urgent/people/${personId}`}>read the page</a> until {momentInWords(readableUntil)}.
        </p>
      )}
      <p>
        <a href="/urgent">Look up somebody else</a>
      </p>
    </div>
  );
}

type FollowUpLineProps = NonNullable<ReceiptProps["followUp"]> & Pick<ReceiptProps, "acceptedBy" | "next">;

function FollowUpLine({ acceptedBy, dueAt, organisation, next }: FollowUpLineProps) {
  const { name, phone } = organisation;
  if (acceptedBy)
    return (
      <p>
        Follow-up before the practice opens: accepted by <strong>{acceptedBy}</strong> ({name}).
      </p>
    );
  return (
    <div className="confer-urgent-alarm">
      <p>
        Follow-up before the practice opens: asked of {name}. <strong>Nobody has accepted it yet.</strong>{" "}
        {dueAt &&
          (next
            ? `If nobody accepts by ${timeInWords(dueAt)}, ${next} is asked as well.`
            : "Nobody else is awake to be asked: it stays with you until somebody has accepted.")}
      </p>
      <p>
        {phone ? (
          <>
            To be sure, ring <a href={`tel:${dialled(phone)}`}>{phone}</a> and give the name of whoever accepts.
          </>
        ) : (
          "To be sure, ring them."
        )}{" "}
        Load this page again to see who has accepted.
      </p>
    </div>
  );
}
