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
import { ErrorSummary } from "../components/error-summary";
import packageStyle from "../components/package.css?url";
import { PackagePage } from "../components/package-page";
import { PersonBanner } from "../components/person-banner";
import { PersonLine } from "../components/person-line";
import planStyle from "../components/plan.css?url";
import recordStyle from "../components/record.css?url";
import { findActionOwners } from "../data/action-owners.server";
import { type AnswerCommand, answerProposal, findPackages } from "../data/care-packages.server";
import { keyOf } from "../data/form-keys.server";
import { dateInWords } from "../domain/dates";
import { valuesOf } from "../domain/plan-forms";
import type { StaffViewer } from "../domain/viewer";

export const meta: MetaFunction = () => [{ title: "Care packages – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: recordStyle },
  { rel: "stylesheet", href: planStyle },
  { rel: "stylesheet", href: packageStyle },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const found = await findPackages(viewer, params.personId!);
  if (!found) throw new Response(null, { status: 404 });
  const asked = new URL(request.url).searchParams;
  const form = formOf(asked.get("change"), "change") ?? formOf(asked.get("decline"), "decline");
  return {
    ...found,
    form,
    took: asked.get("took"),
    owners: form?.mode === "change" ? await findActionOwners(viewer) : [],
    now: viewer.requestedAt,
    pageKey: randomUUID(),
  };
}

type FormShown = { id: string; mode: "change" | "decline" };
const formOf = (id: string | null, mode: FormShown["mode"]): FormShown | undefined => (id ? { id, mode } : undefined);

type Refused = {
  errors: Record<string, string>;
  typed: Record<string, string>;
  form: FormShown | undefined;
  owners: Owners;
};
type Owners = Awaited<ReturnType<typeof findActionOwners>>;

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const sent = await request.formData();
  const typed = Object.fromEntries([...sent].map(([name, value]) => [name, String(value)]));
  const owners = typed.intent === "change" ? await findActionOwners(viewer) : [];
  const command = commandOf(params.personId!, keyOf(request, sent), typed, owners);
  const outcome = command && (await answerProposal(viewer as StaffViewer, command));
  if (!outcome) throw new Response(null, { status: 404 });
  const { intent, proposal = "" } = typed;
  if (!outcome.ok) {
    const form = intent === "change" || intent === "decline" ? formOf(proposal, intent) : undefined;
    return data<Refused>({ errors: outcome.errors, typed, form, owners }, { status: 400 });
  }
  const took = intent === "take" || intent === "change" ? `?${new URLSearchParams({ took: proposal })}` : "";
  return redirect(`/people/${params.personId}/packages${took}`, 303);
}

type Typed = Readonly<Record<string, string>>;

/** Undefined for a form that no page of ours sends. The owner's names follow from the choice, never from the form. */
function commandOf(personId: string, key: string, typed: Typed, owners: Owners): AnswerCommand | undefined {
  const { intent, proposal = "" } = typed;
  const shared = { personId, proposal, key };
  if (intent === "take" || intent === "reopen") return { ...shared, intent };
  if (intent === "decline") return { ...shared, intent, typed };
  if (intent !== "change") return undefined;
  const isGoal = typed.owner === undefined;
  if (isGoal) return { ...shared, intent, values: valuesOf("goals", typed) };
  const owner = owners.find((one) => one.owner === typed.owner);
  const values = { ...valuesOf("actions", typed), owner: "", ownerName: "", ownerOrganisation: "", ...owner };
  return { ...shared, intent, values };
}

export default function Packages() {
  const found = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const refused = useActionData<unknown>() as Refused | undefined;
  const { banner, asOf, packages, proposals, hasDraft, took, now, pageKey } = found;
  const waiting = proposals.filter(({ state }) => state === "open").length;
  const path = `/people/${banner.personId}`;
  return (
    <>
      <PersonBanner banner={banner} now={now} />
      <PersonLine banner={banner} />
      <ErrorSummary errors={refused?.errors} />
      <p className="confer-no-print">
        <Link to={`${path}/plan`}>Care plan</Link> · <Link to={path}>Record</Link> ·{" "}
        <Link to={`${path}/care`}>What is due</Link>
      </p>
      <h2 className="nhsuk-heading-l" id="proposal">
        Care packages{waiting ? `: ${waiting} ${waiting === 1 ? "proposal waits" : "proposals wait"}` : ""}
      </h2>
      {packages === null && <p>The record says that this person has died: nothing is proposed any more.</p>}
      {packages?.length === 0 && (
        <p>
          No care package is entered as of {dateInWords(asOf)}. A package of frailty is entered by what a clinician
          recorded, never by an index alone.
        </p>
      )}
      {packages && packages.length > 0 && (
        <PackagePage
          personId={banner.personId}
          packages={packages}
          proposals={proposals}
          hasDraft={hasDraft}
          took={took ? proposals.find(({ id, state }) => id === took && state !== "open") : undefined}
          pageKey={pageKey}
          form={refused?.form ?? found.form}
          owners={refused?.owners ?? found.owners}
          errors={refused?.errors}
          typed={refused?.typed}
        />
      )}
    </>
  );
}
