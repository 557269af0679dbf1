/**
 * Anticholinergic burden: the scores of all anticholinergic drugs that somebody takes, added up.
 * Boustani M et al. Aging Health 2008;4:311-320. Three and over is clinically relevant [M]. The published lists of drugs
 * have no licence and disagree, so the list used is named with every answer: it is Confer's own and short, and a drug
 * that is not in it adds nothing.
 */
import type { Answer, Reason } from "../answer";
import type { CalendarDate } from "../calendar";
import { isTaking } from "../care-protocols/current-medicine";
import { ANTICHOLINERGIC_LIST, ANTICHOLINERGICS } from "../code-sets/anticholinergics";
import { substanceSet } from "../code-sets/medicine-substances";
import type { Features } from "../feature";

export const ANTICHOLINERGIC_BURDEN_VERSION = `acb-own ${ANTICHOLINERGIC_LIST.version}/1`;

/** [M], ascribed to Boustani 2008; not read there. */
export const RELEVANT_BURDEN = 3;

export type AnticholinergicBurden = "not relevant" | "clinically relevant";

const DRUGS = ANTICHOLINERGICS.map(({ substance, score }) => ({
  term: `${substance[0]!.toUpperCase()}${substance.slice(1)}`,
  points: score,
  set: substanceSet(substance),
}));

/** Each drug counts once, whatever its dose, form or number of products. */
export function scoreAnticholinergicBurden(
  person: Pick<Features, "facts" | "medicines">,
  asOf: CalendarDate,
): Answer<AnticholinergicBurden> {
  const because: Reason[] = DRUGS.filter(({ set }) => isTaking(person, set, asOf))
    .map(({ term, points, set }) => ({
      term,
      points,
      on: person.facts.get(set)?.latestOn,
      sets: [set],
      modifiable: true as const,
    }))
    .sort((a, b) => b.points - a.points);
  const value = because.reduce((sum, { points }) => sum + points, 0);
  const shared = {
    because,
    asOf,
    version: ANTICHOLINERGIC_BURDEN_VERSION,
    caveats: [`list used: ${ANTICHOLINERGIC_LIST.name}`, "lists disagree; scores from memory, not signed"],
  };
  if (person.medicines === undefined) return { known: false, atLeast: value, missing: ["medicines"], ...shared };
  return { known: true, value, category: value >= RELEVANT_BURDEN ? "clinically relevant" : "not relevant", ...shared };
}
