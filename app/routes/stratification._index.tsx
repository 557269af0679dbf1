import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import styles from "../components/stratification.css?url";
import { RunsPage } from "../components/stratification-runs";
import { listRuns } from "../data/stratification-history.server";

export const meta: MetaFunction = () => [{ title: "Stratification – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "see aggregates");
  return listRuns(viewer);
}

export default function Stratification() {
  // Dates arrive as dates: Remix carries them as they are.
  const { runs } = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  return <RunsPage runs={runs} />;
}
