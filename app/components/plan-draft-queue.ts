/**
 * What an author types in a plan, on its way into the draft: kept in the browser at once, sent after a short pause, and
 * sent again until the server has acknowledged it. Lives as long as the page, whichever part of it is shown; it never
 * navigates and never throws words away.
 */
import type { Values } from "../domain/plan";
import { sameValues } from "../domain/plan-changes";
import {
  answered,
  asKept,
  type EditResult,
  MOST_EDITS,
  type Queued,
  settled,
  toSend,
  typed,
} from "../domain/plan-edits";
import type { SectionId } from "../domain/plan-sections";
import { allWords, forgetWords, holdTab, keepWords, keyOf, newEditId, ownerless } from "./plan-draft-store";

/** How long the author pauses before the words are sent, in ms. */
const PAUSE = 800;
/** Between tries while the line is down, in ms. */
const RETRIES = [1_000, 2_000, 4_000, 8_000, 15_000];
/** While it waits for somebody to sign in: they do so beside this page. In ms. */
const SIGN_IN = 3_000;
/** No answer for so long is no line, in ms. */
const PATIENCE = 20_000;

/**
 * away: no answer; trouble: the server answers with a fault of its own; refused: it does not take what this page sends;
 * signed out: nobody is; another account: somebody else signed in here; not theirs: the role was taken away.
 */
export type Line =
  | "quiet"
  | "sending"
  | "away"
  | "trouble"
  | "refused"
  | "signed out"
  | "another account"
  | "not theirs";

type Fresh = {
  section: string;
  units: Readonly<Record<string, Values | null>>;
  conflicts: number;
  conflictsIn: readonly SectionId[];
  version: number;
};

export type QueueState = {
  units: Readonly<Record<string, Queued>>;
  line: Line;
  /** When the line went, or when the last words were saved, in ms. */
  since?: number;
  savedAt?: number;
  /** False: this browser keeps nothing, and closing the page would lose what waits. */
  kept: boolean;
  /** Counts how often words of a closed page were found here. */
  restored: number;
  /** What the section holds by now, where somebody changed it since the page was loaded. */
  fresh?: Fresh;
};

export const QUIET: QueueState = { units: {}, line: "quiet", kept: true, restored: 0 };

export class DraftQueue {
  state = QUIET;
  private readonly listeners = new Set<() => void>();
  private readonly tab = newEditId();
  private readonly known = new Map<string, Values | null>();
  /** Keys of words that were taken over from closed pages, each once; and by unit where such words still lie there. */
  private readonly adopted = new Set<string>();
  private readonly leftAt = new Map<string, string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private flushing: Promise<void> | undefined;
  private tries = 0;
  private acknowledged = 0;
  private conflicts = 0;

  constructor(
    private readonly author: string,
    private readonly personId: string,
  ) {
    holdTab(this.tab);
    void this.adopt();
    for (const event of ["online", "focus"]) window.addEventListener(event, () => this.again());
    window.addEventListener("pagehide", () => void this.flush());
    document.addEventListener("visibilitychange", () => (document.hidden ? void this.flush() : this.again()));
    window.addEventListener("beforeunload", (event) => {
      if (!this.state.kept && Object.keys(this.state.units).length) event.preventDefault();
    });
  }

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private say(change: Partial<QueueState>) {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  /** What stands in a form: the base of what is typed there next. */
  learn(units: Readonly<Record<string, Values | null>>) {
    for (const [unit, values] of Object.entries(units)) if (!this.state.units[unit]) this.known.set(unit, values);
  }

  knows(unit: string): Values | null {
    const queued = this.state.units[unit];
    return queued ? queued.seen : (this.known.get(unit) ?? null);
  }

  /** Kept at once, sent after the pause. */
  type(unit: string, values: Values | null) {
    const before = this.state.units[unit];
    const after = typed(before, { unit, values, seen: this.knows(unit), at: Date.now() });
    if (after === before) return;
    this.put(unit, after);
    this.in(PAUSE);
  }

  settle(unit: string, keep: "mine" | "theirs") {
    const queued = this.state.units[unit];
    if (!queued) return;
    this.put(unit, settled(queued, keep, Date.now()));
    void this.flush();
  }

  /** The author gives up words that cannot be saved. */
  forget(unit: string) {
    this.put(unit, undefined);
  }

  /** Answers whether the browser keeps it so. */
  private put(unit: string, queued: Queued | undefined): Promise<boolean> {
    const { [unit]: _, ...others } = this.state.units;
    this.say({ units: queued ? { ...others, [unit]: queued } : others });
    const key = keyOf(this.author, this.personId, this.tab, unit);
    const { author, personId, tab } = this;
    const done = queued ? keepWords({ key, author, personId, tab, at: Date.now(), queued }) : this.forgetAll(key, unit);
    return done.then(
      () => {
        if (!this.state.kept) this.say({ kept: true });
        return true;
      },
      () => {
        if (this.state.kept) this.say({ kept: false });
        return false;
      },
    );
  }

  /** Acknowledged or given up: this page's own copy, and what a closed page left of the same unit. */
  private async forgetAll(key: string, unit: string): Promise<void> {
    const left = this.leftAt.get(unit);
    await Promise.all([forgetWords(key), ...(left ? [forgetWords(left)] : [])]);
    this.leftAt.delete(unit);
  }

  /** Takes over what a closed page of the same author left, a unit at a time. */
  private async adopt() {
    const all = await allWords(Date.now()).catch(() => []);
    const left = all.filter(({ author, personId }) => author === this.author && personId === this.personId);
    let found = 0;
    for (const { key, queued } of (await ownerless(left, Date.now())).sort((a, b) => a.at - b.at)) {
      if (this.state.units[queued.unit] || this.adopted.has(key)) continue;
      this.adopted.add(key);
      // Where this page can keep no copy, the closed page's is the only one: it goes when the words are acknowledged.
      if (await this.put(queued.unit, queued)) await forgetWords(key).catch(() => {});
      else this.leftAt.set(queued.unit, key);
      found++;
    }
    if (!found) return;
    this.say({ restored: this.state.restored + 1 });
    void this.flush();
  }

  private in(pause: number) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), pause);
  }

  private again() {
    if (Object.keys(this.state.units).length) void this.flush();
  }

  /** Sends all that waits, and answers whether everything is acknowledged. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    this.flushing ??= this.sendAll().finally(() => {
      this.flushing = undefined;
    });
    await this.flushing;
    // Words that were typed while others were on their way.
    if (this.state.line === "quiet" && this.sendable().length) return this.flush();
    return Object.keys(this.state.units).length === 0;
  }

  private sendable = () =>
    Object.values(this.state.units)
      .filter(({ held, sending, waiting }) => !held && (sending || waiting))
      .slice(0, MOST_EDITS);

  private async sendAll(): Promise<void> {
    const waiting = this.sendable();
    if (!waiting.length) return;
    // Its id is kept before it goes: if the page dies meanwhile, the next one sends the same edit.
    const kept = waiting.map((queued) => this.put(queued.unit, toSend(queued, newEditId())));
    if (!document.hidden) await Promise.all(kept);
    const edits = waiting.flatMap(({ unit }) => this.state.units[unit]?.sending ?? []);
    if (this.state.line === "quiet") this.say({ line: "sending" });
    const answer = await this.ask({ author: this.author, edits });
    if (typeof answer === "string") return this.wait(answer);
    this.tries = 0;
    this.acknowledged++;
    for (const result of answer.results) await this.hear(result);
    this.say({ line: "quiet", since: undefined, savedAt: Date.now() });
    if (!Object.keys(this.state.units).length) void this.adopt();
  }

  private async hear(result: EditResult) {
    const queued = Object.values(this.state.units).find(({ sending }) => sending?.id === result.id);
    if (!queued) return;
    if (result.outcome === "saved") this.known.set(queued.unit, result.now ?? null);
    await this.put(queued.unit, answered(queued, result));
  }

  private async ask(message: object): Promise<{ results: EditResult[] } | Exclude<Line, "quiet" | "sending">> {
    const body = JSON.stringify(message);
    try {
      const response = await fetch(`/people/${this.personId}/plan/draft`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body,
        // Sign-in is a page, and no answer to this.
        redirect: "manual",
        // Browsers let so much of it go out after the page has gone, in bytes.
        keepalive: document.hidden && body.length < 60_000,
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (response.type === "opaqueredirect") return "signed out";
      if (response.status === 409) return "another account";
      if (response.status === 403) return "not theirs";
      if (!response.ok) return response.status >= 500 || response.status === 429 ? "trouble" : "refused";
      return (await response.json()) as { results: EditResult[] };
    } catch {
      return "away";
    }
  }

  private wait(line: Line) {
    if (this.state.line !== line) this.say({ line, since: Date.now() });
    const isFault = line === "away" || line === "trouble" || line === "refused";
    this.in(isFault ? RETRIES[Math.min(this.tries++, RETRIES.length - 1)]! : SIGN_IN);
  }

  /** What the section holds now; a form that is being written in is left alone. */
  async refresh(section: string) {
    const before = this.acknowledged;
    try {
      const response = await fetch(`/people/${this.personId}/plan/draft?section=${section}`, { redirect: "manual" });
      if (!response.ok) return;
      const fresh = (await response.json()) as Fresh;
      // Read before the newest words arrived there: the next news brings it.
      if (this.acknowledged !== before) return void this.refresh(section);
      const free = (unit: string) => !this.state.units[unit];
      const changed = Object.entries(fresh.units).some(
        ([unit, values]) => free(unit) && !sameValues(values, asKept(unit, this.knows(unit))),
      );
      const gone = [...this.known].some(
        ([unit, values]) => values && free(unit) && unit.startsWith(`${section}/`) && !(unit in fresh.units),
      );
      if (changed || gone || fresh.conflicts !== this.conflicts) this.say({ fresh });
      this.conflicts = fresh.conflicts;
    } catch {
      // The line is down: whatever is typed waits, and the next news asks again.
    }
  }

  /** The page was loaded, and with it what it shows. */
  loaded(conflicts: number) {
    this.conflicts = conflicts;
    if (this.state.fresh) this.say({ fresh: undefined });
  }
}
