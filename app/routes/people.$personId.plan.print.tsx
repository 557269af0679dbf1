import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { PersonBanner } from "../components/person-banner";
import planStyle from "../components/plan.css?url";
import { LinkedPlans } from "../components/plan-linked";
import { PrintForms } from "../components/print-forms";
import recordStyle from "../components/record.css?url";
import { findBanner } from "../data/people.server";
import { readForPrint } from "../data/plan-prints.server";
import { STANDS_BY_ITSELF } from "../domain/crisis-plan";
import { dateInWords } from "../domain/dates";
import { may } from "../domain/permissions";
import { heldBack } from "../domain/plan-in-plain-words";
import { makesPdfs } from "../server/pdf";

export const meta: MetaFunction = () => [{ title: "Copies of the care plan – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: recordStyle },
  { rel: "stylesheet", href: planStyle },
];

/** Which copies there are. What stands in them is read when one of them is asked for. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "read record");
  const read = await readForPrint(viewer, params.personId!, { form: "list", at: viewer.requestedAt });
  const banner = await findBanner(viewer, params.personId!);
  if (!read || !banner) throw new Response(null, { status: 404 });
  const { published, linked } = read;
  return {
    banner,
    now: viewer.requestedAt,
    linked,
    // Of the record whose plan this is: the banner is of the one that remains.
    personId: params.personId!,
    status: published?.status ?? null,
    version: published?.version ?? 0,
    withdrawnAt: published?.withdrawn?.at ?? null,
    held: published?.status === "live" ? heldBack(published) : null,
    mayMakeCards: may(viewer, "edit plan"),
    pdfs: await makesPdfs(),
  };
}

export default function PrintPage() {
  const { banner, personId, now, linked, status, version, withdrawnAt, held, mayMakeCards, pdfs } =
    useLoaderData<typeof loader>();
  const path = `/people/${personId}/plan`;
  return (
    <>
      <PersonBanner banner={banner} now={now} />
      <h2 className="nhsuk-heading-l">Copies of the care plan</h2>
      <LinkedPlans linked={linked} live={status === "live"} to="print" />
      <div className="plan-print">
        {status === "live" && <PrintForms {...{ path, version, held, pdfs }} />}
        {status === "withdrawn" && (
          <div className="nhsuk-warning-callout">
            <h3 className="nhsuk-warning-callout__label">Withdrawn</h3>
            <p>
              The plan was withdrawn{withdrawnAt ? ` on ${dateInWords(new Date(withdrawnAt))}` : ""}: there is nothing
              to print. Destroy older copies. {STANDS_BY_ITSELF}
            </p>
          </div>
        )}
        {status === null && (
          <p>No plan is published{linked.length > 0 && " under this record"}: there is nothing to print.</p>
        )}
      </div>
      <ul className="nhsuk-list">
        {mayMakeCards && (
          <li>
            <Link to={`${path}/card`}>“I have a plan” card</Link>
          </li>
        )}
        <li>
          <Link to={path}>Care plan</Link>
        </li>
      </ul>
    </>
  );
}
