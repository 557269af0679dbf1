import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { ProtocolList } from "../components/protocol-list";
import styles from "../components/setting.css?url";
import { listSettings } from "../data/settings.server";

export const meta: MetaFunction = () => [{ title: "Care rules – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "read record");
  return { lines: await listSettings(viewer) };
}

export default function Protocols() {
  return <ProtocolList {...(useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>)} />;
}
