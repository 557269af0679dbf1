/** What a plan still needs before a crew may rely on it. Publishing is refused with this list; withdrawing never is. */
import { cardLacks } from "./crisis-cards/signing";
import { canBeDialled } from "./phone-number";
import { type PlanDocument, problemOf, readUnit, unitOf, unitsOf, type Values } from "./plan";
import { carriedOver } from "./plan-carried-over";
import type { Field } from "./plan-fields";
import { unitInWords } from "./plan-in-words";
import { holdsCode } from "./plan-readiness-codes";
import { crewLacks } from "./plan-readiness-crews";
import { emergencyLacks, lacksOfEmergencyPart } from "./plan-readiness-emergency";
import { type Circumstances, type Lack, lack, missing } from "./plan-readiness-lack";
import { fieldsOf, type SectionId } from "./plan-sections";

export type { Circumstances, Lack } from "./plan-readiness-lack";

/** Everything that the plan as a whole lacks. */
export function whatCrewsWouldMiss(plan: PlanDocument, circumstances: Circumstances): Lack[] {
  return [
    ...emergencyLacks(plan, circumstances),
    ...crewLacks(plan, circumstances),
    ...agreementLacks(plan),
    ...otherLacks(plan),
    ...carriedOver(plan, circumstances).map(({ section, field, says }) => lack(section, field, says)),
    ...cardLacks(plan, circumstances.signedCards ?? {}, circumstances).map(({ unit, field, says }) =>
      lack(unit, field, says),
    ),
    ...fieldProblems(plan),
  ];
}

/**
 * What is being published: the units that it changes, the plan that crews see now, and whether only the emergency part
 * is.
 */
export type Publishing = { touched: readonly string[]; live?: PlanDocument; only?: "emergency" };

/**
 * Which lacks block, and which only stand. An author answers for what they touched and for what would be worse than
 * before; what others left incomplete blocks nobody's true edit. That no word on CPR or on an ADRT was ever written
 * blocks nobody either: the slots say so, and only few may sign them.
 */
export function lacksOfPublish(
  plan: PlanDocument,
  circumstances: Circumstances,
  { touched, live, only }: Publishing,
): { blocking: Lack[]; standing: Lack[] } {
  const lacksIn = (document: PlanDocument, about: Circumstances) =>
    only ? [...lacksOfEmergencyPart(document, about), ...fieldProblems(document)] : whatCrewsWouldMiss(document, about);
  const { before: _, ...about } = circumstances;
  const before = new Map((live ? lacksIn(live, about) : []).map((one) => [keyOf(one), one]));
  const blocking: Lack[] = [];
  const standing: Lack[] = [];
  for (const one of lacksIn(plan, circumstances)) {
    const then = before.get(keyOf(one));
    const old = then && (!isTouched(one, touched) || isNoMore(one, then));
    (old || (!only && neverWritten(one, plan, live)) ? standing : blocking).push(one);
  }
  const { on } = plan.sections.review.fields;
  if (!only && touched.includes("review") && on && on < circumstances.today)
    blocking.push(lack("review", "on", "Give a planned review that is still to come"));
  return { blocking, standing };
}

const keyOf = ({ unit, field, amount }: Lack): string => [unit, field, amount?.of].join(" ");

/** Whoever makes too much of something less, or leaves it as it was, has made nothing worse. */
const isNoMore = (one: Lack, then: Lack): boolean =>
  one.amount !== undefined && then.amount !== undefined && one.amount.is <= then.amount.is;

/** A lack of a list as a whole is touched by any of its entries; one of an entry only by that entry. */
const isTouched = ({ unit, section }: Lack, touched: readonly string[]): boolean =>
  touched.some((one) => one === unit || (unit === section && unitOf(one)?.section === section));

const SLOTS: Partial<Record<SectionId, string>> = { cpr: "decision", advanceDecision: "adrt" };

function neverWritten({ section, field }: Lack, plan: PlanDocument, live: PlanDocument | undefined): boolean {
  const empty = (document: PlanDocument | undefined) => !Object.keys(document?.sections[section].fields ?? {}).length;
  return SLOTS[section] === field && empty(plan) && empty(live);
}

function agreementLacks(plan: PlanDocument): Lack[] {
  const { fields } = plan.sections.agreement;
  const lacks = missing("agreement", fields, {
    agreed: "Say whether the plan was agreed, and with whom",
    copy: "Say whether the person was given a copy",
  });
  const wanted: Record<string, string> = {};
  if (fields.agreed === "person" || fields.agreed === "representative") wanted.on = "Give the date of the agreement";
  if (fields.agreed === "representative")
    Object.assign(wanted, {
      name: "Name the representative",
      bestInterests: "Say how best interests were decided",
      consulted: "Say who was consulted: attorney, deputy, carer, whoever the person named, or an IMCA",
    });
  if (fields.agreed === "disagrees") wanted.because = "Say why the plan was not agreed";
  if (fields.agreed === "not_discussed") {
    if (!fields.because) wanted.notDiscussedBecause = "Choose the lawful reason for not discussing the plan";
    wanted.discussBy = "Say when the plan will be discussed";
  }
  if (fields.copy === "yes")
    Object.assign(wanted, { copyOn: "Give the date of the copy", copyHow: "Say how the copy was given" });
  if (fields.copy === "no") wanted.copyNotBecause = "Say why no copy was given";
  return [...lacks, ...missing("agreement", fields, wanted)];
}

function otherLacks(plan: PlanDocument): Lack[] {
  const lacks = missing("review", plan.sections.review.fields, {
    on: "Give the date of the planned review",
    by: "Name who is responsible for the review",
  });
  const codes = unitsOf(plan).flatMap((unit) =>
    Object.entries(readUnit(plan, unit) as Values).flatMap(([name, words]) =>
      holdsCode(words, { arriving: unit === "home.access" }) ? [lack(unit, name, codeIn(unit, name))] : [],
    ),
  );
  return [...lacks, ...codes];
}

const codeIn = (unit: string, name: string): string =>
  `“${fieldsOf(unitOf(unit)!.section)[name]!.label}” seems to hold a code: key-safe and door codes are kept apart from the plan`;

/** What a field of a number holds besides one whole number would be dialled with it, or the number not at all. */
const undialled = ({ kind, label }: Field, value: string): string | undefined =>
  kind === "phone" && !canBeDialled(value)
    ? `${label} must be one whole number that can be dialled, such as 020 7946 0321: hours and extensions have their own place`
    : undefined;

/** Texts that are too long or cannot be read, wherever they stand. */
export function fieldProblems(plan: PlanDocument): Lack[] {
  return unitsOf(plan).flatMap((unit) => {
    const { section } = unitOf(unit)!;
    const values = readUnit(plan, unit)!;
    return Object.entries(values).flatMap(([name, value]) => {
      const field = fieldsOf(section)[name]!;
      const problem = problemOf(field, value) ?? undialled(field, value);
      return problem ? [lack(unit, name, `${unitInWords(unit, values)}: ${problem}`)] : [];
    });
  });
}
