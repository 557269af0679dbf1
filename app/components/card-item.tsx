/** One crisis card: why it fits, its words filled for this person, what of them waits for a signature, and the press that takes it. */
import { Form, Link } from "@remix-run/react";
import { splitUnsigned } from "../domain/crisis-cards/preview";
import { fieldsOf } from "../domain/plan-sections";

export type CardShown = {
  id: string;
  name: string;
  source: string;
  because: readonly string[];
  values: Readonly<Record<string, string>>;
  unsigned: readonly { field: string; words: string; dose: boolean }[];
  asks: readonly string[];
  facts: readonly string[];
  taken: string | undefined;
};

export type Taking = { personId: string; pageKey: string };

export function CardItem({ card, ...taking }: Taking & { card: CardShown }) {
  const { id, name, because, asks, taken } = card;
  return (
    <li className="card-item" id={`card-${id}`}>
      <h4 className="nhsuk-heading-xs">{name}</h4>
      <p>{because.length ? `Because of: ${because.join("; ")}.` : "The record does not show why."}</p>
      {!taken && <Offered card={card} />}
      <p>To make it theirs, write: {asks.map((ask) => `${ask.charAt(0).toLowerCase()}${ask.slice(1)}`).join("; ")}.</p>
      <div className="card-acts confer-no-print">
        {taken ? (
          <Link to={`/people/${taking.personId}/plan/edit/contingency#${taken}`}>
            In the plan or your draft: make it theirs<span className="confer-visually-hidden">: {name}</span>
          </Link>
        ) : (
          <TakeForm {...taking} kind="card" id={id} about={name} />
        )}
      </div>
    </li>
  );
}

/** What a press would take; once taken, the words are the author's and stand in the form. */
function Offered({ card }: { card: CardShown }) {
  const { name, facts, unsigned } = card;
  return (
    <>
      <details className="record-details">
        <summary>
          Preview<span className="confer-visually-hidden"> of {name}</span>
        </summary>
        <Preview card={card} />
      </details>
      {facts.length > 0 && <p>Critical fact that goes with it: {facts.join(", ")}.</p>}
      {unsigned.length > 0 && <p className="confer-muted">{waiting(unsigned)}</p>}
    </>
  );
}

function waiting(unsigned: CardShown["unsigned"]): string {
  const doses = unsigned.filter(({ dose }) => dose).length;
  const lines = unsigned.length === 1 ? "1 line waits" : `${unsigned.length} lines wait`;
  const ofThem = doses ? `, ${doses} of them with doses` : "";
  return `† ${lines} for a clinical lead’s signature${ofThem}: signed, or written in this person’s words, before it is published.`;
}

const FIELDS = [
  "trigger",
  "earlySigns",
  "doFirst",
  "call999",
  "doNot",
  "unless",
  "ring",
  "coping",
  "medicines",
  "equipment",
];

function Preview({ card: { values, unsigned, source } }: { card: CardShown }) {
  return (
    <dl className="plan-terms">
      {FIELDS.filter((field) => values[field]).map((field) => (
        <div key={field}>
          <dt>{fieldsOf("contingency")[field]!.label}</dt>
          <dd>
            <Marked text={values[field]!} unsigned={unsigned.filter((line) => line.field === field)} />
          </dd>
        </div>
      ))}
      <div>
        <dt>Source</dt>
        <dd>{source}</dd>
      </div>
    </dl>
  );
}

/** The words that wait for a signature are underlined and carry a dagger. */
function Marked({ text, unsigned }: { text: string; unsigned: CardShown["unsigned"] }) {
  return splitUnsigned(
    text,
    unsigned.map(({ words }) => words),
  ).map(({ words, waits, at }) =>
    waits ? (
      <span key={at}>
        <span className="card-unsigned">{words}</span>
        <span aria-hidden="true">†</span>
        <span className="confer-visually-hidden"> (not signed)</span>
      </span>
    ) : (
      <span key={at}>{words}</span>
    ),
  );
}

export function TakeForm({ personId, pageKey, kind, id, about }: Taking & { kind: string; id: string; about: string }) {
  return (
    <Form method="post" action={`/people/${personId}/plan/cards`} preventScrollReset>
      <input type="hidden" name="key" value={pageKey} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="id" value={id} />
      <button type="submit" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small">
        Take into my draft<span className="confer-visually-hidden">: {about}</span>
      </button>
    </Form>
  );
}
