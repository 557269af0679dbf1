/**
 * Signing out. Words of drafts that have not reached Confer lie readable in this browser until they are sent: they go
 * out first, and where they cannot, their author decides. Without script nothing is kept here and there is nothing to ask.
 */
import { Form, Link } from "@remix-run/react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { type Left, sendBeforeLeaving } from "./plan-draft-leaving";

export function SignOut({ author }: { author: string }) {
  const [left, setLeft] = useState<Left>();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const leave = () => form.current?.submit();

  const ask = async () => {
    setBusy(true);
    const unsent = await sendBeforeLeaving(author);
    setBusy(false);
    if (unsent.lines) setLeft(unsent);
    else leave();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) void ask();
  };
  return (
    <>
      <Form method="post" action="/sign-out" ref={form} onSubmit={submit}>
        <button type="submit" className="confer-link-button" aria-describedby={busy ? "leaving" : undefined}>
          Sign out
        </button>
        <span id="leaving" role="status">
          {busy ? " Sending what you typed…" : ""}
        </span>
      </Form>
      {left && <Unsent left={left} busy={busy} onSend={ask} onKeep={leave} onStay={() => setLeft(undefined)} />}
    </>
  );
}

type UnsentProps = { left: Left; busy: boolean; onSend: () => void; onKeep: () => void; onStay: () => void };

function Unsent({ left: { lines, people }, busy, onSend, onKeep, onStay }: UnsentProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const several = lines !== 1;
  return (
    <dialog ref={dialog} aria-labelledby="unsent" onClose={onStay}>
      <h2 className="nhsuk-heading-m" id="unsent">
        {lines} {several ? "lines" : "line"} that you typed {several ? "have" : "has"} not reached Confer
      </h2>
      <p>
        They are of {people.length === 1 ? "one person’s plan" : `${people.length} people’s plans`} and lie in this
        browser, where whoever uses this computer with the right tools can read them. If you keep them, they stay for 14
        days and are sent when you sign in here again.
      </p>
      <button type="button" className="nhsuk-button" disabled={busy} onClick={onSend}>
        Send them and sign out
      </button>{" "}
      <button type="button" className="nhsuk-button nhsuk-button--secondary" disabled={busy} onClick={onKeep}>
        Keep them here and sign out
      </button>
      <p>
        <Link to="/drafts" onClick={onStay}>
          Stay signed in and look at the words
        </Link>
      </p>
    </dialog>
  );
}
