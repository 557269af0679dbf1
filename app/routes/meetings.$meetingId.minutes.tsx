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
import { MeetingMinutes } from "../components/meeting-minutes";
import styles from "../components/work.css?url";
import { approveMinutes, openMinutes } from "../data/meetings.server";

export const meta: MetaFunction = () => [{ title: "Minutes – MDG – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "take part in MDG");
  const meeting = await openMinutes(viewer, params.meetingId!);
  if (!meeting) throw new Response("Not found", { status: 404 });
  return { meeting };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "take part in MDG");
  const outcome = await approveMinutes(viewer, params.meetingId!);
  if (!outcome) throw new Response("Not found", { status: 404 });
  if (!outcome.ok) return data<{ errors: FieldErrors }>({ errors: outcome.errors }, { status: 400 });
  return redirect(`/meetings/${params.meetingId}/minutes`, 303);
}

export default function Minutes() {
  const { meeting } = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const refused = useActionData<unknown>() as { errors: FieldErrors } | undefined;
  return (
    <>
      <ErrorSummary errors={refused?.errors} />
      <MeetingMinutes meeting={meeting} />
    </>
  );
}
