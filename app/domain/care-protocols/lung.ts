/**
 * Chronic obstructive pulmonary disease: the review, and assessment for oxygen.
 * NICE NG115 (2018, updated 2019; intervals from memory). A rescue pack is five days (BMJ 2019;366:l4486).
 *
 * Not built from parts: Medical Research Council scale, COPD Assessment Test, inhaler technique and offer of pulmonary
 * rehabilitation have no id that could be verified, so a review is known by its code, not by its parts.
 */
import { addSpan, type CalendarDate } from "../calendar";
import type { CarePerson, CareProcess, CareProtocol, Context, Need } from "../care-gap";
import { holds, latestOn } from "../feature";
import { emergencyAdmissions, fromMemory, later, proposed } from "./circumstances";
import { unlessAtEndOfLife } from "./routine";

function needsReview(person: CarePerson, { asOf, setting }: Context): Need {
  if (!holds(person, "condition-copd")) return false;
  const fev1 = person.facts.get("fev1-percent")?.latest;
  const severe = fev1 !== undefined && fev1 < setting("lung.severe-fev1");
  const every = unlessAtEndOfLife(person, { months: severe ? setting("lung.severe-months") : 12 });
  const because = severe ? `COPD, FEV1 ${fev1}% of predicted` : "COPD";
  const since = exacerbatedOn(person, asOf);
  if (!since) return { because, ...every };
  return {
    because: `${because}, after an exacerbation`,
    since,
    within: { weeks: setting("lung.exacerbation-weeks") },
    ...every,
  };
}

/** Coded, or an emergency admission for it, in the year before. */
function exacerbatedOn(person: CarePerson, asOf: CalendarDate): CalendarDate | undefined {
  const yearAgo = addSpan(asOf, { months: -12 });
  const coded = latestOn(person, "finding-copd-exacerbation");
  const admission = emergencyAdmissions(person, yearAgo).find(({ reasons }) =>
    reasons.includes("finding-copd-exacerbation"),
  );
  return later(coded !== undefined && coded > yearAgo ? coded : undefined, admission?.until ?? admission?.on);
}

const saturation = (person: CarePerson): string | undefined => {
  const value = person.facts.get("oxygen-saturation")?.latest;
  return value === undefined ? undefined : `oxygen saturation ${value}%`;
};

const CP1: CareProcess = {
  id: "CP1",
  name: "COPD review",
  source: "NICE NG115",
  link: "https://www.nice.org.uk/guidance/ng115",
  mark: "M",
  priority: "routine",
  onlyWith: ["condition-copd"],
  needed: needsReview,
  done: (person) => latestOn(person, "care-copd-review"),
  value: saturation,
  action: {
    what: "Review breathlessness, exacerbations, FEV1, inhaler technique, smoking and oxygen saturation; offer pulmonary rehabilitation; written plan with a rescue pack of five days",
    owners: ["PN"],
  },
  sets: ["care-copd-review", "oxygen-saturation"],
};

function needsOxygenAssessment(person: CarePerson, { setting }: Context): Need {
  if (!holds(person, "condition-copd")) return false;
  const test = person.facts.get("oxygen-saturation");
  if (test?.latest === undefined || test.latest > setting("lung.oxygen-assess-at") || !test.valueOn) return false;
  return {
    because: `COPD, oxygen saturation ${test.latest}%`,
    since: test.valueOn,
    within: { weeks: setting("lung.oxygen-weeks") },
  };
}

const CP1_OXYGEN: CareProcess = {
  id: "CP1-oxygen",
  name: "Assessment for home oxygen",
  source: "NICE NG115",
  link: "https://www.nice.org.uk/guidance/ng115",
  mark: "M",
  priority: "routine",
  onlyWith: ["condition-copd"],
  needed: needsOxygenAssessment,
  done: (person) => latestOn(person, "care-oxygen-assessment"),
  value: saturation,
  action: { what: "Refer for oxygen assessment", owners: ["GP", "PN"] },
  sets: ["care-oxygen-assessment"],
};

export const LUNG_PROTOCOL: CareProtocol = {
  id: "lung",
  name: "Chronic obstructive pulmonary disease",
  version: "lung/2",
  source: "NICE NG115",
  who: "people with COPD",
  settings: {
    "lung.severe-fev1": fromMemory("FEV1 in % of predicted below which COPD is very severe", 30, "NICE NG115"),
    "lung.severe-months": fromMemory("Months between reviews of very severe COPD", 6, "NICE NG115"),
    "lung.exacerbation-weeks": proposed("Weeks after an exacerbation within which COPD is reviewed (2 to 4)", 4),
    "lung.oxygen-assess-at": fromMemory(
      "Oxygen saturation in % at or below which oxygen is assessed",
      92,
      "NICE NG115",
    ),
    "lung.oxygen-weeks": proposed("Weeks within which it is assessed", 6),
  },
  processes: [CP1, CP1_OXYGEN],
};
