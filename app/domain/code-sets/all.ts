/** Every code set that Confer ships, and the way to one by its id. */
import type { CodeSet } from "./code-set";
import { DIABETES } from "./diabetes";
import { EFI_BONES_AND_SKIN } from "./efi-bones-and-skin";
import { EFI_CIRCULATION } from "./efi-circulation";
import { EFI_FUNCTION } from "./efi-function";
import { EFI_OTHER_DISEASES } from "./efi-other-diseases";
import { END_OF_LIFE } from "./end-of-life";
import { FRAILTY } from "./frailty";
import { LONG_TERM_CONDITIONS } from "./long-term-conditions";
import { LONG_TERM_CONDITIONS_OF_MIND } from "./long-term-conditions-of-mind";
import { MEASUREMENTS } from "./measurements";

export const CODE_SETS: CodeSet[] = [
  ...EFI_CIRCULATION,
  ...EFI_BONES_AND_SKIN,
  ...EFI_OTHER_DISEASES,
  ...EFI_FUNCTION,
  ...LONG_TERM_CONDITIONS,
  ...LONG_TERM_CONDITIONS_OF_MIND,
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
