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
import { ErrorSummary, type FieldErrors } from "../components/error-summary";
import { MeetingRefer } from "../components/meeting-refer";
import { PersonBanner } from "../components/person-banner";
import record from "../components/record.css?url";
import styles from "../components/work.css?url";
import { keyOf } from "../data/form-keys.server";
import { findBanner } from "../data/people.server";
import { prepareReferral, referToMeeting } from "../data/referrals.server";
import { readReferral } from "../domain/meeting";

export const meta: MetaFunction = () => [{ title: "Put on an MDG – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: record },
  { rel: "stylesheet", href: styles },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "refer to MDG");
  const banner = await findBanner(viewer, params.personId!);
  const referral = banner && (await prepareReferral(viewer, [banner.personId]));
  if (!banner || !referral) throw new Response("Not found", { status: 404 });
  return { banner, ...referral, now: viewer.requestedAt, pageKey: randomUUID() };
}

type Refused = { errors: FieldErrors; typed: Record<string, string> };

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "refer to MDG");
  const form = await request.formData();
  const asked = readReferral(Object.fromEntries([...form].map(([name, value]) => [name, String(value)])));
  if (!asked.meetingId) return refuse({ meetingId: "Choose a meeting" }, asked);
  const outcome = await referToMeeting(viewer, { ...asked, personIds: [params.personId!], key: keyOf(request, form) });
  if (!outcome) throw new Response("Not found", { status: 404 });
  if (!outcome.ok) return refuse(outcome.errors, asked);
  if (outcome.already.length)
    return refuse({ meetingId: "This person is on the agenda of that meeting already: nothing was changed" }, asked);
  return redirect(`/meetings/${asked.meetingId}`, 303);
}

const refuse = (errors: FieldErrors, { personTold, ...asked }: ReturnType<typeof readReferral>) =>
  data<Refused>({ errors, typed: { ...asked, personTold: personTold ?? "" } }, { status: 400 });

export default function Refer() {
  const { banner, now, ...referral } = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const refused = useActionData<unknown>() as Refused | undefined;
  const path = `/people/${banner.personId}`;
  return (
    <>
      <PersonBanner banner={banner} now={now} />
      <ErrorSummary errors={refused?.errors} />
      <h2 className="nhsuk-heading-l">Put on the agenda of an MDG</h2>
      <p>The members of the group see the pack of the case, not the record, until the minutes are approved.</p>
      <MeetingRefer {...referral} {...refused} action={`${path}/refer`} />
      <p>
        No slot yet, or not sure which meeting? <Link to={`${path}/nominate`}>Nominate the person</Link>: the group sees
        it first when it makes its list.
      </p>
      <p>
        <Link to={path}>Back to the record</Link>
      </p>
    </>
  );
}
