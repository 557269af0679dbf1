import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { PersonBanner } from "../components/person-banner";
import planStyle from "../components/plan.css?url";
import { SaidChanges } from "../components/plan-history-list";
import signingStyle from "../components/plan-signing.css?url";
import recordStyle from "../components/record.css?url";
import { findBanner } from "../data/people.server";
import { readHistory } from "../data/plan-history.server";
import { momentInWords } from "../domain/dates";

export const meta: MetaFunction = () => [{ title: "History of care plan – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: recordStyle },
  { rel: "stylesheet", href: planStyle },
  { rel: "stylesheet", href: signingStyle },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "read record");
  const asked = new URL(request.url).searchParams.get("before") ?? "";
  const before = /^[1-9]\d{0,8}$/.test(asked) ? Number(asked) : undefined;
  const history = await readHistory(viewer, params.personId!, { before });
  const banner = await findBanner(viewer, params.personId!);
  if (!history || !banner) throw new Response(null, { status: 404 });
  return { ...history, banner, before, now: viewer.requestedAt };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function HistoryPage() {
  const { who, banner, versions, events, newest, older, before, now } = useLoaderData<typeof loader>();
  const path = `/people/${who.personId}/plan`;
  return (
    <>
      <PersonBanner banner={banner} now={now} />
      <h2 className="nhsuk-heading-l">History of the care plan</h2>
      {newest === 0 && <p>No version has been published.</p>}
      {newest > 1 && (
        <p>
          <Link to={`${path}/compare`}>Compare two versions</Link>
        </p>
      )}
      {versions.map((version) => (
        <OneVersion key={version.version} version={version} events={events} path={path} />
      ))}
      {(older !== undefined || before !== undefined) && (
        <p className="plan-acts">
          {before !== undefined && <Link to={`${path}/history`}>Newest versions</Link>}
          {older !== undefined && <Link to={`${path}/history?before=${older}`}>Older versions</Link>}
        </p>
      )}
      {events.length > 0 && <Events events={events} />}
      <p>
        <Link to={path}>Back to the plan</Link>
      </p>
    </>
  );
}

type OneVersionProps = { version: Loaded["versions"][number]; events: Loaded["events"]; path: string };

function OneVersion({
  version: { version, state, at, byName, byRole, reason, changes, closed, error },
  events,
  path,
}: OneVersionProps) {
  return (
    <section className="plan-section" aria-labelledby={`version-${version}`}>
      <h2 className="nhsuk-heading-s" id={`version-${version}`}>
        <Link to={`${path}/versions/${version}`}>Version {version}</Link>
        {state === "in force" && <span className="confer-small"> (in force)</span>}
      </h2>
      <p>
        {momentInWords(at)}, {byName}, {byRole}
        {reason && `: ${reason}`}
      </p>
      {error && (
        <p>
          <strong>Entered in error</strong>, says {error.byName}, {momentInWords(error.at)}: {error.because}
        </p>
      )}
      {events
        .filter((event) => event.kind === "withdrawn" && event.version === version)
        .map((event) => (
          <p key={event.id}>
            <strong>Withdrawn</strong> {momentInWords(event.at)} by {event.byName}:{" "}
            {event.reason ?? "no reason recorded"}
          </p>
        ))}
      {!error && <SaidChanges changes={changes} />}
      {closed && <p>It also changed a part of the plan that is closed to you.</p>}
    </section>
  );
}

function Events({ events }: { events: Loaded["events"] }) {
  return (
    <section aria-labelledby="events">
      <h2 className="nhsuk-heading-m" id="events">
        Confirmed, withdrawn and corrected
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
  );
}
