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
import { makeCode } from "../access/person-sessions.server";
import { requireViewer } from "../access/require-viewer.server";
import { ErrorSummary, type FieldErrors } from "../components/error-summary";
import { InviteForm, InviteStanding, InviteTold, InviteWords } from "../components/plan-invite";
import styles from "../components/work.css?url";
import { keyOf } from "../data/form-keys.server";
import { answerPersonWords, endPersonAccess, invite, openPersonPages } from "../data/invitations.server";
import { isAccessKind, isGrant, mayGrant } from "../domain/person-access";
import type { StaffViewer } from "../domain/viewer";

export const meta: MetaFunction = () => [{ title: "The person's own pages – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "invite person");
  const pages = await openPersonPages(viewer, params.personId!);
  if (!pages) throw new Response("Not found", { status: 404 });
  return { ...pages, now: viewer.requestedAt, pageKey: randomUUID() };
}

type Typed = Record<string, string>;
type Answer = { errors: FieldErrors; typed: Typed } | { told: { code: string; path: string; name: string } } | "done";

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "invite person");
  const form = await request.formData();
  const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
  const personId = params.personId!;
  const answer =
    typed.act === "invite"
      ? await inviting(viewer, personId, typed, form.getAll("grants").map(String), keyOf(request, form))
      : await changing(viewer, personId, typed);
  if (answer === "done") return redirect(`/people/${personId}/plan/invite`, 303);
  if ("told" in answer) answer.told.path = new URL(answer.told.path, request.url).href;
  return data(answer, { status: "errors" in answer ? 400 : 200, headers: { "Cache-Control": "no-store" } });
}

async function inviting(
  viewer: StaffViewer,
  personId: string,
  typed: Typed,
  grants: string[],
  key: string,
): Promise<Answer> {
  const { kind = "", name = "", relation = "", proof = "" } = typed;
  const errors: Record<string, string> = {};
  if (!isAccessKind(kind)) errors.kind = "Choose who is invited";
  if (!name.trim()) errors.name = "Write the name";
  if (kind !== "self" && !relation.trim()) errors.relation = "Write the relation, and by what right";
  if (!proof.trim()) errors.proof = "Say how you checked who it is, and the right to act";
  if (!grants.some(isGrant)) errors.grants = "Tick at least one";
  if (Object.keys(errors).length || !isAccessKind(kind)) return { errors, typed };
  const { code, hash: codeHash } = await makeCode();
  const granted = grants.filter(isGrant).filter((grant) => mayGrant(kind, grant));
  const at = viewer.requestedAt;
  const made = await invite(viewer, {
    personId,
    kind,
    name: name.trim(),
    relation: relation.trim(),
    grants: granted,
    proof: proof.trim(),
    codeHash,
    key,
    at,
  });
  if (!made.ok && made.why === "not of their team")
    return {
      errors: { kind: "Only the person's practice, or a team that has the person on its caseload, may invite" },
      typed,
    };
  if (!made.ok) throw new Response("Not found", { status: 404 });
  if (!made.fresh)
    return {
      errors: { kind: "This invitation was made already and its code was shown: end it and make a new one" },
      typed,
    };
  return { told: { code, path: `/mine/in/${made.id}`, name: name.trim() } };
}

async function changing(viewer: StaffViewer, personId: string, typed: Typed): Promise<Answer> {
  const { act, id = "", answer = "", because = "" } = typed;
  const at = viewer.requestedAt;
  if (act === "end") {
    const ended = await endPersonAccess(viewer, { personId, id, because: because.trim() || "ended by staff", at });
    if (!ended.ok) throw new Response("Not found", { status: 404 });
    return "done";
  }
  if (act !== "taken" && act !== "answered" && act !== "set_aside") throw new Response("Not found", { status: 404 });
  if (act !== "taken" && !answer.trim())
    return { errors: { [`answer-${id}`]: "Write the answer: the person reads it" }, typed };
  const answered = await answerPersonWords(viewer, { personId, id, how: act, answer: answer.trim(), at });
  if (answered.ok) return "done";
  return { errors: { [`answer-${id}`]: "It was answered meanwhile, or it cannot be put into the plan by you" }, typed };
}

export default function PersonPages() {
  const { who, invitations, accesses, words, pageKey } = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const answer = useActionData<unknown>() as Exclude<Answer, "done"> | undefined;
  const refused = answer && "errors" in answer ? answer : undefined;
  const told = answer && "told" in answer ? answer.told : undefined;
  const plan = `/people/${who.personId}/plan`;
  const action = `${plan}/invite`;
  return (
    <>
      <ErrorSummary errors={refused?.errors} />
      <h1 className="nhsuk-heading-l">Own pages of {who.name}</h1>
      {told && <InviteTold {...told} />}
      <InviteWords words={words} action={action} errors={refused?.errors} typed={refused?.typed} />
      <InviteStanding invitations={invitations} accesses={accesses} action={action} />
      {!told && <InviteForm action={action} pageKey={pageKey} errors={refused?.errors} typed={refused?.typed} />}
      <p>
        <Link to={plan}>Back to the plan</Link>
      </p>
    </>
  );
}
