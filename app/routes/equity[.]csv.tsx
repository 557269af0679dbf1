/** The export of the equity page: the same published counts, and nothing that the page does not show. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireCohorts } from "../access/require-cohorts.server";
import { requireViewer } from "../access/require-viewer.server";
import { measureEquity } from "../data/equity.server";
import { writeCsv } from "../domain/csv";
import { equityCsvRows } from "../domain/equity";
import { may } from "../domain/permissions";

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, ["use the registry", "see aggregates"]);
  if (!may(viewer, "see aggregates")) await requireCohorts(viewer);
  const asked = new URL(request.url).searchParams;
  const question = {
    of: asked.get("of") || undefined,
    among: asked.get("among") || undefined,
    only: asked.has("only"),
  };
  const { answer } = await measureEquity(viewer, { ...question, download: true });
  if (!answer) throw new Response("Not found", { status: 404 });
  const { what, amongWords, all, tables } = answer;
  return new Response(writeCsv(equityCsvRows(what, amongWords, all, tables)), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="equity.csv"',
      "Cache-Control": "no-store",
    },
  });
}
