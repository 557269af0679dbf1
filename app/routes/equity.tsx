import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireCohorts } from "../access/require-cohorts.server";
import { requireViewer } from "../access/require-viewer.server";
import styles from "../components/equity.css?url";
import { EquityPage, type EquityView } from "../components/equity-page";
import registry from "../components/registry.css?url";
import { measureEquity } from "../data/equity.server";
import { may } from "../domain/permissions";

export const meta: MetaFunction = () => [{ title: "Equity – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: registry },
  { rel: "stylesheet", href: styles },
];

export async function loader({ request }: LoaderFunctionArgs): Promise<EquityView> {
  const viewer = await requireViewer(request, ["use the registry", "see aggregates"]);
  if (!may(viewer, "see aggregates")) await requireCohorts(viewer);
  const asked = new URL(request.url).searchParams;
  const question = {
    of: asked.get("of") || undefined,
    among: asked.get("among") || undefined,
    only: asked.has("only"),
  };
  const equity = await measureEquity(viewer, { ...question, download: false });
  const refused = question.of !== undefined && equity.asOf !== undefined && !equity.answer;
  return { ...equity, organisation: viewer.organisationName, refused };
}

export default function Equity() {
  return <EquityPage view={useLoaderData<unknown>() as EquityView} />;
}
