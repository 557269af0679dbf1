/** One printed form of the plan: a page of its own without script, or the PDF that is made from the same page. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireViewer } from "../access/require-viewer.server";
import { readForPrint } from "../data/plan-prints.server";
import { printBar } from "../rendering/print-bar";
import { renderCrewPrint } from "../rendering/print-crew";
import type { Printed, PrintOptions } from "../rendering/print-frame";
import { renderPersonPrint } from "../rendering/print-person";
import { renderProfessionalPrint } from "../rendering/print-professional";
import { makePdf, makesPdfs } from "../server/pdf";

const FORMS: Readonly<Record<string, (printed: Printed, options: PrintOptions & { large?: boolean }) => string>> = {
  person: renderPersonPrint,
  professional: renderProfessionalPrint,
  crew: renderCrewPrint,
};

/** Query: size=large (the person's copy), as=pdf. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "read record");
  const form = params.audience ?? "";
  const render = Object.hasOwn(FORMS, form) ? FORMS[form]! : undefined;
  if (!render) throw new Response("There is no such form of a care plan.", { status: 404 });
  const { searchParams } = new URL(request.url);
  const large = form === "person" && searchParams.get("size") === "large";
  const asPdf = searchParams.get("as") === "pdf";
  const read = await readForPrint(viewer, params.personId!, { form, at: viewer.requestedAt });
  if (!read) throw new Response("There is no such plan, or it is not open to you.", { status: 404 });
  const printed = { ...read, at: viewer.requestedAt };
  const links = { allForms: `/people/${params.personId}/plan/print`, form, large };
  if (asPdf) {
    const answer = await makePdf(render(printed, { large }));
    if (answer.made) return pdf(answer.pdf, `care-plan-${form}${large ? "-large" : ""}.pdf`);
    return page(
      render(printed, { large, nonce: context.cspNonce, bar: printBar({ ...links, noPdf: answer.why }) }),
      503,
    );
  }
  const bar = printBar({ ...links, noPdf: (await makesPdfs()) ? undefined : "no browser" });
  return page(render(printed, { large, nonce: context.cspNonce, bar }), 200);
}

/** Kept by nobody: a form on a shared computer must not come back with the Back button. */
const PROTECTION = { "Cache-Control": "no-store", "X-Robots-Tag": "noindex" };

const page = (html: string, status: number) =>
  new Response(html, { status, headers: { "Content-Type": "text/html; charset=utf-8", ...PROTECTION } });

const pdf = (bytes: Buffer, name: string) =>
  new Response(new Uint8Array(bytes), {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Disposition": `inline; filename="${name}"`,
      ...PROTECTION,
    },
  });
