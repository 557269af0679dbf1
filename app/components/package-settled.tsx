/** What was taken and what was declined, folded: by whom, when, why, and the way back. */
import { Form, Link } from "@remix-run/react";
import type { Proposal, Whereabouts } from "../domain/care-packages/proposals";
import { shortDate } from "../domain/dates";
import { type Answering, anchorOf, Because, type ProposalShown } from "./package-proposal";

type Props = Answering & { proposals: readonly ProposalShown[] };

export function Settled({ proposals, ...answering }: Props) {
  const taken = proposals.filter(({ state }) => state === "taken" || state === "changed");
  const declined = proposals.filter(({ state }) => state === "declined");
  return (
    <>
      <Folded id="taken" title="Taken" proposals={taken} {...answering} />
      <Folded id="declined" title="Declined" proposals={declined} {...answering} />
    </>
  );
}

function Folded({ id, title, proposals, ...answering }: Props & { id: string; title: string }) {
  if (!proposals.length) return null;
  return (
    <details className="record-details" id={id}>
      <summary>
        {title}: {proposals.length}
      </summary>
      <ul className="confer-plain-list">
        {proposals.map((proposal) => (
          <li className="package-item" key={proposal.id} id={anchorOf(proposal)}>
            <div>
              <strong>{proposal.words}</strong>
              <span className="package-item__line">{answerInWords(proposal)}</span>
              <Because proposal={proposal} />
            </div>
            <Again proposal={proposal} {...answering} />
          </li>
        ))}
      </ul>
    </details>
  );
}

const WHERE: Record<Whereabouts, string> = {
  plan: "stands in the plan",
  "own draft": "in your draft, not published",
  "other draft": "in their draft, not published, or thrown away since",
  closed: "was in the plan and has ended",
  nowhere: "",
};

function answerInWords({ state, answer }: ProposalShown): string {
  if (!answer) return "";
  const who = `${shortDate(answer.on)} by ${answer.by}`;
  if (state === "declined") return `Declined ${who}: ${answer.reason}`;
  const how = state === "changed" ? "Taken with changes" : "Taken";
  return `${how} ${who}; ${answer.whereabouts ? WHERE[answer.whereabouts] : ""}`;
}

/** What stands in the plan or in the reader's draft is taken out there, not here. */
const mayComeBack = ({ state, answer }: Pick<Proposal, "state" | "answer">) =>
  state === "declined" || answer?.whereabouts === "other draft" || answer?.whereabouts === "closed";

function Again({ proposal, personId, pageKey }: Answering & { proposal: ProposalShown }) {
  if (!mayComeBack(proposal)) {
    const section = proposal.kind === "goal" ? "goals" : "actions";
    return (
      <div className="package-acts confer-no-print">
        <Link to={`/people/${personId}/plan/edit/${section}#${proposal.answer?.became}`}>
          Edit
          <span className="confer-visually-hidden">
            {" "}
            {proposal.kind}: {proposal.words}
          </span>
        </Link>
      </div>
    );
  }
  return (
    <Form
      method="post"
      action={`/people/${personId}/packages`}
      preventScrollReset
      className="package-acts confer-no-print"
    >
      <input type="hidden" name="key" value={pageKey} />
      <input type="hidden" name="proposal" value={proposal.id} />
      <button
        type="submit"
        className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
        name="intent"
        value="reopen"
      >
        Propose again
        <span className="confer-visually-hidden">
          {" "}
          {proposal.kind}: {proposal.words}
        </span>
      </button>
    </Form>
  );
}
