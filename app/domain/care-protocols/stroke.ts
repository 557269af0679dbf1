/**
 * After stroke or transient ischaemic attack: reviews at 6 weeks, 6 months and then yearly.
 * NICE NG236 and quality standard QS2 (intervals from memory); lipid targets second-hand from summaries of QOF 2024/25.
 * Blood pressure, on which NICE and the National Clinical Guideline for Stroke disagree, is HT1's with a setting.
 *
 * The clock starts with the first code or with a later emergency admission for stroke: a code that is entered again at
 * each review starts none. Parts of a review have no verified ids, so it is known by its own code.
 */
import { addSpan, type CalendarDate, daysBetween, type Span } from "../calendar";
import {
  type CarePerson,
  type CareProcess,
  type CareProtocol,
  type Context,
  isAtEndOfLife,
  type Need,
  type Target,
} from "../care-gap";
import { holds, latestOn } from "../feature";
import { emergencyAdmissions, frailFrom, fromMemory, later } from "./circumstances";
import { unlessAtEndOfLife } from "./routine";

function strokeOn(person: CarePerson): CalendarDate | undefined {
  const first = person.facts.get("condition-stroke")?.firstOn;
  const admission = emergencyAdmissions(person, first ?? "").find(({ reasons }) =>
    reasons.some((set) => set === "efi-stroke-tia" || set === "admission-stroke"),
  );
  return later(first, admission?.on);
}

/** A review up to four months after the stroke was its first; the next is due at six months, then each year; at the end of life, none. */
function needsReview(person: CarePerson, { setting }: Context): Need {
  if (!holds(person, "condition-stroke")) return false;
  const yearly: Span = { months: setting("stroke.yearly-months") };
  const since = strokeOn(person);
  if (!since) return { because: "Stroke or TIA, day unknown", ...unlessAtEndOfLife(person, yearly) };
  const reviewed = latestOn(person, "care-stroke-review");
  const second = addSpan(since, { months: setting("stroke.second-months") });
  const first = reviewed !== undefined && reviewed >= since && reviewed < addSpan(since, { months: 4 });
  return {
    because: "Stroke or TIA",
    since,
    within: { weeks: setting("stroke.first-weeks") },
    ...unlessAtEndOfLife(person, first ? { days: daysBetween(reviewed, second) } : yearly),
  };
}

/** mmol/L */
const LDL = 2.0;
const NON_HDL = 2.6;

function lipids({ facts }: CarePerson): { ldl?: number; nonHdl?: number } {
  const total = facts.get("cholesterol");
  const hdl = facts.get("hdl-cholesterol");
  const sameDay = total?.valueOn !== undefined && total.valueOn === hdl?.valueOn;
  return {
    ldl: facts.get("ldl-cholesterol")?.latest,
    nonHdl: sameDay ? Math.round((total!.latest! - hdl!.latest!) * 10) / 10 : undefined,
  };
}

function lipidTarget(person: CarePerson): Target | undefined {
  const { ldl, nonHdl } = lipids(person);
  if ((ldl === undefined && nonHdl === undefined) || frailFrom(person, "severe") || isAtEndOfLife(person))
    return undefined;
  const met = (ldl !== undefined && ldl <= LDL) || (nonHdl !== undefined && nonHdl <= NON_HDL);
  return { met, words: `LDL cholesterol ${LDL.toFixed(1)} or non-HDL cholesterol ${NON_HDL} mmol/L at most` };
}

const ST1: CareProcess = {
  id: "ST1",
  name: "Review after stroke or TIA",
  source: "NICE NG236 and QS2; lipids as in QOF 2024/25",
  link: "https://www.nice.org.uk/guidance/ng236",
  mark: "M",
  priority: "disease target",
  onlyWith: ["condition-stroke"],
  needed: needsReview,
  done: (person) => latestOn(person, "care-stroke-review"),
  value: (person) => {
    const { ldl, nonHdl } = lipids(person);
    if (ldl !== undefined) return `LDL cholesterol ${ldl} mmol/L`;
    return nonHdl === undefined ? undefined : `non-HDL cholesterol ${nonHdl} mmol/L`;
  },
  target: lipidTarget,
  action: {
    what: "Review function, mood, cognition, continence, swallowing, blood pressure, lipids, antithrombotic treatment and the carer",
    owners: ["PN", "GP"],
  },
  sets: ["care-stroke-review"],
};

export const STROKE_PROTOCOL: CareProtocol = {
  id: "stroke",
  name: "Stroke and transient ischaemic attack",
  version: "stroke/2",
  source: "NICE NG236, QS2",
  who: "people who had a stroke or TIA",
  settings: {
    "stroke.first-weeks": fromMemory("Weeks after a stroke within which it is first reviewed", 6, "NICE NG236"),
    "stroke.second-months": fromMemory("Months after a stroke at which it is reviewed again", 6, "NICE QS2"),
    "stroke.yearly-months": fromMemory("Months between later reviews", 12, "NICE QS2"),
  },
  processes: [ST1],
};
