/** One task: what happened, in the words of those who were there, and how it may end. */
import { Link } from "@remix-run/react";
import { outcomeInWords, PLAN_FEEDBACK } from "../domain/contact";
import { momentInWords } from "../domain/dates";
import { OUTCOME_WORDS, TASK_KINDS } from "../domain/task";
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
      {contact && <Contact {...contact} />}
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
      {kind === "death_reported" && !doneAt && task.planStatus === "live" && (
        <p>
          The plan is still live and crews see it. When the death is so, withdraw the plan first; then this task can
          end.
        </p>
      )}
      {kind === "review_plan_after_contact" && !doneAt && (
        <p className="confer-small confer-muted">
          "Still right" ends this task. CPR, medicines and doses are confirmed line by line in the plan.
        </p>
      )}
    </>
  );
}

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
