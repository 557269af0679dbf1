/**
 * Classes of medicine that care rules ask for, by the substances that a product's name begins with or contains, as dm+d
 * writes them. Forms that act on one place only are taken out. Classes for diabetes stand in their own file.
 * Substances: British National Formulary chapters and the classes that STOPP/START version 3 names.
 */
import type { CodeSet } from "./code-set";

const made = {
  version: "2026-11-22",
  source:
    "selected by Confer: substances of the British National Formulary, classes as STOPP/START version 3 names them",
  licence: "Apache-2.0",
  members: [],
};

const list = (words: string) => words.split(", ");

/** One class: id "medicine-…", name, substances, and words of a name that take a product out again. */
const medicine = (id: string, name: string, any: string, butNot?: readonly string[]): CodeSet => ({
  id: `medicine-${id}`,
  name,
  ...made,
  substances: { any: list(any), ...(butNot && { butNot }) },
});

/** Forms that act where they are put. */
export const LOCAL_FORMS = list("eye, ear, nasal, cream, ointment, gel, lotion, scalp, shampoo, mouthwash, paint");
const INHALED_OR_RECTAL = list("inhaler, inhalation, nebuliser, foam, enema, suppositories, suppository, buccal");
const IN_THE_JOINT = list("intra-articular, plaster, plasters, patch, lozenges, spray");

const HEART: CodeSet[] = [
  medicine(
    "beta-blocker",
    "Beta-blocker",
    "acebutolol, atenolol, bisoprolol, carvedilol, celiprolol, labetalol, metoprolol, nadolol, nebivolol, oxprenolol, pindolol, propranolol, sotalol, timolol, co-tenidone",
    LOCAL_FORMS,
  ),
  medicine(
    "beta-blocker-non-selective",
    "Non-selective beta-blocker",
    "carvedilol, labetalol, nadolol, oxprenolol, pindolol, propranolol, sotalol, timolol",
    LOCAL_FORMS,
  ),
  medicine(
    "beta-blocker-heart-failure",
    "Beta-blocker licensed for heart failure",
    "bisoprolol, carvedilol, metoprolol, nebivolol",
  ),
  medicine("rate-limiting-calcium-blocker", "Verapamil or diltiazem", "verapamil, diltiazem", LOCAL_FORMS),
  medicine(
    "calcium-blocker",
    "Dihydropyridine calcium-channel blocker",
    "amlodipine, felodipine, isradipine, lacidipine, lercanidipine, nicardipine, nifedipine, nimodipine",
  ),
  medicine("loop-diuretic", "Loop diuretic", "furosemide, bumetanide, torasemide, co-amilofruse"),
  medicine(
    "thiazide",
    "Thiazide or thiazide-like diuretic",
    "bendroflumethiazide, chlortalidone, cyclopenthiazide, hydrochlorothiazide, hydroflumethiazide, indapamide, metolazone, xipamide, co-amilozide, co-tenidone, co-triamterzide, co-zidocapt",
  ),
  medicine("mra", "Mineralocorticoid receptor antagonist", "spironolactone, eplerenone, co-flumactone"),
  medicine(
    "potassium-sparing",
    "Amiloride or triamterene",
    "amiloride, triamterene, co-amilofruse, co-amilozide, co-triamterzide",
  ),
  medicine("sacubitril", "Sacubitril with valsartan", "sacubitril"),
  medicine("digoxin", "Digoxin", "digoxin"),
  medicine(
    "digoxin-125",
    "Digoxin, 125 micrograms or more in one tablet",
    "digoxin 125microgram, digoxin 125micrograms, digoxin 250microgram, digoxin 250micrograms",
  ),
  medicine("nitrate", "Nitrate", "glyceryl trinitrate, isosorbide mononitrate, isosorbide dinitrate"),
  medicine("vasodilator", "Hydralazine, minoxidil or nicorandil", "hydralazine, minoxidil, nicorandil", [
    "scalp",
    "foam",
  ]),
  medicine("pde5-inhibitor", "PDE-5 inhibitor", "sildenafil, tadalafil, vardenafil, avanafil"),
  medicine(
    "central-antihypertensive",
    "Centrally acting antihypertensive",
    "clonidine, guanfacine, methyldopa, moxonidine",
  ),
  medicine(
    "alpha-blocker",
    "Alpha-blocker other than silodosin",
    "alfuzosin, doxazosin, indoramin, prazosin, tamsulosin, terazosin",
  ),
  medicine(
    "alpha-blocker-antihypertensive",
    "Alpha-blocker used against high blood pressure",
    "doxazosin, indoramin, prazosin, terazosin",
  ),
  medicine("aspirin", "Aspirin", "aspirin"),
  medicine("aspirin-over-100", "Aspirin over 100 mg in one tablet", "aspirin 300mg, aspirin 500mg, aspirin 600mg"),
  medicine("clopidogrel", "Clopidogrel", "clopidogrel"),
  medicine("antiplatelet", "Antiplatelet", "aspirin, clopidogrel, dipyridamole, prasugrel, ticagrelor"),
  medicine(
    "anticoagulant",
    "Anticoagulant by mouth",
    "acenocoumarol, apixaban, dabigatran, edoxaban, phenindione, rivaroxaban, warfarin",
  ),
  medicine("doac", "Direct oral anticoagulant", "apixaban, dabigatran, edoxaban, rivaroxaban"),
  medicine("dabigatran", "Dabigatran", "dabigatran"),
  medicine("factor-xa-inhibitor", "Factor Xa inhibitor", "apixaban, edoxaban, rivaroxaban"),
  medicine(
    "p-gp-inhibitor",
    "P-glycoprotein inhibitor, as STOPP C14 names them",
    "amiodarone, azithromycin, carvedilol, ciclosporin, clarithromycin, dronedarone, erythromycin, itraconazole, ketoconazole, quinine, ranolazine, tamoxifen, ticagrelor, verapamil",
    LOCAL_FORMS,
  ),
];

const MIND: CodeSet[] = [
  medicine(
    "benzodiazepine",
    "Benzodiazepine",
    // Midazolam is left out: in the community it is anticipatory or a rescue dose.
    "alprazolam, chlordiazepoxide, clobazam, clonazepam, diazepam, flurazepam, loprazolam, lorazepam, lormetazepam, nitrazepam, oxazepam, temazepam",
  ),
  medicine("z-drug", "Z-drug", "zopiclone, zolpidem, zaleplon"),
  medicine(
    "antipsychotic",
    "Antipsychotic",
    // Prochlorperazine is left out: at its usual doses it is given against sickness (F1).
    "amisulpride, aripiprazole, asenapine, benperidol, cariprazine, chlorpromazine, clozapine, flupentixol, haloperidol, levomepromazine, lurasidone, olanzapine, paliperidone, pericyazine, pimozide, promazine, quetiapine, risperidone, sulpiride, trifluoperazine, zuclopenthixol",
  ),
  medicine(
    "antipsychotic-parkinsonism",
    "Antipsychotic other than clozapine or quetiapine",
    "amisulpride, aripiprazole, asenapine, benperidol, cariprazine, chlorpromazine, flupentixol, haloperidol, levomepromazine, lurasidone, olanzapine, paliperidone, pericyazine, pimozide, promazine, risperidone, sulpiride, trifluoperazine, zuclopenthixol",
  ),
  medicine(
    "tricyclic",
    "Tricyclic antidepressant",
    "amitriptyline, clomipramine, dosulepin, doxepin, imipramine, lofepramine, nortriptyline, trimipramine",
    LOCAL_FORMS,
  ),
  medicine("ssri", "SSRI", "citalopram, escitalopram, fluoxetine, fluvoxamine, paroxetine, sertraline"),
  medicine(
    "antidepressant",
    "Antidepressant",
    "agomelatine, amitriptyline, citalopram, clomipramine, dosulepin, doxepin, duloxetine, escitalopram, fluoxetine, fluvoxamine, imipramine, isocarboxazid, lofepramine, mianserin, mirtazapine, moclobemide, nortriptyline, paroxetine, phenelzine, reboxetine, sertraline, tranylcypromine, trazodone, trimipramine, venlafaxine, vortioxetine",
    LOCAL_FORMS,
  ),
  medicine(
    "antiepileptic",
    "Antiepileptic",
    "brivaracetam, carbamazepine, cenobamate, eslicarbazepine, ethosuximide, gabapentin, lacosamide, lamotrigine, levetiracetam, oxcarbazepine, perampanel, phenobarbital, phenytoin, pregabalin, primidone, rufinamide, tiagabine, topiramate, valproate, valproic acid, vigabatrin, zonisamide",
  ),
  medicine(
    "antihistamine-first-generation",
    "First-generation antihistamine",
    // Cyclizine and cinnarizine are left out: they are given against sickness.
    "alimemazine, chlorphenamine, clemastine, cyproheptadine, diphenhydramine, hydroxyzine, ketotifen, promethazine",
    LOCAL_FORMS,
  ),
  medicine("acetylcholinesterase-inhibitor", "Acetylcholinesterase inhibitor", "donepezil, galantamine, rivastigmine"),
  medicine("memantine", "Memantine", "memantine"),
  medicine("metoclopramide", "Metoclopramide or prochlorperazine", "metoclopramide, prochlorperazine"),
  medicine("gabapentinoid", "Gabapentin or pregabalin", "gabapentin, pregabalin"),
  medicine(
    "opioid",
    "Opioid",
    "buprenorphine, co-codamol, co-dydramol, codeine, diamorphine, dihydrocodeine, fentanyl, hydromorphone, meptazinol, methadone, morphine, oxycodone, pentazocine, pethidine, tapentadol, tramadol",
    ["linctus"],
  ),
  medicine("lithium", "Lithium", "lithium"),
];

const BODY: CodeSet[] = [
  medicine(
    "nsaid",
    "NSAID for the whole body",
    "aceclofenac, celecoxib, dexibuprofen, dexketoprofen, diclofenac, etodolac, etoricoxib, flurbiprofen, ibuprofen, indometacin, ketoprofen, mefenamic acid, meloxicam, nabumetone, naproxen, piroxicam, sulindac, tenoxicam, tiaprofenic acid",
    [...LOCAL_FORMS, ...IN_THE_JOINT],
  ),
  medicine(
    "nsaid-not-cox2",
    "NSAID that is not selective for COX-2",
    "aceclofenac, dexibuprofen, dexketoprofen, diclofenac, etodolac, flurbiprofen, ibuprofen, indometacin, ketoprofen, mefenamic acid, meloxicam, nabumetone, naproxen, piroxicam, sulindac, tenoxicam, tiaprofenic acid",
    [...LOCAL_FORMS, ...IN_THE_JOINT],
  ),
  medicine(
    "steroid",
    "Corticosteroid for the whole body",
    "betamethasone, deflazacort, dexamethasone, hydrocortisone, methylprednisolone, prednisolone",
    [...LOCAL_FORMS, ...INHALED_OR_RECTAL, ...IN_THE_JOINT],
  ),
  medicine("ppi", "Proton pump inhibitor", "esomeprazole, lansoprazole, omeprazole, pantoprazole, rabeprazole"),
  medicine("h2-blocker", "H2-receptor antagonist", "cimetidine, famotidine, nizatidine, ranitidine"),
  medicine(
    "laxative",
    "Laxative",
    "bisacodyl, co-danthramer, co-danthrusate, docusate, glycerol, ispaghula, lactulose, linaclotide, macrogol, methylcellulose, naldemedine, naloxegol, prucalopride, senna, sennosides, sodium picosulfate, sterculia",
  ),
  medicine(
    "bladder-antimuscarinic",
    "Antimuscarinic for the bladder",
    "darifenacin, fesoterodine, flavoxate, oxybutynin, propiverine, solifenacin, tolterodine, trospium",
  ),
  medicine("gut-antispasmodic", "Antimuscarinic for the gut", "atropine, dicycloverine, hyoscine, propantheline", [
    ...LOCAL_FORMS,
    "injection",
  ]),
  medicine(
    "lama",
    "Long-acting muscarinic antagonist, inhaled",
    "aclidinium, glycopyrronium, tiotropium, umeclidinium",
    ["oral", "injection", "tablets", "cream"],
  ),
  medicine(
    "laba",
    "Long-acting beta-2 agonist",
    "bambuterol, formoterol, indacaterol, olodaterol, salmeterol, vilanterol",
  ),
  medicine("oxygen", "Home oxygen", "oxygen"),
  medicine("sulfonylurea-long-acting", "Long-acting sulfonylurea", "chlorpropamide, glibenclamide, glimepiride"),
  medicine("levothyroxine", "Levothyroxine", "levothyroxine"),
  medicine("nitrofurantoin", "Nitrofurantoin", "nitrofurantoin"),
  medicine("methotrexate", "Methotrexate", "methotrexate"),
  medicine("folic-acid", "Folic acid", "folic acid"),
  medicine("colchicine", "Colchicine", "colchicine"),
  medicine(
    "immunosuppressant",
    "Medicine that suppresses the immune system",
    "abatacept, adalimumab, azathioprine, baricitinib, certolizumab, ciclosporin, cyclophosphamide, etanercept, golimumab, infliximab, leflunomide, mercaptopurine, methotrexate, mycophenolate, mycophenolic acid, rituximab, sirolimus, tacrolimus, tocilizumab, tofacitinib, upadacitinib, ustekinumab",
    LOCAL_FORMS,
  ),
];

const BONES: CodeSet[] = [
  medicine(
    "bisphosphonate",
    "Bisphosphonate",
    "alendronic acid, ibandronic acid, pamidronate, risedronate, zoledronic acid",
  ),
  medicine("denosumab", "Denosumab", "denosumab"),
  medicine(
    "bone-protection",
    "Medicine against osteoporosis",
    "abaloparatide, alendronic acid, denosumab, ibandronic acid, raloxifene, risedronate, romosozumab, strontium ranelate, teriparatide, zoledronic acid",
  ),
  medicine(
    "bone-protection-other",
    "Medicine against osteoporosis other than denosumab",
    "abaloparatide, alendronic acid, ibandronic acid, raloxifene, risedronate, romosozumab, strontium ranelate, teriparatide, zoledronic acid",
  ),
  medicine("vitamin-d", "Vitamin D", "alfacalcidol, colecalciferol, ergocalciferol"),
];

export const MEDICINES: CodeSet[] = [...HEART, ...MIND, ...BODY, ...BONES];
