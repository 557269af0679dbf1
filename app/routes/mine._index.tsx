import { randomUUID } from "node:crypto";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePerson } from "../access/person-sessions.server";
import { ErrorSummary, type FieldErrors } from "../components/error-summary";
import { MinePage } from "../components/mine-page";
import { readOwnPages, writeOwnWords } from "../data/person-access.server";
import { readNameOfPages } from "../data/person-pages-name.server";
import { grantFor, isPersonTopic, MOST_WORDS } from "../domain/person-access";
import { isUuid } from "../domain/uuid";

export const meta: MetaFunction = () => [{ title: "Your care plan – Confer" }, { name: "robots", content: "noindex" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requirePerson(request);
  const { plan, otherPlan, words, others } = await readOwnPages(viewer);
  const { name, relation, as, grants, requestedAt } = viewer;
  const written = new URL(request.url).searchParams.get("written") === "yes";
  return {
    ...{ name, relation, as, grants, words, others, written },
    otherPlan,
    /** Told to others only: the person knows. */
    whose: as === "self" ? null : await readNameOfPages(viewer),
    plan: plan && { version: plan.version, at: plan.at, withdrawn: plan.withdrawn },
    now: requestedAt,
    /** Of the form: the same words sent twice are kept once. */
    id: randomUUID(),
  };
}

type Refused = { errors: FieldErrors; typed: { about: string; words: string } };

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requirePerson(request);
  const form = await request.formData();
  const about = String(form.get("about") ?? "");
  const words = String(form.get("words") ?? "").trim();
  const id = String(form.get("id") ?? "");
  const refuse = (errors: FieldErrors) => data<Refused>({ errors, typed: { about, words } }, { status: 400 });
  if (!isPersonTopic(about)) return refuse({ about: "Choose what it is about" });
  if (!viewer.grants.includes(grantFor(about))) throw new Response("This was not opened for you.", { status: 403 });
  if (!words) return refuse({ words: "Write a few words" });
  if (words.length > MOST_WORDS) return refuse({ words: `Write ${MOST_WORDS} characters or fewer` });
  if (!isUuid(id)) throw new Response("Send the form again.", { status: 400 });
  await writeOwnWords(viewer, { id, about, words, at: viewer.requestedAt });
  return redirect("/mine?written=yes", 303);
}

export default function Mine() {
  const page = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const refused = useActionData<unknown>() as Refused | undefined;
  return (
    <div className="mine">
      <ErrorSummary errors={refused?.errors} />
      <MinePage {...page} errors={refused?.errors} typed={refused?.typed} />
    </div>
  );
}
