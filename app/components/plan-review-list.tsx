/** Plans that somebody should look at: whose, why, and when the next review would be by risk. */
import { Form, Link } from "@remix-run/react";
import { dateInWords } from "../domain/dates";
import type { ProposedReview } from "../domain/plan-review";
import { REVIEW_WHYS, REVIEWS_A_PAGE, type ReviewFilter, reviewsPath } from "../domain/plan-review-filter";
import type { TaskKind } from "../domain/task";
import { Choose } from "./action-page";
import { Button } from "./meeting-fields";
import { WorkPages } from "./work-pages";

export type ReviewLine = {
  personId: string;
  person?: { name: string };
  practice: string | null;
  version: number;
  deceased: boolean;
  contradictions: number;
  reviewOn: string | undefined;
  oldestSince: string;
  isOld: boolean;
  tasks: readonly { id: string; kind: TaskKind; headline: string; ours: boolean }[];
  proposed: ProposedReview;
};
export type ReviewsView = {
  filter: ReviewFilter;
  reviews: readonly ReviewLine[];
  practices: readonly { id: string; name: string }[];
  total: number;
  last: number;
  today: string;
  mayOpenTasks: boolean;
};

export function ReviewsPage(view: ReviewsView) {
  const { filter, reviews, total, last, today, mayOpenTasks } = view;
  return (
    <>
      <h1 className="nhsuk-heading-l">Plans to review</h1>
      <p className="nhsuk-u-margin-bottom-3">
        <strong>{total ? `${total} ${total === 1 ? "plan" : "plans"} to review` : "No plan to review"}</strong>
        {filter.why || filter.name || filter.practice ? " with these filters" : ""}. A plan past its review stays live
        and shows its age: crews go on reading it.
      </p>
      <FilterForm {...view} />
      {reviews.length > 0 && (
        <ul className="confer-plain-list work-lines">
          {reviews.map((review) => (
            <li key={review.personId} className="work-line">
              <Line review={review} today={today} mayOpenTasks={mayOpenTasks} />
            </li>
          ))}
        </ul>
      )}
      <WorkPages
        {...{ page: filter.page, last, total, size: REVIEWS_A_PAGE, noun: "plans" }}
        to={(page) => reviewsPath({ ...filter, page })}
      />
    </>
  );
}

function FilterForm({ filter, practices }: ReviewsView) {
  const { why, practice, name } = filter;
  return (
    <Form method="get" className="work-filter" key={reviewsPath(filter)}>
      <Choose name="why" label="Why" value={why} choices={REVIEW_WHYS} />
      {practices.length > 1 && (
        <Choose
          name="practice"
          label="Practice"
          value={practice}
          choices={{ "": "All", ...Object.fromEntries(practices.map((one) => [one.id, one.name])) }}
        />
      )}
      <div>
        <label className="nhsuk-label nhsuk-u-margin-bottom-1" htmlFor="name">
          Name or NHS number
        </label>
        <input
          className="nhsuk-input nhsuk-input--width-20"
          id="name"
          name="name"
          type="search"
          defaultValue={name}
          autoComplete="off"
        />
      </div>
      <Button secondary>Show</Button>
      {(why || practice || name) && <Link to="/reviews">All plans to review</Link>}
    </Form>
  );
}

function Line({ review, today, mayOpenTasks }: { review: ReviewLine; today: string; mayOpenTasks: boolean }) {
  const { personId, person, practice, version, reviewOn, oldestSince, tasks, proposed } = review;
  const name = person?.name ?? "Name not shown to you";
  return (
    <>
      <div className="work-line__words">
        <Link to={`/people/${personId}/plan`} className="work-line__what">
          {name}
        </Link>
        <ul className="nhsuk-list nhsuk-list--bullet work-reasons">
          {reasonsOf(review, today).map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
          {tasks.map(({ id, headline, ours }) => (
            <li key={id}>{ours && mayOpenTasks ? <Link to={`/tasks/${id}`}>{headline}</Link> : headline}</li>
          ))}
        </ul>
        <div className="confer-small">
          {practice ? `${practice} · ` : ""}version {version} · oldest critical line from {dateInWords(oldestSince)} ·
          review {reviewOn ? dateInWords(reviewOn) : "not planned"}
        </div>
        <div className="confer-small confer-muted">
          Next review by risk: {dateInWords(proposed.on)} ({proposed.months} months; {proposed.because})
        </div>
      </div>
      <div className="work-line__buttons confer-no-print">
        <Link to={`/people/${personId}/plan`} className="nhsuk-button nhsuk-button--secondary nhsuk-button--small">
          Open plan
          <span className="nhsuk-u-visually-hidden">: {name}</span>
        </Link>
        <Link to={`/people/${personId}/plan/edit/review`} className="work-line__more">
          Set the next review
          <span className="nhsuk-u-visually-hidden">: {name}</span>
        </Link>
      </div>
    </>
  );
}

/** What no task says yet. */
export function reasonsOf(
  { deceased, contradictions, reviewOn, isOld, oldestSince, tasks }: ReviewLine,
  today: string,
): string[] {
  const asked = (kind: TaskKind) => tasks.some((task) => task.kind === kind);
  const reasons: string[] = [];
  if (deceased && !asked("review_plan_after_death"))
    reasons.push("Recorded as having died, and the plan is still live");
  if (contradictions && !asked("plan_contradiction"))
    reasons.push(
      `${contradictions === 1 ? "One contradiction" : `${contradictions} contradictions`}: crews read both sides`,
    );
  if (reviewOn && reviewOn <= today && !asked("review_plan_due"))
    reasons.push(`The planned review was due ${dateInWords(reviewOn)}`);
  if (isOld && !asked("plan_unconfirmed"))
    reasons.push(`A line that crews act on stands unconfirmed since ${dateInWords(oldestSince)}`);
  return reasons;
}
