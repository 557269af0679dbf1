import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { sessionKeyOf } from "../access/session-key.server";
import { ErrorSummary, type FieldErrors } from "../components/error-summary";
import { CannotTell, Chooser, SafeMatch } from "../components/urgent-answer";
import type { Typed } from "../components/urgent-fields";
import { FindForms } from "../components/urgent-find";
import { MyContacts, WaitingFollowUps, WhatWaits } from "../components/urgent-lists";
import { NO_STORE, orCannotTell, typedOf, urgentLinks } from "../components/urgent-page";
import { openContact, openContacts } from "../data/contacts.server";
import { acceptFollowUp, waitingFollowUps } from "../data/follow-ups.server";
import { lookUpUrgently } from "../data/look-ups.server";
import { readDesk } from "../data/point-of-contact.server";
import { londonDate } from "../domain/dates";
import { readTyped } from "../domain/look-up";
import { may } from "../domain/permissions";
import type { UrgentAnswer } from "../domain/urgent-answer";

export { renewWhenRefused as shouldRevalidate } from "../components/renew-when-refused";
export { CannotTellBoundary as ErrorBoundary } from "../components/urgent-page";
export const links = urgentLinks;
export const headers = () => NO_STORE;
export const meta: MetaFunction = () => [{ title: "Urgent look-up – Confer" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "look up urgently").catch(orCannotTell);
  const caller = { sessionKey: sessionKeyOf(request.headers.get("Cookie")) ?? "", requestId: viewer.requestId };
  const clinician = may(viewer, "read crisis page");
  const [desk, contacts, followUps] = await Promise.all([
    readDesk(caller),
    openContacts(viewer),
    clinician ? waitingFollowUps(viewer) : [],
  ]).catch(orCannotTell);
  return { desk, contacts, followUps, clinician, key: viewer.requestId, now: viewer.requestedAt };
}

type Answered = { answer?: UrgentAnswer; errors?: FieldErrors; typed?: Typed };

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "look up urgently").catch(orCannotTell);
  const caller = { sessionKey: sessionKeyOf(request.headers.get("Cookie")) ?? "", requestId: viewer.requestId };
  const typed = typedOf(await request.formData());
  if (typed.act === "open") {
    const contact = { identifiersChecked: typed.checked === "yes", attending: typed.attending === "yes" };
    const opened = await openContact(caller, { lookUpId: typed.lookUp ?? "", ...contact }).catch(orCannotTell);
    return opened.ok ? redirect(`/urgent/people/${opened.personId}`, 303) : refusedToOpen(opened.refused);
  }
  if (typed.act === "accept") {
    const accepted = await acceptFollowUp(viewer, {
      taskId: typed.task ?? "",
      key: typed.key || viewer.requestId,
    }).catch(orCannotTell);
    return accepted.ok ? redirect(`/urgent/people/${accepted.personId}`, 303) : data<Answered>({ errors: TAKEN });
  }
  const form = readTyped(typed, londonDate(viewer.requestedAt));
  if (!form.ok) return data<Answered>({ errors: onThisPage(typed, form.errors), typed }, { status: 400 });
  const answer = await lookUpUrgently(caller, form.asked, viewer.requestedAt).catch(orCannotTell);
  if (answer === "signed out") return redirect("/sign-in?to=/urgent&why=ended", 303);
  return data<Answered>({ answer, typed }, { status: isOutage(answer) ? 503 : 200 });
}

const isOutage = (answer: UrgentAnswer) => answer.answer === "cannot_tell" && answer.why === "outage";

/** The chooser is not shown again without looking the number up: its errors stand at the number. */
const onThisPage = ({ by }: Typed, errors: FieldErrors): FieldErrors =>
  by === "choice" ? { phone: `${Object.values(errors).join(". ")}: look the number up again` } : errors;

const TAKEN: FieldErrors = { followUps: "Somebody else has accepted this follow-up" };

function refusedToOpen(refused: string) {
  if (refused === "signed out") return redirect("/sign-in?to=/urgent&why=ended", 303);
  if (refused === "outage")
    return data<Answered>({ answer: { answer: "cannot_tell", why: "outage" } }, { status: 503 });
  const words =
    refused === "identifiers not checked"
      ? "Check two identifiers with the person, tick that you did, and open again: look up once more"
      : "This look-up is too old or not yours: look up once more";
  return data<Answered>({ errors: { number: words } }, { status: 409 });
}

export default function UrgentPage() {
  const { desk, contacts, followUps, clinician, key, now } = useLoaderData<unknown>() as Awaited<
    ReturnType<typeof loader>
  >;
  const { answer, errors, typed } = (useActionData<unknown>() as Answered | undefined) ?? {};
  if (answer && "person" in answer)
    return (
      <div className="confer-urgent">
        <SafeMatch {...answer} desk={desk} handler={!clinician} />
      </div>
    );
  if (answer && "people" in answer)
    return (
      <div className="confer-urgent">
        <Chooser lookUpId={answer.lookUpId} people={answer.people} />
      </div>
    );
  return (
    <div className="confer-urgent">
      <ErrorSummary errors={errors} />
      {answer ? (
        <CannotTell why={answer.why} desk={desk} by={typed?.by} />
      ) : (
        <h1 className="nhsuk-heading-l">Urgent look-up</h1>
      )}
      {!answer && <WhatWaits contacts={contacts.length} followUps={followUps} />}
      <FindForms typed={typed} errors={errors} />
      <MyContacts contacts={contacts} now={now} />
      {clinician && <WaitingFollowUps followUps={followUps} now={now} keyOfForm={key} />}
    </div>
  );
}
