/**
 * What may not pass silently from one version to the next: decisions for an emergency after a withdrawal or out of an
 * older version, and the agreement and copy of an older text once clinical lines changed.
 */
import type { CalendarDate } from "./calendar";
import { dateInWords } from "./dates";
import { type PlanDocument, unitOf, type Values } from "./plan";
import { diffPlans, sameValues } from "./plan-changes";
import { type SectionId, sectionOf } from "./plan-sections";

export type Before = {
  plan: PlanDocument;
  /** The day in London; absent while the plan is live. */
  withdrawnOn?: CalendarDate;
  /** Sections that the author went through and signed again, one by one. */
  signedAgain: readonly SectionId[];
  /** Of the emergency part: sections that would say again what an older version said (see plan-life). */
  broughtBack?: readonly SectionId[];
};

export type CarriedOver = { section: SectionId; field: string; says: string };

/** Of the emergency part: what a withdrawal takes back, and nobody may bring back by one press. */
export const SIGNED_AGAIN: readonly SectionId[] = ["understanding", "cpr", "advanceDecision", "attorney", "escalation"];

/** The name of the tick that signs a section again. */
export const TICK = "signedAgain";

export function carriedOver(plan: PlanDocument, { today, before }: { today: CalendarDate; before?: Before }) {
  if (!before) return [];
  return [...unsigned(plan, before), ...agreementOfOlderText(plan, before, today)];
}

function unsigned(plan: PlanDocument, before: Before): CarriedOver[] {
  const { withdrawnOn, signedAgain, broughtBack = [] } = before;
  const written = SIGNED_AGAIN.filter((section) => Object.keys(plan.sections[section].fields).length > 0);
  const lacks = written
    .filter((section) => !signedAgain.includes(section) && (withdrawnOn || broughtBack.includes(section)))
    .map((section) => ({ section, field: TICK, says: signAgainBecause(section, withdrawnOn) }));
  const { decision, decidedOn } = plan.sections.cpr.fields;
  const old = withdrawnOn && decision !== "none_recorded" && decidedOn && decidedOn < withdrawnOn;
  return old
    ? [
        ...lacks,
        {
          section: "cpr",
          field: "decidedOn",
          says: `Give a CPR decision made since the withdrawal on ${dateInWords(withdrawnOn)}: this one is of ${dateInWords(decidedOn)}`,
        },
      ]
    : lacks;
}

const signAgainBecause = (section: SectionId, withdrawnOn: CalendarDate | undefined): string =>
  `Say that “${sectionOf(section).title}” is signed again: ${
    withdrawnOn ? `the plan was withdrawn on ${dateInWords(withdrawnOn)}` : "these are the words of an older version"
  }`;

/** What an agreement is, or why there was none and when there will be: renewed, any of them is new. */
const AGREEMENT = ["agreed", "name", "on", "because", "notDiscussedBecause", "discussBy"];

function agreementOfOlderText(plan: PlanDocument, before: Before, today: CalendarDate): CarriedOver[] {
  if (!mustAskAgain(plan, before)) return [];
  const now: Values = plan.sections.agreement.fields;
  const then: Values = before.plan.sections.agreement.fields;
  const stale = (fields: readonly string[], day: string) =>
    now[day] !== today && sameValues(only(now, fields), only(then, fields));
  const lacks: CarriedOver[] = [];
  if (now.agreed && stale(AGREEMENT, "on"))
    lacks.push({
      section: "agreement",
      field: "on",
      says: "Say whether this version was agreed, and on which day: clinical lines changed since the last agreement",
    });
  if (now.copy === "yes" && stale(["copy", "copyOn", "copyHow"], "copyOn"))
    lacks.push({
      section: "agreement",
      field: "copyOn",
      says: "Say whether a copy of this version was given: the last copy was of an older one",
    });
  return lacks;
}

const only = (values: Values, names: readonly string[]): Values =>
  Object.fromEntries(names.flatMap((name) => (values[name] ? [[name, values[name]]] : [])));

/** Whether agreement and copy are asked about this version: signed lines changed, or the plan was withdrawn. */
export const mustAskAgain = (plan: PlanDocument, { plan: then, withdrawnOn }: Before): boolean =>
  withdrawnOn !== undefined ||
  diffPlans(then, plan).some(({ unit }) => sectionOf(unitOf(unit)!.section).signing !== "anyone");
