/** One care process of one person: where it stands, and recording it as done, with its value, or excusing it. */
import { Form } from "@remix-run/react";
import { EXCUSES } from "../domain/care-gap";
import type { Measure, WayToRecord } from "../domain/care-record";
import { dateInWords, momentInWords } from "../domain/dates";
import type { EvidenceEntry } from "../domain/person-record";
import type { FieldErrors } from "./error-summary";
import { Button, Hidden, Radios, Select, TextArea, TextField } from "./meeting-fields";
import { entryInWords } from "./record-why";

export type Refused = { errors: FieldErrors; typed: Readonly<Record<string, string>> };

type FormProps = { pageKey: string; asOf: string; bornOn: string | undefined; refused: Refused | undefined };

/** What was typed comes back only into the form that it was typed into. */
const ofForm = (intent: string, refused: Refused | undefined): Partial<Refused> =>
  refused?.typed.intent === intent ? refused : {};

function RecordForm({ ways, pageKey, asOf, bornOn, refused }: FormProps & { ways: readonly WayToRecord[] }) {
  if (!ways.length)
    return (
      <p>
        Confer cannot record this: it is read from what the practice's system sends, or no code for it has been
        verified. Record it there.
      </p>
    );
  const { errors, typed = {} } = ofForm("record", refused);
  return (
    <Form method="post" className="meeting-form">
      <Hidden pageKey={pageKey} intent="record" />
      {ways.length > 1 ? <WayField ways={ways} value={typed.way} errors={errors} /> : <OnlyWay way={ways[0]!} />}
      <ValueFields ways={ways} typed={typed} errors={errors} />
      <TextField
        name="on"
        label="Done on"
        type="date"
        width={10}
        min={bornOn}
        value={typed.on ?? asOf}
        errors={errors}
      />
      <Button>Record as done</Button>
    </Form>
  );
}

/** What is measured is named by its field. */
const OnlyWay = ({ way: { coded, label } }: { way: WayToRecord }) =>
  coded ? (
    <p>
      <strong>{label}</strong>
    </p>
  ) : null;

type ValueFieldsProps = Pick<WayFieldProps, "ways" | "errors"> & { typed: Refused["typed"] };

/** One way: its own words, limits and units. Several: fields that they share, named for what fits all. */
function ValueFields({ ways, typed, errors }: ValueFieldsProps) {
  const measures = [...new Map(ways.flatMap((way) => way.measures ?? []).map((one) => [one.field, one])).values()];
  const alone = ways.length === 1;
  const shared = measures.length > 1 ? TWO : ONE;
  return (
    <>
      {measures.map((measure) => (
        <TextField
          key={measure.field}
          name={measure.field}
          label={alone ? labelOf(measure) : shared[measure.field]}
          hint={alone ? hintOf(measure) : undefined}
          value={typed[measure.field]}
          width={10}
          errors={errors}
        />
      ))}
      {alone && measures[0]?.otherUnits.length ? (
        <UnitField measure={measures[0]} value={typed.unit} errors={errors} />
      ) : null}
    </>
  );
}

const ONE = { value: "Value, where one was measured", second: "" } as const;
const TWO = { value: "Value (of a blood pressure the systolic)", second: "Diastolic, of a blood pressure" } as const;
const labelOf = ({ label, unit }: Measure) => (unit ? `${label}, ${unit}` : label);
const hintOf = ({ low, high, unit }: Measure) =>
  low === undefined || high === undefined ? undefined : `From ${low} to ${high}${unit ? ` ${unit}` : ""}`;

const FRAILTY_HINT =
  "Your judgement of the last two weeks before any acute illness, for people of 65 and over; not for a stable long-term disability";

type WayFieldProps = { ways: readonly WayToRecord[]; value: string | undefined; errors: FieldErrors | undefined };

/** A short choice is seen whole; a long one folds. */
const SEEN_WHOLE = 9;

function WayField({ ways, value, errors }: WayFieldProps) {
  const hint = ways.some(({ fromAge }) => fromAge) ? FRAILTY_HINT : undefined;
  const field = { name: "way", label: "What was done or found?", hint, value, errors };
  const unitOf = ({ measures }: WayToRecord) =>
    measures?.[0]?.unit && measures.length === 1 ? `, ${measures[0].unit}` : "";
  const choices = ways.map((way) => ({ value: way.id, label: `${way.label}${unitOf(way)}`, group: way.group }));
  return ways.length <= SEEN_WHOLE ? <Radios {...field} choices={choices} /> : <Select {...field} choices={choices} />;
}

type UnitProps = { measure: Measure; value: string | undefined; errors: FieldErrors | undefined };

const UnitField = ({ measure: { unit = "", otherUnits }, value, errors }: UnitProps) => (
  <Radios
    name="unit"
    label="Unit"
    value={value ?? unit}
    choices={[unit, ...otherUnits].map((one) => ({ value: one, label: one }))}
    inline
    errors={errors}
  />
);

function ExcuseForm({ pageKey, asOf, bornOn, refused }: FormProps) {
  const { errors, typed = {} } = ofForm("excuse", refused);
  return (
    <Form method="post" className="meeting-form">
      <Hidden pageKey={pageKey} intent="excuse" />
      <Radios name="kind" label="Why is it not done?" value={typed.kind} choices={KINDS} errors={errors} />
      <TextArea
        name="reason"
        label="In words"
        hint="The next reader, and the person, may read this"
        rows={2}
        value={typed.reason}
        errors={errors}
      />
      <TextField
        name="excusedOn"
        label="Said or decided on"
        type="date"
        width={10}
        min={bornOn}
        value={typed.excusedOn ?? asOf}
        errors={errors}
      />
      <TextField
        name="until"
        label="Ask again from"
        hint="Left empty, clinically unsuitable stands; the others lapse after 12 months, unless a clinical lead set another time"
        type="date"
        width={10}
        value={typed.until}
        errors={errors}
      />
      <Button secondary>Record excuse</Button>
    </Form>
  );
}

/** The end of life is read from the record. */
const KINDS = Object.entries(EXCUSES)
  .filter(([kind]) => kind !== "end_of_life")
  .map(([value, { words, payment }]) => ({
    value,
    label: words[0]!.toUpperCase() + words.slice(1),
    hint: payment ? "Excuses a payment indicator only: the care stays due" : undefined,
  }));

export type ExcuseShown = {
  id: string;
  kind: string;
  reason: string;
  on: string;
  until: string | undefined;
  byName: string;
  at: Date;
  withdrawnAt: Date | null;
};

/** What was recorded here by mistake can be taken back; what came from elsewhere is put right there. */
export function RecordedEntries({ entries, pageKey }: { entries: readonly EvidenceEntry[]; pageKey: string }) {
  return (
    <ul className="record-list">
      {entries.map((entry) => (
        <li key={entry.id}>
          {entryInWords(entry)}
          {entry.recordedHere && (
            <Form method="post" className="care-mistake">
              <Hidden pageKey={pageKey} intent="mistake" entry={entry.id} />
              <span className="confer-muted">recorded in Confer </span>
              <button type="submit" className="confer-link-button">
                Entered in error<span className="confer-visually-hidden">: {entryInWords(entry)}</span>
              </button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  );
}

type CareFormsProps = FormProps & { ways: readonly WayToRecord[]; noExcuse: boolean };

/** Side by side; the key makes them empty again after each command. */
export function CareForms({ ways, noExcuse, ...fields }: CareFormsProps) {
  return (
    <div className="confer-columns confer-columns--two" id="person">
      <section aria-labelledby="done">
        <h3 className="nhsuk-heading-m" id="done">
          Record it as done
        </h3>
        <RecordForm key={`record${fields.pageKey}`} ways={ways} {...fields} />
      </section>
      <section aria-labelledby="not-done">
        <h3 className="nhsuk-heading-m" id="not-done">
          Or say why it is not done
        </h3>
        {noExcuse ? <p>Nothing excuses this care.</p> : <ExcuseForm key={`excuse${fields.pageKey}`} {...fields} />}
      </section>
    </div>
  );
}

export function Excuses({ excuses, pageKey }: { excuses: readonly ExcuseShown[]; pageKey: string }) {
  return (
    <ul className="record-list">
      {excuses.map(({ id, kind, reason, on, until, byName, at, withdrawnAt }) => (
        <li key={id}>
          <strong>{kind in EXCUSES ? EXCUSES[kind as keyof typeof EXCUSES].words : kind}</strong>, {dateInWords(on)}
          {until ? `, until ${dateInWords(until)}` : ""}: {reason}
          <span className="confer-muted record-evidence">
            {byName}, {momentInWords(at)}
            {withdrawnAt ? `; withdrawn ${momentInWords(withdrawnAt)}` : ""}
          </span>
          {!withdrawnAt && (
            <Form method="post">
              <Hidden pageKey={pageKey} intent="withdraw" excuse={id} />
              <Button secondary>
                Withdraw<span className="confer-visually-hidden"> the excuse of {dateInWords(on)}</span>
              </Button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  );
}
