/** Who else has this plan open, and what became of it: server-sent events for whoever has it open. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireViewer } from "../access/require-viewer.server";
import { may } from "../domain/permissions";
import { isSectionId } from "../domain/plan-sections";
import { planNews } from "../server/serve-plan-news";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "read record");
  const asked = new URL(request.url).searchParams.get("section") ?? "";
  const section = isSectionId(asked) && may(viewer, "edit plan") ? asked : undefined;
  const news = await planNews(viewer, { request, personId: params.personId!, section });
  return news ?? new Response(null, { status: 404 });
}
