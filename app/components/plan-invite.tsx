/** Staff's side of the person's own pages: who has them, inviting one more, and what was written there. */
import { Form, Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { dateInWords, londonDate, momentInWords } from "../domain/dates";
import {
  ACCESS_KINDS,
  type AccessKind,
  CODE_DAYS,
  GRANTS,
  type Grant,
  numberInWords,
  PERSON_WORDS,
  type PersonTopic,
} from "../domain/person-access";
import type { FieldErrors } from "./error-summary";
import { Button, Hidden, TextArea } from "./meeting-fields";

type ToldProps = { code: string; number: string; address: string; name: string; inLetter: boolean };

/** The only time that the code is shown. */
export function InviteTold({ code, number, address, name, inLetter }: ToldProps) {
  return (
    <div className="nhsuk-inset-text confer-no-print" role="status">
      <h2 className="nhsuk-heading-m">Tell {name} this now</h2>
      <p>
        Address: <strong>{address}</strong>
        <br />
        Number: <strong className="invite-code">{numberInWords(number)}</strong>
        <br />
        Code: <strong className="invite-code">{code}</strong>
      </p>
      <p>
        The code is shown this once and kept nowhere. It opens the pages one time within {CODE_DAYS} days, together with
        the number and the person's date of birth. Tell it face to face or by a phone call that you made, never by
        e-mail.
      </p>
      <p>
        {inLetter
          ? "The letter below holds the code, as you chose: give it into their hands."
          : "The letter below leaves the code out: it may go by post."}{" "}
        Print this page (Ctrl+P): only the letter is printed.
      </p>
    </div>
  );
}

type Words = {
  id: string;
  about: PersonTopic;
  words: string;
  byName: string;
  at: Date;
  answered: string | null;
  answeredByName: string | null;
  answer: string | null;
};
export type Answering = {
  action: string;
  errors: FieldErrors | undefined;
  typed: Readonly<Record<string, string>> | undefined;
};

export function InviteWords({ words, ...answering }: { words: readonly Words[] } & Answering) {
  return (
    <section aria-labelledby="words">
      <h2 className="nhsuk-heading-m" id="words">
        What they wrote
      </h2>
      {words.length === 0 && <p>Nothing yet.</p>}
      <ul className="confer-plain-list work-lines">
        {words.map((one) => (
          <li key={one.id} className="work-line">
            <div className="work-line__words">
              <strong>{PERSON_WORDS[one.about]}:</strong> “{one.words}”
              <div className="confer-muted">
                {one.byName}, {momentInWords(one.at)}
              </div>
              {one.answered ? (
                <p>
                  {one.answered === "taken"
                    ? "Taken into a draft"
                    : one.answered === "answered"
                      ? "Answered"
                      : "Set aside"}{" "}
                  by {one.answeredByName}
                  {one.answer && `: ${one.answer}`}
                  {one.answered === "taken" && (
                    <>
                      . <Link to={answering.action.replace(/invite$/, "publish")}>Review and publish your draft</Link>
                    </>
                  )}
                </p>
              ) : (
                <AnswerWords {...one} {...answering} />
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function AnswerWords({ id, about, action, errors, typed }: Words & Answering) {
  const forPlan = about !== "question" && about !== "wrong";
  return (
    <Form method="post" action={action} className="meeting-form">
      <Hidden id={id} />
      <TextArea
        name="answer"
        id={`answer-${id}`}
        label="Your answer to them"
        hint={forPlan ? "Needed unless you put the words into the plan as they stand" : undefined}
        rows={2}
        value={typed?.id === id ? typed.answer : undefined}
        errors={errors}
      />
      {forPlan && (
        <Button name="act" value="taken">
          Put into my draft of About me
        </Button>
      )}
      <Button name="act" value="answered" secondary>
        Answer
      </Button>
      <Button name="act" value="set_aside" secondary>
        Set aside with this answer
      </Button>
    </Form>
  );
}

type Access = {
  id: string;
  kind: AccessKind;
  name: string;
  relation: string;
  grants: readonly Grant[];
  /** Read out to whoever lost the letter; absent where it was made before there were numbers. */
  number: string | undefined;
};
type Standing = {
  invitations: readonly (Access & { madeAt: Date; madeByName: string; expiresAt: Date; tries: number })[];
  accesses: readonly (Access & { since: Date; endedAt: Date | null; endedBecause: string | null })[];
  action: string;
};

export function InviteStanding({ invitations, accesses, action }: Standing) {
  return (
    <section aria-labelledby="standing">
      <h2 className="nhsuk-heading-m" id="standing">
        Who has these pages
      </h2>
      {invitations.length + accesses.length === 0 && <p>Nobody yet.</p>}
      <ul className="confer-plain-list work-lines">
        {invitations.map((one) => (
          <Line key={one.id} {...one} action={action}>
            Invited {dateInWords(londonDate(one.madeAt))} by {one.madeByName}; the code ends{" "}
            {dateInWords(londonDate(one.expiresAt))}
            {one.tries > 0 && `; ${one.tries} wrong ${one.tries === 1 ? "try" : "tries"}`}
            {one.number && (
              <>
                .{" "}
                <Link to={`${action}?letter=${one.id}`}>
                  Letter<span className="nhsuk-u-visually-hidden"> for {one.name}</span>
                </Link>{" "}
                without the code
              </>
            )}
          </Line>
        ))}
        {accesses.map((one) => (
          <Line key={one.id} {...one} action={one.endedAt ? undefined : action}>
            {one.endedAt
              ? `Ended ${dateInWords(londonDate(one.endedAt))}: ${one.endedBecause}`
              : `Since ${dateInWords(londonDate(one.since))}`}
          </Line>
        ))}
      </ul>
    </section>
  );
}

function Line({
  id,
  kind,
  name,
  relation,
  grants,
  number,
  action,
  children,
}: Omit<Access, "name"> & { name: string; action: string | undefined; children: ReactNode }) {
  return (
    <li className="work-line">
      <div className="work-line__words">
        <strong>{name}</strong>
        {relation && `, ${relation}`} ({ACCESS_KINDS[kind].split(" (")[0]!.toLowerCase()}):{" "}
        {grants.map((grant) => GRANTS[grant].toLowerCase()).join("; ")}
        <div className="confer-muted">
          {number && `Number ${numberInWords(number)}. `}
          {children}
        </div>
      </div>
      {action && (
        <Form method="post" action={action}>
          <Hidden act="end" id={id} />
          <button type="submit" className="confer-link-button" aria-label={`End access of ${name}`}>
            End
          </button>
        </Form>
      )}
    </li>
  );
}
