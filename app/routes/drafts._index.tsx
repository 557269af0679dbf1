/** All that the viewer began to write and did not publish: with its age, and what was thrown away to be brought back. */
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { ErrorSummary } from "../components/error-summary";
import planStyle from "../components/plan.css?url";
import { DraftsHere, DraftsThrownAway, DraftsWaiting } from "../components/plan-draft-lists";
import { bringBackDraft, listDrafts } from "../data/plan-draft-lists.server";

export const meta: MetaFunction = () => [{ title: "Drafts – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: planStyle }];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const handedOver = new URL(request.url).searchParams.has("handed");
  return { ...(await listDrafts(viewer)), handedOver, author: viewer.accountId, now: viewer.requestedAt };
}

type Answered = { errors: Record<string, string> };

export async function action({ request }: ActionFunctionArgs): Promise<Response | Answered> {
  const viewer = await requireViewer(request, "edit plan");
  const form = Object.fromEntries(await request.formData()) as Record<string, string>;
  const personId = form.person ?? "";
  const outcome = await bringBackDraft(viewer, { personId, id: form.draft ?? "" });
  if (outcome.ok) return redirect(`/people/${personId}/plan`);
  if (outcome.why === "not found") throw new Response(null, { status: 404 });
  return {
    errors: {
      thrown:
        "Your draft of today writes some of the same lines: publish it or throw it away first, then bring the older one back",
    },
  };
}

export default function DraftsPage() {
  const { waiting, thrownAway, handedOver, author, now } = useLoaderData<typeof loader>();
  const errors = useActionData<Answered>()?.errors;
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1 className="nhsuk-heading-l">Drafts</h1>
      {handedOver && (
        <div className="nhsuk-inset-text" role="status">
          <p>Your words are with whoever looks after the person now, under your name.</p>
        </div>
      )}
      <p>Only you see them. A draft is kept until you publish it or throw it away, however old it is.</p>
      <DraftsHere author={author} />
      <DraftsWaiting waiting={waiting} now={now} />
      <DraftsThrownAway thrownAway={thrownAway} />
    </>
  );
}
