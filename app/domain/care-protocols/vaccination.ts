/**
 * Vaccines of adults in England: influenza, COVID-19, RSV, shingles, pneumococcal.
 * UK Health Security Agency letters and the Green Book, whose dates stand as data in vaccination-campaigns.ts. Crown
 * copyright, Open Government Licence.
 *
 * Not built: contacts of the immunosuppressed, who are not linked; a very high body mass index and asthma on steroids
 * among the risks for influenza. A care home is taken to be one for older adults. Severe immunosuppression hangs on doses
 * and dates, so for shingles a clinician records it.
 */
import { addSpan, ageOn, type CalendarDate } from "../calendar";
import type { CarePerson, CareProcess, CareProtocol, Context, ExcuseKind, Need } from "../care-gap";
import { dateInWords } from "../dates";
import { holds, latestOn } from "../feature";
import { CARE_HOME_SETS, fromMemory, isCarer, livesInCareHome, proposed } from "./circumstances";
import { isTaking, isTakingAny } from "./current-medicine";
import { DIABETES_SETS, hasDiabetes } from "./diabetes-register";
import { COVID_CAMPAIGNS, FLU_SEASONS, RSV_PROGRAMME, runningOn } from "./vaccination-campaigns";
import { needsShingles, SHINGLES_AGE, SHINGLES_SETS, SHINGLES_SETTINGS, shinglesCourse } from "./vaccination-shingles";

// ── Influenza ─────────────────────────────────────────────────────────────────────────────────────────────

/** Conditions that put an adult at risk from influenza and pneumococci. */
const AT_RISK = [
  ["condition-heart-failure", "heart failure"],
  ["condition-coronary-heart-disease", "coronary heart disease"],
  ["condition-copd", "COPD"],
  ["condition-chronic-kidney-disease", "chronic kidney disease"],
  ["condition-chronic-liver-disease", "chronic liver disease"],
  ["condition-stroke", "stroke or TIA"],
  ["condition-parkinsons-disease", "Parkinson's disease"],
  ["condition-multiple-sclerosis", "multiple sclerosis"],
  ["condition-learning-disability", "learning disability"],
  ["finding-asplenia", "no working spleen"],
] as const;

const isImmunosuppressed = (person: CarePerson, context: Context): boolean =>
  holds(person, "finding-immunosuppressed") ||
  holds(person, "finding-severely-immunosuppressed") ||
  isTaking(person, "medicine-immunosuppressant", context);

/** Without any of these nobody is at risk by condition or medicine. */
const RISK_SETS: readonly string[] = [
  ...[...AT_RISK.map(([set]) => set), ...DIABETES_SETS],
  ...["finding-immunosuppressed", "finding-severely-immunosuppressed", "medicine-immunosuppressant"],
];

function riskFromInfluenza(person: CarePerson, context: Context): string | undefined {
  if (hasDiabetes(person)) return "diabetes";
  const condition = AT_RISK.find(([set]) => holds(person, set));
  if (condition) return condition[1];
  return isImmunosuppressed(person, context) ? "immunosuppressed" : undefined;
}

/** Why the vaccine is this person's in that season; age is that of the season's last day. */
function reasonForInfluenza(person: CarePerson, last: CalendarDate, context: Context): string | undefined {
  const { age } = person;
  const ageThen = ageOn(person.bornOn, last);
  if (ageThen !== undefined && ageThen >= 65) return "65 and over by 31 March";
  if (livesInCareHome(person)) return "lives in a care home";
  const adult = age === undefined || age >= 18;
  if (adult && isCarer(person)) return "carer";
  return adult ? riskFromInfluenza(person, context) : undefined;
}

function needsInfluenza(person: CarePerson, context: Context): Need {
  const { asOf, setting } = context;
  const season = runningOn(FLU_SEASONS, asOf);
  const last = season?.until ?? FLU_SEASONS.at(-1)!.until;
  const reason = reasonForInfluenza(person, last, context);
  if (!reason) return person.bornOn === undefined && season ? { missing: "date of birth" } : false;
  if (!season) {
    // Between seasons nobody is; after the last season that is here, one cannot tell.
    return asOf > addSpan(last, { months: 5 }) ? { missing: "the letter for this influenza season" } : false;
  }
  if (asOf < season.adultsFrom && !hadSince(person, "vaccine-influenza", season.from)) return false;
  return {
    because: `Influenza ${season.name}: ${reason}`,
    since: season.from,
    within: { weeks: setting("vaccination.influenza-weeks") },
  };
}

const hadSince = (person: CarePerson, set: string, day: CalendarDate): boolean => (latestOn(person, set) ?? "") >= day;

/** A dose before adults were due counts, and is pointed out; its day is that of the process. */
function influenzaDose(person: CarePerson, { asOf }: Context): string | undefined {
  const on = latestOn(person, "vaccine-influenza");
  const season = runningOn(FLU_SEASONS, asOf);
  if (on === undefined || !season || on < season.from || on >= season.adultsFrom) return undefined;
  return `before adults were due from ${dateInWords(season.adultsFrom)}`;
}

// ── COVID-19, RSV, pneumococcal ───────────────────────────────────────────────────────────────────────────

function needsCovid(person: CarePerson, context: Context): Need {
  const { asOf, setting } = context;
  const campaign = runningOn(COVID_CAMPAIGNS, asOf);
  if (!campaign) return false;
  const { age } = person;
  const { fromAge } = campaign;
  if (fromAge === undefined)
    return mayBeInUnreadGroup(person, context) && { missing: `who may have it in the campaign of ${campaign.name}` };
  const older = age !== undefined && age >= fromAge;
  const because = older ? `${fromAge} and over` : livesInCareHome(person) ? "lives in a care home" : undefined;
  const reason = because ?? (isImmunosuppressed(person, context) ? "immunosuppressed" : undefined);
  if (!reason) return age === undefined ? { missing: "date of birth" } : false;
  const last = latestOn(person, "vaccine-covid");
  const tooSoon =
    last !== undefined && last < campaign.from && asOf < addSpan(last, { days: setting("vaccination.covid-days") });
  if (tooSoon) return false;
  return {
    because: `COVID-19 ${campaign.name}: ${reason}`,
    since: campaign.from,
    within: { weeks: setting("vaccination.covid-weeks") },
  };
}

const COVID_AGES = COVID_CAMPAIGNS.flatMap(({ fromAge }) => fromAge ?? []);

/** Of a letter that was not read, everybody whom one of the wider campaigns before had asked may be meant. */
const mayBeInUnreadGroup = (person: CarePerson, context: Context): boolean =>
  person.age === undefined ||
  person.age >= context.setting("vaccination.covid-unread-from-age") ||
  livesInCareHome(person) ||
  riskFromInfluenza(person, context) !== undefined;

function needsRsv(person: CarePerson, { asOf }: Context): Need {
  const programme = RSV_PROGRAMME.findLast(({ from }) => from <= asOf);
  if (!programme) return false;
  if (programme.careHomes && livesInCareHome(person)) return { because: "Lives in a care home" };
  const { age } = person;
  if (age === undefined) return { missing: "date of birth" };
  if (age < programme.fromAge || (programme.toAge !== undefined && age > programme.toAge)) return false;
  return { because: `${programme.fromAge} and over` };
}

const INSULIN_OR_TABLETS = [
  "medicine-insulin",
  "medicine-metformin",
  "medicine-sulfonylurea",
  "medicine-glinide",
  "medicine-sglt2",
  "medicine-dpp4",
  "medicine-glp1",
  "medicine-pioglitazone",
] as const;

function needsPneumococcal(person: CarePerson, context: Context): Need {
  const { setting } = context;
  const again = ["finding-asplenia", "condition-chronic-kidney-disease"].some((set) => holds(person, set));
  const every = again && setting("vaccination.pneumococcal-again") === 1 ? { every: { months: 60 } } : {};
  const { age } = person;
  if (age !== undefined && age >= 65) return { because: "65 and over", ...every };
  const reason = riskFromPneumococci(person, context);
  if (reason && (age === undefined || age >= 2)) return { because: reason, ...every };
  return age === undefined ? { missing: "date of birth" } : false;
}

/** Diabetes only on insulin or other medicines for it. */
function riskFromPneumococci(person: CarePerson, context: Context): string | undefined {
  const condition = AT_RISK.find(([set]) => holds(person, set));
  if (condition) return condition[1];
  if (hasDiabetes(person) && isTakingAny(person, INSULIN_OR_TABLETS, context)) return "diabetes on treatment";
  return isImmunosuppressed(person, context) ? "immunosuppressed" : undefined;
}

// ── The five ──────────────────────────────────────────────────────────────────────────────────────────────

const vaccine = {
  priority: "screening",
  stopsAtEndOfLife: true,
  action: { what: "Offer the vaccine; at home where housebound", owners: ["PN", "CN"] },
} as const satisfies Partial<CareProcess>;

const declined = (of: string): Record<string, ExcuseKind> => ({
  [`declined-vaccine-${of}`]: "declined",
  "vaccine-allergy": "unsuitable",
});

const PROCESSES: readonly CareProcess[] = [
  {
    ...vaccine,
    id: "VA1",
    name: "Influenza vaccine",
    source: "National flu immunisation programme 2026 to 2027, letter of 26 February 2026; age by 31 March from memory",
    mark: "V",
    onlyWith: [...CARE_HOME_SETS, "is-carer", ...RISK_SETS],
    // Who is 65 by the season's last day may be a year younger today.
    orAgedFrom: 64,
    needed: needsInfluenza,
    done: (person) => latestOn(person, "vaccine-influenza"),
    value: influenzaDose,
    excusedBy: declined("influenza"),
    sets: ["vaccine-influenza"],
  },
  {
    ...vaccine,
    id: "VA2",
    name: "COVID-19 vaccine",
    source: "UK Health Security Agency, COVID-19 spring 2026; autumn 2026 not verified, its dates proposed by Confer",
    mark: "P",
    onlyWith: [...CARE_HOME_SETS, ...RISK_SETS],
    orAgedFrom: (setting) => Math.min(setting("vaccination.covid-unread-from-age"), ...COVID_AGES),
    needed: needsCovid,
    done: (person) => latestOn(person, "vaccine-covid"),
    excusedBy: declined("covid"),
    sets: ["vaccine-covid"],
  },
  {
    ...vaccine,
    id: "VA3",
    name: "RSV vaccine",
    source: "UK Health Security Agency, RSV expansion letter of 2 February 2026",
    mark: "V",
    onlyWith: CARE_HOME_SETS,
    orAgedFrom: Math.min(...RSV_PROGRAMME.map(({ fromAge }) => fromAge)),
    needed: needsRsv,
    done: (person) => latestOn(person, "vaccine-rsv"),
    excusedBy: declined("rsv"),
    sets: ["vaccine-rsv"],
  },
  {
    ...vaccine,
    id: "VA4",
    name: "Shingles vaccine, two doses",
    source: "UK Health Security Agency, shingles programme since September 2023 and its annexe of July 2025",
    mark: "V",
    onlyWith: SHINGLES_SETS,
    orAgedFrom: SHINGLES_AGE,
    needed: needsShingles,
    done: (person, { asOf }) => shinglesCourse(person, asOf).completedOn,
    value: (person, { asOf }) => {
      const { firstOn, completedOn } = shinglesCourse(person, asOf);
      return firstOn !== undefined && completedOn === undefined ? `1 of 2 doses, ${dateInWords(firstOn)}` : undefined;
    },
    excusedBy: declined("shingles"),
    sets: ["vaccine-shingles", "vaccine-shingles-second", "vaccine-zostavax"],
  },
  {
    ...vaccine,
    id: "VA5",
    name: "Pneumococcal vaccine",
    source: "UK Health Security Agency, PCV20 letter of 16 December 2025; Green Book chapter 25",
    mark: "V",
    onlyWith: RISK_SETS,
    orAgedFrom: 65,
    needed: needsPneumococcal,
    done: (person) => latestOn(person, "vaccine-pneumococcal"),
    excusedBy: declined("pneumococcal"),
    sets: ["vaccine-pneumococcal"],
  },
];

export const VACCINATION_PROTOCOL: CareProtocol = {
  id: "vaccination",
  name: "Vaccination",
  version: "vaccination 2026-11/2",
  source: "UK Health Security Agency letters and the Green Book",
  who: "adults by age, condition and where they live",
  settings: {
    "vaccination.influenza-weeks": proposed("Weeks from 1 September within which influenza vaccine is to be given", 13),
    "vaccination.covid-weeks": proposed(
      "Weeks from a campaign's first day within which COVID-19 vaccine is to be given",
      11,
    ),
    "vaccination.covid-unread-from-age": fromMemory(
      "Age from which one cannot tell who may have COVID-19 vaccine while a campaign's letter was not read",
      65,
      "the widest of the autumn campaigns 2023 to 2025",
    ),
    "vaccination.covid-days": {
      words: "Days after a COVID-19 vaccine before which the next is not due",
      value: 91,
      source: "Green Book chapter 14a: about three months; the number is from memory",
      mark: "M",
    },
    "vaccination.pneumococcal-again": {
      words: "Whether pneumococcal vaccine is repeated after 5 years without a spleen or with chronic kidney disease",
      value: 0,
      source: "Green Book chapter 25 for PPV23, from memory; whether it holds after PCV20 could not be verified",
      mark: "M",
      options: { 0: "once", 1: "every 5 years" },
    },
    ...SHINGLES_SETTINGS,
  },
  processes: PROCESSES,
};
