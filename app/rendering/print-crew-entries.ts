/** What the crew's copy can hold, entry by entry, and how early each is given room. */
import type { CalendarDate } from "../domain/calendar";
import { limitsInWords, type PersonFacts } from "../domain/crisis-plan";
import type { PlanDocument, Values } from "../domain/plan";
import { valueInWords } from "../domain/plan-in-words";
import { inLaw, isStill, mayBeTold } from "../domain/plan-ring";
import { recordFacts } from "./crisis-frame";
import { inOneLine, lines, rest } from "./crisis-rest";
import { type Html, html } from "./html";
import { numberOnPaper, ringOnPaper } from "./print-parts";

export type Entry = {
  part: string;
  /** How it is named when there is no room for it. */
  name: string;
  words: Html;
  /** The smaller, the earlier it is given room. */
  rank: number;
};

export const PARTS = [
  "Do first",
  "Critical",
  "Ring",
  "Usually",
  "If … then …",
  "Medicines at home",
  "If the carer cannot go on",
  "Speaking with the person",
  "At home",
  "Equipment",
  "Decisions in full",
  "What call handlers are told",
] as const;

const item = (words: Html): Html => html`<div class="item"><p>${words}</p></div>`;

export function entriesOf(plan: PlanDocument, person: PersonFacts, today: CalendarDate): Entry[] {
  return [
    ...contingencies(plan, today),
    ...critical(plan, person),
    ...ring(plan, today),
    ...usual(plan),
    ...carer(plan, today),
    ...speaking(plan, person),
    ...atHome(plan),
    ...decided(plan),
    ...forHandlers(plan),
  ];
}

/** Those that the author put first, or the first; then the others, which give way before them. */
function contingencies(plan: PlanDocument, today: CalendarDate): Entry[] {
  const { items } = plan.sections.contingency;
  const chosen = items.filter(({ onFront }) => onFront === "yes");
  const first = chosen.length ? chosen : items.slice(0, 1);
  const each = items.map((one, index) => {
    const front = first.includes(one);
    const { call999, doNot, unless } = limitsInWords(one);
    const limit = html`${call999 && html` <b>999 if:</b> ${call999}`}${doNot && html` <b>Do not:</b> ${doNot}`}${unless && html` <b>Unless:</b> ${unless}`}`;
    const ring = one.ring && ringOnPaper(plan, one.ring, today);
    const signs = one.earlySigns && html` <b>Signs:</b> ${one.earlySigns}`;
    const words = html`<b>${one.trigger}:</b> ${one.doFirst}${limit}${ring && html` <b>Ring</b> ${ring}`}${signs}`;
    return {
      part: front ? "Do first" : "If … then …",
      name: one.trigger ?? "contingency plan",
      words: item(words),
      rank: front ? index : 400 + index,
    };
  });
  const kept = items.flatMap(({ trigger = "", medicines, medicinesKept }, index) =>
    medicines
      ? [
          {
            part: "Medicines at home",
            name: `medicines for ${trigger}`,
            words: item(html`<b>${trigger}:</b> ${medicines} <b>Kept:</b> ${medicinesKept ?? "not recorded"}`),
            rank: 450 + index,
          },
        ]
      : [],
  );
  const more = items.flatMap(({ trigger = "", coping, ...item }, index) => {
    const further = [...(coping ? [["What helps", coping]] : []), ...rest("contingency", item as Values)];
    return one(
      "If … then …",
      "what helps and further words on plans",
      inSentences(further),
      460 + index,
      `${trigger}, further`,
    );
  });
  return [
    ...each,
    ...kept,
    ...more,
    ...one("Medicines at home", "medicines at home", plan.sections.home.fields.medicines, 449),
  ];
}

const inSentences = (pairs: readonly (readonly string[])[]): string =>
  pairs.map(([label, words]) => `${label}: ${words}`).join(" · ");

const one = (part: string, name: string, words: string | undefined, rank: number, lead = ""): Entry[] =>
  words ? [{ part, name, words: item(html`${lead && html`<b>${lead}:</b> `}${words}`), rank }] : [];

function critical(plan: PlanDocument, person: PersonFacts): Entry[] {
  const authored = plan.sections.critical.items.map(({ fact, instruction }, index) => ({
    part: "Critical",
    name: fact ?? "critical fact",
    words: item(html`<b>${fact}:</b> ${instruction}`),
    rank: 100 + index,
  }));
  const known = html`<ul>${recordFacts(person)}</ul>`;
  return [...authored, { part: "Critical", name: "allergies and medicines of the record", words: known, rank: 99 }];
}

function ring(plan: PlanDocument, today: CalendarDate): Entry[] {
  const people = plan.sections.people.items
    .filter((one) => mayBeTold(one) && isStill(one, today))
    .filter(({ name, phone, carer }) => name && (phone || (carer && carer !== "no")));
  const carers = { main: ", main carer", standIn: ", stand-in carer", no: "" };
  const each = people.map(({ name = "", relation, role = relation, carer, ...number }, index) => ({
    part: "Ring",
    name: `number of ${name}`,
    words: item(
      html`<b>${name}</b>${role && `, ${role}`}${carers[carer as keyof typeof carers] ?? ""}: ${numberOnPaper(number)}`,
    ),
    // Three numbers before all else: somebody must be rung.
    rank: (index < 3 ? 90 : 200) + index,
  }));
  const more = people.flatMap(({ name = "", role, relation, ...person }, index) => {
    const further = rest("people", { ...person, ...(relation && relation !== role && { relation }) } as Values);
    return one("Ring", "further words on people to ring", inSentences(further), 650 + index, name);
  });
  const lawful = inLaw(plan).map(({ name, phone, role = "" }) => ({
    part: "Ring",
    name: `number of the ${role}`,
    words: item(html`<b>${name}</b>, ${role}: ${numberOnPaper({ phone })}`),
    rank: 199,
  }));
  return [...each, ...lawful, ...more];
}

function usual(plan: PlanDocument): Entry[] {
  const { mobility, speech, cognition, oxygen, bloodPressure, glucose, other } = plan.sections.usual.fields;
  const pressure = bloodPressure && `BP ${bloodPressure.replace(/^BP /i, "")}`;
  const sugar = glucose && `glucose ${glucose.replace(/^glucose /i, "")}`;
  const words = [mobility, speech, cognition, oxygen, pressure, sugar, other].filter(Boolean).join(" · ");
  return one("Usually", "usual state", words, 98);
}

const ALONE = "May the person be left alone?";

function carer(plan: PlanDocument, today: CalendarDate): Entry[] {
  const { doFirst, ring, needs, medicines, place, unless, alone, signs } = plan.sections.carer.fields;
  const part = "If the carer cannot go on";
  return [
    ...one(part, "if the carer cannot go on", doFirst, 500),
    ...one(part, "when to call an ambulance all the same", unless, 501, "Unless"),
    ...one(part, "whom to ring for the carer", ring && ringOnPaper(plan, ring, today), 501, "Ring"),
    ...one(part, "whether the person may be left alone", alone && valueInWords("carer", "alone", alone), 502, ALONE),
    ...one(part, "what cannot wait", needs, 503, "Cannot wait"),
    ...one(part, "medicines and chart", medicines, 504, "Medicines"),
    ...one(part, "where the person can stay", place, 505, "Can stay"),
    ...one(part, "signs that the carer is at their limit", signs, 506, "At their limit when"),
  ];
}

function speaking(plan: PlanDocument, person: PersonFacts): Entry[] {
  const { fields } = plan.sections.communication;
  const { language, interpreter, hearing, sight, adjustments } = fields;
  const part = "Speaking with the person";
  const needed =
    interpreter ?? (person.interpreter ? `needed${person.language ? `: ${person.language}` : ""} (record)` : undefined);
  return [
    ...one(part, "interpreter", needed, 310, "Interpreter"),
    ...one(part, "language", language ?? person.language ?? undefined, 311, "Language"),
    ...one(part, "hearing", hearing, 312, "Hearing"),
    ...one(part, "sight", sight, 313, "Sight"),
    ...one(part, "adjustments", adjustments, 601, "Adjustments"),
    ...one(
      part,
      "further words on speaking with the person",
      inSentences(rest("communication", fields as Values)),
      602,
    ),
  ];
}

function atHome(plan: PlanDocument): Entry[] {
  const { access, livingWith, dependants, equipment } = plan.sections.home.fields;
  const pieces = plan.sections.equipment.items.map(
    ({ what = "", where, power, ifItFails, phone, device, supplier }, index) => ({
      part: "Equipment",
      name: what,
      words: item(
        html`<b>${what}</b>${[device, where].filter(Boolean).map((words) => `, ${words}`)}${power === "yes" && html` <b>LIFE DEPENDS ON ITS POWER</b>`}${ifItFails && html` <b>If it fails:</b> ${ifItFails}`}${supplier && ` ${supplier}`}${phone && ` ${numberOnPaper({ phone })}`}`,
      ),
      rank: power === "yes" ? 150 + index : 620 + index,
    }),
  );
  const more = plan.sections.equipment.items.flatMap((piece, index) => {
    const further = inSentences(rest("equipment", piece as Values));
    return one("Equipment", "further words on equipment", further, 670 + index, piece.what);
  });
  return [
    ...one("At home", "arriving", access, 320, "Arriving"),
    ...one("At home", "who lives there", livingWith, 610, "Lives with"),
    ...one("At home", "who depends on the person", dependants, 330, "Depends on this person"),
    ...one("Equipment", "equipment", equipment, 619),
    ...pieces,
    ...more,
    ...one("At home", "kind of home", inSentences(rest("home", plan.sections.home.fields as Values)), 611),
  ];
}

/** Behind the fixed slots: who took part, capacity decision by decision, where documents lie. */
function decided(plan: PlanDocument): Entry[] {
  const { capacity, involvement, childConsent, cpr, attorney, elsewhere } = plan.sections;
  const { letter, capacity: ofCpr } = cpr.fields;
  const part = "Decisions in full";
  const ofRecommendation = inSentences([
    ...(ofCpr ? [["Capacity for it", valueInWords("cpr", "capacity", ofCpr)]] : []),
    ...(letter ? [["Involvement", valueInWords("cpr", "letter", letter)]] : []),
    ...rest("cpr", cpr.fields as Values),
    ...rest("elsewhere", elsewhere.fields as Values),
  ]);
  const listed = (id: "capacity" | "involvement", rank: number) =>
    (plan.sections[id].items as readonly Values[]).flatMap((item, index) =>
      one(part, id === "capacity" ? "capacity" : "who was involved", inOneLine(id, item), rank + index),
    );
  return [
    ...one(part, "involvement in the CPR recommendation", ofRecommendation, 700, "CPR"),
    ...one(part, "consent for a child", inSentences(lines("childConsent", childConsent.fields as Values)), 701),
    ...one(part, "where the LPA lies", inSentences(rest("attorney", attorney.fields as Values)), 702, "LPA"),
    ...(capacity.items.length ? listed("capacity", 710) : []),
    ...(involvement.items.length ? listed("involvement", 730) : []),
  ];
}

function forHandlers(plan: PlanDocument): Entry[] {
  const { first, second } = plan.sections.handler.fields;
  const words = [first, second].filter(Boolean).join(" ");
  return one("What call handlers are told", "what call handlers are told", words, 760);
}
