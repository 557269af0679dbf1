import { randomUUID } from "node:crypto";
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { ActionsPage, type ActionsView } from "../components/action-page";
import styles from "../components/work.css?url";
import { findActions } from "../data/action-pages.server";
import { readActionFilter } from "../domain/action-filter";
import { londonDate } from "../domain/dates";

export const meta: MetaFunction = () => [{ title: "Actions – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "own actions");
  const filter = readActionFilter(new URL(request.url).searchParams);
  const found = await findActions(viewer, filter);
  if (!found) throw new Response("Not found", { status: 404 });
  const view: ActionsView = { ...found, filter, today: londonDate(viewer.requestedAt), pageKey: randomUUID() };
  return view;
}

export default function Actions() {
  const view = useLoaderData<unknown>() as ActionsView;
  return <ActionsPage {...view} />;
}
