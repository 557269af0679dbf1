import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { ErrorSummary, type FieldErrors } from "../components/error-summary";
import { ContactForm } from "../components/urgent-contact-form";
import type { Typed } from "../components/urgent-fields";
import { NO_STORE, orCannotTell, typedOf, urgentLinks } from "../components/urgent-page";
import { readContactForm, readReceipt, recordContact } from "../data/contacts.server";
import { readContactReport } from "../domain/contact";
import { momentInWords, timeInWords } from "../domain/dates";
import { birthInWords } from "../domain/person";
import type { StaffViewer } from "../domain/viewer";

export { CannotTellBoundary as ErrorBoundary } from "../components/urgent-page";
export const links = urgentLinks;
export const headers = () => NO_STORE;
export const meta: MetaFunction = () => [{ title: "Record contact – Confer" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "record contact").catch(orCannotTell);
  const form = await readContactForm(viewer, params.personId!).catch(orCannotTell);
  if (!form) throw await whyNotOpen(viewer, params.personId!);
  return { ...form, key: viewer.requestId, now: viewer.requestedAt };
}

/** Recorded already, and when; otherwise the same for somebody unknown and for somebody whom nobody here attends. */
async function whyNotOpen(viewer: StaffViewer, personId: string): Promise<Response> {
  const recorded = await readReceipt(viewer, personId).catch(orCannotTell);
  if (!recorded?.readableUntil || recorded.readableUntil < viewer.requestedAt)
    return new Response(NOT_OPEN, { status: 404, statusText: "No contact is open" });
  const when = momentInWords(recorded.closedAt);
  return new Response(`This contact was recorded ${when}. For a new contact, look the person up again.`, {
    status: 409,
    statusText: "Already recorded",
  });
}
const NOT_OPEN = "No contact of yours is open here. Look the person up first; a contact is recorded once.";

type Answered = { errors?: FieldErrors; typed?: Typed };

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "record contact").catch(orCannotTell);
  const typed = typedOf(await request.formData());
  // The button on the crisis page sends here too: it asks for the form.
  if (typed.step !== "record") return data<Answered>({ typed: { key: typed.key ?? viewer.requestId } });
  const personId = params.personId!;
  const form = await readContactForm(viewer, personId).catch(orCannotTell);
  const read = readContactReport(typed, form ?? { hadPlan: false, desks: [] });
  if (form && !read.ok) return data<Answered>({ errors: read.errors, typed }, { status: 400 });
  // Sent twice, the second finds the contact closed, and the key gives the first answer again.
  const report = read.ok ? read.report : null;
  const recorded = await recordContact(viewer, { personId, key: typed.key || viewer.requestId, report }).catch(
    orCannotTell,
  );
  if (!recorded.ok) throw await whyNotOpen(viewer, personId);
  return redirect(`/urgent/people/${personId}/receipt`, 303);
}

export default function ContactPage() {
  const { name, bornOn, openedAt, hadPlan, desks, key, now } = useLoaderData<unknown>() as Awaited<
    ReturnType<typeof loader>
  >;
  const { errors, typed } = (useActionData<unknown>() as Answered | undefined) ?? {};
  return (
    <div className="confer-urgent">
      <ErrorSummary errors={errors} />
      <h1 className="nhsuk-heading-l">Record contact</h1>
      <p>
        <strong>{name}</strong>, {birthInWords(bornOn, now.toISOString().slice(0, 10))}. Opened {timeInWords(openedAt)}.
      </p>
      <ContactForm formKey={key} hadPlan={hadPlan} desks={desks} typed={typed} errors={errors} />
    </div>
  );
}
