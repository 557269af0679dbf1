/**
 * What stands above everything that a plan says: that two sources contradict each other (safety rule 6), and that only a
 * part of it is published. Neither side of a contradiction is chosen here.
 */
import type { PublishedPlan } from "../domain/crisis-plan";
import { shortDate } from "../domain/dates";
import { numbersInWords } from "../domain/phone-number";
import { type PlanDocument, readUnit, unitOf } from "../domain/plan";
import type { ConflictSide, PlanConflict } from "../domain/plan-conflict";
import { leadsTo, mayBeTold } from "../domain/plan-ring";
import { type Html, html } from "./html";
import { linked, withDesk } from "./numbers";

export const EMERGENCY_ONLY = "Only the emergency part is published; no more is known here.";

/**
 * Those that a crew is told of. One that names a restricted line would tell what it says: it is left out, as the line
 * is. `plan`: what crews see of it.
 */
export function conflictsToShow({ conflicts = [], document }: PublishedPlan, plan: PlanDocument): PlanConflict[] {
  const stands = ({ unit }: ConflictSide) =>
    !unit || !unitOf(unit) || readUnit(plan, unit) !== null || readUnit(document, unit) === null;
  return conflicts.filter(({ danger, sides }) => danger !== "asks" && sides.every(stands));
}

/** Kinds that are of a contact alone: who is rung, or under which number. */
export const OF_NUMBERS: readonly string[] = ["carer_number", "carer_ended"];

type Ring = PlanDocument["sections"]["people"]["items"][number];
export type Contested = { ring: Ring; conflict: PlanConflict };

/**
 * Contradictions of contacts that stand among those to ring: told there and at each line that sends to them, so that CPR
 * is not pushed down the page. All others stand above everything.
 */
export function contestedContacts(published: PublishedPlan, plan: PlanDocument): Contested[] {
  const told = plan.sections.people.items.filter(mayBeTold);
  return conflictsToShow(published, plan).flatMap((conflict) => {
    const ring = told.find(({ id }) => conflict.sides.some(({ unit }) => unit === `people/${id}`));
    return ring && OF_NUMBERS.includes(conflict.kind) ? [{ ring, conflict }] : [];
  });
}

/** Above the decisions on the page of crews: what is not told at a contact. */
export function marksAbove(published: PublishedPlan, plan: PlanDocument): Html {
  const below = new Set(contestedContacts(published, plan).map(({ conflict }) => conflict.id));
  const conflicts = (published.conflicts ?? []).filter(({ id }) => !below.has(id));
  return conflictMarks({ ...published, conflicts }, plan);
}

/** At a contact, with each number to dial: neither is chosen. */
export const contactMarks = (contested: readonly Contested[], { id }: { id: string }): Html =>
  html`${contested
    .filter(({ ring }) => ring.id === id)
    .map(
      ({ conflict }) =>
        html`<br><b>RECORDED DIFFERENTLY:</b> ${conflict.sides.map((side, index) => html`${index > 0 && "; "}${linked(sideInWords(side))}`)}. ${conflict.kind === "carer_number" ? "Ring both." : "Verify."}`,
    )}`;

/** Beside a line that sends to such a contact. */
export const seeRing = (contested: readonly Contested[], words: string): Html | false =>
  contested.some(({ ring }) => leadsTo(ring, words)) && html` <b>RECORDED DIFFERENTLY: see Ring.</b>`;

/**
 * "RECORDED DIFFERENTLY: words (plan, 3 May 2026, Dr Amir Khan); words (record, 2 Feb 2026)." `verify`: what to do then;
 * a page that is sent fills the number of the desk in, paper has none.
 */
export function conflictMarks(
  published: PublishedPlan,
  plan: PlanDocument,
  verify: (words: string) => Html | string = withDesk,
): Html {
  const each = conflictsToShow(published, plan).map(
    ({ sides }) =>
      html`<p class="alarm">RECORDED DIFFERENTLY: ${sides.map(sideInWords).join("; ")}. ${verify("Verify, or ring the clinical desk.")}</p>`,
  );
  return html`${each}`;
}

const sideInWords = ({ words, source, on, by }: ConflictSide): string =>
  `${numbersInWords(words.replace(/[.;\s]+$/, ""))} (${[source, on ? shortDate(on) : "no date", by].filter(Boolean).join(", ")})`;

/** Of a section that no whole plan has yet: that nothing stands there says nothing. */
export const NOT_PUBLISHED = "Not published yet: not known here.";

/**
 * Where nothing stands: the same words whether something is kept from the reader or was never written, so that neither
 * is told, and nobody reads "none" (safety rules 1 and 13).
 */
export const NOT_SHOWN = "Not shown or not recorded here: ask the desk.";

export const nothingHere = ({ emergencyOnly }: Pick<PublishedPlan, "emergencyOnly">): string =>
  emergencyOnly ? NOT_PUBLISHED : NOT_SHOWN;

export const emergencyOnlyMark = ({ emergencyOnly }: PublishedPlan): Html | null =>
  emergencyOnly ? html`<p class="alarm">${EMERGENCY_ONLY}</p>` : null;
