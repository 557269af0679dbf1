import { randomUUID } from "node:crypto";
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireSignedIn } from "../access/require-viewer.server";
import styles from "../components/work.css?url";
import { type Home, HomePage } from "../components/work-home";
import { type MyWork, WorkPage } from "../components/work-page";
import { openMyWork } from "../data/work.server";
import { greetingAt } from "../domain/meeting";
import { may, PERMISSIONS, type Permission, ROLES, reachesPeople } from "../domain/permissions";

export const meta: MetaFunction = ({ data }) => {
  const hasWork = (data as Awaited<ReturnType<typeof loader>> | undefined)?.work !== undefined;
  return [{ title: hasWork ? "My work – Confer" : "Home – Confer" }];
};
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireSignedIn(request);
  const now = viewer.requestedAt;
  const who = { greeting: greetingAt(now), name: viewer.name, organisation: viewer.organisationName };
  if (!reachesPeople(viewer.role)) {
    const permissions = (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => may(viewer, permission));
    const home: Home = {
      ...who,
      role: ROLES[viewer.role].label,
      may: permissions.map((permission) => `${permission}: ${PERMISSIONS[permission]}`),
      urgent: may(viewer, "look up urgently"),
    };
    return { home };
  }
  const has = {
    tasks: may(viewer, "close tasks"),
    actions: may(viewer, "own actions"),
    plans: may(viewer, "edit plan"),
    meetings: may(viewer, "take part in MDG"),
  };
  const work: MyWork = { ...who, now, has, pageKey: randomUUID(), ...(await openMyWork(viewer)) };
  return { work };
}

export default function Index() {
  // Dates arrive as dates: Remix carries them as they are.
  const { home, work } = useLoaderData<unknown>() as { home?: Home; work?: MyWork };
  return home ? <HomePage home={home} /> : <WorkPage work={work!} />;
}
