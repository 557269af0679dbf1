/** Lists of codes made into the sets that they are to be. */
import path from "node:path";
import type { SetToImport } from "../../app/data/code-set-imports.server";
import { CODE_SETS } from "../../app/domain/code-sets/all";
import { type CodeList, contentVersion } from "./list";
import { originOf } from "./manifest";
import { SYSTEMS } from "./systems";

export type Wanted = { set?: string; name?: string; version?: string; source?: string; licence?: string };
/** A set with the lists that it is made of. */
export type SetOfLists = { set: SetToImport; lists: CodeList[] };

const LICENCE = "not stated; SNOMED CT, dm+d and Read ids under the UK licence of this site";

/** With a set's id all lists are that one set, so that it can have codes of several systems; else each is its own. */
export function setsOf(lists: readonly CodeList[], wanted: Wanted): SetOfLists[] {
  const groups = wanted.set === undefined ? lists.map((list) => [list]) : [[...lists]];
  return groups.map((group) => ({ lists: group, set: setOf(group, wanted) }));
}

/** Why no set of this id is made without being asked for, with ids that it may have been meant for. */
export function unreadInWords(id: string): string | undefined {
  const ids = CODE_SETS.map((set) => set.id);
  if (ids.includes(id)) return undefined;
  const parts = id
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part.length > 2);
  const likeness = (other: string) => parts.filter((part) => other.includes(part)).length;
  const close = ids
    .filter((other) => likeness(other) > 0)
    .sort((a, b) => likeness(b) - likeness(a) || a.length - b.length);
  const meant = close.length ? ` Did you mean ${close.slice(0, 5).join(", ")}?` : ' "list" shows the ids.';
  return `No rule reads a set "${id}", so its codes would change no score.${meant} --new makes it all the same.`;
}

function setOf(lists: readonly CodeList[], wanted: Wanted): SetToImport {
  const members = [...new Map(lists.flatMap(membersOf).map((one) => [`${one.system} ${one.code}`, one])).values()];
  const origins = lists.map(({ file }) => originOf(file));
  // Only one list has one version; several are told apart by their codes.
  const origin = lists.length === 1 ? origins[0] : undefined;
  const stem = path.basename(lists[0]!.file).replace(/\.csv$/i, "");
  return {
    id: wanted.set ?? stem,
    name: wanted.name,
    listName: origin?.name ?? stem,
    version: wanted.version ?? origin?.version ?? contentVersion(members),
    source:
      wanted.source ?? lists.map((list, i) => origins[i]?.source ?? `file ${path.basename(list.file)}`).join("; "),
    licence: wanted.licence ?? LICENCE,
    fileName: lists.map(({ file }) => path.basename(file)).join(", "),
    members,
  };
}

const membersOf = ({ system, codes }: CodeList) => codes.map((code) => ({ system: SYSTEMS[system].uri, code }));
