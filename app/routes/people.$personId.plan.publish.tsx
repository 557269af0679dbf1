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
import { PlanAgreementFields } from "../components/plan-agreement-fields";
import { PlanChanges, PlanConflicts } from "../components/plan-changes";
import { PlanConflicts as Contradictions } from "../components/plan-conflicts";
import signingStyle from "../components/plan-signing.css?url";
import {
  Needs,
  NothingToPublish,
  placeOf,
  Reason,
  SettleFirst,
  SignAgain,
  Unsigned,
  WhatGoes,
} from "../components/plan-signing-publish";
import recordStyle from "../components/record.css?url";
import { newId } from "../data/identity.server";
import { findBanner } from "../data/people.server";
import { discardDraft } from "../data/plan-drafts.server";
import { readPublishing } from "../data/plan-publishing.server";
import { readConflicts, settleConflicts } from "../data/plan-settling.server";
import { publishPlan } from "../data/plans.server";
import { MOST_LETTERS } from "../domain/plan";
import { SIGNED_AGAIN, TICK } from "../domain/plan-carried-over";
import { sameValues } from "../domain/plan-changes";
import { choicesIn } from "../domain/plan-edits";
import { operationsFrom, valuesOf } from "../domain/plan-forms";
import { sectionOf } from "../domain/plan-sections";
import type { StaffViewer } from "../domain/viewer";
import { renderPublishedTexts as render } from "../rendering/published-texts";

export { renewWhenRefused as shouldRevalidate } from "../components/renew-when-refused";
export const meta: MetaFunction = () => [{ title: "Publish care plan – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: recordStyle },
  { rel: "stylesheet", href: planStyle },
  { rel: "stylesheet", href: signingStyle },
];

const onlyOf = (text: string | null | undefined) => (text === "emergency" ? ("emergency" as const) : undefined);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const only = onlyOf(new URL(request.url).searchParams.get("only"));
  const at = viewer.requestedAt;
  const read = await readPublishing(viewer, params.personId!, { at, only });
  const settling = await readConflicts(viewer, params.personId!);
  const banner = await findBanner(viewer, params.personId!);
  if (!read || !settling || !banner) throw new Response(null, { status: 404 });
  // What was said of an older text is not offered as if it were said of this one.
  const asksAgain = read.askAgain && sameValues(read.agreement, read.agreementBefore);
  return {
    ...read,
    personId: params.personId!,
    only,
    banner,
    conflicts: settling.conflicts,
    agreement: asksAgain ? {} : read.agreement,
    now: at,
    key: newId(),
  };
}

type Outcome = { ok: boolean; why?: string; to?: string; errors?: Record<string, string> };

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const form = Object.fromEntries(await request.formData()) as Record<string, string>;
  const personId = params.personId!;
  const here = `/people/${personId}/plan`;
  const outcome = await act(viewer, personId, form);
  if (outcome.why === "not found") throw new Response(null, { status: 404 });
  if (outcome.ok) return redirect(`${here}${outcome.to ?? ""}`);
  return data({ errors: outcome.errors ?? { changes: WHY_NOT[outcome.why ?? ""] ?? DID_NOT_WORK } }, { status: 409 });
}

async function act(viewer: StaffViewer, personId: string, form: Record<string, string>): Promise<Outcome> {
  const at = viewer.requestedAt;
  if (form.intent === "discard") return discardDraft(viewer, { personId });
  if (form.intent === "settle") {
    const settled = await settleConflicts(viewer, {
      personId,
      shown: Number(form.shown),
      choices: choicesIn(form),
      at,
    });
    if (settled.ok) return { ok: true, to: "/publish" };
    return {
      ...settled,
      errors: { conflicts: settled.why === "conflicts" ? CHOOSE : (WHY_NOT[settled.why] ?? CHOOSE) },
    };
  }
  const only = onlyOf(form.only);
  const agreed = only ? [] : operationsFrom("agreement", undefined, valuesOf("agreement", form));
  const reason = form.reason?.trim().slice(0, 300) ?? "";
  const outcome = await publishPlan(viewer, {
    ...{ personId, reason, render, at, only },
    key: form.key || newId(),
    draftRevision: Number(form.revision),
    agreement: agreed,
    signedAgain: SIGNED_AGAIN.filter((section) => form[`${TICK} ${section}`] === "yes"),
  });
  return outcome.ok ? { ok: true } : { ...outcome, errors: errorsOf(outcome) };
}

type Refused = Extract<Awaited<ReturnType<typeof publishPlan>>, { ok: false }>;

/** By the place on the page where it is mended. */
function errorsOf(outcome: Refused): Record<string, string> {
  if (outcome.why === "lacking")
    return Object.fromEntries(outcome.lacking.map(({ unit, field, says }) => [placeOf(unit, field), says]));
  if (outcome.why === "too long") return { changes: "The agreement is longer than a draft holds: write it shorter" };
  if (outcome.why === "no reason") return { reason: "Say why you publish: what changed for the person?" };
  if (outcome.why === "may not sign")
    return {
      unsigned: `You may not sign: ${outcome.sections.map((id) => sectionOf(id).title).join(", ")}. Propose it for signing`,
    };
  if (outcome.why === "contradiction")
    return Object.fromEntries(
      outcome.conflicts.length
        ? outcome.conflicts.map(({ id, says }) => [`conflict-${id}`, says])
        : [["changes", "Something that is not shown to you contradicts the plan: ask somebody who reads all of it"]],
    );
  return { changes: WHY_NOT[outcome.why] ?? DID_NOT_WORK };
}

const DID_NOT_WORK = "That did not work: look at your draft again";
const CHOOSE = "Choose one side of every change that others made too";
const WHY_NOT: Record<string, string> = {
  stale: "Another version was published while you chose: look at both sides again, then choose",
  "too long": `A text of your own is longer than ${MOST_LETTERS} characters: write it shorter. Nothing was settled, and nothing was cut off`,
  conflicts: "Others published changes of the same lines: choose below which stand",
  "draft changed": "Your draft changed since this page was shown: look at the changes again, then publish",
  "nothing to publish": "There is nothing to publish: the plan is as it was",
  "may not write": "A part of your draft is restricted now: ask somebody who reads it",
};

export default function PublishPage() {
  const read = useLoaderData<typeof loader>();
  const { personId, banner, version, status, only, changes, conflicts, lacking, standing, now } = read;
  const errors = useActionData<typeof action>()?.errors as Record<string, string> | undefined;
  const toMend = lacking.filter(({ section, field }) => section !== "agreement" && field !== TICK);
  const path = `/people/${personId}/plan`;
  const nothing = changes.length === 0 && read.unsigned.length === 0;
  return (
    <>
      <ErrorSummary errors={errors} />
      <PersonLine banner={banner} now={now} />
      <PersonBanner banner={banner} now={now} />
      <h2 className="nhsuk-heading-l">
        {nothing
          ? conflicts.length > 0
            ? "Settle first what others changed too"
            : "Nothing to publish"
          : `Review and publish ${only ? "the emergency part as " : ""}version ${version + 1}`}
      </h2>
      <WhatGoes path={path} only={only} hasEmergencyPart={read.hasEmergencyPart} keeps={read.keeps} />
      <Contradicted {...read.contradictions} />
      {read.unsigned.length > 0 && <Unsigned path={path} sections={read.unsigned} />}
      {toMend.length > 0 && <Needs path={path} lacking={toMend} />}
      {conflicts.length > 0 && (
        // A newer version is a new question: no choice of the last one stays ticked.
        <Form method="post" id="conflicts" key={version}>
          <input type="hidden" name="shown" value={version} />
          <h2 className="nhsuk-heading-m">Others changed the same lines meanwhile</h2>
          <PlanConflicts conflicts={conflicts} third />
          <button type="submit" className="nhsuk-button" name="intent" value="settle">
            Keep what I chose
          </button>
        </Form>
      )}
      {!(nothing && conflicts.length > 0) && (
        <section aria-labelledby="changes" className="nhsuk-u-margin-bottom-5">
          <h2 className="nhsuk-heading-m" id="changes">
            {status === "live" ? `What changes against version ${version}` : "What will be published"}
          </h2>
          <PlanChanges changes={changes} />
        </section>
      )}
      {standing.length > 0 && <Needs path={path} lacking={standing} standing />}
      {nothing && conflicts.length > 0 ? (
        <SettleFirst path={path} count={conflicts.length} />
      ) : nothing ? (
        <NothingToPublish {...{ path, only, version, status }} hasDraft={read.hasDraft} />
      ) : (
        <PublishForm read={read} errors={errors} path={path} />
      )}
    </>
  );
}

type Read = ReturnType<typeof useLoaderData<typeof loader>>;

/** Those that block stand with those that only ask: whoever publishes has read both. */
function Contradicted({ conflicts, withheld }: Read["contradictions"]) {
  return (
    <>
      {conflicts.length > 0 && <Contradictions conflicts={conflicts} />}
      {withheld > 0 && (
        <div className="nhsuk-inset-text">
          <p>Something that is not shown to you contradicts the plan. Somebody who reads all of it must look.</p>
        </div>
      )}
    </>
  );
}

type FormProps = { read: Read; errors: Record<string, string> | undefined; path: string };

function PublishForm({ read, errors, path }: FormProps) {
  const { key, revision, only, lacking, askAgain, agreement, hasDraft } = read;
  const toSign = lacking.filter(({ field }) => field === TICK);
  return (
    <Form method="post">
      <input type="hidden" name="key" value={key} />
      <input type="hidden" name="revision" value={revision} />
      <input type="hidden" name="only" value={only ?? ""} />
      {toSign.length > 0 && <SignAgain toSign={toSign} errors={errors} />}
      {!only && (
        <>
          <h2 className="nhsuk-heading-m">Agreement and copy</h2>
          {askAgain && (
            <div className="nhsuk-inset-text">
              <p>
                The text is not the one that was agreed. Was this version agreed, with whom and on which day? Was a copy
                of it given?
              </p>
            </div>
          )}
          <PlanAgreementFields values={agreement} errors={errors} />
        </>
      )}
      <Reason errors={errors} />
      <div className="plan-acts">
        <button type="submit" className="nhsuk-button" name="intent" value="publish">
          {only ? "Publish the emergency part" : "Publish plan"}
        </button>
        {hasDraft && !only && (
          <button type="submit" className="nhsuk-button nhsuk-button--secondary" name="intent" value="discard">
            Throw my draft away
          </button>
        )}
        <Link to={path}>Back to the plan</Link>
      </div>
    </Form>
  );
}
