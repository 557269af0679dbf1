/** The answers of the point of contact that are not a plan. They never claim more than is known (safety rule 1). */
import type { PersonFacts } from "../domain/crisis-plan";
import { crisisFrame, recordFacts, whereTheyAre, whoItIs } from "./crisis-frame";
import { html } from "./html";
import { slot } from "./slots";

/** Confer holds no published plan: which other systems were asked, and which were not. */
export function renderNoPlanPage(person: PersonFacts, asked: readonly string[], notAsked: readonly string[]): string {
  return crisisFrame(html`<header>${whoItIs(person)}</header><main>${whereTheyAre(person)}
<p class="alarm">Confer holds no published plan for this person. That does not mean that there is none.</p>
<section class="box" aria-label="Decisions"><h2>CPR: NONE RECORDED: usual practice</h2><p>Look for a paper form, an ADRT and medicines in the home.</p></section>
<p>Other plan systems asked: ${asked.join(", ") || "none"}. Not asked: ${notAsked.join(", ") || "none"}.</p>
<section class="part"><h2>Critical</h2><ul>${recordFacts(person)}</ul></section>
<div class="forms"><form method="post" action="/urgent/people/${person.personId}/contact">${slot("contact")}<button>Record contact</button></form></div></main>`);
}

/** Sealed, dissenting, restricted, outage, weak match: the answer is the same, so that it tells nothing by itself. */
export function renderCannotTellPage(why: string, desk?: string): string {
  return crisisFrame(html`<main><h1>Cannot tell whether there is a plan</h1>
<p class="alarm">${why}</p>
<p>There may be a plan, a CPR recommendation or an ADRT that Confer cannot show now.</p>
<p><b>Ring the clinical desk${desk ? ": " : "."}</b>${desk && html`<a class="tel" href="tel:${desk.replace(/[^+\d]/g, "")}">${desk}</a>`} Look for paper in the home. Treat as usual until you know more.</p></main>`);
}
