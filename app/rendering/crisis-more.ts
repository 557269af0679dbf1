/** What a crew opens when there is time: all contingency plans, the home, the carer, the person's own words. */
import { ON_CRISIS_PAGE, type PersonFacts, withoutLead } from "../domain/crisis-plan";
import { phoneInWords } from "../domain/phone-number";
import type { PlanDocument, Values } from "../domain/plan";
import { valueInWords } from "../domain/plan-in-words";
import { fieldsOf, SECTION_IDS, type SectionId, sectionOf } from "../domain/plan-sections";
import { type Html, html } from "./html";
import { numberFor } from "./numbers";

const fold = (summary: string, content: Html) =>
  html`<details><summary>${summary}</summary><div>${content}</div></details>`;

const terms = (pairs: readonly (readonly [string, Html | string | undefined])[]): Html =>
  html`<dl>${pairs.map(([term, words]) => words && html`<dt>${term}</dt><dd>${words}</dd>`)}</dl>`;

export function contingencyPlans(plan: PlanDocument): Html {
  const { items } = plan.sections.contingency;
  if (!items.length) return html`<p>No contingency plans recorded.</p>`;
  const each = items.map(
    (item) =>
      html`<h3>If ${item.trigger}</h3>${terms([
        ["Signs", item.earlySigns],
        ["Do", item.doFirst],
        [
          "Do not",
          item.doNot &&
            `${withoutLead("(?:do not|don['’]t)", item.doNot)} UNLESS: ${withoutLead("unless", item.unless) ?? "not recorded"}`,
        ],
        ["Ring", item.ring && numberFor(plan, item.ring)],
        ["What helps", item.coping],
      ])}`,
  );
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
  const { livingWith, dependants, staffSafety, equipment } = plan.sections.home.fields;
  const carer = (which: string) =>
    plan.sections.people.items
      .filter(({ carer }) => carer === which)
      .map(({ name, role, phone }) => [name, role, phone && phoneInWords(phone)].filter(Boolean).join(", "))
      .join("; ");
  const carers = terms([
    ["Main carer", carer("main") || "None recorded"],
    ["Stand-in", carer("standIn") || "None recorded"],
    ["Lives with", livingWith],
    ["Depends on this person", dependants],
  ]);
  return html`${fold("Carer and stand-in", carers)}${communication(plan, person)}${fold(
    "Safety for staff",
    html`<p>${staffSafety ?? "Nothing recorded."}</p>`,
  )}${fold("Equipment", html`<p>${equipment ?? "Nothing recorded."}</p>`)}`;
}

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

/** The sections that the page has not set out already. */
export function wholePlan(plan: PlanDocument): Html {
  const others = SECTION_IDS.filter((id) => !ON_CRISIS_PAGE.includes(id)).map((id) => {
    const { fields, items } = plan.sections[id] as { fields: Values; items: readonly Values[] };
    if (!items.length && !Object.keys(fields).length) return null;
    const listed = items.map(
      (item) =>
        html`<li>${lines(id, item)
          .map(([, words]) => words)
          .join(" · ")}</li>`,
    );
    return html`<h3>${sectionOf(id).title}</h3>${terms(lines(id, fields))}${items.length > 0 && html`<ul>${listed}</ul>`}`;
  });
  return fold("Whole plan", html`${others}`);
}

function lines(id: SectionId, values: Values): [string, string][] {
  return Object.entries(fieldsOf(id))
    .filter(([name, { kind }]) => values[name] && kind !== "owner" && name !== "restriction")
    .map(([name, { label }]) => [label, valueInWords(id, name, values[name]!)]);
}
