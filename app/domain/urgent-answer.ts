/** What is said after an urgent look-up: exactly plan, no published plan, or cannot tell (safety rule 1). */
import { ageOn, type CalendarDate } from "./calendar";
import type { Candidate, Grade, MatchedBy } from "./look-up";
import { birthInWords, familyFirst, type NameInTime, nameAt } from "./person";

/** Where the emergency plan is kept when Confer is not the authority. */
export type Elsewhere = {
  system: string;
  reference?: string | null;
  link?: string | null;
  dated?: string | null;
  /** The plan here was withdrawn; on that day somebody said that the one there stands, and why ours was taken back. */
  stands?: string | null;
  because?: string | null;
};

/** The plan as the look-up finds it; null when there never was one. */
export type PlanStanding = {
  status: string;
  elsewhere: Elsewhere | null;
  /** When it was withdrawn. */
  since: string | null;
  textsThere: boolean;
} | null;

export type PlanSaid =
  | { said: "here" }
  /** `withdrawn`: the plan here that pointed there was taken back, when known on that day. */
  | { said: "elsewhere"; elsewhere: Elsewhere; withdrawn?: { since: string | null } }
  | { said: "none" }
  | { said: "withdrawn"; since: string | null };

/** A plan that is live and has no text is neither a plan nor none: something failed. */
export function sayPlan(plan: PlanStanding): PlanSaid | "cannot tell" {
  if (plan?.elsewhere) {
    const withdrawn = plan.status === "withdrawn" ? { withdrawn: { since: plan.since } } : {};
    return { said: "elsewhere", elsewhere: plan.elsewhere, ...withdrawn };
  }
  if (plan?.status === "live") return plan.textsThere ? { said: "here" } : "cannot tell";
  if (plan?.status === "withdrawn") return { said: "withdrawn", since: plan.since };
  return { said: "none" };
}

export const isPlan = ({ said }: PlanSaid): boolean => said === "here" || said === "elsewhere";

/** A safe match shows who it is, so that two identifiers can be checked with the person. */
export type PersonShown = {
  id: string;
  name: string;
  born: string;
  district: string | null;
  diedOn: CalendarDate | null;
  deceased: boolean;
};

/** One of several behind a line: enough to ask about, too little to give away who lives there. */
export type PersonOffered = { id: string; initials: string; age: string; district: string | null; line: string };

export type WhyNot = "nobody" | "uncertain" | "many" | "text missing" | "outage";

export type UrgentAnswer =
  | { answer: "plan" | "no_plan"; lookUpId: string; person: PersonShown; matchedBy: MatchedBy; plan: PlanSaid }
  | { answer: "chooser"; lookUpId: string; people: PersonOffered[] }
  | { answer: "cannot_tell"; why: WhyNot };

export type Found = Candidate & {
  names: readonly NameInTime[];
  diedOn: CalendarDate | null;
  deceased: boolean;
  plan: PlanStanding;
};

/** From the grade to the answer. A record that may not be shown is answered in the words of an uncertain match. */
export function answerLookUp(grade: Grade, found: readonly Found[], lookUpId: string, at: Date): UrgentAnswer {
  if (grade.kind === "nobody") return { answer: "cannot_tell", why: "nobody" };
  if (grade.kind === "uncertain")
    return { answer: "cannot_tell", why: grade.because === "many on the line" ? "many" : "uncertain" };
  if (grade.kind === "choose") {
    const people = found.filter(({ personId }) => grade.personIds.includes(personId));
    return { answer: "chooser", lookUpId, people: people.map((one) => offer(one, at)) };
  }
  const match = found.find(({ personId }) => personId === grade.personId)!;
  const plan = sayPlan(match.plan);
  if (plan === "cannot tell") return { answer: "cannot_tell", why: "text missing" };
  const answer = isPlan(plan) ? "plan" : "no_plan";
  return { answer, lookUpId, person: show(match, at), matchedBy: grade.matchedBy, plan };
}

function show({ personId, names, bornOn, diedOn, deceased, postcodes }: Found, at: Date): PersonShown {
  const name = nameAt(names, at);
  return {
    id: personId,
    name: name ? familyFirst(name) : "Name not known",
    born: birthInWords(bornOn ?? undefined, at.toISOString().slice(0, 10), { diedOn, deceased }),
    district: districtOf(postcodes),
    diedOn,
    deceased,
  };
}

function offer({ personId, names, bornOn, postcodes, line, careHome }: Found, at: Date): PersonOffered {
  const name = nameAt(names, at);
  const age = ageOn(bornOn ?? undefined, at.toISOString().slice(0, 10));
  return {
    id: personId,
    initials: name ? `${name.given.slice(0, 1)}. ${name.family.slice(0, 1)}.`.toUpperCase() : "Initials not known",
    age: age === undefined ? "age not known" : age < 10 ? "under 10" : `in their ${Math.floor(age / 10) * 10}s`,
    district: districtOf(postcodes),
    line: line === "own" ? (careHome ? "care home’s line" : "own line") : "line of somebody to ring",
  };
}

/** "W12" of W128QT: the outward part. */
const districtOf = (postcodes: readonly string[]): string | null => postcodes[0]?.slice(0, -3) ?? null;

/** Why Confer cannot tell, and what to do besides ringing the desk. */
export const CANNOT_TELL: Record<WhyNot, { why: string; todo: readonly string[] }> = {
  nobody: {
    why: "Nobody in Confer matches what was typed. This does not mean that there is no plan.",
    todo: ["Check the spelling, the date of birth and the postcode of the home address.", "Try the NHS number."],
  },
  uncertain: {
    why: "What was typed does not lead to one record for certain, so Confer opens none.",
    todo: [
      "Check what was typed. Try another way to find the person.",
      "The NHS number stands on letters and on the repeat prescription; give the date of birth with it.",
    ],
  },
  many: {
    why: "Many people share this number, as in a care home.",
    todo: ["Ask who the call is about, and find the person by name or NHS number."],
  },
  "text missing": {
    why: "There is a plan, but its page is not ready to be shown.",
    todo: ["Try again in a minute."],
  },
  outage: {
    why: "Confer cannot reach its records. This says nothing about whether there is a plan.",
    todo: ["Try again in a minute.", "If this goes on, follow your service’s downtime procedure."],
  },
};
/** What to do, by how the person was looked for: nobody spells a number. */
export function toDoWhen(why: WhyNot, by: string | undefined): readonly string[] {
  if (why !== "nobody") return CANNOT_TELL[why].todo;
  if (by === "nhs_number")
    return ["Check the ten digits of the NHS number.", "Try name, date of birth and postcode of the home address."];
  if (by === "phone" || by === "choice")
    return ["Check the number. Ask who the call is about, and find the person by name or NHS number."];
  return CANNOT_TELL.nobody.todo;
}

export const LOOK_FOR_PAPER = "Look for a paper plan: beside the bed, in the hall, on the fridge.";
