/**
 * The crew's copy: two sides of A4, whatever the plan holds. What does not fit is named with where to read it, and no
 * text is cut in the middle. It may lie in the home, so nothing about the safety of staff and nobody who must not be
 * told is on it.
 */
import { withoutLead } from "../domain/crisis-plan";
import { londonDate } from "../domain/dates";
import type { PlanDocument } from "../domain/plan";
import { valueInWords } from "../domain/plan-in-words";
import { THEIR_WORDS } from "../domain/plan-readiness-told";
import { type Html, html } from "./html";
import { type Entry, entriesOf, PARTS } from "./print-crew-entries";
import { nothingToPrint, type Printed, type PrintOptions, printFrame } from "./print-frame";
import { decisions, printedPlan, staffHead } from "./print-parts";

const TITLE = "Care plan: crew’s copy";

const READ_IN_CONFER = "Named at the foot of the copy as left out: no crew acts on it first";
/** Sections and fields that this copy never holds, and why. */
export const NOT_ON_CREW_COPY: Readonly<Record<string, string>> = {
  "home.staffSafety": "The paper may lie in the home",
  ...{ aboutMe: READ_IN_CONFER, strengths: READ_IN_CONFER, needs: READ_IN_CONFER, goals: READ_IN_CONFER },
  ...{ actions: READ_IN_CONFER, preferences: READ_IN_CONFER, agreement: READ_IN_CONFER, review: READ_IN_CONFER },
  ...{ adjustments: READ_IN_CONFER, impairments: READ_IN_CONFER, palliative: READ_IN_CONFER },
  ...{ diabetesPlan: READ_IN_CONFER, formulation: READ_IN_CONFER, supportPlans: READ_IN_CONFER },
  ...{ documents: READ_IN_CONFER },
};
/** The same on every copy, so that it tells nothing of this person. */
const NOT_ON_THIS_COPY =
  "Never on this copy, whether or not it is written: the person’s own words, strengths, needs, goals and actions; preferred places; adjustments and impairments one by one; palliative and diabetes details; formulation, support plans and documents; agreement and review. Read them in Confer.";

export function renderCrewPrint(printed: Printed, options: PrintOptions): string {
  const { published, person, at } = printed;
  if (published?.status !== "live") return nothingToPrint(TITLE, printed, options);
  const plan = printedPlan(published);
  // That somebody must not be told is no word for a paper that they may find.
  const conflicts = published.conflicts?.filter(({ kind }) => kind !== "do_not_tell");
  const live = { published: { ...published, conflicts }, person, at };
  const head = html`<h1>Crew’s copy</h1>${staffHead(live, plan)}${decisions(live, plan)}${goal(plan)}`;
  const entries = entriesOf(plan, person, londonDate(at));
  const foot = html`<p class="quiet">${NOT_ON_THIS_COPY}</p>`;
  const taken = linesOf(head) + linesOf(foot) + HEADS;
  const room = LINES - taken;
  const whole = entries.reduce((sum, { words }) => sum + linesOf(words) + 0.4, headings(entries));
  return printFrame({
    ...options,
    title: TITLE,
    // In the larger type lines are fewer and shorter.
    size: whole <= LINES * LARGER - taken ? "crew" : "crewClose",
    printed,
    body: html`${head}${fitted(entries, room)}${foot}`,
  });
}

// ── What is printed, and what must give way ───────────────────────────────────────────────────────────────

/**
 * Lines of half a sheet's width on two sides; what the frames at their head take besides their words; the share that the
 * larger type has room for; and characters in a line. Measured: see tests/journeys/printed-forms.test.ts.
 */
export const LINES = 286;
export const HEADS = 12;
const LARGER = 0.6;
const IN_A_LINE = 57;

/** Half-width lines that the words fill. */
export function linesOf({ text }: Html): number {
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
  const names = [...new Set(entries.map(({ name }) => (name.length > 40 ? `${name.slice(0, 37)}…` : name)))];
  return (
    names.length > 0 &&
    html`<p class="note"><b>No room on two sides for ${entries.length} more (${names.slice(0, 12).join("; ")}${
      names.length > 12 ? "; …" : ""
    }): read them in Confer or ring.</b></p>`
  );
}

function goal(plan: PlanDocument): Html {
  const { goal, hospital, hospitalUnless } = plan.sections.escalation.fields;
  const { mattersInEmergency, understanding, balance } = plan.sections.understanding.fields;
  const first = balance && balance !== "unknown" && valueInWords("understanding", "balance", balance);
  const words = [goal, hospital].filter(Boolean).join(" ") || "None recorded: usual practice.";
  return html`<section class="box"><p><b>GOAL</b> ${words}${hospitalUnless && html` <b>Unless:</b> ${withoutLead("unless", hospitalUnless)}`}</p>${
    mattersInEmergency && html`<p><b>Matters most:</b> ${mattersInEmergency} ${THEIR_WORDS}</p>`
  }${first && html`<p>${first}</p>`}${understanding && html`<p><b>Health:</b> ${understanding}</p>`}</section>`;
}
