/**
 * Who may be put forward to a group, and by which route: a clinician's nomination, a change since the last meeting, or
 * need. Criteria of need: referral row of the MDG practice that Confer builds on (BNSSG MDG guide: CFS 5 or more and a
 * tipping point, complex end of life, high-impact user). Of its tipping points the record shows multimorbidity and
 * strain of the carer; self-neglect, non-adherence and several agencies being stuck reach the list as a nomination.
 */
import type { CalendarDate } from "./calendar";
import { dateInWords, shortDate } from "./dates";
import { proposalSetting } from "./mdg-proposal-settings";
import { SEGMENTS, type Segment } from "./segment";
import type { SettingValues } from "./setting";

export const ROUTES = {
  nomination: "Nominated",
  change: "Changed since the last meeting or discussion",
  need: "Need",
  random: "Drawn by lot, for evaluation",
} as const;
export type Route = keyof typeof ROUTES;

/** Emergency contacts: what a group hopes to make fewer, and what puts a person forward. */
export const EMERGENCY_WORDS = {
  emergency_admission: "Emergency admission",
  ae: "Emergency department attendance",
  ambulance: "999 contact",
  nhs111: "111 contact",
} as const;
export type EmergencyKind = keyof typeof EMERGENCY_WORDS;

/** A person of the group's population, as the current stratification and the record have it. */
export type Candidate = {
  personId: string;
  /** Absent when the date of birth is not known, which makes nobody a child. */
  age?: number;
  need: number;
  /** 1 is the highest need of the population; equal needs share a rank. */
  needRank: number;
  segment: Segment;
  /** Two reasons, as the registry's row shows them. */
  summary: string;
  /** Inputs without which need is a floor. */
  missing: readonly string[];
  /** Clinical Frailty Scale; absent when only a word or nothing is recorded. */
  cfs?: number;
  /** none | mild | moderate | severe, as a clinician recorded it. */
  frailty?: string;
  longTermConditions: number;
  /** Emergency admissions and emergency department attendances of 12 months. */
  emergenciesYear: number;
  /** Names of tipping points that are recorded: "Strain of the carer". */
  tippingPoints: readonly string[];
  /** Discussed by this group and not stepped down, or stepped down so lately that the way back is open. */
  knownToGroup?: Known;
  /** Day of the coming meeting that lists the person already. */
  onAgenda?: CalendarDate;
  died: boolean;
  restricted: boolean;
  objected: boolean;
};

/** Day of the latest closed case, and of its step-down. */
export type Known = { discussedOn: CalendarDate; steppedDownOn?: CalendarDate };

export type Nomination = { personId: string; reason: string; byName: string; on: CalendarDate };

/**
 * Something new since the group met last, or, for whom it knows, since it discussed the person: an emergency contact, or an
 * absolute band that became worse.
 */
export type Change = { personId: string; kind: "emergency" | "band"; on: CalendarDate; words: string };

export type Why = { words: string; since: CalendarDate };
export type Put = Candidate & {
  /** Routes that lead here; empty only for who is held back. */
  routes: ReadonlySet<Route>;
  because: readonly Why[];
  nominatedOn?: CalendarDate;
  /** Days with an emergency contact: an attendance that became an admission is one. */
  emergencies: number;
  bandRises: number;
  meetsCriterion: boolean;
  /** A criterion, or the rank, would do without the change. */
  inNeed: boolean;
  /** Only need leads here, and the group knows the person already. */
  heldBack: boolean;
};

export type Population = { people: number; asOf: CalendarDate };

/** Why somebody is never listed, whatever the routes say; undefined for everybody else. */
export function whyNotListable(candidate: Candidate, settings: SettingValues): string | undefined {
  const { died, restricted, objected, onAgenda, age } = candidate;
  if (died) return "has died";
  if (restricted) return "sharing beyond the practice is restricted";
  if (objected) return "objected to being discussed";
  if (isTooYoung(age, settings)) return `is ${tooYoungInWords(settings)}`;
  return onAgenda && onAgendaAlready(onAgenda);
}

/** Unknown age makes nobody a child. */
export const isTooYoung = (age: number | undefined, settings: SettingValues): boolean =>
  age !== undefined && age < proposalSetting(settings, "proposal.age-from");

export const tooYoungInWords = (settings: SettingValues): string =>
  `under ${proposalSetting(settings, "proposal.age-from")}, and groups here discuss adults only`;

export const onAgendaAlready = (on: CalendarDate): string => `is on the agenda of ${dateInWords(on)} already`;

/** The person with every route that leads here and the reasons in words; undefined when none does. */
export function putForward(
  candidate: Candidate,
  { nominations, changes, population, settings }: Asked,
): Put | undefined {
  const share = (route: "change" | "need") => proposalSetting(settings, `proposal.${route}-share`);
  const because: Why[] = nominations.map(({ byName, reason, on }) => ({
    words: `Nominated by ${byName}: ${reason}`,
    since: on,
  }));
  const routes = new Set<Route>(nominations.length ? ["nomination"] : []);
  const tooYoung = isTooYoung(candidate.age, settings);
  if (changes.length && !tooYoung && share("change") > 0) routes.add("change");
  because.push(...newestOf(changes));
  const criteria = criteriaMet(candidate, settings);
  const ranked = candidate.need > 0 && candidate.needRank <= needPlaces(population, settings);
  const inNeed = criteria.length > 0 || ranked;
  const byNeed = inNeed && !tooYoung && share("need") > 0;
  if (byNeed && !candidate.knownToGroup) routes.add("need");
  const heldBack = byNeed && !routes.size;
  if (!routes.size && !heldBack) return undefined;
  const needInWords = [...criteria, rankInWords(candidate, population)];
  because.push(...needInWords.map((words) => ({ words, since: population.asOf })));
  return {
    ...candidate,
    routes,
    because,
    nominatedOn: nominations.map(({ on }) => on).sort()[0],
    emergencies: new Set(changes.flatMap(({ kind, on }) => (kind === "emergency" ? [on] : []))).size,
    bandRises: changes.filter(({ kind }) => kind === "band").length,
    meetsCriterion: criteria.length > 0,
    inNeed,
    heldBack,
  };
}

/** Why somebody in need is not listed, and what brings the person back. */
export function heldBackInWords({ discussedOn, steppedDownOn }: Known): string {
  const discussed = `discussed on ${dateInWords(discussedOn)}`;
  return steppedDownOn
    ? `${discussed} and stepped down on ${dateInWords(steppedDownOn)}; comes back by change, by nomination or from the step-down page`
    : `${discussed} and still on the list; comes back by change or nomination`;
}

/** Three, and how many more. */
function newestOf(changes: readonly Change[]): Why[] {
  const newest = [...changes].sort((a, b) => b.on.localeCompare(a.on) || a.words.localeCompare(b.words));
  const why = newest.slice(0, 3).map(({ words, on }) => ({ words, since: on }));
  const more = newest.length - why.length;
  return more > 0
    ? [...why, { words: `${more} more ${more === 1 ? "change" : "changes"}`, since: newest.at(-1)!.on }]
    : why;
}

export type Asked = {
  nominations: readonly Nomination[];
  changes: readonly Change[];
  population: Population;
  settings: SettingValues;
};

/** How many of the population are considered by the rank of their need alone. */
export const needPlaces = ({ people }: Population, settings: SettingValues): number =>
  Math.ceil((people * proposalSetting(settings, "proposal.need-percent")) / 100);

/** Unknown frailty meets nothing; it is said beside the rank. */
function criteriaMet(candidate: Candidate, settings: SettingValues): string[] {
  const { segment, longTermConditions, emergenciesYear, tippingPoints } = candidate;
  const setting = (name: Parameters<typeof proposalSetting>[1]) => proposalSetting(settings, name);
  const many = longTermConditions >= setting("proposal.conditions");
  const tips = [...tippingPoints, ...(many ? [`${longTermConditions} long-term conditions`] : [])];
  const criteria: string[] = [];
  const frail = frailtyFrom5(candidate);
  if (frail && tips.length) criteria.push(`${frail} and a tipping point: ${tips.join(", ")}`);
  if (segment === "end_of_life" && (emergenciesYear > 0 || tips.length))
    criteria.push(`${SEGMENTS.end_of_life}, complex: ${[...emergencyWords(emergenciesYear), ...tips].join(", ")}`);
  if (emergenciesYear >= setting("proposal.high-use")) criteria.push(`High use: ${emergencyWords(emergenciesYear)[0]}`);
  return criteria;
}

const emergencyWords = (count: number) =>
  count
    ? [`${count} emergency ${count === 1 ? "admission or attendance" : "admissions and attendances"} in 12 months`]
    : [];

/** "CFS 6", or the word recorded for it; mild frailty is level 5 of the scale (Rockwood). */
function frailtyFrom5({ cfs, frailty }: Candidate): string | undefined {
  if (cfs !== undefined) return cfs >= 5 ? `CFS ${cfs}` : undefined;
  return frailty && frailty !== "none" ? `Frailty recorded as ${frailty}` : undefined;
}

function rankInWords({ needRank, summary, missing, cfs, frailty }: Candidate, { people }: Population): string {
  const floor = missing.length ? `; at least so much, since not recorded: ${missing.join(", ")}` : "";
  const unknown = cfs === undefined && !frailty ? "; frailty not recorded" : "";
  const reasons = summary ? `: ${summary}` : "";
  return `Need ${inPlace(needRank)} highest of ${people.toLocaleString("en-GB")}${reasons}${floor}${unknown}`;
}

/** "1st", "22nd", "113th". */
export function inPlace(rank: number): string {
  const teen = rank % 100 >= 11 && rank % 100 <= 13;
  return `${rank}${(!teen && { 1: "st", 2: "nd", 3: "rd" }[rank % 10]) || "th"}`;
}

/** How the question for the group begins; whoever refers goes on from there. At most three reasons. */
export function questionFrom({ because }: Pick<Put, "because">): string {
  const reasons = because.slice(0, 3).map(({ words, since }) => `${words} (${shortDate(since)})`);
  return `${reasons.join(". ")}. What can the group do that no one service can?`;
}
