/**
 * Which fields the crisis page sets out by hand, and the rest of each section: every field that is written reaches the
 * crew, or stands below with the reason why not (tests/rendering/crisis-fields.test.ts).
 */
import { ON_CRISIS_PAGE } from "../domain/crisis-plan";
import type { PlanDocument, Values } from "../domain/plan";
import { valueInWords } from "../domain/plan-in-words";
import { OWN_WORDS, THEIR_WORDS } from "../domain/plan-readiness-told";
import { SECTION_IDS, type SectionId, sectionOf, shownFieldsOf } from "../domain/plan-sections";
import { type Html, html } from "./html";

export const fold = (summary: string, content: Html) =>
  html`<details><summary>${summary}</summary><div>${content}</div></details>`;

export const terms = (pairs: readonly (readonly [string, Html | string | undefined])[]): Html =>
  html`<dl>${pairs.map(([term, words]) => words && html`<dt>${term}</dt><dd>${words}</dd>`)}</dl>`;

// ── What is left out when there is no room ────────────────────────────────────────────────────────────────

/** What may be left out: whole sections, or parts of what the page sets out. */
export type Part = SectionId | "details" | "signs";

/**
 * One after the other when the page grows too long: what crews act on least comes first. First acts, limits, whom to
 * ring, decisions, critical facts and what equipment needs always stay.
 */
export const LEFT_OUT_FIRST: readonly Part[] = [
  "documents",
  "supportPlans",
  "formulation",
  "actions",
  "goals",
  "strengths",
  "needs",
  "agreement",
  "review",
  "adjustments",
  "impairments",
  "diabetesPlan",
  "palliative",
  "preferences",
  "aboutMe",
  "details",
  "involvement",
  "capacity",
  "signs",
];

const PARTS: Record<Exclude<Part, SectionId>, string> = {
  details: "further details of plans, people and equipment",
  signs: "early signs and what helps, of the plans under If … then …",
};

const isSection = (part: Part): part is SectionId => !Object.hasOwn(PARTS, part);
const nameOf = (part: Part): string => (isSection(part) ? sectionOf(part).title : PARTS[part]);

// ── Fields ────────────────────────────────────────────────────────────────────────────────────────────────

/** Fields that never stand here, and why. */
export const NOT_HERE: Readonly<Record<string, string>> = {
  "funding.source": "Who pays is nobody's business in an emergency",
  "funding.detail": "Who pays is nobody's business in an emergency",
  "funding.on": "Who pays is nobody's business in an emergency",
  "palliative.funding": "Who pays is nobody's business in an emergency",
  "palliative.prognosis": "Told by somebody who knows what was said of it",
  "palliative.prognosisTold": "Told by somebody who knows what was said of it",
  "attorney.property": "Decides on money, never on care",
  "attorney.propertyPhone": "Decides on money, never on care",
  "attorney.propertyLocation": "Decides on money, never on care",
  "contingency.onFront": "Says where on the page the plan stands",
  "critical.kind": "Sorts entries: the fact beside it says it in words",
  "equipment.kind": "Sorts entries: the name beside it says it in words",
  "people.kind": "Sorts entries: role and relation say it in words",
};

/** Fields that the page sets out by hand, of sections whose rest stands beside them. */
const BY_HAND: Partial<Record<SectionId, readonly string[]>> = {
  contingency: [
    ...["trigger", "earlySigns", "doFirst", "call999", "doNot", "unless", "ring", "coping"],
    ...["medicines", "medicinesKept", "onFront"],
  ],
  people: ["name", "role", "phone", "hours", "lastAnswered", "carer", "doNotTell", "until"],
  equipment: ["what", "device", "where", "power", "ifItFails", "supplier", "phone"],
  communication: ["language", "interpreter", "hearing", "sight", "adjustments"],
  home: ["access", "livingWith", "dependants", "equipment", "medicines", "staffSafety"],
  cpr: [
    ...["decision", "modification", "decidedOn", "decidedBy", "decidedByRole", "capacity", "involvement", "involved"],
    ...["notDiscussedBecause", "discussBy", "formLocation", "letter", "personAware", "carerAware", "reviewOn"],
  ],
  elsewhere: ["system", "dated", "link", "what", "checkedOn"],
  attorney: [
    ...["lpa", "name", "phone", "registered", "lifeSustaining", "jointly", "second", "secondPhone"],
    ...["deputy", "deputyPhone"],
  ],
};

/** A section's fields that are written, by label. */
export function lines(id: SectionId, values: Values): [string, string][] {
  return shownFieldsOf(id)
    .filter(([name]) => values[name] && !Object.hasOwn(NOT_HERE, `${id}.${name}`))
    .map(([name, { label }]) => [label.replace(/\?$/, ""), valueInWords(id, name, values[name]!)]);
}

/** Those that the page does not set out by hand; none once details are left out. */
export function rest(id: SectionId, values: Values, left: readonly Part[] = []): [string, string][] {
  if (left.includes("details")) return [];
  const others = Object.entries(values).filter(([name]) => !BY_HAND[id]?.includes(name));
  return lines(id, Object.fromEntries(others) as Values);
}

/** "Organisation: St Ann’s · Next of kin: Yes", after a line of its own. */
export function restInLine(id: SectionId, values: Values, left: readonly Part[]): Html | false {
  const words = rest(id, values, left).map((line) => line.join(": "));
  return words.length > 0 && html`<br><span class="quiet">${words.join(" · ")}</span>`;
}

export const inOneLine = (id: SectionId, values: Values): string =>
  lines(id, values)
    .map(([, words]) => words)
    .join(" · ");

// ── The whole plan ────────────────────────────────────────────────────────────────────────────────────────

/** More is never left out: the page grows longer than one round trip carries, and nobody wonders what else is missing. */
const ALL_ELSE = " What a crew acts on stands here in full, also where that makes a long page.";

/** The sections that the page has not set out already, and the names of those for which there was no room. */
export function wholePlan(plan: PlanDocument, left: readonly Part[]): Html {
  const more = SECTION_IDS.filter((id) => !ON_CRISIS_PAGE.includes(id) && holds(plan, id));
  const shown = more
    .filter((id) => !left.includes(id))
    .map((id) => {
      const { fields, items } = plan.sections[id] as { fields: Values; items: readonly Values[] };
      const listed = items.map((item) => html`<li>${inOneLine(id, item)}</li>`);
      const theirs = OWN_WORDS.includes(id) && html` <span class="quiet">${THEIR_WORDS}</span>`;
      return html`<h3>${sectionOf(id).title}${theirs}</h3>${terms(lines(id, fields))}${items.length > 0 && html`<ul>${listed}</ul>`}`;
    });
  const missing = left.filter((part) => !isSection(part) || holds(plan, part)).map(nameOf);
  return html`${fold("Whole plan", html`${shown}`)}${
    missing.length > 0 &&
    html`<p>The plan is longer than this page holds. Left out: ${missing.join("; ")}. Ring the practice for it.${left.length === LEFT_OUT_FIRST.length && ALL_ELSE}</p>`
  }`;
}

/** Something in it may stand here. */
const holds = (plan: PlanDocument, id: SectionId): boolean => {
  const { fields, items } = plan.sections[id] as { fields: Values; items: readonly Values[] };
  return items.length > 0 || lines(id, fields).length > 0;
};
