import { randomUUID } from "node:crypto";
import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { CareForms, Excuses, RecordedEntries, type Refused } from "../components/care-form";
import { CareLine } from "../components/care-page";
import { ErrorSummary } from "../components/error-summary";
import { PersonBanner } from "../components/person-banner";
import record from "../components/record.css?url";
import styles from "../components/work.css?url";
import { excuseCare, findCareProcess, recordCare, removeMistake, withdrawExcuse } from "../data/care-records.server";
import { keyOf } from "../data/form-keys.server";

export const meta: MetaFunction = () => [{ title: "Record care – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: record },
  { rel: "stylesheet", href: styles },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "add to record");
  const found = await findCareProcess(viewer, params.personId!, params.process!);
  if (!found) throw new Response("Not found", { status: 404 });
  return { ...found, now: viewer.requestedAt, pageKey: randomUUID() };
}

const COMMANDS = { record: recordCare, excuse: excuseCare, withdraw: withdrawExcuse, mistake: removeMistake };

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "add to record");
  const form = await request.formData();
  const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
  const command = COMMANDS[typed.intent as keyof typeof COMMANDS];
  const { personId = "", process = "" } = params;
  const outcome = await command?.(viewer, { personId, process, typed, key: keyOf(request, form) });
  if (!outcome) throw new Response("Not found", { status: 404 });
  if (!outcome.ok) return data<Refused>({ errors: outcome.errors, typed }, { status: 400 });
  return redirect(`/people/${personId}/care/${process}`, 303);
}

export default function CareProcessPage() {
  const found = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const refused = useActionData<unknown>() as Refused | undefined;
  const { banner, process, line, living, entries, excuses, ways, pageKey, asOf, now } = found;
  const path = `/people/${banner.personId}`;
  const fields = { pageKey, asOf, bornOn: banner.bornOn, refused };
  return (
    <>
      <PersonBanner banner={banner} now={now} />
      <ErrorSummary errors={refused?.errors} />
      <p>
        <Link to={path}>Record</Link> · <Link to={`${path}/care`}>What is due</Link>
      </p>
      <h2 className="nhsuk-heading-l">{process.name}</h2>
      {line ? (
        <div className="care-line">
          <CareLine personId={banner.personId} line={line} mayRecord={false} />
        </div>
      ) : (
        living && (
          <p>
            {process.protocol.name} does not ask this of this person today. It can be recorded all the same:{" "}
            {process.what}.
          </p>
        )
      )}
      {living ? (
        <CareForms ways={ways} noExcuse={process.noExcuse} {...fields} />
      ) : (
        <p>The record says that this person has died: no care is due any more.</p>
      )}
      <section aria-labelledby="recorded" id="entry">
        <h3 className="nhsuk-heading-m" id="recorded">
          What is recorded
        </h3>
        {entries.length ? (
          <RecordedEntries entries={entries} pageKey={pageKey} />
        ) : (
          <p>No entry is recorded, or none that is shown to your role.</p>
        )}
        <div id="excuse">{excuses.length > 0 && <Excuses excuses={excuses} pageKey={pageKey} />}</div>
      </section>
    </>
  );
}
