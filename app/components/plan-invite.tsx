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
  PERSON_WORDS,
  type PersonTopic,
  USUAL_GRANTS,
} from "../domain/person-access";
import { FieldError, type FieldErrors } from "./error-summary";
import { Button, choicesOf, Hidden, Radios, TextArea, TextField } from "./meeting-fields";

/** The only time that the code is shown. */
export function InviteTold({ code, path, name }: { code: string; path: string; name: string }) {
  return (
    <div className="nhsuk-inset-text" role="status">
      <h2 className="nhsuk-heading-m">Tell {name} this now</h2>
      <p>
        Address: <strong>{path}</strong>
        <br />
        Code: <strong className="invite-code">{code}</strong>
      </p>
      <p>
        It is shown this once and kept nowhere. It opens the pages one time within {CODE_DAYS} days, together with the
        person's date of birth. Tell it face to face or by a phone call that you made, never by e-mail.
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
type Answering = {
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

type Access = { id: string; kind: AccessKind; name: string; relation: string; grants: readonly Grant[] };
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
  action,
  children,
}: Omit<Access, "name"> & { name: string; action: string | undefined; children: ReactNode }) {
  return (
    <li className="work-line">
      <div className="work-line__words">
        <strong>{name}</strong>
        {relation && `, ${relation}`} ({ACCESS_KINDS[kind].split(" (")[0]!.toLowerCase()}):{" "}
        {grants.map((grant) => GRANTS[grant].toLowerCase()).join("; ")}
        <div className="confer-muted">{children}</div>
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

type FormProps = Answering & { pageKey: string };

export function InviteForm({ action, pageKey, errors, typed }: FormProps) {
  return (
    <Form method="post" action={action} className="meeting-form">
      <h2 className="nhsuk-heading-m">Invite somebody</h2>
      <Hidden act="invite" pageKey={pageKey} />
      <Radios
        name="kind"
        label="Who is invited?"
        value={typed?.kind}
        errors={errors}
        choices={choicesOf(ACCESS_KINDS)}
      />
      <TextField name="name" label="Name" value={typed?.name} errors={errors} />
      <TextField
        name="relation"
        label="Relation, and by what right"
        hint="For example: daughter, attorney for health and welfare (document seen). Not needed for the person."
        value={typed?.relation}
        errors={errors}
      />
      <TextArea
        name="proof"
        label="How did you check who it is, and the right to act?"
        hint="For example: known to me for years; passport seen; power of attorney seen and registered."
        rows={2}
        value={typed?.proof}
        errors={errors}
      />
      <fieldset className="nhsuk-fieldset nhsuk-form-group" id="grants">
        <legend className="nhsuk-fieldset__legend">What they may do</legend>
        <div className="nhsuk-hint">
          Who opened the plan is told to the person alone, whatever is ticked here: it may show where they sought help.
        </div>
        <FieldError field="grants" errors={errors} />
        <div className="nhsuk-checkboxes">
          {(Object.keys(GRANTS) as Grant[]).map((grant) => (
            <div className="nhsuk-checkboxes__item" key={grant}>
              <input
                className="nhsuk-checkboxes__input"
                type="checkbox"
                id={`grants-${grant}`}
                name="grants"
                value={grant}
                defaultChecked={USUAL_GRANTS.carer.includes(grant)}
              />
              <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={`grants-${grant}`}>
                {GRANTS[grant]}
              </label>
            </div>
          ))}
        </div>
      </fieldset>
      <p>Parts of the plan that are closed or hidden show to none of them.</p>
      <Button>Make the code</Button>
    </Form>
  );
}
