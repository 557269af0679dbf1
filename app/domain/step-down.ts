/**
 * Whom to take off a group's list. All conditions of the MDG practice that Confer builds on must be met, as the record
 * shows them: what is not recorded is not known, and on what is not known nothing is proposed. The chair confirms.
 * Step-down and its safety net: NHS England, proactive care for people with moderate or severe frailty (2023), asks for a
 * continuity plan with agreed follow-up; the conditions and months are proposed (see the settings).
 */
import { addMonths, type CalendarDate } from "./calendar";
import { dateInWords, londonDate } from "./dates";
import type { PlanDocument } from "./plan";
import { ageOfSection, type Confirmation, monthsBetween } from "./plan-freshness";
import { MARK_AFTER_MONTHS } from "./plan-limits";

export const CONDITIONS = {
  goals: "Goals met, or agreed to stop",
  quiet: "No emergency admission or attendance lately",
  actions: "Actions closed",
  frailty: "Frailty stable",
  contingency: "Contingency plan current",
  contact: "Person and carer know whom to ring",
  owner: "GP or practice nurse owns the care afterwards, with a review date",
} as const;
/** The same in a word or two, for a line that lists what lacks. */
export const CONDITION_NAMES: Record<keyof typeof CONDITIONS, string> = {
  goals: "goals",
  quiet: "months without an emergency",
  actions: "actions",
  frailty: "frailty",
  contingency: "contingency plan",
  contact: "whom to ring",
  owner: "owner and review",
};
export type ConditionId = keyof typeof CONDITIONS;
export const MET_WORDS = { met: "Met", not_met: "Not met", unknown: "Not known" } as const;
export type Met = keyof typeof MET_WORDS;
export type Condition = { id: ConditionId; state: Met; because: string };

/** Frailty as it was recorded: 0 none (CFS 1 to 4), 1 mild, 2 moderate, 3 severe. */
export type FrailtyRecord = { level: number; on: CalendarDate };

export type StepDownRecord = {
  /** Day of the meeting that discussed the person last. */
  discussedOn: CalendarDate;
  /** Undefined when the plan is not open to the viewer; null when none is live. */
  plan: { document: PlanDocument; confirmations: readonly Confirmation[] } | null | undefined;
  /** Undefined when use of hospitals does not reach us, or is not open to the viewer. */
  emergencies: { lastOn?: CalendarDate } | undefined;
  openActions: number;
  frailty: readonly FrailtyRecord[];
  hasCarer: boolean;
};

export type StepDownAnswer = {
  conditions: Condition[];
  /** Every condition is met, and so many months have passed since the meeting. */
  proposed: boolean;
  /** Proposed from this day on at the earliest. */
  from: CalendarDate;
};

export type StepDownLimits = { quietMonths: number; wayBackMonths: number };

export function answerStepDown(
  record: StepDownRecord,
  today: CalendarDate,
  { quietMonths }: StepDownLimits,
): StepDownAnswer {
  const conditions = [
    goals(record),
    quiet(record, today, quietMonths),
    actions(record),
    frailtyStable(record),
    contingency(record, today),
    contact(record),
    owner(record, today),
  ];
  const from = addMonths(record.discussedOn, quietMonths);
  return { conditions, from, proposed: today >= from && conditions.every(({ state }) => state === "met") };
}

const say = (id: ConditionId, state: Met, because: string): Condition => ({ id, state, because });

/** Of the plan; not known while it is closed to the viewer, and not met while there is none. */
function ofPlan(
  { plan }: StepDownRecord,
  id: ConditionId,
  work: (document: PlanDocument, confirmations: readonly Confirmation[]) => Condition,
): Condition {
  if (plan === undefined) return say(id, "unknown", "the plan is not open to you");
  return plan ? work(plan.document, plan.confirmations) : say(id, "not_met", "no plan is published");
}

const goals = (record: StepDownRecord) =>
  ofPlan(record, "goals", ({ sections }) => {
    const { items } = sections.goals;
    if (!items.length) return say("goals", "unknown", "the plan holds no goal");
    const open = items.filter(({ status }) => status === "active" || status === "proposed");
    if (open.length) return say("goals", "not_met", `${open.length} of ${items.length} still open`);
    if (items.some(({ status }) => !status)) return say("goals", "unknown", "a goal has no status");
    return say("goals", "met", items.map(({ status }) => status).join(", "));
  });

function quiet({ emergencies }: StepDownRecord, today: CalendarDate, months: number): Condition {
  if (!emergencies) return say("quiet", "unknown", "use of hospitals does not reach us here, or is not open to you");
  const { lastOn } = emergencies;
  const last = lastOn ? `the last one was on ${dateInWords(lastOn)}` : "none is recorded";
  return say(
    "quiet",
    lastOn && lastOn > addMonths(today, -months) ? "not_met" : "met",
    `${months} months are asked for, ${last}`,
  );
}

const actions = ({ openActions }: StepDownRecord) =>
  say("actions", openActions ? "not_met" : "met", openActions ? `${openActions} still open` : "none is open");

const LEVELS = ["none", "mild", "moderate", "severe"];

/** The latest since the meeting against the latest before it; both are needed to call it stable. */
function frailtyStable({ frailty, discussedOn }: StepDownRecord): Condition {
  const latest = (records: readonly FrailtyRecord[]) =>
    [...records].sort((a, b) => b.on.localeCompare(a.on) || b.level - a.level)[0];
  const before = latest(frailty.filter(({ on }) => on <= discussedOn));
  const now = latest(frailty.filter(({ on }) => on > discussedOn));
  if (!now) return say("frailty", "unknown", `not recorded since the meeting of ${dateInWords(discussedOn)}`);
  const words = `${LEVELS[now.level]} on ${dateInWords(now.on)}`;
  if (!before) return say("frailty", "unknown", `${words}; not recorded before the meeting`);
  const was = `${LEVELS[before.level]} on ${dateInWords(before.on)}`;
  return say("frailty", now.level > before.level ? "not_met" : "met", `${words}; before the meeting ${was}`);
}

const contingency = (record: StepDownRecord, today: CalendarDate) =>
  ofPlan(record, "contingency", (document, confirmations) => {
    const { system } = document.sections.elsewhere.fields;
    if (system) return say("contingency", "unknown", `the emergency plan is held in ${system}`);
    const oldest = ageOfSection(document, "contingency", confirmations);
    if (!document.sections.contingency.items.length || !oldest)
      return say("contingency", "not_met", "the plan holds no contingency plan");
    const current = monthsBetween(oldest.since, today) < MARK_AFTER_MONTHS;
    return say("contingency", current ? "met" : "not_met", `oldest line confirmed ${dateInWords(oldest.since)}`);
  });

/** A copy of the plan names whom to ring; a carer whose own number was answered has been spoken with. */
const contact = (record: StepDownRecord) =>
  ofPlan(record, "contact", ({ sections }) => {
    const { items } = sections.people;
    const { copy, copyOn } = sections.agreement.fields;
    if (!items.length) return say("contact", "not_met", "the plan names nobody to ring");
    if (copy !== "yes")
      return say(
        "contact",
        copy === "no" ? "not_met" : "unknown",
        copy ? "no copy of the plan was given" : "whether a copy of the plan was given is not recorded",
      );
    const given = `copy given${copyOn ? ` ${dateInWords(copyOn)}` : ""}`;
    const carers = items.filter(({ carer }) => carer === "main" || carer === "standIn");
    if (record.hasCarer && !carers.length)
      return say("contact", "unknown", `${given}; the plan does not name the carer`);
    const unheard = carers.find(({ lastAnswered }) => !lastAnswered);
    if (unheard)
      return say("contact", "unknown", `${given}; when ${unheard.name || "the carer"} last answered is not recorded`);
    return say("contact", "met", carers.length ? `${given}; the carer answered` : given);
  });

const owner = (record: StepDownRecord, today: CalendarDate) =>
  ofPlan(record, "owner", ({ sections }) => {
    const { on, by, byRole } = sections.review.fields;
    if (!by || !on) return say("owner", "not_met", by ? "no review date" : "nobody is responsible for the review");
    const words = `${by}${byRole ? `, ${byRole}` : ""}, review ${dateInWords(on)}`;
    if (on < today) return say("owner", "not_met", `${words}: the date has passed`);
    if (!byRole) return say("owner", "unknown", `${words}: role not recorded`);
    return say("owner", OWNS.test(byRole) ? "met" : "not_met", words);
  });
const OWNS = /\b(gp|general practitioner|practice nurse|nurse practitioner|advanced nurse)\b/i;

/** Until when the person comes back without a new referral. */
export const wayBackUntil = (at: Date, { wayBackMonths }: StepDownLimits): CalendarDate =>
  addMonths(londonDate(at), wayBackMonths);

/** What stands with the step-down: the way back, whom to ring, who reviews and when. */
export function safetyNet({ sections }: PlanDocument, until: CalendarDate): string {
  const { on, by } = sections.review.fields;
  const ring = sections.people.items
    .filter(({ phone }) => phone)
    .map(({ name, role, phone }) => `${name || role} ${phone}`);
  const back = `Comes back without a new referral until ${dateInWords(until)}.`;
  const whom = ring.length ? `Ring ${ring.slice(0, 2).join(", or ")}.` : "";
  return [back, whom, by && on ? `${by} reviews on ${dateInWords(on)}.` : ""].filter(Boolean).join(" ");
}
