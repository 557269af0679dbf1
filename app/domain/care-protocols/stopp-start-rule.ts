/**
 * One criterion as data, and the care process that it becomes. It fires "review", never "stop": it is open until
 * the medicines were gone through by these rules, or in a structured review, after what set it off had begun and from
 * the day on which the rule was switched on: an older review did not have it in view.
 */
import type { CarePerson, CareProcess, Context, Need, Priority } from "../care-gap";
import { latestOn } from "../feature";
import { later } from "./circumstances";
import type { Evidence, Term } from "./stopp-start-terms";

export type StoppStartRule = {
  /** As in the list: "STOPP K1". */
  id: string;
  /** In our own words. */
  wording: string;
  when: Term;
};

export const STOPP_START_AGE = 65;

/** "STOPP-K1", switched on by "treatment.STOPP-K1". */
export const processIdOf = ({ id }: Pick<StoppStartRule, "id">): string => id.replace(" ", "-");

const SETS = ["care-stopp-start-review", "care-structured-medication-review"] as const;

export function processOfRule(rule: StoppStartRule): CareProcess {
  const starts = rule.id.startsWith("START");
  const priority: Priority = starts ? "disease target" : "safety";
  return {
    id: processIdOf(rule),
    name: `${rule.id}: ${rule.wording}`,
    source: `${rule.id} version 3, O'Mahony D et al. Eur Geriatr Med 2023;14:625-632, CC BY 4.0`,
    link: "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC10447584/",
    mark: "V",
    priority,
    treatment: true,
    ...(starts && { stopsAtEndOfLife: true }),
    needed: (person, context) => needOf(rule.when, person, context),
    done: (person) => later(latestOn(person, SETS[0]), latestOn(person, SETS[1])),
    action: {
      what: starts ? "Review whether it should be offered" : "Review whether it is still right; keep it with a reason",
      owners: ["PH", "GP"],
    },
    sets: SETS,
  };
}

function needOf(when: Term, person: CarePerson, context: Context): Need {
  if (person.age !== undefined && person.age < STOPP_START_AGE) return false;
  const evidence: Evidence = when(person, context);
  if (evidence === false || "missing" in evidence) return evidence;
  if (person.age === undefined) return { missing: "date of birth" };
  const { setting, switchedOnSince } = context;
  const since = later(evidence.on, switchedOnSince);
  return {
    because: evidence.words,
    every: { months: setting("stopp-start.review-months") },
    ...(since && { since, within: { weeks: setting("stopp-start.review-weeks") } }),
  };
}
