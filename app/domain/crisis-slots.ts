/**
 * The CPR slot. Every combination of recommendation, advance decision, signature and age has its own sentence, and the
 * slot is never blank (safety rule 3). A sentence that begins to hold on a later day carries that day, since a text is
 * kept until something changes.
 */
import { addDays, addMonths, type CalendarDate } from "./calendar";
import { mayOutrank } from "./crisis-adrt";
import {
  type AgeGroup,
  ageGroupOn,
  type Signed,
  type Slot,
  type SlotFacts,
  sentences,
  signedAs,
} from "./crisis-signed";
import { dateInWords, londonDate } from "./dates";
import type { PlanDocument } from "./plan";
import { valueInWords } from "./plan-in-words";

const eighteenth = (bornOn: CalendarDate): CalendarDate => addMonths(bornOn, 18 * 12);

const NONE_RECORDED = "CPR: NONE RECORDED: usual practice";
const READ_ADRT_FIRST = "READ THE ADRT BELOW FIRST";
/** A recommendation not to attempt CPR is no other limit (safety rule 4). */
export const CPR_ALONE =
  "CPR alone: all other treatment is given. Choking, a blocked tube and anaphylaxis are treated at once; CPR then is your judgement, unless the form rules it out.";

/** The CPR slot. Nothing that is unsigned, or that the law does not know at this age, stands as a recommendation. */
export function cprSlot(plan: PlanDocument, facts: SlotFacts = {}): Slot {
  const { fields: cpr } = plan.sections.cpr;
  const first = mayOutrank(plan, facts) && READ_ADRT_FIRST;
  if (plan.sections.elsewhere.fields.system) return elsewhereSlot(plan, first);
  const { decision } = cpr;
  if (decision !== "attempt" && decision !== "not_recommended" && decision !== "modified")
    return decision && decision !== "none_recorded"
      ? { headline: "CPR: NOT CONFIRMED: usual practice", detail: sentences([first, olderDecision(plan)]) }
      : { headline: NONE_RECORDED, detail: sentences([first, checkedNoneInWords(plan)]) };
  const signed = signedAs(plan, "cpr", facts.signatures);
  const form = cpr.formLocation && `Paper form: ${cpr.formLocation}`;
  if (signed.state === "unsigned")
    return {
      headline: "CPR: NONE SIGNED: usual practice",
      detail: sentences([
        first,
        `The plan holds “${valueInWords("cpr", "decision", decision)}”, which nobody who may sign has signed: look for a signed form and ring the clinical desk`,
        form,
      ]),
    };
  const age = ageGroupOn(facts.bornOn, cpr.decidedOn);
  const child = age === "under 16" || age === "16 or 17";
  const force = FORCE[decision === "modified" && !child ? "modified, no child" : decision];
  const decided = [cpr.decidedOn && dateInWords(cpr.decidedOn), cpr.decidedBy, cpr.decidedByRole].filter(Boolean);
  return {
    headline: force.headline,
    detail: sentences([
      decision === "modified" && cpr.modification,
      force.says?.(age),
      decision !== "not_recommended" && first,
      decided.join(", "),
      ...signaturesInWords(signed, cpr.decidedBy),
      child && `Decided ${age === "under 16" ? "under 16" : "at 16 or 17"}; consent: ${consentInWords(plan)}`,
      involvementInWords(plan),
      cpr.personAware === "no" && "The person does NOT know of it",
      cpr.carerAware === "no" && "The family does NOT know of it",
      form,
    ]),
    ...(decision === "not_recommended" && { limit: CPR_ALONE }),
    later: laterOf(plan, facts, child),
  };
}

const FORCE: Record<
  "attempt" | "not_recommended" | "modified" | "modified, no child",
  { headline: string; says?: (age: AgeGroup) => string }
> = {
  attempt: { headline: "CPR: ATTEMPT" },
  not_recommended: { headline: "CPR: NOT RECOMMENDED" },
  modified: { headline: "CPR: MODIFIED" },
  "modified, no child": {
    headline: "CPR: MODIFIED, NOT CONFIRMED: usual practice",
    says: (age) =>
      `Modified CPR is for children only, and ${age === "not known" ? "the age when it was decided is not known" : "this was decided at 18 or over"}: ring the clinical desk`,
  },
};

/** What was answered on a form that had other answers: it is said, and never taken for none. */
function olderDecision(plan: PlanDocument): string {
  const { decision = "" } = plan.sections.cpr.fields;
  return `The plan holds ${valueInWords("cpr", "decision", decision)}: look for a signed form and ring the clinical desk`;
}

function elsewhereSlot(plan: PlanDocument, first: string | false): Slot {
  const { system, dated, link, checkedOn, what } = plan.sections.elsewhere.fields;
  const where = [dated && `dated ${dateInWords(dated)}`, link].filter(Boolean).join(", ");
  return {
    headline: `CPR: SEE ${system}${where ? ` (${where})` : ""}`,
    detail: sentences([
      first,
      `Confer holds no CPR line for this person: the emergency plan in ${system} is the one to follow`,
      "If you cannot open it: usual practice, look for the form, ring the clinical desk",
      what === "whole" && "The whole plan lies there",
      checkedOn && `Last looked at there on ${dateInWords(checkedOn)}`,
    ]),
  };
}

/** Other systems that were looked at: only what somebody wrote down, with its day. */
function checkedNoneInWords(plan: PlanDocument): string {
  const { checkedNone, checkedOn } = plan.sections.elsewhere.fields;
  if (!checkedNone) return "";
  return `No plan found in ${checkedNone} (looked at ${checkedOn ? `on ${dateInWords(checkedOn)}` : "on a day not recorded"})`;
}

/** A decision of a child is made again at 18; a review that was due does not end it. */
function laterOf(plan: PlanDocument, { bornOn }: SlotFacts, child: boolean): Slot["later"] {
  const { decision, reviewOn } = plan.sections.cpr.fields;
  const later: { from: CalendarDate; says: string }[] = [];
  if (child && bornOn)
    later.push({
      from: eighteenth(bornOn),
      says:
        decision === "modified"
          ? "Now 18 or over: modified CPR is for children. Usual practice, and ring the clinical desk."
          : "Now 18 or over, and the recommendation was not made again since: verify.",
    });
  if (reviewOn)
    later.push({
      from: addDays(reviewOn, 1),
      says: `The review of the CPR recommendation was due ${dateInWords(reviewOn)}.`,
    });
  return later.length ? later : undefined;
}

function signaturesInWords(signed: Exclude<Signed, { state: "unsigned" }>, decidedBy: string | undefined): string[] {
  const said = signed.byName === decidedBy ? [] : [`Signed by ${signed.byName}, ${signed.byRole}`];
  if (signed.state === "signed") return said;
  const { byName, byRole, at } = signed.endorsed;
  return [...said, `Endorsed ${dateInWords(londonDate(new Date(at)))} by ${byName}, ${byRole}`];
}

function consentInWords(plan: PlanDocument): string {
  const { basis, who } = plan.sections.childConsent.fields;
  // It may be kept from the reader: that nothing is recorded is not known here.
  if (!basis) return "not shown or not recorded here";
  const words = valueInWords("childConsent", "basis", basis);
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}${who ? ` (${who})` : ""}`;
}

function involvementInWords(plan: PlanDocument): string {
  const { involvement, involved, notDiscussedBecause, discussBy } = plan.sections.cpr.fields;
  const who = involved ? ` with ${involved.replace(/^(The|His|Her|Their)(?= )/, (word) => word.toLowerCase())}` : "";
  if (involvement === "agreed") return `Agreed${who}`;
  if (involvement === "disagrees") return `Discussed${who}: the person DISAGREES`;
  if (involvement !== "not_discussed") return "Involvement of the person not recorded";
  const why = notDiscussedBecause
    ? valueInWords("cpr", "notDiscussedBecause", notDiscussedBecause)
    : "no reason recorded";
  const when = discussBy ? `will be by ${dateInWords(discussBy)}` : "no date set";
  return `NOT DISCUSSED with the person (${why.charAt(0).toLowerCase()}${why.slice(1)}); ${when}`;
}
