import { randomUUID } from "node:crypto";
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
import { ErrorSummary, type FieldErrors } from "../components/error-summary";
import planStyles from "../components/plan.css?url";
import { TaskPage } from "../components/task-page";
import styles from "../components/work.css?url";
import { keyOf } from "../data/form-keys.server";
import { finishTask, openTask } from "../data/tasks.server";

export const meta: MetaFunction = () => [{ title: "Task – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: styles },
  { rel: "stylesheet", href: planStyles },
];

/** Opening the page opens the task: from then on somebody has read what happened (safety rule 9). */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "close tasks");
  const task = await openTask(viewer, params.taskId!);
  if (!task) throw new Response("Not found", { status: 404 });
  return { task, now: viewer.requestedAt, pageKey: randomUUID() };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "close tasks");
  const form = await request.formData();
  const outcome = String(form.get("outcome") ?? "");
  const finished = await finishTask(viewer, { taskId: params.taskId!, outcome, key: keyOf(request, form) });
  if (finished.ok) return redirect("/", 303);
  if (finished.missing) throw new Response("Not found", { status: 404 });
  return data<{ errors: FieldErrors }>({ errors: { outcome: finished.why } }, { status: 400 });
}

export default function Task() {
  const view = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const refused = useActionData<unknown>() as { errors: FieldErrors } | undefined;
  return (
    <>
      <ErrorSummary errors={refused?.errors} />
      <TaskPage {...view} />
      <p>
        <Link to="/">Back to my work</Link>
      </p>
    </>
  );
}
