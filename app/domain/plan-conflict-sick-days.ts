/**
 * Lines that say to leave out insulin or a steroid, of somebody who takes it. Only an instruction counts, and only where
 * the medicine is what its verb is done to: "stop metformin, continue insulin" stops no insulin, and "if she has missed
 * it" is a state. Rules of the crisis cards (high glucose, steroid dependence).
 */
import { type CriticalClass, criticalClassOf, namesOf } from "./critical-medicines";
import type { PlanDocument } from "./plan";
import type { ConflictDanger, FoundConflict } from "./plan-conflict";
import { ofRecord } from "./plan-conflict-decisions";
import { forbiddenIn, instructionsIn, ofPlan, placeOf, sentencesOf, type Text } from "./plan-conflict-words";
import type { RecordLine } from "./plan-record";

// ── Words ─────────────────────────────────────────────────────────────────────────────────────────────────

const STOP =
  "(?:stop|omit|pause|withhold|skip|suspend|cease|discontinue|hold|miss(?: out)?|leave out|leave off|do without)";
/** "Consider stopping". */
const STOPPING =
  "(?:consider|advise|suggest|recommend|by|start)\\s+(?:stopping|omitting|pausing|withholding|skipping|suspending|leaving out)";
const FORBID_GIVING =
  "(?:(?:do not|don['’]t|never|must not|should not|not to|avoid)\\s+(?:(?:give|take|use|inject|administer|have|continue)|(?:giving|taking|using|injecting|continuing))|(?:does not|doesn['’]t|do not) need|needs? no|need not (?:have|take))";
/** What may stand between "do not give" and the medicine; "extra" or "rapid" makes it another instruction. */
const ITS =
  "(?:\\s+(?:the|any|her|his|their|your|my|its|usual|regular|daily|next|morning|evening|night|bedtime|long-acting|basal|background|maintenance|oral))*";
/** Of a list of medicines; a word that begins something else ends it. */
const LIST =
  "(?:\\s+(?!(?:continue|give|giving|double|keep|increase|take|use|start|check|treat|because|as|if|when|unless|for|with|on|after|before|until|while|from|due|than|not|never|no|except|other|apart|save|beside|without|he|she|they|call|ring|test|drink|inject|which|who|that)\\b)[\\w’'-]+){0,8}?";
const PASSIVE =
  "(?:\\s+(?:doses?|injections?|tablets))?\\s+(?:(?:is|are) to|should|must|may|can|needs? to|to)\\s+be\\s+(?:stopped|omitted|paused|withheld|skipped|missed|suspended|discontinued|held|left out)";
const AFTER_IT =
  "\\s*(?:[:–-]\\s*)?(?:(?:may|can|to)\\s+)?(?:stop|omit|pause|withhold|skip|suspend)\\b\\s*(?:$|it\\b|this\\b|if\\b|when\\b|while\\b|until\\b|on\\b|for\\b|during\\b|temporarily\\b|today\\b)";
/** What the name is only a part of, what goes on, and the end of a short course: no leaving out. */
const OTHERWISE =
  /^\s*(?:(?:emergency )?(?:cards?|bracelets?|kit|passports?|cream|inhalers?|books?|leaflets?|charts?|needles?|syringes?|allergy|resistance|changes?)\b|pens?\s+(?:at|against|in|still|for)\b|after (?:\d+|five|seven) days|dose changes?\b|as (?:usual|normal|before)|stays?\b|continues?\b|goes on|unchanged|(?:is|are) (?:kept|continued|never))/i;
/** Of "no insulin …" and "do not give insulin …": a manner or a state. */
const MANNER =
  /^\s*(?:doses?\s+|injections?\s+|tablets\s+)?(?:(?:is|was|are|to be|has been)\s+(?:missed|omitted|left|skipped|stopped)|(?:missed|omitted|left|skipped|in the|at home|pumps?|without|late|by mouth|orally|into|through|intraven|by IV|by pump|on an empty|more than|less than|twice)\b|before\s+(?:check|test|measur|look)|until\s+(?:\w+\s+){0,2}(?:check|test|measur))/i;

const DENIED_BEFORE =
  /\b(?:do not|don['’]t|never|must not|should not|cannot|can['’]t|not to|without|no need to)\s+(?:(?!if\b|when\b|then\b)[\w’'-]+\s+){0,2}$|\bnot\s+$|\bor\s+never\s+$/i;
/** "If you miss insulin": what somebody did, not what they are told. */
const STATE_BEFORE =
  /\b(?:if|when|whenever|in case|should)\s+(?:(?:you|she|he|they|we|the \w+)\s+)(?:(?:ever|has|have|had)\s+)?$/i;
const NO_STATE_BEFORE = /\b(?:if|when|has|have|had|with|is|are|was|takes?|on|there(?:['’]s)?)\s+$/i;

type Rule = { kind: string; word: CriticalClass; drug: string; mealtime?: RegExp; says: string };

const anyOf = (...names: string[]) => `(?:${names.join("|")})`;

const RULES: readonly Rule[] = [
  {
    kind: "insulin_sick_day",
    word: "Insulin",
    drug: anyOf(
      "insulins?",
      "basal",
      "background",
      "long-acting",
      ...namesOf("Insulin"),
      "(?:all |the |their |her |his )*diabetes (?:medicines|medication|drugs|treatment)",
    ),
    // Whoever does not eat may leave out the dose of the meal, never the background: a clinician's to read.
    mealtime:
      /\b(?:meal-?\s?time|rapid|quick|short-acting|bolus|correction|actrapid|apidra|fiasp|humalog(?! mix)|kirsty|lyumjev|novorapid|trurapi|admelog)\b/i,
    says: "says to leave out insulin: sick-day rules keep it, and stop only what they name",
  },
  {
    kind: "steroid_stopped",
    word: "Steroid",
    drug: anyOf("steroids?", ...namesOf("Steroid")),
    says: "says to stop the steroid: who depends on it needs more of it when ill, not less",
  },
];

// ── Reading ───────────────────────────────────────────────────────────────────────────────────────────────

/** The words that say to leave out the medicine; undefined where none do. */
function leavesOut({ text, field }: Text, drug: string): string | undefined {
  const sentences = sentencesOf(text.replaceAll("/", " and "));
  if (field === "doNot")
    return sentences
      .flatMap((sentence) => sentence.split(/,|\bor\b|\band\b|:/))
      .find((part) => matches(part, `^\\s*(?:give|take|use|inject|administer|have|continue)?${ITS}\\s*`, drug, MANNER));
  // A colon after its own verb or its own name ("Pause: insulin", "Insulin: omit") begins nothing new.
  const apart = new RegExp(`(?<!\\b${STOP}|\\b${drug})\\s*:|:(?=\\s*(?:give|continue|double|keep)\\b)`, "i");
  return sentences.flatMap((sentence) => sentence.split(apart)).find((part) => says(part, drug));
}

function says(part: string, drug: string): boolean {
  if (matches(part, `\\b${FORBID_GIVING}${ITS}\\s+`, drug, MANNER)) return true;
  if (
    matches(
      part,
      `(?<=^\\s*|\\b(?:and|or|give|take|use|inject)\\s+|[,=–>→-]\\s*)no${ITS}\\s+`,
      drug,
      MANNER,
      NO_STATE_BEFORE,
    )
  )
    return true;
  if (stopsByVerb(part, drug)) return true;
  return [PASSIVE, AFTER_IT].some((after) => {
    const found = new RegExp(`\\b${drug}(?:\\s+(?:glargine|detemir|degludec|aspart|lispro))?${after}`, "i").exec(part);
    return found !== null && !/\bnot\b|\bnever\b/i.test(found[0]);
  });
}

/** `before` with the medicine as its object, and nothing after it that makes it something else. */
function matches(part: string, before: string, drug: string, otherwise: RegExp, stateBefore?: RegExp): boolean {
  return [...part.matchAll(new RegExp(`${before}\\b${drug}\\b`, "gi"))].some(({ 0: said, index }) => {
    const after = part.slice(index + said.length);
    return !otherwise.test(after) && !OTHERWISE.test(after) && !stateBefore?.test(part.slice(0, index));
  });
}

/** The verb with the medicine in its own clause, or in the list that its commas make. */
function stopsByVerb(part: string, drug: string): boolean {
  const verbs = [...part.matchAll(new RegExp(`\\b(?:${STOP}|${STOPPING})\\b:?`, "gi"))];
  return verbs.some(({ 0: verb, index }) => {
    const before = part.slice(0, index);
    if (DENIED_BEFORE.test(before) || STATE_BEFORE.test(before)) return false;
    const clauses = part.slice(index + verb.length).split(",");
    const reach = new RegExp(`^${LIST}\\s*\\b${drug}\\b`, "i");
    for (const [place, clause] of clauses.entries()) {
      const found = reach.exec(` ${clause.trimStart()}`);
      const after = found ? ` ${clause.trimStart()}`.slice(found[0].length) : "";
      if (found && !OTHERWISE.test(after) && (place === 0 || OF_LIST.test(after))) return true;
      if (!ITEM.test(` ${clause.trim()}`)) return false;
    }
    return false;
  });
}

/** After a comma a medicine is of the list only where nothing but a condition follows: not "insulin 10 units". */
const OF_LIST = /^\s*(?:$|(?:and|or|if|when|until|while|for|on|during|temporarily|glargine|detemir|tablets)\b)/i;
/** A clause that goes on with a list: nothing in it begins something else. */
const ITEM = new RegExp(`^${LIST}\\s*$`, "i");

const LOW = /\bhypos?\b|\bhypoglyc|\b(?:low|below|under)\s+(?:glucose|sugar|\d)/i;

/** Leaving out the dose of a meal, or while glucose is low, may be meant. */
const dangerOf = ({ text }: Text, said: string, { mealtime }: Rule): ConflictDanger =>
  mealtime && (mealtime.test(said) || LOW.test(text)) ? "asks" : "blocks";

// ── Against what is taken ─────────────────────────────────────────────────────────────────────────────────

/**
 * What somebody takes that must not be stopped, by the record or by the plan's own critical facts, and where the plan
 * says to leave it out. `medicines`: those taken now; `sections`: where the plan says what to do.
 */
export function stoppedMedicines(
  plan: PlanDocument,
  medicines: readonly RecordLine[],
  sections: readonly string[],
): FoundConflict[] {
  return RULES.flatMap((rule) => {
    const taken = medicines.find(({ words }) => criticalClassOf(words) === rule.word);
    const banner = plan.sections.critical.items.find(
      ({ kind: of, fact = "" }) =>
        of === rule.word.toLowerCase() ||
        new RegExp(`\\b${rule.word}`, "i").test(fact) ||
        criticalClassOf(fact) === rule.word,
    );
    if (!taken && !banner) return [];
    return [...instructionsIn(plan, sections), ...forbiddenIn(plan)].flatMap((text): FoundConflict[] => {
      const said = leavesOut(text, rule.drug);
      if (said === undefined) return [];
      const other = taken
        ? ofRecord(taken)
        : ofPlan(plan, `critical/${banner!.id}`, [banner!.fact, banner!.instruction].filter(Boolean).join(": "));
      const words = text.field === "doNot" ? `Do not: ${text.text}` : text.text;
      return [
        {
          kind: rule.kind,
          danger: dangerOf(text, said, rule),
          says: `${placeOf(plan, text.unit)} ${rule.says}`,
          sides: [ofPlan(plan, text.unit, words), other],
        },
      ];
    });
  });
}
