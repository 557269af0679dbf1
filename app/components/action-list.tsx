/** Actions as lines: what, about whom, who owns it, by when, and the steps that the viewer may take. */
import { Form, Link } from "@remix-run/react";
import {
  ACTION_STATUSES,
  type ActionStatus,
  type ActionStepKind,
  isLate,
  isOpen,
  type LeftByPlan,
  type Owner,
} from "../domain/action";
import { dateInWords } from "../domain/dates";
import { LeftByPlanLine } from "./action-withdrawn";
import { Button, Hidden } from "./meeting-fields";

export type ActionLine = {
  id: string;
  personId: string;
  what: string;
  status: ActionStatus;
  owner: Owner;
  organisationName: string;
  dueOn: string;
  createdByName: string;
  steps: readonly ActionStepKind[];
  origin?: string;
  /** Its plan was withdrawn. */
  left?: LeftByPlan;
  /** What came of it, of one that ended. */
  outcome?: string;
  /** When its maker was told that it is late. */
  escalatedAt?: Date | null;
  /** Undefined when the viewer does not stand in a relationship with the person. */
  person?: { name: string };
};

type Props = { actions: readonly ActionLine[]; today: string; pageKey: string; to: string; aboutWhom?: boolean };

export function ActionList({ actions, aboutWhom = true, ...rest }: Props) {
  return (
    <ul className="confer-plain-list work-lines">
      {actions.map((action) => (
        <li key={action.id} className="work-line">
          <Line action={action} aboutWhom={aboutWhom} {...rest} />
        </li>
      ))}
    </ul>
  );
}

function Line({ action, today, pageKey, to, aboutWhom }: { action: ActionLine } & Omit<Props, "actions">) {
  return (
    <>
      <div className="work-line__words">
        <Link to={`/actions/${action.id}?to=${encodeURIComponent(to)}`} className="work-line__what">
          {action.what}
        </Link>
        {aboutWhom && (
          <div>
            {action.person ? (
              <Link to={`/people/${action.personId}`}>{action.person.name}</Link>
            ) : (
              <span className="confer-muted">Person shown to the owner who accepts</span>
            )}
          </div>
        )}
        <div className="confer-small">
          {ownerInWords(action)} · {isOpen(action) && <Due action={action} today={today} />}
          {isOpen(action) && " · "}
          {ACTION_STATUSES[action.status]}
          {action.escalatedAt && isLate(action, today) && ` · ${action.createdByName} was told that it is late`}
        </div>
        <LeftByPlanLine left={action.left} />
        {action.outcome && <div className="confer-small">What came of it: {action.outcome}</div>}
      </div>
      <QuickSteps action={action} pageKey={pageKey} to={to} />
    </>
  );
}

export const ownerInWords = ({ owner, organisationName }: Pick<ActionLine, "owner" | "organisationName">) =>
  owner.accountId ? `${owner.name}, ${organisationName}` : organisationName;

export function Due({ action, today }: { action: Pick<ActionLine, "status" | "dueOn">; today: string }) {
  if (isLate(action, today)) return <strong className="work-late">Late: was due {dateInWords(action.dueOn)}</strong>;
  return action.dueOn === today ? <strong>Due today</strong> : <>Due {dateInWords(action.dueOn)}</>;
}

/** The two steps that need no words stand here; the rest is on the action's page. */
function QuickSteps({ action, pageKey, to }: { action: ActionLine; pageKey: string; to: string }) {
  // Nobody says "done" from a list about somebody whom they are not shown: accept first.
  const open = action.steps.filter((kind) => kind !== "done" || action.person !== undefined);
  const quick = QUICK.filter(([kind]) => open.includes(kind));
  const others = open.length > quick.length;
  return (
    <div className="work-line__buttons confer-no-print">
      {quick.map(([kind, words]) => (
        <Form key={kind} method="post" action={`/actions/${action.id}`}>
          <Hidden pageKey={pageKey} kind={kind} to={to} />
          <Button secondary>
            {words}
            <span className="nhsuk-u-visually-hidden">: {action.what}</span>
          </Button>
        </Form>
      ))}
      {others && (
        <Link to={`/actions/${action.id}?to=${encodeURIComponent(to)}`} className="work-line__more">
          {moreWords(action.steps)}
          <span className="nhsuk-u-visually-hidden">: {action.what}</span>
        </Link>
      )}
    </div>
  );
}

/** What an action whose plan was withdrawn asks stands first. */
const QUICK: readonly (readonly [ActionStepKind, string])[] = [
  ["kept", "Still holds"],
  ["lapsed", "Close: plan withdrawn"],
  ["accepted", "Accept"],
  ["done", "Done"],
];

function moreWords(steps: readonly ActionStepKind[]): string {
  if (steps.includes("declined")) return "Decline or give on";
  return steps.includes("carried_over") ? "Carry over, give on or cancel" : "More";
}
