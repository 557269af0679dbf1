/**
 * Words that hold care back, as authors write them. A limit needs its “unless” beside it (safety rule 4); a call
 * handler, who is no clinician, is never told of one.
 */

/** What a hospital has besides beds for the sick: “has no hospital bed” holds nothing back. */
const THINGS =
  "(?! (?:beds?|mattress|gowns?|transport|passport|letters?|notes?|numbers?|appointments?|chairs?|tables?)\\b)";
const EMERGENCY = "a ?(?:&|and) ?e\\b|emergency department|casualty";
/** Where help comes from. */
const HELP = `\\b(?:999|ambulances?|paramedics?|${EMERGENCY}|hospitals?${THINGS}|admissions?)`;
/** "An emergency", "another blue-light": words before the ambulance, but none that begins another thought. */
const BEFORE =
  "(?:(?!(?:before|until|without|unless|but|instead|and|or|lone|single|male|female|one)\\b)[\\w’'-]+ ){0,3}?";
const WARD = `(?:hospitals?${THINGS}|${EMERGENCY}|itu|icu|acute ward)`;

/** Care that is given, moved or called for; said of the person too: "be conveyed". */
const CONVEYED = `(?:convey|transfer|admit|hospitali[sz]|dispatch|despatch)\\w*|(?:take|taken|send|sent|bring|brought|go|going|come|moved?|transport(?:ed)?|refer(?:red)?)\\b[^.;]{0,30}\\b${WARD}`;
const CALLED = `(?:ring|call|dial|phone|telephone|contact|request|summon|order|ask|alert|send|get|arrange|bring)\\w*(?: for| out)? ${BEFORE}(?:999|112|ambulances?|paramedics?|crews?|help|emergency services?)\\b`;
const REFUSED = `${CONVEYED}|${CALLED}|(?:resuscitat|ventilat|intubat|escalat)\\w*|treat\\b`;

const FORBIDDEN =
  "\\b(?:(?:do|does|should|shall|must|is|are|to) not|(?:do|does|should|must|is|are)n['’]t|shan['’]t|never|not to)";
/** Of the person, or of what will be: "cannot call for help" forbids nothing, "cannot be conveyed" does. */
const IMPOSSIBLE = "\\b(?:cannot|can not|can['’]t|will not|won['’]t|may not|would not|wouldn['’]t)";
const NOT_FOR = `\\bnot (?:suitable |appropriate |a candidate )?for (?:any |an? |the |further |active |emergency )?(?:hospital|admission|transfer|convey|itu|icu|hdu|intensive|ventilation|antibiotics|escalation|treatment|999|ambulance|${EMERGENCY})`;
const LIMIT = new RegExp(
  [
    `${FORBIDDEN}\\s+(?:ever |be |to be |to )*(?:${REFUSED})`,
    `${IMPOSSIBLE}\\s+(?:ever )?(?:be )?(?:${CONVEYED})`,
    NOT_FOR,
    `\\bno (?:more |further |emergency )?(?:hospital${THINGS}|admissions?|transfer|conveyance|ambulance|999|${EMERGENCY})\\b`,
  ].join("|"),
  "i",
);

/** "ED" in capitals alone: Ed is a man. */
const plain = (words: string | undefined): string => (words ?? "").replace(/\bED\b/g, "emergency department");

/** "Do not convey", "should not be conveyed", "not for hospital", "no ambulance". */
export const setsLimit = (words: string | undefined): boolean => LIMIT.test(plain(words));

const KEPT_BACK = [
  `\\b(?:avoid\\w*|refrain from|no need (?:for|of|to)|instead of|rather than)\\b[^.;]{0,30}${HELP}`,
  `${HELP}[^.;]{0,30}\\b(?:only (?:if|when|for)|to be avoided|not (?:be )?(?:needed|required|necessary|wanted)|unnecessary|(?:as )?(?:a |the )?last resort)`,
  `${HELP} (?:is |are )?(?:(?:should|must|shall|will) (?:not|never)|cannot|(?:not|never) to) be (?:called|rung|phoned|dialled|sent|used|involved|considered|offered|an option)`,
  `\\bonly (?:if|when|for)\\b[^.;]{0,30}${HELP}`,
];
const HOME = "(?:at|in (?:his|her|their|the|its)) (?:own )?(?:home|place|care home|nursing home)\\b";
const AT_HOME = [
  "\\b(?:comfort|symptom\\w*|palliat\\w*|supportive)\\b[^.;]{0,20}\\bonly\\b",
  "\\bonly (?:for )?(?:comfort|symptom|palliat)",
  `\\b(?:comfort|keep|kept|stays?|remains?|manage[ds]?|nursed?|treat(?:ed)?|cared? for|look(?:ed)? after)\\b[^.;]{0,25}\\b${HOME}`,
];
const GOAL_LIMIT = new RegExp([...KEPT_BACK, ...AT_HOME].join("|"), "i");
/** Also what holds back without forbidding: "Comfort only", "Keep at home", "Avoid hospital". Of aims and first acts. */
export const limitsCare = (words: string | undefined): boolean => setsLimit(words) || GOAL_LIMIT.test(plain(words));

/** The same where other things are told: "symptoms only at night" and "cared for at home" describe, and limit nothing. */
const TOLD = [
  ...KEPT_BACK,
  "\\b(?:comfort|symptom(?:atic)?|palliative|supportive)(?: (?:care|measures|treatment|control|management|relief))? only\\b(?! (?:at|on|in|when|with|after|before|since)\\b)",
  "\\bonly (?:for )?(?:comfort|symptom control|palliation|palliative)",
  `\\b(?:keep|manage|treat|nurse|care for|look after)(?: (?!(?:the|an?|some|spare|all)\\b)[\\w’'-]+){0,3} ${HOME}`,
  `\\b(?:should|must|shall|is to|wants? to|wishes to) (?:stay|remain|be (?:kept|nursed|treated|managed|cared for))(?: [\\w’'-]+){0,2} ${HOME}`,
];
const TOLD_LIMIT = new RegExp(TOLD.join("|"), "i");
export const tellsOfLimit = (words: string | undefined): boolean => setsLimit(words) || TOLD_LIMIT.test(plain(words));

/** No word of CPR is for a handler: the recommendation has its own slot, and its own readers. */
const CPR =
  /\b(?:cpr|dna ?cpr|dnar|dnr|respect form|resus\w*|cardio-?pulmonary|chest compressions?|defib\w*|allow (?:a )?natural death)\b/i;
const FOR_HANDLERS = new RegExp(
  [
    `\\b(?:not needed|not required|unnecessary)\\b[^.;]{0,30}${HELP}`,
    `\\bno (?:more |further |need for )?(?:an? |the )?${HELP}`,
    `${HELP} ?[:?] ?no\\b`,
  ].join("|"),
  "i",
);

/** Why a line is not for a call handler; undefined when it may stand. */
export function notForHandlers(words: string | undefined): "cpr" | "limit" | undefined {
  if (!words) return undefined;
  if (CPR.test(words)) return "cpr";
  return tellsOfLimit(words) || FOR_HANDLERS.test(plain(words)) ? "limit" : undefined;
}
