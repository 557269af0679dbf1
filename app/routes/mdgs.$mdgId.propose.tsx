import { randomUUID } from "node:crypto";
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
import { ErrorSummary, type FieldErrors } from "../components/error-summary";
import proposal from "../components/proposal.css?url";
import { ProposalPage } from "../components/proposal-page";
import styles from "../components/work.css?url";
import { keyOf } from "../data/form-keys.server";
import { findProposal, takeUpProposal } from "../data/mdg-proposals.server";
import { withdrawNomination } from "../data/nominations.server";
import { readSlots, whyNotSlots } from "../domain/mdg-proposal";
import { readReferral } from "../domain/meeting";
import type { StaffViewer } from "../domain/viewer";

export const meta: MetaFunction = () => [{ title: "Whom to discuss – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: styles },
  { rel: "stylesheet", href: proposal },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "refer to MDG");
  const asked = new URL(request.url).searchParams;
  const meetingId = asked.get("meeting") ?? undefined;
  const slots = asked.get("slots");
  const view = await findProposal(viewer, {
    ...{ mdgId: params.mdgId!, meetingId },
    ...{ slots: readSlots(slots), slotsRefused: whyNotSlots(slots) },
  });
  if (!view) throw new Response("Not found", { status: 404 });
  return { view, pageKey: randomUUID() };
}

type Refused = { errors: FieldErrors; typed: Record<string, string>; chosen: string[] };

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "refer to MDG");
  const form = await request.formData();
  const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
  const chosen = [...new Set(form.getAll("personIds").map(String))];
  const outcome = await change(viewer, params.mdgId!, { typed, chosen, key: keyOf(request, form) });
  if (!outcome) throw new Response("Not found", { status: 404 });
  if (!outcome.ok) return data<Refused>({ errors: outcome.errors, typed, chosen }, { status: 400 });
  return redirect(typed.act === "withdraw" ? `/mdgs/${params.mdgId}/propose` : `/meetings/${typed.meetingId}`, 303);
}

type Sent = { typed: Record<string, string>; chosen: string[]; key: string };

async function change(viewer: StaffViewer, mdgId: string, { typed, chosen, key }: Sent) {
  const { personId = "", nominationId = "", runId = "" } = typed;
  if (typed.act === "withdraw") return withdrawNomination(viewer, { personId, id: nominationId });
  // A full agenda has no place, which is no mistake; any other number that cannot be is.
  const slots = typed.slots === "0" ? 0 : readSlots(typed.slots);
  if (slots === undefined)
    return { ok: false, errors: { slots: whyNotSlots(typed.slots) ?? "Say how many new cases" } } as const;
  const { meetingId, personTold, personToldDetail } = readReferral(typed);
  return takeUpProposal(viewer, {
    ...{ mdgId, meetingId, runId, personTold, personToldDetail, key },
    slots,
    chosen: chosen.map((id) => ({ personId: id, question: typed[`question-${id}`] ?? "" })),
  });
}

export default function Propose() {
  const { view, pageKey } = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const refused = useActionData<unknown>() as Refused | undefined;
  return (
    <>
      <ErrorSummary errors={refused?.errors} />
      <ProposalPage view={view} pageKey={pageKey} {...refused} />
    </>
  );
}
