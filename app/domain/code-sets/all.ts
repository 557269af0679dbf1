/** Every code set that Confer ships, and the way to one by its id. */
import type { CodeSet } from "./code-set";
import { DIABETES } from "./diabetes";
import { EFI_DISEASES } from "./efi-diseases";
import { EFI_FUNCTION } from "./efi-function";
import { END_OF_LIFE } from "./end-of-life";
import { FRAILTY } from "./frailty";
import { LONG_TERM_CONDITIONS } from "./long-term-conditions";
import { MEASUREMENTS } from "./measurements";

export const CODE_SETS: CodeSet[] = [
  ...EFI_DISEASES,
  ...EFI_FUNCTION,
  ...LONG_TERM_CONDITIONS,
  ...DIABETES,
  ...END_OF_LIFE,
  ...FRAILTY,
  ...MEASUREMENTS,
];

const byId = new Map(CODE_SETS.map((set) => [set.id, set]));

/** The set of this id; an unknown id is a mistake in a rule, so it throws. */
export function codeSet(id: string): CodeSet {
  const set = byId.get(id);
  if (!set) throw new Error(`No code set has the id "${id}".`);
  return set;
}
