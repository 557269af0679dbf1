/** The system of a file's codes, by how they look. What could be two systems, or is of two, is refused. */
import { BNF } from "./columns";
import type { Placed, Trouble } from "./list";
import { looksLikeBnf, SYSTEMS, type SystemName, spreadsheetFault } from "./systems";

/** Told apart by their looks; dm+d looks as SNOMED CT does, Read v2 as CTV3. */
const BY_LOOKS = ["snomed", "icd10", "ctv3", "loinc"] as const satisfies readonly SystemName[];
/** Chapters X and Y are CTV3's alone (Y: codes of TPP); Read v2 has neither. */
const ONLY_CTV3 = /^[XY]/;

export function decideSystem(placed: readonly Placed[]): SystemName | Trouble[] {
  const codes = placed.filter(({ code }) => code !== "");
  const fits = BY_LOOKS.map((system) => ({ system, of: codes.filter(({ code }) => looksAs(system, code)) }));
  const whole = fits.filter(({ of }) => of.length === codes.length).map(({ system }) => system);
  if (codes.some(({ code }) => code.startsWith("0")) && codes.every(({ code }) => looksLikeBnf(code)))
    return [{ reason: BNF }];
  if (whole.length > 1)
    return [
      undecidable(
        codes,
        whole.map((system) => SYSTEMS[system].words),
        whole,
      ),
    ];
  const [only] = whole;
  if (only === "ctv3" && !codes.some(({ code }) => ONLY_CTV3.test(code)))
    return [undecidable(codes, ["CTV3", "Read v2"], ["ctv3", "read2"])];
  return only ?? mixed(codes, fits);
}

const looksAs = (system: SystemName, code: string) =>
  SYSTEMS[system].looks(code) || (system === "snomed" && spreadsheetFault(code) !== undefined);

function undecidable([first]: readonly Placed[], words: string[], systems: readonly SystemName[]): Trouble {
  const choices = systems.map((system) => `--system ${system}`).join(" or ");
  return { line: first?.line, code: first?.code, reason: `could be ${words.join(" or ")}: say ${choices}` };
}

/** What most codes look like; a code that looks like another system makes the file mixed, any other is a fault of the code. */
function mixed(
  codes: readonly Placed[],
  fits: readonly { system: SystemName; of: Placed[] }[],
): SystemName | Trouble[] {
  const [most] = [...fits].sort((a, b) => b.of.length - a.of.length);
  if (!most?.of.length) return [{ ...codes[0], reason: "the code of no system that is known here" }];
  const others = codes.filter((code) => !most.of.includes(code));
  const strays = others.flatMap((other) => {
    const system = fits.find(({ of }) => of.includes(other))?.system;
    return system
      ? [{ ...other, reason: `looks like ${SYSTEMS[system].words} among codes of ${SYSTEMS[most.system].words}` }]
      : [];
  });
  if (strays.length) return strays;
  return most.system === "ctv3" && !codes.some(({ code }) => ONLY_CTV3.test(code))
    ? [undecidable(codes, ["CTV3", "Read v2"], ["ctv3", "read2"])]
    : most.system;
}
