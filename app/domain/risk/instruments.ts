/**
 * The instruments of the risk room as data: for the page that names them, for `npm run score` and its help.
 * "analyst": for discharges and populations; not shown as one person's risk.
 */
import { CAMBRIDGE_VERSION } from "./cambridge";
import { CHARLSON_VERSIONS } from "./charlson";
import { CLINICAL_FRAILTY_SCALE_VERSION } from "./clinical-frailty-scale";
import { EFI_VERSION } from "./efi";
import { EFI2_VERSION } from "./efi2";
import { HFRS_VERSION } from "./hfrs";
import { LACE_VERSION } from "./lace";
import { NEWS2_VERSION } from "./news2";
import { PARR30_VERSION } from "./parr30";

export type InputColumn = {
  name: string;
  words: string;
  /** The column may be left out. */
  optional?: true;
};

export type Instrument = {
  id: string;
  name: string;
  version: string;
  citation: string;
  licence: string;
  audience: "clinical" | "analyst";
  /** What the command reads, a column each; absent where a clinician's judgement is recorded, not computed. */
  input?: { columns: readonly InputColumn[]; example: string; notes?: readonly string[] };
};

const ID = { name: "id", words: "yours; printed as it came" };
const CODES = {
  name: "code",
  words: "ICD-10 codes joined by ; with or without point. Empty is not known, not none: the score is then a floor",
};
const AGE = { name: "age", words: "whole years", optional: true } as const;
const ONE_ROW = "One row a person: an id that comes twice is refused.";
const YES_OR_NO = "yes or no; empty is not known";

export const INSTRUMENTS = [
  {
    id: "efi",
    name: "Electronic Frailty Index",
    version: EFI_VERSION,
    citation: "Clegg A et al. Age Ageing 2016;45:353-360",
    licence: "method published; terms for deployment are an open question",
    audience: "clinical",
    input: {
      columns: [ID, { name: "terms", words: "deficits found, joined by ; empty is none. Labels or ids" }],
      example: "1,Falls;Housebound;Polypharmacy;ckd;Hypertension",
      notes: [ONE_ROW, "The value is the count of 36; the column index is count/36."],
    },
  },
  {
    id: "efi2",
    name: "Electronic Frailty Index 2",
    version: EFI2_VERSION,
    citation: "Best K et al. Age Ageing 2025;54(4):afaf077",
    licence: "paper open access; weights read in OHDSI/OmopIndices (Apache-2.0); in use a regulated medical device",
    audience: "clinical",
    input: {
      columns: [ID, { name: "terms", words: "terms found, joined by ; empty is none. Source's names or labels" }],
      example: "1,falls;polypharmacy_10_plus;bmi_missing;memory_concerns",
      notes: [
        ONE_ROW,
        "Of alcohol, body mass index, polypharmacy and dementia/cognition only the heaviest term counts.",
        "The column one_year_risk is second-hand: 0.0151 * exp(8.429 * score); empty where that passes 1.",
      ],
    },
  },
  {
    id: "cambridge",
    name: "Cambridge Multimorbidity Score, 20 conditions, general outcome",
    version: CAMBRIDGE_VERSION,
    citation: "Payne RA et al. CMAJ 2020;192:E107-14",
    licence: "weights are facts of an open-access paper",
    audience: "clinical",
    input: {
      columns: [ID, { name: "terms", words: "conditions found, joined by ; empty is none. Labels or ids" }],
      example: "1,Dementia;Heart failure;painful-condition",
      notes: [ONE_ROW, "No band was published for the 20 conditions: the category is only 'scored'."],
    },
  },
  {
    id: "charlson",
    name: "Charlson comorbidity index, weights of 1987 and of Quan 2011",
    version: `${CHARLSON_VERSIONS[1987]}, ${CHARLSON_VERSIONS["quan-2011"]}`,
    citation: "Charlson ME et al. J Chronic Dis 1987;40:373-83; Quan H et al. Am J Epidemiol 2011;173:676-82",
    licence: "free to reimplement",
    audience: "clinical",
    input: {
      columns: [ID, CODES, AGE],
      example: "1,I21.9;e112;C34;c78.0,72",
      notes: [
        ONE_ROW,
        "assign0: the milder form of a disease does not count beside the graver. The category is that of charlson_assign0.",
        "Without hierarchy 13 of the 200 people of the reference file differ from ours (R comorbidity 1.1.0): all have both",
        "forms of a disease. As its source reads, scoring with assign0 first sets the milder form to 0 in the very table that",
        "is then scored without; ours keeps it. With hierarchy all 200 agree.",
        "age_points stand apart and are in none of the four scores; empty without an age.",
      ],
    },
  },
  {
    id: "hfrs",
    name: "Hospital Frailty Risk Score",
    version: HFRS_VERSION,
    citation: "Gilbert T et al. Lancet 2018;391:1775-82",
    licence: "paper open access; points read in OHDSI/OmopIndices (Apache-2.0)",
    audience: "analyst",
    input: {
      columns: [ID, CODES, AGE],
      example: "1,F00;W19,81",
      notes: [ONE_ROW, "Diagnoses of two years; each three-character code counts once. Made for ages 75 and over."],
    },
  },
  {
    id: "lace",
    name: "LACE index",
    version: LACE_VERSION,
    citation: "van Walraven C et al. CMAJ 2010;182:551-7",
    licence: "free to use",
    audience: "analyst",
    input: {
      columns: [
        ID,
        { name: "length_of_stay", words: "whole nights; empty is not known" },
        { name: "emergency_admission", words: YES_OR_NO },
        { name: "comorbidity", words: "sum in LACE's own weights, not Charlson's; empty is not known" },
        { name: "emergency_visits", words: "in the six months before, without this one; empty is not known" },
      ],
      example: "1,5,yes,2,1",
    },
  },
  {
    id: "parr30",
    name: "PARR-30, emergency readmission within 30 days",
    version: PARR30_VERSION,
    citation: "Billings J et al. BMJ Open 2012;2:e001667",
    licence: "paper open access; coefficients second-hand; uncalibrated, as hospital coefficients are not published",
    audience: "analyst",
    input: {
      columns: [
        ID,
        { name: "age", words: "whole years; empty is not known" },
        { name: "emergency_admissions_in_year", words: "number in 12 months, without this one; empty is not known" },
        { name: "emergency_admission_in_30_days", words: YES_OR_NO },
        { name: "emergency_admission", words: `the current one: ${YES_OR_NO}` },
        { name: "imd_2007_score", words: "score, not rank or decile; empty is not known" },
        { name: "conditions", words: "labels or ids joined by ; empty is none" },
      ],
      example: "1,81,2,no,yes,23.4,Renal disease;dementia",
    },
  },
  {
    id: "news2",
    name: "National Early Warning Score 2",
    version: NEWS2_VERSION,
    citation: "Royal College of Physicians. National Early Warning Score (NEWS) 2. London: RCP, 2017",
    licence: "no copyright restriction; the RCP is acknowledged, its charts are not altered",
    audience: "clinical",
    input: {
      columns: [
        ID,
        { name: "respiratory_rate", words: "breaths a minute" },
        { name: "spo2", words: "%" },
        { name: "spo2_scale", words: "1 or 2; 2 only by a clinician's recorded decision; empty is 1" },
        { name: "oxygen", words: "air or oxygen" },
        { name: "systolic", words: "mmHg" },
        { name: "pulse", words: "beats a minute" },
        { name: "consciousness", words: "A alert, C new confusion, V voice, P pain, U unresponsive" },
        { name: "temperature", words: "degrees Celsius" },
        { ...AGE, words: "whole years; under 16 is not scored" },
        { name: "pregnant", words: "yes or no; in pregnancy it is not scored", optional: true },
      ],
      example: "1,21,93,1,air,120,95,A,37.5",
      notes: ["An empty observation was not made: the score is then a floor, without a band."],
    },
  },
  {
    id: "clinical-frailty-scale",
    name: "Clinical Frailty Scale",
    version: CLINICAL_FRAILTY_SCALE_VERSION,
    citation: "Rockwood K et al. CMAJ 2005;173:489-95",
    licence: "Dalhousie University: a Permission for Use Agreement is needed; number and level name only",
    audience: "clinical",
  },
] as const satisfies readonly Instrument[];
export type InstrumentId = (typeof INSTRUMENTS)[number]["id"];
