/** Reading free text for contradictions: what a sentence says to do, and what it says not to. */
import { londonDate } from "./dates";
import { type PlanDocument, readUnit, unitOf, unitsOf } from "./plan";
import type { ConflictSide } from "./plan-conflict";
import { unitInWords } from "./plan-in-words";
import { fieldsOf } from "./plan-sections";

const SENTENCE = /[.;!?\n]|\b(?:but|unless|except|otherwise|then)\b/i;
/** "Do not wait: morphine" begins anew; "Avoid: morphine" does not. */
const COLON = /(?<!\b(?:no|not|avoid|never|nil|stop|pause)\s*):/i;
const NOT = /\b(?:no|not|never|without|don['’]t|avoid|refus\w*|declin\w*|nil)\b/i;
/** Of medicines: what is paused or stopped is not given. */
export const NOT_GIVEN = new RegExp(`${NOT.source}|\\b(?:paus|stop|omit|withh[eo]ld|suspend)\\w*\\b`, "i");
/** A part that begins something anew: the "not" of the part before does not reach it. */
const BEGINS =
  /\b(?:give|treat|start|use|try|offer|inject|administer|convey|take|send|call|ring|continue|check|commence|attempt|perform|provide|resuscitate|keep|double|increase|repeat)\b/i;
/** "If not settled, …": its "not" is of the state, and ends with the condition. */
const CONDITION = /^\s*(?:and |or )?(?:if|when|once|whenever|while|where)\b/i;

/**
 * Whether a "not" governs what stands from `index` to `end`: "no morphine", "do not give morphine"; not "if not relieved
 * give morphine". The term itself may begin with its verb.
 */
function isDenied(part: string, index: number, not: RegExp, end = index): boolean {
  return [...part.slice(0, index).matchAll(new RegExp(not.source, "gi"))].some(({ 0: word, index: from }) => {
    const between = part.slice(from + word.length, end);
    const verb = BEGINS.exec(between);
    return !verb || /^\s*(?:to|ever|routinely|just)?\s*$/i.test(between.slice(0, verb.index));
  });
}

/** The sentence that says `term` without a "not" that governs it; one reaches over the commas of a list. */
export const affirmed = (text: string | undefined, term: RegExp, not: RegExp = NOT): string | undefined =>
  mentionsOf(text, term, not)[0]?.sentence.trim();

/** Where `term` is said without a "not": the sentence, and its part before and after the term. */
export type Mention = { sentence: string; before: string; after: string };

/** Each place of `text` that says `term` without a "not" that governs it. */
export function mentionsOf(text: string | undefined, term: RegExp, not: RegExp = NOT): Mention[] {
  const found: Mention[] = [];
  for (const sentence of sentencesOf(text).flatMap((part) => part.split(COLON))) {
    let reaches = false;
    for (const part of sentence.split(",")) {
      if (BEGINS.test(part)) reaches = false;
      for (const { index, 0: said } of part.matchAll(new RegExp(term.source, "gi")))
        if (!reaches && !isDenied(part, index, not, index + said.length))
          found.push({ sentence, before: part.slice(0, index), after: part.slice(index + said.length) });
      if (!CONDITION.test(part) && isDenied(part, part.length, not)) reaches = true;
    }
  }
  return found;
}

/** Sentences, and what "but", "unless" and "then" begin. */
export const sentencesOf = (text: string | undefined): string[] => (text ?? "").split(SENTENCE);

/** The sentence that says `term` with a "not" before it. */
export function denied(text: string | undefined, term: RegExp): string | undefined {
  for (const sentence of (text ?? "").split(SENTENCE)) {
    const no = NOT.exec(sentence);
    const found = term.exec(sentence);
    if (no && found && no.index < found.index) return sentence.trim();
  }
  return undefined;
}

export type Text = { unit: string; field: string; text: string };

/** Fields that say what is not to be done: what they hold is the opposite of what it says. */
const FORBIDS = ["doNot"];

/** Every free text of these sections that says what to do, unit by unit. */
export function textsOf(plan: PlanDocument, sections: readonly string[]): Text[] {
  return unitsOf(plan).flatMap((unit) => {
    const { section } = unitOf(unit)!;
    if (!sections.includes(section)) return [];
    return Object.entries(readUnit(plan, unit)!).flatMap(([field, text]) =>
      ["line", "text"].includes(fieldsOf(section)[field]?.kind ?? "") && !FORBIDS.includes(field)
        ? [{ unit, field, text }]
        : [],
    );
  });
}

/** Fields that name something and ask for nothing: when a plan begins, whom to ring, where things lie. */
const NAMES = [
  "trigger",
  "earlySigns",
  "name",
  "fact",
  "ring",
  "signs",
  "medicinesKept",
  "agreedName",
  "reviewBy",
  "chart",
];

/** What contingency plans forbid. `text` as it stands, without "Do not". */
export const forbiddenIn = (plan: PlanDocument): Text[] =>
  plan.sections.contingency.items.flatMap(({ id, doNot }) =>
    doNot ? [{ unit: `contingency/${id}`, field: "doNot", text: doNot }] : [],
  );

/** Of these sections what somebody is told to do. */
export const instructionsIn = (plan: PlanDocument, sections: readonly string[]): Text[] =>
  textsOf(plan, sections).filter(({ field }) => !NAMES.includes(field));

/** A side of the plan, with who wrote it when; `words` as it stands. */
export function ofPlan(plan: PlanDocument, unit: string, words: string): ConflictSide {
  const stamp = plan.stamps[unit];
  return {
    source: "plan",
    unit,
    words,
    ...(stamp && { on: londonDate(new Date(stamp.at)), by: `${stamp.byName}, ${stamp.organisation}` }),
  };
}

/** "If … then …: Breathless", as the author knows the unit. */
export const placeOf = (plan: PlanDocument, unit: string): string => unitInWords(unit, readUnit(plan, unit));
