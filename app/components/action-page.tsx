/** Actions of plans and meetings in one place: whose, in which state, from where; late ones stand first. */
import { Form, Link } from "@remix-run/react";
import {
  ACTIONS_A_PAGE,
  type ActionFilter,
  actionsPath,
  ORIGINS,
  STATES,
  WHOSE,
  type Whose,
} from "../domain/action-filter";
import { type ActionLine, ActionList } from "./action-list";
import { Button, Hidden } from "./meeting-fields";
import { WorkPages } from "./work-pages";

export type ActionsView = {
  filter: ActionFilter;
  actions: readonly ActionLine[];
  counts: Record<Whose, { open: number; late: number }>;
  person: { id: string; name: string } | null;
  /** Of the team's: their plan was withdrawn, and nobody has said whether they still hold. */
  asked: number;
  total: number;
  page: number;
  last: number;
  today: string;
  pageKey: string;
};

export function ActionsPage(view: ActionsView) {
  const { filter, actions, person, total, page, last, today, pageKey } = view;
  const here = actionsPath({ ...filter, page });
  return (
    <>
      <h1 className="nhsuk-heading-l">{person ? `Actions: ${person.name}` : "Actions"}</h1>
      <p className="nhsuk-u-margin-bottom-3">{answerOf(view)}</p>
      {person ? (
        <p>
          <Link to={`/people/${person.id}`}>Record of {person.name}</Link> · <Link to="/actions">All my actions</Link>
        </p>
      ) : (
        <WhoseTabs {...view} />
      )}
      {view.asked > 0 && !person && filter.origin !== "withdrawn" && (
        <p>
          <Link to={actionsPath({ whose: "team", origin: "withdrawn" })}>
            {view.asked === 1 ? "1 of your team’s comes from a plan" : `${view.asked} of your team’s come from plans`}{" "}
            that
            {view.asked === 1 ? " was" : " were"} withdrawn
          </Link>
          : say whether {view.asked === 1 ? "it" : "they"} still {view.asked === 1 ? "holds" : "hold"}
        </p>
      )}
      <FilterForm filter={filter} />
      {actions.length ? (
        <ActionList actions={actions} today={today} pageKey={pageKey} to={here} aboutWhom={!person} />
      ) : (
        <p>No action here is {STATES[filter.state].toLowerCase()}.</p>
      )}
      <WorkPages
        {...{ page, last, total, size: ACTIONS_A_PAGE, noun: "actions" }}
        to={(page) => actionsPath({ ...filter, page })}
      />
    </>
  );
}

/** What needs the reader, in one sentence. */
function answerOf({ counts, person, total, filter }: ActionsView) {
  if (person) return `${total} ${STATES[filter.state].toLowerCase()}.`;
  const { mine, team } = counts;
  const late = mine.late ? <strong>{mine.late} of yours are late.</strong> : "None of yours is late.";
  return (
    <>
      {late} {mine.open} open are yours, {team.open} your team's
      {team.late > mine.late ? ` (${team.late} late)` : ""}.
    </>
  );
}

function WhoseTabs({ filter, counts }: ActionsView) {
  return (
    <nav aria-label="Whose actions">
      <ul className="work-counts">
        {(Object.keys(WHOSE) as Whose[]).map((whose) => (
          <li key={whose}>
            {filter.whose === whose ? (
              <strong aria-current="page">{WHOSE[whose]}</strong>
            ) : (
              <Link to={actionsPath({ ...filter, whose, page: 1 })}>{WHOSE[whose]}</Link>
            )}{" "}
            {counts[whose].open}
            {counts[whose].late > 0 && <span className="work-late">, {counts[whose].late} late</span>}
          </li>
        ))}
      </ul>
    </nav>
  );
}

function FilterForm({ filter }: { filter: ActionFilter }) {
  const { whose, person, state, origin } = filter;
  return (
    <Form method="get" className="work-filter" key={actionsPath(filter)}>
      {person ? <Hidden person={person} /> : <Hidden whose={whose} />}
      <Choose name="state" label="State" value={state} choices={STATES} />
      <Choose name="from" label="From" value={origin} choices={ORIGINS} />
      <Button secondary>Show</Button>
    </Form>
  );
}

type ChooseProps = { name: string; label: string; value: string; choices: Readonly<Record<string, string>> };

export function Choose({ name, label, value, choices }: ChooseProps) {
  return (
    <div>
      <label className="nhsuk-label nhsuk-u-margin-bottom-1" htmlFor={name}>
        {label}
      </label>
      <select className="nhsuk-select" id={name} name={name} defaultValue={value}>
        {Object.entries(choices).map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
