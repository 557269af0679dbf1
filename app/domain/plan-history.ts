/** What changed from one version to another, as sentences with who did it and when. Pure. */
import { dateInWords } from "./dates";
import { type PlanDocument, unitOf, type Values } from "./plan";
import { type Change, sameValues } from "./plan-changes";
import {
  type ChangedLine,
  type ChangeInWords,
  changeInWords,
  fieldInWords,
  linesOf,
  unitInWords,
} from "./plan-in-words";
import { type SectionId, sectionOf } from "./plan-sections";

/** Who published a version, and when. */
export type Actor = { byName: string; byRole: string; at: Date };

/** `line`: both sides word for word, where they are too long for a sentence. */
export type Sentence = { says: string; line?: ChangedLine };
/** A change in its lines, and said in sentences. */
export type ChangeSaid = ChangeInWords & { sentences: Sentence[] };

export const changeSaid = (change: Change, actor: Actor): ChangeSaid => ({
  ...changeInWords(change),
  sentences: sentencesOf(change, actor),
});

/** Longer words are shown below the sentence and not within it. */
const QUOTED = 80;

/**
 * "The GP changed preferred place of death from “Hospital” to “Home” on 3 May 2026". One sentence a field that changed;
 * one for an item, or a section of several lines, that is new or gone.
 */
export function sentencesOf(change: Change, { byRole, at }: Actor): Sentence[] {
  const { unit, before, after } = change;
  const { section, field, item } = unitOf(unit)!;
  const who = `The ${lowerFirst(byRole)}`;
  const on = `on ${dateInWords(at)}`;
  const lines = linesOf(change);
  const whole = !field && (item || lines.length > 1);
  if (whole && before === null) return [{ says: `${who} added ${inSentence(unit, after)} ${on}` }];
  if (whole && after === null) return [{ says: `${who} took out ${inSentence(unit, before)} ${on}` }];
  return lines.map(({ name, ...line }) => {
    const what = field
      ? lineInSentence(section, name)
      : `${inSentence(unit, after ?? before)} (${fieldInWords(section, name)})`;
    const long = [line.before, line.after].some((words) => words && words.length > QUOTED);
    return long
      ? { says: `${who} changed ${what} ${on}`, line }
      : { says: `${who} ${didTo(what, line.before, line.after)} ${on}` };
  });
}

function didTo(what: string, before: string | undefined, after: string | undefined): string {
  if (before === undefined) return `wrote ${what}: “${after}”`;
  if (after === undefined) return `took out ${what} (it said “${before}”)`;
  return `changed ${what} from “${before}” to “${after}”`;
}

/** "contingency plan “Breathless”", "“CPR recommendation”". */
function inSentence(unit: string, values: Values | null): string {
  const { section, item } = unitOf(unit)!;
  return item ? lowerFirst(unitInWords(unit, values)) : `“${sectionOf(section).title}”`;
}

/** Labels that say by themselves what they are of; of others the section's title is said too: "usual state: moving". */
const ALONE: readonly SectionId[] = ["preferences"];

const lineInSentence = (section: SectionId, name: string): string =>
  ALONE.includes(section)
    ? fieldInWords(section, name)
    : `${lowerFirst(sectionOf(section).title)}: ${fieldInWords(section, name)}`;

const lowerFirst = (text: string) => (/^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text);

export type Version = Actor & { version: number; document: PlanDocument };

/** Who wrote what stands there: not whoever published it on, after a version between was entered in error. */
export function actorOf({ document, ...version }: Version, unit: string): Actor {
  const stamp = document.stamps[unit];
  return stamp ? { byName: stamp.byName, byRole: stamp.byRole, at: new Date(stamp.at) } : version;
}

/**
 * Each change between the first and the last of these versions, with who made it last: they come one after another,
 * oldest first, and the first is what is compared with.
 */
export function changesBetween(
  versions: readonly Version[],
  changes: readonly Change[],
  readUnit: ReadUnit,
): ChangeSaid[] {
  return changes.map((change) => {
    const maker = [...versions]
      .slice(1)
      .reverse()
      .find((version, n, newestFirst) => {
        const before = newestFirst[n + 1] ?? versions[0]!;
        return !sameValues(readUnit(before.document, change.unit), readUnit(version.document, change.unit));
      });
    return changeSaid(change, actorOf(maker ?? versions.at(-1)!, change.unit));
  });
}

type ReadUnit = (plan: PlanDocument, unit: string) => Values | null;
