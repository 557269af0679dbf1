/** What `npm run codesets` says. */
import type { HeldSet, ImportOfSets, SetImported } from "../../app/data/code-set-imports.server";
import { CODE_SETS } from "../../app/domain/code-sets/all";
import { momentInWords } from "../../app/domain/dates";
import type { ListAnswer, Trouble } from "./list";
import type { SetOfLists } from "./sets";
import { SYSTEMS } from "./systems";

/** So many faults, duplicates and codes are named one by one. */
const NAMED = 10;

export const refusalsInWords = (answers: readonly ListAnswer[]): string =>
  answers.flatMap((answer) => (answer.ok ? [] : [refusalInWords(answer.file, answer.troubles)])).join("\n");

function refusalInWords(file: string, troubles: readonly Trouble[]): string {
  const inLines = troubles.some(({ line }) => line !== undefined);
  if (!inLines)
    return troubles.map(({ reason, column }) => `${file} is refused${inColumn(column)}: ${reason}`).join("\n");
  return [
    `${file} is refused: ${number(troubles.length)} ${troubles.length === 1 ? "fault" : "faults"}`,
    ...troubles.slice(0, NAMED).map(({ line, column, code, reason }) => {
      const place = [line === undefined ? "" : `line ${line}`, column && `column "${column}"`]
        .filter(Boolean)
        .join(", ");
      return `  ${place}: ${code ? `${code}: ` : ""}${reason}`;
    }),
    ...more(troubles.length),
  ].join("\n");
}

const inColumn = (column?: string) => (column ? ` (column "${column}")` : "");
const more = (count: number) => (count > NAMED ? [`  and ${number(count - NAMED)} more`] : []);

export function importInWords(
  { sets, touched }: Extract<ImportOfSets, { ok: true }>,
  made: readonly SetOfLists[],
): string {
  const lines = sets.flatMap((set, i) => [...made[i]!.lists.flatMap(readInWords), ...setImportedInWords(set)]);
  return [...lines, ...(sets.some(({ changed }) => changed) ? [touchedInWords(touched)] : [])].join("\n");
}

function readInWords({ file, system, column, codes, duplicates, groupings }: SetOfLists["lists"][number]): string[] {
  return [
    `${file}: ${counted(codes.length, "code")} of ${SYSTEMS[system].words} in column "${column}"`,
    ...(duplicates.length ? [`  listed more than once, kept once: ${named(duplicates)}`] : []),
    ...(groupings.length ? [`  its groups are not kept (${groupings.join(", ")}): all its codes are one set`] : []),
  ];
}

function setImportedInWords({ id, name, version, changed, before, read, ...news }: SetImported): string[] {
  const unread = read ? [] : [`  no rule reads "${id}": it changes no score`];
  if (!changed) return [`  set ${id}: version ${version} already holds these codes; nothing was changed`, ...unread];
  const { added, removed, kept, systemsGone } = news;
  const gone = systemsGone.map(systemInWords).join(" and ");
  return [
    `  set ${id}, ${name}: version ${version} is in force, ${before ? `in place of ${before.version}${before.imported ? "" : ", which ships with Confer"}` : "its first"}`,
    `  ${counted(added.length, "code")} added, ${number(removed.length)} removed, ${number(kept)} as before`,
    ...(gone
      ? [
          `  it had codes of ${gone} and has none now: records in ${gone} no longer count for it. Several files with --set make one set`,
        ]
      : []),
    ...unread,
  ];
}

const touchedInWords = (people: number) =>
  people
    ? `${counted(people, "person", "people")} ${people === 1 ? "has" : "have"} a code that it touches and ${people === 1 ? "waits" : "wait"} for new scores: while Confer runs they are made now; npm run stratify makes everybody's`
    : "It touches nobody: no score changes";

export const retiredInWords = (
  id: string,
  { retired, inForce, touched }: { retired: string; inForce?: string; touched: number },
) =>
  [
    `The set ${id}, version ${retired}, is no longer in force; ${inForce ? `version ${inForce}, which ships with Confer, is` : "no other is: no set of this id ships with Confer"}`,
    touchedInWords(touched),
  ].join("\n");

export function listInWords(sets: readonly HeldSet[]): string {
  const own = sets.filter(({ importedAt }) => importedAt);
  const line = ({ id, version, systems, importedAt, read }: HeldSet) =>
    [
      id.padEnd(40),
      version.padEnd(22),
      codesInWords(id, systems),
      importedAt && "brought in",
      !read && "no rule reads it",
    ]
      .filter(Boolean)
      .join("  ");
  return [
    ...sets.map(line),
    `${counted(sets.length, "set")} in force, ${number(own.length)} of them brought in here`,
  ].join("\n");
}

export const setInWords = (versions: readonly HeldSet[]): string =>
  versions
    .map(({ id, version, name, source, licence, active, fileName, importedBy, importedAt, systems, read }) =>
      [
        `${id} ${version}${active ? ", in force" : ""}`,
        `  name     ${name}`,
        `  codes    ${codesInWords(id, systems)}`,
        `  source   ${source}`,
        `  licence  ${licence}`,
        importedAt
          ? `  from     ${fileName}, brought in by ${importedBy}, ${momentInWords(importedAt)}`
          : "  from     ships with Confer",
        ...(read ? [] : ["  no rule reads it"]),
      ].join("\n"),
    )
    .join("\n");

/** Sets of medicines have substances instead of codes, or beside them: a product is known by the name that it has. */
export function codesInWords(id: string, systems: Record<string, number>): string {
  const each = Object.entries(systems).map(([uri, codes]) => `${number(codes)} ${systemInWords(uri)}`);
  const substances = CODE_SETS.find((set) => set.id === id)?.substances?.any.length ?? 0;
  if (substances) each.push(`${counted(substances, "substance")} by name`);
  return each.length ? each.join(", ") : "no codes";
}

const systemInWords = (uri: string) => Object.values(SYSTEMS).find((system) => system.uri === uri)?.words ?? uri;

const named = (words: readonly string[]) =>
  `${words.slice(0, NAMED).join("; ")}${words.length > NAMED ? ` and ${number(words.length - NAMED)} more` : ""}`;
const number = (value: number) => value.toLocaleString("en-GB");
const counted = (count: number, one: string, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;
