import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { demoIsOn } from "../access/demo.server";
import { checkPassword } from "../access/passwords.server";
import { refuseOtherSites, requestStamp } from "../access/require-viewer.server";
import { startSession } from "../access/sessions.server";
import { ErrorSummary, FieldError, type FieldErrors } from "../components/error-summary";
import { WordsWaitHere } from "../components/plan-unsaved";
import { findAssignments, findDemoAssignments } from "../data/accounts.server";
import { pathWithin } from "../domain/pages";
import { ROLES } from "../domain/permissions";

export const meta: MetaFunction = () => [{ title: "Sign in – Confer" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const demo = (await demoIsOn()) ? await findDemoAssignments(requestStamp(request).at) : [];
  return {
    ended: searchParams.get("why") === "ended",
    to: pathWithin(searchParams.get("to")),
    demo: demo.map(({ id, role, accountName, organisationName }) => ({
      id,
      role: ROLES[role].label,
      accountName,
      organisationName,
    })),
  };
}

const SignIn = z.object({
  email: z.string().trim().min(1, "Enter your e-mail address").max(254),
  password: z.string().min(1, "Enter your password").max(1_000),
});

export async function action({ request }: ActionFunctionArgs): Promise<{ errors: FieldErrors } | Response> {
  refuseOtherSites(request);
  const form = await request.formData();
  const { at } = requestStamp(request);
  const to = pathWithin(form.get("to"));
  const demoAssignment = form.get("demo");
  if (typeof demoAssignment === "string") return signInToDemo(request, demoAssignment, to, at);

  const parsed = SignIn.safeParse(Object.fromEntries(form));
  if (!parsed.success)
    return { errors: Object.fromEntries(parsed.error.issues.map(({ path, message }) => [String(path[0]), message])) };
  const answer = await checkPassword(parsed.data.email, parsed.data.password, at);
  if (answer === "wrong") return { errors: { email: "The e-mail address or the password is not right" } };
  if (answer === "wait") return { errors: { email: "Too many wrong tries: wait a few minutes, then try again" } };

  const assignments = await findAssignments(answer.accountId, at);
  const [first] = assignments;
  if (!first) return { errors: { email: "This account has no role at the moment: ask your administrator" } };
  const cookie = await startSession(request, { accountId: answer.accountId, assignmentId: first.id, demo: false });
  const next = assignments.length > 1 ? `/assignment?to=${encodeURIComponent(to)}` : to;
  return redirect(next, { headers: { "Set-Cookie": cookie } });
}

async function signInToDemo(request: Request, assignmentId: string, to: string, at: Date) {
  const chosen = (await demoIsOn()) && (await findDemoAssignments(at)).find(({ id }) => id === assignmentId);
  if (!chosen) return { errors: { email: "Demonstration sign-in is off here" } };
  const cookie = await startSession(request, { accountId: chosen.accountId, assignmentId: chosen.id, demo: true });
  return redirect(to, { headers: { "Set-Cookie": cookie } });
}

export default function SignInPage() {
  const { ended, to, demo } = useLoaderData<typeof loader>();
  const errors = useActionData<{ errors: FieldErrors }>()?.errors;
  return (
    <div className="confer-columns confer-columns--two">
      <section aria-labelledby="sign-in">
        <ErrorSummary errors={errors} />
        <h1 className="nhsuk-heading-l" id="sign-in">
          Sign in
        </h1>
        {ended && (
          <div className="nhsuk-inset-text">
            <p>
              Your session has ended: sign in again. What you saved is kept, and so are your drafts. What you were
              writing in a plan is kept in this browser, unless JavaScript is off; other forms must be written again.
            </p>
          </div>
        )}
        <WordsWaitHere />
        <Form method="post">
          <input type="hidden" name="to" value={to} />
          <Field label="E-mail address" name="email" type="email" autoComplete="username" errors={errors} />
          <Field label="Password" name="password" type="password" autoComplete="current-password" errors={errors} />
          <button type="submit" className="nhsuk-button">
            Sign in
          </button>
        </Form>
        <p>
          <Link to="/join">I was invited by my GP or care team</Link>
        </p>
      </section>
      {demo.length > 0 && <DemoSignIn to={to} demo={demo} />}
    </div>
  );
}

type FieldProps = { label: string; name: string; type: string; autoComplete: string; errors: FieldErrors | undefined };

function Field({ label, name, type, autoComplete, errors }: FieldProps) {
  const wrong = Boolean(errors?.[name]);
  return (
    <div className={`nhsuk-form-group${wrong ? " nhsuk-form-group--error" : ""}`}>
      <label className="nhsuk-label" htmlFor={name}>
        {label}
      </label>
      <FieldError field={name} errors={errors} />
      <input
        className={`nhsuk-input${wrong ? " nhsuk-input--error" : ""}`}
        id={name}
        name={name}
        type={type}
        autoComplete={autoComplete}
        aria-describedby={wrong ? `${name}-error` : undefined}
      />
    </div>
  );
}

function DemoSignIn({
  to,
  demo,
}: {
  to: string;
  demo: { id: string; role: string; accountName: string; organisationName: string }[];
}) {
  return (
    <section aria-labelledby="demo">
      <h2 className="nhsuk-heading-m" id="demo">
        Demonstration
      </h2>
      <p>Every person here is synthetic: nobody in this borough exists. Choose whom to be.</p>
      <Form method="post">
        <input type="hidden" name="to" value={to} />
        <ul className="confer-plain-list confer-demo-list">
          {demo.map(({ id, role, accountName, organisationName }) => (
            <li key={id}>
              <button
                type="submit"
                name="demo"
                value={id}
                className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
              >
                {role}
              </button>
              <span>
                {accountName}, {organisationName}
              </span>
            </li>
          ))}
        </ul>
      </Form>
    </section>
  );
}
