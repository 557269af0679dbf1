import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { FilingList } from "../components/filing-list";
import workStyle from "../components/work.css?url";
import { findNotFiled } from "../data/plan-filings.server";

export const meta: MetaFunction = () => [{ title: "Plans not filed – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: workStyle }];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "file plan");
  const found = await findNotFiled(viewer, viewer.requestedAt);
  return { ...found, organisation: viewer.organisationName, now: viewer.requestedAt };
}

export default function FilingPage() {
  const { plans, more, organisation, now } = useLoaderData<typeof loader>();
  return (
    <>
      <h1 className="nhsuk-heading-l">Plans that are not filed</h1>
      <p>
        Published plans of people registered with {organisation} whose block nobody has ticked as filed in the
        practice’s own system; the longest wait first.
      </p>
      <FilingList plans={plans} more={more} now={now} />
    </>
  );
}
