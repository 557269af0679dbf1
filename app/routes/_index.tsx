import { randomUUID } from "node:crypto";
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireSignedIn } from "../access/require-viewer.server";
import urgentStyles from "../components/urgent.css?url";
import styles from "../components/work.css?url";
import { type Home, HomePage } from "../components/work-home";
import { type MyWork, WorkPage } from "../components/work-page";
import { countAccessReviews } from "../data/access-reviews.server";
import { openContacts } from "../data/contacts.server";
import { waitingFollowUps } from "../data/follow-ups.server";
import { listReviews } from "../data/plan-review-lists.server";
import { openMyWork } from "../data/work.server";
import { greetingAt } from "../domain/meeting";
import { pagesFor } from "../domain/pages";
import { hasToday, may, ROLES, reachesPeople } from "../domain/permissions";
import { readReviewFilter } from "../domain/plan-review-filter";
import type { StaffViewer } from "../domain/viewer";

export const meta: MetaFunction = ({ data }) => {
  const hasWork = (data as Awaited<ReturnType<typeof loader>> | undefined)?.work !== undefined;
  return [{ title: hasWork ? "My work – Confer" : "Home – Confer" }];
};
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: styles },
  { rel: "stylesheet", href: urgentStyles },
];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireSignedIn(request);
  const now = viewer.requestedAt;
  const who = { greeting: greetingAt(now), name: viewer.name, organisation: viewer.organisationName };
  if (!reachesPeople(viewer.role)) {
    const role = ROLES[viewer.role].label;
    const pages = pagesFor(viewer).filter(({ to }) => to !== "/");
    const home: Home = { ...who, role, has: hasToday(viewer), pages, now, pageKey: viewer.requestId };
    if (may(viewer, "review access")) home.reviews = await countAccessReviews(viewer);
    if (may(viewer, "look up urgently")) home.urgent = await readUrgentWork(viewer);
    return { home };
  }
  const has = {
    tasks: may(viewer, "close tasks"),
    actions: may(viewer, "own actions"),
    plans: may(viewer, "edit plan"),
    meetings: may(viewer, "take part in MDG"),
  };
  const reviews = has.plans ? await readReviews(viewer) : { total: 0, reviews: [] };
  const work: MyWork = { ...who, now, has, pageKey: randomUUID(), reviews, ...(await openMyWork(viewer)) };
  return { work };
}

/** The most pressing of the worklist's plans, and how many there are: one count, here and there. */
async function readReviews(viewer: StaffViewer): Promise<MyWork["reviews"]> {
  const { total, reviews } = await listReviews(viewer, readReviewFilter(new URLSearchParams()));
  return { total, reviews: reviews.slice(0, REVIEWS_SHOWN) };
}
const REVIEWS_SHOWN = 10;

/** Somebody who waits stands first, before anybody is looked up. */
async function readUrgentWork(viewer: StaffViewer): Promise<NonNullable<Home["urgent"]>> {
  const accepts = may(viewer, "read crisis page");
  const [contacts, followUps] = [await openContacts(viewer), accepts ? await waitingFollowUps(viewer) : []];
  return { contacts, followUps };
}

export default function Index() {
  // Dates arrive as dates: Remix carries them as they are.
  const { home, work } = useLoaderData<unknown>() as { home?: Home; work?: MyWork };
  return home ? <HomePage home={home} /> : <WorkPage work={work!} />;
}
