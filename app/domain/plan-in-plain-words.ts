/**
 * The person's copy of their plan, in plain words that speak to them. Made by whitelist: a part or field that is not
 * listed in plan-plain-parts.ts never gets here, whatever is added to the plan. What has not been told to the person
 * is left out whole, and nothing says that it was (safety rules 3 and 13).
 */
import type { CalendarDate } from "./calendar";
import { limitsInWords, type PersonFacts, type PublishedPlan } from "./crisis-plan";
import { dateInWords, londonDate } from "./dates";
import { phoneInWords } from "./phone-number";
import type { Item, PlanDocument, Values } from "./plan";
import { valueInWords } from "./plan-in-words";
import { plainDecisions } from "./plan-plain-decisions";
import { holdsTheirOwn, spokenValues, type Unspoken } from "./plan-plain-held-back";
import { PLAIN_PARTS, type PlainPartRule } from "./plan-plain-parts";
import { jargonIn } from "./plan-plainness";
import { withoutRestricted } from "./plan-restrictions";
import { isDesk, isStill, leadsToUntold, namedBy } from "./plan-ring";
import { sectionOf } from "./plan-sections";

/** One line: words, and what they are about where they do not say it themselves. */
export type PlainLine = { lead?: string; words: string };
/** Blocks of one part: entries of a list each have a heading or one line. */
export type PlainPart = {
  id: string;
  title: string;
  note?: string;
  blocks: readonly { heading?: string; lines: readonly PlainLine[] }[];
};

/** What pages and prints for the person are made from. */
export type PersonCopy = {
  status: PublishedPlan["status"];
  version: number;
  /** An ISO instant. */
  publishedAt: string;
  publishedBy: string;
  name: string;
  emergencyOnly: boolean;
  /** None when the plan was withdrawn. */
  parts: readonly PlainPart[];
};

/**
 * What the person reads of a plan; a withdrawn one has no parts. Nothing restricted is in it. `today`: the day of the
 * copy in London; a text that is kept has that of publishing, and says until when a number is theirs.
 */
export function personCopy(
  published: PublishedPlan,
  person: PersonFacts,
  today: CalendarDate = londonDate(new Date(published.publishedAt)),
): PersonCopy {
  const { status, version, publishedAt, publishedByName, publishedByRole } = published;
  return {
    status,
    version,
    publishedAt,
    publishedBy: `${publishedByName}, ${publishedByRole}`,
    name: person.name,
    emergencyOnly: published.emergencyOnly ?? false,
    parts: status === "live" ? partsOf(published, person, today) : [],
  };
}

function partsOf(
  { document, restrictions, signatures }: PublishedPlan,
  person: PersonFacts,
  today: CalendarDate,
): PlainPart[] {
  const { plan } = withoutRestricted(document, restrictions);
  const held = heldBack({ document });
  const rules = PLAIN_PARTS.filter(({ section, told }) =>
    held.all
      ? OWN_WORDS.includes(section)
      : !(told && (held.recommendation || (told === "prognosis" && held.prognosis))),
  );
  const unspoken = { dying: held.prognosis || held.recommendation, cpr: held.recommendation };
  const parts = rules.flatMap((rule) => partOf({ plan, today, unspoken }, rule) ?? []);
  const decisions = held.all ? [] : plainDecisions(plan, { bornOn: person.bornOn, signatures }, held.recommendation);
  const at = parts.findIndex(({ id }) => AFTER_DECISIONS.includes(id));
  const before = at < 0 ? parts.length : at;
  const all = [...parts.slice(0, before), ...decisions, ...parts.slice(before), ...recordParts(person)];
  return [...all, ...wordsOfStaff(all), ...reviewParts(plan, held)];
}

/** Decisions stand before these, so after the person's own words and what to do when things change. */
const AFTER_DECISIONS = PLAIN_PARTS.map(({ section }) => section as string).slice(
  PLAIN_PARTS.findIndex(({ section }) => section === "escalation"),
);

/** What stays when the plan as a whole was not discussed with the person. */
const OWN_WORDS: readonly string[] = ["aboutMe", "communication", "people"];

export type HeldBack = {
  /** The plan was not discussed, since it would harm the person: only their own words are theirs to read here. */
  all: boolean;
  /** The CPR recommendation was not discussed with the person, or they do not know of it. */
  recommendation: boolean;
  /** The person does not know the prognosis, or does not wish to. */
  prognosis: boolean;
};

/**
 * What the copy leaves out, for the copy itself and for staff who print it; for nobody else. Of the whole plan: what the
 * person was not told is not told by its being restricted too.
 */
export function heldBack({ document: { sections } }: Pick<PublishedPlan, "document">): HeldBack {
  const { involvement, personAware } = sections.cpr.fields;
  const { agreed, notDiscussedBecause } = sections.agreement.fields;
  const { prognosisTold } = sections.palliative.fields;
  return {
    all: agreed === "not_discussed" && notDiscussedBecause !== "not_practicable",
    recommendation: involvement === "not_discussed" || personAware === "no",
    prognosis: ["no", "carer", "wishes_not"].includes(prognosisTold ?? ""),
  };
}

// ── Parts ─────────────────────────────────────────────────────────────────────────────────────────────────

type PlainBlock = PlainPart["blocks"][number];

type Copying = { plan: PlanDocument; today: CalendarDate; unspoken: Unspoken };

function partOf({ plan, today, unspoken }: Copying, rule: PlainPartRule): PlainPart | undefined {
  const { fields, items } = plan.sections[rule.section] as { fields: Values; items: readonly Item[] };
  const inItems = sectionOf(rule.section).unit === "item";
  const told = <Of extends Values>(values: Of) => (holdsTheirOwn(rule) ? values : spokenValues(values, rule, unspoken));
  const stands = (item: Item) =>
    (rule.only?.(item) ?? true) && (rule.section !== "people" || isStill(item as Values, today));
  const blocks: PlainBlock[] = inItems
    ? items.filter(stands).flatMap((item) => {
        const values = told(item as Values);
        return values ? [blockOf({ plan, today }, rule, values)] : [];
      })
    : [{ lines: linesOf({ plan, today }, rule, told(fields) ?? {}) }];
  const kept = blocks.filter(({ heading, lines }) => heading || lines.length);
  return kept.length ? { id: rule.section, title: rule.title, note: rule.note, blocks: kept } : undefined;
}

type Of = Pick<Copying, "plan" | "today">;

function blockOf(of: Of, rule: PlainPartRule, item: Values): PlainBlock {
  const name = rule.heading && item[rule.heading];
  const words = name && valueInWords(rule.section, rule.heading!, name);
  const heading = rule.headingLead && words ? `${rule.headingLead} ${inSentence(words)}` : words;
  return { ...(heading && { heading }), lines: linesOf(of, rule, item) };
}

/** Those of the words that were written. */
const only = (said: Readonly<Record<string, string | undefined>>, written: Values): Values =>
  Object.fromEntries(Object.entries(said).flatMap(([name, words]) => (words && written[name] ? [[name, words]] : [])));

/** "Breathless" within a sentence; "SpO2" stays as it is. */
const inSentence = (words: string) =>
  /^\p{Lu}\p{Ll}/u.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;

function linesOf(of: Of, rule: PlainPartRule, written: Values): PlainLine[] {
  // "Do not:" is not followed by another "do not".
  const said = ["contingency", "carer"].includes(rule.section) ? limitsInWords(written) : {};
  const values: Values = { ...written, ...only(said, written) };
  const lines = Object.entries(rule.fields).flatMap(([name, lead]) => {
    const words = values[name] && wordsOf(of, rule, name, values[name]);
    return words ? [lead ? { lead, words } : { words }] : [];
  });
  // An organisation that owns an action is named once.
  return lines.filter(({ words }, index) => lines.findIndex((line) => line.words === words) === index);
}

function wordsOf(of: Of, { section, says }: PlainPartRule, name: string, value: string): string {
  if (name === "ring") return ringInWords(of, value);
  return says?.[name]?.[value] ?? valueInWords(section, name, value);
}

/** With the number of whoever bears the whole name; the clinical desk is not for the public. */
function ringInWords({ plan, today }: Of, ring: string): string {
  if (isDesk(ring) || leadsToUntold(plan, ring)) return "";
  const numbers = namedBy(plan, ring, today).map(
    ({ phone, hours }) => `${phoneInWords(phone)}${hours ? ` (${hours})` : ""}`,
  );
  return [ring, ...numbers].join(", ");
}

function recordParts({ facts }: PersonFacts): PlainPart[] {
  const lines = facts.map(({ kind, text, on }) => ({
    lead: kind === "allergy" ? "Allergy" : "Medicine that staff must know of",
    words: `${text}${on ? ` (recorded ${dateInWords(on)})` : ""}`,
  }));
  const note = "This comes from your health record. Tell your practice if it is wrong.";
  return lines.length ? [{ id: "record", title: "From your health record", note, blocks: [{ lines }] }] : [];
}

/** Words in the copy that many people do not know; what the person wrote needs no explaining. */
function wordsOfStaff(parts: readonly PlainPart[]): PlainPart[] {
  const theirs = parts.filter(({ id }) => id !== "aboutMe");
  const texts = theirs.flatMap(({ blocks }) =>
    blocks.flatMap(({ heading = "", lines }) => [heading, ...lines.map(({ words }) => words)]),
  );
  const lines = jargonIn(texts.join("\n")).map(({ word, plain }) => ({ lead: word, words: plain }));
  return lines.length ? [{ id: "words", title: "Words that staff use", blocks: [{ lines }] }] : [];
}

function reviewParts(plan: PlanDocument, held: HeldBack): PlainPart[] {
  const { on, by, byRole, phone } = plan.sections.review.fields;
  const { agreed, name, on: agreedOn } = plan.sections.agreement.fields;
  const withWhom = { person: "with you", representative: `with ${name ?? "the person who acts for you"}` }[
    agreed ?? ""
  ];
  const day = agreedOn ? ` on ${dateInWords(agreedOn)}` : "";
  const lines = [
    // Of a plan of which a part was not told, nobody says that it was agreed as a whole.
    withWhom && !held.all && !held.recommendation && { words: `This plan was agreed ${withWhom}${day}.` },
    agreed === "disagrees" && { words: `This plan was discussed with you${day}. You do not agree with all of it.` },
    on && { lead: "It is looked at again on", words: dateInWords(on) },
    by && { lead: "Ask about it", words: [by, byRole].filter(Boolean).join(", ") },
    phone && { lead: "Phone", words: valueInWords("review", "phone", phone) },
  ].filter((line): line is PlainLine => Boolean(line));
  return lines.length ? [{ id: "review", title: "About this plan", blocks: [{ lines }] }] : [];
}
