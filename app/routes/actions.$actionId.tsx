import { randomUUID } from "node:crypto";
import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireViewer } from "../access/require-viewer.server";
import { Due, ownerInWords } from "../components/action-list";
import { ActionSteps } from "../components/action-steps";
import { LeftByPlanLine } from "../components/action-withdrawn";
import { ErrorSummary, type FieldErrors } from "../components/error-summary";
import styles from "../components/work.css?url";
import { openAction, takeStep } from "../data/actions.server";
import { keyOf } from "../data/form-keys.server";
import { ACTION_STATUSES, type ActionStepKind, isLate, STEP_WORDS } from "../domain/action";
import { actionsPath } from "../domain/action-filter";
import { londonDate, momentInWords } from "../domain/dates";
import { pathWithin } from "../domain/pages";

export const meta: MetaFunction = () => [{ title: "Action – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "own actions");
  const action = await openAction(viewer, params.actionId!);
  if (!action) throw new Response("Not found", { status: 404 });
  const to = pathWithin(new URL(request.url).searchParams.get("to"));
  const owners = action.owners.map(({ value, name: label, accountId }) => {
    return { value, label, group: accountId ? "People" : "Organisations" };
  });
  return { action: { ...action, owners }, today: londonDate(viewer.requestedAt), to, pageKey: randomUUID() };
}

const Step = z.object({
  kind: z.enum([
    ...["accepted", "declined", "bounced", "reassigned", "carried_over"],
    ...["done", "cancelled", "reopened", "kept", "lapsed"],
  ] as [ActionStepKind, ...ActionStepKind[]]),
  note: z.string().max(2_000).default(""),
  owner: z.string().max(60).default(""),
  dueOn: z.string().max(10).default(""),
  to: z.string().default("/"),
});

type Refused = { errors: FieldErrors; tried: Omit<z.infer<typeof Step>, "to">; to: string };

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "own actions");
  const form = await request.formData();
  const parsed = Step.safeParse(Object.fromEntries(form));
  if (!parsed.success) throw new Response("That step does not exist, or its words are too long.", { status: 400 });
  const { to, ...step } = parsed.data;
  const outcome = await takeStep(viewer, { ...step, actionId: params.actionId!, key: keyOf(request, form) });
  if (!outcome) throw new Response("Not found", { status: 404 });
  if (outcome.ok) return redirect(pathWithin(to), 303);
  return data<Refused>({ errors: outcome.errors, tried: step, to: pathWithin(to) }, { status: 400 });
}

type View = Awaited<ReturnType<typeof loader>>;

export default function ActionPage() {
  const { action, today, to, pageKey } = useLoaderData<unknown>() as View;
  const refused = useActionData<unknown>() as Refused | undefined;
  return (
    <>
      <ErrorSummary errors={refused?.errors} />
      <h1 className="nhsuk-heading-l">{action.what}</h1>
      <Summary action={action} today={today} />
      <div className="confer-columns confer-columns--two">
        <section aria-labelledby="step">
          <h2 className="nhsuk-heading-m" id="step">
            What now?
          </h2>
          <ActionSteps
            {...{ steps: action.steps, owners: action.owners, dueOn: action.dueOn, today, pageKey }}
            {...{ to: refused?.to ?? to, tried: refused?.tried, errors: refused?.errors }}
          />
        </section>
        <History events={action.events} />
      </div>
      <p>
        <Link to={to}>Back</Link>
      </p>
    </>
  );
}

function Summary({ action, today }: Pick<View, "action" | "today">) {
  return (
    <>
      <p>
        {action.person ? (
          <>
            <Link to={`/people/${action.personId}`}>{action.person.name}</Link> ·{" "}
            <Link to={actionsPath({ person: action.personId })}>All their actions</Link>
          </>
        ) : (
          "The person is shown to the owner who accepts."
        )}
      </p>
      <LeftByPlanLine left={action.left} />
      <dl className="case-summary">
        <dt>Owner</dt>
        <dd>{ownerInWords(action)}</dd>
        <dt>When</dt>
        <dd>
          <Due action={action} today={today} />
        </dd>
        <dt>State</dt>
        <dd>
          {ACTION_STATUSES[action.status]}
          {action.escalatedAt && isLate(action, today) && `; ${action.createdByName} was told that it is late`}
        </dd>
        {action.outcome && (
          <>
            <dt>What came of it</dt>
            <dd>{action.outcome}</dd>
          </>
        )}
        <dt>From</dt>
        <dd>
          {action.createdByName},{" "}
          {action.origin !== "plan"
            ? "at an MDG meeting"
            : action.left
              ? "in a care plan that was withdrawn"
              : "in the care plan"}
        </dd>
      </dl>
    </>
  );
}

function History({ events }: Pick<View["action"], "events">) {
  return (
    <section aria-labelledby="history">
      <h2 className="nhsuk-heading-m" id="history">
        What happened
      </h2>
      <ol className="confer-plain-list work-lines">
        {events.map(({ id, kind, at, byName, note }) => (
          <li key={id} className="work-line">
            <div className="work-line__words">
              {STEP_WORDS[kind as keyof typeof STEP_WORDS] ?? kind}, {byName}, {momentInWords(at)}
              {note && <div>{note}</div>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
