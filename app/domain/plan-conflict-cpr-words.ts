/**
 * Free text that says the opposite of the CPR recommendation. A "not" counts only where it governs CPR: "If not
 * breathing, start CPR" asks for it. What is written for a sudden reversible cause (choking, a blocked tube, anaphylaxis)
 * or as an exception may stand beside a recommendation against CPR: that is put to the author, never to a crew.
 */
import type { PlanDocument } from "./plan";
import type { ConflictSide, FoundConflict } from "./plan-conflict";
import { affirmed, forbiddenIn, ofPlan, placeOf, sentencesOf, type Text, textsOf } from "./plan-conflict-words";

const CPR = "(?:cpr|(?:cardio-?\\s?pulmonary\\s)?resus\\w*|(?:chest\\s)?compressions)\\b";
/** What follows where CPR is only the name of a form or a talk. */
const NOT_A_NAME_OF =
  "(?!\\s+(?:status|decision|form|recommendation|section|discussion|training|see|council|has|is|was|not|documents?)\\b)";

// ── Refusals ──────────────────────────────────────────────────────────────────────────────────────────────

const BY_NAME =
  /\bDNA ?CPR\b|\bDNAR\b|\bDNR\b|\bDN ?attempt|\ballow (?:a |her |his |their )?(?:natural|peaceful) death\b|\bnatural death (?:only|is to be allowed|allowed)\b/i;
const NAME_DENIED =
  /\b(?:no|without(?: an?)?|not have an?|has no)\s+(?:\w+\s+)?(?:DNA ?CPR|DNAR|DNR)\b|\b(?:DNA ?CPR|DNAR|DNR)\b(?:\s+\w+){0,3}\s+(?:cancelled|withdrawn|revoked|removed|suspended|destroyed|no longer)/i;

const DENIES =
  "\\b(?:do not|don['’]t|never|must not|should not|shall not|not to|not for|no|without|avoid|refus\\w*|declin\\w*|nor|not (?:want|wish|have|wanting|receive|be given))\\b";
const WORDS_BETWEEN =
  "(?:\\s+(?:to|for|be|have|having|receive|ever|any|further|more|a|the|start\\w*|attempt\\w*|begin\\w*|commenc\\w*|giv\\w*|perform\\w*|do|offer\\w*|try\\w*|provid\\w*|full|active|immediate|bystander|at|please))*";
/** Other treatments of one list of refusals: "No hospital, ventilation or CPR". */
const OF_A_LIST =
  "(?:\\s+(?:\\w+\\s+)?(?:hospital\\w*|admi\\w*|convey\\w*|ventilat\\w*|intubat\\w*|ICU|ITU|HDU|care|antibiotics?|drips?|fluids|feeding|tube|dialysis|transfusions?|defib\\w*|shocks?|999|ambulance|escalation|A&E|NIV|surgery|treatment)(?:\\s*,|\\s+or|\\s+and|\\s*/|\\s+nor)+)*";
const BEFORE = new RegExp(`${DENIES}${OF_A_LIST}${WORDS_BETWEEN}\\s+${CPR}${NOT_A_NAME_OF}`, "i");
const AFTER = new RegExp(
  `\\b${CPR}\\s*(?:[:=–-]\\s*(?:no|not (?:for|to|recommended|wanted)|never|refused|declined)\\b|(?:(?:is|was|are|should|must|would|will|to)\\s+)*(?:be\\s+)?(?:never|not)\\s+(?:to\\s+)?(?:be\\s+)?(?:recommended|wanted|attempted|appropriate|for|work|succeed|started|given|performed|advised|indicated|in)\\b|(?:(?:is|was|would be)\\s+)(?:inappropriate|futile|unwanted|declined|refused)\\b)`,
  "i",
);

/** The person said no to the form: that refuses no CPR, nor does it ask for more than was decided. */
const NAME_DECLINED =
  /\bnot for (?:DNA ?CPR|DNAR|DNR)\b|\b(?:DNA ?CPR|DNAR|DNR)\b[^.;]{0,30}\b(?:declined|refused|disagree[sd])\b/i;

const refusesCpr = (sentence: string): boolean =>
  (BY_NAME.test(sentence) && !NAME_DENIED.test(sentence) && !NAME_DECLINED.test(sentence)) ||
  BEFORE.test(sentence) ||
  AFTER.test(sentence);

// ── Requests ──────────────────────────────────────────────────────────────────────────────────────────────

const ASKS = new RegExp(
  [
    `\\b(?:attempt|start|begin|commence|give|perform|do|continue|provide|try|for|please|wants?|would like|wishes(?: for)?|to have)\\s+(?:to\\s+be\\s+)?(?:full |immediate |active |her |him |them |bystander |attempts at )*${CPR}${NOT_A_NAME_OF}`,
    `\\b${CPR}\\s+(?:(?:is|should|must|will)\\s+)?(?:to\\s+)?(?:be\\s+)?(?:attempted|started|given|performed|wanted)\\b`,
    `^\\s*resuscitate\\b|\\b(?:must|should|to) be resuscitated\\b|\\bfull (?:cpr|resus\\w*)|\\b(?:cpr|resuscitation)\\s+please\\b`,
  ].join("|"),
  "i",
);
const KEEPS = new RegExp(`\\b(?:do not|don['’]t|never)\\s+(?:delay|withhold|stop|omit|hold back)\\s+${CPR}`, "i");

const SAYS_YES = /\b(?:cpr|resus\w*)\s*[:=–-]\s*(?:yes|attempt|for)\b/i;

const asksForCpr = (sentence: string): boolean =>
  KEEPS.test(sentence) ||
  SAYS_YES.test(sentence) ||
  (BY_NAME.test(sentence) ? NAME_DENIED.test(sentence) : affirmed(sentence, ASKS) !== undefined);

// ── Against the recommendation ────────────────────────────────────────────────────────────────────────────

/** Causes that are treated whatever is recommended about CPR (ReSPECT; Resuscitation Council UK). */
const SUDDEN =
  /\bchok\w*|\btracheo\w*|\blaryngectom\w*|\b(?:blocked|tube|airway)\b|\banaphyla\w*|\bbee sting|\belectrocut\w*|\bdrown\w*/i;
const EXCEPTIONS = ["unless", "hospitalUnless", "call999"];

/** Where an author may have written of CPR again. */
const SPEAKS_OF_CPR = [
  "handler",
  "escalation",
  "contingency",
  "critical",
  "preferences",
  "understanding",
  "palliative",
];

/** `planned` undefined: the plan recommends nothing, so nothing is its opposite. `cpr`: the side of the recommendation. */
export function cprAgainstWords(
  plan: PlanDocument,
  planned: "attempt" | "not_recommended" | undefined,
  cpr: ConflictSide,
): FoundConflict[] {
  if (!planned) return [];
  const opposite = planned === "attempt" ? refusesCpr : asksForCpr;
  // Each part of a list of what is forbidden is forbidden.
  const forbids = forbiddenIn(plan).map(({ text, ...of }) => ({
    ...of,
    text: `Do not: ${text}`,
    sentences: sentencesOf(text).flatMap((sentence) =>
      sentence.split(/,|\bor\b|\band\b/).map((part) => `do not ${part.trim()}`),
    ),
  }));
  const written = textsOf(plan, SPEAKS_OF_CPR).map((text) => ({ ...text, sentences: partsOf(text.text) }));
  return [...written, ...forbids].flatMap(({ sentences, ...text }): FoundConflict[] => {
    const said = sentences.find(opposite);
    if (said === undefined) return [];
    return [
      {
        kind: "cpr_words",
        danger: isException(plan, text, said) ? "asks" : "blocks",
        says: `${placeOf(plan, text.unit)} says the opposite of the CPR recommendation`,
        sides: [cpr, ofPlan(plan, text.unit, text.text)],
      },
    ];
  });
}

/** A colon ends what a "not" reaches, but for that of "CPR: no". */
const partsOf = (text: string) =>
  sentencesOf(text).flatMap((part) => (AFTER.test(part) || SAYS_YES.test(part) ? [part] : part.split(":")));

function isException(plan: PlanDocument, { unit, field, text }: Text, said: string): boolean {
  if (EXCEPTIONS.includes(field)) return true;
  const item = plan.sections.contingency.items.find(({ id }) => unit === `contingency/${id}`);
  // The whole line: a colon may stand between the cause and what is done for it.
  const around = text.split(/[.;\n]/).find((sentence) => sentence.includes(said.trim())) ?? said;
  return SUDDEN.test([around, item?.trigger, field === "doNot" ? item?.unless : ""].join(" "));
}
