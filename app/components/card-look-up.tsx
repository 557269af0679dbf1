/** After a card's code was read: the second identifier. Nothing on this page says whose card it is, or that it is one. */
import type { FieldErrors } from "./error-summary";
import { DateField, type Typed } from "./urgent-fields";

type CardFormProps = { urgent: boolean; typed?: Typed; errors?: FieldErrors; answered: boolean };

/** No action: the form goes back to the card's own address. */
export function CardForm({ urgent, typed, errors, answered }: CardFormProps) {
  return (
    <>
      {!answered && <h1 className="nhsuk-heading-l">A card was read</h1>}
      <p>
        A card alone opens nothing: somebody else may carry it. Ask the person for their date of birth
        {urgent ? ", or read it from a wristband or a letter" : ""}.
      </p>
      <form method="post" noValidate>
        <DateField group="born" legend="Date of birth of the person" typed={typed} errors={errors} />
        <button type="submit" className="nhsuk-button confer-urgent-button">
          Look up
        </button>
      </form>
      {urgent && (
        <p>
          No answer? <a href="/urgent">Look up by NHS number, or by name</a>.
        </p>
      )}
    </>
  );
}

/** For staff of practices: the same words for a stopped card, another date of birth, and a person of another practice. */
export function CardNotRead() {
  return (
    <section className="nhsuk-card confer-urgent-answer" aria-labelledby="answer">
      <div className="nhsuk-card__content">
        <h1 className="nhsuk-heading-l" id="answer">
          This card leads to nobody whose record is open to you
        </h1>
        <p>
          The card may have been stopped, the date of birth may be another one, or the person may not be registered with
          you. This does not say that there is no plan.
        </p>
      </div>
    </section>
  );
}
