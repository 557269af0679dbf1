/**
 * The crisis page for crews: one self-contained HTML text, no script, nothing from elsewhere. Read in five seconds:
 * who, CPR, first act, number. Made when a plan is published; clock and viewer come in by slots.
 */
import { advanceDecisionSlot, attorneySlot } from "../domain/crisis-adrt";
import {
  limitsInWords,
  type PersonFacts,
  type Pointer,
  type PublishedPlan,
  STANDS_BY_ITSELF,
} from "../domain/crisis-plan";
import { besideOtherPlan, type Slot } from "../domain/crisis-signed";
import { cprSlot } from "../domain/crisis-slots";
import { dateInWords, londonDate, shortDate } from "../domain/dates";
import type { PlanDocument, Values } from "../domain/plan";
import { oldestCriticalLine } from "../domain/plan-freshness";
import { valueInWords } from "../domain/plan-in-words";
import { THEIR_WORDS } from "../domain/plan-readiness-told";
import { withoutRestricted } from "../domain/plan-restrictions";
import { inLaw, mayBeTold } from "../domain/plan-ring";
import { SECTIONS } from "../domain/plan-sections";
import { crisisFrame, recordFacts, whereTheyAre, whoItIs } from "./crisis-frame";
import {
  contactMarks,
  contestedContacts,
  emergencyOnlyMark,
  marksAbove,
  NOT_PUBLISHED,
  nothingHere,
  seeRing,
} from "./crisis-marks";
import { atHome, contingencyPlans, decisionsInFull } from "./crisis-more";
import { LEFT_OUT_FIRST, type Part, restInLine, wholePlan } from "./crisis-rest";
import { type Html, html } from "./html";
import { numberFor, telephone, withDesk } from "./numbers";
import { during, fromSlot, slot } from "./slots";

/**
 * The page of a live plan. Restricted items are left out; closed ones leave a word that something is there. What a crew
 * acts on is never left out for want of room: a plan that is full of nothing else makes a longer page.
 */
export function renderCrisisPage(published: PublishedPlan, person: PersonFacts): string {
  let left: readonly Part[] = [];
  for (;;) {
    const page = composePage(published, person, left);
    if (page.length <= LONGEST || left.length === LEFT_OUT_FIRST.length) return page;
    left = LEFT_OUT_FIRST.slice(0, left.length + 1);
  }
}

/** In characters: about 14 KB compressed, which one round trip carries. */
const LONGEST = 48_000;

function composePage(published: PublishedPlan, person: PersonFacts, left: readonly Part[]): string {
  const { plan, closedIn } = withoutRestricted(published.document, published.restrictions);
  const closed = closedIn.map((section) => SECTIONS[section].title.toLowerCase());
  return crisisFrame(html`<header>${whoItIs(person)}<p><span class="age">Oldest critical line ${oldest(plan, published)}</span></p>
<p class="quiet">Version ${published.version}, published ${shortDate(new Date(published.publishedAt))} by ${published.publishedByName}, ${published.publishedByRole}</p></header>
<main>${whereTheyAre(person)}${emergencyOnlyMark(published)}${marksAbove(published, plan)}${decisions(published, plan, person)}${goal(plan)}${doFirst(plan, published)}${criticalFacts(plan, person)}${usually(plan, published)}
${contingencyPlans(plan, published, left)}${decisionsInFull(plan, left)}${atHome(plan, person, published, left)}
${closed.length > 0 && html`<p>Something here is restricted (${closed.join(", ")}): ring the ${slot("desk")}.</p>`}
${wholePlan(plan, left)}
${slot("forms", person.personId)}
<p class="quiet">Opened by ${slot("viewer")}. The plan's lines stand as signed; facts marked “record” stand as the record has them. Rendition ${published.rendition}.</p></main>
${foot(plan, published, left)}`);
}

/** Of the lines that stand here: a restricted one would be named. */
function oldest(plan: PlanDocument, { confirmations }: PublishedPlan): Html {
  const line = oldestCriticalLine(plan, confirmations);
  return line ? html`${slot("age", line.since)} <span class="quiet">(${line.what})</span>` : html`age not known`;
}

function decisions({ signatures }: PublishedPlan, plan: PlanDocument, { bornOn }: PersonFacts): Html {
  const cpr = cprSlot(plan, { bornOn, signatures });
  const adrt = advanceDecisionSlot(plan, { bornOn, signatures });
  const lpa = attorneySlot(plan);
  const stands = (line: Slot) => html`<b>${line.headline}</b> ${withDesk(line.detail)}`;
  const limit = cpr.limit && html`<p class="limit"><b>${cpr.limit}</b></p>`;
  return html`<section class="box" aria-label="Decisions"><h2>${cpr.headline}</h2>${limit}${cpr.later?.map(fromSlot)}<p>${withDesk(cpr.detail)}</p><p>${stands(adrt)} · ${stands(lpa)}</p></section>`;
}

function goal(plan: PlanDocument): Html {
  const { goal, hospital, hospitalUnless } = plan.sections.escalation.fields;
  const { mattersInEmergency, balance } = plan.sections.understanding.fields;
  const words = goal || hospital ? html`${goal} ${hospital}` : "None recorded: usual practice.";
  const limit = hospitalUnless && html`<p class="limit"><b>Unless:</b> ${hospitalUnless}</p>`;
  const comes = balance && balance !== "unknown" && valueInWords("understanding", "balance", balance);
  const matters = [mattersInEmergency, comes].filter(Boolean).join(" · ");
  const theirs = mattersInEmergency && html` <span class="quiet">${THEIR_WORDS}</span>`;
  return html`<section class="part"><h2>Goal</h2><p>${words}</p>${limit}${matters && html`<p><b>Matters most:</b> ${matters}${theirs}</p>`}</section>`;
}

/** Those that the author put first; else the first. */
function doFirst(plan: PlanDocument, published: PublishedPlan): Html {
  const { emergencyOnly } = published;
  const contested = contestedContacts(published, plan);
  const { items } = plan.sections.contingency;
  const chosen = items.filter(({ onFront }) => onFront === "yes");
  const shown = chosen.length ? chosen : items.slice(0, 1);
  if (!shown.length)
    return html`<section class="part"><h2>Do first</h2><p>${emergencyOnly ? NOT_PUBLISHED : NO_FIRST_ACT}</p></section>`;
  const each = shown.map((item) => {
    const { call999, doNot, unless } = limitsInWords(item);
    const limit = html`${doNot && html`<b>Do not:</b> ${doNot} `}${unless && html`<b>Unless:</b> ${unless}`}`;
    return html`<p><b>${item.trigger}:</b> ${item.doFirst}</p>
${call999 && html`<p><b>999 if:</b> ${call999}</p>`}${limit.text && html`<p class="limit">${limit}</p>`}${item.ring && html`<p>Ring ${numberFor(plan, item.ring)}${seeRing(contested, item.ring)}</p>`}`;
  });
  return html`<section class="part"><h2>Do first</h2>${each}</section>`;
}

/** As elsewhere on the page: that there is none is never said, since it may be kept from the reader. */
const NO_FIRST_ACT = "Not shown or not recorded here: usual practice, and ask the desk.";

function criticalFacts(plan: PlanDocument, person: PersonFacts): Html {
  const { system } = plan.sections.elsewhere.fields;
  const authored = plan.sections.critical.items.map(
    ({ id, fact, instruction }) =>
      html`<li><b>${fact}:</b> ${instruction}${system && html` <span class="quiet">${besideOtherPlan(plan, `critical/${id}`)}.</span>`}</li>`,
  );
  return html`<section class="part"><h2>Critical</h2><ul>${authored}${recordFacts(person)}</ul></section>`;
}

function usually(plan: PlanDocument, { emergencyOnly }: PublishedPlan): Html {
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
  return html`<section class="part"><h2>Usually</h2><p>${words.join(" · ") || (emergencyOnly ? NOT_PUBLISHED : "Not recorded.")}</p></section>`;
}

/** Always in reach of a thumb: numbers, and how to get in. */
function foot(plan: PlanDocument, published: PublishedPlan, left: readonly Part[]): Html {
  const contested = contestedContacts(published, plan);
  const named = plan.sections.people.items.filter(mayBeTold).map(({ relation, ...one }) => ({
    ...one,
    role: one.role ?? relation,
    more: html`${contactMarks(contested, one)}${restInLine("people", { ...one, ...(one.role && { relation }) } as Values, left)}`,
  }));
  const lawful = inLaw(plan).map((one) => ({ ...one, more: false as const }));
  const numbers = [...named, ...lawful].map((one) =>
    during(one.until, html`<li>${one.name}${one.role && `, ${one.role}`}<br>${telephone(one)}${one.more}</li>`),
  );
  return html`<nav class="foot" aria-label="Ring and access"><details><summary>Ring</summary><div><ul>${numbers}</ul><p>No answer: ${slot("desk")}.</p></div></details>
<details><summary>Access</summary><div><p>${plan.sections.home.fields.access ?? nothingHere(published)}</p><p>${slot("access")}</p></div></details></nav>`;
}

/** The page of a plan that was taken back: no word of it stands. */
export function renderWithdrawnPage({ withdrawn, version, document }: PublishedPlan, person: PersonFacts): string {
  const { system } = document.sections.elsewhere.fields;
  const when = withdrawn ? `${dateInWords(londonDate(new Date(withdrawn.at)))} by ${withdrawn.byName}` : "";
  return crisisFrame(html`<header>${whoItIs(person)}</header><main>${whereTheyAre(person)}
<p class="alarm">The plan was WITHDRAWN ${when}. Do not rely on any copy of version ${version} or earlier.</p>${system && withdrawn?.pointer && html`<p class="alarm">${POINTED[withdrawn.pointer](system)}</p>`}
<section class="box" aria-label="Decisions"><h2>CPR: NONE RECORDED: usual practice</h2><p>An ADRT or a paper form may still exist: look for it, and ring the ${slot("desk")}.</p><p>${STANDS_BY_ITSELF}</p></section>
<section class="part"><h2>Critical</h2><ul>${recordFacts(person)}</ul></section>
<section class="part"><h2>Access</h2><p>${slot("access")}</p></section>
${slot("forms", `${person.personId} withdrawn`)}</main>`);
}

/** What a plan that was taken back said of another system. */
const POINTED: Record<Pointer, (system: string) => string> = {
  stays: (system) => `A plan is held by ${system}: follow that one.`,
  goes: (system) =>
    `It said that the emergency plan is in ${system}: that was taken back too. Verify before relying on a plan there.`,
};
