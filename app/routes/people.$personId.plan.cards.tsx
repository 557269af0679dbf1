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
import cardStyle from "../components/card.css?url";
import { CardPage } from "../components/card-page";
import { ErrorSummary } from "../components/error-summary";
import { PersonBanner } from "../components/person-banner";
import { PersonLine } from "../components/person-line";
import planStyle from "../components/plan.css?url";
import recordStyle from "../components/record.css?url";
import { keyOf } from "../data/form-keys.server";
import { findCards, type Take, takeFromRecord } from "../data/plan-cards.server";

export const meta: MetaFunction = () => [{ title: "Crisis cards – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: recordStyle },
  { rel: "stylesheet", href: planStyle },
  { rel: "stylesheet", href: cardStyle },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const found = await findCards(viewer, params.personId!);
  if (!found) throw new Response(null, { status: 404 });
  const took = new URL(request.url).searchParams.get("took") ?? "";
  return { ...found, took: nameOf(took, found), now: viewer.requestedAt, pageKey: randomUUID() };
}

/** What "card:seizure" is called on the page; nothing for what no card or fact is. */
function nameOf(took: string, { cards, others, facts }: NonNullable<Awaited<ReturnType<typeof findCards>>>) {
  const [kind, id] = took.split(/:(.*)/);
  if (kind === "card") return [...cards, ...others].find((card) => card.id === id && card.taken)?.name;
  if (kind === "fact") return facts.find((fact) => fact.kind === id && fact.taken)?.fact;
  return kind === "offer" ? "a line of the record" : undefined;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const form = await request.formData();
  const { kind, id } = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
  if (!isKind(kind) || !id) throw new Response(null, { status: 404 });
  const outcome = await takeFromRecord(viewer, { personId: params.personId!, kind, id, key: keyOf(request, form) });
  if (!outcome) throw new Response(null, { status: 404 });
  if (!outcome.ok) return data({ errors: outcome.errors }, { status: 400 });
  return redirect(`/people/${params.personId}/plan/cards?${new URLSearchParams({ took: `${kind}:${id}` })}`, 303);
}

const isKind = (kind: string | undefined): kind is Take["kind"] =>
  kind === "card" || kind === "fact" || kind === "offer";

export default function Cards() {
  const found = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const answered = useActionData<unknown>() as { errors: Record<string, string> } | undefined;
  const { banner, now, ...rest } = found;
  const path = `/people/${banner.personId}`;
  return (
    <>
      <PersonBanner banner={banner} now={now} />
      <PersonLine banner={banner} />
      <ErrorSummary errors={answered?.errors} />
      <p className="confer-no-print">
        <Link to={`${path}/plan`}>Care plan</Link> · <Link to={`${path}/packages`}>Care packages</Link> ·{" "}
        <Link to={path}>Record</Link>
      </p>
      <h2 className="nhsuk-heading-l" id="take">
        Crisis cards and the record
      </h2>
      {banner.deceased ? (
        <p>The record says that this person has died: nothing is proposed any more.</p>
      ) : (
        <CardPage personId={banner.personId} {...rest} />
      )}
    </>
  );
}
