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
import { InviteForm } from "../components/invite-form";
import { InviteInDraft } from "../components/invite-in-draft";
import { InviteLetter, type Letter } from "../components/invite-letter";
import letterStyle from "../components/invite-letter.css?url";
import { InviteStanding, InviteTold, InviteWords } from "../components/plan-invite";
import styles from "../components/work.css?url";
import { keyOf } from "../data/form-keys.server";
import {
  answerPersonWords,
  endPersonAccess,
  type InvitationLetter,
  invite,
  openPersonPages,
  readInvitationLetter,
} from "../data/invitations.server";
import { isAccessKind, isGrant, mayGrant } from "../domain/person-access";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { qrPath } from "../rendering/qr-code";

export const meta: MetaFunction = () => [{ title: "The person's own pages – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: styles },
  { rel: "stylesheet", href: letterStyle },
];
/** The page that shows a code is kept by no browser. */
export const headers = () => ({ "Cache-Control": "no-store" });

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "invite person");
  const pages = await openPersonPages(viewer, params.personId!);
  if (!pages) throw new Response("Not found", { status: 404 });
  const asked = new URL(request.url).searchParams.get("letter");
  const found = asked && isUuid(asked) ? await readInvitationLetter(viewer, params.personId!, asked) : undefined;
  if (asked !== null && !found) throw new Response("Not found", { status: 404 });
  const letter = found && letterFrom(request, found, asked!, viewer.requestedAt, null);
  return { ...pages, letter, now: viewer.requestedAt, pageKey: randomUUID() };
}

/** A QR code of this size holds so many letters of an address (see rendering/qr-code). */
const QR_HOLDS = 106;

function letterFrom(request: Request, found: InvitationLetter, id: string, on: Date, code: string | null): Letter {
  const { origin } = new URL(request.url);
  const whole = `${origin}/mine/in/${id}`;
  return {
    ...found,
    ...{ on, code },
    address: `${origin.replace(/^https:\/\//, "")}/join`,
    qr: whole.length <= QR_HOLDS ? qrPath(whole) : null,
  };
}

type Typed = Record<string, string>;
type Told = { code: string; address: string; inLetter: boolean; letter: Letter };
type Answer = { errors: FieldErrors; typed: Typed; inDraft?: boolean } | { told: Told } | "done";

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "invite person");
  const form = await request.formData();
  const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
  const personId = params.personId!;
  const answer =
    typed.act === "invite"
      ? await inviting(request, viewer, personId, typed, form)
      : await changing(viewer, personId, typed);
  if (answer === "done") return redirect(`/people/${personId}/plan/invite`, 303);
  return data(answer, { status: "errors" in answer ? 400 : 200, headers: { "Cache-Control": "no-store" } });
}

async function inviting(
  request: Request,
  viewer: StaffViewer,
  personId: string,
  typed: Typed,
  form: FormData,
): Promise<Answer> {
  const { kind = "", name = "", relation = "", proof = "" } = typed;
  const grants = form.getAll("grants").map(String);
  const inLetter = typed.codeInLetter === "yes";
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
    codeInLetter: inLetter,
    key: keyOf(request, form),
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
  const found = await readInvitationLetter(viewer, personId, made.id);
  if (!found) throw new Response("Not found", { status: 404 });
  const letter = letterFrom(request, found, made.id, at, inLetter ? code : null);
  return { told: { code, inLetter, letter, address: letter.address } };
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
  const inDraft = answered.why === "in draft";
  const why = inDraft ? IN_DRAFT : "It was answered meanwhile, or it cannot be put into the plan by you";
  return { errors: { [`answer-${id}`]: why }, typed, inDraft };
}

const IN_DRAFT = "Your own draft says something else there: nothing was changed, and both texts are kept";

export default function PersonPages() {
  const { who, invitations, accesses, words, pageKey, letter } = useLoaderData<unknown>() as Awaited<
    ReturnType<typeof loader>
  >;
  const answer = useActionData<unknown>() as Exclude<Answer, "done"> | undefined;
  const refused = answer && "errors" in answer ? answer : undefined;
  const told = answer && "told" in answer ? answer.told : undefined;
  const plan = `/people/${who.personId}/plan`;
  const action = `${plan}/invite`;
  if (letter)
    return (
      <>
        <div className="confer-no-print">
          <p>
            <strong>Letter for {letter.name}.</strong> Print this page (Ctrl+P): only the letter is printed. The code is
            kept nowhere, so it is not in it.
          </p>
        </div>
        <InviteLetter {...letter} />
        <p className="confer-no-print">
          <Link to={action}>Back to own pages of {who.name}</Link>
        </p>
      </>
    );
  return (
    <>
      <div className="confer-no-print">
        <ErrorSummary errors={refused?.errors} />
        <h1 className="nhsuk-heading-l">Own pages of {who.name}</h1>
        {refused?.inDraft && <InviteInDraft plan={plan} />}
      </div>
      {told && <InviteTold {...told} number={told.letter.number} name={told.letter.name} />}
      {told && <InviteLetter {...told.letter} />}
      <div className="confer-no-print">
        <InviteWords words={words} action={action} errors={refused?.errors} typed={refused?.typed} />
        <InviteStanding invitations={invitations} accesses={accesses} action={action} />
        {!told && <InviteForm action={action} pageKey={pageKey} errors={refused?.errors} typed={refused?.typed} />}
        <p>
          <Link to={plan}>Back to the plan</Link>
        </p>
      </div>
    </>
  );
}
