/**
 * Findings that care rules ask for and that are no long-term condition of the segments. Ids "finding-…". A set with
 * Confer's own code alone can be recorded here; no published id could be verified for it.
 */
import { type CodeSet, ownCodes, snomed } from "./code-set";

const made = {
  version: "2026-11-22",
  licence: "SNOMED CT ids under the UK licence of each site; selection Apache-2.0",
};

const EFI_MAP = "selected by Confer, checked against the Greater Manchester eFI code sets";
const HEART_FAILURE = "selected by Confer from OpenSAFELY's heart failure list";
const UPTAKE = "selected by Confer from the PRIMIS COVID-19 vaccine uptake lists";

const finding = (id: string, name: string, source: string, members: CodeSet["members"]): CodeSet => ({
  id: `finding-${id}`,
  name,
  ...made,
  source,
  members,
});

export const CONDITIONS_CARE: CodeSet[] = [
  finding(
    "postural-hypotension",
    "Postural hypotension",
    EFI_MAP,
    snomed({
      28651003: "Orthostatic hypotension",
      230664009: "Sympathotonic orthostatic hypotension",
      192835007: "Parkinsonism with orthostatic hypotension",
      718685006: "Orthostatic hypotension co-occurrent and due to Parkinson's disease",
    }),
  ),
  finding(
    "syncope",
    "Syncope",
    EFI_MAP,
    snomed({ 271594007: "Syncope", 309585006: "Syncope and collapse", 398665005: "Vasovagal syncope" }),
  ),
  finding(
    "parkinsonism",
    "Parkinsonism or dementia with Lewy bodies",
    EFI_MAP,
    snomed({
      49049000: "Parkinson's disease",
      32798002: "Parkinsonism",
      230296006: "Vascular parkinsonism",
      4223005: "Parkinsonism caused by drug",
      80098002: "Diffuse Lewy body disease",
      312991009: "Senile dementia of the Lewy body type",
    }),
  ),
  finding(
    "alzheimers",
    "Alzheimer's disease",
    "as the set of dementia, its Alzheimer's part",
    snomed({
      26929004: "Alzheimer's disease",
      "142811000119104": "Dementia due to Alzheimer's disease",
      230265002: "Familial Alzheimer's disease of early onset",
    }),
  ),
  finding(
    "insomnia",
    "Insomnia",
    EFI_MAP,
    snomed({ 193462001: "Insomnia", 192454004: "Nonorganic insomnia", 272025006: "Complaining of insomnia" }),
  ),
  finding(
    "gout",
    "Gout",
    EFI_MAP,
    snomed({
      90560007: "Gout",
      48440001: "Arthritis due to gout",
      190828008: "Gouty arthropathy",
    }),
  ),
  finding(
    "prostatism",
    "Prostatism or benign prostatic hyperplasia",
    EFI_MAP,
    snomed({
      266569009: "Benign prostatic hyperplasia",
      11441004: "Prostatism",
      307541003: "Lower urinary tract symptoms",
    }),
  ),
  finding(
    "urinary-retention",
    "Retention of urine",
    EFI_MAP,
    snomed({ 267064002: "Retention of urine", 236648008: "Acute retention of urine" }),
  ),
  finding(
    "glaucoma-narrow-angle",
    "Narrow-angle glaucoma",
    "own code",
    ownCodes({ "narrow-angle-glaucoma": "Narrow-angle glaucoma" }),
  ),
  finding(
    "constipation-chronic",
    "Chronic constipation",
    "own code",
    ownCodes({ "chronic-constipation": "Chronic constipation" }),
  ),
  finding(
    "heart-block",
    "Heart block",
    "own code",
    ownCodes({ "heart-block": "Second-degree type II or complete heart block" }),
  ),
  finding(
    "subclinical-hypothyroidism",
    "Subclinical hypothyroidism",
    "read in two public code lists of hypothyroidism",
    snomed({ 54823002: "Subclinical hypothyroidism" }),
  ),
  finding(
    "hypoglycaemia",
    "Hypoglycaemia",
    "as the reasons for attendance of the synthetic borough",
    snomed({ 302866003: "Hypoglycaemia" }),
  ),
  finding(
    "immunosuppressed",
    "Immunosuppressed",
    UPTAKE,
    snomed({
      370388006: "Patient immunocompromised",
      370391006: "Patient immunosuppressed",
      234532001: "Immunodeficiency disorder",
      86406008: "Human immunodeficiency virus infection",
      165816005: "Human immunodeficiency virus positive",
      93143009: "Leukaemia",
      118601006: "Non-Hodgkin's lymphoma",
      109989006: "Multiple myeloma",
      425983008: "Autologous peripheral blood stem cell transplant",
    }),
  ),
  finding(
    "severely-immunosuppressed",
    "Severely immunosuppressed, as the Green Book says for shingles",
    "own code: a clinician decides, since it hangs on doses and dates",
    ownCodes({ "severely-immunosuppressed": "Severely immunosuppressed" }),
  ),
  finding(
    "asplenia",
    "No spleen, or one that does not work",
    UPTAKE,
    snomed({
      707147002: "Asplenia",
      38096003: "Functional asplenia",
      161626009: "History of splenectomy",
      174776001: "Total splenectomy",
      234319005: "Splenectomy",
    }),
  ),
  finding(
    "heart-failure-reduced",
    "Heart failure with reduced ejection fraction",
    HEART_FAILURE,
    snomed({
      703272007: "Heart failure with reduced ejection fraction",
      134401001: "Left ventricular systolic dysfunction",
      407596008: "Echocardiogram shows left ventricular systolic dysfunction",
      417996009: "Systolic heart failure",
      441481004: "Chronic systolic heart failure",
      426263006: "Congestive heart failure due to left ventricular systolic dysfunction",
    }),
  ),
  finding(
    "heart-failure-preserved",
    "Heart failure with normal ejection fraction",
    HEART_FAILURE,
    snomed({ 446221000: "Heart failure with normal ejection fraction" }),
  ),
  finding(
    "copd-exacerbation",
    "Exacerbation of COPD",
    "as the set of COPD",
    snomed({ 195951007: "Acute exacerbation of chronic obstructive airways disease" }),
  ),
];
