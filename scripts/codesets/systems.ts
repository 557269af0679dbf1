/**
 * Systems of codes: how one of their codes looks, and what is wrong with one that does not. Sources of the shapes: SNOMED
 * CT release file specification (SCTID: 6 to 18 digits, partition, Verhoeff check digit), ICD-10 4th character
 * subdivision, NHS Read codes (5 characters).
 *
 * What spreadsheets and statistics programs do to long numbers is caught in three ways. Shown as 4.78711E+14, a number
 * has the form of no code. Kept as a number, an id of more than 15 digits comes back with noughts for its last digits or
 * rounded to an even neighbour; the check digit sees every single wrong digit and nine of ten other changes, the
 * partition most of the rest (00 belongs to ids of up to 11 digits), and one fault refuses the whole file: of a dozen
 * rounded ids at least one is seen, but for one time in a million million. Read codes lose noughts in front or the point
 * behind: then they have not five characters. A code that was exchanged for another valid one nobody can see.
 */
import { LOINC, SNOMED } from "../../app/domain/code-sets/code-set";
import { readIcd10 } from "../../app/domain/risk/icd10";
import { isVerhoeff } from "./verhoeff";

export type SystemName = "snomed" | "dmd" | "icd10" | "ctv3" | "read2" | "loinc";

type System = {
  words: string;
  /** As entries have it. dm+d ids are SNOMED CT ids, and UK Core sends them so. */
  uri: string;
  /** Names of columns that hold its codes and no other's, without case, spaces and marks. */
  columns: readonly string[];
  /** Whether it could be one, damaged or not: by this the system of a file is found. */
  looks: (code: string) => boolean;
  /** What is wrong with it; undefined when nothing is. */
  fault: (code: string) => string | undefined;
  /** As it is kept, where a code may be written in several ways. */
  kept?: (code: string) => string;
};

const numeral = (code: string) => /^\d{6,18}$/.test(code) && !code.startsWith("0");
const read = (code: string) => /^[A-Za-z0-9.]{5}$/.test(code) && !code.startsWith(".");

export const SYSTEMS: Readonly<Record<SystemName, System>> = {
  snomed: {
    words: "SNOMED CT",
    uri: SNOMED,
    columns: [
      "snomed",
      "snomedcode",
      "snomedid",
      "snomedctcode",
      "snomedctid",
      "snomedctconceptid",
      "conceptid",
      "sctid",
    ],
    looks: numeral,
    fault: faultOfConcept,
  },
  dmd: {
    words: "dm+d",
    uri: SNOMED,
    columns: ["dmdid", "dmdcode", "dmd", "vppid", "ampid", "vmpid", "vtmid", "vpid", "apid"],
    looks: numeral,
    fault: faultOfConcept,
  },
  icd10: {
    words: "ICD-10",
    uri: "http://hl7.org/fhir/sid/icd-10",
    columns: ["icd10", "icd10code", "icdcode", "icd"],
    looks: (code) => !code.endsWith(".") && readIcd10(code) !== undefined,
    fault: (code) => (readIcd10(code) ? undefined : "no ICD-10 code: a letter, a digit, a third and up to two more"),
    kept: (code) => readIcd10(code)!,
  },
  ctv3: {
    words: "CTV3",
    uri: "http://read.info/ctv3",
    columns: ["ctv3id", "ctv3code", "ctv3"],
    looks: read,
    fault: faultOfRead,
  },
  read2: {
    words: "Read v2",
    uri: "http://read.info/readv2",
    columns: ["readv2", "readv2code", "read2", "read2code", "readcode"],
    looks: read,
    fault: faultOfRead,
  },
  loinc: {
    words: "LOINC",
    uri: LOINC,
    columns: ["loinc", "loinccode", "loincnum"],
    looks: (code) => /^\d{1,7}-\d$/.test(code),
    fault: (code) => (/^\d{1,7}-\d$/.test(code) ? undefined : "no LOINC code: digits, a hyphen and a check digit"),
  },
};

export const SYSTEM_NAMES = Object.keys(SYSTEMS) as SystemName[];
export const isSystem = (name: string): name is SystemName => name in SYSTEMS;

/** Codes of the British National Formulary: "0205051", "0601021A0AAAAAA". They name classes, and are not imported. */
export const looksLikeBnf = (code: string): boolean => /^(?:0[1-9]|1\d|2[0-3])\d{2,5}[0-9A-Z]{0,10}$/.test(code);

const SCIENTIFIC = /^\d+(?:[.,]\d+)?E\+?\d+$/i;

/** Digits that only a spreadsheet writes so; undefined when the code looks whole. */
export function spreadsheetFault(code: string): string | undefined {
  if (SCIENTIFIC.test(code) && /[.,+]/.test(code))
    return "a number as a spreadsheet shows it: its last digits are lost. Export it as text";
  if (/^\d{6,18}[.,]0+$/.test(code))
    return "a number with a decimal point, as a spreadsheet writes it. Export it as text";
  return undefined;
}

function faultOfConcept(code: string): string | undefined {
  if (!/^\d+$/.test(code)) return "not digits only, as ids of SNOMED CT and dm+d are";
  if (code.length < 6 || code.length > 18) return `${code.length} digits; an id of SNOMED CT has 6 to 18`;
  if (code.startsWith("0")) return "a nought in front, which no id of SNOMED CT has";
  const partition = code.slice(-3, -1);
  const kind = DESCRIBED[partition];
  const sound = isVerhoeff(code) && (partition !== "00" || code.length <= SHORT);
  if (!sound && code.length >= ROUNDED)
    return "a wrong check digit, as an id has that a spreadsheet kept as a number and rounded. Export it as text";
  if (!sound) return "a wrong check digit: a digit is not as it was issued";
  if (kind) return `the id of a ${kind}, not of a concept`;
  if (partition !== "00" && partition !== "10") return "the id of no concept";
  return undefined;
}

/** Partition → what else the id is of. */
const DESCRIBED: Readonly<Record<string, string>> = {
  "01": "description",
  "11": "description",
  "02": "relationship",
  "12": "relationship",
};
/** Ids of the international core: 3 to 8 digits of an item, the partition and the check digit. */
const SHORT = 11;
/** A number keeps 15 digits; written out from 4.78711E+14 it has so many. */
const ROUNDED = 15;

function faultOfRead(code: string): string | undefined {
  if (read(code)) return undefined;
  if (code.length < 5 && /^[A-Za-z0-9.]+$/.test(code))
    return `${code.length} characters; a Read code has five, and a spreadsheet drops noughts in front and the point behind`;
  return "not five letters, digits and points";
}
