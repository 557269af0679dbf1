/**
 * CHA2DS2-VASc: stroke risk in atrial fibrillation. Lip GYH et al. Chest 2010;137:263-272. Free to use. Range 0-9.
 * Points from memory [M]: heart failure, hypertension, diabetes, vascular disease, age 65-74 and female sex 1 each; age
 * 75 and over, and stroke or TIA, 2 each. Vascular disease here is coronary or peripheral arterial disease; aortic
 * plaque is not coded apart. Sex alone is no reason to treat, so the category is of the points without it.
 */
import type { Answer, Reason } from "../answer";
import type { CarePerson } from "../care-gap";
import { hasDiabetes } from "../care-protocols/diabetes-register";
import { holds } from "../feature";

export const CHA2DS2_VASC_VERSION = "cha2ds2-vasc 2010/1";

/** Offer an anticoagulant from 2 points; consider it for men with 1 (NICE NG196, from memory). */
export type StrokeRisk = "low" | "consider" | "offer";

type Condition = { term: string; points: number; sets: readonly string[] };

const CONDITIONS: readonly Condition[] = [
  { term: "C: heart failure", points: 1, sets: ["condition-heart-failure"] },
  { term: "H: hypertension", points: 1, sets: ["condition-hypertension"] },
  { term: "S2: stroke or TIA", points: 2, sets: ["condition-stroke"] },
  {
    term: "V: vascular disease",
    points: 1,
    sets: ["condition-coronary-heart-disease", "condition-peripheral-arterial-disease"],
  },
];

export function scoreCha2ds2Vasc(person: Pick<CarePerson, "facts" | "sex" | "age">): Answer<StrokeRisk> {
  const because: Reason[] = CONDITIONS.flatMap(({ term, points, sets }) => {
    const held = sets.filter((set) => holds(person, set));
    return held.length ? [{ term, points, sets: held, on: person.facts.get(held[0]!)?.firstOn }] : [];
  });
  if (hasDiabetes(person))
    because.push({ term: "D: diabetes", points: 1, sets: ["diabetes-type-2", "diabetes-type-1"] });
  if (person.age !== undefined && person.age >= 65) because.push(pointsForAge(person.age));
  const withoutSex = total(because);
  if (person.sex === "female") because.push({ term: "Sc: female sex", points: 1 });
  const missing = [
    ...(person.age === undefined ? ["date of birth"] : []),
    ...(person.sex === "female" || person.sex === "male" ? [] : ["sex"]),
  ];
  const version = CHA2DS2_VASC_VERSION;
  if (missing.length) return { known: false, atLeast: total(because), missing, because, version };
  return { known: true, value: total(because), category: categoryOf(withoutSex, person.sex), because, version };
}

const pointsForAge = (age: number): Reason =>
  age >= 75 ? { term: "A2: age 75 and over", points: 2 } : { term: "A: age 65 to 74", points: 1 };

/** NICE counts the whole score: 2 of a woman with one other risk is "offer", 1 by sex alone is low. */
function categoryOf(withoutSex: number, sex: string): StrokeRisk {
  if (withoutSex + (sex === "female" ? 1 : 0) >= 2 && withoutSex >= 1) return "offer";
  return withoutSex === 1 ? "consider" : "low";
}

const total = (reasons: readonly Reason[]) => reasons.reduce((sum, { points }) => sum + points, 0);
