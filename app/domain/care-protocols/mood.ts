/** Mood and loneliness: the part of the protocol of the mind that is asked, not examined. Sources stand in its header. */
import type { CalendarDate } from "../calendar";
import type { CarePerson, CareProcess, Context, Need } from "../care-gap";
import { holds, latestOn, latestValue } from "../feature";
import type { Shipped } from "../setting";
import {
  CONDITION_SETS,
  FRAIL_SETS,
  frailFrom,
  fromAge,
  fromMemory,
  hasConditions,
  isCarer,
  latestOfAny,
  monthsAgo,
  proposed,
  type Scored,
  scoresInWords,
  scoresOfLatestDay,
} from "./circumstances";

const MOOD_SETS = ["care-mood-asked", "care-phq-9", "care-gds-15", "care-cornell"];

/** Scales and questions of this protocol were made for adults. */
const ofAdults =
  (due: CareProcess["needed"]): CareProcess["needed"] =>
  (person, context) => {
    const need = due(person, context);
    return need && fromAge(person, context.setting("mind.adult-from-age"), () => need);
  };

function moodDue(person: CarePerson, { asOf, setting }: Context): Need {
  const every = { months: setting("mind.mood-months") };
  const frail = frailFrom(person, "mild");
  if (frail) return { because: frail.words, every };
  if (isCarer(person)) return { because: "Is a carer", every };
  const since = bereavedOn(person, asOf);
  if (since) return { because: "Bereaved", since, within: { weeks: setting("mind.bereaved-weeks") }, every };
  return hasConditions(person, 1) && { because: "Long-term condition", every };
}

const bereavedOn = (person: CarePerson, asOf: CalendarDate): CalendarDate | undefined => {
  const on = latestOn(person, "bereaved");
  return on !== undefined && on > monthsAgo(asOf, 12) ? on : undefined;
};

const MOOD_SCORES = [
  { set: "care-phq-9", name: "PHQ-9" },
  { set: "care-gds-15", name: "GDS-15" },
];
const CORNELL = { set: "care-cornell", name: "Cornell" };

const moodScores = (person: CarePerson): Scored[] =>
  scoresOfLatestDay(person, holds(person, "condition-dementia") ? [...MOOD_SCORES, CORNELL] : MOOD_SCORES);

/** The Cornell scale has no line here: beside it alone one cannot tell. */
function mood(person: CarePerson, { setting }: Context) {
  const scores = moodScores(person).filter(({ set }) => set !== CORNELL.set);
  if (!scores.length) return undefined;
  const met = scores.every(
    ({ set, value }) => value < setting(set === "care-phq-9" ? "mind.phq-9-points" : "mind.gds-15-points"),
  );
  return { met, words: met ? "Below the line for depression" : "Depression likely: offer treatment" };
}

function lonelinessDue(person: CarePerson, { asOf, setting }: Context): Need {
  const every = { months: setting("mind.loneliness-months") };
  if (holds(person, "lives-alone")) return { because: "Lives alone", every };
  if (holds(person, "housebound")) return { because: "Housebound", every };
  if (isCarer(person)) return { because: "Is a carer", every };
  const since = bereavedOn(person, asOf);
  return since ? { because: "Bereaved", since, within: { weeks: setting("mind.bereaved-weeks") }, every } : false;
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
    onlyWith: [...FRAIL_SETS.mild, ...CONDITION_SETS, "is-carer", "bereaved"],
    needed: ofAdults(moodDue),
    done: (person) =>
      latestOfAny(
        person,
        MOOD_SETS.filter((set) => set !== "care-cornell" || holds(person, "condition-dementia")),
      ),
    value: (person) => scoresInWords(moodScores(person)),
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
    stopsAtEndOfLife: true,
    onlyWith: ["lives-alone", "housebound", "is-carer", "bereaved"],
    needed: ofAdults(lonelinessDue),
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
  "mind.adult-from-age": proposed("Age from which people are asked about mood and loneliness", 18),
  "mind.bereaved-weeks": proposed("Weeks after a bereavement by which mood and loneliness are asked about", 8),
  "mind.mood-months": fromMemory("Months between asking about mood", 12, "NICE NG222 and CG91"),
  "mind.phq-9-points": fromMemory("PHQ-9 from which depression is likely", 10, "NICE CG91"),
  "mind.gds-15-points": fromMemory("GDS-15 from which depression is likely", 5, "Geriatric depression scale"),
  "mind.loneliness-months": proposed("Months between asking about loneliness", 12),
  "mind.loneliness-points": fromMemory("UCLA-3, of 3 to 9, from which somebody is lonely", 6, "UCLA three-item scale"),
};
