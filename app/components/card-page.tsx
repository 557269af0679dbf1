/** What the record gives to a plan: cards that fit, critical facts, lines to take; then the cards that do not fit. */
import { Link } from "@remix-run/react";
import type { Ages } from "../domain/crisis-cards/card";
import type { PlanRecord, RecordLineKind } from "../domain/plan-record";
import { CardItem, type CardShown, TakeForm, type Taking } from "./card-item";
import { PlanFromRecord } from "./plan-from-record";

export type FactShown = {
  kind: string;
  fact: string;
  instruction: string;
  unsigned: boolean;
  because: readonly string[];
  taken: boolean;
};
export type OfferShown = { id: string; section: string; says: string; because: string };

type Props = Taking & {
  record: PlanRecord;
  cards: readonly CardShown[];
  others: readonly CardShown[];
  facts: readonly FactShown[];
  offers: readonly OfferShown[];
  hasDraft: boolean;
  ages: Ages;
  /** What the last press took. */
  took: string | undefined;
};

const CARDS_HANG_ON: Partial<Record<RecordLineKind, string>> = {
  problem: "problems",
  medicine: "medicines",
  carer: "carers",
};

/** All cards are written for adults: what the page says to anybody else. */
const WHOSE = {
  child: {
    because: "This person is under 18, and crisis cards are for adults",
    says: "none is offered until there are signed cards for children. Write what to do in an emergency with their own team, from their own signed charts.",
  },
  unknown: {
    because: "The record holds no date of birth",
    says: "cards are offered without their doses and targets, which are for adults of 18 and over.",
  },
} as const;

export function CardPage({ record, cards, others, facts, offers, hasDraft, ages, took, ...taking }: Props) {
  const hidden = (record.notShown ?? []).flatMap((kind) => CARDS_HANG_ON[kind] ?? []);
  return (
    <>
      <p>
        Nothing stands in the plan before you take it; what you take waits in your draft until you publish it. A card is
        a beginning: make it this person’s own. It adds to what crews are trained in and takes the place of none of it.
      </p>
      {hidden.length > 0 && (
        <p>
          <strong>Your role is not shown their {hidden.join(", ")}</strong>: cards that hang on these may be missing
          below.
        </p>
      )}
      {ages !== "adult" && (
        <p>
          <strong>{WHOSE[ages].because}</strong>: {WHOSE[ages].says}
        </p>
      )}
      <Took took={took} hasDraft={hasDraft} personId={taking.personId} />
      {ages !== "child" && (
        <CardGroup
          id="fit"
          title="Cards that fit"
          cards={cards}
          none="No card fits by what the record holds."
          {...taking}
        />
      )}
      <Facts facts={facts} {...taking} />
      <Offers offers={offers} {...taking} />
      {ages !== "child" && (
        <details className="record-details card-others">
          <summary>Cards that the record does not ask for: {others.length}</summary>
          <p>Records have gaps: take one all the same where you know that it is needed.</p>
          <CardGroup id="others" title="Other cards" cards={others} none="None." {...taking} />
        </details>
      )}
      <PlanFromRecord record={record} />
    </>
  );
}

function Took({ took, hasDraft, personId }: Pick<Props, "took" | "hasDraft" | "personId">) {
  return (
    <div role="status" className={took ? "nhsuk-inset-text" : undefined}>
      {took && (
        <p>
          <strong>In your draft:</strong> {took}. Nobody else sees it until you publish it.{" "}
          {hasDraft && <Link to={`/people/${personId}/plan/publish`}>Review and publish</Link>}
        </p>
      )}
    </div>
  );
}

type GroupProps = Taking & { id: string; title: string; cards: readonly CardShown[]; none: string };

function CardGroup({ id, title, cards, none, ...taking }: GroupProps) {
  return (
    <section aria-labelledby={id}>
      <h3 className="nhsuk-heading-s" id={id}>
        {title}: {cards.length}
      </h3>
      {cards.length === 0 && <p>{none}</p>}
      <ul className="confer-plain-list card-list">
        {[...cards]
          .sort((a, b) => Number(Boolean(a.taken)) - Number(Boolean(b.taken)))
          .map((card) => (
            <CardItem key={card.id} card={card} {...taking} />
          ))}
      </ul>
    </section>
  );
}

function Facts({ facts, ...taking }: Taking & { facts: readonly FactShown[] }) {
  const open = facts.filter(({ taken }) => !taken);
  return (
    <section aria-labelledby="facts">
      <h3 className="nhsuk-heading-s" id="facts">
        Critical facts that the record gives: {open.length}
      </h3>
      {open.length === 0 && <p>{facts.length ? "All of them stand in the plan or your draft." : "None."}</p>}
      <ul className="confer-plain-list card-rows">
        {open.map(({ kind, fact, instruction, unsigned, because }) => (
          <li className="card-row" key={kind}>
            <div>
              <strong>{fact}:</strong> {instruction}
              {unsigned && (
                <>
                  <span aria-hidden="true">†</span>
                  <span className="confer-visually-hidden"> (not signed)</span>
                </>
              )}
              <span className="card-row__line confer-muted">Because of: {because.join("; ")}</span>
            </div>
            <TakeForm {...taking} kind="fact" id={kind} about={fact} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Offers({ offers, ...taking }: Taking & { offers: readonly OfferShown[] }) {
  return (
    <section aria-labelledby="offers">
      <h3 className="nhsuk-heading-s" id="offers">
        Lines of the record that the plan lacks: {offers.length}
      </h3>
      {offers.length === 0 && <p>None.</p>}
      <ul className="confer-plain-list card-rows">
        {offers.map(({ id, says, because }) => (
          <li className="card-row" key={id}>
            <div>
              <strong>{says}</strong>
              <span className="card-row__line confer-muted">From: {because}</span>
            </div>
            <TakeForm {...taking} kind="offer" id={id} about={says} />
          </li>
        ))}
      </ul>
    </section>
  );
}
