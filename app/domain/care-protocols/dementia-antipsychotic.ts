/**
 * Antipsychotics in dementia: the part of the protocol of the mind that reads medicines. NICE NG97, Dementia (2018);
 * STOPP/START version 3, D5 and D15 (O'Mahony D et al. Eur Geriatr Med 2023;14:625, CC BY 4.0). Facts only, wording ours.
 *
 * The sources differ: review after 6 weeks (NG97), flag at 12 (STOPP D15) and beyond 3 months unchanged (D5). The review
 * falls due by the first and is out of target by the second; from then on CO4-stop asks to stop it, which drives
 * treatment and is off until signed.
 */
import { addDays, addSpan, type CalendarDate } from "../calendar";
import type { CarePerson, CareProcess, Context, Need } from "../care-gap";
import { holds, latestOn } from "../feature";
import type { Shipped } from "../setting";
import { fromMemory, later } from "./circumstances";
import { isTaking, startedOn } from "./current-medicine";

/** Six weeks from the start, and every six weeks while it goes on. */
function antipsychoticDue(person: CarePerson, { asOf, setting }: Context): Need {
  if (!holds(person, "condition-dementia") || !isTaking(person, "medicine-antipsychotic", asOf)) return false;
  const span = { weeks: setting("mind.antipsychotic-weeks") };
  const since = startedOn(person, "medicine-antipsychotic", asOf);
  return { because: "Dementia, and takes an antipsychotic", since, within: span, every: span };
}

/** The last day before it is flagged; unknown where neither a start nor a review is. */
function antipsychoticFlag(person: CarePerson, { asOf, setting }: Context): CalendarDate | undefined {
  const from = later(latestOn(person, "care-antipsychotic-review"), startedOn(person, "medicine-antipsychotic", asOf));
  return from && addSpan(from, { weeks: setting("mind.antipsychotic-flag-weeks") });
}

function antipsychoticTarget(person: CarePerson, context: Context) {
  const flag = antipsychoticFlag(person, context);
  if (flag === undefined) return undefined;
  const weeks = context.setting("mind.antipsychotic-flag-weeks");
  const met = context.asOf <= flag;
  return { met, words: met ? `Reviewed within ${weeks} weeks` : `${weeks} weeks without a review` };
}

function antipsychoticStopDue(person: CarePerson, context: Context): Need {
  if (!antipsychoticDue(person, context)) return false;
  const flag = antipsychoticFlag(person, context);
  if (flag === undefined || context.asOf <= flag) return false;
  const weeks = context.setting("mind.antipsychotic-flag-weeks");
  return {
    because: `Dementia, and ${weeks} weeks of an antipsychotic without a review`,
    since: addDays(flag, 1),
  };
}

export const ANTIPSYCHOTIC_PROCESSES: readonly CareProcess[] = [
  {
    id: "CO4",
    name: "Antipsychotic in dementia reviewed",
    source: "NICE NG97, Dementia, 2018; STOPP/START version 3, D5 and D15",
    link: "https://www.nice.org.uk/guidance/ng97",
    mark: "M",
    priority: "routine",
    onlyWith: ["condition-dementia"],
    needed: antipsychoticDue,
    done: (person) => latestOn(person, "care-antipsychotic-review"),
    target: antipsychoticTarget,
    action: { what: "Review the antipsychotic: is it still needed", owners: ["GP", "MH", "PH"] },
    sets: ["care-antipsychotic-review"],
  },
  {
    id: "CO4-stop",
    name: "Antipsychotic in dementia: stop it or say why not",
    source: "STOPP/START version 3, D5 and D15",
    mark: "V",
    priority: "safety",
    treatment: true,
    onlyWith: ["condition-dementia"],
    needed: antipsychoticStopDue,
    done: (person) => latestOn(person, "care-antipsychotic-review"),
    action: { what: "Stop the antipsychotic step by step, or record why it goes on", owners: ["GP", "MH", "PH"] },
    sets: ["care-antipsychotic-review"],
  },
];

export const ANTIPSYCHOTIC_SETTINGS: Readonly<Record<string, Shipped>> = {
  "mind.antipsychotic-weeks": fromMemory("Weeks between reviews of an antipsychotic in dementia", 6, "NICE NG97"),
  "mind.antipsychotic-flag-weeks": {
    words: "Weeks without a review from which an antipsychotic in dementia is flagged",
    value: 12,
    source: "STOPP/START version 3, D15 (D5: 3 months unchanged; NICE NG97: 6 weeks)",
    mark: "V",
  },
};
