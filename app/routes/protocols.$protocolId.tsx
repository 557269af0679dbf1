import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { ProtocolPage } from "../components/protocol-page";
import styles from "../components/setting.css?url";
import { findCodeSetSizes, listSettings } from "../data/settings.server";
import { PROTOCOLS } from "../domain/care-protocols/all";
import { may } from "../domain/permissions";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.name ?? "Care rules"} – Confer` }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

const protocolOf = (id: string | undefined) => PROTOCOLS.find((protocol) => protocol.id === id);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "read record");
  const protocol = protocolOf(params.protocolId);
  if (!protocol) throw new Response("Not found", { status: 404 });
  const { id, name, processes } = protocol;
  const lines = await listSettings(viewer);
  return {
    id,
    name,
    lines: lines.filter(({ section }) => section === id),
    shared: lines.filter(({ section }) => section === "care"),
    sets: await findCodeSetSizes(viewer, [...new Set(processes.flatMap(({ sets }) => sets))]),
    maySign: may(viewer, "sign settings"),
  };
}

export default function Protocol() {
  const { id, ...view } = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  // Its functions do not travel: the page has the protocol itself.
  return <ProtocolPage protocol={protocolOf(id)!} {...view} />;
}
