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
import { PersonBanner } from "../components/person-banner";
import { PersonLine } from "../components/person-line";
import planStyle from "../components/plan.css?url";
import { Proposal } from "../components/plan-signing";
import signingStyle from "../components/plan-signing.css?url";
import { ProposeForm } from "../components/plan-signing-propose";
import recordStyle from "../components/record.css?url";
import { newId } from "../data/identity.server";
import { findBanner } from "../data/people.server";
import { readProposals } from "../data/plan-proposal-lists.server";
import { proposeForSigning, returnProposal, takeBackProposal, takeProposal } from "../data/plan-proposals.server";
import { readPlan } from "../data/plan-reading.server";
import { unitOf } from "../domain/plan";
import { mayWrite, permissionFor, SECTION_IDS } from "../domain/plan-sections";
import type { StaffViewer } from "../domain/viewer";

export { renewWhenRefused as shouldRevalidate } from "../components/renew-when-refused";
export const meta: MetaFunction = () => [{ title: "Proposals for signing – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: recordStyle },
  { rel: "stylesheet", href: planStyle },
  { rel: "stylesheet", href: signingStyle },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const plan = await readPlan(viewer, params.personId!, viewer.requestedAt);
  const read = await readProposals(viewer, params.personId!);
  const banner = await findBanner(viewer, params.personId!);
  if (!plan || !read || !banner) throw new Response(null, { status: 404 });
  const units = plan.draft?.units ?? [];
  const drafted = SECTION_IDS.filter((id) => units.some((unit) => unitOf(unit)?.section === id));
  return {
    personId: plan.who.personId,
    banner,
    ...read,
    conflicts: plan.draft?.conflicts.length ?? 0,
    drafted: drafted.map((section) => ({
      section,
      permission: permissionFor(section),
      own: mayWrite(viewer, section),
      changes: plan.changes.filter(({ unit }) => units.includes(unit) && unitOf(unit)?.section === section),
    })),
    key: newId(),
    now: viewer.requestedAt,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const form = await request.formData();
  const personId = params.personId!;
  const outcome =
    form.get("intent") === "propose" ? await propose(viewer, personId, form) : await answer(viewer, personId, form);
  if ("errors" in outcome) return data(outcome, { status: 400 });
  if (outcome.ok) return redirect(outcome.to);
  if (outcome.why === "not found") throw new Response(null, { status: 404 });
  const id = String(form.get("proposal") ?? "propose");
  return data({ errors: { [id]: WHY_NOT[outcome.why] ?? "That did not work: look at it again" } }, { status: 409 });
}

const WHY_NOT: Record<string, string> = {
  "nothing to propose": "Your draft changes nothing in the sections that you chose",
  "answered already": "Somebody has answered this proposal already",
  "may not sign": "Your role does not sign all of it",
  "not yours": "This is for somebody else to answer",
  stale: "The plan or your draft changed while you chose: look at both sides again",
  conflicts: "Others changed the same lines: choose below which stand",
  "may not write": "A part of it is restricted now: ask somebody who reads it",
};

type Outcome = { ok: true; to: string } | { ok: false; why: string } | { errors: Record<string, string> };

async function propose(viewer: StaffViewer, personId: string, form: FormData): Promise<Outcome> {
  const sections = SECTION_IDS.filter((id) => form.getAll("section").includes(id));
  if (!sections.length) return { errors: { propose: "Choose what you propose for signing" } };
  const [key, note] = [
    String(form.get("key") || newId()),
    String(form.get("note") ?? "")
      .trim()
      .slice(0, 600),
  ];
  const outcome = await proposeForSigning(viewer, { personId, sections, note, key, at: viewer.requestedAt });
  return outcome.ok ? { ok: true, to: `/people/${personId}/plan/propose` } : outcome;
}

async function answer(viewer: StaffViewer, personId: string, form: FormData): Promise<Outcome> {
  const [intent, id] = [String(form.get("intent")), String(form.get("proposal") ?? "")];
  const command = {
    personId,
    id,
    key: `${String(form.get("key") || newId())} ${id} ${intent}`,
    at: viewer.requestedAt,
  };
  const path = `/people/${personId}/plan`;
  if (intent === "return") {
    const reason = String(form.get("reason") ?? "")
      .trim()
      .slice(0, 600);
    if (!reason) return { errors: { [`reason-${id}`]: "Say why it goes back to its author" } };
    const outcome = await returnProposal(viewer, { ...command, reason });
    return outcome.ok ? { ok: true, to: `${path}/propose` } : outcome;
  }
  const shown = { version: Number(form.get("version")), revision: Number(form.get("revision")) };
  const choices = Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      name.startsWith("keep ") && (value === "mine" || value === "theirs") ? [[name.slice(5), value] as const] : [],
    ),
  );
  const take = intent === "take" ? takeProposal : takeBackProposal;
  const outcome = await take(viewer, { ...command, shown, choices });
  return outcome.ok ? { ok: true, to: `${path}/publish` } : outcome;
}

export default function ProposePage() {
  const { personId, banner, proposals, version, revision, drafted, conflicts, key, now } =
    useLoaderData<typeof loader>();
  const errors = useActionData<typeof action>()?.errors;
  const shared = { version, revision, formKey: key, now, errors };
  return (
    <>
      <ErrorSummary errors={errors} />
      <PersonLine banner={banner} now={now} />
      <PersonBanner banner={banner} now={now} />
      <h2 className="nhsuk-heading-l">Proposals for signing</h2>
      {proposals.length === 0 && <p>Nothing waits for a signature.</p>}
      {proposals.map((proposal) => (
        <Proposal key={proposal.id} proposal={proposal} {...shared} />
      ))}
      <ProposeForm
        {...{ drafted, conflicts }}
        settle={`/people/${personId}/plan/settle`}
        formKey={key}
        errors={errors}
      />
      <p>
        <Link to={`/people/${personId}/plan`}>Back to the plan</Link>
      </p>
    </>
  );
}
