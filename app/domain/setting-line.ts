/** Settings as their pages show them: what waits first, found by words, with who signed what. */
import { dateInWords } from "./dates";
import { type CatalogueEntry, SECTIONS, type Section, type Signed, waits } from "./setting-catalogue";
import { inLists } from "./setting-signing";
import { valueInWords } from "./setting-value";

export type SettingLine = CatalogueEntry & { name: string; setting: Signed };

/** A row of the history; version 0 is what ships. */
export type SettingVersion = { version: number; value: number; source: string; by: string | null; at: Date };

/** `codes`: how many the active version holds here; 0 where `bySubstance`: known by the names of substances. */
export type CodeSetSize = { id: string; name: string; codes: number; bySubstance: boolean; own: boolean };

export const isWaiting = (line: SettingLine): boolean => waits(line, line.setting);

const UNSIGNED = "local setting, not yet signed by a clinical lead";

/** "signed by Dr Khan on 3 May 2026", or that nobody has, where somebody is to. */
export function signatureInWords({ kind, setting }: Pick<SettingLine, "kind" | "setting">): string {
  const { signedBy, signedAt, value } = setting;
  const by = signedBy && `by ${signedBy}${signedAt ? ` on ${dateInWords(signedAt)}` : ""}`;
  if (kind === "switch") return by ? `switched ${value === 1 ? "on" : "off"} ${by}` : "as it ships";
  if (by && kind === "signature" && value !== 1) return `taken back ${by}: ${UNSIGNED}`;
  if (by) return `signed ${by}`;
  return waits({ kind }, setting) ? UNSIGNED : "as it ships; needs no signature";
}

export type SettingCounts = { total: number; waiting: number; switches: number; on: number };

export function countSettings(lines: readonly SettingLine[]): SettingCounts {
  const switches = lines.filter(({ kind }) => kind === "switch");
  return {
    total: lines.length - switches.length,
    waiting: lines.filter(isWaiting).length,
    switches: switches.length,
    on: switches.filter(({ setting }) => setting.value === 1).length,
  };
}

export type SettingSearch = { text: string; waitingOnly: boolean; section: string };

export const isSearch = ({ text, waitingOnly, section }: SettingSearch): boolean =>
  text !== "" || waitingOnly || section !== "";

/** Every word that was typed is in the name, the words, the source, the value or the signature. */
export function findSettings(
  lines: readonly SettingLine[],
  { text, waitingOnly, section }: SettingSearch,
): SettingLine[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter((line) => {
    if ((section && line.section !== section) || (waitingOnly && !isWaiting(line))) return false;
    const said = [line.name, line.words, line.setting.source, valueInWords(line.name, line.setting.value)];
    const text = [...said, signatureInWords(line)].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The section with the most that waits first; within it what waits, then the other values, then the switches. */
export function bySection(lines: readonly SettingLine[]): { section: Section; lines: SettingLine[] }[] {
  const rank = (line: SettingLine) => (isWaiting(line) ? 0 : line.kind === "switch" ? 2 : 1);
  return SECTIONS.map((section) => ({
    section,
    lines: lines.filter((line) => line.section === section.id).sort((a, b) => rank(a) - rank(b)),
  }))
    .filter((group) => group.lines.length > 0)
    .sort((a, b) => countSettings(b.lines).waiting - countSettings(a.lines).waiting);
}

/** Waits, and may be signed in a list. */
export const canBeTicked = (line: SettingLine): boolean => isWaiting(line) && inLists(line);

/** `others`: how many were ticked that are not to be signed with these. */
export type Together = { ticked: SettingLine[]; others: number };

/** Of one section, what was ticked and may be signed in a list, in the order of the list. */
export function ticksTogether(lines: readonly SettingLine[], section: string, names: readonly string[]): Together {
  const asked = new Set(names);
  const ticked = lines.filter((line) => line.section === section && asked.has(line.name) && canBeTicked(line));
  return { ticked, others: asked.size - ticked.length };
}
