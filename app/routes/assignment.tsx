import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { requireSignedIn } from "../access/require-viewer.server";
import { startSession } from "../access/sessions.server";
import { findAssignments } from "../data/accounts.server";
import { ROLES } from "../domain/permissions";

export const meta: MetaFunction = () => [{ title: "Choose your role – Confer" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireSignedIn(request);
  const assignments = await findAssignments(viewer.accountId, viewer.requestedAt);
  return {
    current: viewer.assignmentId,
    choices: assignments.map(({ id, role, organisationName }) => ({ id, role: ROLES[role].label, organisationName })),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireSignedIn(request);
  const wanted = (await request.formData()).get("assignment");
  const assignments = await findAssignments(viewer.accountId, viewer.requestedAt);
  const chosen = assignments.find(({ id }) => id === wanted);
  if (!chosen) throw new Response("That role is not yours, or it has ended.", { status: 403 });
  const cookie = await startSession(request, {
    accountId: viewer.accountId,
    assignmentId: chosen.id,
    demo: viewer.demo,
  });
  return redirect("/", { headers: { "Set-Cookie": cookie } });
}

export default function AssignmentPage() {
  const { choices, current } = useLoaderData<typeof loader>();
  return (
    <>
      <h1 className="nhsuk-heading-l">Choose your role</h1>
      <p>What you may see and do depends on the role that you sign in with. Everything is recorded under it.</p>
      <Form method="post">
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
