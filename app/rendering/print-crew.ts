/**
 * The crew's copy: two sides of A4, whatever the plan holds. What does not fit is named with where to read it, and no
 * text is cut in the middle. It may lie in the home, so nothing about the safety of staff and nobody who must not be
 * told is on it.
 */
import type { CalendarDate } from "../domain/calendar";
import { limitsInWords, type PersonFacts, withoutLead } from "../domain/crisis-plan";
import { londonDate } from "../domain/dates";
import type { PlanDocument } from "../domain/plan";
import { inLaw, isStill, mayBeTold } from "../domain/plan-ring";
import { recordFacts } from "./crisis-frame";
import { type Html, html } from "./html";
import { nothingToPrint, type Printed, type PrintOptions, printFrame } from "./print-frame";
import { decisions, numberOnPaper, printedPlan, ringOnPaper, staffHead } from "./print-parts";

const TITLE = "Care plan: crew’s copy";

export function renderCrewPrint(printed: Printed, options: PrintOptions): string {
  const { published, person, at } = printed;
  if (published?.status !== "live") return nothingToPrint(TITLE, printed, options);
  const plan = printedPlan(published);
  // That somebody must not be told is no word for a paper that they may find.
  const conflicts = published.conflicts?.filter(({ kind }) => kind !== "do_not_tell");
  const live = { published: { ...published, conflicts }, person, at };
  const head = html`<h1>Crew’s copy</h1>${staffHead(live, plan)}${decisions(live, plan)}${goal(plan)}`;
  const entries = entriesOf(plan, person, londonDate(at));
  const room = LINES - linesOf(head) - HEADS;
  const whole = entries.reduce((sum, { words }) => sum + linesOf(words) + 0.4, headings(entries));
  return printFrame({
    ...options,
    title: TITLE,
    // In the larger type lines are fewer and shorter.
    size: whole <= LINES * LARGER - linesOf(head) - HEADS ? "crew" : "crewClose",
    printed,
    body: html`${head}${fitted(entries, room)}`,
  });
}

// ── What is printed, and what must give way ───────────────────────────────────────────────────────────────

type Entry = {
  part: string;
  /** How it is named when there is no room for it. */
  name: string;
  words: Html;
  /** The smaller, the earlier it is given room. */
  rank: number;
};

/**
 * Lines of half a sheet's width on two sides; what the frames at their head take besides their words; the share that the
 * larger type has room for; and characters in a line. Measured: see tests/journeys/printed-forms.test.ts.
 */
const LINES = 286;
const HEADS = 12;
const LARGER = 0.6;
const IN_A_LINE = 57;

const PARTS = [
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
] as const;

/** Half-width lines that the words fill. */
function linesOf({ text }: Html): number {
  const blocks = text.split(/<\/(?:p|li|h\d|div)>/).map((block) =>
    block
      .replace(/<[^>]+>/g, "")
      .replace(/&#\d+;/g, "x")
      .trim(),
  );
  return blocks.filter(Boolean).reduce((sum, block) => sum + Math.ceil(block.length / IN_A_LINE) + 0.3, 0);
}

const headings = (entries: readonly Entry[]) => new Set(entries.map(({ part }) => part)).size * 2;

/** The most important that fit, in the order of the page; the others by name. */
function fitted(entries: readonly Entry[], room: number): Html {
  let left = room - headings(entries);
  const fits = new Set<Entry>();
  for (const entry of [...entries].sort((a, b) => a.rank - b.rank)) {
    const lines = linesOf(entry.words) + 0.4;
    // Some lines are kept back to name what is missing.
    if (lines > left - 12) continue;
    left -= lines;
    fits.add(entry);
  }
  const parts = PARTS.map((part) => {
    const shown = entries.filter((entry) => entry.part === part && fits.has(entry));
    return shown.length > 0 && html`<section class="part"><h2>${part}</h2>${shown.map(({ words }) => words)}</section>`;
  });
  return html`${missing(entries.filter((entry) => !fits.has(entry)))}<div class="columns">${parts}</div>`;
}

function missing(entries: readonly Entry[]): Html | false {
  const names = entries.map(({ name }) => (name.length > 40 ? `${name.slice(0, 37)}…` : name));
  return (
    names.length > 0 &&
    html`<p class="note"><b>No room on two sides for ${names.length} more (${names.slice(0, 12).join("; ")}${
      names.length > 12 ? "; …" : ""
    }): read them in Confer or ring.</b></p>`
  );
}

// ── The entries ───────────────────────────────────────────────────────────────────────────────────────────

function goal(plan: PlanDocument): Html {
  const { goal, hospital, hospitalUnless } = plan.sections.escalation.fields;
  const { mattersInEmergency, understanding } = plan.sections.understanding.fields;
  const words = [goal, hospital].filter(Boolean).join(" ") || "None recorded: usual practice.";
  return html`<section class="box"><p><b>GOAL</b> ${words}${hospitalUnless && html` <b>Unless:</b> ${withoutLead("unless", hospitalUnless)}`}</p>${
    mattersInEmergency && html`<p><b>Matters most:</b> ${mattersInEmergency}</p>`
  }${understanding && html`<p><b>Health:</b> ${understanding}</p>`}</section>`;
}

const item = (words: Html): Html => html`<div class="item"><p>${words}</p></div>`;

function entriesOf(plan: PlanDocument, person: PersonFacts, today: CalendarDate): Entry[] {
  return [
    ...contingencies(plan, today),
    ...critical(plan, person),
    ...ring(plan, today),
    ...usual(plan),
    ...carer(plan, today),
    ...speaking(plan, person),
    ...atHome(plan),
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
  return [...each, ...kept, ...one("Medicines at home", "medicines at home", plan.sections.home.fields.medicines, 449)];
}

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
  const each = people.map(({ name = "", role, carer, ...number }, index) => ({
    part: "Ring",
    name: `number of ${name}`,
    words: item(
      html`<b>${name}</b>${role && `, ${role}`}${carers[carer as keyof typeof carers] ?? ""}: ${numberOnPaper(number)}`,
    ),
    // Three numbers before all else: somebody must be rung.
    rank: (index < 3 ? 90 : 200) + index,
  }));
  const lawful = inLaw(plan).map(({ name, phone, role = "" }) => ({
    part: "Ring",
    name: `number of the ${role}`,
    words: item(html`<b>${name}</b>, ${role}: ${numberOnPaper({ phone })}`),
    rank: 199,
  }));
  return [...each, ...lawful];
}

function usual(plan: PlanDocument): Entry[] {
  const { mobility, speech, cognition, oxygen, bloodPressure, glucose, other } = plan.sections.usual.fields;
  const pressure = bloodPressure && `BP ${bloodPressure.replace(/^BP /i, "")}`;
  const sugar = glucose && `glucose ${glucose.replace(/^glucose /i, "")}`;
  const words = [mobility, speech, cognition, oxygen, pressure, sugar, other].filter(Boolean).join(" · ");
  return one("Usually", "usual state", words, 98);
}

function carer(plan: PlanDocument, today: CalendarDate): Entry[] {
  const { doFirst, ring, needs, medicines, place, unless } = plan.sections.carer.fields;
  const part = "If the carer cannot go on";
  return [
    ...one(part, "if the carer cannot go on", doFirst, 500),
    ...one(part, "when to call an ambulance all the same", unless, 501, "Unless"),
    ...one(part, "whom to ring for the carer", ring && ringOnPaper(plan, ring, today), 502, "Ring"),
    ...one(part, "what cannot wait", needs, 503, "Cannot wait"),
    ...one(part, "medicines and chart", medicines, 504, "Medicines"),
    ...one(part, "where the person can stay", place, 505, "Can stay"),
  ];
}

function speaking(plan: PlanDocument, person: PersonFacts): Entry[] {
  const { language, interpreter, hearing, sight, adjustments } = plan.sections.communication.fields;
  const part = "Speaking with the person";
  const needed =
    interpreter ?? (person.interpreter ? `needed${person.language ? `: ${person.language}` : ""} (record)` : undefined);
  return [
    ...one(part, "interpreter", needed, 310, "Interpreter"),
    ...one(part, "language", language ?? person.language ?? undefined, 311, "Language"),
    ...one(part, "hearing", hearing, 312, "Hearing"),
    ...one(part, "sight", sight, 313, "Sight"),
    ...one(part, "adjustments", adjustments, 601, "Adjustments"),
  ];
}

function atHome(plan: PlanDocument): Entry[] {
  const { access, livingWith, dependants, equipment } = plan.sections.home.fields;
  const pieces = plan.sections.equipment.items.map(({ what = "", where, power, ifItFails, phone }, index) => ({
    part: "Equipment",
    name: what,
    words: item(
      html`<b>${what}</b>${where && `, ${where}`}${power === "yes" && html` <b>LIFE DEPENDS ON ITS POWER</b>`}${ifItFails && html` <b>If it fails:</b> ${ifItFails}`}${phone && ` ${numberOnPaper({ phone })}`}`,
    ),
    rank: power === "yes" ? 150 + index : 620 + index,
  }));
  return [
    ...one("At home", "arriving", access, 320, "Arriving"),
    ...one("At home", "who lives there", livingWith, 610, "Lives with"),
    ...one("At home", "who depends on the person", dependants, 330, "Depends on this person"),
    ...one("Equipment", "equipment", equipment, 619),
    ...pieces,
  ];
}
