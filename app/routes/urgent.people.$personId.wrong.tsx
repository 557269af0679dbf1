import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { ErrorSummary, type FieldErrors } from "../components/error-summary";
import { WrongForm } from "../components/urgent-contact-form";
import type { Typed } from "../components/urgent-fields";
import { NO_STORE, orCannotTell, typedOf, urgentLinks } from "../components/urgent-page";
import { readForWrongReport, reportWrong } from "../data/contacts.server";
import { readWrongReport } from "../domain/contact";

export { CannotTellBoundary as ErrorBoundary } from "../components/urgent-page";
export const links = urgentLinks;
export const headers = () => NO_STORE;
export const meta: MetaFunction = () => [{ title: "This is wrong – Confer" }];

const NOT_OPEN = "This page opens from a look-up: find the person first.";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "record contact").catch(orCannotTell);
  const person = await readForWrongReport(viewer, params.personId!).catch(orCannotTell);
  if (!person) throw new Response(NOT_OPEN, { status: 404 });
  return { ...person, personId: params.personId!, key: viewer.requestId };
}

type Answered = { errors?: FieldErrors; typed?: Typed; told?: { to: string; marked: boolean } };

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "record contact").catch(orCannotTell);
  const typed = typedOf(await request.formData());
  if (typed.step !== "record") return data<Answered>({ typed: { key: typed.key ?? viewer.requestId } });
  const read = readWrongReport(typed);
  if (!read.ok) return data<Answered>({ errors: read.errors, typed }, { status: 400 });
  const { what, note } = read;
  const report = { personId: params.personId!, key: typed.key || viewer.requestId, what, note };
  const reported = await reportWrong(viewer, report).catch(orCannotTell);
  if (!reported.ok) throw new Response(NOT_OPEN, { status: 404 });
  return data<Answered>({ told: { to: reported.to, marked: reported.marked } });
}

export default function WrongPage() {
  const { name, personId, key } = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const { errors, typed, told } = (useActionData<unknown>() as Answered | undefined) ?? {};
  if (told)
    return (
      <div className="confer-urgent">
        <h1 className="nhsuk-heading-l">Reported</h1>
        <p>
          {told.to} has a task on its work list now.{" "}
          {told.marked && "From the next reading on, the page says that it was reported wrong and not yet checked."}
        </p>
        <p>
          <a href={`/urgent/people/${personId}`}>Back to the page</a>
        </p>
      </div>
    );
  return (
    <div className="confer-urgent">
      <ErrorSummary errors={errors} />
      <h1 className="nhsuk-heading-l">What is wrong with the plan of {name}?</h1>
      <WrongForm formKey={key} typed={typed} errors={errors} />
    </div>
  );
}
