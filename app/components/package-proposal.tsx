/** One proposal: what, by when, who, and why; taken with one press, or changed or declined in a form in its place. */
import { Form, Link } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { DECLINES, type GoesTo, itemOf } from "../domain/care-packages/answering";
import type { Proposal } from "../domain/care-packages/proposals";
import { shortDate } from "../domain/dates";
import type { CareDue } from "../domain/person-record";
import type { Values } from "../domain/plan";
import { UNSIGNED } from "./care-due";
import { FieldError, type FieldErrors } from "./error-summary";
import { type OwnerChoice, PlanFields } from "./plan-fields";

export type ProposalShown = Omit<Proposal, "gaps"> & { gaps: readonly CareDue[]; goesTo?: GoesTo; unsigned: boolean };

export type Answering = {
  personId: string;
  pageKey: string;
  owners: readonly OwnerChoice[];
  /** Whose form stands open, and which. */
  form: { id: string; mode: "change" | "decline" } | undefined;
  errors: FieldErrors | undefined;
  /** What was typed and refused. */
  typed: Values | undefined;
  /** An answer is on its way. */
  onAnswer: (id: string) => void;
};

/** Ids of proposals hold a slash, which an address does not like. */
export const anchorOf = ({ id }: Pick<Proposal, "id">): string => id.replace("/", "--");

export function ProposalItem({ proposal, ...answering }: Answering & { proposal: ProposalShown }) {
  const { id, words, dueOn, goesTo, unsigned, again, answer } = proposal;
  const { form } = answering;
  const mode = form?.id === id ? form.mode : undefined;
  return (
    <li className="package-item" id={anchorOf(proposal)}>
      <div>
        <strong>{words}</strong>
        {dueOn && (
          <span className="package-item__line">
            by {shortDate(dueOn)}
            {unsigned && <Unsigned />} · {goesTo?.arrange ? "to arrange by " : ""}
            {goesTo?.ownerName || "nobody is known here: choose who"}
          </span>
        )}
        <Because proposal={proposal} />
        {again && answer && (
          <span className="package-item__line">
            {answer.answer === "declined" ? `Declined ${shortDate(answer.on)} by ${answer.by}: ${answer.reason}.` : ""}{" "}
            Proposed again: {again}.
          </span>
        )}
      </div>
      {mode ? <InPlace mode={mode} proposal={proposal} {...answering} /> : <Acts proposal={proposal} {...answering} />}
    </li>
  );
}

const Unsigned = () => (
  <>
    <span aria-hidden="true"> †</span>
    <span className="confer-visually-hidden"> ({UNSIGNED})</span>
  </>
);

/** The care that is open, and the packages that ask; their reasons stand on their cards. */
export function Because({ proposal: { gaps, parents, kind } }: { proposal: ProposalShown }) {
  return (
    <>
      {gaps.map((gap) => (
        <span className="package-item__line confer-muted" key={gap.process}>
          {gap.name}: {gap.state === "cannot tell" ? `cannot tell, missing ${gap.because}` : stateOf(gap)}
        </span>
      ))}
      <span className="package-item__line confer-muted">
        {kind === "goal" ? "Goal of" : "Asked by"}:{" "}
        {parents.map(({ name, words }) => (words ? `${name} (“${words}”)` : name)).join(", ")}
      </span>
    </>
  );
}

const stateOf = ({ state, lastDone, because }: CareDue) =>
  `${state}, ${lastDone ? `last ${shortDate(lastDone)}` : "never recorded"} (${because})`;

function Acts({ proposal, personId, pageKey, onAnswer }: Answering & { proposal: ProposalShown }) {
  const { id, kind, words, own } = proposal;
  const about = (
    <span className="confer-visually-hidden">
      {" "}
      {kind}: {words}
    </span>
  );
  const open = (mode: string) => `?${new URLSearchParams({ [mode]: id })}#${anchorOf(proposal)}`;
  return (
    <div className="package-acts confer-no-print">
      {!own && (
        <Form method="post" action={`/people/${personId}/packages`} preventScrollReset onSubmit={() => onAnswer(id)}>
          <input type="hidden" name="key" value={pageKey} />
          <input type="hidden" name="proposal" value={id} />
          <button
            type="submit"
            className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
            name="intent"
            value="take"
          >
            Take{about}
          </button>
        </Form>
      )}
      <Link to={open("change")} preventScrollReset>
        {own ? "Write" : "Change"}
        {about}
      </Link>
      <Link to={open("decline")} preventScrollReset>
        Decline{about}
      </Link>
    </div>
  );
}

type InPlaceProps = Answering & { proposal: ProposalShown; mode: "change" | "decline" };

function InPlace({ mode, proposal, personId, pageKey, errors, typed, owners, onAnswer }: InPlaceProps) {
  const top = useRef<HTMLFormElement>(null);
  // Whoever opened the form by keyboard goes on in it; after a refusal the summary has the focus.
  useEffect(() => {
    if (!errors) top.current?.querySelector<HTMLElement>("textarea, select, input:not([type=hidden])")?.focus();
  }, [errors]);
  const { id, kind, own } = proposal;
  const proposed = own ? { what: "", status: "active" } : itemOf(proposal as Proposal, proposal.goesTo);
  return (
    <Form
      method="post"
      action={`/people/${personId}/packages`}
      preventScrollReset
      onSubmit={() => onAnswer(id)}
      className="package-form"
      ref={top}
    >
      <input type="hidden" name="key" value={pageKey} />
      <input type="hidden" name="proposal" value={id} />
      {mode === "change" ? (
        <PlanFields
          section={kind === "goal" ? "goals" : "actions"}
          prefix=""
          values={typed ?? proposed}
          errors={errors}
          owners={owners}
        />
      ) : (
        <WhyDeclined typed={typed} errors={errors} />
      )}
      <div className="package-acts">
        <button type="submit" className="nhsuk-button nhsuk-button--small" name="intent" value={mode}>
          {mode === "change" ? "Take into my draft" : "Decline"}
        </button>
        <Link to={`/people/${personId}/packages#${anchorOf(proposal)}`} preventScrollReset>
          Leave it open
        </Link>
      </div>
    </Form>
  );
}

function WhyDeclined({ typed, errors }: Pick<Answering, "typed" | "errors">) {
  const group = (field: string) => `nhsuk-form-group${errors?.[field] ? " nhsuk-form-group--error" : ""}`;
  return (
    <>
      <fieldset className={`nhsuk-fieldset ${group("why")}`} id="why">
        <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">Why is it declined?</legend>
        <FieldError field="why" errors={errors} />
        <div className="nhsuk-radios nhsuk-radios--small">
          {Object.entries(DECLINES).map(([why, words]) => (
            <div className="nhsuk-radios__item" key={why}>
              <input
                className="nhsuk-radios__input"
                type="radio"
                id={`why-${why}`}
                name="why"
                value={why}
                defaultChecked={typed?.why === why}
              />
              <label className="nhsuk-label nhsuk-radios__label" htmlFor={`why-${why}`}>
                {words}
              </label>
            </div>
          ))}
        </div>
      </fieldset>
      <div className={group("words")}>
        <label className="nhsuk-label" htmlFor="words">
          In words
        </label>
        <div className="nhsuk-hint" id="words-hint">
          Needed for “Other”: the next reader sees this instead of the proposal
        </div>
        <FieldError field="words" errors={errors} />
        <textarea
          className={`nhsuk-textarea${errors?.words ? " nhsuk-textarea--error" : ""}`}
          id="words"
          name="words"
          rows={2}
          maxLength={300}
          defaultValue={typed?.words ?? ""}
          aria-describedby={errors?.words ? "words-hint words-error" : "words-hint"}
        />
      </div>
    </>
  );
}
