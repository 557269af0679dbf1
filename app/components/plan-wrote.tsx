/** That the person, or somebody for them, wrote on their own pages what the plan does not hold yet: who, when, and the way there. */
import { Link } from "@remix-run/react";
import { momentInWords } from "../domain/dates";
import { ACCESS_KINDS, type AccessKind } from "../domain/person-access";

type Wrote = readonly { byName: string; byKind: AccessKind; at: Date; answered: boolean }[];
/** `to`: where it is read and answered; null for whom that is not open to. */
type Props = { wrote: Wrote; version: number; to: string | null };

export function PlanWrote({ wrote, version, to }: Props) {
  const [newest] = wrote;
  if (!newest) return null;
  const waiting = wrote.filter(({ answered }) => !answered).length;
  const who = newest.byKind === "self" ? "the person" : ACCESS_KINDS[newest.byKind].split(" (")[0]!.toLowerCase();
  const answers =
    waiting === 0
      ? `All that came since version ${version} is answered.`
      : waiting === 1
        ? "1 waits for an answer."
        : `${waiting} wait for an answer.`;
  return (
    <div className="nhsuk-inset-text plan-wrote confer-no-print">
      <p>
        <strong>
          {newest.byName} ({who}) wrote {momentInWords(newest.at)}
        </strong>
        {wrote.length > 1 && `, the newest of ${wrote.length}`}. {answers}{" "}
        {to ? (
          <Link to={to}>{waiting ? "Read and answer it" : "Read it"}</Link>
        ) : (
          "The person’s practice reads and answers it."
        )}
      </p>
    </div>
  );
}
