import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { HarmWatchPage } from "../components/harm-watch-page";
import proposal from "../components/proposal.css?url";
import styles from "../components/work.css?url";
import { findHarmWatch } from "../data/harm-watch.server";

export const meta: MetaFunction = () => [{ title: "Harm watch – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: styles },
  { rel: "stylesheet", href: proposal },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "take part in MDG");
  const view = await findHarmWatch(viewer, params.mdgId!);
  if (!view) throw new Response("Not found", { status: 404 });
  return view;
}

export default function HarmWatch() {
  return <HarmWatchPage {...(useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>)} />;
}
