/**
 * The care that people of the borough have had, drawn last and from a stream of its own, so that nothing else changes
 * with it. Of those whom a piece of care is for, a share had it in time, some late, some said no, some never had it; one
 * hidden "engagement" a person decides a part of each. None of these shares knows deprivation: the foot checks that are
 * missed more often where people are poor (diabetes.ts) stay the one difference set in on purpose.
 */
import { addDiabetesServices } from "./care-diabetes";
import { type CareFor, careFor, frailtyTriggerAgo } from "./care-person";
import { addCare, addEntry, type Review } from "./care-record";
import { CARE_OF_OLDER_PEOPLE } from "./care-shares";
import { CARE_OF_CONDITIONS } from "./care-shares-conditions";
import { FRAILTY_SCALE } from "./care-shares-frailty";
import { addVaccines } from "./care-vaccines";
import type { Band } from "./frailty";
import type { Household } from "./household";
import type { Placed } from "./person-resources";
import { between, chance, pickIndex, type Random } from "./random";

export function addCareDone(placed: Placed, household: Household, asOf: string, random: Random): void {
  const who = careFor(placed, household, asOf, random);
  const review: Review = { who, review: between(random, 3, 330), random };
  addFrailtyScale(who, random);
  for (const care of CARE_OF_OLDER_PEOPLE) addCare(care, review);
  for (const care of CARE_OF_CONDITIONS) addCare(care, review);
  addPalliativeStage(who, random);
  addDiabetesServices(review);
  addVaccines(who, random);
}

/** Clinical Frailty Scale by the index's band; those who are not frail by it are somewhere from 2 to 4. */
const LEVEL: Record<Band, number> = { fit: 3, mild: 5, moderate: 6, severe: 7 };

/** After a fall, an admission or a move it is looked at anew. */
function addFrailtyScale(who: CareFor, random: Random): void {
  if (!FRAILTY_SCALE.who(who) || !chance(random, FRAILTY_SCALE.share)) return;
  const daysAgo = between(random, 1, Math.min(frailtyTriggerAgo(who) ?? 330, 330));
  const { band } = who;
  const level = LEVEL[band] + (band === "fit" ? between(random, -1, 1) : 0);
  addEntry(who, `cfs-${level}`, daysAgo);
  const older = who.frail && who.frail.daysAgo < daysAgo;
  if (band !== "fit" && !older) who.frail = { band, daysAgo };
}

/** Stages of the Gold Standards Framework, with the days of their reviews [P]. */
const STAGES = ["gsf-blue", "gsf-green", "gsf-yellow", "gsf-red"] as const;
const STAGE_SHARES = [62, 28, 8, 2];
const STAGE_DAYS = [58, 30, 7, 1];
const STAGED = 0.75;
const REVIEWED = 0.75;

function addPalliativeStage(who: CareFor, random: Random): void {
  if (!who.registers.has("palliative") || !chance(random, STAGED)) return;
  const stage = pickIndex(random, STAGE_SHARES);
  const last = who.diedDaysAgo + 1;
  const inTime = chance(random, REVIEWED);
  const days = STAGE_DAYS[stage] as number;
  addEntry(who, STAGES[stage] as string, last + (inTime ? between(random, 0, days) : between(random, days + 35, 300)));
  if (stage >= 2 && chance(random, 0.75)) addEntry(who, "care-anticipatory-medicines", last + between(random, 0, days));
}
