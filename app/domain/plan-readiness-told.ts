/**
 * Limits in texts that tell other things. Crews read every one of them, so a limit there needs its “unless” as much as
 * one in its own place (safety rule 4). The person's own words are never refused: the page marks them as theirs, and
 * the decision that stands behind them is asked for.
 */
import type { Item, PlanDocument, Values } from "./plan";
import { fieldInWords } from "./plan-in-words";
import { type Lack, lack } from "./plan-readiness-lack";
import { limitsCare, setsLimit, tellsOfLimit } from "./plan-readiness-limits";
import { fieldsOf, type SectionId, sectionOf } from "./plan-sections";

/**
 * Sections that tell: neither those in which a limit has its own place or its own rule (handler, CPR, goal of care, ADRT,
 * contingency plans, the carer), nor the person's own words, nor papers about how the plan came about.
 */
const TELLING: readonly SectionId[] = [
  ...(["critical", "usual", "equipment", "people", "communication", "adjustments", "impairments"] as const),
  ...(["home", "palliative", "diabetesPlan", "supportPlans"] as const),
];

/** The person's own words: shown as such. `understanding.mattersInEmergency` is theirs too. */
export const OWN_WORDS: readonly SectionId[] = ["aboutMe", "preferences", "goals"];

/** What stands after them on a page for crews. */
export const THEIR_WORDS = "(the person’s words, not an instruction)";

const isWritten = (section: SectionId, name: string): boolean =>
  ["line", "text"].includes(fieldsOf(section)[name]?.kind ?? "");

/** Limits that stand where no “unless” can stand beside them. */
export function toldLacks(plan: PlanDocument): Lack[] {
  return TELLING.flatMap((section) => {
    const { fields, items } = plan.sections[section] as { fields: Values; items: readonly Item[] };
    const isField = sectionOf(section).unit === "field";
    const ofFields = Object.entries(fields).map(([name, words]) => ({ unit: `${section}.${name}`, name, words }));
    const ofItems = items.flatMap(({ id, ...values }) =>
      Object.entries(values).map(([name, words]) => ({ unit: `${section}/${id}`, name, words: words ?? "" })),
    );
    return [...(isField ? ofFields : []), ...ofItems]
      .filter(({ name, words }) => isWritten(section, name) && tellsOfLimit(words))
      .map(({ unit, name }) =>
        lack(
          unit,
          name,
          moveIt(
            section,
            name,
            items.find(({ id }) => unit.endsWith(`/${id}`)),
          ),
        ),
      );
  });
}

function moveIt(section: SectionId, name: string, item: Item | undefined): string {
  const called = section === "critical" ? (item as Values | undefined)?.fact : undefined;
  const where = called ? `“${called}”` : `“${sectionOf(section).title}: ${fieldInWords(section, name)}”`;
  return `Write the limit in ${where} as a contingency plan: there it has its “unless”`;
}

const ACTS = ["trigger", "name", "earlySigns", "call999", "ring", "coping", "equipment", "medicines"] as const;

/**
 * What holds care back needs the “unless”. Other things that are not to be done ("put anything into the mouth") may have
 * no exception: there it is enough to say what makes it an emergency.
 */
export function lacksUnless(item: Values): boolean {
  const { doFirst, doNot, unless, call999 } = item;
  if (unless) return false;
  if (limitsCare(doFirst) || limitsCare(doNot) || setsLimit(doNot && `Do not ${doNot}`)) return true;
  return ACTS.some((name) => tellsOfLimit(item[name])) || (Boolean(doNot) && !call999);
}

const CARER = ["signs", "ring", "needs", "medicines", "place"] as const;

export const carerLacksUnless = (carer: Values): boolean =>
  !carer.unless && (limitsCare(carer.doFirst) || CARER.some((name) => tellsOfLimit(carer[name])));

/** From which words the limit is read, where the field of the limit itself is empty. */
function readFrom(plan: PlanDocument): string {
  const { goal, hospital } = plan.sections.escalation.fields;
  if (hospital) return "";
  if (limitsCare(goal)) return `: it was read from the goal of care, “${goal}”`;
  const { understanding } = plan.sections.understanding.fields;
  return `: it was read from “${fieldsOf("understanding").understanding!.label}”, “${understanding}”`;
}

/** The goal of care, the understanding beside it, and the decision behind what the person says of it. */
export function goalLacks(plan: PlanDocument): Lack[] {
  const { goal, hospital, hospitalUnless } = plan.sections.escalation.fields;
  const { understanding, mattersInEmergency } = plan.sections.understanding.fields;
  const unless =
    (hospital || limitsCare(goal) || tellsOfLimit(understanding)) && !hospitalUnless
      ? [lack("escalation", "hospitalUnless", `Write the “unless” of the limit on hospital${readFrom(plan)}`)]
      : [];
  const decision =
    limitsCare(mattersInEmergency) && !goal && !hospital
      ? [
          lack(
            "escalation",
            "goal",
            "The person’s words hold care back: write the goal of care that was decided, also when it is usual treatment. Crews read their words as theirs, and not as an instruction",
          ),
        ]
      : [];
  return [...unless, ...decision];
}
