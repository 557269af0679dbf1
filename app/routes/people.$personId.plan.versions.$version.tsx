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
import { ErrorSummary } from "../components/error-summary";
import { PersonBanner } from "../components/person-banner";
import planStyle from "../components/plan.css?url";
import { MarkInError, Restore } from "../components/plan-history-acts";
import { PlanSections } from "../components/plan-sections";
import signingStyle from "../components/plan-signing.css?url";
import recordStyle from "../components/record.css?url";
import { newId } from "../data/identity.server";
import { findBanner } from "../data/people.server";
import { markEnteredInError, restoreVersion } from "../data/plan-corrections.server";
import { readVersion } from "../data/plan-history.server";
import { momentInWords } from "../domain/dates";
import { may } from "../domain/permissions";
import { renderPublishedTexts as render } from "../rendering/published-texts";

export { renewWhenRefused as shouldRevalidate } from "../components/renew-when-refused";
export const meta: MetaFunction = () => [{ title: "Version of care plan – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: recordStyle },
  { rel: "stylesheet", href: planStyle },
  { rel: "stylesheet", href: signingStyle },
];

const numberOf = (text: string | undefined) => (/^[1-9]\d{0,8}$/.test(text ?? "") ? Number(text) : 0);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "read record");
  const version = await readVersion(viewer, params.personId!, numberOf(params.version));
  const banner = await findBanner(viewer, params.personId!);
  if (!version || !banner) throw new Response(null, { status: 404 });
  const mays = { restore: may(viewer, "edit plan"), mark: may(viewer, "mark entered in error") };
  return { version, banner, mays, key: newId(), now: viewer.requestedAt };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const form = Object.fromEntries(await request.formData()) as Record<string, string>;
  const marks = form.intent === "mark";
  const [personId, version] = [params.personId!, numberOf(params.version)];
  const command = { personId, version, key: `${form.key || newId()} ${form.intent}`, at: viewer.requestedAt };
  if (!marks && form.intent !== "restore") throw new Response("Unknown form", { status: 400 });
  const reason = form.reason?.trim().slice(0, 300) ?? "";
  if (marks && !reason) return data({ errors: { reason: "Say why this version is an error" } }, { status: 400 });
  const outcome = marks
    ? await markEnteredInError(viewer, { ...command, reason, render })
    : await restoreVersion(viewer, command);
  if (outcome.ok) return redirect(marks ? `/people/${personId}/plan/history` : `/people/${personId}/plan/publish`);
  if (outcome.why === "not found") throw new Response(null, { status: 404 });
  return data(
    { errors: { restore: WHY_NOT[outcome.why] ?? "That did not work: look at the plan again" } },
    { status: 409 },
  );
}

const WHY_NOT: Record<string, string> = {
  "draft in the way": "You have a draft of this plan: publish it, propose it or throw it away first",
  "nothing to restore": "The plan says the same already",
  "entered in error": "A version that was entered in error does not come back",
  "may not mark": "Your role does not mark versions as entered in error",
  "may not write": "A part of that version is restricted now: ask somebody who reads it",
};

type Read = ReturnType<typeof useLoaderData<typeof loader>>["version"];

export default function VersionPage() {
  const { version: read, banner, mays, key, now } = useLoaderData<typeof loader>();
  const errors = useActionData<typeof action>()?.errors as Record<string, string> | undefined;
  const path = `/people/${read.who.personId}/plan`;
  return (
    <>
      <ErrorSummary errors={errors} />
      <PersonBanner banner={banner} now={now} />
      <h2 className="nhsuk-heading-l">Care plan, version {read.version}</h2>
      {!read.current && <NotInForce read={read} />}
      <p>
        Published {momentInWords(read.publishedAt)} by {read.publishedByName}, {read.publishedByRole}
        {read.reason && `: ${read.reason}`}
      </p>
      {!read.error && <PlanSections document={read.document} confirmations={[]} closedIn={read.closedIn} now={now} />}
      <div className="confer-no-print">
        {mays.restore && !read.current && !read.error && (
          <Restore formKey={key} version={read.version} errors={errors} />
        )}
        {mays.mark && !read.error && (
          <MarkInError formKey={key} version={read.version} isNewest={read.version === read.newest} errors={errors} />
        )}
        <p className="plan-acts">
          {!read.error && read.version !== read.newest && (
            <Link to={`${path}/compare?from=${read.version}&to=${read.newest}`}>
              Compare with version {read.newest}
            </Link>
          )}
          <Link to={`${path}/history`}>History</Link>
        </p>
      </div>
    </>
  );
}

function NotInForce({ read }: { read: Read }) {
  return (
    <div className="nhsuk-warning-callout">
      <h2 className="nhsuk-warning-callout__label">{read.error ? "Entered in error" : "Not in force"}</h2>
      {read.error && (
        <p>
          {read.error.byName} said so {momentInWords(read.error.at)}: {read.error.because}. What it held is shown to
          nobody.
        </p>
      )}
      {!read.error && (
        <p>
          {read.status === "withdrawn"
            ? withdrawnInWords(read.withdrawn)
            : `Version ${read.newest} took its place: do not act on this one.`}
        </p>
      )}
    </div>
  );
}

const withdrawnInWords = (event: Read["withdrawn"]) =>
  event
    ? `The plan was withdrawn ${momentInWords(event.at)} by ${event.byName}: ${event.reason ?? "no reason recorded"}.`
    : "The plan was withdrawn.";
