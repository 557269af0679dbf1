/** STOPP version 3, section D (mind and nerves), with I and M where they speak of it. Citation in stopp-start.ts. */
import { addSpan } from "../calendar";
import type { Context } from "../care-gap";
import { ANTICHOLINERGICS } from "../code-sets/anticholinergics";
import { substanceSet } from "../code-sets/medicine-substances";
import { latestOn } from "../feature";
import { later } from "./circumstances";
import { isTaking, startedOn } from "./current-medicine";
import type { StoppStartRule } from "./stopp-start-rule";
import {
  all,
  any,
  below,
  falls,
  has,
  hasAny,
  ifKnown,
  not,
  type Term,
  takes,
  takesAny,
  takesFor,
  value,
} from "./stopp-start-terms";

const DEMENTIA = "condition-dementia";

const weeks =
  (name: string) =>
  ({ setting }: Context) =>
    setting(name) * 7;

/** No review of medicines since so many weeks. */
const unreviewed =
  (name: string): Term =>
  (person, { asOf, setting }) => {
    const reviewed = later(latestOn(person, "care-medication-review"), latestOn(person, "care-antipsychotic-review"));
    const since = addSpan(asOf, { weeks: -setting(name) });
    return (reviewed === undefined || reviewed < since) && { words: `no medication review in ${setting(name)} weeks` };
  };

/** The definite ones of the list that the burden is counted by. */
const STRONG = ANTICHOLINERGICS.filter(({ score }) => score === 3).map(({ substance }) => ({
  substance,
  set: substanceSet(substance),
}));

const takesStrongAnticholinergics =
  (atLeast: number): Term =>
  (person, context) => {
    const taken = STRONG.filter(({ set }) => isTaking(person, set, context));
    if (taken.length < atLeast) return false;
    const on = taken.map(({ set }) => startedOn(person, set, context)).reduce(later, undefined);
    return { words: taken.map(({ substance }) => substance).join(" and "), on };
  };

export const STOPP_MIND: readonly StoppStartRule[] = [
  {
    id: "STOPP D1",
    wording: "Tricyclic antidepressant with a condition that it makes worse",
    when: all(
      takes("medicine-tricyclic"),
      any(
        hasAny(
          DEMENTIA,
          "finding-glaucoma-narrow-angle",
          "finding-heart-block",
          "finding-prostatism",
          "finding-constipation-chronic",
          "finding-urinary-retention",
          "finding-postural-hypotension",
        ),
        falls,
      ),
    ),
  },
  {
    id: "STOPP D5",
    wording: "Antipsychotic in dementia for over three months without a review; the dose is not known",
    when: all(
      has(DEMENTIA),
      not(has("condition-serious-mental-illness")),
      takesFor("medicine-antipsychotic", weeks("stopp-start.antipsychotic-review-weeks")),
      unreviewed("stopp-start.antipsychotic-review-weeks"),
    ),
  },
  {
    id: "STOPP D6",
    wording: "SSRI with sodium under 130",
    when: all(takes("medicine-ssri"), value("sodium", "sodium", below(130))),
  },
  {
    id: "STOPP D8",
    wording: "Benzodiazepine for four weeks or more without a gap",
    when: takesFor("medicine-benzodiazepine", 28),
  },
  {
    id: "STOPP D10",
    wording: "Benzodiazepine with insomnia for two weeks or more",
    when: all(takesFor("medicine-benzodiazepine", 14), has("finding-insomnia")),
  },
  {
    id: "STOPP D11",
    wording: "Z-drug for two weeks or more",
    when: takesFor("medicine-z-drug", 14),
  },
  {
    id: "STOPP D12",
    wording: "Antipsychotic other than clozapine or quetiapine in parkinsonism or dementia with Lewy bodies",
    when: all(takes("medicine-antipsychotic-parkinsonism"), has("finding-parkinsonism")),
  },
  {
    id: "STOPP D14",
    wording: "Strong anticholinergic in dementia or delirium",
    when: all(hasAny(DEMENTIA, "delirium"), takesStrongAnticholinergics(1)),
  },
  {
    id: "STOPP D15",
    wording: "Antipsychotic in dementia for over twelve weeks",
    when: all(
      has(DEMENTIA),
      not(has("condition-serious-mental-illness")),
      takesFor("medicine-antipsychotic", (context) => weeks("stopp-start.antipsychotic-dementia-weeks")(context) + 1),
    ),
  },
  {
    id: "STOPP D17",
    wording: "Acetylcholinesterase inhibitor with a pulse under 60, heart block or syncope",
    when: all(
      takes("medicine-acetylcholinesterase-inhibitor"),
      any(hasAny("finding-heart-block", "finding-syncope"), ifKnown(value("pulse", "pulse", below(60)))),
    ),
  },
  {
    id: "STOPP D18",
    wording: "Acetylcholinesterase inhibitor together with a medicine that slows the heart",
    when: all(
      takes("medicine-acetylcholinesterase-inhibitor"),
      takesAny("medicine-beta-blocker", "medicine-rate-limiting-calcium-blocker", "medicine-digoxin"),
    ),
  },
  {
    id: "STOPP D19",
    wording: "Memantine with epilepsy",
    when: all(takes("medicine-memantine"), has("condition-epilepsy")),
  },
  {
    id: "STOPP D24",
    wording: "First-generation antihistamine, where a newer one would do",
    when: takes("medicine-antihistamine-first-generation"),
  },
  {
    id: "STOPP D25",
    wording: "First-generation antihistamine with insomnia",
    when: all(takes("medicine-antihistamine-first-generation"), has("finding-insomnia")),
  },
  {
    id: "STOPP I1",
    wording: "Antimuscarinic for the bladder with dementia",
    when: all(takes("medicine-bladder-antimuscarinic"), has(DEMENTIA)),
  },
  {
    id: "STOPP M1",
    wording: "Two or more medicines with strong anticholinergic effects",
    when: takesStrongAnticholinergics(2),
  },
];
