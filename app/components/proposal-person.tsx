/** One person of a proposal: a box to tick, the route, every reason with since when, and the question for the group. */
import { Link } from "@remix-run/react";
import { dateInWords, shortDate } from "../domain/dates";
import { ROUTES, type Route, type Why } from "../domain/mdg-candidate";
import { CASE_NOTE_WORDS } from "../domain/meeting";
import type { FieldErrors } from "./error-summary";
import { TextArea } from "./meeting-fields";

export type ProposedPerson = {
  personId: string;
  name: string;
  bornOn: string | undefined;
  rank: number;
  route: Route;
  because: readonly Why[];
  question: string;
};

/** `brief`: the reasons as one line. */
type Props = {
  person: ProposedPerson;
  brief: boolean;
  chosen: boolean;
  question: string | undefined;
  errors?: FieldErrors;
};

export function ProposalPerson({ person, brief, chosen, question, errors }: Props) {
  const { personId, name, rank, route, because } = person;
  const field = `question-${personId}`;
  return (
    <li className="proposal-person">
      <Choose person={person} chosen={chosen} />
      <div className="proposal-person__rest">
        <span className="confer-muted">
          Place {rank} · {ROUTES[route]} ·{" "}
        </span>
        <Link to={`/people/${personId}`}>
          Open the record<span className="nhsuk-u-visually-hidden">: {name}</span>
        </Link>
        <Reasons because={because} brief={brief} />
        <details open={errors?.[field] ? true : undefined}>
          <summary>
            Question for the group<span className="nhsuk-u-visually-hidden">: {name}</span>
          </summary>
          <TextArea
            name={field}
            label={CASE_NOTE_WORDS.question}
            hint="Begins with why the person is listed: say what you want the group to answer"
            value={question ?? person.question}
            errors={errors}
          />
        </details>
      </div>
    </li>
  );
}

function Choose({ person: { personId, name, bornOn }, chosen }: Pick<Props, "person" | "chosen">) {
  return (
    <div className="nhsuk-checkboxes nhsuk-checkboxes--small">
      <div className="nhsuk-checkboxes__item">
        <input
          className="nhsuk-checkboxes__input"
          id={`person-${personId}`}
          name="personIds"
          type="checkbox"
          value={personId}
          defaultChecked={chosen}
        />
        <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={`person-${personId}`}>
          <strong>{name}</strong>, {bornOn ? `born ${dateInWords(bornOn)}` : "date of birth not known"}
        </label>
      </div>
    </div>
  );
}

function Reasons({ because, brief }: { because: readonly Why[]; brief: boolean }) {
  if (brief) return <div>{because.map(({ words, since }) => `${words} (${shortDate(since)})`).join("; ")}</div>;
  return (
    <ul>
      {because.map(({ words, since }) => (
        <li key={`${words}${since}`}>
          {words} <span className="confer-muted">({dateInWords(since)})</span>
        </li>
      ))}
    </ul>
  );
}
