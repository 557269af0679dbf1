/** Goals and the actions that are for them: the choice in an action's form, and what stands under either. */
import type { Item, PlanDocument } from "../domain/plan";
import { actionsFor, type GoalChoice, goalOf } from "../domain/plan-goals";
import type { SectionId } from "../domain/plan-sections";

type ChoiceProps = {
  id: string;
  name: string;
  value: string;
  goals: readonly GoalChoice[];
  "aria-describedby": string | undefined;
};

export function GoalSelect({ goals, value, ...field }: ChoiceProps) {
  const isAmong = goals.some(({ tie }) => tie === value);
  return (
    <select {...field} defaultValue={value} className="nhsuk-select">
      <option value="">{goals.length ? "None of them" : "The plan has no goal yet"}</option>
      {value && !isAmong && <option value={value}>As it is: a goal that is not in this list</option>}
      {goals.map(({ tie, what }) => (
        <option key={tie} value={tie}>
          {what.length > 80 ? `${what.slice(0, 77)}…` : what}
        </option>
      ))}
    </select>
  );
}

type TiesProps = {
  section: SectionId;
  item: string;
  document: PlanDocument;
  actions?: Readonly<Record<string, string>>;
};

/** Under a goal its actions, under an action its goal. */
export function GoalTies({ section, item, document, actions }: TiesProps) {
  if (section === "goals") {
    const tied = actionsFor(document, item);
    if (!tied.length) return null;
    return (
      <div>
        Actions for it:
        <ul className="nhsuk-list nhsuk-list--bullet nhsuk-u-margin-bottom-1">
          {tied.map(({ id, what, ownerName }) => (
            <li key={id}>
              {what}
              {ownerName && `, ${ownerName}`}
              {actions?.[id] && ` (${actions[id]})`}
            </li>
          ))}
        </ul>
      </div>
    );
  }
  const action = (document.sections.actions.items as readonly Item[]).find(({ id }) => id === item);
  const goal = section === "actions" && action && goalOf(document, action);
  return goal ? <p className="nhsuk-u-margin-bottom-1">For the goal: {goal.what}</p> : null;
}
