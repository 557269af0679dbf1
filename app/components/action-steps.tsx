/** All that may be done with one action, each with what it needs to be said. */
import { Form } from "@remix-run/react";
import type { ActionStepKind } from "../domain/action";
import type { FieldErrors } from "./error-summary";
import { Button, type Choice, Hidden, Select, TextArea, TextField } from "./meeting-fields";

type Props = {
  steps: readonly ActionStepKind[];
  owners: readonly Choice[];
  dueOn: string;
  today: string;
  pageKey: string;
  to: string;
  /** The step that was refused, what was typed and why. */
  tried?: { kind: string; note: string; owner: string; dueOn: string };
  errors?: FieldErrors;
};

const STEP_FORMS: Record<
  ActionStepKind,
  { title: string; button: string; note?: string; fields?: readonly ("owner" | "dueOn")[] }
> = {
  accepted: { title: "Accept", button: "Accept" },
  done: { title: "Done", button: "Done", note: "What came of it (optional)" },
  declined: { title: "Decline: it cannot be done", button: "Decline", note: "Why it cannot be done" },
  bounced: { title: "Send back: it is not ours", button: "Send back", note: "Why it is not yours, and whose it is" },
  reassigned: {
    title: "Give to somebody else",
    button: "Give on",
    note: "Anything they should know (optional)",
    fields: ["owner", "dueOn"],
  },
  carried_over: {
    title: "Carry over to a later date",
    button: "Carry over",
    note: "Why it is carried over",
    fields: ["dueOn"],
  },
  cancelled: { title: "Cancel", button: "Cancel the action", note: "Why it is cancelled" },
  kept: { title: "It still holds", button: "It still holds", note: "Why, although the plan was withdrawn (optional)" },
  lapsed: {
    title: "Close it: the plan was withdrawn",
    button: "Close the action",
    note: "Anything to add (optional): that the plan was withdrawn is written down",
  },
  reopened: { title: "Open again", button: "Open again", note: "Why it is opened again" },
};

export function ActionSteps({ steps, ...rest }: Props) {
  if (!steps.length) return <p>There is nothing for you to do here: others own this action.</p>;
  return (
    <div className="work-steps">
      {steps.map((kind) => (
        <Step key={kind} kind={kind} {...rest} />
      ))}
    </div>
  );
}

function Step({
  kind,
  owners,
  dueOn,
  today,
  pageKey,
  to,
  tried,
  errors,
}: { kind: ActionStepKind } & Omit<Props, "steps">) {
  const { title, button, note, fields } = STEP_FORMS[kind];
  const own = tried?.kind === kind ? tried : undefined;
  const mine = own ? errors : undefined;
  // The refused form keeps the plain names as ids: the error summary links to them.
  const id = (name: string) => (own ? name : `${name}-${kind}`);
  const form = (
    <Form method="post">
      <Hidden pageKey={pageKey} kind={kind} to={to} />
      {fields?.includes("owner") && (
        <Select name="owner" id={id("owner")} label="New owner" choices={owners} value={own?.owner} errors={mine} />
      )}
      {fields?.includes("dueOn") && (
        <TextField
          name="dueOn"
          id={id("dueOn")}
          label="To be done by"
          type="date"
          width={10}
          min={today}
          value={own?.dueOn ?? (dueOn >= today ? dueOn : "")}
          errors={mine}
        />
      )}
      {note && <TextArea name="note" id={id("note")} label={note} rows={2} value={own?.note} errors={mine} />}
      <Button secondary={kind !== "accepted" && kind !== "done"}>{button}</Button>
    </Form>
  );
  if (kind === "accepted") return form;
  return (
    <details className="nhsuk-details work-step" open={own !== undefined || undefined}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">{title}</span>
      </summary>
      <div className="nhsuk-details__text">{form}</div>
    </details>
  );
}
