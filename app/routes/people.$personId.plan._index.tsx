import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { ErrorSummary } from "../components/error-summary";
import { useHashFocus } from "../components/hash-focus";
import { PersonBanner } from "../components/person-banner";
import { PersonLine } from "../components/person-line";
import planStyle from "../components/plan.css?url";
import { PlanConflicts } from "../components/plan-conflicts";
import { PlanFromRecord } from "../components/plan-from-record";
import { PlanGoTo } from "../components/plan-go-to";
import { InDraft } from "../components/plan-in-draft";
import { LinkedPlans } from "../components/plan-linked";
import { PlanLive } from "../components/plan-live";
import { PlanRail, PlanStatus } from "../components/plan-rail";
import { isWritten, PlanSections } from "../components/plan-sections";
import signingStyle from "../components/plan-signing.css?url";
import { ChangeLink, ConfirmForm, EditLink, StillTrue } from "../components/plan-signing-lines";
import { PlanWrote } from "../components/plan-wrote";
import recordStyle from "../components/record.css?url";
import { countProposals } from "../data/care-packages.server";
import { newId } from "../data/identity.server";
import { wroteSince } from "../data/invitations.server";
import { findBanner } from "../data/people.server";
import { recordCopy } from "../data/plan-copies.server";
import { readPlanLife } from "../data/plan-life.server";
import { readPlan } from "../data/plan-reading.server";
import { closedSections } from "../data/plan-restricting.server";
import { confirmLine, withdrawPlan } from "../data/plans.server";
import { isPointer, ON_CRISIS_PAGE } from "../domain/crisis-plan";
import { londonDate } from "../domain/dates";
import { may } from "../domain/permissions";
import { unitOf } from "../domain/plan";
import { readCopy } from "../domain/plan-life";
import { isSectionId, SECTION_IDS, type SectionId } from "../domain/plan-sections";
import { hiddenForAge, notForAge } from "../domain/sections-by-age";
import type { StaffViewer } from "../domain/viewer";
import { renderPublishedTexts as render } from "../rendering/published-texts";

export { renewWhenRefused as shouldRevalidate } from "../components/renew-when-refused";
export const meta: MetaFunction = () => [{ title: "Care plan – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: recordStyle },
  { rel: "stylesheet", href: planStyle },
  { rel: "stylesheet", href: signingStyle },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "read record");
  // The form that goes to a section, without script.
  const asked = new URL(request.url).searchParams.get("section");
  if (asked && isSectionId(asked)) throw redirect(`/people/${params.personId}/plan#${asked}`);
  const plan = await readPlan(viewer, params.personId!, viewer.requestedAt);
  const life = await readPlanLife(viewer, params.personId!, viewer.requestedAt);
  const banner = await findBanner(viewer, params.personId!);
  if (!plan || !life || !banner) throw new Response(null, { status: 404 });
  const drafted = SECTION_IDS.filter((id) => plan.draft?.units.some((unit) => unitOf(unit)?.section === id));
  const today = londonDate(viewer.requestedAt);
  const asksFor = plan.lacking.map(({ section }) => section);
  return {
    plan,
    life,
    banner,
    now: viewer.requestedAt,
    today,
    wrote: await wroteSince(viewer, params.personId!, plan.published?.publishedAt),
    leftOut: hiddenForAge(notForAge(plan.who.bornOn, today), plan.document, [...drafted, ...asksFor]),
    key: newId(),
    mays: {
      edit: may(viewer, "edit plan"),
      restrict: may(viewer, "restrict plan"),
      invite: may(viewer, "invite person"),
      file: may(viewer, "file plan"),
    },
    openable: plan.closedIn.length ? await closedSections(viewer, params.personId!) : [],
    packages: await countProposals(viewer, params.personId!),
    drafted,
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
    const pointer = isPointer(form.pointer) ? form.pointer : undefined;
    return withdrawPlan(viewer, { personId, key, render, at, reason, pointer });
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
  const { plan, life, banner, now, today, key, mays, packages, drafted, wrote, leftOut, openable } =
    useLoaderData<typeof loader>();
  const errors = useActionData<typeof action>()?.errors as Record<string, string> | undefined;
  const { personId } = plan.who;
  const afterSection = (section: SectionId) => (
    <>
      {drafted.includes(section) && (
        <InDraft section={section} changes={plan.changes} units={plan.draft?.units ?? []} />
      )}
    </>
  );
  const besideTitle = (section: SectionId) =>
    mays.edit && <EditLink personId={personId} section={section} written={isWritten(plan.document, section)} />;
  const besideClosed = (section: SectionId) =>
    openable.includes(section) && (
      <Link to={`/people/${personId}/plan/restrict#closed-${section}`}>Open it for 4 hours, with a reason</Link>
    );
  const afterLine = (unit: string) => (
    <>
      {life.confirmable.includes(unit) && <StillTrue unit={unit} document={plan.document} />}
      {mays.edit && <ChangeLink personId={personId} unit={unit} document={plan.document} />}
    </>
  );
  const first = ON_CRISIS_PAGE.filter((id) => !leftOut.includes(id));
  const others = SECTION_IDS.filter((id) => !ON_CRISIS_PAGE.includes(id) && !leftOut.includes(id));
  useHashFocus();
  const reading = {
    ...plan,
    now,
    signatures: life.signatures,
    besideTitle,
    besideClosed,
    afterSection,
    afterLine,
    drafted,
    withEmpty: true,
  };
  return (
    <>
      <ErrorSummary errors={errors} />
      <PersonLine banner={banner} now={now} />
      <PersonBanner banner={banner} now={now} />
      <h2 className="nhsuk-heading-l" id="plan">
        Care plan
      </h2>
      <LinkedPlans linked={life.linked} live={plan.status === "live"} to="plan" />
      <PlanStatus {...plan} emergencyOnly={life.emergencyOnly} agreement={life.agreement} now={now} />
      <PlanWrote
        wrote={wrote}
        version={plan.version}
        to={mays.invite ? `/people/${personId}/plan/invite#words` : null}
      />
      <PlanGoTo sections={[...first, ...others]} />
      <PlanLive personId={personId} />
      {life.contradictions.length > 0 && <PlanConflicts conflicts={life.contradictions} />}
      <div className="confer-columns confer-columns--rail">
        <div>
          <ConfirmForm formKey={key} version={plan.version} />
          <PlanSections {...reading} only={first} />
          <PlanFromRecord record={life.record} />
          <PlanSections {...reading} only={others} />
        </div>
        <PlanRail
          {...plan}
          {...{ personId, mays, packages, now, today, errors }}
          proposals={life.proposals}
          copies={{ given: life.copies }}
          elsewhere={plan.document.sections.elsewhere?.fields.system}
          formKey={key}
        />
      </div>
    </>
  );
}
