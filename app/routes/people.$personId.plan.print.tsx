import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import planStyle from "../components/plan.css?url";
import { PlanSections } from "../components/plan-sections";
import { PlanWho } from "../components/plan-who";
import { findBanner } from "../data/people.server";
import { readPlan } from "../data/plan-reading.server";
import { ON_CRISIS_PAGE } from "../domain/crisis-plan";
import { dateInWords, momentInWords } from "../domain/dates";
import { oldestCriticalLine } from "../domain/plan-freshness";
import { withoutRestricted } from "../domain/plan-restrictions";
import { SECTION_IDS } from "../domain/plan-sections";
import { allergiesInWords } from "../domain/record";

export const meta: MetaFunction = () => [{ title: "Print care plan – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: planStyle }];

/** A print shows nothing restricted, and not that anything is (safety rule 13). */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "read record");
  const read = await readPlan(viewer, params.personId!, viewer.requestedAt, "print plan");
  const banner = await findBanner(viewer, params.personId!);
  if (!read || !banner) throw new Response(null, { status: 404 });
  const { who, status, version, confirmations, published } = read;
  const { plan: document } = withoutRestricted(read.document);
  const oldest = oldestCriticalLine(document, confirmations);
  return { who, banner, status, version, confirmations, published, document, oldest, now: viewer.requestedAt };
}

export default function PrintPage() {
  const { who, banner, status, version, confirmations, published, document, oldest, now } =
    useLoaderData<typeof loader>();
  const reading = { document, confirmations, closedIn: [], now, onPaper: true };
  const path = `/people/${who.personId}/plan`;
  const copy = `Copy of version ${version} printed ${momentInWords(now)}`;
  return (
    <article className="plan-print">
      <p className="confer-no-print">
        Print with your browser (Ctrl+P). <Link to={path}>Back to the plan</Link>
      </p>
      <h1 className="nhsuk-heading-m">Care plan</h1>
      <PlanWho who={who} now={now} />
      <p>
        <strong>Address:</strong> {banner.address.length ? banner.address.join(", ") : "not known"} ·{" "}
        <strong>Allergies:</strong>{" "}
        {banner.allergies ? allergiesInWords(banner.allergies) : "not shown to your role: ask"} (record,{" "}
        {dateInWords(now)})
      </p>
      {status === "live" && published ? (
        <>
          <p>
            <strong>{copy}.</strong> Published {momentInWords(published.publishedAt)} by {published.publishedByName},{" "}
            {published.publishedByRole}. Oldest critical line:{" "}
            {oldest ? `${dateInWords(oldest.since)} (${oldest.what})` : "not known"}. A newer version may exist: check
            before relying on CPR or escalation.
          </p>
          <PlanSections {...reading} only={ON_CRISIS_PAGE} />
          <div className="plan-print__rest">
            <p>{copy}</p>
            <PlanSections {...reading} only={SECTION_IDS.filter((id) => !ON_CRISIS_PAGE.includes(id))} />
          </div>
        </>
      ) : (
        <p>
          <strong>
            {status === "withdrawn"
              ? `The plan was withdrawn: there is nothing to print (${momentInWords(now)}). Destroy older copies.`
              : "No plan is published: there is nothing to print."}
          </strong>
        </p>
      )}
    </article>
  );
}
