/** Words that are not in the draft yet: what holds them, where they are kept, and what their author may do. */
import { useEffect, useState } from "react";
import { momentInWords, timeInWords } from "../domain/dates";
import { unitOf, type Values } from "../domain/plan";
import type { Outcome, Writer } from "../domain/plan-edits";
import { unitInWords } from "../domain/plan-in-words";
import type { QueueState } from "./plan-draft-queue";
import { allWords, type KeptWords } from "./plan-draft-store";
import { Terms } from "./plan-sections";

export type HeldWords = {
  outcome: Exclude<Outcome, "saved">;
  now: Values | null;
  mine: Values | null;
  by?: Writer;
};

type HeldProps = {
  unit: string;
  held: HeldWords;
  /** Absent without JavaScript: then the form's own button puts what stands in it in the place of theirs. */
  onKeep?: () => void;
  onTake?: () => void;
  onForget?: () => void;
  /** The page has buttons of its own. */
  elsewhere?: boolean;
};

/** The author's words beside what somebody else put there meanwhile; neither is lost, and the author decides. */
export function HeldBeside(props: HeldProps) {
  return props.held.outcome === "conflict" ? (
    <BothTexts {...props} />
  ) : (
    <NotSaved {...props} why={props.held.outcome} />
  );
}

function NotSaved({ unit, held, onForget, why }: HeldProps & { why: keyof typeof WHY_HELD }) {
  return (
    <div className="plan-conflict" role="alert">
      <p>
        <strong>{unitInWords(unit, held.mine ?? held.now)}: not saved.</strong> {WHY_HELD[why]} Your words are kept in
        this browser.
      </p>
      <Words section={unitOf(unit)!.section} values={held.mine} />
      {onForget && (
        <button type="button" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={onForget}>
          Throw my words away
        </button>
      )}
    </div>
  );
}

function BothTexts({ unit, held, onKeep, onTake, elsewhere }: HeldProps) {
  const { section } = unitOf(unit)!;
  return (
    <div className="plan-conflict" role="alert">
      <p>
        <strong>{unitInWords(unit, held.mine ?? held.now)}: somebody wrote here while you did.</strong> Both texts are
        kept; you choose what stands in your draft.
        {!elsewhere && " For a third text, write it in the form below first."}
      </p>
      <div className="confer-columns confer-columns--two">
        <div>
          <p className="nhsuk-u-margin-bottom-1">Yours, not in your draft yet</p>
          <Words section={section} values={held.mine} />
        </div>
        <div>
          <p className="nhsuk-u-margin-bottom-1">{writtenBy(held.by)}</p>
          <Words section={section} values={held.now} />
        </div>
      </div>
      {onKeep ? (
        <div className="plan-acts">
          <button type="button" className="nhsuk-button nhsuk-button--small" onClick={onKeep}>
            Keep what I wrote
          </button>
          <button type="button" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={onTake}>
            Take theirs
          </button>
        </div>
      ) : (
        !elsewhere && <p>“Save in my draft” puts what stands in the form in its place.</p>
      )}
    </div>
  );
}

const WHY_HELD: Record<Exclude<Outcome, "saved" | "conflict">, string> = {
  "too long": "It is longer than a draft holds: write it shorter and it is saved.",
  "no such owner": "Whoever you chose can be offered no action any more: choose somebody else and it is saved.",
  "may not write": "This part is not open to you any more: ask a clinician who reads all of the plan.",
  "not found":
    "You no longer look after this person, so that nothing can be saved. Ask your practice, or look the person up.",
};

const Words = ({ section, values }: { section: Parameters<typeof Terms>[0]["section"]; values: Values | null }) =>
  values && Object.keys(values).length ? <Terms section={section} values={values} /> : <p>Nothing: taken out</p>;

/** "Published by Sr Mensah (Practice nurse), 3 May 2026 10:02". */
export function writtenBy(by: Writer | undefined): string {
  if (!by) return "What stands there now";
  const at = momentInWords(new Date(by.at));
  return by.own ? `In your draft, by you in another window, ${at}` : `Published by ${by.name} (${by.role}), ${at}`;
}

// ── The line at the foot of the page ──────────────────────────────────────────────────────────────────────

/** Where the author's words are now, in one sentence. */
export function DraftLine({ state, signInTo }: { state: QueueState; signInTo: string }) {
  const waits = Object.values(state.units);
  const kept = state.kept
    ? "What you type is kept in this browser"
    : "This browser keeps nothing: leave this page open. What you type";
  return (
    <div className="plan-saved" id="draft" role="status">
      {waits.some(({ held }) => held) && <p>Some of your words are not in your draft yet: choose above.</p>}
      {state.line === "signed out" && (
        <p>
          Your session has ended. {kept} and goes into your draft as soon as you have signed in again:{" "}
          <a href={`/sign-in?why=ended&to=${encodeURIComponent(signInTo)}`} target="_blank" rel="noreferrer">
            sign in (opens in a new window)
          </a>
        </p>
      )}
      {state.line === "another account" && (
        <p>Somebody else is signed in here now. {kept} and goes into your draft when you sign in again.</p>
      )}
      {state.line === "not theirs" && <p>Your role no longer writes plans. {kept}: ask your administrator.</p>}
      {state.line === "trouble" && (
        <p>
          Confer has had a fault since {timeInWords(new Date(state.since!))} and saves nothing. {kept} and is sent again
          until it is saved.
        </p>
      )}
      {state.line === "refused" && (
        <p>
          Confer has not taken what this page sends since {timeInWords(new Date(state.since!))}: the page may be older
          than Confer. {kept}:{" "}
          {state.kept ? "load the page again, and it is sent." : "copy it, then load the page again."}
        </p>
      )}
      {state.line === "away" && (
        <p>
          No connection to Confer since {timeInWords(new Date(state.since!))}. {kept} and is sent when the connection is
          back.
        </p>
      )}
      {(state.line === "quiet" || state.line === "sending") && <p>{inWords(state)}</p>}
    </div>
  );
}

function inWords({ units, savedAt }: QueueState): string {
  if (Object.values(units).some(({ held }) => !held)) return "Saving your draft…";
  if (Object.keys(units).length) return "";
  return savedAt ? `Draft saved ${timeInWords(new Date(savedAt))}. Nobody else sees it until you publish.` : "";
}

// ── What waits in this browser ────────────────────────────────────────────────────────────────────────────

/** Words kept here, of one account or of anybody; undefined until the browser has looked. */
export function useKeptWords(author?: string): readonly KeptWords[] | undefined {
  const [words, setWords] = useState<readonly KeptWords[]>();
  useEffect(() => {
    allWords(Date.now()).then(
      (all) => setWords(all.filter((one) => !author || one.author === author)),
      () => setWords([]),
    );
  }, [author]);
  return words;
}

/** At sign-in: that something waits here, never what, nor of whom. */
export function WordsWaitHere() {
  const words = useKeptWords();
  if (!words?.length) return null;
  const parts = words.length === 1 ? "one part of a care plan" : `${words.length} parts of care plans`;
  return (
    <div className="nhsuk-inset-text">
      <p>
        Words in {parts} were typed in this browser and have not reached Confer yet. They are kept here for whoever
        typed them: sign in with the same account and open <strong>Drafts</strong>, and they are sent.
      </p>
    </div>
  );
}
