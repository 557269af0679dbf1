/** The answer of a look-up: plan, no published plan, cannot tell; or who may be meant behind a line. */
import { dateInWords } from "../domain/dates";
import { type MatchedBy, TWO_IDENTIFIERS } from "../domain/look-up";
import { deathInWords } from "../domain/person";
import { dialled } from "../domain/phone-number";
import {
  CANNOT_TELL,
  LOOK_FOR_PAPER,
  type PersonOffered,
  type PersonShown,
  type PlanSaid,
  toDoWhen,
  type WhyNot,
} from "../domain/urgent-answer";
import { Choices, DateField, Tick } from "./urgent-fields";

export type Desk = { name: string; phone: string | null } | null;

export function RingDesk({ desk }: { desk: Desk }) {
  if (!desk?.phone) return <strong>Ring the clinical desk of your service.</strong>;
  return (
    <strong>
      Ring the clinical desk: <a href={`tel:${dialled(desk.phone)}`}>{desk.phone}</a>
      {` (${desk.name})`}
    </strong>
  );
}

/** `by`: how the person was looked for. */
export function CannotTell({ why, desk, by }: { why: WhyNot; desk: Desk; by?: string }) {
  const { why: words } = CANNOT_TELL[why];
  const todo = toDoWhen(why, by);
  return (
    <section className="nhsuk-card confer-urgent-answer" aria-labelledby="answer">
      <div className="nhsuk-card__content">
        <h1 className="nhsuk-heading-l" id="answer">
          Cannot tell whether there is a plan
        </h1>
        <p>{words}</p>
        <p>
          <RingDesk desk={desk} />
        </p>
        <ul className="nhsuk-list nhsuk-list--bullet">
          {todo.map((line) => (
            <li key={line}>{line}</li>
          ))}
          <li>{LOOK_FOR_PAPER}</li>
        </ul>
      </div>
    </section>
  );
}

type MatchProps = {
  person: PersonShown;
  plan: PlanSaid;
  matchedBy: MatchedBy;
  lookUpId: string;
  desk: Desk;
  /** A call handler is not with the person: asks the caller, and gets lines instead of the page. */
  handler: boolean;
};

export function SafeMatch({ person, plan, matchedBy, lookUpId, desk, handler }: MatchProps) {
  const died = deathInWords(person, dateInWords);
  return (
    <section className="nhsuk-card confer-urgent-answer" aria-labelledby="answer">
      <div className="nhsuk-card__content">
        {died && <p className="confer-urgent-alarm">{died}</p>}
        <h1 className="nhsuk-heading-l" id="answer">
          {person.name}
        </h1>
        <p>
          {person.born} · {person.district ?? "postcode not known"}
        </p>
        <PlanWords plan={plan} />
        <form method="post" action="/urgent">
          <input type="hidden" name="act" value="open" />
          <input type="hidden" name="lookUp" value={lookUpId} />
          {matchedBy !== TWO_IDENTIFIERS && (
            <Tick
              name="checked"
              required
              label={
                handler
                  ? "I have checked two identifiers with the caller (name, date of birth, address)"
                  : "I have checked two identifiers with the person (name, date of birth, address, wristband)"
              }
            />
          )}
          {!handler && <Tick name="attending" label="I am attending: with the person or on the way" />}
          <button type="submit" className="nhsuk-button confer-urgent-button">
            {buttonFor(plan, handler)}
          </button>
        </form>
        <p>
          Not this person? Open nothing, and <a href="/urgent">look up again</a>. <RingDesk desk={desk} />
        </p>
      </div>
    </section>
  );
}

const buttonFor = ({ said }: PlanSaid, handler: boolean) =>
  said === "none" || said === "withdrawn" ? "Open a contact" : handler ? "Show what to say" : "Open the plan";

function PlanWords({ plan }: { plan: PlanSaid }) {
  switch (plan.said) {
    case "here":
      return <p className="confer-urgent-said">There is a plan.</p>;
    case "elsewhere":
      return (
        <>
          <p className="confer-urgent-said">
            {plan.withdrawn && !plan.elsewhere.stands ? "There may be a plan" : "There is a plan"}, in{" "}
            {plan.elsewhere.system}.
          </p>
          {plan.withdrawn && plan.elsewhere.stands && (
            <p className="confer-urgent-alarm">
              Confer’s own plan was withdrawn
              {plan.withdrawn.since ? ` on ${dateInWords(new Date(plan.withdrawn.since))}` : ""}: do not rely on copies
              of it. Whoever withdrew it said that the one in {plan.elsewhere.system} stands.
            </p>
          )}
          {plan.withdrawn && !plan.elsewhere.stands && (
            <p className="confer-urgent-alarm">
              The plan in Confer was withdrawn
              {plan.withdrawn.since ? ` on ${dateInWords(new Date(plan.withdrawn.since))}` : ""}: do not rely on copies
              of it, and verify the one in {plan.elsewhere.system}.
            </p>
          )}
          <p>
            {plan.elsewhere.dated ? `Dated ${dateInWords(plan.elsewhere.dated)}.` : "Its date is not known to Confer."}{" "}
            {plan.elsewhere.link ?? plan.elsewhere.reference}
          </p>
        </>
      );
    default:
      return (
        <>
          <p className="confer-urgent-said">Confer holds no published plan.</p>
          {plan.said === "withdrawn" && (
            <p>
              A plan was withdrawn{plan.since ? ` on ${dateInWords(new Date(plan.since))}` : ""}: do not rely on copies
              of it.
            </p>
          )}
          <p>Other plan systems: not checked. {LOOK_FOR_PAPER}</p>
        </>
      );
  }
}

type ChooserProps = { lookUpId: string; people: readonly PersonOffered[] };

/** Always a choice, never opened: care homes, couples and carers share lines. */
export function Chooser({ lookUpId, people }: ChooserProps) {
  const choices = people.map(({ id, initials, age, district, line }) => ({
    value: id,
    label: [initials, age, district].filter(Boolean).join(" · "),
    hint: line,
  }));
  return (
    <section className="nhsuk-card confer-urgent-answer" aria-labelledby="answer">
      <div className="nhsuk-card__content">
        <h1 className="nhsuk-heading-l" id="answer">
          Who is the call about?
        </h1>
        <p>Do not read these out. Ask for the name and the date of birth, then choose. Nothing has been opened.</p>
        <form method="post" action="/urgent">
          <input type="hidden" name="by" value="choice" />
          <input type="hidden" name="lookUp" value={lookUpId} />
          <Choices name="personId" legend="Behind this number" required choices={choices} />
          <DateField group="choice" legend="Date of birth that the caller gives" required />
          <button type="submit" className="nhsuk-button confer-urgent-button">
            Look up
          </button>
        </form>
        <p>
          Somebody else? <a href="/urgent">Look up by name or NHS number</a>.
        </p>
      </div>
    </section>
  );
}
