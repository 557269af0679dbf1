/** What a crew opens when there is time: all contingency plans, the home, the carer, the person's own words. */
import { limitsInWords, type PersonFacts, type PublishedPlan, withoutLead } from "../domain/crisis-plan";
import { phoneInWords } from "../domain/phone-number";
import type { PlanDocument, Values } from "../domain/plan";
import { valueInWords } from "../domain/plan-in-words";
import { mayBeTold } from "../domain/plan-ring";
import { contestedContacts, nothingHere, seeRing } from "./crisis-marks";
import { fold, inOneLine, lines, type Part, rest, restInLine, terms } from "./crisis-rest";
import { type Html, html } from "./html";
import { link, numberFor } from "./numbers";
import { during } from "./slots";

type Of = PublishedPlan;

/** Whom a line sends to; that a number of theirs is contested stands beside it. */
const sendsTo = (plan: PlanDocument, of: Of, ring: string): Html =>
  html`${numberFor(plan, ring)}${seeRing(contestedContacts(of, plan), ring)}`;

export function contingencyPlans(plan: PlanDocument, of: Of, left: readonly Part[]): Html {
  const { items } = plan.sections.contingency;
  const each = items.map((item) => {
    const { call999, doNot, unless } = limitsInWords(item);
    const signs = !left.includes("signs");
    return html`<h3>If ${item.trigger}</h3>${terms([
      ["Signs", signs ? item.earlySigns : undefined],
      ["Do", item.doFirst],
      ["999 if", call999],
      ["Do not", doNot && (unless ? `${doNot} UNLESS: ${unless}` : doNot)],
      ["Unless", doNot ? undefined : unless],
      ["Ring", item.ring && sendsTo(plan, of, item.ring)],
      ["What helps", signs ? item.coping : undefined],
      ...rest("contingency", item as Values, left),
    ])}`;
  });
  const plans = items.length
    ? fold(`If … then … (${items.length})`, html`${each}`)
    : html`<p>If … then …: ${nothingHere(of)}</p>`;
  return html`${plans}${medicinesAtHome(plan, of)}`;
}

function medicinesAtHome(plan: PlanDocument, of: Of): Html {
  const { medicines: ofHome } = plan.sections.home.fields;
  const kept = plan.sections.contingency.items
    .filter(({ medicines }) => medicines)
    .map((item) => html`<p><b>${item.trigger}:</b> ${item.medicines} <b>Kept:</b> ${item.medicinesKept}</p>`);
  const words = html`${kept}${ofHome && html`<p>${ofHome}</p>`}`;
  return fold("Medicines at home and signed chart", words.text ? words : html`<p>${nothingHere(of)}</p>`);
}

export function atHome(plan: PlanDocument, person: PersonFacts, of: Of, left: readonly Part[]): Html {
  const { livingWith, dependants, staffSafety } = plan.sections.home.fields;
  const { items: people } = plan.sections.people;
  const untold = people.filter((one) => !mayBeTold(one)).map(({ name, role, relation }) => [name, relation ?? role]);
  // Somebody who is not to be told, or is restricted, may be the carer: that there is none is never said.
  const carers = terms([
    ["Main carer", carersInWords(plan, "main", of)],
    ["Stand-in", carersInWords(plan, "standIn", of)],
    ["DO NOT TELL", untold.map((one) => one.filter(Boolean).join(", ")).join("; ")],
    ...ifTheCarerCannot(plan, of),
    ["Lives with", livingWith],
    ["Depends on this person", dependants],
    ...rest("home", plan.sections.home.fields as Values, left),
  ]);
  return html`${fold("Carer and stand-in", carers)}${communication(plan, person, of, left)}${fold(
    "Safety for staff",
    html`<p>${staffSafety ?? nothingHere(of)}</p>`,
  )}${fold("Equipment", equipmentInFull(plan, of, left))}${forHandlers(plan)}`;
}

/** What whoever answered the call was told to say or do. */
function forHandlers(plan: PlanDocument): Html | false {
  const said = Object.values(plan.sections.handler.fields);
  return said.length > 0 && fold("What call handlers are told", html`${said.map((line) => html`<p>${line}</p>`)}`);
}

/** Those who have not left; from the day after the last of them did, that nobody is shown. */
function carersInWords(plan: PlanDocument, which: string, of: Of): Html | string {
  const carers = plan.sections.people.items.filter((one) => one.carer === which && mayBeTold(one));
  const contested = contestedContacts(of, plan);
  const each = carers.map(({ name, role, relation, phone, until }, index) => {
    const words = [name, role ?? relation, phone && phoneInWords(phone)].filter(Boolean).join(", ");
    return during(until, html`${index > 0 && "; "}${words}${name && seeRing(contested, name)}`);
  });
  if (!each.length) return nothingHere(of);
  const days = carers.map(({ until }) => until).sort();
  // Without a day somebody stays, and nothing has to be said afterwards.
  return days.includes(undefined)
    ? html`${each}`
    : html`${each}${during(days.at(-1), html``, html`${nothingHere(of)}`)}`;
}

/** The carer-collapse plan, beside who the carers are. */
function ifTheCarerCannot(plan: PlanDocument, of: Of): [string, Html | string | undefined][] {
  const { fields: carer } = plan.sections.carer;
  return [
    ["The carer is at their limit when", carer.signs],
    ["If the carer cannot go on", carer.doFirst],
    ["Unless", withoutLead("unless", carer.unless)],
    ["May the person be left alone?", carer.alone && valueInWords("carer", "alone", carer.alone)],
    ["Ring", carer.ring && sendsTo(plan, of, carer.ring)],
    ["Cannot wait", carer.needs],
    ["Medicines and chart", carer.medicines],
    ["Can stay at", carer.place],
  ];
}

/** What life depends on first: what to do when it fails. */
function equipmentInFull(plan: PlanDocument, of: Of, left: readonly Part[]): Html {
  const { equipment } = plan.sections.home.fields;
  const items = [...plan.sections.equipment.items].sort(
    (a, b) => Number(b.power === "yes") - Number(a.power === "yes"),
  );
  if (!items.length) return html`<p>${equipment ?? nothingHere(of)}</p>`;
  const each = items.map((item) => {
    const { what, device, where, power, ifItFails, supplier, phone } = item;
    return html`<li><b>${what}${power === "yes" && ": LIFE DEPENDS ON ITS POWER"}</b> ${[device, where].filter(Boolean).join(", ")}${ifItFails && html`<br><b>If it fails:</b> ${ifItFails}`}${supplier && html`<br>${supplier}`} ${phone && link(phone)}${restInLine("equipment", item as Values, left)}</li>`;
  });
  return html`<ul>${each}</ul>${equipment && html`<p>${equipment}</p>`}`;
}

/** Behind the fixed slots: understanding, capacity by decision, who was involved, where documents lie. */
export function decisionsInFull(plan: PlanDocument, left: readonly Part[]): Html {
  const { understanding, capacity, involvement, childConsent, cpr, attorney, elsewhere } = plan.sections;
  const { letter, capacity: ofCpr } = cpr.fields;
  const lawful = rest("attorney", attorney.fields as Values, left).map(([label, words]) => [`LPA: ${label}`, words]);
  const pairs: (readonly [string, string | undefined])[] = [
    ["Shared understanding", understanding.fields.understanding],
    ["Capacity for the CPR decision", ofCpr && valueInWords("cpr", "capacity", ofCpr)],
    ["Involvement in it", letter && valueInWords("cpr", "letter", letter)],
    ...rest("cpr", cpr.fields as Values, left),
    ...rest("elsewhere", elsewhere.fields as Values, left),
    ...(lawful as [string, string][]),
    ...lines("childConsent", childConsent.fields as Values),
  ];
  const listed = (id: "capacity" | "involvement", title: string) => {
    const { items } = plan.sections[id] as { items: readonly Values[] };
    const shown = items.length > 0 && !left.includes(id);
    return shown && html`<h3>${title}</h3><ul>${items.map((item) => html`<li>${inOneLine(id, item)}</li>`)}</ul>`;
  };
  if (!pairs.some(([, words]) => words) && !capacity.items.length && !involvement.items.length) return html``;
  return fold(
    "Understanding, capacity and who was involved",
    html`${terms(pairs)}${listed("capacity", "Capacity, decision by decision")}${listed("involvement", "Who was involved")}`,
  );
}

function communication(plan: PlanDocument, person: PersonFacts, of: Of, left: readonly Part[]): Html {
  const { fields } = plan.sections.communication;
  const { language, interpreter, hearing, sight, adjustments } = fields;
  const ofRecord = person.interpreter ? `Needed${person.language ? `: ${person.language}` : ""} (record)` : undefined;
  const words = interpreter ?? ofRecord;
  return fold(
    words ? `Interpreter: ${words}` : "Communication",
    terms([
      ["Language", language ?? person.language ?? undefined],
      ["Interpreter", words ?? nothingHere(of)],
      ["Hearing", hearing],
      ["Sight", sight],
      ["Adjustments", adjustments],
      ...rest("communication", fields as Values, left),
    ]),
  );
}
