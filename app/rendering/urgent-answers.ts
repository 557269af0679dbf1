/** The answer when Confer cannot tell: it never claims more than is known (safety rule 1). */
import { crisisFrame } from "./crisis-frame";
import { html } from "./html";
import { link } from "./numbers";

/** Sealed, dissenting, restricted, outage, weak match: the answer is the same, so that it tells nothing by itself. */
export function renderCannotTellPage(why: string, desk?: string): string {
  return crisisFrame(html`<main><h1>Cannot tell whether there is a plan</h1>
<p class="alarm">${why}</p>
<p>There may be a plan, a CPR recommendation or an ADRT that Confer cannot show now.</p>
<p><b>Ring the clinical desk${desk ? ": " : "."}</b>${desk && link(desk)} Look for paper in the home. Treat as usual until you know more.</p></main>`);
}
