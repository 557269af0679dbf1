import { randomUUID } from "node:crypto";
import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { ErrorSummary, type FieldErrors } from "../components/error-summary";
import { classWith, describedBy, FormField } from "../components/form-field";
import { PersonBanner } from "../components/person-banner";
import record from "../components/record.css?url";
import { keyOf } from "../data/form-keys.server";
import { readKeySafe, removeKeySafe, setKeySafe } from "../data/key-safes.server";
import { findBanner } from "../data/people.server";
import { dateInWords, londonDate } from "../domain/dates";

export { renewWhenRefused as shouldRevalidate } from "../components/renew-when-refused";
export const meta: MetaFunction = () => [{ title: "Key safe – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: record }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const banner = await findBanner(viewer, params.personId!);
  const keySafe = banner && (await readKeySafe(viewer, banner.personId));
  if (!banner || !keySafe) throw new Response("Not found", { status: 404 });
  return { banner, keySafe, now: viewer.requestedAt, key: randomUUID() };
}

/** What was typed comes back but for the code: it is shown to nobody here, not even for a moment. */
type Refused = { errors: FieldErrors; where: string; checkedOn: string };

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const form = await request.formData();
  const typed = (name: string) => String(form.get(name) ?? "").trim();
  const command = { personId: params.personId!, key: keyOf(request, form), at: viewer.requestedAt };
  if (typed("act") === "remove") {
    const removed = await removeKeySafe(viewer, command);
    if (!removed.ok) throw new Response("Not found", { status: 404 });
    return redirect(`/people/${command.personId}/plan/key-safe`, 303);
  }
  const [code, where, checkedOn] = [typed("code"), typed("where"), typed("checkedOn")];
  const errors = problemsOf(code, where, checkedOn, londonDate(command.at));
  if (Object.keys(errors).length) return data<Refused>({ errors, where, checkedOn }, { status: 400 });
  const kept = await setKeySafe(viewer, { ...command, wayIn: { code, where }, checkedOn });
  if (kept.ok) return redirect(`/people/${command.personId}/plan/key-safe`, 303);
  if (kept.why === "off") return data<Refused>({ errors: { code: OFF }, where, checkedOn }, { status: 409 });
  throw new Response("Not found", { status: 404 });
}

const OFF = "Codes cannot be kept here: nobody has set the key that seals them. Nothing was stored";

function problemsOf(code: string, where: string, checkedOn: string, today: string): Record<string, string> {
  const errors: Record<string, string> = {};
  if (!code) errors.code = "Enter the code";
  else if (code.length > 40) errors.code = "The code must be 40 characters or fewer";
  if (where.length > 120) errors.where = "Where it is must be 120 characters or fewer";
  if (!/^\d{4}-\d{2}-\d{2}$/.test(checkedOn)) errors.checkedOn = "Enter the day on which somebody saw that it opens";
  else if (checkedOn > today) errors.checkedOn = "The day cannot be in the future";
  return errors;
}

export default function KeySafe() {
  const { banner, keySafe, now, key } = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const refused = useActionData<unknown>() as Refused | undefined;
  const { off, kept } = keySafe;
  return (
    <>
      <PersonBanner banner={banner} now={now} />
      <ErrorSummary errors={refused?.errors} />
      <h2 className="nhsuk-heading-l">Key safe</h2>
      <p>
        {kept
          ? `A code is kept: set on ${dateInWords(new Date(kept.setAt))} by ${kept.setByName}, last checked ${dateInWords(kept.checkedOn)}.`
          : "No code is kept."}{" "}
        Nobody reads it here. A crew sees it on the crisis page once it records that it is on its way; each time is
        recorded.
      </p>
      {off ? (
        <p className="nhsuk-body">
          <strong>Codes cannot be kept here yet:</strong> nobody has set the key that seals them (CONFER_KEY_SAFE_KEY).
          Tell crews to ring somebody who can open.
        </p>
      ) : (
        <SetForm refused={refused} formKey={key} replaces={kept !== null} />
      )}
      {kept && (
        <Form method="post">
          <input type="hidden" name="act" value="remove" />
          <input type="hidden" name="key" value={`${key}-remove`} />
          <button type="submit" className="nhsuk-button nhsuk-button--secondary">
            Remove the code
          </button>
        </Form>
      )}
      <p>
        <Link to={`/people/${banner.personId}/plan`}>Back to the plan</Link>
      </p>
    </>
  );
}

type SetFormProps = { refused: Refused | undefined; formKey: string; replaces: boolean };

function SetForm({ refused, formKey, replaces }: SetFormProps) {
  return (
    <Form method="post" autoComplete="off">
      <input type="hidden" name="key" value={formKey} />
      <Field name="code" label={replaces ? "New code" : "Code"} errors={refused?.errors} width={10} max={40} />
      <Field
        name="where"
        label="Where it is"
        hint="For example: key safe left of the front door"
        value={refused?.where}
        errors={refused?.errors}
        max={120}
      />
      <Field
        name="checkedOn"
        label="Last seen to open on"
        type="date"
        value={refused?.checkedOn}
        errors={refused?.errors}
        width={10}
      />
      <button type="submit" className="nhsuk-button">
        {replaces ? "Replace the code" : "Keep the code"}
      </button>
    </Form>
  );
}

type FieldProps = {
  name: string;
  label: string;
  errors: FieldErrors | undefined;
  hint?: string;
  value?: string;
  type?: string;
  width?: number;
  max?: number;
};

function Field({ name, label, errors, hint, value, type = "text", width, max }: FieldProps) {
  return (
    <FormField id={name} label={label} hint={hint} errors={errors}>
      <input
        className={classWith("nhsuk-input", name, errors, width)}
        id={name}
        name={name}
        type={type}
        defaultValue={value}
        maxLength={max}
        autoComplete="off"
        aria-describedby={describedBy(name, hint, errors)}
      />
    </FormField>
  );
}
