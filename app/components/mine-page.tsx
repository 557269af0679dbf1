/** The person's, a proxy's or a carer's own page: the plan, their words, what was answered. */
import { Form, Link } from "@remix-run/react";
import { STANDS_BY_ITSELF } from "../domain/crisis-plan";
import { dateInWords, londonDate, momentInWords } from "../domain/dates";
import {
  type AccessKind,
  type Grant,
  grantFor,
  MOST_WORDS,
  PERSON_WORDS,
  type PersonTopic,
} from "../domain/person-access";
import { FieldError, type FieldErrors } from "./error-summary";
import { MineField } from "./mine-field";

type Words = {
  id: string;
  about: PersonTopic;
  words: string;
  byName: string;
  at: Date;
  answer: string | null;
  answered: string | null;
  answeredAt: Date | null;
  answeredByName: string | null;
};
type Props = {
  name: string;
  relation: string;
  as: AccessKind;
  /** The person, for a proxy or a carer. */
  whose: string | null;
  grants: readonly Grant[];
  plan: { version: number; at: Date; withdrawn: boolean } | undefined;
  /** A live plan stands under another record of this person. */
  otherPlan: boolean;
  words: readonly Words[];
  /** Who else has pages of this plan; told to the person alone. */
  others: readonly { id: string; kind: AccessKind; name: string; relation: string; since: Date }[];
  written: boolean;
  id: string;
  errors: FieldErrors | undefined;
  typed: { about: string; words: string } | undefined;
};

export function MinePage(props: Props) {
  const { name, relation, whose, grants, written } = props;
  return (
    <>
      <h1 className="nhsuk-heading-l">{whose === null ? "Your care plan" : `Care plan of ${whose}`}</h1>
      <p>
        Signed in as {name}
        {relation && `, ${relation}`}.
      </p>
      {written && (
        <div className="nhsuk-inset-text" role="status">
          <p>Sent. Somebody who looks after the plan reads it and answers here. It is not read at once.</p>
        </div>
      )}
      {grants.includes("plan") && <Plan {...props} />}
      {props.otherPlan && (
        <p>
          <strong>{props.plan ? "There is a second plan" : "There is a plan"}, under another record here.</strong>{" "}
          Ambulance crews can find it. It cannot be read on this page yet: ask your GP practice for a copy, and to bring
          the records together.
        </p>
      )}
      {grants.includes("openings") && (
        <p>
          <Link to="/mine/openings">Who opened the plan</Link>
        </p>
      )}
      <Write {...props} />
      <Written {...props} />
      <Others {...props} />
      <p>
        <strong>Urgent? Ring 111, or 999 in an emergency.</strong> Nobody reads these pages at once.
      </p>
      <Form method="post" action="/mine/signed-out">
        <button type="submit" className="nhsuk-button nhsuk-button--secondary">
          Sign out
        </button>
      </Form>
    </>
  );
}

const Plan = ({ plan, otherPlan }: Props) =>
  plan?.withdrawn ? (
    <p>
      <strong>The plan was withdrawn on {dateInWords(londonDate(plan.at))}.</strong> The care plan in older copies no
      longer stands. {STANDS_BY_ITSELF} <a href="/mine/plan">Read what is said about it</a>, and ask your GP practice
      what stands now.
    </p>
  ) : plan ? (
    <p>
      <a className="nhsuk-button" href="/mine/plan">
        Read the plan
      </a>
      <br />
      Last changed {dateInWords(londonDate(plan.at))}.
    </p>
  ) : otherPlan ? null : (
    <p>There is no plan to read here yet. Ask your GP practice if you expected one.</p>
  );

function Write({ grants, id, errors, typed }: Props) {
  const topics = (Object.keys(PERSON_WORDS) as PersonTopic[]).filter((topic) => grants.includes(grantFor(topic)));
  if (!topics.length) return null;
  return (
    <section aria-labelledby="write">
      <h2 className="nhsuk-heading-m" id="write">
        Write something for the plan
      </h2>
      <p>
        Your words go to the people who look after the plan. They put them in as you wrote them, or answer you here.
      </p>
      <Form method="post" key={id}>
        <input type="hidden" name="id" value={id} />
        <div className={`nhsuk-form-group${errors?.about ? " nhsuk-form-group--error" : ""}`}>
          <label className="nhsuk-label" htmlFor="about">
            What is it about?
          </label>
          <FieldError field="about" errors={errors} />
          <select className="nhsuk-select" id="about" name="about" defaultValue={typed?.about ?? ""}>
            <option value="">Choose</option>
            {topics.map((topic) => (
              <option key={topic} value={topic}>
                {PERSON_WORDS[topic]}
              </option>
            ))}
          </select>
        </div>
        <MineField name="words" label="Your words" max={MOST_WORDS} value={typed?.words} errors={errors} />
        <button type="submit" className="nhsuk-button">
          Send
        </button>
      </Form>
    </section>
  );
}

function Others({ as, others }: Props) {
  if (as !== "self") return null;
  return (
    <section aria-labelledby="others">
      <h2 className="nhsuk-heading-m" id="others">
        Who else has these pages
      </h2>
      {others.length === 0 && <p>Nobody else.</p>}
      <ul>
        {others.map(({ id, name, relation, since }) => (
          <li key={id}>
            {name}
            {relation && `, ${relation}`}, since {dateInWords(londonDate(since))}
          </li>
        ))}
      </ul>
      {others.length > 0 && <p>If you do not want this, tell your practice: they can end it at once.</p>}
    </section>
  );
}

const ANSWERED: Record<string, string> = {
  taken: "It goes into the plan",
  answered: "Answered",
  set_aside: "Not put into the plan",
};

function Written({ words }: Props) {
  if (!words.length) return null;
  return (
    <section aria-labelledby="written">
      <h2 className="nhsuk-heading-m" id="written">
        What was written here
      </h2>
      <ul className="confer-plain-list">
        {words.map(({ id, about, words: said, byName, at, answer, answered, answeredAt, answeredByName }) => (
          <li key={id} className="mine__words">
            <strong>{PERSON_WORDS[about]}</strong>
            <p className="mine__said">{said}</p>
            <p className="confer-muted">
              {byName}, {momentInWords(at)}
            </p>
            {answered ? (
              <p>
                {ANSWERED[answered]} ({answeredByName}
                {answeredAt && `, ${dateInWords(londonDate(answeredAt))}`}){answer && `: ${answer}`}
              </p>
            ) : (
              <p>Not answered yet.</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
