/** Who opened one person's record, to choose what is withheld; and what is withheld of anybody. */
import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import type { CalendarDate } from "../domain/calendar";
import { dateInWords, momentInWords } from "../domain/dates";
import { formatNhsNumber } from "../domain/nhs-number";
import { type OpeningToReview, openingInWords, type WithheldOpening, withheldInWords } from "../domain/openings";
import type { FieldErrors } from "./error-summary";
import { Button, Hidden, Radios, TextArea, TextField } from "./meeting-fields";

type Openings = { openings: readonly OpeningToReview[] };

/** `children`: the form in which one is chosen; without anything to choose there is none. */
export function OpeningsFound({ openings, children }: Openings & { children: ReactNode }) {
  const gone = openings.filter(({ withheld }) => withheld);
  return (
    <section aria-label="Who opened the record">
      <h2 className="nhsuk-heading-m">Who opened the record, as the person is told</h2>
      {openings.length === 0 && <p>Nobody opened it in these two years.</p>}
      {gone.length > 0 && <p>Withheld already: {gone.map(inWords).join(" · ")}</p>}
      {openings.length > gone.length && children}
    </section>
  );
}

const inWords = (opening: OpeningToReview) => `${dateInWords(opening.day)}, ${openingInWords(opening)}`;

/** Those that the person is told of now. */
export function OpeningChoice({
  openings,
  typed,
  errors,
}: Openings & { typed?: Readonly<Record<string, string>>; errors?: FieldErrors }) {
  return (
    <Radios
      name="opening"
      label="Which is to be withheld?"
      hint="All that this organisation did in this role on that day."
      value={typed?.opening}
      errors={errors}
      choices={openings
        .filter(({ withheld }) => !withheld)
        .map((one) => ({ value: `${one.day} ${one.organisationId ?? ""} ${one.role}`, label: inWords(one) }))}
    />
  );
}
type ListProps = { withheld: readonly WithheldOpening[]; today: CalendarDate; pageKey: string; errors?: FieldErrors };

export function WithheldList({ withheld, today, pageKey, errors }: ListProps) {
  return (
    <section aria-label="Withheld">
      <h2 className="nhsuk-heading-m">What is withheld, and was</h2>
      {withheld.length === 0 && <p>Nothing is withheld from anybody.</p>}
      <ul className="confer-plain-list work-lines">
        {withheld.map((one) => (
          <li key={one.id} className="work-line">
            <div className="work-line__words">
              <strong>{withheldInWords(one)}</strong>
              {one.nhsNumber && `, NHS ${formatNhsNumber(one.nhsNumber)}`}: “{one.reason}”
              <div className="confer-muted">
                Withheld {momentInWords(one.at)} by {one.byName}, {one.byRole}
              </div>
              <Ending {...one} {...{ today, pageKey, errors }} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Ending({
  id,
  reviewOn,
  endedAt,
  endedByName,
  ending,
  today,
  pageKey,
  errors,
}: WithheldOpening & Omit<ListProps, "withheld">) {
  if (endedAt)
    return (
      <div className="confer-muted">
        Ended {momentInWords(endedAt)} by {endedByName}: {ending}
      </div>
    );
  return (
    <>
      <p>
        {reviewOn <= today ? (
          <strong>To be looked at since {dateInWords(reviewOn)}</strong>
        ) : (
          `To be looked at on ${dateInWords(reviewOn)}`
        )}
      </p>
      <Form method="post" className="meeting-form">
        <Hidden act="tell" id={id} pageKey={`${pageKey}-${id.slice(-12)}`} />
        <TextArea name="because" id={`because-${id}`} label="Why the person is told again" rows={2} errors={errors} />
        <Button secondary>Tell it again</Button>
      </Form>
      <Form method="post" className="meeting-form">
        <Hidden act="keep" id={id} pageKey={`${pageKey}-keep-${id.slice(-12)}`} />
        <TextArea name="reason" id={`reason-${id}`} label="Why it must still be withheld" rows={2} errors={errors} />
        <TextField
          name="reviewOn"
          id={`reviewOn-${id}`}
          type="date"
          width={10}
          label="Look again on"
          min={today}
          errors={errors}
        />
        <Button secondary>Keep it withheld</Button>
      </Form>
    </>
  );
}
