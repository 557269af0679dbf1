/** My work: the first line says what needs the viewer today; then tasks, actions and plans, each with its buttons. */
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { isLate } from "../domain/action";
import { agoInWords, londonDate } from "../domain/dates";
import { meetingInWords } from "../domain/meeting";
import { type ActionLine, ActionList } from "./action-list";
import { type ReviewLine, reasonsOf } from "./plan-review-list";
import { type TaskLine, TaskList } from "./task-list";
import { type OldDraftLine, OldDrafts } from "./work-drafts";

export type MyWork = {
  greeting: string;
  name: string;
  organisation: string;
  now: Date;
  pageKey: string;
  /** What of the page the role has. */
  has: { tasks: boolean; actions: boolean; plans: boolean; meetings: boolean };
  tasks: readonly TaskLine[];
  count: number;
  actions: readonly ActionLine[];
  /** Of the worklist of reviews: how many there are, and the most pressing. */
  reviews: { total: number; reviews: readonly ReviewLine[] };
  /** The viewer's own that lie untouched. */
  drafts: readonly OldDraftLine[];
  next: MeetingLine | undefined;
};
export type MeetingLine = {
  id: string;
  startsAt: Date;
  slots: number;
  free: number;
  counts: { waiting?: number; closed?: number };
  mdg: { name: string };
};

export function WorkPage({ work }: { work: MyWork }) {
  const { has, tasks, count, actions, reviews, next, now, pageKey } = work;
  const today = londonDate(now);
  return (
    <>
      <h1 className="nhsuk-heading-l">
        {work.greeting}, {work.name} · {work.organisation}
      </h1>
      <Counts work={work} today={today} />
      {has.tasks && (
        <Section title="Tasks">
          {tasks.length ? (
            <>
              <TaskList tasks={tasks} now={now} pageKey={pageKey} />
              {count > tasks.length && <p>{count - tasks.length} more appear as these are done.</p>}
            </>
          ) : (
            <p>No tasks wait for {work.organisation}.</p>
          )}
        </Section>
      )}
      {has.actions && (
        <Section title="Actions">
          {actions.length ? (
            <ActionList actions={actions} today={today} pageKey={pageKey} to="/" />
          ) : (
            <p>No open action is yours or your organisation's.</p>
          )}
          <p>
            <Link to="/actions">All actions</Link>: yours, your team's, those that you made, done ones
          </p>
        </Section>
      )}
      {has.plans && (
        <Section title="Plans to review">
          <Reviews {...reviews} today={today} />
        </Section>
      )}
      {work.drafts.length > 0 && (
        <Section title="Your old drafts">
          <OldDrafts drafts={work.drafts} now={now} />
        </Section>
      )}
      {has.meetings && (
        <Section title="Next meeting">
          <NextMeeting next={next} />
        </Section>
      )}
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = title.toLowerCase().replaceAll(" ", "-");
  return (
    <section className="work-section" aria-labelledby={id}>
      <h2 className="nhsuk-heading-m" id={id}>
        {title}
      </h2>
      {children}
    </section>
  );
}

/** One line of counts that add up: what is due today or late, and of which tasks and actions it is the sum. */
function Counts({ work, today }: { work: MyWork; today: string }) {
  const { has, tasks, count, actions, reviews, next, now } = work;
  const late = actions.filter((action) => isLate(action, today)).length;
  const dueToday = actions.filter(({ dueOn }) => dueOn === today).length;
  const offered = actions.filter(({ status }) => status === "offered").length;
  const dueTasks = tasks.filter(({ dueAt }) => !dueAt || londonDate(dueAt) <= today).length;
  const needed = dueTasks + late + dueToday;
  const meetsToday = next && londonDate(next.startsAt) === today;
  return (
    <ul className="work-counts">
      <li>
        <strong>{needed ? `${needed} due today or late` : "Nothing is due today or late"}</strong>
      </li>
      {has.tasks && (
        <li>
          {dueTasks} of {counted(count, "task")}
        </li>
      )}
      {has.actions && (
        <li>
          {late + dueToday} of {counted(actions.length, "action")}
          {offered ? `, ${offered} to accept` : ""}
        </li>
      )}
      {has.plans && (
        <li>
          <Link to="/reviews">{counted(reviews.total, "plan")} to review</Link>
        </li>
      )}
      {next && (
        <li>
          <Link to={`/meetings/${next.id}`}>MDG {meetsToday ? "today" : meetingInWords(next.startsAt)}</Link> (
          {counted(casesOf(next), "case")}
          {meetsToday ? "" : `, ${agoInWords(next.startsAt, now)}`})
        </li>
      )}
    </ul>
  );
}

const casesOf = ({ counts }: MeetingLine) => (counts.waiting ?? 0) + (counts.closed ?? 0);
export const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

function Reviews({ total, reviews, today }: MyWork["reviews"] & { today: string }) {
  if (!total) return <p>No live plan of your people asks to be reviewed.</p>;
  return (
    <>
      <ul className="confer-plain-list work-lines">
        {reviews.map((review) => (
          <li key={review.personId} className="work-line">
            <div className="work-line__words">
              <Link to={`/people/${review.personId}/plan`} className="work-line__what">
                {review.person?.name ?? "Name not shown to you"}
              </Link>
              <div>{[...reasonsOf(review, today), ...review.tasks.map(({ headline }) => headline)].join(" · ")}</div>
            </div>
          </li>
        ))}
      </ul>
      <p>
        <Link to="/reviews">All {counted(total, "plan")} to review</Link>, with filters
      </p>
    </>
  );
}

function NextMeeting({ next }: Pick<MyWork, "next">) {
  if (!next)
    return (
      <p>
        No meeting of your groups is planned. <Link to="/mdgs">Your groups</Link>
      </p>
    );
  return (
    <p>
      <Link to={`/meetings/${next.id}`}>
        {next.mdg.name}, {meetingInWords(next.startsAt)}
      </Link>
      : {counted(casesOf(next), "case")} on {counted(next.slots, "slot")}.
    </p>
  );
}
