import {
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireCohorts } from "../access/require-cohorts.server";
import { requireViewer } from "../access/require-viewer.server";
import styles from "../components/cohort.css?url";
import { CohortPage, type CohortView } from "../components/cohort-page";
import registry from "../components/registry.css?url";
import { closeCohort, openCohort } from "../data/cohorts.server";
import { londonDate } from "../domain/dates";

export const meta: MetaFunction = () => [{ title: "Cohort – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: registry },
  { rel: "stylesheet", href: styles },
];

export async function loader({ request, params }: LoaderFunctionArgs): Promise<CohortView> {
  const viewer = await requireViewer(request, "use the registry");
  await requireCohorts(viewer);
  const cohort = await openCohort(viewer, params.cohortId!);
  if (!cohort) throw new Response("Not found", { status: 404 });
  return { ...cohort, today: londonDate(viewer.requestedAt) };
}

/** Closing is all that the page does; changing the rule has a page of its own. */
export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "use the registry");
  await requireCohorts(viewer);
  const form = await request.formData();
  if (form.get("do") !== "close") throw new Response("That step does not exist.", { status: 400 });
  if (!(await closeCohort(viewer, params.cohortId!))) throw new Response("Not found", { status: 404 });
  return redirect(`/cohorts/${params.cohortId}`, 303);
}

export default function Cohort() {
  return <CohortPage view={useLoaderData<unknown>() as CohortView} />;
}
