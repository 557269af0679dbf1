/** Blocks of the registry for the grid: by POST, so that a name that was searched for stands in no address or log. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { requireViewer } from "../access/require-viewer.server";
import { listRegistry } from "../data/registry.server";
import { readFilter, readPlace, readSort } from "../domain/registry-filter";

/** Read as a page, it is the registry's; a role without one is refused here as there. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requireViewer(request, "use the registry");
  return redirect("/registry");
}

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "use the registry");
  const asked = new URLSearchParams(await request.text());
  const { filter, errors } = readFilter(asked);
  if (Object.keys(errors).length) return Response.json({ errors }, { status: 400 });
  const block = await listRegistry(viewer, { filter, sort: readSort(asked), place: readPlace(asked) });
  if (block.errors) return Response.json({ errors: block.errors }, { status: 400 });
  return Response.json(block, { headers: { "Cache-Control": "no-store" } });
}
