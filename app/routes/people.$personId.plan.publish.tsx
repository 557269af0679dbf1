import {
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { ErrorSummary, FieldError } from "../components/error-summary";
import { PersonBanner } from "../components/person-banner";
import { PersonLine } from "../components/person-line";
import planStyle from "../components/plan.css?url";
import { PlanChanges, PlanConflicts } from "../components/plan-changes";
import { PlanFields } from "../components/plan-fields";
import recordStyle from "../components/record.css?url";
import { newId } from "../data/identity.server";
import { findBanner } from "../data/people.server";
import { type Choices, discardDraft, saveDraft, settleConflicts } from "../data/plan-drafts.server";
import { readPlan } from "../data/plan-reading.server";
import { publishPlan } from "../data/plans.server";
import { SIGNED_AGAIN, TICK } from "../domain/plan-carried-over";
import { sameValues } from "../domain/plan-changes";
import { operationsFrom, valuesOf } from "../domain/plan-forms";
import { type SectionId, sectionOf } from "../domain/plan-sections";
import { renderPublishedTexts as render } from "../rendering/published-texts";

export const meta: MetaFunction = () => [{ title: "Publish care plan – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: recordStyle },
  { rel: "stylesheet", href: planStyle },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const plan = await readPlan(viewer, params.personId!, viewer.requestedAt);
  const banner = await findBanner(viewer, params.personId!);
  if (!plan || !banner) throw new Response(null, { status: 404 });
  const { who, version, status, draft, changes, lacking, withDraft, askAgain, document } = plan;
  const agreement = withDraft.sections.agreement.fields;
  // What was said of an older text is not offered as if it were said of this one.
  const asksAgain = askAgain && sameValues(agreement, document.sections.agreement.fields);
  return {
    who,
    banner,
    version,
    status,
    draft,
    changes,
    lacking,
    askAgain,
    agreement: asksAgain ? {} : agreement,
    now: viewer.requestedAt,
    key: newId(),
  };
}

type Answered = { errors: Record<string, string> };

export async function action({ request, params }: ActionFunctionArgs): Promise<Response | Answered> {
  const viewer = await requireViewer(request, "edit plan");
  const form = Object.fromEntries(await request.formData()) as Record<string, string>;
  const personId = params.personId!;
  const at = viewer.requestedAt;
  const here = `/people/${personId}/plan`;
  if (form.intent === "discard") return orNotFound(await discardDraft(viewer, { personId }), redirect(here));
  if (form.intent === "settle") {
    const settled = await settleConflicts(viewer, {
      personId,
      shown: Number(form.shown),
      choices: choicesOf(form),
      at,
    });
    if (settled.ok || settled.why === "not found") return orNotFound(settled, redirect(`${here}/publish`));
    return { errors: { conflicts: settled.why === "stale" ? PUBLISHED_SINCE : CHOOSE } };
  }
  const reason = form.reason?.trim().slice(0, 300) ?? "";
  const operations = operationsFrom("agreement", undefined, valuesOf("agreement", form));
  const saved = await saveDraft(viewer, { personId, operations, revision: Number(form.revision), at });
  if (!saved.ok) return orNotFound(saved, { errors: { changes: DRAFT_CHANGED } });
  if (!reason) return { errors: { reason: "Say why you publish: what changed for the person?" } };
  const outcome = await publishPlan(viewer, {
    personId,
    key: form.key || newId(),
    reason,
    render,
    at,
    draftRevision: saved.revision,
    signedAgain: SIGNED_AGAIN.filter((section) => form[`${TICK} ${section}`] === "yes"),
  });
  if (outcome.ok) return redirect(here);
  if (outcome.why === "lacking")
    return { errors: Object.fromEntries(outcome.lacking.map(({ unit, field, says }) => [placeOf(unit, field), says])) };
  if (outcome.why === "may not sign")
    return {
      errors: { changes: `Your role does not sign: ${outcome.sections.map((id) => sectionOf(id).title).join(", ")}` },
    };
  return orNotFound(outcome, {
    errors: { changes: WHY_NOT[outcome.why] ?? "That did not work: look at your draft again" },
  });
}

const CHOOSE = "Choose one side of every change that others made too";
const PUBLISHED_SINCE = "Another version was published while you chose: look at both sides again, then choose";
const DRAFT_CHANGED = "Your draft changed in another window: look at the changes again, then publish";
const WHY_NOT: Record<string, string> = {
  conflicts: "Others published changes of the same lines: choose below which stand",
  "draft changed": DRAFT_CHANGED,
  "nothing to publish": "There is nothing to publish: the plan is as it was",
};

function orNotFound<T>(outcome: { ok: boolean; why?: string }, answer: T): T {
  if (outcome.why === "not found") throw new Response(null, { status: 404 });
  return answer;
}

const choicesOf = (form: Record<string, string>): Choices =>
  Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) =>
      name.startsWith("keep ") && (value === "mine" || value === "theirs") ? [[name.slice(5), value]] : [],
    ),
  );

/** Fields of the agreement stand on this page; all others are mended where they are written. */
const placeOf = (unit: string, field: string) =>
  unit === "agreement" ? field : field === TICK ? `sign-${unit}` : `needs ${unit} ${field}`;

export default function PublishPage() {
  const { who, banner, version, status, draft, changes, lacking, agreement, askAgain, now, key } =
    useLoaderData<typeof loader>();
  const errors = useActionData<typeof action>()?.errors;
  const conflicts = draft?.conflicts ?? [];
  const elsewhere = lacking.filter(({ section, field }) => section !== "agreement" && field !== TICK);
  const toSign = lacking.filter(({ field }) => field === TICK);
  const path = `/people/${who.personId}/plan`;
  return (
    <>
      <ErrorSummary errors={errors} />
      <PersonBanner banner={banner} now={now} />
      <PersonLine banner={banner} />
      <h2 className="nhsuk-heading-l">Review and publish version {version + 1}</h2>
      {elsewhere.length > 0 && <Needs path={path} lacking={elsewhere} />}
      {conflicts.length > 0 && (
        // A newer version is a new question: no choice of the last one stays ticked.
        <Form method="post" id="conflicts" key={version}>
          <input type="hidden" name="shown" value={version} />
          <h2 className="nhsuk-heading-m">Others changed the same lines meanwhile</h2>
          <PlanConflicts conflicts={conflicts} />
          <button type="submit" className="nhsuk-button" name="intent" value="settle">
            Keep what I chose
          </button>
        </Form>
      )}
      <section aria-labelledby="changes" className="nhsuk-u-margin-bottom-5">
        <h2 className="nhsuk-heading-m" id="changes">
          {status === "live" ? `What changes against version ${version}` : "What will be published"}
        </h2>
        <PlanChanges changes={changes} />
      </section>
      <Form method="post">
        <input type="hidden" name="key" value={key} />
        <input type="hidden" name="revision" value={draft?.revision ?? 0} />
        {toSign.length > 0 && <SignAgain toSign={toSign} errors={errors} />}
        <h2 className="nhsuk-heading-m">Agreement and copy</h2>
        {askAgain && (
          <div className="nhsuk-inset-text">
            <p>
              The text is not the one that was agreed. Was this version agreed, with whom and on which day? Was a copy
              of it given?
            </p>
          </div>
        )}
        <PlanFields section="agreement" prefix="" values={agreement} errors={errors} />
        <Reason errors={errors} />
        <div className="plan-acts">
          <button type="submit" className="nhsuk-button" name="intent" value="publish">
            Publish plan
          </button>
          {draft && (
            <button type="submit" className="nhsuk-button nhsuk-button--secondary" name="intent" value="discard">
              Throw my draft away
            </button>
          )}
          <Link to={path}>Back to the plan</Link>
        </div>
      </Form>
    </>
  );
}

/** After a withdrawal each emergency section is signed by a tick of its own, never in bulk (safety rule 11). */
function SignAgain({
  toSign,
  errors,
}: {
  toSign: readonly { section: SectionId }[];
  errors: Record<string, string> | undefined;
}) {
  return (
    <fieldset className="nhsuk-fieldset nhsuk-u-margin-bottom-5">
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">
        The plan was withdrawn: sign each of these again
      </legend>
      <p>Read it above. Tick it only when it is decided now; otherwise edit it first.</p>
      <div className="nhsuk-checkboxes">
        {toSign.map(({ section }) => {
          const id = placeOf(section, TICK);
          return (
            <div key={section}>
              <FieldError field={id} errors={errors} />
              <div className="nhsuk-checkboxes__item">
                <input
                  className="nhsuk-checkboxes__input"
                  type="checkbox"
                  id={id}
                  name={`${TICK} ${section}`}
                  value="yes"
                  aria-describedby={errors?.[id] ? `${id}-error` : undefined}
                />
                <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={id}>
                  {sectionOf(section).title}: decided and signed by me now
                </label>
              </div>
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}

function Needs({
  path,
  lacking,
}: {
  path: string;
  lacking: readonly { section: string; unit: string; field: string; says: string }[];
}) {
  return (
    <div className="nhsuk-inset-text">
      <p>Before a crew may rely on it, the plan needs:</p>
      <ul>
        {lacking.map(({ section, unit, field, says }) => (
          <li key={`${unit} ${field}`} id={`needs ${unit} ${field}`}>
            <Link to={`${path}/edit/${section}`}>{says}</Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Reason({ errors }: { errors: Record<string, string> | undefined }) {
  const wrong = Boolean(errors?.reason);
  return (
    <div className={`nhsuk-form-group${wrong ? " nhsuk-form-group--error" : ""}`}>
      <label className="nhsuk-label" htmlFor="reason">
        Why do you publish?
      </label>
      <div className="nhsuk-hint" id="reason-hint">
        It stands in the history: for example “Review at home after the fall”.
      </div>
      <FieldError field="reason" errors={errors} />
      <input
        className={`nhsuk-input${wrong ? " nhsuk-input--error" : ""}`}
        id="reason"
        name="reason"
        maxLength={300}
        autoComplete="off"
        aria-describedby={`reason-hint${wrong ? " reason-error" : ""}`}
      />
    </div>
  );
}
