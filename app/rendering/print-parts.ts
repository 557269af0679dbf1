/** What the professional's and the crew's copies have in common: decisions, numbers and ages as paper can hold them. */
import type { CalendarDate } from "../domain/calendar";
import {
  advanceDecisionSlot,
  attorneySlot,
  cprSlot,
  type PersonFacts,
  type PublishedPlan,
} from "../domain/crisis-plan";
import type { Slot } from "../domain/crisis-signed";
import { dateInWords, londonDate, momentInWords, shortDate } from "../domain/dates";
import { phoneInWords } from "../domain/phone-number";
import type { PlanDocument } from "../domain/plan";
import { oldestCriticalLine } from "../domain/plan-freshness";
import { withoutRestricted } from "../domain/plan-restrictions";
import { isDesk, leadsToUntold, namedBy } from "../domain/plan-ring";
import { recordFacts, whereTheyAre } from "./crisis-frame";
import { conflictMarks, EMERGENCY_ONLY } from "./crisis-marks";
import { type Html, html } from "./html";
import { whoIsMeant } from "./print-frame";

/** As it is printed: without what is restricted. */
export const printedPlan = ({ document, restrictions }: PublishedPlan): PlanDocument =>
  withoutRestricted(document, restrictions).plan;

type Live = { published: PublishedPlan; person: PersonFacts; at: Date };

/** Who, where they are, of what age the copy is: the head of a copy for staff. */
export function staffHead({ published, person, at }: Live, plan: PlanDocument): Html {
  const oldest = oldestCriticalLine(plan, published.confirmations);
  const { version, publishedAt, publishedByName, publishedByRole, emergencyOnly } = published;
  return html`${whoIsMeant({ person })}<p>${person.address ?? "address not known"} · ${person.practice ?? "practice not known"}</p>${whereTheyAre(person)}
<p><b>Copy of version ${version}, printed ${momentInWords(at)}: CPR and escalation are NOT CONFIRMED by paper. Check Confer or ring the clinical desk for a newer version.</b> Published ${shortDate(new Date(publishedAt))} by ${publishedByName}, ${publishedByRole}. Oldest critical line: ${
    oldest ? `${dateInWords(oldest.since)} (${oldest.what})` : "age not known"
  }.</p>${emergencyOnly && html`<p class="alarm">${EMERGENCY_ONLY}</p>`}${conflictMarks(published, plan, onPaper)}`;
}

const onPaper = (words: string): string => words;

/** The three fixed slots; what begins to hold on a later day stands with its day, since paper stays. */
export function decisions({ published, person, at }: Live, plan: PlanDocument): Html {
  const facts = { bornOn: person.bornOn, signatures: published.signatures };
  const cpr = cprSlot(plan, facts);
  const stands = (slot: Slot) => html`<p><b>${slot.headline}</b> ${slot.detail} ${laterOf(slot, at)}</p>`;
  return html`<section class="box"><h2>${cpr.headline}</h2>${cpr.limit && html`<p><b>${cpr.limit}</b></p>`}<p>${cpr.detail} ${laterOf(cpr, at)}</p>${stands(advanceDecisionSlot(plan, facts))}${stands(attorneySlot(plan))}</section>`;
}

const laterOf = ({ later = [] }: Slot, at: Date): string =>
  later.map(({ from, says }) => (from <= londonDate(at) ? says : `From ${dateInWords(from)}: ${says}`)).join(" ");

export const factsOfRecord = (person: PersonFacts): Html => html`<ul>${recordFacts(person)}</ul>`;

/** Whom to ring, with the number of whoever bears the whole name. */
export function ringOnPaper(plan: PlanDocument, ring: string, today: CalendarDate): string {
  if (leadsToUntold(plan, ring)) return "";
  if (isDesk(ring)) return "the clinical desk of your service";
  const found = namedBy(plan, ring, today);
  return found.length ? `${ring} ${found.map(numberOnPaper).join(", or ")}` : ring;
}

export const numberOnPaper = ({
  phone,
  hours,
  lastAnswered,
  until,
}: {
  phone?: string;
  hours?: string;
  lastAnswered?: string;
  until?: string;
}) =>
  phone
    ? `${phoneInWords(phone)} (${hours ?? "hours not known"}, ${lastAnswered ? `last answered ${shortDate(lastAnswered)}` : "never checked"}${until ? `, only until ${shortDate(until)}` : ""})`
    : "no number";
