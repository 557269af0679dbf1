/**
 * What people take. Conditions bring their usual medicines, common ones fill up, so that the share on five or more
 * comes near the published one. Doses are ordinary examples, not advice.
 */
import type { Register } from "./prevalence-figures";
import { chance, distribution, normal, type Random } from "./random";

export type Medicine = readonly [code: string, name: string, dose: string];

const MEDICINES = {
  ramipril: ["Ramipril 5mg capsules", "One a day"],
  losartan: ["Losartan 50mg tablets", "One a day"],
  amlodipine: ["Amlodipine 5mg tablets", "One a day"],
  indapamide: ["Indapamide 2.5mg tablets", "One in the morning"],
  atorvastatin: ["Atorvastatin 20mg tablets", "One at night"],
  atorvastatin80: ["Atorvastatin 80mg tablets", "One at night"],
  bisoprolol: ["Bisoprolol 2.5mg tablets", "One in the morning"],
  aspirin: ["Aspirin 75mg dispersible tablets", "One a day"],
  clopidogrel: ["Clopidogrel 75mg tablets", "One a day"],
  gtn: ["Glyceryl trinitrate 400micrograms/dose sublingual spray", "One or two puffs when required"],
  furosemide: ["Furosemide 40mg tablets", "One in the morning"],
  spironolactone: ["Spironolactone 25mg tablets", "One a day"],
  dapagliflozin: ["Dapagliflozin 10mg tablets", "One a day"],
  apixaban: ["Apixaban 5mg tablets", "One twice a day"],
  metformin: ["Metformin 500mg tablets", "Two twice a day with food"],
  gliclazide: ["Gliclazide 80mg tablets", "One twice a day"],
  sitagliptin: ["Sitagliptin 100mg tablets", "One a day"],
  empagliflozin: ["Empagliflozin 10mg tablets", "One a day"],
  glargine: ["Insulin glargine 100units/ml solution for injection 3ml pre-filled pens", "Once a day as directed"],
  aspart: ["Insulin aspart 100units/ml solution for injection 3ml pre-filled pens", "With meals as directed"],
  salbutamol: ["Salbutamol 100micrograms/dose inhaler", "Two puffs when required"],
  beclometasone: ["Beclometasone 100micrograms/dose inhaler", "Two puffs twice a day"],
  tiotropium: ["Tiotropium 18microgram inhalation powder capsules", "One a day"],
  sertraline: ["Sertraline 50mg tablets", "One a day"],
  citalopram: ["Citalopram 20mg tablets", "One a day"],
  mirtazapine: ["Mirtazapine 15mg tablets", "One at night"],
  olanzapine: ["Olanzapine 10mg tablets", "One at night"],
  lithium: ["Lithium carbonate 400mg modified-release tablets", "Two at night"],
  levetiracetam: ["Levetiracetam 500mg tablets", "One twice a day"],
  alendronicAcid: ["Alendronic acid 70mg tablets", "One a week"],
  colecalciferol: ["Colecalciferol 800unit capsules", "One a day"],
  methotrexate: ["Methotrexate 2.5mg tablets", "As directed ONCE A WEEK"],
  folicAcid: ["Folic acid 5mg tablets", "One a week, not on the day of methotrexate"],
  donepezil: ["Donepezil 10mg tablets", "One at night"],
  memantine: ["Memantine 10mg tablets", "One a day"],
  levothyroxine: ["Levothyroxine sodium 75microgram tablets", "One in the morning"],
  paracetamol: ["Paracetamol 500mg tablets", "Two up to four times a day"],
  codeine: ["Codeine 30mg tablets", "One up to four times a day when required"],
  morphine: ["Morphine sulfate 10mg/5ml oral solution", "2.5ml when required for pain or breathlessness"],
  omeprazole: ["Omeprazole 20mg gastro-resistant capsules", "One a day"],
  lansoprazole: ["Lansoprazole 15mg gastro-resistant capsules", "One a day"],
  ferrousSulfate: ["Ferrous sulfate 200mg tablets", "One a day"],
  tamsulosin: ["Tamsulosin 400microgram modified-release capsules", "One a day"],
  solifenacin: ["Solifenacin 5mg tablets", "One a day"],
  macrogol: ["Macrogol compound oral powder sachets", "One or two a day"],
  senna: ["Senna 7.5mg tablets", "Two at night"],
  zopiclone: ["Zopiclone 3.75mg tablets", "One at night when required"],
  coCareldopa: ["Co-careldopa 25mg/100mg tablets", "One three times a day"],
  emollient: ["Emollient cream", "Apply when required"],
  cetirizine: ["Cetirizine 10mg tablets", "One a day"],
  naproxen: ["Naproxen 250mg tablets", "One twice a day with food"],
  amitriptyline: ["Amitriptyline 10mg tablets", "One at night"],
  latanoprost: ["Latanoprost 50micrograms/ml eye drops", "One drop at night"],
  contraceptive: ["Desogestrel 75microgram tablets", "One a day"],
  midazolam: ["Midazolam 10mg/2ml solution for injection", "Anticipatory, as directed"],
} as const satisfies Record<string, readonly [string, string]>;

export type MedicineCode = keyof typeof MEDICINES;

export const medicine = (code: MedicineCode): Medicine => [code, ...MEDICINES[code]];

export const SHORT_COURSE: Medicine = [
  "amoxicillin",
  "Amoxicillin 500mg capsules",
  "One three times a day for five days",
];

/** Share of the register on each medicine [P], but for statins with type 2 diabetes, about 78 % [M]. First is kept first. */
const FOR_REGISTER: Partial<Record<Register, readonly (readonly [MedicineCode, number])[]>> = {
  type1Diabetes: [
    ["glargine", 1],
    ["aspart", 1],
    ["atorvastatin", 0.5],
  ],
  type2Diabetes: [
    ["metformin", 0.72],
    ["glargine", 0.1],
    ["atorvastatin", 0.78],
    ["gliclazide", 0.2],
    ["empagliflozin", 0.22],
    ["sitagliptin", 0.16],
  ],
  atrialFibrillation: [
    ["apixaban", 0.8],
    ["bisoprolol", 0.6],
  ],
  heartFailure: [
    ["bisoprolol", 0.7],
    ["ramipril", 0.6],
    ["furosemide", 0.7],
    ["dapagliflozin", 0.4],
    ["spironolactone", 0.3],
  ],
  chd: [
    ["aspirin", 0.6],
    ["atorvastatin80", 0.75],
    ["bisoprolol", 0.5],
    ["gtn", 0.4],
  ],
  stroke: [
    ["clopidogrel", 0.7],
    ["atorvastatin80", 0.6],
  ],
  pad: [
    ["clopidogrel", 0.6],
    ["atorvastatin80", 0.5],
  ],
  hypertension: [
    ["amlodipine", 0.5],
    ["ramipril", 0.4],
    ["losartan", 0.25],
    ["indapamide", 0.15],
  ],
  copd: [
    ["tiotropium", 0.65],
    ["salbutamol", 0.8],
    ["beclometasone", 0.3],
  ],
  asthma: [
    ["salbutamol", 0.8],
    ["beclometasone", 0.7],
  ],
  epilepsy: [["levetiracetam", 0.85]],
  severeMentalIllness: [
    ["olanzapine", 0.6],
    ["lithium", 0.1],
  ],
  depression: [
    ["sertraline", 0.35],
    ["citalopram", 0.15],
    ["mirtazapine", 0.12],
  ],
  dementia: [
    ["donepezil", 0.35],
    ["memantine", 0.15],
  ],
  osteoporosis: [
    ["alendronicAcid", 0.6],
    ["colecalciferol", 0.6],
  ],
  rheumatoidArthritis: [
    ["methotrexate", 0.55],
    ["folicAcid", 0.55],
    ["naproxen", 0.2],
  ],
  palliative: [
    ["morphine", 0.4],
    ["macrogol", 0.3],
    ["midazolam", 0.2],
  ],
};

const FOR_DEFICIT: Record<string, readonly (readonly [MedicineCode, number])[]> = {
  arthritis: [
    ["paracetamol", 0.4],
    ["codeine", 0.15],
  ],
  "thyroid-disorders": [["levothyroxine", 0.85]],
  anaemia: [["ferrousSulfate", 0.45]],
  "urinary-incontinence": [["solifenacin", 0.3]],
  "peptic-ulcer": [["omeprazole", 0.8]],
  "sleep-disturbance": [["zopiclone", 0.2]],
  parkinsons: [["coCareldopa", 0.4]],
};

/** What fills up: common repeat medicines of any adult list. */
const COMMON: readonly MedicineCode[] = [
  "omeprazole",
  "paracetamol",
  "colecalciferol",
  "atorvastatin",
  "amlodipine",
  "lansoprazole",
  "senna",
  "emollient",
  "amitriptyline",
  "cetirizine",
  "macrogol",
  "codeine",
  "latanoprost",
  "folicAcid",
  "furosemide",
  "sertraline",
];

/**
 * % of people on five or more, from age … [P], laid so that adults come to 9.4 %: NWL 2024 (Woodcock, PMID 39231093)
 * [V]; UK 2014-18: 60-64 17.8, 80-84 46.5 %, and about one in six of them on ten or more [V].
 */
const FIVE_OR_MORE: readonly (readonly [from: number, percent: number])[] = [
  [0, 0.2],
  [18, 2],
  [45, 10.5],
  [65, 21],
  [75, 37],
  [85, 47],
];

export function drawMedicines(
  wanted: number,
  registers: ReadonlySet<Register>,
  deficits: ReadonlySet<string>,
  random: Random,
): Medicine[] {
  const taken = new Set<MedicineCode>();
  const rows = [
    ...(Object.keys(FOR_REGISTER) as Register[]).flatMap((of) => (registers.has(of) ? (FOR_REGISTER[of] ?? []) : [])),
    ...[...deficits].flatMap((deficit) => FOR_DEFICIT[deficit] ?? []),
  ];
  for (const [code, share] of rows) if (chance(random, share)) taken.add(code);
  if (taken.has("atorvastatin80")) taken.delete("atorvastatin");
  // Fewer than the conditions would bring is common enough, but nobody with type 1 diabetes goes without insulin.
  const kept = [...taken].slice(0, Math.max(wanted + (wanted < 5 ? 1 : 3), 2));
  for (let tries = 0; kept.length < wanted && tries < 40; tries++) {
    const code = COMMON[Math.floor(random() * COMMON.length)] as MedicineCode;
    if (!kept.includes(code)) kept.push(code);
  }
  return kept.map(medicine);
}

/** How many somebody of this age and frailty takes; the frailer the more, but not only. */
export function medicinesWanted(age: number, frailty: number, random: Random): number {
  const liability = 0.75 * frailty + 0.66 * normal(random);
  const many = (FIVE_OR_MORE.findLast(([from]) => age >= from)?.[1] ?? 0) / 100;
  const rank = distribution(liability);
  if (rank >= 1 - many) {
    const ten = rank >= 1 - many * 0.16;
    return ten ? 10 + Math.floor(random() * 4) : 5 + Math.floor(random() * random() * 5);
  }
  return Math.floor(4 * (rank / (1 - many)) ** (age >= 65 ? 1 : age >= 45 ? 2 : 5));
}
