/**
 * Every setting there is: values that rules read, signatures of rows that were written from memory or proposed, and
 * switches of rules that drive one person's treatment. What nobody has signed has what ships.
 */
import { treatmentSwitch } from "./care-gap";
import { PROPOSAL_SETTINGS } from "./mdg-proposal-settings";
import { PACKAGE_SETTINGS } from "./care-packages/all";
import { PROTOCOL_SETTINGS, PROTOCOLS, processOf } from "./care-protocols/all";
import { COHORT_SETTINGS } from "./cohort";
import { INDEX_SETTINGS } from "./risk/frailty-index";
import { SEGMENT_SETTINGS } from "./segment";
import { isUnsigned, SETTINGS, type InForce, type Mark, type SettingRow, type Shipped } from "./setting";
import { TIER_SETTINGS } from "./tier";

export type SettingKind = "value" | "signature" | "switch";
export type CatalogueEntry = Shipped & { kind: SettingKind; group: string; /** Process that it is of. */ process?: string };

export const rowSignature = (process: string): string => `row.${process}`;

const needsSignature = (mark: Mark) => mark === "M" || mark === "P";

function valuesOf(group: string, table: Readonly<Record<string, Shipped>>): [string, CatalogueEntry][] {
  return Object.entries(table).map(([name, shipped]) => [name, { ...shipped, kind: "value", group }]);
}

const OF_RISK = "Risk, segments and tiers";
const OF_PROTOCOLS = "Care protocols: numbers";
const OF_ROWS = "Care protocols: rows written from memory or proposed";
const OF_TREATMENT = "Rules that drive one person's treatment";

const SIGNATURES: [string, CatalogueEntry][] = PROTOCOLS.flatMap(({ processes }) =>
  processes
    .filter(({ mark }) => needsSignature(mark))
    .map(({ id, name, source, mark }): [string, CatalogueEntry] => [
      rowSignature(id),
      { words: `${id}: ${name}`, value: 0, source, mark, kind: "signature", group: OF_ROWS, process: id, options: { 0: "not signed", 1: "signed as it stands" } },
    ]),
);

const SWITCHES: [string, CatalogueEntry][] = PROTOCOLS.flatMap(({ processes }) =>
  processes
    .filter(({ treatment }) => treatment)
    .map(({ id, name, source, mark }): [string, CatalogueEntry] => [
      treatmentSwitch(id),
      { words: `${id}: ${name}`, value: 0, source, mark, kind: "switch", group: OF_TREATMENT, process: id, options: { 0: "off", 1: "on" } },
    ]),
);

export const CATALOGUE: Readonly<Record<string, CatalogueEntry>> = Object.fromEntries([
  ...valuesOf(OF_RISK, { ...INDEX_SETTINGS, ...SEGMENT_SETTINGS, ...TIER_SETTINGS, ...COHORT_SETTINGS }),
  ...valuesOf(OF_PROTOCOLS, PROTOCOL_SETTINGS),
  ...SIGNATURES,
  ...SWITCHES,
  ...valuesOf("Care packages: limits", PACKAGE_SETTINGS),
  ...valuesOf("Whom to discuss in an MDG", PROPOSAL_SETTINGS),
  ...valuesOf("Urgent contacts and records", SETTINGS),
]);

export const GROUPS: readonly string[] = [...new Set(Object.values(CATALOGUE).map(({ group }) => group))];

/** Newest row of the name, or what ships. */
export function inForce(name: string, rows: readonly SettingRow[]): InForce {
  const { value, source, mark } = CATALOGUE[name]!;
  const newest = rows.filter((row) => row.name === name).sort((a, b) => b.version - a.version)[0];
  if (!newest || typeof newest.value !== "number") return { value, source, mark, version: 0, signedBy: null };
  return { value: newest.value, source: newest.source, mark: newest.mark as Mark, version: newest.version, signedBy: newest.signedBy };
}

/** Waits for a clinical lead: from memory or proposed, and signed by nobody. A switch that is off waits for nobody. */
export const waits = ({ kind }: Pick<CatalogueEntry, "kind">, setting: InForce): boolean =>
  kind === "switch" ? false : kind === "signature" ? setting.value !== 1 : isUnsigned(setting);

/** "140 mmHg" as the number it is, or the words of a choice. */
export const valueInWords = ({ options }: Pick<CatalogueEntry, "options">, value: number): string =>
  options?.[value] ? `${options[value]}${isChoice(options) ? "" : ` (${value})`}` : String(value);

/** A choice of words numbered for storage, against a number that sources name. */
const isChoice = (options: Readonly<Record<number, string>>) => Object.keys(options).every((key) => Number(key) <= 3);

/** Why a value cannot be put in force; undefined when it can. */
export function refuseValue(name: string, value: number): string | undefined {
  const entry = CATALOGUE[name];
  if (!entry) return "There is no such setting";
  if (!Number.isFinite(value)) return "Enter a number";
  if (value < 0) return "Enter 0 or more";
  if (entry.kind !== "value" && value !== 0 && value !== 1) return "Choose one of the two";
  if (entry.options && isChoice(entry.options) && !(value in entry.options)) return "Choose one of those offered";
  return undefined;
}

export const protocolOfSetting = (name: string): string | undefined => {
  const { process } = CATALOGUE[name] ?? {};
  return process ? processOf(process).protocol.id : PROTOCOLS.find(({ settings }) => name in settings)?.id;
};
