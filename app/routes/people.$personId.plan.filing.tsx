import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { FiledTick, FilingBlock } from "../components/filing-block";
import { PersonBanner } from "../components/person-banner";
import planStyle from "../components/plan.css?url";
import recordStyle from "../components/record.css?url";
import { newId } from "../data/identity.server";
import { findBanner } from "../data/people.server";
import { readFiling, tickFiled } from "../data/plan-filings.server";
import { momentInWords } from "../domain/dates";

export { renewWhenRefused as shouldRevalidate } from "../components/renew-when-refused";
export const meta: MetaFunction = () => [{ title: "File the care plan – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: recordStyle },
  { rel: "stylesheet", href: planStyle },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "file plan");
  const filing = await readFiling(viewer, params.personId!, viewer.requestedAt);
  const banner = await findBanner(viewer, params.personId!);
  if (filing === undefined || !banner) throw new Response(null, { status: 404 });
  return { filing, banner, now: viewer.requestedAt, key: newId() };
}

const WHY_NOT = {
  changed: "The plan changed while this page was open: what is to be filed now stands below",
  "nothing to file": "There is nothing to file any more",
} as const;

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "file plan");
  const form = await request.formData();
  const outcome = await tickFiled(viewer, {
    personId: params.personId!,
    key: String(form.get("key") || newId()),
    mark: String(form.get("mark") ?? ""),
    at: viewer.requestedAt,
  });
  if (outcome.ok) return redirect("/filing");
  if (outcome.why === "not found") throw new Response(null, { status: 404 });
  return data({ error: WHY_NOT[outcome.why] }, { status: 409 });
}

export default function FilingPage() {
  const { filing, banner, now, key } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  return (
    <>
      {answered?.error && (
        <div className="nhsuk-error-summary" role="alert">
          <p className="nhsuk-error-summary__title">{answered.error}</p>
        </div>
      )}
      <PersonBanner banner={banner} now={now} />
      <h2 className="nhsuk-heading-l">File the care plan</h2>
      {filing ? <ToFile filing={filing} formKey={key} /> : <p>Nothing is published: there is nothing to file.</p>}
      <ul className="nhsuk-list">
        <li>
          <Link to="/filing">Plans that are not filed</Link>
        </li>
        <li>
          <Link to={`/people/${banner.personId}/plan`}>Care plan</Link>
        </li>
      </ul>
    </>
  );
}

type ToFileProps = { filing: NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["filing"]>; formKey: string };

function ToFile({ filing: { status, text, mark, last }, formKey }: ToFileProps) {
  const ticked = last && `${momentInWords(last.at)} by ${last.byName}, from version ${last.version}`;
  return (
    <>
      <p>
        Confer does not write into your practice’s system yet: somebody pastes this block there and ticks it. Nothing
        that is restricted is in it.
      </p>
      <p>
        <strong>
          {last?.same
            ? `Filed ${ticked}.`
            : last
              ? `What was filed ${ticked} does not stand any more: file this.`
              : "Not filed yet."}
        </strong>
      </p>
      <FilingBlock text={text} />
      {!last?.same && <FiledTick mark={mark} formKey={formKey} withdrawn={status === "withdrawn"} />}
    </>
  );
}
