/** What the emergency part needs before anybody may rely on it: it can be published alone, and only whole. */
import { ageOn, type CalendarDate } from "./calendar";
import type { PlanDocument, Values } from "./plan";
import { carriedOver, SIGNED_AGAIN } from "./plan-carried-over";
import { type Circumstances, type Lack, lack, missing } from "./plan-readiness-lack";
import { goalLacks } from "./plan-readiness-told";

export const emergencyLacks = (plan: PlanDocument, circumstances: Circumstances): Lack[] => [
  ...cprLacks(plan, circumstances),
  ...childLacks(plan, circumstances),
  ...refusalLacks(plan, circumstances),
  ...attorneyLacks(plan),
  ...goalLacks(plan),
  ...capacityLacks(plan, circumstances),
];

/** Alone, it must say something: what a withdrawal took back is signed again, but agreement and copy are of the whole. */
export function lacksOfEmergencyPart(plan: PlanDocument, circumstances: Circumstances): Lack[] {
  const { cpr, escalation, advanceDecision, elsewhere } = plan.sections;
  const decided = cpr.fields.decision && cpr.fields.decision !== "none_recorded";
  const says = decided || escalation.fields.goal || escalation.fields.hospital || advanceDecision.fields.adrt === "yes";
  const empty = says || elsewhere.fields.system ? [] : [lack("cpr", "decision", NOTHING_DECIDED)];
  const again = carriedOver(plan, circumstances).filter(({ section }) => SIGNED_AGAIN.includes(section));
  return [
    ...empty,
    ...emergencyLacks(plan, circumstances),
    ...again.map(({ section, field, says }) => lack(section, field, says)),
  ];
}
const NOTHING_DECIDED =
  "Write a recommendation for an emergency, or an ADRT: without one there is no emergency part to publish";

function cprLacks(plan: PlanDocument, { today }: Circumstances): Lack[] {
  const cpr = plan.sections.cpr.fields;
  const { system, dated } = plan.sections.elsewhere.fields;
  if (system || dated) {
    const lacks = missing("elsewhere", plan.sections.elsewhere.fields, {
      system: "Name the system that holds the emergency plan",
      dated: "Give the date of the emergency plan in the other system",
    });
    if (!cpr.decision) return lacks;
    const rival = `The emergency plan lies in ${system ?? "another system"}: take the CPR recommendation out of this plan, or that section`;
    return [...lacks, lack("cpr", "decision", rival)];
  }
  const { checkedNone, checkedOn } = plan.sections.elsewhere.fields;
  const undated =
    checkedNone && !checkedOn
      ? [lack("elsewhere", "checkedOn", "Give the day on which the other systems were looked at")]
      : [];
  return [...undated, ...ownCprLacks(cpr, today)];
}

function ownCprLacks(cpr: Values, today: CalendarDate): Lack[] {
  if (!cpr.decision) return [lack("cpr", "decision", "Choose the CPR recommendation, or “No recommendation recorded”")];
  if (cpr.decision === "none_recorded") return [];
  const lacks = missing("cpr", cpr, {
    decidedOn: "Give the date of the CPR recommendation",
    decidedBy: "Name who decided the CPR recommendation",
    decidedByRole: "Give the role of who decided the CPR recommendation",
    capacity: "Say whether the person has capacity for the CPR decision",
    involvement: "Say how the person was involved in the CPR recommendation",
  });
  if (cpr.decidedOn && cpr.decidedOn > today)
    lacks.push(lack("cpr", "decidedOn", "The CPR recommendation cannot be dated in the future"));
  if (cpr.decision === "not_recommended")
    lacks.push(...missing("cpr", cpr, { formLocation: "Say where the paper form lies, or that there is none" }));
  return [...lacks, ...involvementLacks(cpr), ...letterLacks(cpr)];
}

function involvementLacks(cpr: Values): Lack[] {
  if (cpr.involvement === "not_discussed")
    return missing("cpr", cpr, {
      notDiscussedBecause: "Choose the lawful reason for not discussing the CPR recommendation",
      discussBy: "Say when the CPR recommendation will be discussed",
    });
  if (!cpr.involvement) return [];
  return missing("cpr", cpr, { involved: "Say who was involved in the CPR recommendation" });
}

/** The letter must not say otherwise than the two answers beside it. */
function letterLacks({ letter, capacity, involvement }: Values): Lack[] {
  const says = (words: string) => [lack("cpr", "letter", `Choose the letter that fits: ${words}`)];
  if (letter === "A" && capacity === "lacks")
    return says("A is for somebody with capacity, and “lacks capacity” is chosen");
  if (letter === "B" && capacity === "has")
    return says("B is for somebody without capacity, and “has capacity” is chosen");
  if (letter === "D" && involvement && involvement !== "not_discussed")
    return says("D is for a recommendation that was not discussed");
  if (letter && letter !== "D" && involvement === "not_discussed")
    return says("only D is for a recommendation that was not discussed");
  return [];
}

/** Under 18: modified CPR, consent and the letters of a child; at 18 all of it is made again. */
function childLacks(plan: PlanDocument, { today, bornOn }: Circumstances): Lack[] {
  const { decision, modification, letter } = plan.sections.cpr.fields;
  const { basis } = plan.sections.childConsent.fields;
  const age = ageOn(bornOn, today);
  const isChild = age !== undefined && age < 18;
  const lacks: Lack[] = [];
  if (decision === "modified" && !modification)
    lacks.push(lack("cpr", "modification", "Say how CPR is modified: what to do, and what not"));
  if (decision === "modified" && !isChild)
    lacks.push(
      lack(
        "cpr",
        "decision",
        "Choose another CPR recommendation: “modified” is only for somebody known to be under 18",
      ),
    );
  if (letter?.startsWith("C") && !isChild)
    lacks.push(lack("cpr", "letter", "Choose the letter that fits: C is only for somebody known to be under 18"));
  if (isChild && decision && decision !== "none_recorded" && !basis)
    lacks.push(lack("childConsent", "basis", "Say who may consent for this child or young person"));
  if (age !== undefined && !isChild && basis)
    lacks.push(lack("childConsent", "basis", "Take the consent for a child out: the person is 18 or over"));
  return lacks;
}

/** ADRT: yes, none or unknown, and what a yes needs. It is made at 18 or later, so its day must be known. */
function refusalLacks(plan: PlanDocument, { bornOn, today }: Circumstances): Lack[] {
  const { fields: decision } = plan.sections.advanceDecision;
  const lacks = missing("advanceDecision", decision, { adrt: "Say whether there is an ADRT: yes, none or not known" });
  if (decision.adrt !== "yes") return lacks;
  const future = (field: "dated" | "withdrawnOn", says: string) =>
    (decision[field] ?? "") > today ? [lack("advanceDecision", field, says)] : [];
  lacks.push(
    ...missing("advanceDecision", decision, {
      refuses: "Say what the ADRT refuses, and when it applies",
      lifeSustaining: "Say whether the ADRT refuses life-sustaining treatment",
      location: "Say where the ADRT document lies",
    }),
    ...future("dated", "The ADRT cannot be dated in the future"),
    ...future("withdrawnOn", "An ADRT cannot be taken back in the future"),
    ...formalityLacks(decision),
  );
  const age = ageOn(bornOn, decision.dated && decision.dated < today ? decision.dated : today);
  if (age !== undefined && age < 18)
    lacks.push(lack("advanceDecision", "adrt", "An ADRT can be made only from 18: take it out of this section"));
  return lacks;
}

const TICKS = {
  written: "in writing",
  signed: "signed",
  witnessed: "witnessed",
  evenIfLifeAtRisk: "“even if life is at risk”",
} as const;

/** “Yes: written, signed, witnessed …” needs its day, and none of the four answered otherwise. */
function formalityLacks(decision: Values): Lack[] {
  const ticks = Object.entries(TICKS);
  if (decision.lifeSustaining === "informal" && ticks.every(([name]) => decision[name] === "yes"))
    return [
      lack("advanceDecision", "lifeSustaining", "Choose “Yes: written, signed, witnessed …”, since all four were seen"),
    ];
  if (decision.lifeSustaining !== "formal") return [];
  const denied = ticks.filter(([name]) => decision[name] === "no" || decision[name] === "unknown");
  const says = `Choose “Yes, but not all of these were seen”: ${denied.map(([, words]) => words).join(", ")} was not`;
  return [
    ...missing("advanceDecision", decision, {
      dated: "Give the date of the ADRT: without it nobody can tell whether it was made at 18 or later",
    }),
    ...(denied.length ? [lack("advanceDecision", "lifeSustaining", says)] : []),
  ];
}

function attorneyLacks(plan: PlanDocument): Lack[] {
  const { fields: attorney } = plan.sections.attorney;
  const lacks = missing("attorney", attorney, {
    lpa: "Say whether there is a health attorney: yes, none or not known",
  });
  if (attorney.lpa !== "yes") return lacks;
  lacks.push(
    ...missing("attorney", attorney, {
      name: "Name the health attorney",
      registered: "Say whether the attorney is registered",
    }),
  );
  if (attorney.second && !attorney.jointly)
    lacks.push(lack("attorney", "jointly", "Say whether the attorneys decide together or each alone"));
  return lacks;
}

function capacityLacks(plan: PlanDocument, { today }: Circumstances): Lack[] {
  const assessed = plan.sections.capacity.items.flatMap((item) => {
    const unit = `capacity/${item.id}`;
    const wanted = { decision: "Say for which decision capacity was assessed", has: "Say what the assessment found" };
    const dated = { on: "Give the day of the capacity assessment", by: "Name who assessed capacity" };
    const lacks = missing(unit, item as Values, item.has === "not_assessed" ? wanted : { ...wanted, ...dated });
    if (item.on && item.on > today) lacks.push(lack(unit, "on", "Capacity cannot be assessed in the future"));
    return lacks;
  });
  const involved = plan.sections.involvement.items.flatMap((item) =>
    missing(`involvement/${item.id}`, item as Values, { name: "Name who was involved" }),
  );
  return [...assessed, ...involved];
}
