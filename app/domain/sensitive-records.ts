/**
 * Records that are left out of plans, packs and copies unless somebody puts one in by hand (safety rule 12): sexual
 * health, HIV, termination of pregnancy, assisted conception, gender history, abuse. Known by their codes (code-sets/
 * sensitive, and what a site has installed), and beneath these by the words of the code, since a site's own codes say it
 * too; a start [M], for each site's Caldicott guardian to sign. Leaving out too much is safe here: the record itself still
 * shows it to those who may read it.
 */
import type { CalendarDate } from "./calendar";
import { membershipOf } from "./code-sets/all";
import { ICD10 } from "./code-sets/code-set";
import { SENSITIVE } from "./code-sets/sensitive";
import { readIcd10 } from "./risk/icd10";

const WORDS: readonly RegExp[] = [
  /\bHIV\b|human immunodeficiency|\baids[- ](?:related|virus|defining|associated|dementia)|acquired immune|antiretroviral|\bCD4\b/i,
  // Written small they are aids of hearing and walking; written large too, where the whole term is.
  /(?<!\b(?:HEARING|WALKING|MOBILITY|STANDING|VISUAL|VISION|COMMUNICATION|BATH\w*|TOILET\w*|LIVING|SLEEP\w*) )\bAIDS\b(?! (?:FOR|AND|TO|OF)\b)|\bPrEP\b/,
  /(?<!\b(?:rabies|hepatitis \w|covid\S*|malaria|anthrax) )\b(?:pre|post)[- ]?exposure prophylaxis(?! (?:for|against|of|to) (?:rabies|hepatitis|covid|malaria|anthrax))/i,
  /sexually transmitted|\bSTI\b|\bSTD\b|venereal|syphili|treponem|gonorrh|gonococc|chlamydia|lymphogranuloma|chancroid|donovanosis|granuloma inguinale|mycoplasma genitalium|genital (herpes|wart)|herpes genitalis|trichomon|sexual health|genitourinary medicine|\bGUM clinic/i,
  /terminat\w+ of (?:\w+ )?pregnancy|pregnancy terminat|terminated pregnancy|(?:therapeutic|induced|legal|elective|medical|surgical|voluntary) termination|abortion/i,
  /assisted (conception|reproduction|fertili)|in.?vitro fertili|\bIVF\b|\bICSI\b|insemination|(egg|ovum|oocyte|sperm|embryo) (donor|donation|transfer)|surroga/i,
  /gender (dysphoria|incongruence|identity|reassign|affirm|recognition|history)|transsexual|transgender|\btrans (man|woman)\b|sex (reassignment|change)|change of sex|\b(?:male[- ]to[- ]female|female[- ]to[- ]male)\b|non-?binary/i,
  /abusive (relationship|partner|spouse|husband|wife|parent|family)|victim of (neglect|violence|assault)|(domestic|intimate partner|family|honou?r[- ]based) violence|honou?r[- ]based|coerci(ve|on)|controlling behaviou?r|\brape\b|sexual(ly)? (assault|exploit|violence)|female genital mutilation|\bFGM\b|modern slavery|human trafficking|forced marriage|safeguarding|child protection|\bMARAC\b|non-accidental injury|(subject|risk) of (domestic|sexual)/i,
];

/**
 * "Abuse" is sensitive where somebody was abused, whoever it was. That of alcohol, drugs and medicines stays: who treats
 * in an emergency must know it (withdrawal, overdose, what not to give), and it tells nothing of an abuser. Of a term
 * that says both, the other half still counts: "drug-facilitated sexual abuse".
 */
const ABUSE = /\babus(?:e|es|ed|er|ers|ing)\b/i;
const SUBSTANCE =
  "(?:alcohol|drugs?|substances?|poly-?(?:drug|substance)|psychoactive|chemicals?|opi(?:oid|ate)s?|morphine|heroin|methadone|codeine|cocaine|crack|cannabis|cannabinoids?|amphetamines?|methamphetamine|ecstasy|ketamine|hallucinogens?|stimulants?|benzodiazepines?|barbiturates?|tranquilli[sz]ers?|sedatives?|hypnotics?|antidepressants?|gabapentinoids?|analgesics?|painkillers?|laxatives?|diuretics?|antacids?|steroids?|solvents?|inhalants?|glue|tobacco|nicotine|medicines?|medications?|prescription|vitamins?|hormones?)";
const OF_SUBSTANCES = new RegExp(
  `\\b${SUBSTANCE}(?: (?:and|or) ${SUBSTANCE})?[- ](?:type )?(?:${SUBSTANCE} )?abus(?:er?s?|ing)\\b|\\babus(?:e|ing) of (?:[\\w-]+ ){0,2}${SUBSTANCE}\\b|\\babus(?:es|ed|ing) (?:[\\w-]+ )?${SUBSTANCE}\\b`,
  "gi",
);

const saysSensitive = (display: string): boolean =>
  WORDS.some((words) => words.test(display)) || ABUSE.test(display.replace(OF_SUBSTANCES, ""));

const shippedSetsOf = membershipOf(SENSITIVE);

/** ICD-10 without its point, from the category on: B20.1 is also B20. */
function categoriesOf({ system, code }: { system: string; code: string }): string[] {
  const icd = system === ICD10 ? readIcd10(code) : undefined;
  return icd ? Array.from({ length: icd.length - 2 }, (_, more) => icd.slice(0, 3 + more)) : [code];
}

export type RecordedCode = { system: string; code: string; display: string; kind: string; sets: readonly string[] };

/**
 * `sets`: of the code in the database, where a site has installed lists of its own; these add to what ships and take
 * nothing out. Of an allergy only the words count: its substance is no treatment, and leaving it out could kill.
 */
export function isSensitive({ system, code, display, kind, sets }: RecordedCode): boolean {
  if (saysSensitive(display)) return true;
  if (kind === "allergy") return false;
  const shipped = categoriesOf({ system, code }).flatMap((one) =>
    // Named by its substance a code is sensitive as a medicine alone.
    shippedSetsOf({ system, code: one, display: kind === "medicine" ? display : "" }),
  );
  const installed = kind === "medicine" ? sets : sets.filter((id) => id !== "sensitive-hiv");
  return [...shipped, ...installed].some((id) => id.startsWith("sensitive-"));
}

/** One that is left out, for those who may put it back; `codeId` is the database's own. */
export type SensitiveLine = {
  kind: string;
  codeId: number;
  words: string;
  on: CalendarDate | null;
  /** Absent: it is left out. */
  back?: { id: string; reason: string; byName: string; byRole: string; at: Date };
};

/** Said on every page that lists from the record, whatever the record holds: the sentence itself must tell nothing. */
export const SENSITIVE_LEFT_OUT =
  "Records of sexual health, HIV, termination of pregnancy, assisted conception, gender history and abuse are not listed here unless a clinician put one back with a reason. What a plan must say of them, its author writes, and restricts.";
