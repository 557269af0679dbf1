import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { ErrorSummary, type FieldErrors } from "../components/error-summary";
import { Button, Hidden, TextArea } from "../components/meeting-fields";
import styles from "../components/work.css?url";
import { findOverrideParts, type OverridePart } from "../data/override-parts.server";
import { findOverrides, reviewOverride, type ToReview } from "../data/plan-restricting.server";
import { momentInWords } from "../domain/dates";
import { formatNhsNumber } from "../domain/nhs-number";
import { isUuid } from "../domain/uuid";

export const meta: MetaFunction = () => [{ title: "Closed parts that were opened – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "review access");
  const overrides = await findOverrides(viewer);
  const parts = await findOverrideParts(viewer);
  return { overrides: overrides.map((one) => ({ ...one, of: parts.get(one.id) })) };
}

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "review access");
  const form = await request.formData();
  const id = String(form.get("id") ?? "");
  const review = String(form.get("review") ?? "").trim();
  if (!isUuid(id)) throw new Response("Not found", { status: 404 });
  const refuse = (says: string) => data({ errors: { [`review-${id}`]: says } as FieldErrors }, { status: 400 });
  if (!review) return refuse("Say what you found");
  const done = await reviewOverride(viewer, { id, review, at: viewer.requestedAt });
  return done ? redirect("/overrides", 303) : refuse("It is reviewed already, or it is your own");
}

export default function Overrides() {
  const { overrides } = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const refused = useActionData<typeof action>() as { errors: FieldErrors } | undefined;
  return (
    <>
      <h1 className="nhsuk-heading-l">Closed parts of plans that were opened</h1>
      <p>
        Each opened for 4 hours with the reason given. You are told whose plan and which part, never what it says. Ask
        who opened it, and write what you found.
      </p>
      <ErrorSummary errors={refused?.errors} />
      {overrides.length === 0 && <p>No closed part was opened.</p>}
      <ul className="confer-plain-list work-lines">
        {overrides.map((one) => (
          <li key={one.id} className="work-line">
            <Override {...one} errors={refused?.errors} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Override({
  id,
  byName,
  byRole,
  organisation,
  reason,
  at,
  of,
  errors,
  ...reviewed
}: ToReview & { of: OverridePart | undefined; errors?: FieldErrors }) {
  return (
    <div className="work-line__words">
      {of && (
        <div>
          <strong>{of.part}</strong>, in the plan of{" "}
          {of.name ? (
            <>
              <strong>{of.name}</strong>
              {of.nhsNumber && `, NHS ${formatNhsNumber(of.nhsNumber)}`}
            </>
          ) : (
            "somebody whose name is not shown to you"
          )}
        </div>
      )}
      <strong>
        {byName}, {byRole}, {organisation}
      </strong>
      , {momentInWords(at)}: “{reason}”
      {reviewed.reviewedAt ? (
        <div className="confer-muted">
          Reviewed {momentInWords(reviewed.reviewedAt)} by {reviewed.reviewedByName}: {reviewed.review}
        </div>
      ) : (
        <Form method="post" className="meeting-form">
          <Hidden act="review" pageKey={id} id={id} />
          <TextArea name="review" id={`review-${id}`} label="What you found" rows={2} errors={errors} />
          <Button secondary>Reviewed</Button>
        </Form>
      )}
    </div>
  );
}
