import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { PersonBanner } from "../components/person-banner";
import planStyle from "../components/plan.css?url";
import type { Withdrawal } from "../components/plan-rail";
import { PlanSections } from "../components/plan-sections";
import recordStyle from "../components/record.css?url";
import { findBanner } from "../data/people.server";
import { readVersion } from "../data/plan-history.server";
import { momentInWords } from "../domain/dates";

export const meta: MetaFunction = () => [{ title: "Version of care plan – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: recordStyle },
  { rel: "stylesheet", href: planStyle },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "read record");
  const number = /^[1-9]\d{0,8}$/.test(params.version ?? "") ? Number(params.version) : 0;
  const version = await readVersion(viewer, params.personId!, number);
  const banner = await findBanner(viewer, params.personId!);
  if (!version || !banner) throw new Response(null, { status: 404 });
  return { version, banner, now: viewer.requestedAt };
}

const withdrawnInWords = (event: Withdrawal | null | undefined) =>
  event
    ? `The plan was withdrawn ${momentInWords(event.at)} by ${event.byName}: ${event.reason ?? "no reason recorded"}.`
    : "The plan was withdrawn.";

export default function VersionPage() {
  const { version: read, banner, now } = useLoaderData<typeof loader>();
  const path = `/people/${read.who.personId}/plan`;
  return (
    <>
      <PersonBanner banner={banner} now={now} />
      <h2 className="nhsuk-heading-l">Care plan, version {read.version}</h2>
      {!read.current && (
        <div className="nhsuk-warning-callout">
          <h2 className="nhsuk-warning-callout__label">Not in force</h2>
          <p>
            {read.status === "withdrawn"
              ? withdrawnInWords(read.withdrawn)
              : `Version ${read.newest} took its place: do not act on this one.`}
          </p>
        </div>
      )}
      <p>
        Published {momentInWords(read.publishedAt)} by {read.publishedByName}, {read.publishedByRole}: {read.reason}
      </p>
      <PlanSections document={read.document} confirmations={[]} closedIn={read.closedIn} now={now} />
      <p>
        <Link to={`${path}/history`}>History</Link>
      </p>
    </>
  );
}
