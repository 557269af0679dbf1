/**
 * Every setting there is: values that rules read, signatures of rules that were written from memory or proposed, and
 * switches of rules that drive one person's treatment. What nobody has signed has what ships.
 */
import { ACTION_SETTINGS } from "./action";
import { CARE_SETTINGS, type CareProcess, type CareProtocol, treatmentSwitch } from "./care-gap";
import { CARE_PACKAGES } from "./care-packages/all";
import { settingsOf } from "./care-packages/package";
import { PROTOCOLS } from "./care-protocols/all";
import { COHORT_SETTINGS } from "./cohort";
import { CARD_SIGNATURES } from "./crisis-cards/signatures";
import { PROPOSAL_SETTINGS } from "./mdg-proposal-settings";
import { DRAFT_SETTINGS } from "./plan-draft-age";
import { REVIEW_SETTINGS } from "./plan-review";
import { INDEX_SETTINGS } from "./risk/frailty-index";
import { SEGMENT_SETTINGS } from "./segment";
import { type InForce, isUnsigned, type Mark, SETTINGS, type SettingRow, type Shipped } from "./setting";
import { TIER_SETTINGS } from "./tier";

export type SettingKind = "value" | "signature" | "switch";

export type CatalogueEntry = Shipped & {
  kind: SettingKind;
  section: string;
  /** Care process that a signature or a switch is of. */
  process?: string;
  /** A treatment rule's own signature: given on its page, one by one. */
  oneByOne?: true;
};

/** `protocol`: the section is that protocol's. `lists`: rows of lists are made with it, so a change waits for a run. */
export type Section = { id: string; name: string; protocol?: string; lists: boolean };
type Named = [name: string, entry: CatalogueEntry];

const CARDS = "cards";

export const rowSignature = (process: string): string => `row.${process}`;

const needsSignature = (mark: Mark) => mark === "M" || mark === "P";

// ── What there is ─────────────────────────────────────────────────────────────────────────────────────────

const values = (section: string, table: Readonly<Record<string, Shipped>>): Named[] =>
  Object.entries(table).map(([name, shipped]) => [name, { ...shipped, kind: "value", section }]);

const SIGNED = { 0: "not signed", 1: "signed as it stands" } as const;
const SWITCHED = { 0: "off", 1: "on" } as const;

/** "FA2: Falls assessment"; a name that begins with its id says it once. */
export const processLabel = ({ id, name }: Pick<CareProcess, "id" | "name">): string =>
  name.startsWith(id.replace("-", " ")) ? name : `${id}: ${name}`;

function ofProcess(section: string, process: CareProcess): Named[] {
  const { id, source, mark, treatment } = process;
  const entry = { words: processLabel(process), value: 0, source, mark, section, process: id };
  const named: Named[] = [];
  if (needsSignature(mark))
    named.push([
      rowSignature(id),
      { ...entry, kind: "signature", options: SIGNED, ...(treatment && { oneByOne: true }) },
    ]);
  if (treatment) named.push([treatmentSwitch(id), { ...entry, kind: "switch", options: SWITCHED }]);
  return named;
}

const ofProtocol = ({ id, settings, processes }: CareProtocol): Named[] => [
  ...values(id, settings),
  ...processes.flatMap((process) => ofProcess(id, process)),
];

/** A package names its switches as protocols do; its words say what the numbers of a switch mean, which the page does. */
const isSwitch = (name: string) => name.startsWith(treatmentSwitch(""));
const asSwitch = (entry: CatalogueEntry): CatalogueEntry => ({
  ...entry,
  kind: "switch",
  options: SWITCHED,
  words: entry.words.replace(" (1 yes, 0 no)", ""),
});
const packageSection = (id: string) => `package-${id}`;
const ofPackages: Named[] = CARE_PACKAGES.flatMap((carePackage) =>
  values(packageSection(carePackage.id), settingsOf(carePackage)).map(
    ([name, entry]): Named => [name, isSwitch(name) ? asSwitch(entry) : entry],
  ),
);

/** Words and doses of crisis cards: a plan that holds them is published only once they are signed. */
const ofCards: Named[] = CARD_SIGNATURES.map(
  ({ name, dose, ...shipped }): Named => [
    name,
    { ...shipped, value: 0, kind: "signature", section: CARDS, options: SIGNED, ...(dose && { oneByOne: true }) },
  ],
);

const ALL: readonly Named[] = [
  ...values("risk", { ...INDEX_SETTINGS, ...SEGMENT_SETTINGS, ...TIER_SETTINGS, ...COHORT_SETTINGS }),
  ...values("care", CARE_SETTINGS),
  ...PROTOCOLS.flatMap(ofProtocol),
  ...ofPackages,
  ...ofCards,
  ...values("plan", { ...REVIEW_SETTINGS, ...ACTION_SETTINGS, ...DRAFT_SETTINGS }),
  ...values("mdg", PROPOSAL_SETTINGS),
  ...values("urgent", SETTINGS),
];

/** A name that stands twice would be signed in one place and hold in two. */
function onlyOnce(all: readonly Named[]): Readonly<Record<string, CatalogueEntry>> {
  const twice = all.map(([name]) => name).find((name, index, names) => names.indexOf(name) !== index);
  if (twice) throw new Error(`Two settings have the name "${twice}".`);
  return Object.fromEntries(all);
}
export const CATALOGUE = onlyOnce(ALL);

export const isInCatalogue = (name: string): boolean => Object.hasOwn(CATALOGUE, name);

export const SECTIONS: readonly Section[] = [
  { id: "risk", name: "Risk, segments, tiers and cohorts", lists: true },
  { id: "care", name: "All care protocols", lists: true },
  ...PROTOCOLS.map(({ id, name }) => ({ id, name, protocol: id, lists: true })),
  ...CARE_PACKAGES.map(({ id, name }) => ({ id: packageSection(id), name: `Care package: ${name}`, lists: false })),
  { id: CARDS, name: "Crisis cards", lists: false },
  { id: "plan", name: "Reviews, actions and drafts of care plans", lists: false },
  { id: "mdg", name: "Whom to discuss in an MDG", lists: false },
  { id: "urgent", name: "Urgent contacts and records", lists: false },
];

export const sectionOf = (name: string): Section => SECTIONS.find(({ id }) => id === CATALOGUE[name]!.section)!;

// ── What is in force ──────────────────────────────────────────────────────────────────────────────────────

export type Signed = InForce & { signedAt: Date | null };

/** Newest row of the name, or what ships. The name is one of the catalogue. */
export function inForce(name: string, rows: readonly (SettingRow & { signedAt?: Date | null })[]): Signed {
  const newest = rows.filter((row) => row.name === name).sort((a, b) => b.version - a.version)[0];
  if (!newest || typeof newest.value !== "number") {
    const { value, source, mark } = CATALOGUE[name]!;
    return { value, source, mark, version: 0, signedBy: null, signedAt: null };
  }
  const { value, source, mark, version, signedBy, signedAt = null } = newest;
  return { value, source, mark: mark as Mark, version, signedBy, signedAt };
}

/** Waits for a clinical lead: from memory or proposed, and signed by nobody. A switch that is off waits for nobody. */
export function waits({ kind }: Pick<CatalogueEntry, "kind">, setting: Pick<InForce, "value" | "mark" | "signedBy">) {
  if (kind === "switch") return false;
  return kind === "signature" ? setting.value !== 1 : isUnsigned(setting);
}

/** Whether a change waits for a run before lists show it. A signature changes no answer. */
export const reachesLists = (name: string): boolean => CATALOGUE[name]!.kind !== "signature" && sectionOf(name).lists;

export function effectInWords(name: string): string {
  const { kind, section } = CATALOGUE[name]!;
  if (section === CARDS) return "At once: plans that hold these words of the card can be published, or no longer.";
  if (kind === "signature") return "At once: pages say who signed it. It changes no answer.";
  if (reachesLists(name))
    return "At once on a person's page; on lists and in counts after the next run, which is queued and begins within minutes.";
  return section === "mdg" ? "At once: from the next proposal on." : "At once.";
}

export const MARK_WORDS: Readonly<Record<Mark, string>> = {
  V: "read in the source",
  "2": "second-hand: read where others quote the source",
  M: "from memory",
  P: "proposed",
};
