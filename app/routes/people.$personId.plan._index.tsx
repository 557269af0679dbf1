import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { ErrorSummary } from "../components/error-summary";
import { PersonBanner } from "../components/person-banner";
import { PersonLine } from "../components/person-line";
import planStyle from "../components/plan.css?url";
import { PlanConflicts } from "../components/plan-conflicts";
import { PlanFromRecord } from "../components/plan-from-record";
import { InDraft } from "../components/plan-in-draft";
import { PlanLive } from "../components/plan-live";
import { PlanRail, PlanStatus } from "../components/plan-rail";
import { isWritten, PlanSections } from "../components/plan-sections";
import signingStyle from "../components/plan-signing.css?url";
import { ConfirmForm, EditLink, StillTrue } from "../components/plan-signing-lines";
import recordStyle from "../components/record.css?url";
import { countProposals } from "../data/care-packages.server";
import { newId } from "../data/identity.server";
import { findBanner } from "../data/people.server";
import { recordCopy } from "../data/plan-copies.server";
import { readPlanLife } from "../data/plan-life.server";
import { readPlan } from "../data/plan-reading.server";
import { confirmLine, withdrawPlan } from "../data/plans.server";
import { ON_CRISIS_PAGE } from "../domain/crisis-plan";
import { londonDate } from "../domain/dates";
import { may } from "../domain/permissions";
import { unitOf } from "../domain/plan";
import { readCopy } from "../domain/plan-life";
import { SECTION_IDS, type SectionId } from "../domain/plan-sections";
import type { StaffViewer } from "../domain/viewer";
import { renderPublishedTexts as render } from "../rendering/published-texts";

export const meta: MetaFunction = () => [{ title: "Care plan – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: recordStyle },
  { rel: "stylesheet", href: planStyle },
  { rel: "stylesheet", href: signingStyle },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "read record");
  const plan = await readPlan(viewer, params.personId!, viewer.requestedAt);
  const life = await readPlanLife(viewer, params.personId!, viewer.requestedAt);
  const banner = await findBanner(viewer, params.personId!);
  if (!plan || !life || !banner) throw new Response(null, { status: 404 });
  return {
    plan,
    life,
    banner,
    now: viewer.requestedAt,
    today: londonDate(viewer.requestedAt),
    key: newId(),
    mays: {
      edit: may(viewer, "edit plan"),
      restrict: may(viewer, "restrict plan"),
      invite: may(viewer, "invite person"),
      file: may(viewer, "file plan"),
    },
    packages: await countProposals(viewer, params.personId!),
    drafted: SECTION_IDS.filter((id) => plan.draft?.units.some((unit) => unitOf(unit)?.section === id)),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const form = Object.fromEntries(await request.formData()) as Record<string, string>;
  const personId = params.personId!;
  const outcome = await act(viewer, personId, form);
  if ("errors" in outcome) return data({ errors: outcome.errors }, { status: 400 });
  if (outcome.ok) return redirect(`/people/${personId}/plan`);
  if (outcome.why === "not found") throw new Response(null, { status: 404 });
  return data(
    { errors: { plan: WHY_NOT[outcome.why] ?? "That did not work: look at the plan again" } },
    { status: 409 },
  );
}

type Outcome = { ok: true } | { ok: false; why: string } | { errors: Record<string, string> };

async function act(viewer: StaffViewer, personId: string, form: Record<string, string>): Promise<Outcome> {
  const { intent, key = newId(), unit = "" } = form;
  const at = viewer.requestedAt;
  if (intent === "withdraw") {
    const reason = form.reason?.trim().slice(0, 200) ?? "";
    if (!reason) return { errors: { reason: "Say why the plan is withdrawn" } };
    return withdrawPlan(viewer, { personId, key, render, at, reason });
  }
  if (intent === "copy") {
    const read = readCopy(form, londonDate(at));
    return read.ok ? recordCopy(viewer, { personId, key, at, copy: read.copy }) : read;
  }
  if (!unit) throw new Response("Unknown form", { status: 400 });
  return confirmLine(viewer, { personId, key: `${key} ${unit}`, unit, version: Number(form.version), render, at });
}

const WHY_NOT: Record<string, string> = {
  changed: "The plan changed while you were reading: look at it again before you confirm",
  "may not sign": "Your role does not sign this section",
  "not live": "There is no live plan",
  contradiction: "This line is contradicted elsewhere: settle that first, then endorse it",
};

export default function PlanPage() {
  const { plan, life, banner, now, today, key, mays, packages, drafted } = useLoaderData<typeof loader>();
  const errors = useActionData<typeof action>()?.errors as Record<string, string> | undefined;
  const { personId } = plan.who;
  const afterSection = (section: SectionId) => (
    <>
      {drafted.includes(section) && (
        <InDraft section={section} changes={plan.changes} units={plan.draft?.units ?? []} />
      )}
      {mays.edit && <EditLink personId={personId} section={section} written={isWritten(plan.document, section)} />}
    </>
  );
  const afterLine = (unit: string) =>
    life.confirmable.includes(unit) ? <StillTrue unit={unit} document={plan.document} /> : null;
  const reading = {
    ...plan,
    now,
    signatures: life.signatures,
    afterSection,
    afterLine,
    drafted,
    withEmpty: true,
  };
  return (
    <>
      <ErrorSummary errors={errors} />
      <PersonBanner banner={banner} now={now} />
      <PersonLine banner={banner} />
      <h2 className="nhsuk-heading-l" id="plan">
        Care plan
      </h2>
      <PlanStatus {...plan} emergencyOnly={life.emergencyOnly} agreement={life.agreement} now={now} />
      <PlanLive personId={personId} />
      {life.contradictions.length > 0 && <PlanConflicts conflicts={life.contradictions} />}
      <div className="confer-columns confer-columns--rail">
        <div>
          <ConfirmForm formKey={key} version={plan.version} />
          <PlanSections {...reading} only={ON_CRISIS_PAGE} />
          <PlanFromRecord record={life.record} />
          <PlanSections {...reading} only={SECTION_IDS.filter((id) => !ON_CRISIS_PAGE.includes(id))} />
        </div>
        <PlanRail
          {...plan}
          {...{ personId, mays, packages, now, today, errors }}
          proposals={life.proposals}
          copies={{ given: life.copies }}
          formKey={key}
        />
      </div>
    </>
  );
}
