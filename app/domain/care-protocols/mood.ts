/** Mood and loneliness: the part of the protocol of the mind that is asked, not examined. Sources stand in its header. */
import type { CalendarDate } from "../calendar";
import type { CarePerson, CareProcess, Context, Need } from "../care-gap";
import { holds, latestOn, latestValue } from "../feature";
import type { Shipped } from "../setting";
import { frailFrom, fromMemory, hasConditions, isCarer, latestOfAny, monthsAgo, proposed } from "./circumstances";
import { hasDiabetes } from "./diabetes-register";

const MOOD_SETS = ["care-mood-asked", "care-phq-9", "care-gds-15", "care-cornell"];

function moodDue(person: CarePerson, { asOf, setting }: Context): Need {
  const every = { months: setting("mind.mood-months") };
  const frail = frailFrom(person, "mild");
  if (frail) return { because: frail.words, every };
  if (isCarer(person)) return { because: "Is a carer", every };
  if (bereavedOn(person, asOf)) return { because: "Bereaved", since: bereavedOn(person, asOf), every };
  if (hasConditions(person, 1) || hasDiabetes(person)) return { because: "Long-term condition", every };
  return false;
}

const bereavedOn = (person: CarePerson, asOf: CalendarDate): CalendarDate | undefined => {
  const on = latestOn(person, "bereaved");
  return on !== undefined && on > monthsAgo(asOf, 12) ? on : undefined;
};

function mood(person: CarePerson, { setting }: Context) {
  const phq = latestValue(person, "care-phq-9");
  const gds = latestValue(person, "care-gds-15");
  if (phq === undefined && gds === undefined) return undefined;
  const met = (phq ?? 0) < setting("mind.phq-9-points") && (gds ?? 0) < setting("mind.gds-15-points");
  return { met, words: met ? "Below the line for depression" : "Depression likely: offer treatment" };
}

function moodValue(person: CarePerson): string | undefined {
  const phq = latestValue(person, "care-phq-9");
  const gds = latestValue(person, "care-gds-15");
  const shown = [...(phq === undefined ? [] : [`PHQ-9 ${phq}`]), ...(gds === undefined ? [] : [`GDS-15 ${gds}`])];
  return shown.join(", ") || undefined;
}

function lonelinessDue(person: CarePerson, { asOf, setting }: Context): Need {
  const every = { months: setting("mind.loneliness-months") };
  if (holds(person, "lives-alone")) return { because: "Lives alone", every };
  if (holds(person, "housebound")) return { because: "Housebound", every };
  if (isCarer(person)) return { because: "Is a carer", every };
  const since = bereavedOn(person, asOf);
  return since ? { because: "Bereaved", since, every } : false;
}

function loneliness(person: CarePerson, { setting }: Context) {
  const value = latestValue(person, "care-loneliness");
  if (value === undefined) return undefined;
  const met = value < setting("mind.loneliness-points");
  return { met, words: met ? "Not lonely by the score" : "Lonely: offer a social prescriber" };
}

export const MOOD_PROCESSES: readonly CareProcess[] = [
  {
    id: "DE1",
    name: "Asked about mood",
    source: "NICE NG222, Depression in adults, 2022; NICE CG91",
    link: "https://www.nice.org.uk/guidance/ng222",
    mark: "M",
    priority: "screening",
    stopsAtEndOfLife: true,
    needed: moodDue,
    done: (person) =>
      latestOfAny(
        person,
        MOOD_SETS.filter((set) => set !== "care-cornell" || holds(person, "condition-dementia")),
      ),
    value: moodValue,
    target: mood,
    action: {
      what: "Two Whooley questions; then PHQ-9 or GDS-15; in severe dementia the Cornell scale",
      owners: ["GP", "PN", "MH"],
    },
    sets: ["care-mood-asked", "care-phq-9", "care-gds-15", "care-cornell"],
  },
  {
    id: "LO1",
    name: "Loneliness",
    source: "NICE NG32; UCLA three-item scale",
    link: "https://www.nice.org.uk/guidance/ng32",
    mark: "M",
    priority: "screening",
    needed: lonelinessDue,
    done: (person) => latestOn(person, "care-loneliness"),
    value: (person) => {
      const value = latestValue(person, "care-loneliness");
      return value === undefined ? undefined : `UCLA-3 ${value}`;
    },
    target: loneliness,
    action: { what: "Ask the three questions; offer a social prescriber", owners: ["VS"] },
    sets: ["care-loneliness"],
  },
];

export const MOOD_SETTINGS: Readonly<Record<string, Shipped>> = {
  "mind.mood-months": fromMemory("Months between asking about mood", 12, "NICE NG222 and CG91"),
  "mind.phq-9-points": fromMemory("PHQ-9 from which depression is likely", 10, "NICE CG91"),
  "mind.gds-15-points": fromMemory("GDS-15 from which depression is likely", 5, "Geriatric depression scale"),
  "mind.loneliness-months": proposed("Months between asking about loneliness", 12),
  "mind.loneliness-points": fromMemory("UCLA-3, of 3 to 9, from which somebody is lonely", 6, "UCLA three-item scale"),
};
