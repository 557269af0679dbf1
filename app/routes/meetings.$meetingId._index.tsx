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
import { MeetingAgenda } from "../components/meeting-agenda";
import styles from "../components/work.css?url";
import { keyOf } from "../data/form-keys.server";
import { closeMeeting, openMeeting, setAttendance } from "../data/meetings.server";

export const meta: MetaFunction = () => [{ title: "MDG meeting – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "take part in MDG");
  const meeting = await openMeeting(viewer, params.meetingId!);
  if (!meeting) throw new Response("Not found", { status: 404 });
  return { meeting, now: viewer.requestedAt, pageKey: randomUUID() };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "take part in MDG");
  const form = await request.formData();
  const meetingId = params.meetingId!;
  const close = { meetingId, carryOver: form.get("carryOver") === "yes", key: keyOf(request, form) };
  const outcome =
    form.get("act") === "attendance"
      ? await setAttendance(viewer, meetingId, form.getAll("here").map(String))
      : await closeMeeting(viewer, close);
  if (!outcome) throw new Response("Not found", { status: 404 });
  if (!outcome.ok) return data<{ errors: FieldErrors }>({ errors: outcome.errors }, { status: 400 });
  return redirect(form.get("act") === "attendance" ? `/meetings/${meetingId}` : `/meetings/${meetingId}/minutes`, 303);
}

export default function Meeting() {
  const view = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const refused = useActionData<unknown>() as { errors: FieldErrors } | undefined;
  return (
    <>
      <ErrorSummary errors={refused?.errors} />
      <MeetingAgenda {...view} />
    </>
  );
}
