import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { forgetCode, keptCode, signInAgain, startPersonSession, takeUp } from "../access/person-sessions.server";
import { refuseOtherSites, requestStamp } from "../access/require-viewer.server";
import { ErrorSummary, type FieldErrors } from "../components/error-summary";
import { MineField } from "../components/mine-field";
import { findInvitation } from "../data/person-access.server";
import { isUuid } from "../domain/uuid";

export const meta: MetaFunction = () => [{ title: "Your care plan – Confer" }, { name: "robots", content: "noindex" }];

/** Says no more than whether the one-time code is still to be used: not whose pages they are, nor that there are any. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const id = params.accessId!;
  if (!isUuid(id)) throw new Response("Not found", { status: 404 });
  // Whoever comes from the page for the number has given the code there.
  return { first: (await findInvitation(id)) !== undefined, codeGiven: keptCode(request, id) !== undefined };
}

const First = z.object({
  code: z.string().trim().min(1, "Write the code that you were given"),
  bornOn: z.iso.date("Write your date of birth, or that of the person whose plan it is"),
  passphrase: z.string().min(12, "Choose a passphrase of at least 12 characters").max(200),
  again: z.string(),
});

const WRONG =
  "That did not open anything. Check the code and the date of birth; after five tries, or two weeks, ask the practice for a new code";

/** The code was found right on the page before. */
const WRONG_DATE =
  "That did not open anything. Check the date of birth: that of the person whose care plan it is; after five tries, or two weeks, ask the practice for a new code";

export async function action({ request, params }: ActionFunctionArgs) {
  refuseOtherSites(request);
  const { at } = requestStamp(request);
  const id = params.accessId!;
  if (!isUuid(id)) throw new Response("Not found", { status: 404 });
  const form = Object.fromEntries([...(await request.formData())].map(([name, value]) => [name, String(value)]));
  const given = { ...form, code: form.code || keptCode(request, id) || "" };
  const answer = form.act === "first" ? await first(id, given, at) : await again(id, form, at);
  if ("errors" in answer) return data(answer, { status: 400 });
  const headers = new Headers({ "Set-Cookie": await startPersonSession(request, answer, at) });
  headers.append("Set-Cookie", forgetCode(request));
  return redirect("/mine", { headers });
}

type Answer = { errors: FieldErrors } | { accessId: string; personId: string };

async function first(id: string, form: Record<string, string>, at: Date): Promise<Answer> {
  const parsed = First.safeParse(form);
  if (!parsed.success)
    return { errors: Object.fromEntries(parsed.error.issues.map(({ path, message }) => [String(path[0]), message])) };
  if (parsed.data.again !== parsed.data.passphrase)
    return { errors: { again: "The two passphrases are not the same" } };
  const taken = await takeUp(id, parsed.data, at);
  if (taken !== "wrong") return taken;
  return { errors: form.codeGiven === "yes" ? { bornOn: WRONG_DATE } : { code: WRONG } };
}

async function again(id: string, { passphrase = "" }: Record<string, string>, at: Date): Promise<Answer> {
  if (!passphrase) return { errors: { passphrase: "Write your passphrase" } };
  const answer = await signInAgain(id, passphrase, at);
  if (answer === "wait") return { errors: { passphrase: "Too many wrong tries: wait a quarter of an hour" } };
  if (answer === "wrong")
    return { errors: { passphrase: "That did not open anything. If you forgot it, ask the practice for a new code" } };
  return answer;
}

export default function PersonSignIn() {
  const { first, codeGiven } = useLoaderData<typeof loader>();
  const errors = (useActionData<unknown>() as { errors: FieldErrors } | undefined)?.errors;
  return (
    <div className="mine">
      <ErrorSummary errors={errors} />
      <h1 className="nhsuk-heading-l">{first ? "Open your care plan" : "Sign in to your care plan"}</h1>
      <Form method="post">
        <input type="hidden" name="act" value={first ? "first" : "again"} />
        {first ? <FirstTime codeGiven={codeGiven} errors={errors} /> : <Again errors={errors} />}
        <button type="submit" className="nhsuk-button">
          {first ? "Open" : "Sign in"}
        </button>
      </Form>
    </div>
  );
}

const FirstTime = ({ codeGiven, errors }: { codeGiven: boolean; errors: FieldErrors | undefined }) => (
  <>
    {codeGiven ? (
      <>
        <input type="hidden" name="codeGiven" value="yes" />
        <p>Your number and code are right. Two things more.</p>
      </>
    ) : (
      <MineField
        name="code"
        label="The code that you were given"
        hint="8 letters and numbers, such as K7QD-M2XR"
        errors={errors}
      />
    )}
    <MineField
      name="bornOn"
      type="date"
      label="Date of birth"
      hint="Of the person whose care plan it is"
      errors={errors}
    />
    <MineField
      name="passphrase"
      type="password"
      label="Choose a passphrase for next time"
      hint="At least 12 characters. Three or four words are easy to remember."
      errors={errors}
    />
    <MineField name="again" type="password" label="The passphrase once more" errors={errors} />
  </>
);

const Again = ({ errors }: { errors: FieldErrors | undefined }) => (
  <MineField name="passphrase" type="password" label="Your passphrase" errors={errors} />
);
