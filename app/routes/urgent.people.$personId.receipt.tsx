import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { NO_STORE, orCannotTell, urgentLinks } from "../components/urgent-page";
import { Receipt } from "../components/urgent-receipt";
import { readReceipt } from "../data/contacts.server";
import { whoIsAskedNext } from "../data/follow-ups.server";
import { type OpeningHours, whenOpen } from "../domain/contact";

export { CannotTellBoundary as ErrorBoundary } from "../components/urgent-page";
export const links = urgentLinks;
export const headers = () => NO_STORE;
export const meta: MetaFunction = () => [{ title: "Contact recorded – Confer" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "record contact").catch(orCannotTell);
  const receipt = await readReceipt(viewer, params.personId!).catch(orCannotTell);
  if (!receipt) throw new Response("No contact of yours is recorded here.", { status: 404 });
  const { practice, ...rest } = receipt;
  const waits = receipt.followUp && !receipt.acceptedBy;
  const next = waits ? await whoIsAskedNext(viewer, params.personId!).catch(orCannotTell) : null;
  const seen = practice && (whenOpen(practice.hours as OpeningHours | null, viewer.requestedAt) ?? null);
  return { ...rest, next, practice: practice && { name: practice.name, seen }, personId: params.personId! };
}

export default function ReceiptPage() {
  return <Receipt {...(useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>)} />;
}
