/**
 * Simulated authors of one plan over HTTP, as a browser works: each edit says what its author saw, goes again with the
 * same id until it is answered, and conflicts are settled with both sides in sight. What they were told is their ledger.
 */
import { randomUUID } from "node:crypto";
import { londonDate } from "../../app/domain/dates";
import type { Values } from "../../app/domain/plan";
import type { EditResult } from "../../app/domain/plan-edits";

export type Account = { accountId: string; cookie: string };
/** `url` changes when the server is started again. */
export type Site = { url: string; personId: string };

/** `words`: empty when the line was taken out. */
export type Acknowledged = { id: string; unit: string; words: string };
/** What a line must say, in the draft or in a version that is no older than the one its author wrote against. */
export type Due = { words: string; version: number };
export type Author = {
  account: Account;
  /** Every edit that the server said is saved. */
  saved: Acknowledged[];
  /** Unit → all that the author was ever shown there, or wrote. */
  shown: Map<string, Set<string>>;
  /** What the draft must hold: by unit. */
  draft: Map<string, Due>;
  /** What was published when the server said so: by the key of the form. */
  published: { key: string; words: Map<string, Due> }[];
  /** Edits that were acknowledged and did not read back, in words. */
  unread: string[];
  conflicts: number;
  refused: number;
};

export const anAuthor = (account: Account): Author => ({
  account,
  saved: [],
  shown: new Map(),
  draft: new Map(),
  published: [],
  unread: [],
  conflicts: 0,
  refused: 0,
});

/** Lines that crews' safety does not hang on, of all three kinds of unit; few, so that authors meet. */
export const UNITS = [
  ...["goals/g1", "goals/g2", "goals/g3", "needs/n1", "strengths/s1"],
  ...["home.livingWith", "home.equipment", "aboutMe.pleaseDo", "aboutMe.worthKnowing", "aboutMe.mostImportant"],
  ...["communication.hearing", "communication.sight"],
];
const fieldOf = (unit: string) => (unit.includes("/") ? "what" : unit.split(".")[1]!);
const sectionOf = (unit: string) => /^\w+/.exec(unit)![0];
export const wordsIn = (unit: string, values: Values | null | undefined): string => values?.[fieldOf(unit)] ?? "";

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const oneOf = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!;
/** A line that a browser would wait for has an end, in ms. */
const PATIENCE = 20_000;

async function ask(site: Site, { cookie }: Account, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${site.url}/people/${site.personId}/plan/${path}`, {
    ...init,
    redirect: "manual",
    headers: { Cookie: cookie, ...init.headers },
    signal: AbortSignal.timeout(PATIENCE),
  });
}

/** Again until it is answered, as a browser that waits for its line. Undefined: the time is over. */
async function insist<T>(until: () => boolean, work: () => Promise<T>): Promise<T | undefined> {
  while (until()) {
    try {
      return await work();
    } catch {
      await pause(100 + Math.random() * 300);
    }
  }
  return undefined;
}

const form = (fields: Record<string, string>) => ({ method: "POST", body: new URLSearchParams(fields) });

function look(author: Author, unit: string, words: string) {
  const shown = author.shown.get(unit) ?? new Set();
  author.shown.set(unit, shown.add(words));
}

type Section = { units: Record<string, Values | null>; version: number; revision: number; conflicts: number };

async function read(site: Site, author: Author, section: string): Promise<Section> {
  const response = await ask(site, author.account, `draft?section=${section}`);
  if (!response.ok) throw new Error(`a section was not read: ${response.status}`);
  return (await response.json()) as Section;
}

/** New words, words that stood there before put back, or nothing at all: the line taken out. */
function newWords(author: Author, unit: string, now: string): string {
  const draw = Math.random();
  const earlier = [...(author.shown.get(unit) ?? [])].filter((words) => words && words !== now);
  if (draw < 0.2 && earlier.length) return oneOf(earlier);
  return draw < 0.4 && now ? "" : `words ${randomUUID()}`;
}

/** Writes in one unit; where somebody else wrote meanwhile, the author is shown it and mostly insists. */
export async function write(site: Site, author: Author, until: () => boolean): Promise<void> {
  const unit = oneOf(UNITS);
  const section = await insist(until, () => read(site, author, sectionOf(unit)));
  if (!section) return;
  let seen = section.units[unit] ?? null;
  look(author, unit, wordsIn(unit, seen));
  const words = newWords(author, unit, wordsIn(unit, seen));
  const values = words && {
    ...seen,
    [fieldOf(unit)]: words,
    ...(unit.startsWith("goals/") ? { status: "active" } : {}),
  };
  await pause(Math.random() * 300);
  for (let tries = 0; tries < 4; tries++) {
    const edit = { id: randomUUID(), unit, values: values || null, seen };
    const result = await insist(
      () => true,
      () => send(site, author, edit),
    );
    if (result!.outcome === "saved") {
      author.saved.push({ id: edit.id, unit, words });
      author.draft.set(unit, { words, version: section.version });
      look(author, unit, words);
      return readBack(site, author, { unit, words, version: section.version });
    }
    if (result!.outcome !== "conflict") throw new Error(`an edit was answered "${result!.outcome}"`);
    author.conflicts++;
    seen = result!.now ?? null;
    look(author, unit, wordsIn(unit, seen));
    if (Math.random() < 0.3) return;
  }
}

/** Now and then the author loads the page again: unless others published meanwhile, it says what they were told. */
async function readBack(site: Site, author: Author, { unit, words, version }: Due & { unit: string }): Promise<void> {
  if (Math.random() < 0.7) return;
  const again = await read(site, author, sectionOf(unit)).catch(() => undefined);
  if (again?.version !== version || wordsIn(unit, again.units[unit]) === words) return;
  author.unread.push(`${unit} was acknowledged and does not read back`);
}

/** An answer that did not come is asked for again, whether the edit arrived or not. */
async function send(site: Site, { account }: Author, edit: object): Promise<EditResult> {
  const message = { author: account.accountId, edits: [edit] };
  const headers = { "Content-Type": "application/json" };
  const response = await ask(site, account, "draft", { method: "POST", body: JSON.stringify(message), headers });
  if (!response.ok) throw new Error(`no answer to an edit: ${response.status}`);
  return ((await response.json()) as { results: EditResult[] }).results[0]!;
}

const REFUSALS = /Others published changes|nothing to publish/;

/** Publishes the draft; where others published the same lines meanwhile, settles that first, and again. */
export async function publish(site: Site, author: Author, until: () => boolean): Promise<void> {
  for (let tries = 0; tries < 5 && until(); tries++)
    if ((await tryToPublish(site, author, until)) === "published") return;
}

async function tryToPublish(site: Site, author: Author, until: () => boolean): Promise<"published" | "refused"> {
  const section = await insist(until, () => read(site, author, "agreement"));
  if (!section) return "refused";
  if (section.conflicts) {
    await insist(until, () => settle(site, author));
    return "refused";
  }
  const today = londonDate(new Date());
  const words = new Map(author.draft);
  const fields = {
    intent: "publish",
    key: randomUUID(),
    revision: String(section.revision),
    reason: "soak",
    ...{ agreed: "person", on: today, copy: "yes", copyOn: today, copyHow: "Print" },
  };
  // Without an answer it may have been published: the same key again says so.
  let tries = 0;
  const answer = await insist(
    () => true,
    async () => {
      tries++;
      const response = await ask(site, author.account, "publish", form(fields));
      if (response.status >= 500) throw new Error("no answer to a publish");
      return { status: response.status, page: response.status === 302 ? "" : await response.text() };
    },
  );
  if (answer!.status === 302) {
    author.published.push({ key: fields.key, words });
    author.draft.clear();
    return "published";
  }
  author.refused++;
  // One author works in one window: only a press that was refused without our hearing of it may have changed the draft.
  const expected = tries > 1 ? /Others published changes|Your draft changed since|nothing to publish/ : REFUSALS;
  if (!expected.test(answer!.page))
    throw new Error(
      `a plan was not published: ${answer!.status} ${/error-summary[\s\S]{0,600}/.exec(answer!.page)?.[0]}`,
    );
  return "refused";
}

/** Every conflict on the page is looked at; one side of each is chosen. */
async function settle(site: Site, author: Author): Promise<void> {
  const page = await (await ask(site, author.account, "settle")).text();
  const version = /name="shown" value="(\d+)"/.exec(page)?.[1];
  if (!version) return;
  const choices = new Map<string, "mine" | "theirs">();
  for (const [, unit, rest] of page.matchAll(/<fieldset id="([^"]+)"([\s\S]*?)<\/fieldset>/g)) {
    for (const [words] of rest!.matchAll(/words [0-9a-f-]{36}/g)) look(author, unit!, words);
    if (rest!.includes("<p>Taken out</p>")) look(author, unit!, "");
    choices.set(unit!, Math.random() < 0.5 ? "mine" : "theirs");
  }
  const fields = Object.fromEntries([...choices].map(([unit, side]) => [`keep ${unit}`, side]));
  // Without an answer nobody knows whose words stand: then the author claims nothing of these lines.
  const mine = new Map(author.draft);
  for (const [unit, side] of choices) if (side === "theirs") author.draft.delete(unit);
  const response = await ask(site, author.account, "settle", form({ intent: "settle", shown: version, ...fields }));
  if (response.status >= 500) throw new Error("no answer to a settlement");
  if (response.status === 302) author.conflicts += choices.size;
  else author.draft = mine;
}
