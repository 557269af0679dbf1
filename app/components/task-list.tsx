/** Tasks as lines: what happened, about whom, and the buttons that end it. */
import { Form, Link } from "@remix-run/react";
import { momentInWords } from "../domain/dates";
import { type Ending, outcomesOpen, quickOutcome, REVIEW_KINDS, type TaskKind } from "../domain/task";
import { Button, Hidden } from "./meeting-fields";

export type TaskLine = Ending & {
  id: string;
  personId: string;
  headline: string;
  createdAt: Date;
  dueAt: Date | null;
  openedByName: string | null;
  person?: { name: string };
};

export function TaskList({ tasks, now, pageKey }: { tasks: readonly TaskLine[]; now: Date; pageKey: string }) {
  return (
    <ul className="confer-plain-list work-lines">
      {tasks.map((task) => (
        <li key={task.id} className="work-line">
          <div className="work-line__words">
            {task.person && (
              <div>
                <Link to={`/people/${task.personId}`}>{task.person.name}</Link>
              </div>
            )}
            <Link to={`/tasks/${task.id}`} className="work-line__what">
              {task.headline}
            </Link>
            <div className="confer-small">
              {task.dueAt && task.dueAt < now ? (
                <strong className="work-late">Late: was due {momentInWords(task.dueAt)}</strong>
              ) : (
                `Since ${momentInWords(task.createdAt)}`
              )}
              {task.openedByName && ` · opened by ${task.openedByName}`}
            </div>
          </div>
          <TaskButtons task={task} pageKey={pageKey} />
        </li>
      ))}
    </ul>
  );
}

const OPEN_WORDS: Partial<Record<TaskKind, string>> = {
  death_reported: "Open the contact",
  review_plan_after_contact: "Open the contact",
  follow_up_contact: "Open the contact",
  plan_reported_wrong: "Open the report",
  plan_contradiction: "Open both sides",
};

/** Where what the task asks for is done, when that is not the plan. */
const DONE_ON: Partial<Record<TaskKind, readonly [path: string, words: string]>> = {
  draft_waits: ["/drafts", "Open your drafts"],
};

/** "Still right" shows only after somebody opened the contact (safety rule 9). */
export function TaskButtons({ task, pageKey, onItsPage }: { task: TaskLine; pageKey: string; onItsPage?: boolean }) {
  const quick = quickOutcome(task);
  const shown = outcomesOpen(task).filter(({ outcome }) => onItsPage || outcome === quick);
  return (
    <div className="work-line__buttons confer-no-print">
      {!onItsPage && !quick && (
        <Link className="nhsuk-button nhsuk-button--small" to={`/tasks/${task.id}`}>
          {OPEN_WORDS[task.kind] ?? "Open"}
          <span className="nhsuk-u-visually-hidden">: {task.headline}</span>
        </Link>
      )}
      {shown.map(({ outcome, button }) => (
        <Form key={outcome} method="post" action={`/tasks/${task.id}`}>
          <Hidden pageKey={pageKey} outcome={outcome} />
          <Button secondary={outcome !== quick}>
            {button}
            <span className="nhsuk-u-visually-hidden">: {task.headline}</span>
          </Button>
        </Form>
      ))}
      {DONE_ON[task.kind] && (
        <Link to={DONE_ON[task.kind]![0]} className="work-line__more">
          {DONE_ON[task.kind]![1]}
          <span className="nhsuk-u-visually-hidden">: {task.headline}</span>
        </Link>
      )}
      {task.person && PLAN_KINDS.includes(task.kind) && (
        <Link to={`/people/${task.personId}/plan`} className="work-line__more">
          Open plan
          <span className="nhsuk-u-visually-hidden">: {task.person.name}</span>
        </Link>
      )}
    </div>
  );
}

const PLAN_KINDS: readonly TaskKind[] = ["death_reported", "number_did_not_answer", ...REVIEW_KINDS];
