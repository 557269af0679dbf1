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
import { MeetingMdg } from "../components/meeting-mdg";
import styles from "../components/work.css?url";
import { keyOf } from "../data/form-keys.server";
import { endMembership, openMdg, planMeeting, setMember } from "../data/mdgs.server";
import type { StaffViewer } from "../domain/viewer";

export const meta: MetaFunction = () => [{ title: "MDG – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "take part in MDG");
  const mdg = await openMdg(viewer, params.mdgId!);
  if (!mdg) throw new Response("Not found", { status: 404 });
  return { mdg, now: viewer.requestedAt, pageKey: randomUUID() };
}

type Refused = { errors: FieldErrors; typed: Record<string, string> };

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "take part in MDG");
  const form = await request.formData();
  const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
  const outcome = await change(viewer, params.mdgId!, typed, keyOf(request, form));
  if (!outcome) throw new Response("Not found", { status: 404 });
  if (!outcome.ok) return data<Refused>({ errors: outcome.errors, typed }, { status: 400 });
  return redirect("meetingId" in outcome ? `/meetings/${outcome.meetingId}` : `/mdgs/${params.mdgId}`, 303);
}

function change(viewer: StaffViewer, mdgId: string, typed: Record<string, string>, key: string) {
  const { date = "", time = "", place = "", slots = "", minutesPerCase = "", accountId = "" } = typed;
  if (typed.act === "plan")
    return planMeeting(viewer, {
      mdgId,
      date,
      time,
      place,
      slots: Number(slots || Number.NaN),
      minutesPerCase: Number(minutesPerCase || Number.NaN),
      key,
    });
  if (typed.act === "remove") return endMembership(viewer, { mdgId, accountId });
  return setMember(viewer, { mdgId, accountId, chair: typed.chair === "yes", scribe: typed.scribe === "yes" });
}

export default function Mdg() {
  const view = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const refused = useActionData<unknown>() as Refused | undefined;
  return (
    <>
      <ErrorSummary errors={refused?.errors} />
      <MeetingMdg {...view} errors={refused?.errors} typed={refused?.typed ?? {}} />
    </>
  );
}
