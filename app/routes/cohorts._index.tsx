import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireCohorts } from "../access/require-cohorts.server";
import { requireViewer } from "../access/require-viewer.server";
import styles from "../components/cohort.css?url";
import { type CohortLineView, CohortList } from "../components/cohort-list";
import registry from "../components/registry.css?url";
import { listCohorts } from "../data/cohorts.server";

export const meta: MetaFunction = () => [{ title: "Cohorts – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: registry },
  { rel: "stylesheet", href: styles },
];

export async function loader({ request }: LoaderFunctionArgs): Promise<CohortLineView[]> {
  const viewer = await requireViewer(request, "use the registry");
  await requireCohorts(viewer);
  return listCohorts(viewer);
}

export default function Cohorts() {
  return <CohortList cohorts={useLoaderData<unknown>() as CohortLineView[]} />;
}
