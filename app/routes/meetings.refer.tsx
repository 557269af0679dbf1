import { randomUUID } from "node:crypto";
import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Link, useActionData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { ErrorSummary, type FieldErrors } from "../components/error-summary";
import { MeetingRefer, type ReferralView } from "../components/meeting-refer";
import styles from "../components/work.css?url";
import { keyOf } from "../data/form-keys.server";
import { prepareReferral, referToMeeting } from "../data/referrals.server";
import { readReferral } from "../domain/meeting";

export const meta: MetaFunction = () => [{ title: "Put on an MDG – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export async function loader({ request }: LoaderFunctionArgs) {
  await requireViewer(request, "refer to MDG");
  return null;
}

/** Comes with people from the registry and asks for the rest; comes with a meeting and puts them on its agenda. */
export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "refer to MDG");
  const form = await request.formData();
  const personIds = [...new Set(form.getAll("personIds").map(String))];
  if (!personIds.length) return null;
  const { personTold, ...asked } = readReferral(
    Object.fromEntries([...form].map(([name, value]) => [name, String(value)])),
  );
  let errors: FieldErrors | undefined;
  if (form.has("question")) {
    const outcome = asked.meetingId
      ? await referToMeeting(viewer, { ...asked, personTold, personIds, key: keyOf(request, form) })
      : ({ ok: false, errors: { meetingId: "Choose a meeting" } } as const);
    if (!outcome) throw new Response("Not found", { status: 404 });
    if (outcome.ok && outcome.cases.length) return redirect(`/meetings/${asked.meetingId}`, 303);
    errors = outcome.ok ? { meetingId: "All of them are on that agenda already: nothing was changed" } : outcome.errors;
  }
  const referral = await prepareReferral(viewer, personIds);
  if (!referral) throw new Response("Not found", { status: 404 });
  const typed: Record<string, string> = errors ? { ...asked, personTold: personTold ?? "" } : {};
  return data<ReferralView>({ ...referral, pageKey: randomUUID(), errors, typed }, { status: errors ? 400 : 200 });
}

export default function ReferSeveral() {
  const view = useActionData<unknown>() as ReferralView | null | undefined;
  return (
    <>
      <ErrorSummary errors={view?.errors} />
      <h1 className="nhsuk-heading-l">Put on the agenda of an MDG</h1>
      {view ? (
        <>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {view.people.map(({ personId, name }) => (
              <li key={personId}>
                <Link to={`/people/${personId}`}>{name}</Link>
              </li>
            ))}
          </ul>
          <MeetingRefer {...view} action="/meetings/refer" />
        </>
      ) : (
        <p>
          Nobody is chosen. <Link to="/registry">Choose people in the registry</Link> first.
        </p>
      )}
    </>
  );
}
