/** Three ways to find a person, each a form of its own that is sent in the body: nothing typed stands in an address. */
import type { ReactNode } from "react";
import type { FieldErrors } from "./error-summary";
import { DateField, TextField, type Typed } from "./urgent-fields";

type FindProps = { typed?: Typed; errors?: FieldErrors };

export function FindForms({ typed, errors }: FindProps) {
  const tried = typed?.by === "choice" ? "phone" : (typed?.by ?? "nhs_number");
  const filled = { typed, errors };
  return (
    <>
      <Way by="nhs_number" title="By NHS number" open={tried === "nhs_number"}>
        <TextField
          {...filled}
          name="number"
          label="NHS number"
          hint="10 digits, with or without spaces"
          inputMode="numeric"
          width={20}
        />
        <DateField {...filled} group="number" legend="Date of birth, if you have it" />
      </Way>
      <Way by="demographics" title="By name, date of birth and postcode" open={tried === "demographics"}>
        <TextField {...filled} name="family" label="Family name" />
        <TextField {...filled} name="given" label="First name" hint="In full, not an initial" />
        <DateField {...filled} group="born" legend="Date of birth" />
        <TextField {...filled} name="postcode" label="Postcode of the home address" width={10} />
      </Way>
      <Way by="phone" title="By the number that the call comes from" open={tried === "phone"}>
        <TextField
          {...filled}
          name="phone"
          label="Caller’s number"
          hint="Shows who may be meant, and opens nothing"
          inputMode="tel"
          width={20}
        />
      </Way>
    </>
  );
}

type WayProps = { by: string; title: string; open: boolean; children: ReactNode };

function Way({ by, title, open, children }: WayProps) {
  return (
    <details className="nhsuk-details nhsuk-expander" open={open}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">{title}</span>
      </summary>
      <div className="nhsuk-details__text">
        <form method="post" action="/urgent" noValidate>
          <input type="hidden" name="by" value={by} />
          {children}
          <button type="submit" className="nhsuk-button confer-urgent-button">
            Look up
          </button>
        </form>
      </div>
    </details>
  );
}
