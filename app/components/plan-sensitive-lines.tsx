/** Sensitive lines of the record: what plans leave out, and what was put back with a reason. */
import { Form } from "@remix-run/react";
import { momentInWords, shortDate } from "../domain/dates";
import type { SensitiveLine } from "../domain/sensitive-records";
import type { FieldErrors } from "./error-summary";
import { Button, Hidden, TextArea } from "./meeting-fields";

type Props = {
  lines: readonly SensitiveLine[];
  pageKey: string;
  action: string;
  errors?: FieldErrors;
  typed?: Readonly<Record<string, string>>;
};

export function PlanSensitiveLines({ lines, ...props }: Props) {
  return (
    <section aria-labelledby="sensitive">
      <h3 className="nhsuk-heading-m" id="sensitive">
        Sensitive lines of the record
      </h3>
      <p>
        These stand beside no plan. Put one back only where whoever reads this plan must know of it: then all of them
        see it.
      </p>
      {lines.length === 0 && <p>The record holds none that Confer knows of.</p>}
      <ul className="confer-plain-list work-lines">
        {lines.map((line) => (
          <li key={nameOf(line)} className="work-line">
            <div className="work-line__words">
              <strong>{line.words}</strong>
              {line.on && `, ${shortDate(line.on)}`}
              {line.back ? <Back line={line} {...props} /> : <Out line={line} {...props} />}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

const nameOf = ({ kind, codeId }: SensitiveLine) => `${kind}-${codeId}`;

type LineProps = Omit<Props, "lines"> & { line: SensitiveLine };

function Out({ line, pageKey, action, errors, typed }: LineProps) {
  const name = nameOf(line);
  return (
    <Form method="post" action={action} className="meeting-form">
      <Hidden act="put-back" line={name} pageKey={`${pageKey}-${name}`} />
      <TextArea
        name="reason"
        id={`back-${name}`}
        label="Why readers of the plan must know it"
        rows={2}
        value={typed?.line === name ? typed.reason : undefined}
        errors={errors}
      />
      <Button secondary>Put it back</Button>
    </Form>
  );
}

function Back({ line: { back }, pageKey, action }: LineProps) {
  const { id, reason, byName, byRole, at } = back!;
  return (
    <>
      <div className="confer-muted">
        Put back {momentInWords(at)} by {byName}, {byRole}: {reason}
      </div>
      <Form method="post" action={action}>
        <Hidden act="leave-out" id={id} pageKey={`${pageKey}-${id.slice(-12)}`} />
        <button type="submit" className="confer-link-button">
          Leave it out again
        </button>
      </Form>
    </>
  );
}
