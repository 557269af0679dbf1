/** What a page of the record makes of the rows that it reads: allergies, alerts, medicines, results and their course. */
import type { Reason } from "./answer";
import { codeSet } from "./code-sets/all";
import type { CodeSet } from "./code-sets/code-set";
import { NO_KNOWN_ALLERGY } from "./code-sets/no-known-allergy";
import type { EvidenceEntry, ReasonShown, Why } from "./person-record";

export type Coded = { system: string; code: string; display: string };

const isIn = ({ members }: CodeSet, { system, code }: Coded) =>
  members.some((member) => member.system === system && member.code === code);

export type Allergies =
  | { known: "listed"; list: string[] }
  /** Asked, and there is none; with what exactly was stated. */
  | { known: "none"; stated: string }
  | { known: "nothing recorded" };

export function readAllergies(entries: readonly (Coded & { reaction: string | null })[]): Allergies {
  const list = entries
    .filter((entry) => !isIn(NO_KNOWN_ALLERGY, entry))
    .map(({ display, reaction }) => {
      const name = display.replace(/^allergy to /i, "");
      return reaction ? `${name} (${reaction})` : name;
    });
  if (list.length) return { known: "listed", list: [...new Set(list)] };
  const [stated] = entries;
  return stated ? { known: "none", stated: stated.display } : { known: "nothing recorded" };
}

export const allergiesInWords = (allergies: Allergies): string =>
  allergies.known === "listed"
    ? allergies.list.join("; ")
    : allergies.known === "none"
      ? allergies.stated.toLowerCase()
      : "nothing recorded: ask";

/** Circumstances that change how one visits and talks, from coded entries. */
const ALERTS = ["palliative-care", "housebound", "care-home"] as const;

export function readAlerts(
  entries: readonly Coded[],
  person: { language: string | null; interpreter: boolean | null; careHome: string | null },
): string[] {
  const coded = ALERTS.map(codeSet)
    .filter((set) => entries.some((entry) => isIn(set, entry)))
    .map(({ id, name }) => (id === "care-home" && person.careHome ? `Lives at ${person.careHome}` : name));
  const home = person.careHome && !coded.some((alert) => alert.endsWith(person.careHome!));
  return [
    ...(person.interpreter ? [`Interpreter needed: ${person.language ?? "language not recorded"}`] : []),
    ...coded,
    ...(home ? [`Lives at ${person.careHome}`] : []),
  ];
}

export type Result = Coded & {
  on: Date | null;
  value: number | null;
  unit: string | null;
  text: string | null;
  /** As it came, where that differs. */
  received: string | null;
  implausible: boolean;
};

export type ResultLine = {
  name: string;
  latest: Result;
  /** The latest that can be used, when the latest of all cannot. */
  lastPlausible?: Result;
  /** Usable values in order of time, for tests whose course matters. */
  course: { on: Date; value: number }[];
};

/** Body weight has no code set of its own, since no score reads it. */
const WEIGHT: readonly string[] = ["27113001", "29463-7"];
const hasCourse = (result: Result) =>
  WEIGHT.includes(result.code) || ["hba1c", "egfr"].some((id) => isIn(codeSet(id), result));

/** One line a test, the newest first within it; `results` must come newest first. */
export function readResults(results: readonly Result[]): ResultLine[] {
  const byTest = new Map<string, Result[]>();
  for (const result of results) {
    const key = `${result.system}|${result.code}`;
    byTest.set(key, [...(byTest.get(key) ?? []), result]);
  }
  return [...byTest.values()]
    .map((ofTest) => {
      const latest = ofTest[0]!;
      const lastPlausible = latest.implausible ? ofTest.find(({ implausible }) => !implausible) : undefined;
      return { name: latest.display || latest.code, latest, lastPlausible, course: courseOf(ofTest) };
    })
    .sort((a, b) => a.name.localeCompare(b.name, "en-GB"));
}

function courseOf(ofTest: readonly Result[]): { on: Date; value: number }[] {
  if (!hasCourse(ofTest[0]!)) return [];
  const { unit } = ofTest[0]!;
  const usable = ofTest.flatMap((result) =>
    result.on && result.value !== null && !result.implausible && result.unit === unit
      ? [{ on: result.on, value: result.value }]
      : [],
  );
  return usable.length > 1 ? usable.reverse() : [];
}

/** Entries that a reason lists; the rest are counted. */
const ENTRIES_LISTED = 6;

/**
 * Each reason with the entries of its sets, which must come newest first. Where the lowest or highest value decided,
 * that entry stands first, however old it is.
 */
export function withEntries(reasons: readonly Reason[], entries: readonly EvidenceEntry[]): ReasonShown[] {
  return reasons.map(({ sets = [], ...reason }) => {
    const own = entries.filter((entry) => entry.sets.some((set) => sets.includes(set)));
    const cause = causeAmong(own, reason.evidence);
    const ordered = cause ? [cause, ...own.filter((entry) => entry !== cause)] : own;
    const shown = ordered.slice(0, ENTRIES_LISTED).map((entry) => {
      const { sets: _, recordedHere: __, ...seen } = entry;
      return entry === cause ? { ...seen, cause: true as const } : seen;
    });
    return { ...reason, entries: shown, more: own.length - shown.length };
  });
}

function causeAmong(entries: readonly EvidenceEntry[], evidence: string | undefined): EvidenceEntry | undefined {
  const way = evidence?.startsWith("lowest ") ? 1 : evidence?.startsWith("highest ") ? -1 : 0;
  if (!way) return undefined;
  const measured = entries.filter(({ value }) => value !== null);
  return measured.sort((a, b) => way * (a.value! - b.value!))[0];
}

/** For roles that do not see results: the reasons and scores, without which test said so or what was measured. */
export const whyWithoutTests = (why: Why): Why => ({
  ...why,
  missing: missingWithoutTests(why.missing),
  index: {
    ...why.index,
    missing: missingWithoutTests(why.index.missing),
    because: why.index.because.map(({ evidence: _, term, ...reason }) => ({ ...reason, term: termWithoutTest(term) })),
  },
});

/** The eFI2 has terms that say what was measured, or that nothing was. */
const termWithoutTest = (term: string) => (term.startsWith("Body mass index") ? "Body weight" : term);

/** "eGFR: result without a usable value" names a test. */
export const missingWithoutTests = (missing: readonly string[]): string[] => [
  ...new Set(missing.map((one) => one.replace(/^.*: (?=result without )/, "").replace(/^sex \(.*$/, "sex"))),
];

/** "64 mmol/mol"; the text where there is no number; said plainly where there is neither. */
export function valueInWords({ value, unit, text }: Pick<Result, "value" | "unit" | "text">): string {
  if (value !== null) return [Number(value.toPrecision(4)).toString(), unit].filter(Boolean).join(" ");
  return text ?? "no value received";
}

export const ENCOUNTERS: Readonly<Record<string, string>> = {
  gp: "GP appointment",
  community: "Community visit",
  outpatient: "Outpatient appointment",
  ae: "A&E attendance",
  emergency_admission: "Emergency admission",
  elective_admission: "Planned admission",
  ambulance: "Ambulance",
  nhs111: "111 call",
  other: "Other",
};

export const URGENT_SERVICES: Readonly<Record<string, string>> = {
  nhs111: "111",
  ambulance: "Ambulance",
  out_of_hours: "Out of hours",
  ed: "Emergency department",
};

export const CONTACT_OUTCOMES: Readonly<Record<string, string>> = {
  not_conveyed: "not conveyed",
  conveyed: "conveyed to hospital",
  referred: "referred on",
  advice: "advice given",
  died: "died",
  no_one_found: "no one found",
  not_recorded: "not recorded by the crew",
};
