/** Step-down: who may come off the list, with each condition as the record shows it, and the way back. */
import { Form, Link } from "@remix-run/react";
import { dateInWords, londonDate } from "../domain/dates";
import { peopleInWords } from "../domain/mdg-proposal";
import { meetingInWords } from "../domain/meeting";
import { CONDITION_NAMES, CONDITIONS, type Condition, MET_WORDS } from "../domain/step-down";
import type { FieldErrors } from "./error-summary";
import { Button, Hidden, Select, TextField } from "./meeting-fields";

type OnList = {
  personId: string;
  caseId: string;
  name: string;
  bornOn: string | undefined;
  discussedAt: Date;
  net: string | null | undefined;
  conditions: readonly Condition[];
  proposed: boolean;
  from: string;
};
type Off = {
  personId: string;
  caseId: string;
  name: string;
  until: string;
  steppedDown: { at: Date; byName: string; text: string };
};
export type StepDownView = {
  mdg: { id: string; name: string; mayRun: boolean };
  today: string;
  limits: { quietMonths: number; wayBackMonths: number };
  on: readonly OnList[];
  off: readonly Off[];
  coming: readonly { id: string; startsAt: Date; free: number }[];
};
type Props = { view: StepDownView; pageKey: string; errors?: FieldErrors; typed?: Readonly<Record<string, string>> };

export function StepDownPage(props: Props) {
  const { mdg, on, off, limits } = props.view;
  const ready = on.filter(({ proposed }) => proposed);
  const waiting = on.filter(({ proposed }) => !proposed);
  return (
    <>
      <span className="nhsuk-caption-l">
        <Link to={`/mdgs/${mdg.id}`}>{mdg.name}</Link>
      </span>
      <h1 className="nhsuk-heading-l">Step-down</h1>
      <p className="meeting-lead">
        {ready.length ? `${peopleInWords(ready.length)} may come off the list` : "Nobody may come off the list now"};{" "}
        {peopleInWords(on.length)} {on.length === 1 ? "is" : "are"} on it, of those whom you may see.
      </p>
      <p className="proposal-foot" id="list">
        On the list is whom the group discussed and has not stepped down. Proposed is who meets every condition,{" "}
        {limits.quietMonths} months after the meeting; nothing is proposed on what is not known. Whoever runs the group
        confirms.
      </p>
      <People title="Proposed for step-down" none="Nobody." people={ready} {...props} />
      <People title="Stay on the list" none="Nobody." people={waiting} {...props} />
      <section className="work-section" id="meetingId">
        <h2 className="nhsuk-heading-m">Stepped down in the last {limits.wayBackMonths} months</h2>
        {off.length === 0 && <p>Nobody.</p>}
        <ul className="confer-plain-list work-lines">
          {off.map((one) => (
            <WayBack key={one.caseId} one={one} {...props} />
          ))}
        </ul>
      </section>
    </>
  );
}

function People({ title, none, people, ...props }: Props & { title: string; none: string; people: readonly OnList[] }) {
  return (
    <section className="work-section">
      <h2 className="nhsuk-heading-m">{title}</h2>
      {people.length === 0 && <p>{none}</p>}
      <ul className="confer-plain-list work-lines">
        {people.map((one) => (
          <Person key={one.caseId} one={one} {...props} />
        ))}
      </ul>
    </section>
  );
}

function Person({ one, view: { mdg, today }, pageKey, errors, typed }: Props & { one: OnList }) {
  const { personId, caseId, name, bornOn, discussedAt, conditions, proposed, from, net } = one;
  return (
    <li className="proposal-person">
      <Link to={`/people/${personId}`} className="work-line__what">
        {name}
      </Link>
      , {bornOn ? `born ${dateInWords(bornOn)}` : "date of birth not known"}
      <div className="confer-muted">
        Discussed {dateInWords(londonDate(discussedAt))}.{" "}
        {proposed
          ? "Every condition is met."
          : `${lackOf(conditions)}${from > today ? ` Proposed from ${dateInWords(from)} at the earliest.` : ""}`}
      </div>
      <Conditions conditions={conditions} folded={!proposed} name={name} />
      {proposed && net && <p>{net}</p>}
      {proposed && mdg.mayRun && (
        <Form method="post" action={`/mdgs/${mdg.id}/step-down`} className="meeting-form">
          <Hidden act="step-down" caseId={caseId} pageKey={pageKey} />
          <TextField
            name="reason"
            id={`reason-${caseId}`}
            label="Why now"
            hint="Stands with the decision, together with the way back"
            value={typed?.caseId === caseId ? typed.reason : undefined}
            errors={errors}
          />
          <Button>Step down {name}</Button>
        </Form>
      )}
    </li>
  );
}

/** "Not met: actions, contingency plan. Not known: frailty." */
function lackOf(conditions: readonly Condition[]): string {
  const words = (["not_met", "unknown"] as const).flatMap((state) => {
    const lacking = conditions.filter((condition) => condition.state === state).map(({ id }) => CONDITION_NAMES[id]);
    return lacking.length ? [`${MET_WORDS[state]}: ${lacking.join(", ")}.`] : [];
  });
  return words.join(" ") || "Every condition is met.";
}

function Conditions({ conditions, folded, name }: { conditions: readonly Condition[]; folded: boolean; name: string }) {
  const list = (
    <ul className="proposal-conditions">
      {conditions.map(({ id, state, because }) => (
        <li key={id}>
          <strong>{MET_WORDS[state]}</strong>
          <span>
            {CONDITIONS[id]}: {because}
          </span>
        </li>
      ))}
    </ul>
  );
  if (!folded) return list;
  return (
    <details>
      <summary>
        Conditions<span className="nhsuk-u-visually-hidden"> for {name}</span>
      </summary>
      {list}
    </details>
  );
}

function WayBack({ one, view: { mdg, coming }, pageKey, errors }: Props & { one: Off }) {
  const { personId, caseId, name, until, steppedDown } = one;
  return (
    <li className="proposal-person">
      <Link to={`/people/${personId}`} className="work-line__what">
        {name}
      </Link>
      <div>
        {steppedDown.text}{" "}
        <span className="confer-muted">
          {steppedDown.byName}, {dateInWords(londonDate(steppedDown.at))}
        </span>
      </div>
      {coming.length > 0 && (
        <Form method="post" action={`/mdgs/${mdg.id}/step-down`} className="work-inline">
          <Hidden act="come-back" caseId={caseId} pageKey={pageKey} />
          <Select
            name="meetingId"
            id={`meeting-${caseId}`}
            label={`Back onto an agenda, without a new referral until ${dateInWords(until)}`}
            value={coming.find(({ free }) => free > 0)?.id}
            errors={errors}
            choices={coming.map(({ id, startsAt, free }) => ({
              value: id,
              label: `${meetingInWords(startsAt)} (${free > 0 ? `${free} free` : "full"})`,
            }))}
          />
          <Button secondary>Put {name} back</Button>
        </Form>
      )}
    </li>
  );
}
