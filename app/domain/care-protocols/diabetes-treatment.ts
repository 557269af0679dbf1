/**
 * Rules that drive one person's treatment in diabetes, off until a clinical lead signs each: DM4 too tight, DM5 drugs.
 * DM4: de-prescribing lines of Strain WD et al. Diabet Med 2018;35:838-45, as summarised by diabetesonthenet.com; recheck
 * after three months: Strain WD et al. Diabetes Ther 2021;12:1227-47. It is never for type 1, who must not be told to
 * stop insulin; where the type is not stated, insulin alone does not raise it, since it may be needed for life.
 * DM5: NICE NG28 of February 2026, its tracks and cautions, read second-hand (GPnotebook, diabetesonthenet.com); its
 * frailty section could not be read. Doses are not coded, so "at most 1 g" is said and not checked.
 */
import { addSpan, type CalendarDate } from "../calendar";
import type { CarePerson, CareProcess, Context, Need } from "../care-gap";
import { ever, latestOn, latestValue, valueOn } from "../feature";
import { recordedFrailty } from "../segment";
import { isTaking } from "./current-medicine";
import { hba1cOf } from "./diabetes-hba1c";
import { hypoMedicines } from "./diabetes-medicines";
import { shown } from "./diabetes-processes";
import { diabetesType, ofAdults } from "./diabetes-register";
import { CARDIOVASCULAR, frailtyOf, isFrail, tooTightBelow } from "./diabetes-targets";

// ── DM4 ───────────────────────────────────────────────────────────────────────────────────────────────────

type Trigger = { on: CalendarDate; because: string };

function tooTight(person: CarePerson, context: Context): { medicines: string; triggers: Trigger[] } | undefined {
  const type = diabetesType(person);
  if (type === undefined || type === "type 1") return undefined;
  const medicines = hypoMedicines(person, context).filter((name) => type === "type 2" || name !== "insulin");
  if (!medicines.length) return undefined;
  const triggers = [...lowHba1c(person, context), ...events(person, context), ...kidneys(person, context)];
  return triggers.length ? { medicines: medicines.join(" and "), triggers } : undefined;
}

/** The line of "fit" also where no frailty is recorded, from an age on: it is the lowest, so it says least. */
function lowHba1c(person: CarePerson, context: Context): Trigger[] {
  const { value, on } = hba1cOf(person) ?? {};
  if (value === undefined || on === undefined || !isRecent(on, context, "diabetes.window-months")) return [];
  const isOld = (person.age ?? 0) >= context.setting("diabetes.too-tight-from-age");
  if (!recordedFrailty(person) && !isOld) return [];
  const line = tooTightBelow(frailtyOf(person), context);
  return value < line ? [{ on, because: `HbA1c ${value} mmol/mol, below ${line}` }] : [];
}

function events(person: CarePerson, context: Context): Trigger[] {
  const fact = (set: string) => person.facts.get(set);
  return [
    { on: fact("hypoglycaemia-severe")?.latestOn, because: "hypoglycaemia that needed help" },
    { on: fact("efi-weight-loss")?.latestOn, because: "weight loss" },
    { on: fact("care-home")?.firstOn, because: "moved to a care home" },
    { on: fact("condition-dementia")?.firstOn, because: "new dementia" },
  ].flatMap(({ on, because }) =>
    on !== undefined && isRecent(on, context, "diabetes.event-months") ? [{ on, because }] : [],
  );
}

function kidneys(person: CarePerson, context: Context): Trigger[] {
  const [value, on] = [latestValue(person, "egfr"), valueOn(person, "egfr")];
  if (value === undefined || on === undefined || value >= 30) return [];
  return isRecent(on, context, "diabetes.window-months") ? [{ on, because: `eGFR ${Math.round(value)}` }] : [];
}

const isRecent = (on: CalendarDate, { asOf, setting }: Context, months: string) =>
  asOf < addSpan(on, { months: setting(months) });

const latestOf = (triggers: readonly Trigger[]): CalendarDate =>
  triggers
    .map(({ on }) => on)
    .sort()
    .at(-1)!;

const reducedOn = (person: CarePerson) => latestOn(person, "care-diabetes-treatment-reduced");

const TOO_TIGHT: CareProcess = {
  id: "DM4",
  name: "Diabetes treatment too tight",
  source: "Strain WD et al. Diabet Med 2018;35:838-45; Strain WD et al. Diabetes Ther 2021;12:1227-47",
  link: "https://pmc.ncbi.nlm.nih.gov/articles/PMC8099963",
  mark: "2",
  priority: "safety",
  about: "hba1c",
  treatment: true,
  needed: (person, context): Need => {
    const found = tooTight(person, context);
    if (!found) return false;
    const because = found.triggers.map((trigger) => trigger.because).join("; ");
    return {
      because: `On ${found.medicines}: ${because}`,
      since: latestOf(found.triggers),
      within: { weeks: 2 },
      every: { months: 3 },
    };
  },
  done: reducedOn,
  value: shown("hba1c", "mmol/mol"),
  target: (person, context) => {
    const found = tooTight(person, context);
    if (!found) return undefined;
    const line = tooTightBelow(frailtyOf(person), context);
    const met = (reducedOn(person) ?? "") >= latestOf(found.triggers);
    return { met, words: `${line} mmol/mol or more on ${found.medicines}` };
  },
  action: {
    what: "Consider less: sulfonylurea and short-acting insulin first, then once daily; avoid pioglitazone, and in severe frailty medicines that lose weight. Change it, or write down why not",
    owners: ["PH", "GP", "DSN"],
  },
  sets: ["care-diabetes-treatment-reduced"],
};

// ── DM5 ───────────────────────────────────────────────────────────────────────────────────────────────────

const hasAny = (person: CarePerson, sets: readonly string[]) => sets.some((set) => ever(person, set));
const diagnosedBefore40 = ({ bornOn, facts }: CarePerson) => {
  const first = facts.get("diabetes-type-2")?.firstOn;
  return bornOn !== undefined && first !== undefined && first < addSpan(bornOn, { months: 480 });
};
const egfrOf = (person: CarePerson) => latestValue(person, "egfr");

/** The seven tracks; several may hold, and frailty comes first because it loosens the others. */
const TRACKS: readonly { name: string; holds: (person: CarePerson) => boolean }[] = [
  { name: "frailty", holds: isFrail },
  { name: "heart failure", holds: (person) => ever(person, "condition-heart-failure") },
  { name: "cardiovascular disease", holds: (person) => hasAny(person, CARDIOVASCULAR) },
  {
    name: "chronic kidney disease",
    holds: (person) => ever(person, "condition-chronic-kidney-disease") || (egfrOf(person) ?? 90) < 60,
  },
  { name: "early onset", holds: diagnosedBefore40 },
  { name: "living with obesity", holds: (person) => (latestValue(person, "bmi") ?? 0) >= 30 },
];

function concerns(person: CarePerson, context: Context): string[] {
  const egfr = egfrOf(person);
  const on = (medicine: string) => isTaking(person, `medicine-${medicine}`, context);
  const found: string[] = [];
  if (on("metformin") && egfr !== undefined && egfr < 30) found.push("metformin with eGFR below 30");
  else if (on("metformin") && egfr !== undefined && egfr < 45) found.push("metformin at most 1 g a day, eGFR 30 to 44");
  if (on("sglt2") && isFrail(person)) found.push("SGLT2 inhibitor in frailty: caution");
  if (isFrail(person)) return found;
  if (!on("sglt2") && (egfr === undefined || egfr >= 20)) found.push("no SGLT2 inhibitor");
  if (hasAny(person, CARDIOVASCULAR) && !on("glp1"))
    found.push("no GLP-1 receptor agonist with cardiovascular disease");
  return found;
}

const MEDICINES: CareProcess = {
  id: "DM5",
  name: "Diabetes medicines reviewed",
  source: "NICE NG28, February 2026, initial medicines",
  link: "https://www.nice.org.uk/guidance/ng28/chapter/Initial-medicines",
  mark: "2",
  priority: "disease target",
  treatment: true,
  stopsAtEndOfLife: true,
  needed: ofAdults((person): Need => {
    if (diabetesType(person) !== "type 2") return false;
    const tracks = TRACKS.filter(({ holds }) => holds(person)).map(({ name }) => name);
    return {
      because: `Type 2 diabetes: ${tracks.join(", ") || "none of the named circumstances"}`,
      every: { months: 12 },
    };
  }),
  done: (person) => latestOn(person, "care-diabetes-medicines"),
  target: (person, context) => {
    const found = concerns(person, context);
    return found.length ? { met: false, words: found.join("; ") } : { met: true, words: "nothing found to change" };
  },
  action: { what: "Review the choice of medicines with the person", owners: ["GP", "PH"] },
  sets: ["care-diabetes-medicines"],
};

export const TREATMENT: readonly CareProcess[] = [TOO_TIGHT, MEDICINES];
