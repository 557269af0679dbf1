import {
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { PersonBanner } from "../components/person-banner";
import { PersonLine } from "../components/person-line";
import planStyle from "../components/plan.css?url";
import { InDraft } from "../components/plan-in-draft";
import { PlanRail, PlanStatus } from "../components/plan-rail";
import { isWritten, PlanSections } from "../components/plan-sections";
import recordStyle from "../components/record.css?url";
import { countProposals } from "../data/care-packages.server";
import { newId } from "../data/identity.server";
import { findBanner } from "../data/people.server";
import { readPlan } from "../data/plan-reading.server";
import { confirmLine, withdrawPlan } from "../data/plans.server";
import { ON_CRISIS_PAGE } from "../domain/crisis-plan";
import { may } from "../domain/permissions";
import { unitOf } from "../domain/plan";
import { isSectionId, mayWrite, SECTION_IDS, type SectionId, sectionOf } from "../domain/plan-sections";
import { renderPublishedTexts as render } from "../rendering/published-texts";

export const meta: MetaFunction = () => [{ title: "Care plan – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: recordStyle },
  { rel: "stylesheet", href: planStyle },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "read record");
  const plan = await readPlan(viewer, params.personId!, viewer.requestedAt);
  const banner = await findBanner(viewer, params.personId!);
  if (!plan || !banner) throw new Response(null, { status: 404 });
  return {
    plan,
    banner,
    now: viewer.requestedAt,
    key: newId(),
    mayEdit: may(viewer, "edit plan"),
    proposals: await countProposals(viewer, params.personId!),
    writable: SECTION_IDS.filter((section) => mayWrite(viewer, section)),
    drafted: SECTION_IDS.filter((id) => plan.draft?.units.some((unit) => unitOf(unit)?.section === id)),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const form = Object.fromEntries(await request.formData()) as Record<string, string>;
  const { intent, key = newId(), section = "", item } = form;
  const command = { personId: params.personId!, key, render, at: viewer.requestedAt };
  if (intent === "withdraw") {
    const reason = form.reason?.trim() ?? "";
    if (!reason) return { error: undefined, reasonError: "Say why the plan is withdrawn" };
    return answer(await withdrawPlan(viewer, { ...command, reason: reason.slice(0, 200) }), params.personId!);
  }
  if (intent !== "confirm" || !isSectionId(section)) throw new Response("Unknown form", { status: 400 });
  const version = Number(form.version);
  return answer(await confirmLine(viewer, { ...command, section, item: item || null, version }), params.personId!);
}

const WHY_NOT: Record<string, string> = {
  changed: "The plan changed while you were reading: look at it again before you confirm",
  "may not sign": "Your role does not sign this section",
  "not live": "There is no live plan to withdraw",
};

function answer(outcome: { ok: boolean; why?: string }, personId: string) {
  if (outcome.ok) return redirect(`/people/${personId}/plan`);
  if (outcome.why === "not found") throw new Response(null, { status: 404 });
  return { error: WHY_NOT[outcome.why!] ?? "That did not work: look at the plan again", reasonError: undefined };
}

export default function PlanPage() {
  const { plan, banner, now, key, mayEdit, proposals, writable, drafted } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const { personId } = plan.who;
  const acts = { personId, plan, writable, formKey: key };
  const afterSection = (section: SectionId) => (
    <>
      {drafted.includes(section) && (
        <InDraft section={section} changes={plan.changes} units={plan.draft?.units ?? []} />
      )}
      <Acts {...acts} section={section} item={undefined} />
    </>
  );
  const afterItem = (section: SectionId, item: string) => <Acts {...acts} section={section} item={item} />;
  const reading = { ...plan, now, afterSection, afterItem, drafted, withEmpty: true };
  return (
    <>
      {answered?.error && (
        <div className="nhsuk-error-summary" role="alert">
          <p className="nhsuk-error-summary__title">{answered.error}</p>
        </div>
      )}
      <PersonBanner banner={banner} now={now} />
      <PersonLine banner={banner} />
      <h2 className="nhsuk-heading-l">Care plan</h2>
      <PlanStatus {...plan} now={now} />
      <div className="confer-columns confer-columns--rail">
        <div>
          <PlanSections {...reading} only={ON_CRISIS_PAGE} />
          <PlanSections {...reading} only={SECTION_IDS.filter((id) => !ON_CRISIS_PAGE.includes(id))} />
        </div>
        <PlanRail
          {...plan}
          {...{ personId, mayEdit, proposals, now }}
          formKey={key}
          reasonError={answered?.reasonError}
        />
      </div>
    </>
  );
}

type ActsProps = {
  personId: string;
  section: SectionId;
  item: string | undefined;
  plan: { status: string; version: number; document: Parameters<typeof isWritten>[0] };
  writable: readonly SectionId[];
  formKey: string;
};

/** "Still true" and "Edit": one line at a time, by those who may write it. */
function Acts({ personId, section, item, plan, writable, formKey }: ActsProps) {
  if (!writable.includes(section)) return null;
  const { title, item: itemName } = sectionOf(section);
  const written = isWritten(plan.document, section);
  const canConfirm = plan.status === "live" && written && (item !== undefined) === (itemName !== undefined);
  const edit = `/people/${personId}/plan/edit/${section}${item ? `#${item}` : ""}`;
  const about = <span className="confer-visually-hidden"> {itemName && item ? itemName : title}</span>;
  return (
    <div className="plan-acts confer-no-print">
      {canConfirm && (
        <Form method="post" preventScrollReset>
          <input type="hidden" name="key" value={`${formKey} ${section} ${item ?? ""}`} />
          <input type="hidden" name="section" value={section} />
          <input type="hidden" name="item" value={item ?? ""} />
          <input type="hidden" name="version" value={plan.version} />
          <button
            type="submit"
            className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
            name="intent"
            value="confirm"
          >
            Still true{about}
          </button>
        </Form>
      )}
      {item === undefined || !itemName ? (
        <Link to={edit}>
          {itemName ? "Edit or add" : written ? "Edit" : "Write"}
          {about}
        </Link>
      ) : null}
    </div>
  );
}
