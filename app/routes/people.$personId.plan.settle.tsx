/** Lines that the viewer and somebody else both changed: both texts with their authors, and a choice for each. */
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
import { ErrorSummary } from "../components/error-summary";
import { PersonBanner } from "../components/person-banner";
import { PersonLine } from "../components/person-line";
import planStyle from "../components/plan.css?url";
import { PlanConflicts } from "../components/plan-changes";
import { HeldBeside } from "../components/plan-unsaved";
import recordStyle from "../components/record.css?url";
import { newId } from "../data/identity.server";
import { findBanner } from "../data/people.server";
import { saveEdits } from "../data/plan-edits.server";
import { readConflicts, settleConflicts } from "../data/plan-settling.server";
import { MOST_LETTERS } from "../domain/plan";
import { choicesIn, type Outcome } from "../domain/plan-edits";

export { renewWhenRefused as shouldRevalidate } from "../components/renew-when-refused";
export const meta: MetaFunction = () => [{ title: "Both changed – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: recordStyle },
  { rel: "stylesheet", href: planStyle },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const found = await readConflicts(viewer, params.personId!);
  const banner = found && (await findBanner(viewer, params.personId!));
  if (!found || !banner) throw new Response(null, { status: 404 });
  return { ...found, banner, personId: params.personId!, now: viewer.requestedAt };
}

type Answered = { errors: Record<string, string> };

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const form = Object.fromEntries(await request.formData()) as Record<string, string>;
  const personId = params.personId!;
  const at = viewer.requestedAt;
  if (form.intent === "put in" || form.intent === "leave") {
    const found = await readConflicts(viewer, personId);
    const aside = found?.putAside.find(({ unit }) => unit === form.unit);
    if (!aside) throw new Response(null, { status: 404 });
    const { unit, now } = aside;
    const values = form.intent === "put in" ? aside.values : now;
    const { results } = await saveEdits(viewer, { personId, edits: [{ id: newId(), unit, values, seen: now }], at });
    const outcome = results[0]!.outcome;
    if (outcome === "saved") return redirect(`/people/${personId}/plan/settle`);
    if (outcome === "not found") throw new Response(null, { status: 404 });
    return data({ errors: { [`aside-${unit}`]: NOT_PUT[outcome] } }, { status: 409 });
  }
  const settled = await settleConflicts(viewer, { personId, shown: Number(form.shown), choices: choicesIn(form), at });
  if (settled.ok) return redirect(`/people/${personId}/plan`);
  if (settled.why === "not found") throw new Response(null, { status: 404 });
  return data({ errors: { conflicts: WHY_NOT[settled.why] } }, { status: 409 });
}

const NOT_PUT: Record<Exclude<Outcome, "saved" | "not found">, string> = {
  conflict: "Something else was written there meanwhile: look at both texts again. Your words are kept",
  "may not write": "This part is not open to you any more. Your words are kept",
  "too long": "These words are longer than a draft holds: copy them, and write them shorter in the section's form",
  "no such owner":
    "Whoever owned this action can be offered none any more. Your words are kept: write the action again and choose its owner",
};

const WHY_NOT = {
  stale: "Another version was published while you chose: look at both sides again, then choose",
  conflicts: "Choose one side of every change that others made too",
  "may not write": "One of these lines is not open to you any more: keep what is published",
  "too long": `A text of your own is longer than ${MOST_LETTERS} characters: write it shorter. Nothing was settled, and nothing was cut off`,
};

export default function SettlePage() {
  const { banner, personId, version, conflicts, putAside, now } = useLoaderData<typeof loader>();
  const errors = (useActionData<typeof action>() as Answered | undefined)?.errors;
  const plan = `/people/${personId}/plan`;
  return (
    <>
      <ErrorSummary errors={errors} />
      <PersonBanner banner={banner} now={now} />
      <PersonLine banner={banner} />
      <h2 className="nhsuk-heading-l">Changed by you and by somebody else</h2>
      {conflicts.length + putAside.length === 0 && <p>Nothing of your draft stands against what others wrote.</p>}
      {conflicts.length > 0 && (
        // A newer version is a new question: no choice of the last one stays ticked.
        <Form method="post" id="conflicts" key={version}>
          <input type="hidden" name="shown" value={version} />
          <p>Both texts are kept. Choose what stands in your draft; nothing is published by that.</p>
          <PlanConflicts conflicts={conflicts} third />
          <button type="submit" className="nhsuk-button" name="intent" value="settle">
            Keep what I chose
          </button>
        </Form>
      )}
      {putAside.map(({ unit, values, now, by }) => (
        <Form method="post" key={unit} id={`aside-${unit}`}>
          <input type="hidden" name="unit" value={unit} />
          <HeldBeside unit={unit} held={{ outcome: "conflict", mine: values, now, by }} elsewhere />
          <div className="plan-acts nhsuk-u-margin-bottom-4">
            <button type="submit" className="nhsuk-button nhsuk-button--small" name="intent" value="put in">
              Put my words in my draft
            </button>
            <button
              type="submit"
              className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
              name="intent"
              value="leave"
            >
              Leave what stands there
            </button>
          </div>
        </Form>
      ))}
      <p>
        <Link to={plan}>Back to the plan</Link>
      </p>
    </>
  );
}
