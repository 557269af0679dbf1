/**
 * The block that a practice files in its own system until Confer writes there itself: codes with their words, at most a
 * page. Nothing restricted is in it. What has no code that we know of stands in words: a wrong code is worse than none.
 */
import { adrtStanding } from "./crisis-adrt";
import { advanceDecisionSlot, attorneySlot, cprSlot, type PublishedPlan } from "./crisis-plan";
import { type SlotFacts, signedAs } from "./crisis-signed";
import { dateInWords, londonDate } from "./dates";
import type { PlanDocument } from "./plan";
import { valueInWords } from "./plan-in-words";
import { withoutRestricted } from "./plan-restrictions";

/** One entry of the record: a SNOMED CT code where one is known, its term, and the words beside it. */
export type FilingLine = { code?: string; term: string; words: string };
export type FilingBlock = {
  status: "live" | "withdrawn";
  head: string;
  lines: readonly FilingLine[];
  /** Entries that were filed before and do not stand any more. */
  ends: readonly FilingLine[];
};

/**
 * SNOMED CT, United Kingdom edition. CPR: the codes of the national end-of-life care coordination data set (openEHR
 * cpr_decision_uk); refusal and attorney: its advance-care flags; kinds of plan: the National Record Locator's types.
 */
export const FILED_CODES = {
  plan: { code: "2181441000000107", term: "Personalised care and support plan" },
  attempt: { code: "450475007", term: "For attempted cardiopulmonary resuscitation" },
  not_recommended: { code: "450476008", term: "Not for attempted cardiopulmonary resuscitation" },
  refusal: { code: "816301000000100", term: "Has advance decision to refuse treatment (Mental Capacity Act 2005)" },
  attorney: {
    code: "816361000000101",
    term: "Has appointed person with personal welfare lasting power of attorney (Mental Capacity Act 2005)",
  },
  escalation: { code: "735324008", term: "Treatment escalation plan" },
} as const;

/** Of the newest version. `filed`: the version that the practice filed last, whose entries may have to end. */
export function filingBlock(
  published: PublishedPlan,
  bornOn: SlotFacts["bornOn"],
  filed?: PublishedPlan["document"],
): FilingBlock {
  const { status, version, publishedAt, publishedByName, publishedByRole, withdrawn, restrictions } = published;
  const { plan } = withoutRestricted(published.document, restrictions);
  const live = status === "live";
  const lines = live ? linesOf(plan, { bornOn, signatures: published.signatures }) : [];
  // Of what was restricted since, the entry ends too: its term is named, and not one of its words.
  const before = filed ? linesOf(filed, { bornOn }) : [];
  const ends = before.filter(({ term }) => lines.every((line) => line.term !== term));
  const head = live
    ? `CONFER CARE PLAN, version ${version}, published ${dayInWords(publishedAt)} by ${publishedByName}, ${publishedByRole}. Copy: look in Confer for the plan in force.`
    : `CONFER CARE PLAN WITHDRAWN${withdrawn ? ` ${dayInWords(withdrawn.at)} by ${withdrawn.byName}` : ""}. None of the entries below stands by it any more.`;
  return { status, head, lines, ends };
}

const dayInWords = (instant: string) => dateInWords(londonDate(new Date(instant)));

const entry = ({ code, term }: FilingLine) => [code, term].filter(Boolean).join(" ");

/** As it is pasted. */
export const blockText = ({ head, lines, ends }: FilingBlock): string =>
  [
    head,
    ...ends.map((line) => `END THIS ENTRY: ${entry(line)}`),
    ...lines.map((line) => `${entry(line)}: ${line.words}`),
  ].join("\n");

/** What has to be filed again when it changes: the entries, and not which version they were copied from. */
export const blockContent = ({ status, lines }: FilingBlock): string => JSON.stringify([status, lines]);

function linesOf(plan: PlanDocument, facts: SlotFacts): FilingLine[] {
  return [
    { ...FILED_CODES.plan, words: agreementInWords(plan) },
    ...cprLine(plan, facts),
    ...refusalLine(plan, facts),
    ...attorneyLine(plan),
    ...escalationLine(plan),
    ...placeLines(plan),
    ...reviewLine(plan),
  ];
}

/** Coded only where a signed recommendation stands; anything less is words. */
function cprLine(plan: PlanDocument, facts: SlotFacts): FilingLine[] {
  const { headline, detail } = cprSlot(plan, facts);
  const { decision } = plan.sections.cpr.fields;
  const stands = signedAs(plan, "cpr", facts.signatures).state !== "unsigned" && !plan.sections.elsewhere.fields.system;
  const coded =
    stands && (decision === "attempt" || decision === "not_recommended") ? FILED_CODES[decision] : undefined;
  const words = [headline, detail].filter(Boolean).join(". ");
  return [{ ...(coded ?? { term: "Resuscitation" }), words }];
}

function refusalLine(plan: PlanDocument, facts: SlotFacts): FilingLine[] {
  const standing = adrtStanding(plan, facts);
  const { headline, detail } = advanceDecisionSlot(plan, facts);
  if (!standing) return [];
  const binds = standing === "binding" || standing === "of other treatment" || standing === "later attorney";
  const words = [headline, detail].filter(Boolean).join(". ");
  return [{ ...(binds ? FILED_CODES.refusal : { term: "Advance decision to refuse treatment" }), words }];
}

function attorneyLine(plan: PlanDocument): FilingLine[] {
  const { lpa, registered } = plan.sections.attorney.fields;
  if (lpa !== "yes") return [];
  const { headline } = attorneySlot(plan);
  return [{ ...(registered === "seen" ? FILED_CODES.attorney : { term: "Health attorney" }), words: headline }];
}

function escalationLine(plan: PlanDocument): FilingLine[] {
  const { goal, hospital, hospitalUnless } = plan.sections.escalation.fields;
  const words = [goal, hospital, hospitalUnless && `Unless: ${hospitalUnless}`].filter(Boolean).join(" ");
  return words ? [{ ...FILED_CODES.escalation, words }] : [];
}

function placeLines(plan: PlanDocument): FilingLine[] {
  const { care, carePlace, death, deathPlace } = plan.sections.preferences.fields;
  const place = (term: string, kind: string | undefined, words: string | undefined): FilingLine[] => {
    const both = [kind && valueInWords("preferences", "carePlace", kind), words].filter(Boolean).join(": ");
    return both ? [{ term, words: both }] : [];
  };
  return [
    ...place("Preferred place of care", carePlace, care),
    ...place("Preferred place of death", deathPlace, death),
  ];
}

function agreementInWords(plan: PlanDocument): string {
  const { agreed, name, on, copy, copyOn, copyHow } = plan.sections.agreement.fields;
  const how = agreed ? valueInWords("agreement", "agreed", agreed) : "Agreement not recorded";
  const given =
    copy === "yes" ? `Copy given${copyOn ? ` ${dateInWords(copyOn)}` : ""}${copyHow ? ` (${copyHow})` : ""}` : "";
  return [[how, name, on && dateInWords(on)].filter(Boolean).join(", "), given].filter(Boolean).join(". ");
}

function reviewLine(plan: PlanDocument): FilingLine[] {
  const { on, by, byRole } = plan.sections.review.fields;
  if (!on) return [];
  return [{ term: "Care plan review due", words: [dateInWords(on), by, byRole].filter(Boolean).join(", ") }];
}
