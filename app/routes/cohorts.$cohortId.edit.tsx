import { randomUUID } from "node:crypto";
import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { type ShouldRevalidateFunction, useActionData, useLoaderData } from "@remix-run/react";
import { requireCohorts } from "../access/require-cohorts.server";
import { requireViewer } from "../access/require-viewer.server";
import styles from "../components/cohort.css?url";
import { CohortBuilder, type CohortBuilderView } from "../components/cohort-builder";
import registry from "../components/registry.css?url";
import { answerDraft, beginDraft } from "../data/cohort-drafts.server";
import { keyOf } from "../data/form-keys.server";
import { everSees } from "../domain/registry-scope";

export const meta: MetaFunction = () => [{ title: "Change a cohort – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: registry },
  { rel: "stylesheet", href: styles },
];

export async function loader({ request, params }: LoaderFunctionArgs): Promise<CohortBuilderView> {
  const viewer = await requireViewer(request, "use the registry");
  await requireCohorts(viewer);
  const begun = await beginDraft(viewer, params.cohortId!);
  if (!begun) throw new Response("Not found", { status: 404 });
  return { ...begun, parts: [...everSees(viewer)], key: randomUUID(), cohortId: params.cohortId };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "use the registry");
  await requireCohorts(viewer);
  const form = await request.formData();
  const typed = new URLSearchParams([...form].map(([name, value]) => [name, String(value)]));
  const answer = await answerDraft(viewer, typed, { cohortId: params.cohortId!, key: keyOf(request, form) });
  if (!answer) throw new Response("Not found", { status: 404 });
  if ("saved" in answer) return redirect(`/cohorts/${answer.saved}`, 303);
  const view: CohortBuilderView = {
    ...answer,
    parts: [...everSees(viewer)],
    key: randomUUID(),
    cohortId: params.cohortId,
  };
  return data(view, { status: Object.keys(answer.errors).length ? 400 : 200 });
}

/** What is typed stays: an answer to the form, or a count beside it, is no reason to begin anew. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formMethod, defaultShouldRevalidate }) =>
  formMethod === "POST" ? false : defaultShouldRevalidate;

export default function EditCohort() {
  const opened = useLoaderData<unknown>() as CohortBuilderView;
  const answered = useActionData<unknown>() as CohortBuilderView | undefined;
  return <CohortBuilder view={answered ?? opened} />;
}
