/**
 * What stands above everything that a plan says: that two sources contradict each other (safety rule 6), and that only a
 * part of it is published. Neither side of a contradiction is chosen here.
 */
import type { PublishedPlan } from "../domain/crisis-plan";
import { shortDate } from "../domain/dates";
import { type PlanDocument, readUnit, unitOf } from "../domain/plan";
import type { ConflictSide, PlanConflict } from "../domain/plan-conflict";
import { type Html, html } from "./html";
import { withDesk } from "./numbers";

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
  `${words.replace(/[.;\s]+$/, "")} (${[source, on ? shortDate(on) : "no date", by].filter(Boolean).join(", ")})`;

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
