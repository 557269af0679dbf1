/** What a crew opens when there is time: all contingency plans, the home, the carer, the person's own words. */
import {
  limitsInWords,
  ON_CRISIS_PAGE,
  type PersonFacts,
  type PublishedPlan,
  withoutLead,
} from "../domain/crisis-plan";
import { phoneInWords } from "../domain/phone-number";
import type { PlanDocument, Values } from "../domain/plan";
import { valueInWords } from "../domain/plan-in-words";
import { mayBeTold } from "../domain/plan-ring";
import { SECTION_IDS, type SectionId, sectionOf, shownFieldsOf } from "../domain/plan-sections";
import { NOT_PUBLISHED } from "./crisis-marks";
import { type Html, html } from "./html";
import { link, numberFor } from "./numbers";
import { during } from "./slots";

const fold = (summary: string, content: Html) =>
  html`<details><summary>${summary}</summary><div>${content}</div></details>`;

const terms = (pairs: readonly (readonly [string, Html | string | undefined])[]): Html =>
  html`<dl>${pairs.map(([term, words]) => words && html`<dt>${term}</dt><dd>${words}</dd>`)}</dl>`;

export function contingencyPlans(plan: PlanDocument, { emergencyOnly }: PublishedPlan): Html {
  const { items } = plan.sections.contingency;
  if (!items.length)
    return html`<p>${emergencyOnly ? `Contingency plans: ${NOT_PUBLISHED}` : "No contingency plans recorded."}</p>`;
  const each = items.map((item) => {
    const { call999, doNot, unless } = limitsInWords(item);
    return html`<h3>If ${item.trigger}</h3>${terms([
      ["Signs", item.earlySigns],
      ["Do", item.doFirst],
      ["999 if", call999],
      ["Do not", doNot && (unless ? `${doNot} UNLESS: ${unless}` : doNot)],
      ["Unless", doNot ? undefined : unless],
      ["Ring", item.ring && numberFor(plan, item.ring)],
      ["What helps", item.coping],
    ])}`;
  });
  const medicines = items.filter(({ medicines }) => medicines);
  const kept = html`${medicines.map(
    (item) => html`<p><b>${item.trigger}:</b> ${item.medicines} <b>Kept:</b> ${item.medicinesKept}</p>`,
  )}${plan.sections.home.fields.medicines && html`<p>${plan.sections.home.fields.medicines}</p>`}`;
  return html`${fold(`If … then … (${items.length})`, html`${each}`)}${fold(
    "Medicines at home and signed chart",
    kept.text ? kept : html`<p>Nothing recorded.</p>`,
  )}`;
}

export function atHome(plan: PlanDocument, person: PersonFacts): Html {
  const { livingWith, dependants, staffSafety } = plan.sections.home.fields;
  const { items: people } = plan.sections.people;
  const untold = people.filter((one) => !mayBeTold(one)).map(({ name, role, relation }) => [name, relation ?? role]);
  // Somebody who is not to be told, or is restricted, may be the carer: that there is none is never said.
  const carers = terms([
    ["Main carer", carersInWords(plan, "main")],
    ["Stand-in", carersInWords(plan, "standIn")],
    ["DO NOT TELL", untold.map((one) => one.filter(Boolean).join(", ")).join("; ")],
    ...ifTheCarerCannot(plan),
    ["Lives with", livingWith],
    ["Depends on this person", dependants],
  ]);
  return html`${fold("Carer and stand-in", carers)}${communication(plan, person)}${fold(
    "Safety for staff",
    html`<p>${staffSafety ?? "Nothing recorded."}</p>`,
  )}${fold("Equipment", equipmentInFull(plan))}`;
}

/** Those who have not left; from the day after the last of them did, that nobody is recorded. */
function carersInWords(plan: PlanDocument, which: string): Html | string {
  const carers = plan.sections.people.items.filter((one) => one.carer === which && mayBeTold(one));
  const each = carers.map(({ name, role, relation, phone, until }, index) => {
    const words = [name, role ?? relation, phone && phoneInWords(phone)].filter(Boolean).join(", ");
    return during(until, html`${index > 0 && "; "}${words}`);
  });
  if (!each.length) return NOT_RECORDED;
  const days = carers.map(({ until }) => until).sort();
  // Without a day somebody stays, and nothing has to be said afterwards.
  return days.includes(undefined) ? html`${each}` : html`${each}${during(days.at(-1), html``, html`${NOT_RECORDED}`)}`;
}
const NOT_RECORDED = "Not recorded here";

/** The carer-collapse plan, beside who the carers are. */
function ifTheCarerCannot(plan: PlanDocument): [string, Html | string | undefined][] {
  const { fields: carer } = plan.sections.carer;
  return [
    ["The carer is at their limit when", carer.signs],
    ["If the carer cannot go on", carer.doFirst],
    ["Unless", withoutLead("unless", carer.unless)],
    ["May the person be left alone?", carer.alone && valueInWords("carer", "alone", carer.alone)],
    ["Ring", carer.ring && numberFor(plan, carer.ring)],
    ["Cannot wait", carer.needs],
    ["Medicines and chart", carer.medicines],
    ["Can stay at", carer.place],
  ];
}

/** What life depends on first: what to do when it fails. */
function equipmentInFull(plan: PlanDocument): Html {
  const { equipment } = plan.sections.home.fields;
  const items = [...plan.sections.equipment.items].sort(
    (a, b) => Number(b.power === "yes") - Number(a.power === "yes"),
  );
  if (!items.length) return html`<p>${equipment ?? "Nothing recorded."}</p>`;
  const each = items.map(
    ({ what, device, where, power, ifItFails, supplier, phone }) =>
      html`<li><b>${what}${power === "yes" && ": LIFE DEPENDS ON ITS POWER"}</b> ${[device, where].filter(Boolean).join(", ")}${ifItFails && html`<br><b>If it fails:</b> ${ifItFails}`}${supplier && html`<br>${supplier}`} ${phone && link(phone)}</li>`,
  );
  return html`<ul>${each}</ul>${equipment && html`<p>${equipment}</p>`}`;
}

/** Behind the fixed slots: understanding, capacity by decision, who was involved. */
export function decisionsInFull(plan: PlanDocument): Html {
  const { understanding, capacity, involvement, childConsent } = plan.sections;
  const { letter, capacity: ofCpr } = plan.sections.cpr.fields;
  const words = terms([
    ["Shared understanding", understanding.fields.understanding],
    ["Capacity for the CPR decision", ofCpr && valueInWords("cpr", "capacity", ofCpr)],
    ["Involvement in it", letter && valueInWords("cpr", "letter", letter)],
    ...lines("childConsent", childConsent.fields as Values),
  ]);
  const listed = (id: "capacity" | "involvement", title: string) => {
    const { items } = plan.sections[id] as { items: readonly Values[] };
    return (
      items.length > 0 && html`<h3>${title}</h3><ul>${items.map((item) => html`<li>${inOneLine(id, item)}</li>`)}</ul>`
    );
  };
  const said = Boolean(understanding.fields.understanding || ofCpr || letter);
  if (!said && !capacity.items.length && !involvement.items.length) return html``;
  return fold(
    "Understanding, capacity and who was involved",
    html`${words}${listed("capacity", "Capacity, decision by decision")}${listed("involvement", "Who was involved")}`,
  );
}

const inOneLine = (id: SectionId, values: Values): string =>
  lines(id, values)
    .map(([, words]) => words)
    .join(" · ");

function communication(plan: PlanDocument, person: PersonFacts): Html {
  const { language, interpreter, hearing, sight, adjustments } = plan.sections.communication.fields;
  const ofRecord = person.interpreter ? `Needed${person.language ? `: ${person.language}` : ""} (record)` : undefined;
  const words = interpreter ?? ofRecord;
  return fold(
    words ? `Interpreter: ${words}` : "Communication",
    terms([
      ["Language", language ?? person.language ?? undefined],
      ["Interpreter", words ?? "None recorded"],
      ["Hearing", hearing],
      ["Sight", sight],
      ["Adjustments", adjustments],
    ]),
  );
}

/** Left out one after the other when the page grows too long: what crews act on least comes first. */
export const LEFT_OUT_FIRST: readonly SectionId[] = [
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
];

/** Who pays is nobody's business in an emergency; a prognosis is told by somebody who knows what was said of it. */
const NEVER_HERE: readonly string[] = ["funding", "palliative.prognosis", "palliative.prognosisTold"];

/** The sections that the page has not set out already, and the names of those for which there was no room. */
export function wholePlan(plan: PlanDocument, left: readonly SectionId[]): Html {
  const more = SECTION_IDS.filter((id) => !ON_CRISIS_PAGE.includes(id) && !NEVER_HERE.includes(id) && holds(plan, id));
  const shown = more
    .filter((id) => !left.includes(id))
    .map((id) => {
      const { fields, items } = plan.sections[id] as { fields: Values; items: readonly Values[] };
      const listed = items.map((item) => html`<li>${inOneLine(id, item)}</li>`);
      return html`<h3>${sectionOf(id).title}</h3>${terms(lines(id, fields))}${items.length > 0 && html`<ul>${listed}</ul>`}`;
    });
  const missing = more.filter((id) => left.includes(id)).map((id) => sectionOf(id).title);
  return html`${fold("Whole plan", html`${shown}`)}${
    missing.length > 0 &&
    html`<p>The plan is longer than this page holds. Left out: ${missing.join("; ")}. Ring the practice for it.</p>`
  }`;
}

const holds = (plan: PlanDocument, id: SectionId): boolean =>
  plan.sections[id].items.length > 0 || Object.keys(plan.sections[id].fields).length > 0;

function lines(id: SectionId, values: Values): [string, string][] {
  return shownFieldsOf(id)
    .filter(([name]) => values[name] && !NEVER_HERE.includes(`${id}.${name}`))
    .map(([name, { label }]) => [label, valueInWords(id, name, values[name]!)]);
}
