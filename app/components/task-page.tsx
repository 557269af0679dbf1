/** One task: what happened, in the words of those who were there, and how it may end. */
import { Link } from "@remix-run/react";
import { outcomeInWords, PLAN_FEEDBACK } from "../domain/contact";
import { dateInWords, momentInWords } from "../domain/dates";
import type { PlanConflict } from "../domain/plan-conflict";
import type { ProposedReview } from "../domain/plan-review";
import { OUTCOME_WORDS, TASK_KINDS, type TaskKind } from "../domain/task";
import { BothSides } from "./plan-conflicts";
import { TaskButtons, type TaskLine } from "./task-list";

export type ContactRead = {
  service: string;
  openedAt: Date;
  openedByName: string;
  closedAt: Date | null;
  outcome: string | null;
  note: string | null;
  planFeedback: string | null;
  planVersion: number | null;
  urgentFollowUp: boolean;
  acceptedBy: string | null;
  /** What somebody was asked to do before the practice opens. */
  asked: { what: string; of: string } | null;
};
type TaskRead = TaskLine & {
  doneByName: string | null;
  outcome: string | null;
  contact: ContactRead | null;
  actionId: string | null;
  conflict: PlanConflict | null;
  /** It had ended by itself and came back. */
  earlier: readonly { createdAt: Date; endedAt: Date }[];
  next: ProposedReview | null;
};

export function TaskPage({ task, pageKey }: { task: TaskRead; now: Date; pageKey: string }) {
  const { person, personId, kind, contact, doneAt } = task;
  return (
    <>
      <p className="confer-small confer-muted">{TASK_KINDS[kind]}</p>
      <h1 className="nhsuk-heading-l">{task.headline}</h1>
      <p>
        {person ? <Link to={`/people/${personId}`}>{person.name}</Link> : "The person is not shown to you."} Since{" "}
        {momentInWords(task.createdAt)}
        {task.dueAt && `; to be done by ${momentInWords(task.dueAt)}`}
        {task.openedAt && `; opened ${momentInWords(task.openedAt)} by ${task.openedByName}`}.
      </p>
      {task.earlier.map(({ createdAt, endedAt }) => (
        <p key={endedAt.toISOString()}>
          It came back: it was asked before, {momentInWords(createdAt)}, and ended by itself {momentInWords(endedAt)}.
        </p>
      ))}
      {contact && <Contact {...contact} />}
      {task.conflict && <BothSides {...task.conflict} />}
      {kind === "plan_contradiction" && !task.conflict && !doneAt && <p>The contradiction stands no longer.</p>}
      {person && DONE_AT[kind] && (
        <p>
          <Link to={`/people/${personId}/plan${DONE_AT[kind][0]}`}>{DONE_AT[kind][1]}</Link>
        </p>
      )}
      {task.actionId && (
        <p>
          <Link to={`/actions/${task.actionId}`}>Open the action: give it to somebody else, or cancel it</Link>
        </p>
      )}
      <div id="outcome" className="nhsuk-u-margin-bottom-3">
        {doneAt ? (
          <p>
            Done {momentInWords(doneAt)} by {task.doneByName}
            {task.outcome && `: ${OUTCOME_WORDS[task.outcome] ?? task.outcome}`}.
          </p>
        ) : (
          <TaskButtons task={task} pageKey={pageKey} onItsPage />
        )}
      </div>
      {["death_reported", "review_plan_after_death"].includes(kind) && !doneAt && task.planStatus === "live" && (
        <p>
          The plan is still live and crews see it. When the death is so, withdraw the plan first; then this task can
          end.
        </p>
      )}
      {task.next && !doneAt && (
        <p>
          Next review by risk: {dateInWords(task.next.on)} ({task.next.months} months; {task.next.because}).{" "}
          <Link to={`/people/${personId}/plan/edit/review`}>Set it in the plan</Link>
        </p>
      )}
      {task.stillSo && !doneAt && <p>{STILL_SO[kind]}</p>}
      {isReview(kind) && !doneAt && (
        <p className="confer-small confer-muted">
          "Still right" ends this task. CPR, medicines and doses are confirmed line by line in the plan.
        </p>
      )}
    </>
  );
}

/** Where what the task asks for is done, within the person's plan. */
const DONE_AT: Partial<Record<TaskKind, readonly [string, string]>> = {
  plan_proposed: ["/propose", "Read the proposal: take it or return it"],
  plan_withdrawn: ["", "Open the plan"],
  person_wrote: ["/invite", "Read and answer the words"],
};

/** Kinds that "still right" may end. */
const isReview = (kind: TaskKind) => kind.startsWith("review_plan_after_") && kind !== "review_plan_after_death";

/** Of tasks that no press ends: what does. */
const STILL_SO: Partial<Record<TaskKind, string>> = {
  review_plan_due: "This task ends by itself when the plan is published with the date of its next review.",
  plan_unconfirmed: "This task ends by itself when the old lines are confirmed or changed, one by one.",
  plan_contradiction: "This task ends by itself when one of the two sides changes.",
  plan_proposed: "This task ends by itself when the words are published, or the proposal is returned.",
  person_wrote: "This task ends by itself when the words are answered.",
};

function Contact(contact: ContactRead) {
  const {
    service,
    openedAt,
    openedByName,
    outcome,
    note,
    planFeedback,
    planVersion,
    urgentFollowUp,
    acceptedBy,
    asked,
  } = contact;
  return (
    <section className="work-card" aria-labelledby="contact">
      <h2 className="nhsuk-heading-m" id="contact">
        The contact
      </h2>
      <dl className="case-summary">
        <dt>Who came</dt>
        <dd>
          {SERVICES[service] ?? service}, {openedByName}, {momentInWords(openedAt)}
        </dd>
        <dt>Outcome</dt>
        <dd>{outcome ? (outcomeInWords(outcome) ?? outcome) : "not recorded yet"}</dd>
        <dt>What they wrote</dt>
        <dd>{note ?? "nothing"}</dd>
        <dt>The plan</dt>
        <dd>
          {planVersion ? `version ${planVersion}. ` : "none was seen. "}
          {planFeedback && `${PLAN_FEEDBACK[planFeedback as keyof typeof PLAN_FEEDBACK] ?? planFeedback}.`}
        </dd>
        {urgentFollowUp && (
          <>
            <dt>Follow-up</dt>
            <dd>
              {asked && `${asked.what}. Asked of ${asked.of}: `}
              {acceptedBy ? `accepted by ${acceptedBy}` : "nobody has accepted it yet"}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

const SERVICES: Record<string, string> = {
  nhs111: "NHS 111",
  ambulance: "Ambulance",
  out_of_hours: "Out-of-hours GP",
  ed: "Emergency department",
};
