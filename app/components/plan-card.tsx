/** The card that a person may carry: that there is a plan, and a code that leads to it after sign-in. */
import { Form } from "@remix-run/react";
import { dateInWords, momentInWords } from "../domain/dates";

export type PlanCard = {
  /** What the code holds, in letters for a code that cannot be read. */
  address: string;
  /** As the person wishes; null: no name on the card. */
  name: string | null;
  /** Of the code in modules, its border with it. */
  size: number;
  path: string;
};

export function PrintedCard({ address, name, size, path }: PlanCard) {
  return (
    <>
      <div className="nhsuk-inset-text confer-no-print">
        <p>
          <strong>Print this page now (Ctrl+P).</strong> The code is kept nowhere: when you leave the page, only a new
          card can be made.
        </p>
      </div>
      <section className="plan-card" aria-label="Card">
        <svg className="plan-card__code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label="QR code of the card">
          <rect width={size} height={size} fill="#fff" />
          <path d={path} fill="#000" shapeRendering="crispEdges" />
        </svg>
        <div>
          <p className="plan-card__title">I have a care plan</p>
          {name && <p className="plan-card__name">{name}</p>}
          <p>Health and care staff: read the code, sign in to Confer and ask me for my date of birth.</p>
          <p className="plan-card__address">{address.replace(/^https?:\/\//, "")}</p>
        </div>
      </section>
    </>
  );
}

/** In place of the form, when the card would not be true. */
export const NoCard = ({ withdrawnOn, inUse }: { withdrawnOn: string | null; inUse: boolean }) => (
  <div className="nhsuk-inset-text">
    <p>
      <strong>
        {withdrawnOn ? `The plan was withdrawn on ${dateInWords(withdrawnOn)}` : "No plan is in force for this person"}.
      </strong>{" "}
      The card says “I have a care plan”, so none can be made.
      {inUse && " A card is still out: stop it below, and ask for it back."}
    </p>
  </div>
);

type MadeProps = {
  cards: readonly { madeAt: Date; madeByName: string; revokedAt: Date | null }[];
  inUse: boolean;
  /** A plan is in force: the card says so. */
  live: boolean;
  formKey: string;
};

export function CardsMade({ cards, inUse, live, formKey }: MadeProps) {
  if (!cards.length) return <p>No card was made yet.</p>;
  return (
    <>
      <h3 className="nhsuk-heading-s">Cards made</h3>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {cards.map(({ madeAt, madeByName, revokedAt }) => (
          <li key={madeAt.toISOString()}>
            {momentInWords(madeAt)} by {madeByName}: {revokedAt ? `stopped ${momentInWords(revokedAt)}` : "in use"}
          </li>
        ))}
      </ul>
      {inUse && (
        <Form method="post">
          <input type="hidden" name="key" value={`${formKey} stop`} />
          <button className="nhsuk-button nhsuk-button--secondary" type="submit" name="intent" value="stop">
            {live ? "Stop the card: it was lost" : "Stop the card: there is no plan in force"}
          </button>
        </Form>
      )}
    </>
  );
}
