import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePerson } from "../access/person-sessions.server";
import { readOwnPages } from "../data/person-access.server";
import { readNameOfPages } from "../data/person-pages-name.server";
import { saidToOthers } from "../rendering/print-person";

/** The text that was made for the person when the plan was published, as it is: nothing else can be in it. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requirePerson(request, "plan");
  const { plan } = await readOwnPages(viewer);
  if (!plan) throw new Response("There is no plan to read here.", { status: 404 });
  const nonce = String(context.cspNonce ?? "").replace(/[^\w+/=-]/g, "");
  const text = viewer.as === "self" ? plan.text : saidToOthers(plan.text, await readNameOfPages(viewer));
  return new Response(text.replace("<style>", `<style nonce="${nonce}">`), {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "X-Robots-Tag": "noindex",
    },
  });
}
