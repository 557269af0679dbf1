/**
 * Classes of medicine that diabetes care asks about, by the substance or, where people are prescribed by brand and the
 * brand's name tells no substance (insulins, combined tablets), by the brand. Devices are taken out again.
 * Substances: British National Formulary sections 2.5, 2.12 and 6.1; brands as sold in the United Kingdom, selected by
 * Confer and not exhaustive. A combined tablet is in each of its classes.
 */
import type { CodeSet, Substances } from "./code-set";

const medicine = (id: string, name: string, substances: Substances): CodeSet => ({
  id: `medicine-${id}`,
  name,
  version: "2026-11-22b",
  source: "substances: British National Formulary; brands selected by Confer",
  licence: "names are facts; selection Apache-2.0",
  members: [],
  substances,
});

const DEVICES = ["needle", "needles", "syringe", "syringes", "pump", "cartridge case", "pen device"];

const INSULIN_BRANDS = [
  ...["abasaglar", "actrapid", "admelog", "apidra", "awiqli", "fiasp", "humalog", "humulin", "hypurin", "insulatard"],
  ...["insuman", "kirsty", "lantus", "levemir", "lyumjev", "novomix", "novorapid", "semglee", "suliqua", "toujeo"],
  ...["tresiba", "trurapi", "xultophy"],
];

export const MEDICINES_DIABETES: CodeSet[] = [
  medicine("insulin", "Insulin", { any: ["insulin", ...INSULIN_BRANDS], butNot: DEVICES }),
  medicine("sulfonylurea", "Sulfonylurea", {
    any: [
      ...["gliclazide", "glimepiride", "glipizide", "glibenclamide", "glyburide", "tolbutamide", "chlorpropamide"],
      ...["diamicron", "zicron", "amaryl"],
    ],
  }),
  medicine("glinide", "Glinide", { any: ["repaglinide", "nateglinide", "prandin", "starlix"] }),
  medicine("sglt2", "SGLT2 inhibitor", {
    any: [
      ...["dapagliflozin", "empagliflozin", "canagliflozin", "ertugliflozin"],
      ...["forxiga", "jardiance", "invokana", "steglatro", "xigduo", "synjardy", "vokanamet", "glyxambi", "qtern"],
    ],
  }),
  medicine("metformin", "Metformin", {
    any: [
      ...["metformin", "glucophage", "sukkarto", "xigduo", "synjardy", "vokanamet", "janumet", "jentadueto"],
      ...["komboglyze", "vipdomet", "eucreas", "competact"],
    ],
  }),
  medicine("dpp4", "DPP-4 inhibitor", {
    any: [
      ...["sitagliptin", "linagliptin", "saxagliptin", "alogliptin", "vildagliptin"],
      ...["januvia", "janumet", "trajenta", "jentadueto", "onglyza", "komboglyze", "vipidia", "vipdomet", "galvus"],
      ...["eucreas", "glyxambi", "qtern"],
    ],
  }),
  medicine("glp1", "GLP-1 receptor agonist", {
    any: [
      ...["semaglutide", "liraglutide", "dulaglutide", "exenatide", "lixisenatide", "tirzepatide"],
      ...["ozempic", "rybelsus", "wegovy", "victoza", "trulicity", "byetta", "bydureon", "mounjaro", "xultophy"],
      ...["suliqua"],
    ],
  }),
  medicine("pioglitazone", "Pioglitazone", { any: ["pioglitazone", "actos", "competact"] }),
  medicine("acei", "ACE inhibitor", {
    any: [
      ...["ramipril", "lisinopril", "perindopril", "enalapril", "captopril", "fosinopril", "quinapril", "trandolapril"],
      ...["imidapril", "moexipril", "cilazapril", "benazepril"],
    ],
  }),
  medicine("arb", "Angiotensin receptor blocker", {
    any: [
      ...["losartan", "candesartan", "irbesartan", "valsartan", "olmesartan", "telmisartan", "eprosartan"],
      ...["azilsartan", "entresto"],
    ],
  }),
  // "Simvistatin" is how some synthetic records spell it.
  medicine("statin", "Statin", {
    any: [
      ...["atorvastatin", "simvastatin", "simvistatin", "rosuvastatin", "pravastatin", "fluvastatin", "pitavastatin"],
      ...["lovastatin", "lipitor", "crestor"],
    ],
  }),
  medicine("lipid-other", "Other medicine that lowers cholesterol", {
    any: ["ezetimibe", "bempedoic acid", "inclisiran", "alirocumab", "evolocumab"],
  }),
];
