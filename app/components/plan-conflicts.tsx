/** What contradicts a plan: both sides with their sources, the most dangerous first, and what each keeps from happening. */
import { dateInWords } from "../domain/dates";
import type { ConflictDanger, ConflictSide, PlanConflict } from "../domain/plan-conflict";

const DANGERS: Record<ConflictDanger, string> = {
  blocks: "Dangerous: nothing is published until it is reconciled, and crews read both sides",
  marks: "Crews read both sides on the live page",
  asks: "To look at: crews are not told",
};

export function PlanConflicts({ conflicts }: { conflicts: readonly PlanConflict[] }) {
  if (!conflicts.length) return null;
  return (
    <section className="plan-conflict" aria-labelledby="contradictions">
      <h2 className="nhsuk-heading-s" id="contradictions">
        {conflicts.length === 1 ? "One contradiction" : `${conflicts.length} contradictions`}
      </h2>
      <ul className="confer-plain-list">
        {conflicts.map((conflict) => (
          <li key={conflict.id}>
            <Contradiction {...conflict} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Contradiction({ says, ...conflict }: PlanConflict) {
  return (
    <div className="plan-change">
      <p className="nhsuk-u-margin-bottom-1">
        <strong>{says}.</strong>
      </p>
      <BothSides {...conflict} />
    </div>
  );
}

/** What each source says, and what the contradiction keeps from happening. */
export function BothSides({ danger, sides }: Pick<PlanConflict, "danger" | "sides">) {
  return (
    <>
      <p className="confer-small nhsuk-u-margin-bottom-1">{DANGERS[danger]}.</p>
      <dl className="plan-terms">
        {sides.map((side) => (
          <div key={JSON.stringify(side)}>
            <dt>{sourceInWords(side)}</dt>
            <dd>{side.words}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

const SOURCES: Record<ConflictSide["source"], string> = {
  plan: "This plan",
  record: "The record",
  "other plan": "Another plan of this person",
};

const sourceInWords = ({ source, on, by }: ConflictSide): string =>
  [SOURCES[source], on ? dateInWords(on) : undefined, by].filter(Boolean).join(", ");
