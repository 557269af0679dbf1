/**
 * Builds a cohort's rule. Every button submits the form, so it works without script; with script the sentence and the
 * counts follow what is typed.
 */
import { Form, Link, useFetcher } from "@remix-run/react";
import { type RefObject, useEffect, useRef } from "react";
import { COHORT_FIELD_IDS, COHORT_FIELDS, FIELD_GROUPS } from "../domain/cohort-fields";
import { type Draft, type DraftGroup, MOST_CONDITIONS, MOST_GROUPS, nameIn } from "../domain/cohort-form";
import type { RecordPart } from "../domain/permissions";
import { inNumbers } from "../domain/registry-filter";
import { CohortCondition, type Organisations } from "./cohort-conditions";
import { ErrorSummary, FieldError, type FieldErrors } from "./error-summary";

export type CohortBuilderView = {
  draft: Draft;
  words: string | undefined;
  counts: { matching: number; unknown: number; total: number } | undefined;
  errors: FieldErrors;
  organisations: Organisations;
  /** Care processes that nobody looks for. */
  off: readonly string[];
  /** Parts of a record that the role ever sees: other fields are not offered. */
  parts: readonly RecordPart[];
  focus?: string;
  /** One answer of the server: what was typed before it is gone. */
  key: string;
  cohortId?: string;
};

export function CohortBuilder({ view }: { view: CohortBuilderView }) {
  const { draft, errors, parts, organisations, off, key, cohortId } = view;
  const form = useRef<HTMLFormElement>(null);
  const live = useCountsWhileTyping(form, key);
  useFocus(view.focus, key);
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1 className="nhsuk-heading-l">{cohortId ? `Change “${draft.name}”` : "Make a cohort"}</h1>
      <Form method="post" ref={form} key={key} className="cohort-form" preventScrollReset>
        <input type="hidden" name="key" value={key} />
        {/* Enter in a field counts; it neither saves nor removes. */}
        <button
          type="submit"
          name="do"
          value="count"
          className="confer-visually-hidden"
          tabIndex={-1}
          aria-hidden="true"
        >
          Count
        </button>
        {draft.groups.length > 1 && <Join name="join" value={draft.join} what="these groups" />}
        {draft.groups.map((group, g) => (
          <Group
            key={nameIn(g, "join")}
            {...{ group, g, errors, organisations, off, parts }}
            only={draft.groups.length === 1}
          />
        ))}
        {draft.groups.length < MOST_GROUPS && <Press words="Add a group of conditions" value="group" />}
        <Counts words={live?.words ?? view.words} counts={live?.counts ?? view.counts} />
        <Naming draft={draft} errors={errors} changes={cohortId !== undefined} />
      </Form>
      <p>
        <Link to={cohortId ? `/cohorts/${cohortId}` : "/cohorts"}>Leave without saving</Link>
      </p>
    </>
  );
}

type GroupProps = {
  group: DraftGroup;
  g: number;
  only: boolean;
  errors: FieldErrors;
  organisations: Organisations;
  off: readonly string[];
  parts: readonly RecordPart[];
};

function Group({ group, g, only, errors, organisations, off, parts }: GroupProps) {
  return (
    <section className="cohort-group" aria-label={only ? "Conditions" : `Group ${g + 1}`}>
      {!only && <h2 className="nhsuk-heading-s">Group {g + 1}</h2>}
      {group.conditions.length > 1 ? (
        <Join name={nameIn(g, "join")} value={group.join} what={only ? "these conditions" : "its conditions"} />
      ) : (
        <input type="hidden" name={nameIn(g, "join")} value={group.join} />
      )}
      {only ? (
        <input type="hidden" name={nameIn(g, "not")} value={group.not ? "yes" : ""} />
      ) : (
        <label className="registry-box">
          <input type="checkbox" name={nameIn(g, "not")} value="yes" defaultChecked={group.not} /> The opposite: this
          group must not hold
        </label>
      )}
      {group.conditions.map((condition, c) => (
        <CohortCondition key={nameIn(g, "field", c)} {...{ condition, errors, organisations, off }} group={g} at={c} />
      ))}
      {group.conditions.length < MOST_CONDITIONS && <AddCondition g={g} errors={errors} parts={parts} />}
      {!only && <Press words="Remove this group" value={`ungroup:${g}`} />}
    </section>
  );
}

function Join({ name, value, what }: { name: string; value: string; what: string }) {
  return (
    <p className="cohort-join">
      <label htmlFor={name}>The person meets</label>{" "}
      <select className="nhsuk-select" id={name} name={name} defaultValue={value}>
        <option value="all">all</option>
        <option value="any">any</option>
      </select>{" "}
      of {what}
    </p>
  );
}

function AddCondition({ g, errors, parts }: { g: number; errors: FieldErrors; parts: readonly RecordPart[] }) {
  const id = nameIn(g, "new");
  const offered = COHORT_FIELD_IDS.filter((field) => parts.includes(COHORT_FIELDS[field].part));
  const groups = FIELD_GROUPS.map((name) => ({
    name,
    fields: offered.filter((field) => COHORT_FIELDS[field].group === name),
  })).filter(({ fields }) => fields.length);
  return (
    <div className="cohort-add">
      <FieldError field={id} errors={errors} />
      <label htmlFor={id}>Condition on</label>{" "}
      <select className="nhsuk-select" id={id} name={id} defaultValue="age">
        {groups.map(({ name, fields }) => (
          <optgroup key={name} label={name}>
            {fields.map((field) => (
              <option key={field} value={field}>
                {COHORT_FIELDS[field].label}
              </option>
            ))}
          </optgroup>
        ))}
      </select>{" "}
      <Press words="Add" value={`add:${g}`} />
    </div>
  );
}

const Press = ({ words, value }: { words: string; value: string }) => (
  <button type="submit" name="do" value={value} className="nhsuk-button nhsuk-button--secondary nhsuk-button--small">
    {words}
  </button>
);

function Counts({ words, counts }: Pick<CohortBuilderView, "words" | "counts">) {
  return (
    <section className="cohort-counts" aria-label="Whom the rule selects">
      <div aria-live="polite">
        {words ? (
          <p className="cohort-sentence">{words}</p>
        ) : (
          <p>Finish the conditions, and the people are counted here.</p>
        )}
        {words && counts && <CountsInWords counts={counts} />}
      </div>
      <Press words="Count" value="count" />
    </section>
  );
}

export function CountsInWords({
  counts: { matching, unknown, total },
}: {
  counts: NonNullable<CohortBuilderView["counts"]>;
}) {
  return (
    <p>
      <strong>{inNumbers(matching)}</strong> of {inNumbers(total)} in your scope.{" "}
      {unknown > 0 &&
        `Of ${inNumbers(unknown)} more it cannot be told: something that the rule asks for is not recorded. They are not in it.`}
    </p>
  );
}

function Naming({ draft, errors, changes }: { draft: Draft; errors: FieldErrors; changes: boolean }) {
  return (
    <section className="cohort-naming" aria-labelledby="naming">
      <h2 className="nhsuk-heading-s" id="naming">
        Save
      </h2>
      <Text name="name" label="Name" value={draft.name} errors={errors} />
      <Text
        name="reason"
        label={changes ? "Why the rule changes" : "What it is for"}
        value={draft.reason}
        errors={errors}
      />
      <button type="submit" name="do" value="save" className="nhsuk-button">
        {changes ? "Save as a new version" : "Save cohort"}
      </button>
    </section>
  );
}

function Text({ name, label, value, errors }: { name: string; label: string; value: string; errors: FieldErrors }) {
  const wrong = errors[name];
  return (
    <div className={`nhsuk-form-group${wrong ? " nhsuk-form-group--error" : ""}`}>
      <label className="nhsuk-label" htmlFor={name}>
        {label}
      </label>
      <FieldError field={name} errors={errors} />
      <input
        className={`nhsuk-input${wrong ? " nhsuk-input--error" : ""}`}
        id={name}
        name={name}
        autoComplete="off"
        defaultValue={value}
        aria-describedby={wrong ? `${name}-error` : undefined}
      />
    </div>
  );
}

const WAIT = 400;

/** The server counts what stands in the form; an answer to an older form is not shown over a newer page. */
function useCountsWhileTyping(form: RefObject<HTMLFormElement>, key: string) {
  const fetcher = useFetcher<Pick<CohortBuilderView, "words" | "counts">>();
  const { submit } = fetcher;
  const asked = useRef<string>();
  useEffect(() => {
    const held = form.current;
    if (!held) return;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const soon = (event: Event) => {
      const { name } = event.target as HTMLInputElement;
      if (name === "name" || name === "reason" || name.endsWith(".new")) return;
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        const typed = new FormData(held);
        typed.set("do", "preview");
        asked.current = key;
        submit(typed, { method: "post" });
      }, WAIT);
    };
    held.addEventListener("input", soon);
    return () => {
      clearTimeout(waiting);
      held.removeEventListener("input", soon);
    };
  }, [form, key, submit]);
  return asked.current === key ? fetcher.data : undefined;
}

/** After a condition was added or removed the form is new: the keyboard stands where one goes on. */
function useFocus(id: string | undefined, key: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: every answer sets it anew, also when the id is the same
  useEffect(() => {
    if (id) document.getElementById(id)?.focus();
  }, [id, key]);
}
