import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { requireSignedIn } from "../access/require-viewer.server";
import { startSession } from "../access/sessions.server";
import { findAssignments } from "../data/accounts.server";
import { pathWithin } from "../domain/pages";
import { ROLES } from "../domain/permissions";

export const meta: MetaFunction = () => [{ title: "Choose your role – Confer" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireSignedIn(request);
  const assignments = await findAssignments(viewer.accountId, viewer.requestedAt);
  return {
    current: viewer.assignmentId,
    to: pathWithin(new URL(request.url).searchParams.get("to")),
    choices: assignments.map(({ id, role, organisationName }) => ({ id, role: ROLES[role].label, organisationName })),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireSignedIn(request);
  const form = await request.formData();
  const assignments = await findAssignments(viewer.accountId, viewer.requestedAt);
  const chosen = assignments.find(({ id }) => id === form.get("assignment"));
  if (!chosen) throw new Response("That role is not yours, or it has ended.", { status: 403 });
  const cookie = await startSession(request, {
    accountId: viewer.accountId,
    assignmentId: chosen.id,
    demo: viewer.demo,
  });
  return redirect(pathWithin(form.get("to")), { headers: { "Set-Cookie": cookie } });
}

export default function AssignmentPage() {
  const { choices, current, to } = useLoaderData<typeof loader>();
  return (
    <>
      <h1 className="nhsuk-heading-l">Choose your role</h1>
      <p>What you may see and do depends on the role that you sign in with. Everything is recorded under it.</p>
      <Form method="post">
        <input type="hidden" name="to" value={to} />
        <ul className="confer-plain-list confer-demo-list">
          {choices.map(({ id, role, organisationName }) => (
            <li key={id}>
              <button
                type="submit"
                name="assignment"
                value={id}
                className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
              >
                {role}
              </button>
              <span>
                {organisationName}
                {id === current ? " (now)" : ""}
              </span>
            </li>
          ))}
        </ul>
      </Form>
      {choices.length === 1 && <p>This is your only role. To be somebody else, sign out first.</p>}
    </>
  );
}
