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
const BEGINS = /\b(?:give|treat|start|use|try|offer|inject|administer|convey|take|send|call|ring|continue|check)\b/i;

/** Whether a "not" governs what stands at `index`: "no morphine", "do not give morphine"; not "if not relieved give morphine". */
function isDenied(part: string, index: number, not: RegExp): boolean {
  return [...part.slice(0, index).matchAll(new RegExp(not.source, "gi"))].some(({ 0: word, index: from }) => {
    const between = part.slice(from + word.length, index);
    const verb = BEGINS.exec(between);
    return !verb || /^\s*(?:to|ever|routinely|just)?\s*$/i.test(between.slice(0, verb.index));
  });
}

/** The sentence that says `term` without a "not" that governs it; one reaches over the commas of a list. */
export function affirmed(text: string | undefined, term: RegExp, not: RegExp = NOT): string | undefined {
  for (const sentence of (text ?? "").split(SENTENCE).flatMap((part) => part.split(COLON))) {
    let reaches = false;
    for (const part of sentence.split(",")) {
      if (BEGINS.test(part)) reaches = false;
      for (const { index } of part.matchAll(new RegExp(term.source, "gi")))
        if (!reaches && !isDenied(part, index, not)) return sentence.trim();
      if (isDenied(part, part.length, not)) reaches = true;
    }
  }
  return undefined;
}

/** The sentence that says `term` with a "not" before it. */
export function denied(text: string | undefined, term: RegExp): string | undefined {
  for (const sentence of (text ?? "").split(SENTENCE)) {
    const no = NOT.exec(sentence);
    const found = term.exec(sentence);
    if (no && found && no.index < found.index) return sentence.trim();
  }
  return undefined;
}

const NOT_JUST_BEFORE = /\b(?:do not|don['’]t|never|must not|should not|not to|without|no need to)\s+(?:\w+\s+){0,2}$/i;

/**
 * The sentence in which `phrase` (a verb with what it is done to) stands, with no "not" inside it and none that governs
 * its verb: "If not eating, stop insulin" says to stop.
 */
export function saysTo(text: string | undefined, phrase: RegExp): string | undefined {
  const all = new RegExp(phrase.source, "gi");
  return (text ?? "")
    .split(SENTENCE)
    .find((sentence) =>
      [...sentence.matchAll(all)].some(
        (found) => !NOT.test(found[0]) && !NOT_JUST_BEFORE.test(sentence.slice(0, found.index)),
      ),
    )
    ?.trim();
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
