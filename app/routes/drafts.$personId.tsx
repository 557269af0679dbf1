/** The viewer's own words of a draft, of somebody whom they no longer look after; and handing them over. */
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
import { z } from "zod";
import { requireViewer } from "../access/require-viewer.server";
import { ErrorSummary, type FieldErrors } from "../components/error-summary";
import planStyle from "../components/plan.css?url";
import { type OwnDraft, OwnDraftWords } from "../components/plan-draft-own";
import { keyOf } from "../data/form-keys.server";
import { handOverDraft, readOwnWords } from "../data/plan-draft-handing.server";

export { renewWhenRefused as shouldRevalidate } from "../components/renew-when-refused";
export const meta: MetaFunction = () => [{ title: "Your draft – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: planStyle }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const draft = await readOwnWords(viewer, params.personId!);
  if (!draft) throw new Response("Not found", { status: 404 });
  if (draft.near) throw redirect(`/people/${params.personId}/plan`);
  const view: OwnDraft = { ...draft, now: viewer.requestedAt, pageKey: randomUUID() };
  return view;
}

const Form = z.object({ revision: z.coerce.number().int(), note: z.string().max(600).default("") });

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const form = await request.formData();
  const parsed = Form.safeParse(Object.fromEntries(form));
  if (!parsed.success) throw new Response("This form is not complete, or its words are too long.", { status: 400 });
  const outcome = await handOverDraft(viewer, {
    ...parsed.data,
    personId: params.personId!,
    key: keyOf(request, form),
  });
  if (outcome.ok) return redirect("/drafts?handed=over", 303);
  if (outcome.why === "not found") throw new Response("Not found", { status: 404 });
  if (outcome.why === "near") return redirect(`/people/${params.personId}/plan/propose`, 303);
  return data<Refused>({ errors: { note: REFUSED[outcome.why] }, note: parsed.data.note }, { status: 409 });
}

type Refused = { errors: FieldErrors; note: string };
const REFUSED = {
  stale: "You wrote in this draft in another window since: look at the words again, then hand them over",
  nobody:
    "Confer knows nobody who looks after this person now, so nobody could read your words. They stay in your draft: ring the person's practice if they cannot wait",
};

export default function OwnDraftPage() {
  const view = useLoaderData<unknown>() as OwnDraft;
  const refused = useActionData<unknown>() as Refused | undefined;
  return (
    <>
      <ErrorSummary errors={refused?.errors} />
      <OwnDraftWords {...view} {...refused} />
      <p>
        <Link to="/drafts">Back to your drafts</Link>
      </p>
    </>
  );
}
