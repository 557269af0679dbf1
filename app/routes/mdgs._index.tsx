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
import { Button, Hidden, TextField } from "../components/meeting-fields";
import styles from "../components/work.css?url";
import { counted } from "../components/work-page";
import { keyOf } from "../data/form-keys.server";
import { createMdg, listMdgs } from "../data/mdgs.server";
import { meetingInWords } from "../domain/meeting";
import { may } from "../domain/permissions";

export const meta: MetaFunction = () => [{ title: "MDGs – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "take part in MDG");
  return { mdgs: await listMdgs(viewer), mayCreate: may(viewer, "run MDG"), pageKey: randomUUID() };
}

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "run MDG");
  const form = await request.formData();
  const outcome = await createMdg(viewer, { name: String(form.get("name") ?? ""), key: keyOf(request, form) });
  if (outcome.ok) return redirect(`/mdgs/${outcome.mdgId}`, 303);
  return data<{ errors: FieldErrors }>({ errors: outcome.errors }, { status: 400 });
}

export default function Mdgs() {
  const { mdgs, mayCreate, pageKey } = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const errors = (useActionData<unknown>() as { errors: FieldErrors } | undefined)?.errors;
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1 className="nhsuk-heading-l">Multidisciplinary groups</h1>
      {mdgs.length === 0 && (
        <p>
          You belong to no group yet. {mayCreate ? "Make one here, or ask" : "Ask"} who runs the MDG near you to add
          you.
        </p>
      )}
      <ul className="confer-plain-list work-lines">
        {mdgs.map(({ id, name, organisation, members, openActions, next }) => (
          <li key={id} className="work-line">
            <div className="work-line__words">
              <Link to={`/mdgs/${id}`} className="work-line__what">
                {name}
              </Link>
              <div>
                {organisation.name} · {counted(members.length, "member")} · {counted(openActions, "open action")}
              </div>
              <div>
                {next ? (
                  <>
                    Next: <Link to={`/meetings/${next.id}`}>{meetingInWords(next.startsAt)}</Link>,{" "}
                    {counted((next.counts.waiting ?? 0) + (next.counts.closed ?? 0), "case")} on{" "}
                    {counted(next.slots, "slot")}
                  </>
                ) : (
                  "No meeting is planned"
                )}
              </div>
            </div>
          </li>
        ))}
      </ul>
      {mayCreate && (
        <details className="nhsuk-details" open={errors !== undefined || undefined}>
          <summary className="nhsuk-details__summary">
            <span className="nhsuk-details__summary-text">Make a group</span>
          </summary>
          <div className="nhsuk-details__text">
            <Form method="post">
              <Hidden pageKey={pageKey} />
              <TextField name="name" label="Name of the group" width={20} errors={errors} />
              <Button>Make the group</Button>
            </Form>
          </div>
        </details>
      )}
    </>
  );
}
