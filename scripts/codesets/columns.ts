/** Which column of a list holds its codes, by the names that OpenCodelists and its authors give to columns. */
import { SYSTEM_NAMES, SYSTEMS, type SystemName } from "./systems";

/** Columns of codes of any system. */
const GENERAL = ["code", "codes", "conceptcode"];
/** Columns by which a list is one of medicines, though its codes stand under "code". */
const OF_MEDICINES = ["dmdid", "dmdtype", "vpid", "objtype"];
/** Columns that repeat the code of a medicine. */
const REPEATING = ["dmdid", "id"];
/** A pack's or product's parent: a code only where no column has the product's own. */
const PARENTS = ["vpid", "vtmid"];

export type Chosen = {
  at: number;
  /** The system that the name of the column, or of its neighbours, tells. */
  system?: SystemName;
  /** Columns that must say the same. */
  repeats: number[];
};

export function chooseColumn(header: readonly string[], asked?: SystemName): Chosen | { reason: string } {
  const names = header.map(plain);
  const twice = names.find((name, at) => name !== "" && names.indexOf(name) !== at);
  if (twice) return { reason: `two columns are called "${header[names.indexOf(twice)]}"` };
  const named = namedColumns(names);
  const wanted = asked ? named.filter(({ system }) => family(system) === family(asked)) : named;
  const general = GENERAL.map((name) => names.indexOf(name)).find((at) => at >= 0);
  const ofMedicines =
    OF_MEDICINES.some((name) => names.includes(name)) || (names.includes("id") && names.includes("type"));

  if (general !== undefined)
    return { at: general, system: ofMedicines ? "dmd" : undefined, repeats: repeatsOf(names, general) };
  const systems = [...new Set(wanted.map(({ system }) => family(system)))];
  if (systems.length > 1)
    return {
      reason: `columns of several systems: ${wanted.map(({ at }) => header[at]).join(", ")}; say which by --system`,
    };
  const first = wanted[0];
  if (first) return { at: first.at, system: ofMedicines ? "dmd" : first.system, repeats: [] };
  const plainId = names.indexOf("id");
  if (plainId >= 0) return { at: plainId, system: ofMedicines ? "dmd" : undefined, repeats: [] };
  if (names.some((name) => name.startsWith("bnf"))) return { reason: BNF };
  return {
    reason: `no column is called as one of codes is; there are: ${header.map((name) => `"${name}"`).join(", ")}`,
  };
}

export const BNF =
  "BNF codes, which name classes of medicines and not medicines. Bring the list of dm+d ids made from it";

/** Columns that put codes into groups. */
export const groupingColumns = (header: readonly string[]): string[] =>
  header.filter((name) => /^(?:category|grouping|group)/.test(plain(name)));

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/** dm+d ids are SNOMED CT ids: columns of both do not contradict one another. */
const family = (system: SystemName) => SYSTEMS[system].uri;

function namedColumns(names: readonly string[]): { at: number; system: SystemName }[] {
  return SYSTEM_NAMES.flatMap((system) =>
    SYSTEMS[system].columns.flatMap((name) => (names.includes(name) ? [{ at: names.indexOf(name), system }] : [])),
  ).sort((a, b) => Number(PARENTS.includes(names[a.at]!)) - Number(PARENTS.includes(names[b.at]!)));
}

const repeatsOf = (names: readonly string[], code: number): number[] =>
  REPEATING.map((name) => names.indexOf(name)).filter((at) => at >= 0 && at !== code);
