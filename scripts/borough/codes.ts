/**
 * The codes of diagnoses, findings, results and the like that the borough emits, in one place; care that was done takes
 * its codes from the product's own sets (care-record.ts). SNOMED CT ids are well-known concepts of the UK edition, taken one by
 * one from the lists that the product's own code sets cite; short lists of ids are facts. tests/scripts/
 * borough-codes.test.ts proves that each is a member of the product's code set for the same thing.
 */
export const SNOMED = "http://snomed.info/sct";
export const NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number";
export const ODS = "https://fhir.nhs.uk/Id/ods-organization-code";
export const BOROUGH = "https://confer.example/borough";
/** Medicines carry a stable code of the borough's own: dm+d ids are not guessed. */
export const MEDICINE = "https://confer.example/borough/medicine";
export const LSOA = "https://confer.example/lsoa";
export const IMD_DECILE = "https://confer.example/imd-decile";
export const CARE_HOME = "https://confer.example/care-home";
export const CARER = "https://confer.example/carer";
export const LIVES_WITH = "https://confer.example/lives-with";
export const ETHNIC_CATEGORY = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory";
export const ETHNIC_CODES = "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland";

export type Code = readonly [id: string, term: string];

/** Diagnoses, sent as Condition. */
export const DIAGNOSES = {
  hypertension: ["59621000", "Essential hypertension"],
  angina: ["194828000", "Angina"],
  ischaemicHeartDisease: ["414545008", "Ischaemic heart disease"],
  myocardialInfarction: ["22298006", "Myocardial infarction"],
  heartFailure: ["84114007", "Heart failure"],
  atrialFibrillation: ["49436004", "Atrial fibrillation"],
  stroke: ["230690007", "Cerebrovascular accident"],
  tia: ["266257000", "Transient ischaemic attack"],
  ckd3a: ["700378005", "Chronic kidney disease stage 3A"],
  ckd3b: ["700379002", "Chronic kidney disease stage 3B"],
  ckd4: ["431857002", "Chronic kidney disease stage 4"],
  ckd5: ["433146000", "Chronic kidney disease stage 5"],
  copd: ["13645005", "Chronic obstructive pulmonary disease"],
  asthma: ["195967001", "Asthma"],
  pad: ["399957001", "Peripheral arterial occlusive disease"],
  rheumatoidArthritis: ["69896004", "Rheumatoid arthritis"],
  depression: ["35489007", "Depressive disorder"],
  schizophrenia: ["58214004", "Schizophrenia"],
  bipolar: ["13746004", "Bipolar disorder"],
  breastCancer: ["254837009", "Malignant neoplasm of breast"],
  prostateCancer: ["399068003", "Malignant tumour of prostate"],
  colonCancer: ["363406005", "Malignant tumour of colon"],
  lungCancer: ["363358000", "Malignant tumour of lung"],
  lymphoma: ["118600007", "Malignant lymphoma"],
  osteoporosis: ["64859006", "Osteoporosis"],
  epilepsy: ["84757009", "Epilepsy"],
  learningDisability: ["110359009", "Intellectual disability"],
  type2Diabetes: ["44054006", "Diabetes mellitus type 2"],
  type1Diabetes: ["46635009", "Diabetes mellitus type 1"],
  prediabetes: ["700449008", "Non-diabetic hyperglycaemia"],
  alzheimers: ["26929004", "Alzheimer's disease"],
  vascularDementia: ["429998004", "Vascular dementia"],
  dementia: ["52448006", "Dementia"],
  mildFrailty: ["925791000000100", "Mild frailty"],
  moderateFrailty: ["925831000000107", "Moderate frailty"],
  severeFrailty: ["925861000000102", "Severe frailty"],
  anaemia: ["271737000", "Anaemia"],
  osteoarthritis: ["396275006", "Osteoarthritis"],
  kneeOsteoarthritis: ["239873007", "Osteoarthritis of knee"],
  cornsAndCallus: ["201037000", "Corns and callus"],
  hipFracture: ["5913000", "Fracture of neck of femur"],
  forearmFracture: ["65966004", "Fracture of forearm"],
  hearingLoss: ["15188001", "Hearing loss"],
  aorticStenosis: ["60573004", "Aortic valve stenosis"],
  orthostaticHypotension: ["28651003", "Orthostatic hypotension"],
  osteopenia: ["312894000", "Osteopenia"],
  parkinsons: ["49049000", "Parkinson's disease"],
  pepticUlcer: ["13200003", "Peptic ulcer"],
  legUlcer: ["95344007", "Ulcer of lower limb"],
  pressureUlcer: ["399912005", "Pressure ulcer"],
  insomnia: ["193462001", "Insomnia"],
  hypothyroidism: ["40930008", "Hypothyroidism"],
  prostateHyperplasia: ["266569009", "Benign prostatic hyperplasia"],
  recurrentUti: ["197927001", "Recurrent urinary tract infection"],
  cataract: ["193570009", "Cataract"],
  visualImpairment: ["397540003", "Visual impairment"],
} as const satisfies Record<string, Code>;

/** Findings without a value, sent as Observation. */
export const FINDINGS = {
  palliativeCare: ["103735009", "Palliative care"],
  housebound: ["160689007", "Housebound"],
  fall: ["161898004", "Falls"],
  recurrentFalls: ["279992002", "Recurrent falls"],
  disability: ["21134002", "Disability"],
  dizziness: ["404640003", "Dizziness"],
  dyspnoea: ["267036007", "Dyspnoea"],
  seenByPodiatrist: ["185303007", "Seen by podiatrist"],
  syncope: ["271594007", "Syncope"],
  memoryImpairment: ["386807006", "Memory impairment"],
  reducedMobility: ["8510008", "Reduced mobility"],
  tremor: ["26079004", "Tremor"],
  hasCarer: ["184156005", "Has a carer"],
  livesInCareHome: ["248171000000108", "Lives in care home"],
  livesAlone: ["105529008", "Lives alone"],
  socialWorker: ["160770002", "Social worker involved"],
  urinaryIncontinence: ["165232002", "Urinary incontinence"],
  weightLoss: ["89362005", "Weight loss"],
  isCarer: ["224484003", "Patient themselves providing care"],
  smoker: ["77176002", "Smoker"],
  exSmoker: ["8517006", "Ex-smoker"],
  neverSmoked: ["266919005", "Never smoked tobacco"],
  footExamination: ["401191002", "Diabetic foot examination"],
  footExaminationDeclined: ["412752009", "Diabetic foot examination declined"],
} as const satisfies Record<string, Code>;

/** Results, each with its UCUM unit. */
export const RESULTS = {
  hba1c: ["999791000000106", "Haemoglobin A1c level - IFCC standardised", "mmol/mol"],
  cholesterol: ["1005671000000105", "Serum cholesterol level", "mmol/L"],
  creatinine: ["1000731000000107", "Serum creatinine level", "umol/L"],
  egfr: ["1011481000000105", "eGFR using creatinine CKD-EPI equation per 1.73 square metres", "mL/min/{1.73_m2}"],
  acr: ["1023491000000104", "Urine albumin:creatinine ratio", "mg/mmol"],
  bmi: ["60621009", "Body mass index", "kg/m2"],
  haemoglobin: ["1022431000000105", "Haemoglobin estimation", "g/L"],
  tsh: ["1022791000000101", "Serum TSH level", "m[IU]/L"],
} as const satisfies Record<string, readonly [id: string, term: string, unit: string]>;

export const BLOOD_PRESSURE = {
  panel: ["75367002", "Blood pressure"],
  systolic: ["271649006", "Systolic blood pressure"],
  diastolic: ["271650006", "Diastolic blood pressure"],
} as const satisfies Record<string, Code>;

export const PROCEDURES = {
  retinalScreening: ["134395001", "Diabetic retinopathy screening"],
  hipReplacement: ["52734007", "Total replacement of hip"],
  cataractExtraction: ["54885007", "Cataract extraction"],
} as const satisfies Record<string, Code>;

export const ALLERGIES = {
  penicillin: ["91936005", "Allergy to penicillin"],
  aspirin: ["293586001", "Allergy to aspirin"],
  sulfonamide: ["91939003", "Allergy to sulfonamide"],
  latex: ["300916003", "Allergy to latex"],
  peanut: ["91935009", "Allergy to peanut"],
  noKnownDrugAllergy: ["409137002", "No known drug allergy"],
} as const satisfies Record<string, Code>;

export const INFLUENZA_VACCINE: Code = ["1181000221105", "Influenza virus vaccine"];

/** Reasons for coming, sent as text with a code where one is sure. */
export const REASONS = {
  fall: ["217082002", "Accidental fall"],
  pneumonia: ["233604007", "Pneumonia"],
  urinaryInfection: ["68566005", "Urinary tract infection"],
  dyspnoea: ["267036007", "Dyspnoea"],
  chestPain: ["29857009", "Chest pain"],
  abdominalPain: ["21522001", "Abdominal pain"],
  injury: ["417163006", "Traumatic injury"],
  exacerbationOfCopd: ["195951007", "Acute exacerbation of COPD"],
  heartFailure: ["84114007", "Heart failure"],
  stroke: ["230690007", "Cerebrovascular accident"],
  syncope: ["271594007", "Syncope"],
  fever: ["386661006", "Fever"],
  cough: ["49727002", "Cough"],
  backPain: ["161891005", "Backache"],
  hypoglycaemia: ["302866003", "Hypoglycaemia"],
  delirium: ["2776000", "Delirium"],
  cataract: ["193570009", "Cataract"],
  osteoarthritis: ["396275006", "Osteoarthritis"],
} as const satisfies Record<string, Code>;

export type Diagnosis = keyof typeof DIAGNOSES;
export type Finding = keyof typeof FINDINGS;
export type Result = keyof typeof RESULTS;
export type ReasonForEncounter = keyof typeof REASONS;
