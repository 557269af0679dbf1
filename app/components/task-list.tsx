/** Tasks as lines: what happened, about whom, and the buttons that end it. */
import { Form, Link } from "@remix-run/react";
import { momentInWords } from "../domain/dates";
import { outcomesOpen, type TaskKind } from "../domain/task";
import { Button, Hidden } from "./meeting-fields";

export type TaskLine = {
  id: string;
  personId: string;
  kind: TaskKind;
  headline: string;
  createdAt: Date;
  dueAt: Date | null;
  openedAt: Date | null;
  openedByName: string | null;
  doneAt: Date | null;
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
  review_plan_after_contact: "Open the contact",
  follow_up_contact: "Open the contact",
};

/** "Still right" shows only after somebody opened the contact (safety rule 9). */
export function TaskButtons({ task, pageKey, onItsPage }: { task: TaskLine; pageKey: string; onItsPage?: boolean }) {
  const outcomes = outcomesOpen(task);
  const [first] = outcomes;
  const shown = onItsPage ? outcomes : first ? [first] : [];
  return (
    <div className="work-line__buttons confer-no-print">
      {!onItsPage && !first && (
        <Link className="nhsuk-button nhsuk-button--small" to={`/tasks/${task.id}`}>
          {OPEN_WORDS[task.kind] ?? "Open"}
          <span className="nhsuk-u-visually-hidden">: {task.headline}</span>
        </Link>
      )}
      {shown.map(({ outcome, button }) => (
        <Form key={outcome} method="post" action={`/tasks/${task.id}`}>
          <Hidden pageKey={pageKey} outcome={outcome} />
          <Button secondary={outcome !== first?.outcome}>
            {button}
            <span className="nhsuk-u-visually-hidden">: {task.headline}</span>
          </Button>
        </Form>
      ))}
      {task.person && PLAN_KINDS.includes(task.kind) && (
        <Link to={`/people/${task.personId}/plan`} className="work-line__more">
          Open plan
          <span className="nhsuk-u-visually-hidden">: {task.person.name}</span>
        </Link>
      )}
    </div>
  );
}

const PLAN_KINDS: readonly TaskKind[] = [
  "review_plan_after_contact",
  "plan_unconfirmed",
  "number_did_not_answer",
  "plan_reported_wrong",
];
