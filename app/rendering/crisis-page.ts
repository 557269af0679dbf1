/**
 * The crisis page for crews: one self-contained HTML text, no script, nothing from elsewhere. Read in five seconds:
 * who, CPR, first act, number. Made when a plan is published; clock and viewer come in by slots.
 */
import {
  advanceDecisionSlot,
  attorneySlot,
  cprSlot,
  type PersonFacts,
  type PublishedPlan,
  withoutLead,
} from "../domain/crisis-plan";
import { dateInWords, londonDate, shortDate } from "../domain/dates";
import type { PlanDocument } from "../domain/plan";
import { oldestCriticalLine } from "../domain/plan-freshness";
import { withoutRestricted } from "../domain/plan-restrictions";
import { SECTIONS } from "../domain/plan-sections";
import { crisisFrame, recordFacts, whereTheyAre, whoItIs } from "./crisis-frame";
import { atHome, contingencyPlans, wholePlan } from "./crisis-more";
import { type Html, html } from "./html";
import { numberFor, telephone, withDesk } from "./numbers";
import { slot } from "./slots";

/** The page of a live plan. Restricted items are left out; closed ones leave a word that something is there. */
export function renderCrisisPage(published: PublishedPlan, person: PersonFacts): string {
  const whole = composePage(published, person, wholePlan);
  return whole.length <= LONGEST ? whole : composePage(published, person, () => TOO_LONG);
}

/** In characters: about 14 KB compressed, which one round trip carries. */
const LONGEST = 48_000;
const TOO_LONG = html`<p>The rest of the plan is longer than this page holds: ring the practice for it.</p>`;

function composePage(published: PublishedPlan, person: PersonFacts, rest: (plan: PlanDocument) => Html): string {
  const { plan, closedIn } = withoutRestricted(published.document);
  const closed = closedIn.map((section) => SECTIONS[section].title.toLowerCase());
  return crisisFrame(html`<header>${whoItIs(person)}<p><span class="age">Oldest critical line ${oldest(plan, published)}</span></p>
<p class="quiet">Version ${published.version}, published ${shortDate(new Date(published.publishedAt))} by ${published.publishedByName}, ${published.publishedByRole}</p></header>
<main>${whereTheyAre(person)}${decisions(plan, person)}${goal(plan)}${doFirst(plan)}${criticalFacts(plan, person)}${usually(plan)}
${contingencyPlans(plan)}${atHome(plan, person)}
${closed.length > 0 && html`<p>Something here is restricted (${closed.join(", ")}): ring the ${slot("desk")}.</p>`}
${rest(plan)}
${slot("forms", person.personId)}
<p class="quiet">Opened by ${slot("viewer")}. The plan's lines stand as signed; facts marked “record” stand as the record has them. Rendition ${published.rendition}.</p></main>
${foot(plan)}`);
}

/** Of the lines that stand here: a restricted one would be named. */
function oldest(plan: PlanDocument, { confirmations }: PublishedPlan): Html {
  const line = oldestCriticalLine(plan, confirmations);
  return line ? html`${slot("age", line.since)} <span class="quiet">(${line.what})</span>` : html`age not known`;
}

function decisions(plan: PlanDocument, person: PersonFacts): Html {
  const cpr = cprSlot(plan);
  const adrt = advanceDecisionSlot(plan, person.bornOn);
  const lpa = attorneySlot(plan);
  const stands = (line: { headline: string; detail: string }) => html`<b>${line.headline}</b> ${withDesk(line.detail)}`;
  return html`<section class="box" aria-label="Decisions"><h2>${cpr.headline}</h2><p>${cpr.detail}</p><p>${stands(adrt)} · ${stands(lpa)}</p></section>`;
}

function goal(plan: PlanDocument): Html {
  const { goal, hospital, hospitalUnless } = plan.sections.escalation.fields;
  const words = goal || hospital ? html`${goal} ${hospital}` : "None recorded: usual practice.";
  const limit = hospitalUnless && html`<p class="limit"><b>Unless:</b> ${hospitalUnless}</p>`;
  return html`<section class="part"><h2>Goal</h2><p>${words}</p>${limit}</section>`;
}

/** Those that the author put first; else the first. */
function doFirst(plan: PlanDocument): Html {
  const { items } = plan.sections.contingency;
  const chosen = items.filter(({ onFront }) => onFront === "yes");
  const shown = chosen.length ? chosen : items.slice(0, 1);
  if (!shown.length)
    return html`<section class="part"><h2>Do first</h2><p>Nothing special recorded: usual practice.</p></section>`;
  const each = shown.map(
    ({ trigger, doFirst, doNot, unless, ring }) => html`<p><b>${trigger}:</b> ${doFirst}</p>
${doNot && html`<p class="limit"><b>Do not:</b> ${withoutLead("(?:do not|don['’]t)", doNot)} <b>Unless:</b> ${withoutLead("unless", unless)}</p>`}${ring && html`<p>Ring ${numberFor(plan, ring)}</p>`}`,
  );
  return html`<section class="part"><h2>Do first</h2>${each}</section>`;
}

function criticalFacts(plan: PlanDocument, person: PersonFacts): Html {
  const authored = plan.sections.critical.items.map(
    ({ fact, instruction }) => html`<li><b>${fact}:</b> ${instruction}</li>`,
  );
  return html`<section class="part"><h2>Critical</h2><ul>${authored}${recordFacts(person)}</ul></section>`;
}

function usually(plan: PlanDocument): Html {
  const { fields } = plan.sections.usual;
  const { oxygen, bloodPressure, glucose } = fields;
  const words = [
    fields.mobility,
    fields.speech,
    fields.cognition,
    oxygen,
    bloodPressure && `BP ${bloodPressure.replace(/^BP /i, "")}`,
    glucose && `glucose ${glucose.replace(/^glucose /i, "")}`,
    fields.other,
  ].filter(Boolean);
  return html`<section class="part"><h2>Usually</h2><p>${words.join(" · ") || "Not recorded."}</p></section>`;
}

/** Always in reach of a thumb: numbers, and how to get in. */
function foot(plan: PlanDocument): Html {
  const numbers = plan.sections.people.items.map(
    (one) => html`<li>${one.name}${one.role && `, ${one.role}`}<br>${telephone(one)}</li>`,
  );
  const { name = "", phone } = plan.sections.attorney.fields;
  const attorney = phone && html`<li>${name}, health attorney<br>${telephone({ name, phone })}</li>`;
  return html`<nav class="foot" aria-label="Ring and access"><details><summary>Ring</summary><div><ul>${numbers}${attorney}</ul><p>No answer: ${slot("desk")}.</p></div></details>
<details><summary>Access</summary><div><p>${plan.sections.home.fields.access ?? "Nothing recorded about arriving."}</p><p>${slot("access")}</p></div></details></nav>`;
}

/** The page of a plan that was taken back: no word of it stands. */
export function renderWithdrawnPage({ withdrawn, version }: PublishedPlan, person: PersonFacts): string {
  const when = withdrawn ? `${dateInWords(londonDate(new Date(withdrawn.at)))} by ${withdrawn.byName}` : "";
  return crisisFrame(html`<header>${whoItIs(person)}</header><main>${whereTheyAre(person)}
<p class="alarm">The plan was WITHDRAWN ${when}. Do not rely on any copy of version ${version} or earlier.</p>
<section class="box" aria-label="Decisions"><h2>CPR: NONE RECORDED: usual practice</h2><p>An ADRT or a paper form may still exist: look for it, and ring the ${slot("desk")}.</p></section>
<section class="part"><h2>Critical</h2><ul>${recordFacts(person)}</ul></section>
${slot("forms", `${person.personId} withdrawn`)}</main>`);
}
