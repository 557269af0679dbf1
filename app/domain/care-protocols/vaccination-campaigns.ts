/**
 * Seasons and campaigns of vaccination in England, as their letters say: dated data, to be added to each year. A season
 * that no letter is here for is unknown, which is said; it is not "nobody is eligible".
 */
import type { CalendarDate } from "../calendar";
import type { Mark } from "../setting";

export type FluSeason = {
  name: string;
  /** Doses count from this day, whoever may have them yet. */
  from: CalendarDate;
  /** Adults may have them from this day. */
  adultsFrom: CalendarDate;
  /** Last day. */
  until: CalendarDate;
  source: string;
  mark: Mark;
};

export const FLU_SEASONS: readonly FluSeason[] = [
  {
    name: "2025 to 2026",
    from: "2025-09-01",
    adultsFrom: "2025-10-01",
    until: "2026-03-31",
    source: "national flu immunisation programme 2025 to 2026, letter; dates from memory",
    mark: "M",
  },
  {
    name: "2026 to 2027",
    from: "2026-09-01",
    adultsFrom: "2026-10-01",
    until: "2027-03-31",
    source: "national flu immunisation programme 2026 to 2027, letter of 26 February 2026",
    mark: "V",
  },
];

export type CovidCampaign = {
  name: string;
  from: CalendarDate;
  until: CalendarDate;
  /** Age from which everybody may have it; undefined where the letter was not read. */
  fromAge?: number;
  source: string;
  mark: Mark;
};

export const COVID_CAMPAIGNS: readonly CovidCampaign[] = [
  {
    name: "autumn and winter 2025",
    from: "2025-10-01",
    until: "2026-01-31",
    fromAge: 75,
    source: "three groups as in spring, read second-hand; dates from memory",
    mark: "2",
  },
  {
    name: "spring 2026",
    from: "2026-04-13",
    until: "2026-06-30",
    fromAge: 75,
    source: "UK Health Security Agency, spring 2026 campaign from 13 April; last day from memory",
    mark: "V",
  },
  {
    name: "autumn and winter 2026",
    from: "2026-10-01",
    until: "2027-01-31",
    source: "its groups could not be verified; dates proposed by Confer",
    mark: "P",
  },
];

/** RSV for older people: who may have it from which day on. */
export const RSV_PROGRAMME = [
  {
    from: "2024-09-01",
    fromAge: 75,
    toAge: 79,
    careHomes: false,
    source: "UK Health Security Agency 2024: 75 to 79; from memory",
    mark: "M",
  },
  {
    from: "2026-04-01",
    fromAge: 75,
    toAge: undefined,
    careHomes: true,
    source: "UK Health Security Agency, letter of 2 February 2026: all from 75, and care homes for older adults",
    mark: "V",
  },
] as const satisfies readonly { from: CalendarDate; source: string; mark: Mark; [more: string]: unknown }[];

/** Shingles with Shingrix: at 65 for those who turned 65 since it began, at 70, to the day before 80. */
export const SHINGLES_PROGRAMME = {
  began: "2023-09-01",
  /** From this day on for everybody of 18 and over who is severely immunosuppressed; before, from 50. */
  severelyImmunosuppressedFrom18: "2025-09-01",
  source: "UK Health Security Agency: shingles programme since 1 September 2023, and its annexe of July 2025",
  mark: "V",
} as const;

/** What runs on that day; the latest that began, or none. */
export function runningOn<T extends { from: CalendarDate; until: CalendarDate }>(
  campaigns: readonly T[],
  day: CalendarDate,
): T | undefined {
  return campaigns.find(({ from, until }) => from <= day && day <= until);
}
