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
import { StepDownPage } from "../components/proposal-step-down";
import styles from "../components/work.css?url";
import { keyOf } from "../data/form-keys.server";
import { comeBack, confirmStepDown, findStepDowns } from "../data/step-downs.server";
import type { StaffViewer } from "../domain/viewer";

export const meta: MetaFunction = () => [{ title: "Step-down – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: styles },
  { rel: "stylesheet", href: proposal },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "take part in MDG");
  const view = await findStepDowns(viewer, params.mdgId!);
  if (!view) throw new Response("Not found", { status: 404 });
  return { view, pageKey: randomUUID() };
}

type Refused = { errors: FieldErrors; typed: Record<string, string> };

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "take part in MDG");
  const form = await request.formData();
  const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
  const outcome = await change(viewer, params.mdgId!, typed, keyOf(request, form));
  if (!outcome) throw new Response("Not found", { status: 404 });
  if (!outcome.ok) return data<Refused>({ errors: outcome.errors, typed }, { status: 400 });
  return redirect("cases" in outcome ? `/meetings/${typed.meetingId}` : `/mdgs/${params.mdgId}/step-down`, 303);
}

function change(viewer: StaffViewer, mdgId: string, typed: Record<string, string>, key: string) {
  const { caseId = "", reason = "", meetingId = "" } = typed;
  return typed.act === "come-back"
    ? comeBack(viewer, { mdgId, caseId, meetingId, key })
    : confirmStepDown(viewer, { mdgId, caseId, reason, key });
}

export default function StepDown() {
  const { view, pageKey } = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const refused = useActionData<unknown>() as Refused | undefined;
  return (
    <>
      <ErrorSummary errors={refused?.errors} />
      <StepDownPage view={view} pageKey={pageKey} {...refused} />
    </>
  );
}
