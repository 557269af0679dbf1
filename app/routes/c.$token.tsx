/** Where the code on an “I have a plan” card leads: nowhere by itself. It asks who you are, then who is meant. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { sessionKeyOf } from "../access/session-key.server";
import { CardForm, CardNotRead } from "../components/card-look-up";
import { ErrorSummary, type FieldErrors } from "../components/error-summary";
import { CannotTell, SafeMatch } from "../components/urgent-answer";
import type { Typed } from "../components/urgent-fields";
import { NO_STORE, orCannotTell, typedOf, urgentLinks } from "../components/urgent-page";
import { lookUpUrgently } from "../data/look-ups.server";
import { findByCard, hashOfToken } from "../data/plan-tokens.server";
import { readDesk } from "../data/point-of-contact.server";
import { londonDate } from "../domain/dates";
import { readCardTyped } from "../domain/look-up";
import { may } from "../domain/permissions";
import type { UrgentAnswer } from "../domain/urgent-answer";

export { CannotTellBoundary as ErrorBoundary } from "../components/urgent-page";
export const links = urgentLinks;
export const headers = () => NO_STORE;
export const meta: MetaFunction = () => [{ title: "Card – Confer" }];

/** Says nothing about the card: one that is unknown looks like any other. */
export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, ["look up urgently", "read record"]).catch(orCannotTell);
  const urgent = may(viewer, "look up urgently");
  const caller = { sessionKey: sessionKeyOf(request.headers.get("Cookie")) ?? "", requestId: viewer.requestId };
  const desk = urgent ? await readDesk(caller).catch(orCannotTell) : null;
  return { urgent, clinician: may(viewer, "read crisis page"), desk };
}

type Answered = { answer?: UrgentAnswer; errors?: FieldErrors; typed?: Typed; notRead?: true };

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, ["look up urgently", "read record"]).catch(orCannotTell);
  const typed = typedOf(await request.formData());
  const form = readCardTyped(typed, londonDate(viewer.requestedAt));
  if (!form.ok) return data<Answered>({ errors: form.errors, typed }, { status: 400 });
  if (!may(viewer, "look up urgently")) {
    const personId = await findByCard(viewer, params.token ?? "", form.bornOn);
    return personId ? redirect(`/people/${personId}/plan`, 303) : data<Answered>({ notRead: true }, { status: 404 });
  }
  const caller = { sessionKey: sessionKeyOf(request.headers.get("Cookie")) ?? "", requestId: viewer.requestId };
  const asked = { by: "card", card: hashOfToken(params.token ?? "") ?? "", bornOn: form.bornOn } as const;
  const answer = await lookUpUrgently(caller, asked, viewer.requestedAt).catch(orCannotTell);
  if (answer === "signed out") return redirect("/sign-in?to=/urgent&why=ended", 303);
  const outage = answer.answer === "cannot_tell" && answer.why === "outage";
  return data<Answered>({ answer, typed }, { status: outage ? 503 : 200 });
}

export default function CardPage() {
  const { urgent, clinician, desk } = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const { answer, errors, typed, notRead } = (useActionData<unknown>() as Answered | undefined) ?? {};
  return (
    <div className="confer-urgent">
      {answer && "person" in answer ? (
        <SafeMatch {...answer} desk={desk} handler={!clinician} />
      ) : (
        <>
          <ErrorSummary errors={errors} />
          {answer && "why" in answer && <CannotTell why={answer.why} desk={desk} by="card" />}
          {notRead && <CardNotRead />}
          <CardForm urgent={urgent} typed={typed} errors={errors} answered={Boolean(answer ?? notRead)} />
        </>
      )}
    </div>
  );
}
