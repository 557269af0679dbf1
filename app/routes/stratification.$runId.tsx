import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import styles from "../components/stratification.css?url";
import { RunPage } from "../components/stratification-run";
import { openRun } from "../data/stratification-history.server";

export const meta: MetaFunction = () => [{ title: "Stratification run – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "see aggregates");
  const opened = await openRun(viewer, params.runId!);
  if (!opened) throw new Response("There is no run of this address.", { status: 404, statusText: "Not found" });
  return opened;
}

export default function StratificationRun() {
  // Dates arrive as dates: Remix carries them as they are.
  return <RunPage opened={useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>} />;
}
