import { createHash } from "node:crypto";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePerson } from "../access/person-sessions.server";
import { readOwnPages } from "../data/person-access.server";

/** The text that was made for the person when the plan was published, as it is: nothing else can be in it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requirePerson(request, "plan");
  const { plan } = await readOwnPages(viewer);
  if (!plan) throw new Response("There is no plan to read here.", { status: 404 });
  const style = /<style>([\s\S]*?)<\/style>/.exec(plan.text)?.[1] ?? "";
  const hash = createHash("sha256").update(style).digest("base64");
  return new Response(plan.text, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "Content-Security-Policy": `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      "X-Robots-Tag": "noindex",
    },
  });
}
