/** The professional's copy: the whole plan with who wrote each part and when, but for what is restricted. */
import { ON_CRISIS_PAGE } from "../domain/crisis-plan";
import { dateInWords, londonDate } from "../domain/dates";
import type { Item, PlanDocument, Values } from "../domain/plan";
import { ageOfSection } from "../domain/plan-freshness";
import { valueInWords } from "../domain/plan-in-words";
import { isStill } from "../domain/plan-ring";
import { fieldsOf, SECTION_IDS, type SectionId, sectionOf } from "../domain/plan-sections";
import { type Html, html } from "./html";
import { nothingToPrint, type Printed, type PrintOptions, printFrame } from "./print-frame";
import { decisions, factsOfRecord, printedPlan, staffHead } from "./print-parts";

const TITLE = "Care plan: professional’s copy";

export function renderProfessionalPrint(printed: Printed, options: PrintOptions): string {
  const { published, person, at } = printed;
  if (published?.status !== "live") return nothingToPrint(TITLE, printed, options);
  const plan = printedPlan(published);
  const live = { published, person, at };
  const order = [...ON_CRISIS_PAGE, ...SECTION_IDS.filter((id) => !ON_CRISIS_PAGE.includes(id))];
  return printFrame({
    ...options,
    title: TITLE,
    size: "close",
    printed,
    body: html`<h1>Care plan</h1>${staffHead(live, plan)}${decisions(live, plan)}<section><h2>From the record</h2>${factsOfRecord(person)}</section>${order.map((id) => sectionOnPaper(plan, id, live))}`,
  });
}

function sectionOnPaper(plan: PlanDocument, id: SectionId, { published, at }: Printed): Html | null {
  const { fields, items: written } = plan.sections[id] as { fields: Values; items: readonly Item[] };
  const items = id === "people" ? written.filter((one: Values) => isStill(one, londonDate(at))) : written;
  if (!items.length && !Object.keys(fields).length) return null;
  const age = ageOfSection(plan, id, published?.confirmations ?? []);
  const since = age && `${age.confirmed ? "confirmed" : "written"} ${dateInWords(age.since)} by ${age.byName}`;
  const { title, item: itemName } = sectionOf(id);
  const own = id === "aboutMe" ? "The person’s own words; " : "";
  return html`<section><h2>${title}</h2>${since && html`<p class="quiet">${own}${items.length ? "oldest line " : ""}${since}</p>`}${terms(linesOf(id, fields))}${items.map(
    (item, index) => {
      const [[, name = ""] = [], ...lines] = linesOf(id, item);
      return html`<div class="block"><h3>${name || `${itemName} ${index + 1}`}</h3>${terms(lines)}</div>`;
    },
  )}</section>`;
}

const terms = (lines: readonly [string, string][]): Html | false =>
  lines.length > 0 &&
  html`<dl>${lines.map(([label, words]) => html`<div><dt>${label}</dt><dd>${words}</dd></div>`)}</dl>`;

/** What an author wrote; ids and other things that the server keeps are not for paper. */
const linesOf = (id: SectionId, values: Values): [string, string][] =>
  Object.entries(fieldsOf(id))
    .filter(([name, { kind, silent }]) => values[name] && kind !== "owner" && name !== "restriction" && !silent)
    .map(([name, { label }]) => [label.replace(/[?:]$/, ""), valueInWords(id, name, values[name]!)]);
