/**
 * One form of a section or item. Without JavaScript it is saved by its button; with it, also as the author types.
 * One save at a time for the whole page, each from the revision that the last one gave.
 */
import { Form, useFetcher } from "@remix-run/react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { timeInWords } from "../domain/dates";
import type { SectionId } from "../domain/plan-sections";
import type { FieldErrors } from "./error-summary";
import { type OwnerChoice, PlanFields } from "./plan-fields";
import { forgetUnsaved, keepUnsaved, Unsaved, useUnsaved } from "./plan-unsaved";

type Saved = { revision: number; savedAt: Date } | { errors: Record<string, string> };
export type Autosave = {
  revision: number;
  /** The account that writes: unsaved words are offered back to nobody else. */
  author: string;
  save: (form: HTMLFormElement) => void;
  /** On a press of a form's button: what is on its way is waited for, since the revision that it gives is asked for. */
  hold: (event: FormEvent<HTMLFormElement>) => void;
  says: string;
};

/** How long the author pauses before the words are sent, in ms. */
const PAUSE = 800;

export function useAutosave(loaded: number, author: string): Autosave {
  const fetcher = useFetcher<Saved>();
  const [waiting, setWaiting] = useState<ReadonlySet<HTMLFormElement>>(new Set());
  const revision = useRef(loaded);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const [due, setDue] = useState(0);
  const saved = fetcher.data;
  if (saved && "revision" in saved && saved.revision > revision.current) revision.current = saved.revision;
  if (loaded > revision.current) revision.current = loaded;

  const { state, submit } = fetcher;
  useEffect(() => {
    const [form] = waiting;
    if (!due || !form || state !== "idle") return;
    const words = new FormData(form);
    words.set("intent", "autosave");
    words.set("revision", String(revision.current));
    setWaiting((before) => without(before, form));
    submit(words, { method: "post" });
  }, [due, waiting, state, submit]);

  const held = useRef<() => void>();
  useEffect(() => {
    if (state !== "idle") return;
    held.current?.();
    held.current = undefined;
  }, [state]);

  const allSaved = saved && "revision" in saved && state === "idle" && waiting.size === 0;
  useEffect(() => {
    if (allSaved) forgetUnsaved();
  }, [allSaved]);

  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    author,
    revision: revision.current,
    save: (form) => {
      setWaiting((before) => new Set([...before, form]));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setDue((before) => before + 1), PAUSE);
    },
    hold: (event) => {
      const form = event.currentTarget;
      const { submitter } = event.nativeEvent as SubmitEvent;
      setWaiting((before) => without(before, form));
      if (state === "idle") return;
      event.preventDefault();
      held.current = () => form.requestSubmit(submitter);
    },
    says: savedInWords(saved, state !== "idle" || waiting.size > 0),
  };
}

const without = (forms: ReadonlySet<HTMLFormElement>, form: HTMLFormElement) =>
  new Set([...forms].filter((one) => one !== form));

function savedInWords(saved: Saved | undefined, busy: boolean): string {
  if (saved && "errors" in saved) return Object.values(saved.errors).join(" ");
  if (busy) return "Saving your draft…";
  return saved ? `Draft saved ${timeInWords(new Date(saved.savedAt))}. Nobody else sees it until you publish.` : "";
}

type PlanFormProps = {
  section: SectionId;
  item?: string;
  isNew?: boolean;
  prefix: string;
  values: Readonly<Record<string, string | undefined>>;
  errors: FieldErrors | undefined;
  owners: readonly OwnerChoice[];
  offered?: Readonly<Record<string, readonly string[]>>;
  autosave: Autosave;
};

export function PlanForm({ section, item, isNew, prefix, values, errors, owners, offered, autosave }: PlanFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const { author, save, hold } = autosave;
  const unsaved = useUnsaved(form, { author, item, isNew: isNew ?? false, save });
  return (
    <Form
      method="post"
      ref={form}
      onChange={({ currentTarget }) => {
        keepUnsaved(currentTarget, author, item);
        save(currentTarget);
      }}
      onSubmit={(event) => {
        const { submitter } = event.nativeEvent as SubmitEvent;
        if ((submitter as HTMLButtonElement | null)?.value === "remove") forgetUnsaved(item);
        hold(event);
      }}
    >
      {item && <input type="hidden" name="item" value={item} />}
      <input type="hidden" name="revision" value={autosave.revision} />
      {unsaved && <Unsaved {...unsaved} />}
      <PlanFields {...{ section, prefix, values, errors, owners, offered }} />
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
