import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { type ShouldRevalidateFunction, useActionData, useLoaderData, useLocation, useSubmit } from "@remix-run/react";
import { useEffect } from "react";
import { requireViewer } from "../access/require-viewer.server";
import styles from "../components/registry.css?url";
import { RegistryPage, type RegistryView } from "../components/registry-page";
import { openRegistry } from "../data/registry.server";
import { may } from "../domain/permissions";
import { NOT_NARROWED, newestSearch, readFilter, readPlace, readSort, toQuery } from "../domain/registry-filter";
import type { StaffViewer } from "../domain/viewer";

export const meta: MetaFunction = () => [{ title: "Registry – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

/** What an address may hold: a name or a number that stands in one is not read. */
export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "use the registry");
  const asked = new URL(request.url).searchParams;
  const errors: Record<string, string> = {};
  for (const identifier of ["name", "nhsNumber"])
    if (asked.get(identifier)) errors[identifier] = `${NOT_FROM_ADDRESS}. ${NOT_NARROWED}`;
  for (const identifier of ["name", "nameMatch", "nhsNumber"]) asked.delete(identifier);
  return showRegistry(viewer, asked, errors);
}

/** A search by name or NHS number, which comes in the body. */
export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "use the registry");
  return showRegistry(viewer, newestSearch(new URLSearchParams(await request.text())), {});
}

const NOT_FROM_ADDRESS = "Names and NHS numbers are not taken from addresses: search for them here";

async function showRegistry(
  viewer: StaffViewer,
  asked: URLSearchParams,
  refused: Record<string, string>,
): Promise<RegistryView> {
  const { filter, errors } = readFilter(asked);
  const registry = await openRegistry(viewer, { filter, sort: readSort(asked), place: readPlace(asked) });
  return {
    ...registry,
    parts: [...registry.parts],
    errors: { ...refused, ...errors, ...registry.errors },
    now: viewer.requestedAt,
    organisation: viewer.organisationName,
    mayRefer: may(viewer, "refer to MDG"),
    key: `${toQuery(registry.filter)} ${viewer.requestId}`,
  };
}
/** A search shows its own answer: the list behind it need not be read, and recorded, once more. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formMethod, formAction, defaultShouldRevalidate }) =>
  formMethod === "POST" && formAction === "/registry" ? false : defaultShouldRevalidate;

export default function Registry() {
  // Dates arrive as dates: Remix carries them as they are.
  const opened = useLoaderData<unknown>() as RegistryView;
  const found = useActionData<unknown>() as RegistryView | undefined;
  useSearchAgain(found !== undefined);
  return <RegistryPage view={found ?? opened} />;
}

/** Back to a search, and its reload: what was searched for stands in the history entry, and is asked once more. */
function useSearchAgain(searched: boolean) {
  const submit = useSubmit();
  const kept = useLocation().state as { search?: string } | null;
  const search = searched ? undefined : kept?.search;
  useEffect(() => {
    if (!search) return;
    submit(new URLSearchParams(search), { method: "post", action: "/registry", replace: true, state: { search } });
  }, [search, submit]);
}
