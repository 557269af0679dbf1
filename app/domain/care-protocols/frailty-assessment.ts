/**
 * The whole assessment of a person and the plan that follows from it (FR4, FR5): from moderate frailty on at home, and
 * in care homes. NHS England, Proactive care (2023) and Enhanced Health in Care Homes, version 3 (2023).
 */
import type { CalendarDate } from "../calendar";
import type { CarePerson, CareProcess, Context, Need } from "../care-gap";
import { latestOn } from "../feature";
import type { Shipped } from "../setting";
import {
  CARE_HOME_SETS,
  careHomeAdmission,
  FRAIL_SETS,
  frailFrom,
  later,
  latestOfAny,
  livesInCareHome,
  proposed,
  sinceAll,
} from "./circumstances";

export const PROACTIVE =
  "NHS England, Proactive care: people living at home with moderate or severe frailty, December 2023";
const PROACTIVE_LINK =
  "https://www.england.nhs.uk/long-read/proactive-care-providing-care-and-support-for-people-living-at-home-with-moderate-or-severe-frailty";
/** Days within which a care home resident is assessed and has a plan: Enhanced Health in Care Homes, version 3 [V]. */
const CARE_HOME_WORKING_DAYS = 7;

const CGA_DOMAINS = [
  "care-cga-medical",
  "care-cga-mobility",
  "care-cga-function",
  "care-cga-psychological",
  "care-cga-social",
  "care-cga-environment",
  "care-cga-preferences",
] as const;

/** Care home residents by working days; at home from moderate frailty on, the severe sooner. */
function wholeAssessment(spans: { moderate: string; severe: string }) {
  return (person: CarePerson, { asOf, setting }: Context): Need => {
    const frail = frailFrom(person, "moderate");
    const careHome = livesInCareHome(person);
    if (!careHome && !frail) return false;
    const every = { months: setting(frail?.frailty === "severe" ? spans.severe : spans.moderate) };
    if (careHome) {
      const within = { workingDays: CARE_HOME_WORKING_DAYS };
      return { because: "Lives in a care home", since: careHomeAdmission(person, asOf), within, every };
    }
    const { words, on, frailty } = frail!;
    return { because: words, since: on, within: { weeks: setting(`frailty.cga-weeks-${frailty}`) }, every };
  };
}

/** All domains with a date; the Barthel index is of function. */
function assessedOn(person: CarePerson): CalendarDate | undefined {
  const domains = CGA_DOMAINS.map((set) =>
    set === "care-cga-function" ? latestOfAny(person, [set, "barthel"]) : latestOn(person, set),
  );
  return later(latestOn(person, "care-cga"), sinceAll(domains));
}

/** Plan, goals and coordinator as coded elsewhere, or the live plan here, which holds them. */
const plannedOn = (person: CarePerson): CalendarDate | undefined =>
  later(
    person.plan?.publishedOn,
    sinceAll(
      ["care-personalised-plan", "care-goals-agreed", "care-named-coordinator"].map((set) => latestOn(person, set)),
    ),
  );

export const ASSESSMENT_PROCESSES: readonly CareProcess[] = [
  {
    id: "FR4",
    name: "Comprehensive geriatric assessment",
    source: `${PROACTIVE}, core component 2; care homes: Enhanced Health in Care Homes, version 3, November 2023`,
    link: PROACTIVE_LINK,
    mark: "V",
    priority: "routine",
    onlyWith: [...FRAIL_SETS.moderate, ...CARE_HOME_SETS],
    needed: wholeAssessment({ moderate: "frailty.review-months", severe: "frailty.review-months" }),
    done: assessedOn,
    action: {
      what: "Assess all domains: medical, mobility, function, mind, social and carer, home, preferences",
      owners: ["CN", "TH", "GP", "GER"],
    },
    sets: ["care-cga", ...CGA_DOMAINS, "barthel"],
  },
  {
    id: "FR5",
    name: "Personalised care and support plan",
    source: `${PROACTIVE}, core components 3 to 5`,
    link: PROACTIVE_LINK,
    mark: "V",
    priority: "routine",
    onlyWith: [...FRAIL_SETS.moderate, ...CARE_HOME_SETS],
    needed: wholeAssessment({ moderate: "frailty.plan-months-moderate", severe: "frailty.plan-months-severe" }),
    done: plannedOn,
    action: { what: "Agree plan, goals and a named coordinator with the person", owners: ["CC", "GP", "CN"] },
    sets: ["care-personalised-plan", "care-goals-agreed", "care-named-coordinator"],
  },
];

export const ASSESSMENT_SETTINGS: Readonly<Record<string, Shipped>> = {
  "frailty.cga-weeks-moderate": proposed("Weeks to the whole assessment in moderate frailty", 12),
  "frailty.cga-weeks-severe": proposed("Weeks to the whole assessment in severe frailty", 8),
  "frailty.plan-months-moderate": proposed("Months between reviews of the plan in moderate frailty", 12),
  "frailty.plan-months-severe": proposed("Months between reviews of the plan in severe frailty", 6),
};
