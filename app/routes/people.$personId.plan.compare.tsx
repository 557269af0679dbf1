import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { PersonBanner } from "../components/person-banner";
import planStyle from "../components/plan.css?url";
import { SaidChanges } from "../components/plan-history-list";
import signingStyle from "../components/plan-signing.css?url";
import recordStyle from "../components/record.css?url";
import { findBanner } from "../data/people.server";
import { readComparison } from "../data/plan-history.server";
import { momentInWords } from "../domain/dates";

export const meta: MetaFunction = () => [{ title: "Compare versions of care plan – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: recordStyle },
  { rel: "stylesheet", href: planStyle },
  { rel: "stylesheet", href: signingStyle },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "read record");
  const asked = new URL(request.url).searchParams;
  const between = { from: numberOf(asked.get("from")), to: numberOf(asked.get("to")) };
  const comparison = await readComparison(viewer, params.personId!, between);
  const banner = await findBanner(viewer, params.personId!);
  if (!comparison || !banner) throw new Response(null, { status: 404 });
  return { ...comparison, asked: asked.has("from"), banner, now: viewer.requestedAt };
}

const numberOf = (text: string | null) => (text && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0);

export default function ComparePage() {
  const { who, banner, choices, compared, asked, now } = useLoaderData<typeof loader>();
  const path = `/people/${who.personId}/plan`;
  const [newest, beforeThat] = choices;
  return (
    <>
      <PersonBanner banner={banner} now={now} />
      <h2 className="nhsuk-heading-l">Compare two versions of the care plan</h2>
      {choices.length < 2 && <p>There are not two versions to compare.</p>}
      {choices.length > 1 && (
        <Form method="get" className="plan-choose">
          <Versions name="from" label="From version" choices={choices} value={compared?.from ?? beforeThat!.version} />
          <Versions name="to" label="To version" choices={choices} value={compared?.to ?? newest!.version} />
          <button className="nhsuk-button nhsuk-button--secondary" type="submit">
            Compare
          </button>
        </Form>
      )}
      {asked && !compared && <p>Choose two different versions.</p>}
      {compared && (
        <section aria-labelledby="compared">
          <h2 className="nhsuk-heading-m" id="compared">
            From version {compared.from} to version {compared.to}
          </h2>
          <SaidChanges changes={compared.changes} />
          {compared.closed && <p>A part of the plan that is closed to you changed too.</p>}
        </section>
      )}
      <p>
        <Link to={`${path}/history`}>History</Link>
      </p>
    </>
  );
}

type VersionsProps = {
  name: string;
  label: string;
  value: number;
  choices: readonly { version: number; at: Date; byName: string }[];
};

function Versions({ name, label, value, choices }: VersionsProps) {
  return (
    <div className="nhsuk-form-group">
      <label className="nhsuk-label" htmlFor={name}>
        {label}
      </label>
      <select className="nhsuk-select" id={name} name={name} defaultValue={value} key={value}>
        {choices.map(({ version, at, byName }) => (
          <option key={version} value={version}>
            {version}: {momentInWords(at)}, {byName}
          </option>
        ))}
      </select>
    </div>
  );
}
