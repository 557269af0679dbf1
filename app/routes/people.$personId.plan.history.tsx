import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { PersonBanner } from "../components/person-banner";
import planStyle from "../components/plan.css?url";
import { PlanChanges } from "../components/plan-changes";
import recordStyle from "../components/record.css?url";
import { findBanner } from "../data/people.server";
import { readHistory } from "../data/plan-history.server";
import { momentInWords } from "../domain/dates";

export const meta: MetaFunction = () => [{ title: "History of care plan – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: recordStyle },
  { rel: "stylesheet", href: planStyle },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "read record");
  const history = await readHistory(viewer, params.personId!);
  const banner = await findBanner(viewer, params.personId!);
  if (!history || !banner) throw new Response(null, { status: 404 });
  return { ...history, banner, now: viewer.requestedAt };
}

export default function HistoryPage() {
  const { who, banner, versions, events, now } = useLoaderData<typeof loader>();
  const path = `/people/${who.personId}/plan`;
  return (
    <>
      <PersonBanner banner={banner} now={now} />
      <h2 className="nhsuk-heading-l">History of the care plan</h2>
      {versions.length === 0 && <p>No version has been published.</p>}
      {versions.map(({ version, at, byName, byRole, reason, changes }) => (
        <section key={version} className="plan-section" aria-labelledby={`version-${version}`}>
          <h2 className="nhsuk-heading-s" id={`version-${version}`}>
            <Link to={`${path}/versions/${version}`}>Version {version}</Link>
          </h2>
          <p>
            {momentInWords(at)}, {byName}, {byRole}: {reason}
          </p>
          {events
            .filter((event) => event.kind === "withdrawn" && event.version === version)
            .map((event) => (
              <p key={event.id}>
                <strong>Withdrawn</strong> {momentInWords(event.at)} by {event.byName}:{" "}
                {event.reason ?? "no reason recorded"}
              </p>
            ))}
          <PlanChanges changes={changes} />
        </section>
      ))}
      {events.length > 0 && (
        <section aria-labelledby="events">
          <h2 className="nhsuk-heading-m" id="events">
            Confirmed and withdrawn
          </h2>
          <ul className="nhsuk-list">
            {events.map(({ id, kind, at, byName, reason, version }) => (
              <li key={id}>
                {momentInWords(at)}: version {version} {kind} by {byName}
                {reason ? `: ${reason}` : ""}
              </li>
            ))}
          </ul>
        </section>
      )}
      <p>
        <Link to={path}>Back to the plan</Link>
      </p>
    </>
  );
}
