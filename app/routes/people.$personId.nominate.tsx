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
import { PersonBanner } from "../components/person-banner";
import proposal from "../components/proposal.css?url";
import { ProposalNominate } from "../components/proposal-nominate";
import record from "../components/record.css?url";
import styles from "../components/work.css?url";
import { keyOf } from "../data/form-keys.server";
import { nominate, prepareNomination, withdrawNomination } from "../data/nominations.server";
import { findBanner } from "../data/people.server";

export const meta: MetaFunction = () => [{ title: "Nominate for an MDG – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: record },
  { rel: "stylesheet", href: styles },
  { rel: "stylesheet", href: proposal },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "refer to MDG");
  const banner = await findBanner(viewer, params.personId!);
  const nomination = banner && (await prepareNomination(viewer, banner.personId));
  if (!banner || !nomination) throw new Response("Not found", { status: 404 });
  return { banner, ...nomination, now: viewer.requestedAt, pageKey: randomUUID() };
}

type Refused = { errors: FieldErrors; typed: Record<string, string> };

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "refer to MDG");
  const form = await request.formData();
  const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
  const { mdgId = "", reason = "", nominationId = "" } = typed;
  const personId = params.personId!;
  const outcome =
    typed.act === "withdraw"
      ? await withdrawNomination(viewer, { personId, id: nominationId })
      : await nominate(viewer, { personId, mdgId, reason, key: keyOf(request, form) });
  if (!outcome) throw new Response("Not found", { status: 404 });
  if (!outcome.ok) return data<Refused>({ errors: outcome.errors, typed }, { status: 400 });
  return redirect(`/people/${personId}/nominate`, 303);
}

export default function Nominate() {
  const { banner, now, ...nomination } = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const refused = useActionData<unknown>() as Refused | undefined;
  const path = `/people/${banner.personId}`;
  return (
    <>
      <PersonBanner banner={banner} now={now} />
      <ErrorSummary errors={refused?.errors} />
      <h2 className="nhsuk-heading-l">Nominate for an MDG</h2>
      <ProposalNominate {...nomination} {...refused} action={`${path}/nominate`} />
      <p>
        <Link to={path}>Back to the record</Link>
      </p>
    </>
  );
}
