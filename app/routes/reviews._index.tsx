import { type LinksFunction, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { ReviewsPage, type ReviewsView } from "../components/plan-review-list";
import styles from "../components/work.css?url";
import { listReviews } from "../data/plan-review-lists.server";
import { londonDate } from "../domain/dates";
import { may } from "../domain/permissions";
import { readReviewFilter, reviewsPath } from "../domain/plan-review-filter";

export const meta: MetaFunction = () => [{ title: "Plans to review – Confer" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const filter = readReviewFilter(new URL(request.url).searchParams);
  const found = await listReviews(viewer, filter);
  // Lines that were done meanwhile have left the last page empty.
  if (!found.reviews.length && filter.page > 1) throw redirect(reviewsPath({ ...filter, page: 1 }));
  const view: ReviewsView = {
    ...found,
    filter,
    today: londonDate(viewer.requestedAt),
    mayOpenTasks: may(viewer, "close tasks"),
  };
  return view;
}

export default function Reviews() {
  const view = useLoaderData<unknown>() as ReviewsView;
  return <ReviewsPage {...view} />;
}
