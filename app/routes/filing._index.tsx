import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { FilingList } from "../components/filing-list";
import workStyle from "../components/work.css?url";
import { type FilingKey, findNotFiled } from "../data/plan-filings.server";
import { isUuid } from "../domain/uuid";

export const meta: MetaFunction = () => [{ title: "Plans not filed – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: workStyle }];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "file plan");
  const after = keyIn(new URL(request.url).searchParams);
  const { plans, next } = await findNotFiled(viewer, viewer.requestedAt, { after });
  return {
    plans,
    next: next && pathTo(next),
    isFirst: !after,
    organisation: viewer.organisationName,
    now: viewer.requestedAt,
  };
}

/** Where the page begins, as pathTo wrote it; anything else begins at the beginning. */
function keyIn(asked: URLSearchParams): FilingKey | undefined {
  const publishedAt = new Date(asked.get("published") ?? "");
  const personId = asked.get("person") ?? "";
  if (Number.isNaN(publishedAt.getTime()) || !isUuid(personId)) return undefined;
  return { filed: asked.get("filed") === "yes", publishedAt, personId };
}

const pathTo = ({ filed, publishedAt, personId }: FilingKey): string =>
  `/filing?${new URLSearchParams({ filed: filed ? "yes" : "no", published: publishedAt.toISOString(), person: personId })}`;

export default function FilingPage() {
  const { organisation, ...list } = useLoaderData<typeof loader>();
  return (
    <>
      <h1 className="nhsuk-heading-l">Plans that are not filed</h1>
      <p>
        Published plans of people registered with {organisation} whose block nobody has ticked as filed in the
        practice’s own system; those never filed first, then the longest wait.
      </p>
      <FilingList {...list} />
    </>
  );
}
