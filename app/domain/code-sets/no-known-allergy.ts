/** Somebody asked about allergies and there were none: a statement, unlike a record that is silent. */
import { type CodeSet, snomed } from "./code-set";

export const NO_KNOWN_ALLERGY: CodeSet = {
  id: "no-known-allergy",
  name: "No known allergy",
  version: "2026-11-22",
  source: "selected by Confer from SNOMED CT: no known allergy and its children",
  licence: "SNOMED CT ids under the UK licence of each site; selection Apache-2.0",
  members: snomed({
    716186003: "No known allergy",
    409137002: "No known drug allergy",
    429625007: "No known food allergy",
    428607008: "No known environmental allergy",
  }),
};
