/**
 * Words that hold care back, as authors write them. A limit needs its “unless” beside it (safety rule 4); a call
 * handler, who is no clinician, is never told of one.
 */

/** What a hospital has besides beds for the sick: “has no hospital bed” holds nothing back. */
const THINGS =
  "(?! (?:beds?|mattress|gowns?|transport|passport|letters?|notes?|numbers?|appointments?|chairs?|tables?)\\b)";
/** Where help comes from. */
const HELP = `\\b(?:999|ambulances?|paramedics?|a ?& ?e\\b|emergency department|hospitals?${THINGS}|admissions?)`;

const REFUSED =
  /(?:convey|transfer|admit|hospitali[sz]|dispatch|resuscitat|ventilat|intubat)\w*|(?:take|send)\b[^.;]{0,30}\bhospital|send (?:an? |the )?(?:ambulance|crew|help)|(?:ring|call|dial) (?:999|an ambulance|for help)|treat\b/;
const LIMIT = new RegExp(
  `\\b(?:do not|don['’]t|never|must not|not to be)\\s+(?:be )?(?:${REFUSED.source})|\\bnot for (?:any )?(?:hospital|admission|transfer|conveyance|itu|icu|intensive|ventilation|antibiotics|escalation|treatment)|\\bno (?:hospital${THINGS}|admission|transfer|ambulance|999)\\b`,
  "i",
);
/** "Do not convey", "not for hospital", "no ambulance". */
export const setsLimit = (words: string | undefined): boolean => LIMIT.test(words ?? "");

const KEPT_BACK = [
  `\\b(?:avoid\\w*|refrain from|no need (?:for|of|to)|instead of|rather than)\\b[^.;]{0,30}${HELP}`,
  `${HELP}[^.;]{0,30}\\b(?:only (?:if|when|for)|to be avoided|not (?:be )?(?:needed|required|necessary|wanted)|unnecessary|(?:as )?(?:a |the )?last resort)`,
  `\\bonly (?:if|when|for)\\b[^.;]{0,30}${HELP}`,
];
const AT_HOME = [
  "\\b(?:comfort|symptom\\w*|palliat\\w*|supportive)\\b[^.;]{0,20}\\bonly\\b",
  "\\bonly (?:for )?(?:comfort|symptom|palliat)",
  "\\b(?:comfort|keep|kept|stays?|remains?|manage[ds]?|nursed?|treat(?:ed)?|cared? for|look(?:ed)? after)\\b[^.;]{0,25}\\b(?:at|in (?:his|her|their|the|its)) (?:own )?(?:home|place|care home|nursing home)\\b",
];
const GOAL_LIMIT = new RegExp([...KEPT_BACK, ...AT_HOME].join("|"), "i");
/** Also what holds back without forbidding: "Comfort only", "Keep at home", "Avoid hospital". */
export const limitsCare = (words: string | undefined): boolean => setsLimit(words) || GOAL_LIMIT.test(words ?? "");

/** No word of CPR is for a handler: the recommendation has its own slot, and its own readers. */
const CPR =
  /\b(?:cpr|dna ?cpr|dnar|dnr|respect form|resus\w*|cardio-?pulmonary|chest compressions?|defib\w*|allow (?:a )?natural death)\b/i;
const FOR_HANDLERS = new RegExp(
  [
    ...KEPT_BACK,
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
  return setsLimit(words) || FOR_HANDLERS.test(words) ? "limit" : undefined;
}
