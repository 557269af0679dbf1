/**
 * One author's words on their way into a draft, unit by unit. Each edit carries what its author saw when writing it, so
 * that nothing is put over words that nobody looked at; and an id, so that an edit whose answer was lost is sent again
 * and counts once. Pure: ids and times are arguments; the browser keeps a queue, the server judges an edit.
 */
import { applyOperations, emptyPlan, MOST_LETTERS, type PlanDocument, readUnit, unitOf, type Values } from "./plan";
import { sameValues } from "./plan-changes";
import { operationsFrom } from "./plan-forms";
import { fieldsOf, type SectionId, sectionOf } from "./plan-sections";

export type Edit = {
  /** A UUID, made by the browser. */
  id: string;
  unit: string;
  /** Null takes the unit out. */
  values: Values | null;
  /** What stood in the form before the author wrote. */
  seen: Values | null;
};

export type Outcome = "saved" | "conflict" | "may not write" | "not found" | "too long" | "no such owner";

/** Who wrote what stands now. `own`: the author of the edit, in another window or on another device. */
export type Writer = { own: boolean; name: string; role: string; at: string };

export type EditResult = { id: string; outcome: Outcome; now?: Values | null; by?: Writer };

/** What its author can mend by writing otherwise, and then it is sent again. */
const MENDED_BY_WRITING: readonly Outcome[] = ["too long", "no such owner"];

/** Longer than a draft holds. */
export const isTooLong = (values: Values | null): boolean =>
  Object.values(values ?? {}).some((value) => value.length > MOST_LETTERS);

/** Units that do not hold what their author was about to be told. */
export const notReadBack = (units: readonly string[], told: PlanDocument, stands: PlanDocument): string[] =>
  units.filter((unit) => !sameValues(readUnit(told, unit), readUnit(stands, unit)));

/** The sections that the units are of, each once. */
export const sectionsOfUnits = (units: readonly string[]): SectionId[] => [
  ...new Set(units.flatMap((unit) => unitOf(unit)?.section ?? [])),
];

/** The most edits in one message. */
export const MOST_EDITS = 100;

// ── What an edit means ────────────────────────────────────────────────────────────────────────────────────

/** The values as a plan holds them: known fields in their order, none empty. */
export const asKept = (unit: string, values: Values | null): Values | null =>
  readUnit(applyOperations(emptyPlan(), [{ unit, values }]), unit);

/** "saved": nothing stands there that the author did not see, or the same stands there already. */
export function judgeEdit({ unit, values, seen }: Omit<Edit, "id">, now: Values | null): "saved" | "conflict" {
  const same = (other: Values | null) => sameValues(asKept(unit, other), asKept(unit, now));
  return same(values) || same(seen) ? "saved" : "conflict";
}

/** Fields that no form has stay as they stand: whoever sends them sends nothing. */
export function withKeptFields(unit: string, values: Values | null, now: Values | null): Values | null {
  if (!values) return null;
  const fields = Object.entries(fieldsOf(unitOf(unit)!.section));
  const kept = fields.filter(([, { kind }]) => kind === "kept").map(([name]) => name);
  const typed = Object.entries(values).filter(([name]) => !kept.includes(name));
  return Object.fromEntries([...typed, ...kept.flatMap((name) => (now?.[name] ? [[name, now[name]]] : []))]);
}

/** What a section's form says, unit by unit; an item whose every field is empty is taken out. */
export function unitsIn(section: SectionId, item: string | undefined, values: Values) {
  const operations = operationsFrom(section, item, values);
  return item && operations.length === 0 ? [{ unit: `${section}/${item}`, values: null }] : operations;
}

/** The units of a section's form, with what stands in each; for an item, that of the item alone. */
export function seenIn(
  section: SectionId,
  item: string | undefined,
  shown: Values | null,
): Record<string, Values | null> {
  const { unit } = sectionOf(section);
  if (unit === "item") return { [`${section}/${item}`]: shown && asKept(`${section}/${item}`, shown) };
  if (unit === "section") return { [section]: shown && asKept(section, shown) };
  return Object.fromEntries(
    Object.keys(fieldsOf(section)).map((name) => [
      `${section}.${name}`,
      shown?.[name] ? asKept(`${section}.${name}`, { [name]: shown[name] }) : null,
    ]),
  );
}

/** What a section shows of a plan, unit by unit: for the forms of a page that is open. */
export function unitsOfSection(plan: PlanDocument, section: SectionId): Record<string, Values | null> {
  const { fields, items } = plan.sections[section] as { fields: Values; items: readonly (Values & { id: string })[] };
  if (sectionOf(section).unit !== "item") return seenIn(section, undefined, Object.keys(fields).length ? fields : null);
  return Object.fromEntries(items.map(({ id, ...values }) => [`${section}/${id}`, values]));
}

/** By unit: whose words stand, or a third text of both. */
export type Choices = Readonly<Record<string, "mine" | "theirs" | { third: Values | null }>>;

/**
 * The choices of a form that holds several conflicts: "keep UNIT", and "third UNIT FIELD" for a text of its own, whole: of
 * one that is too long nothing is cut off without a word.
 */
export function choicesIn(form: Readonly<Record<string, string>>): Choices {
  const chosen = Object.entries(form).flatMap(([name, value]): [string, Choices[string]][] => {
    const unit = name.startsWith("keep ") ? name.slice(5) : "";
    if (!unitOf(unit)) return [];
    if (value === "mine" || value === "theirs") return [[unit, value]];
    return value === "third" ? [[unit, { third: thirdIn(form, unit) }]] : [];
  });
  return Object.fromEntries(chosen);
}

function thirdIn(form: Readonly<Record<string, string>>, unit: string): Values | null {
  const begin = `third ${unit} `;
  const fields = Object.entries(form).filter(([name]) => name.startsWith(begin));
  const values = Object.fromEntries(fields.map(([name, value]) => [name.slice(begin.length), value]));
  return Object.values(values).some((value) => value.trim()) ? values : null;
}

// ── The browser's queue, for one unit ─────────────────────────────────────────────────────────────────────

export type Queued = {
  unit: string;
  /** What the server is known to hold and the author has seen. */
  seen: Values | null;
  /** On its way, or sent without an answer: sent again with the same id and the same words until there is one. */
  sending?: Edit & { at: number };
  /** Typed since. */
  waiting?: { values: Values | null; at: number };
  /** Why it is not sent any more until the author decides; the author's words are `waiting`. */
  held?: { outcome: Exclude<Outcome, "saved">; now: Values | null; by?: Writer };
};

/** The author's newest words that the server has not acknowledged. */
export const wordsWaiting = ({ waiting, sending }: Queued): Values | null | undefined =>
  waiting ? waiting.values : sending ? sending.values : undefined;

type Typed = { unit: string; values: Values | null; seen: Values | null; at: number };

/** The author typed. Undefined: nothing is left to send. `seen` counts for a unit that has nothing waiting yet. */
export function typed(before: Queued | undefined, { unit, values, seen, at }: Typed): Queued | undefined {
  const { held, ...rest } = before ?? { unit, seen };
  const queued: Queued = held && !MENDED_BY_WRITING.includes(held.outcome) ? { ...rest, held } : rest;
  const next = { ...queued, waiting: { values, at } };
  const nothingNew = sameValues(asKept(unit, values), asKept(unit, queued.seen));
  return nothingNew && !next.sending && !next.held ? undefined : next;
}

/** Makes the newest words an edit, unless one is on its way or the author must decide first. */
export function toSend(queued: Queued, id: string): Queued {
  const { sending, waiting, held, ...rest } = queued;
  if (held || sending || !waiting) return queued;
  const { unit, seen } = queued;
  return { ...rest, sending: { id, unit, values: waiting.values, seen, at: waiting.at } };
}

/** The server answered. Undefined: all is acknowledged. An answer to another edit changes nothing. */
export function answered(queued: Queued, { id, outcome, now, by }: EditResult): Queued | undefined {
  const { sending, waiting, ...rest } = queued;
  if (sending?.id !== id) return queued;
  if (outcome !== "saved") {
    const mine = waiting ?? { values: sending.values, at: sending.at };
    return { ...rest, waiting: mine, held: { outcome, now: now ?? null, by } };
  }
  const seen = now === undefined ? asKept(queued.unit, sending.values) : now;
  if (!waiting || sameValues(asKept(queued.unit, waiting.values), seen)) return undefined;
  return { ...rest, seen, waiting };
}

/** The author looked at both sides. Theirs is sent too, so that the server knows that nobody waits for mine. */
export function settled(queued: Queued, keep: "mine" | "theirs", at: number): Queued {
  const { held, ...rest } = queued;
  if (!held) return queued;
  const waiting = keep === "mine" ? queued.waiting : { values: held.now, at };
  return { ...rest, seen: held.now, waiting };
}
