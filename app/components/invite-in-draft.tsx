/** The person's words met the reader's own draft: where both texts stand, and what is left to do afterwards. */
import { Link } from "@remix-run/react";

export const InviteInDraft = ({ plan }: { plan: string }) => (
  <div className="nhsuk-inset-text">
    <p>The person's words and your draft say different things of the same part.</p>
    <p>
      <Link to={`${plan}/settle`}>See both texts and choose</Link>
    </p>
    <p>
      There the person's words stand as “Yours, not in your draft yet”, because you asked for them. Then come back here:
      take the words again if you chose them, or answer.
    </p>
  </div>
);
