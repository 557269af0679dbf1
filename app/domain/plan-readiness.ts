/** What a plan still needs before a crew may rely on it. Publishing is refused with this list; withdrawing never is. */
import { ageOn, type CalendarDate } from "./calendar";
import { type PlanDocument, problemOf, readUnit, unitOf, unitsOf, type Values } from "./plan";
import { type Before, carriedOver } from "./plan-carried-over";
import { unitInWords } from "./plan-in-words";
import { withoutRestricted } from "./plan-restrictions";
import { canBeRung } from "./plan-ring";
import { fieldsOf, SECTION_IDS, type SectionId, sectionOf } from "./plan-sections";

/** `unit` and `field` name the place; `says` is the sentence for the author. */
export type Lack = { section: SectionId; unit: string; field: string; says: string };

/** `today`: the day of publishing in London. `before`: what this plan takes the place of, live or withdrawn. */
export type Circumstances = { today: CalendarDate; bornOn: CalendarDate | undefined; before?: Before };

export function whatCrewsWouldMiss(plan: PlanDocument, circumstances: Circumstances): Lack[] {
  return [
    ...handlerLacks(plan),
    ...cprLacks(plan, circumstances),
    ...refusalLacks(plan, circumstances),
    ...contingencyLacks(plan),
    ...peopleLacks(plan),
    ...agreementLacks(plan),
    ...otherLacks(plan),
    ...carriedOver(plan, circumstances).map(({ section, field, says }) => lack(section, field, says)),
    ...tooMany(plan),
    ...fieldProblems(plan),
  ];
}

const lack = (unit: string, field: string, says: string): Lack => ({
  section: unitOf(unit)?.section ?? (unit as SectionId),
  unit,
  field,
  says,
});

/** One lack for each name that has no value. */
const missing = (unit: string, values: Values, wanted: Record<string, string>): Lack[] =>
  Object.entries(wanted).flatMap(([field, says]) => (values[field] ? [] : [lack(unit, field, says)]));

const handlerLacks = (plan: PlanDocument): Lack[] =>
  missing("handler", plan.sections.handler.fields, {
    first: "Write the call-handler instruction: what should a call handler say or do differently?",
  });

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
  if (cpr.involvement === "not_discussed")
    lacks.push(
      ...missing("cpr", cpr, {
        notDiscussedBecause: "Choose the lawful reason for not discussing the CPR recommendation",
        discussBy: "Say when the CPR recommendation will be discussed",
      }),
    );
  if (cpr.involvement === "agreed" || cpr.involvement === "disagrees")
    lacks.push(...missing("cpr", cpr, { involved: "Say who was involved in the CPR recommendation" }));
  if (cpr.decision === "not_recommended")
    lacks.push(...missing("cpr", cpr, { formLocation: "Say where the paper form lies, or that there is none" }));
  return lacks;
}

/** ADRT and attorney: yes, none or unknown, and what a yes needs. An ADRT is made at 18 or later. */
function refusalLacks(plan: PlanDocument, { bornOn, today }: Circumstances): Lack[] {
  const { fields: decision } = plan.sections.advanceDecision;
  const { fields: attorney } = plan.sections.attorney;
  const lacks = [
    ...missing("advanceDecision", decision, { adrt: "Say whether there is an ADRT: yes, none or not known" }),
    ...missing("attorney", attorney, { lpa: "Say whether there is a health attorney: yes, none or not known" }),
  ];
  if (decision.adrt === "yes") {
    lacks.push(
      ...missing("advanceDecision", decision, {
        refuses: "Say what the ADRT refuses, and when it applies",
        lifeSustaining: "Say whether the ADRT refuses life-sustaining treatment",
        location: "Say where the ADRT document lies",
      }),
    );
    const age = ageOn(bornOn, decision.dated && decision.dated < today ? decision.dated : today);
    if (age !== undefined && age < 18)
      lacks.push(lack("advanceDecision", "adrt", "An ADRT can be made only from 18: take it out of this section"));
  }
  if (attorney.lpa === "yes")
    lacks.push(
      ...missing("attorney", attorney, {
        name: "Name the health attorney",
        registered: "Say whether the attorney is registered",
      }),
    );
  return lacks;
}

function contingencyLacks(plan: PlanDocument): Lack[] {
  const { items } = plan.sections.contingency;
  const { hospital, hospitalUnless } = plan.sections.escalation.fields;
  const { plan: seenByCrews } = withoutRestricted(plan);
  const lacks = items.flatMap((item) => {
    const unit = `contingency/${item.id}`;
    const name = item.trigger ? `“${item.trigger}”` : "a contingency plan";
    const needed = missing(unit, item as Values, {
      trigger: "Say what starts the contingency plan: if …",
      doFirst: `Say what to do first in ${name}`,
      ring: `Say whom to ring in ${name}`,
    });
    if (item.ring && !canBeRung(item.restriction ? plan : seenByCrews, item.ring))
      needed.push(
        lack(unit, "ring", `Choose whom to ring in ${name} from “People to ring”, or write the number there`),
      );
    if (item.doNot && !item.unless)
      needed.push(lack(unit, "unless", `${name} says “do not”: write the “unless” that goes with it`));
    if (item.medicines && !item.medicinesKept)
      needed.push(lack(unit, "medicinesKept", `Say where the medicines of ${name} and the signed chart are kept`));
    return needed;
  });
  if (hospital && !hospitalUnless)
    lacks.push(lack("escalation", "hospitalUnless", "Write the “unless” of the limit on hospital"));
  return lacks;
}

function peopleLacks(plan: PlanDocument): Lack[] {
  const { items } = plan.sections.people;
  const open = items.filter(({ phone, restriction }) => phone && !restriction);
  const lacks = items.flatMap((item) =>
    missing(`people/${item.id}`, item as Values, { name: "Name the person or team to ring" }),
  );
  if (open.length === 0) lacks.push(lack("people", "phone", "Give at least one number that a crew can ring"));
  return lacks;
}

function agreementLacks(plan: PlanDocument): Lack[] {
  const { fields } = plan.sections.agreement;
  const lacks = missing("agreement", fields, {
    agreed: "Say whether the plan was agreed, and with whom",
    copy: "Say whether the person was given a copy",
  });
  const wanted: Record<string, string> = {};
  if (fields.agreed === "person" || fields.agreed === "representative") wanted.on = "Give the date of the agreement";
  if (fields.agreed === "representative") wanted.name = "Name the representative";
  if (fields.agreed === "disagrees" || fields.agreed === "not_discussed")
    wanted.because = "Say why the plan was not agreed";
  if (fields.copy === "yes")
    Object.assign(wanted, { copyOn: "Give the date of the copy", copyHow: "Say how the copy was given" });
  if (fields.copy === "no") wanted.copyNotBecause = "Say why no copy was given";
  return [...lacks, ...missing("agreement", fields, wanted)];
}

const CODE = /(key|safe|door|entry|code|pin)\D{0,25}\d{3,}/i;

function otherLacks(plan: PlanDocument): Lack[] {
  const lacks = missing("review", plan.sections.review.fields, {
    on: "Give the date of the planned review",
    by: "Name who is responsible for the review",
  });
  if (CODE.test(plan.sections.home.fields.access ?? ""))
    lacks.push(
      lack(
        "home.access",
        "access",
        "“Arriving” seems to hold a code: key-safe and door codes are kept apart from the plan",
      ),
    );
  for (const item of plan.sections.actions.items)
    lacks.push(
      ...missing(`actions/${item.id}`, item as Values, {
        what: "Say what the action is",
        owner: `Choose who owns the action${item.what ? ` “${item.what}”` : ""}`,
        dueOn: `Give the date by which the action${item.what ? ` “${item.what}”` : ""} is due`,
      }),
    );
  for (const item of plan.sections.critical.items)
    lacks.push(
      ...missing(`critical/${item.id}`, item as Values, {
        fact: "Name the critical fact",
        instruction: `Say what ${item.fact ? `“${item.fact}”` : "the critical fact"} means for a crew`,
      }),
    );
  return lacks;
}

/** What a crew or the person can still read. */
const MOST_ITEMS = 12;

const tooMany = (plan: PlanDocument): Lack[] =>
  SECTION_IDS.filter((id) => plan.sections[id].items.length > MOST_ITEMS).map((id) =>
    lack(id, "items", `Shorten “${sectionOf(id).title}” to ${MOST_ITEMS} entries: nobody reads more in an emergency`),
  );

/** Texts that are too long or cannot be read, wherever they stand. */
export function fieldProblems(plan: PlanDocument): Lack[] {
  return unitsOf(plan).flatMap((unit) => {
    const { section } = unitOf(unit)!;
    const values = readUnit(plan, unit)!;
    return Object.entries(values).flatMap(([name, value]) => {
      const problem = problemOf(fieldsOf(section)[name]!, value);
      return problem ? [lack(unit, name, `${unitInWords(unit, values)}: ${problem}`)] : [];
    });
  });
}
