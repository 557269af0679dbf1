/** STOPP version 3, sections A, F, H, I, J and L. Citation in stopp-start.ts. */
import { addSpan } from "../calendar";
import { DUPLICATED_CLASSES, substanceSet } from "../code-sets/medicine-substances";
import { daysSince } from "../feature";
import { latestPressure } from "./blood-pressure";
import { later } from "./circumstances";
import { isTaking, startedOn } from "./current-medicine";
import type { StoppStartRule } from "./stopp-start-rule";
import { all, any, had, has, hasAny, lacks, type Term, takes, takesFor } from "./stopp-start-terms";

const DUPLICATES = Object.entries(DUPLICATED_CLASSES).map(([words, substances]) => ({
  words,
  sets: substances.map((substance) => ({ substance, set: substanceSet(substance) })),
}));

/** Two different substances of one class at once; two strengths of one are none. */
const takesTwoOfAClass: Term = (person, context) => {
  for (const { words, sets } of DUPLICATES) {
    const taken = sets.filter(({ set }) => isTaking(person, set, context));
    if (taken.length < 2) continue;
    const on = taken.map(({ set }) => startedOn(person, set, context)).reduce(later, undefined);
    return { words: `${words}: ${taken.map(({ substance }) => substance).join(" and ")}`, on };
  }
  return false;
};

/** The latest pressure, of the last months that values count for. */
const severeHypertension: Term = (person, { asOf, setting }) => {
  const pressure = latestPressure(person);
  const months = setting("stopp-start.lab-months");
  if (!pressure || pressure.on < addSpan(asOf, { months: -months }))
    return { missing: `blood pressure of the last ${months} months` };
  const { systolic, diastolic, on } = pressure;
  return (systolic > 170 || diastolic > 100) && { words: `blood pressure ${systolic}/${diastolic}`, on };
};

const hypoglycaemias: Term = (person, { asOf, setting }) => {
  const days = daysSince(person, "finding-hypoglycaemia", addSpan(asOf, { months: -12 }));
  if (days < setting("stopp-start.hypoglycaemias")) return false;
  return { words: `hypoglycaemia on ${days} days in a year`, on: person.facts.get("finding-hypoglycaemia")?.latestOn };
};

const hadTshBelow10: Term = ({ facts }) => {
  const tsh = facts.get("tsh");
  if (tsh?.highest === undefined) return { missing: "thyroid stimulating hormone" };
  return tsh.highest < 10 && { words: `highest thyroid stimulating hormone ${tsh.highest}` };
};

export const STOPP_BODY: readonly StoppStartRule[] = [
  { id: "STOPP A3", wording: "Two medicines of one class at once", when: takesTwoOfAClass },
  {
    id: "STOPP F1",
    wording: "Metoclopramide or prochlorperazine in parkinsonism",
    when: all(takes("medicine-metoclopramide"), has("finding-parkinsonism")),
  },
  {
    id: "STOPP H1",
    wording: "NSAID not selective for COX-2 after a peptic ulcer, without a medicine that protects the stomach",
    when: all(takes("medicine-nsaid-not-cox2"), had("efi-peptic-ulcer"), lacks("medicine-ppi", "medicine-h2-blocker")),
  },
  {
    id: "STOPP H2",
    wording: "NSAID with blood pressure over 170 systolic or 100 diastolic",
    when: all(takes("medicine-nsaid"), severeHypertension),
  },
  {
    id: "STOPP H7",
    wording: "NSAID together with a corticosteroid",
    when: all(takes("medicine-nsaid"), takes("medicine-steroid")),
  },
  {
    id: "STOPP I5",
    wording: "Alpha-blocker other than silodosin with postural hypotension or syncope",
    when: all(takes("medicine-alpha-blocker"), any(has("finding-postural-hypotension"), had("finding-syncope"))),
  },
  {
    id: "STOPP J1",
    wording: "Long-acting sulfonylurea in type 2 diabetes",
    when: all(takes("medicine-sulfonylurea-long-acting"), has("diabetes-type-2")),
  },
  {
    id: "STOPP J2",
    wording: "Pioglitazone with heart failure",
    when: all(takes("medicine-pioglitazone"), has("condition-heart-failure")),
  },
  {
    id: "STOPP J3",
    wording: "Non-selective beta-blocker in diabetes with frequent hypoglycaemia",
    when: all(
      takes("medicine-beta-blocker-non-selective"),
      hasAny("diabetes-type-2", "diabetes-type-1", "diabetes-other"),
      hypoglycaemias,
    ),
  },
  {
    id: "STOPP J4",
    wording: "SGLT2 inhibitor with symptomatic low blood pressure",
    when: all(takes("medicine-sglt2"), has("finding-postural-hypotension")),
  },
  {
    id: "STOPP J9",
    wording: "Levothyroxine for subclinical hypothyroidism, thyroid stimulating hormone never 10 or over",
    when: all(takes("medicine-levothyroxine"), had("finding-subclinical-hypothyroidism"), hadTshBelow10),
  },
  {
    id: "STOPP L2",
    wording: "Opioid every day without a laxative",
    when: all(
      takesFor("medicine-opioid", ({ setting }) => setting("stopp-start.daily-days")),
      lacks("medicine-laxative"),
    ),
  },
];
