/**
 * One form of a section or item. Without JavaScript it is saved by its button, from what it was filled with; with it,
 * as the author types, unit by unit, through the queue of drafts. A form that is being written in is never filled again.
 */
import { Form, useNavigate } from "@remix-run/react";
import { type FormEvent, type RefObject, useEffect, useRef } from "react";
import type { Item, Values } from "../domain/plan";
import { asKept, type Queued, seenIn, unitsIn, withKeptFields, wordsWaiting } from "../domain/plan-edits";
import { problemsOf, valuesOf } from "../domain/plan-forms";
import { goalsFor } from "../domain/plan-goals";
import { type SectionId, sectionOf } from "../domain/plan-sections";
import type { NotOffered } from "../domain/sections-by-age";
import type { FieldErrors } from "./error-summary";
import type { Edited } from "./hash-focus";
import type { DraftQueue, QueueState } from "./plan-draft-queue";
import { type OwnerChoice, PlanFields } from "./plan-fields";
import { HeldBeside, type HeldWords } from "./plan-unsaved";

export type Writing = { queue: DraftQueue | undefined; state: QueueState; personId: string };

type PlanFormProps = {
  section: SectionId;
  item?: string;
  isNew?: boolean;
  prefix: string;
  /** What stands there now, with fields that the form does not show. */
  values: Values | null;
  /** Words that came back from a save without JavaScript, and what stands in their place. */
  typed?: Values;
  held?: Readonly<Record<string, HeldWords>>;
  errors: FieldErrors | undefined;
  owners: readonly OwnerChoice[];
  /** The plan's goals, where actions are written. */
  goals: readonly Item[];
  offered?: Readonly<Record<string, readonly string[]>>;
  notOffered?: NotOffered;
  writing: Writing;
  /** Says what is wrong with the fields, before the page is left. */
  onProblems: (problems: Record<string, string>) => void;
};

export function PlanForm(props: PlanFormProps) {
  const { section, item, isNew, prefix, values, typed, held, errors, owners, goals, offered, notOffered } = props;
  const form = useRef<HTMLFormElement>(null);
  const shown = seenIn(section, item, values);
  useFilling(form, { section, item, shown, writing: props.writing });
  const { wrote, save } = useSaving(props, shown);
  return (
    <Form method="post" ref={form} onInput={wrote} onSubmit={save}>
      {item && <input type="hidden" name="item" value={item} />}
      <input type="hidden" name="seen" value={JSON.stringify(held ? { ...shown, ...nowOf(held) } : shown)} />
      <AllHeld {...props} form={form} units={Object.keys(shown)} />
      <PlanFields
        {...{ section, prefix, values: typed ?? values ?? {}, errors, owners, offered, notOffered }}
        goals={item ? goalsFor(goals, item) : []}
      />
      <div className="plan-acts">
        <button className="nhsuk-button" type="submit" name="intent" value="save">
          Save in my draft
        </button>
        {item && !isNew && (
          <button className="nhsuk-button nhsuk-button--secondary" type="submit" name="intent" value="remove">
            Take out
          </button>
        )}
      </div>
    </Form>
  );
}

/** Words that are not in the draft, each beside what stands there; with a queue, what the author may do about them. */
function AllHeld({
  section,
  held,
  writing: { queue, state },
  form,
  units,
}: PlanFormProps & { form: RefObject<HTMLFormElement>; units: readonly string[] }) {
  return Object.entries({ ...held, ...heldIn(state, units) }).map(([unit, one]) => {
    if (!queue || !state.units[unit]) return <HeldBeside key={unit} unit={unit} held={one} />;
    const take = () => {
      fill(form.current, { [unit]: one.now }, section);
      queue.settle(unit, "theirs");
    };
    const forget = () => {
      queue.forget(unit);
      fill(form.current, { [unit]: queue.knows(unit) }, section);
    };
    const keep = () => queue.settle(unit, "mine");
    return <HeldBeside key={unit} unit={unit} held={one} onKeep={keep} onTake={take} onForget={forget} />;
  });
}

const removes = (submitter: HTMLElement | null) => (submitter as HTMLButtonElement | null)?.value === "remove";

/** What typing and the button do: into the queue as it is written, and out of the page once nothing waits. */
function useSaving(
  { section, item, prefix, writing: { queue, personId }, onProblems }: PlanFormProps,
  shown: Record<string, Values | null>,
) {
  const leave = useLeaving(personId, section);
  const last = useRef<string>();
  const hear = (element: HTMLFormElement) => queue && typedIn(queue, element, section, item);

  const wrote = ({ currentTarget, target }: FormEvent<HTMLFormElement>) => {
    last.current = (target as HTMLInputElement).name;
    hear(currentTarget);
  };
  const save = async (event: FormEvent<HTMLFormElement>) => {
    if (!queue) return;
    event.preventDefault();
    const element = event.currentTarget;
    const { submitter } = event.nativeEvent as SubmitEvent;
    if (removes(submitter)) queue.type(`${section}/${item}`, null);
    else hear(element);
    const problems = removes(submitter) ? {} : problemsOf(section, wordsOf(element, section));
    await queue.flush();
    // What waits or is held keeps the author here, where it is said.
    if (Object.keys(shown).some((unit) => queue.state.units[unit])) return;
    if (Object.keys(problems).length) onProblems(withPrefix(problems, prefix));
    else leave(item ?? last.current);
  };
  return { wrote, save };
}

// ── The form and the queue ────────────────────────────────────────────────────────────────────────────────

const wordsOf = (form: HTMLFormElement, section: SectionId): Values =>
  valuesOf(section, Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)])));

function typedIn(queue: DraftQueue, form: HTMLFormElement, section: SectionId, item: string | undefined) {
  const operations = unitsIn(section, item, wordsOf(form, section));
  for (const { unit, values } of operations)
    queue.type(unit, asKept(unit, withKeptFields(unit, values, queue.knows(unit))));
}

/** Fills the form with what was left waiting by a page that closed, and with what others published meanwhile. */
function useFilling(
  form: RefObject<HTMLFormElement>,
  {
    section,
    item,
    shown,
    writing: { queue, state },
  }: { section: SectionId; item?: string; shown: Record<string, Values | null>; writing: Writing },
) {
  const before = useRef<string>();
  const standing = JSON.stringify(shown);
  useEffect(() => {
    if (!queue) return;
    const units = JSON.parse(standing) as Record<string, Values | null>;
    const free = Object.entries(units).filter(([unit]) => !queue.state.units[unit]);
    queue.learn(units);
    if (before.current !== undefined && before.current !== standing)
      fill(form.current, Object.fromEntries(free), section);
    before.current = standing;
  }, [queue, standing, section, form]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: words are put in once for each time that some were found
  useEffect(() => {
    if (!queue) return;
    const waiting = Object.keys(seenIn(section, item, null)).flatMap((unit) => {
      const queued = queue.state.units[unit];
      const words = queued && wordsWaiting(queued);
      return words === undefined ? [] : [[unit, words] as const];
    });
    fill(form.current, Object.fromEntries(waiting), section);
  }, [queue, state.restored]);
}

/** Puts what stands in a unit into its fields. */
function fill(form: HTMLFormElement | null, units: Readonly<Record<string, Values | null>>, section: SectionId) {
  for (const [unit, values] of Object.entries(units)) {
    const [, name] = unit.split(".");
    const names = name ? [name] : Object.keys(valuesOf(section, {}));
    for (const one of names) {
      const field = form?.elements.namedItem(one);
      if (
        field instanceof HTMLInputElement ||
        field instanceof HTMLTextAreaElement ||
        field instanceof HTMLSelectElement
      ) {
        if (field.value === (values?.[one] ?? "")) continue;
        field.value = values?.[one] ?? "";
        // What counts its characters hears of it; for the queue it is nothing new.
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
  }
}

const heldIn = (state: QueueState, units: readonly string[]): Record<string, HeldWords> =>
  Object.fromEntries(
    units.flatMap((unit) => {
      const queued: Queued | undefined = state.units[unit];
      return queued?.held ? [[unit, { ...queued.held, mine: wordsWaiting(queued) ?? null }] as const] : [];
    }),
  );

const nowOf = (held: Readonly<Record<string, HeldWords>>) =>
  Object.fromEntries(Object.entries(held).map(([unit, { now }]) => [unit, now]));

/** Where saving by the button leads: back to the list of items, or to the section in the plan; the focus to the line. */
function useLeaving(personId: string, section: SectionId) {
  const navigate = useNavigate();
  const plan = `/people/${personId}/plan`;
  return (line: string | undefined) => {
    const { item, unit } = sectionOf(section);
    if (item) return navigate(`${plan}/edit/${section}`, { state: { edited: line } satisfies Edited });
    const edited = unit === "field" && line ? `${section}.${line}` : undefined;
    return navigate(`${plan}#${section}`, { state: { edited } satisfies Edited });
  };
}

export const withPrefix = (problems: Record<string, string>, prefix: string) =>
  Object.fromEntries(Object.entries(problems).map(([name, says]) => [prefix + name, says]));
