import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { findByNumber, keepCode, signInByNumber, startPersonSession } from "../access/person-sessions.server";
import { refuseOtherSites, requestStamp } from "../access/require-viewer.server";
import { ErrorSummary, type FieldErrors } from "../components/error-summary";
import { MineField } from "../components/mine-field";
import { tidyNumber } from "../domain/person-access";

export const meta: MetaFunction = () => [
  { title: "Open your care plan – Confer" },
  { name: "robots", content: "noindex" },
];

/** Which of the two forms stands open: whoever was here before has a passphrase and no code. */
export async function loader({ request }: LoaderFunctionArgs) {
  return { again: new URL(request.url).searchParams.get("again") === "yes" };
}

const WRONG =
  "That did not open anything. Check both; after five tries, or two weeks, ask your GP practice or care team for a new code";
const WRONG_AGAIN =
  "That did not open anything. Check both; after five wrong tries wait a quarter of an hour. If you forgot your passphrase, ask your GP practice or care team for a new code";

type Refused = { errors: FieldErrors; typed: string };

export async function action({ request }: ActionFunctionArgs) {
  refuseOtherSites(request);
  const { at } = requestStamp(request);
  const form = Object.fromEntries([...(await request.formData())].map(([name, value]) => [name, String(value).trim()]));
  const { act, number = "", code = "", numberAgain = "", passphrase = "" } = form;
  const refuse = (errors: FieldErrors, typed: string) => data<Refused>({ errors, typed }, { status: 400 });
  if (act === "again") {
    const missing = {
      ...wrongNumber("numberAgain", numberAgain),
      ...(!passphrase && { passphrase: "Write your passphrase" }),
    };
    if (Object.keys(missing).length) return refuse(missing, numberAgain);
    const answer = await signInByNumber(numberAgain, passphrase, at);
    if (answer === "wrong") return refuse({ numberAgain: WRONG_AGAIN }, numberAgain);
    return redirect("/mine", { headers: { "Set-Cookie": await startPersonSession(request, answer, at) } });
  }
  const missing = { ...wrongNumber("number", number), ...(!code && { code: "Write the code" }) };
  if (Object.keys(missing).length) return refuse(missing, number);
  const id = await findByNumber(number, code);
  if (id === "wrong") return refuse({ number: WRONG }, number);
  return redirect(`/mine/in/${id}`, { headers: { "Set-Cookie": keepCode(request, id, code) } });
}

const NO_NUMBER = "Write the number of your invitation";
const NO_SUCH_NUMBER = "Check the number: it has 9 figures, and none of them is 0 or 1";

/** What can be said of a number without looking for it, beside whatever else is missing. */
function wrongNumber(field: string, typed: string): FieldErrors {
  if (!typed) return { [field]: NO_NUMBER };
  return tidyNumber(typed) ? {} : { [field]: NO_SUCH_NUMBER };
}

const NUMBER_HINT = "9 figures on your letter, or that you were told, such as 234 567 892";

export default function Join() {
  const { again } = useLoaderData<typeof loader>();
  const { errors, typed } = (useActionData<unknown>() as Refused | undefined) ?? {};
  const isAgain = again || Boolean(errors?.numberAgain || errors?.passphrase);
  return (
    <div className="mine">
      <ErrorSummary errors={errors} />
      <h1 className="nhsuk-heading-l">Open your care plan</h1>
      <p>For people whom their GP or care team invited, and for those who care or act for them.</p>
      <Form method="post">
        <input type="hidden" name="act" value="first" />
        <h2 className="nhsuk-heading-m">The first time</h2>
        <MineField
          name="number"
          label="Number of your invitation"
          hint={NUMBER_HINT}
          numeric
          value={isAgain ? undefined : typed}
          errors={errors}
        />
        <MineField
          name="code"
          label="The code that you were told"
          hint="8 letters and numbers, such as K7QD-M2XR. Capitals do not matter."
          errors={errors}
        />
        <button type="submit" className="nhsuk-button">
          Go on
        </button>
      </Form>
      <details className="nhsuk-details" open={isAgain}>
        <summary className="nhsuk-details__summary">
          <span className="nhsuk-details__summary-text">I have been here before and have a passphrase</span>
        </summary>
        <div className="nhsuk-details__text">
          <Form method="post">
            <input type="hidden" name="act" value="again" />
            <MineField
              name="numberAgain"
              label="Number of your invitation"
              hint={NUMBER_HINT}
              numeric
              value={isAgain ? typed : undefined}
              errors={errors}
            />
            <MineField name="passphrase" type="password" label="Your passphrase" errors={errors} />
            <button type="submit" className="nhsuk-button">
              Sign in
            </button>
          </Form>
        </div>
      </details>
      <p>If you have no number, ask your GP practice or care team.</p>
      <p>
        <strong>Urgent? Ring 111, or 999 in an emergency.</strong> Nobody reads these pages at once.
      </p>
      <p>
        <Link to="/sign-in">Sign in as staff</Link>
      </p>
    </div>
  );
}
