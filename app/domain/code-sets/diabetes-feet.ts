/**
 * Diabetic feet: examined, their risk class foot by foot, what raises the risk, and what needs help at once.
 * SNOMED CT has a code for each foot and class, of which only "at risk" (at least moderate) and "ulcerated" (active)
 * could be verified; the others are our own. A code of one class is also in the set "examined" of its foot.
 */
import { type CodeSet, type CodeSetMember, ownCodes, snomed } from "./code-set";

const made = {
  version: "2026-11-22c",
  source:
    "selected by Confer: British Heart Foundation Data Science Centre list CCU046_01 (diabetes, renal replacement), NHS Digital dm_cod 20210127; own codes where no id could be verified",
  licence: "SNOMED CT ids under the UK licence of each site; selection Apache-2.0",
};

const set = (id: string, name: string, members: CodeSet["members"]): CodeSet => ({ id, name, ...made, members });

/** As NICE NG19 names them; the older QOF said "increased" for moderate and "ulcerated" for active. */
export const FOOT_CLASSES = ["low", "moderate", "high", "active"] as const;
export type FootClass = (typeof FOOT_CLASSES)[number];

const inWords = (which: FootClass) => (which === "active" ? "active foot problem" : `${which} risk`);

const VERIFIED: Partial<Record<string, CodeSetMember[]>> = {
  "right moderate": snomed({ 308105005: "O/E - Right diabetic foot at risk" }),
  "left moderate": snomed({ 308106006: "O/E - Left diabetic foot at risk" }),
  "right active": snomed({ 394673007: "O/E - Right diabetic foot - ulcerated" }),
  "left active": snomed({ 394674001: "O/E - Left diabetic foot - ulcerated" }),
};

const ofClass = (foot: "right" | "left", which: FootClass): CodeSetMember[] => [
  ...ownCodes({
    [`foot-${foot}-${which}`]: `${foot === "right" ? "Right" : "Left"} foot examined: ${inWords(which)}`,
    [`feet-${which}`]: `Both feet examined: ${inWords(which)}`,
  }),
  ...(VERIFIED[`${foot} ${which}`] ?? []),
];

const feet = (foot: "right" | "left"): CodeSet[] => {
  const name = foot === "right" ? "Right foot" : "Left foot";
  return [
    set(`foot-${foot}`, `${name} examined`, [
      ...ownCodes({ [`foot-${foot}-examined`]: `${name} examined: monofilament and pulses` }),
      ...FOOT_CLASSES.flatMap((which) => ofClass(foot, which)),
    ]),
    ...FOOT_CLASSES.map((which) => set(`foot-${foot}-${which}`, `${name}: ${inWords(which)}`, ofClass(foot, which))),
  ];
};

export const DIABETES_FEET: CodeSet[] = [
  set("foot-examination", "Diabetic foot examination, both feet", [
    ...ownCodes({ "feet-examined": "Both feet examined: monofilament and pulses" }),
    ...snomed({ 401191002: "Diabetic foot examination", "367011000000100": "Diabetic foot screen" }),
  ]),
  ...feet("right"),
  ...feet("left"),
  set(
    "foot-absent",
    "One foot absent",
    ownCodes({ "foot-absent": "One foot absent or amputated", "foot-absent-from-birth": "One foot absent from birth" }),
  ),
  set(
    "foot-absent-from-birth",
    "One foot absent from birth",
    ownCodes({ "foot-absent-from-birth": "One foot absent from birth" }),
  ),
  set("feet-absent", "Both feet absent", ownCodes({ "feet-absent": "Both feet absent or amputated" })),
  set("foot-declined", "Foot examination declined or not suitable", [
    ...ownCodes({ "foot-check-declined": "Foot check declined" }),
    ...snomed({
      412752009: "Diabetic foot examination declined",
      408397002: "Diabetic foot examination not indicated",
    }),
  ]),
  set("foot-concern", "Immediate concern about a foot at high risk", [
    ...ownCodes({ "foot-concern": "Immediate concern about a foot at high risk" }),
  ]),
  set("foot-deformity", "Foot deformity", [
    ...ownCodes({ "foot-deformity": "Foot deformity" }),
    ...snomed({ 201724008: "Neuropathic arthropathy due to diabetes mellitus" }),
  ]),
  set("foot-callus", "Callus of the foot", ownCodes({ "foot-callus": "Callus of the foot" })),
  set(
    "foot-neuropathy",
    "Neuropathy due to diabetes",
    snomed({
      424736006: "Peripheral neuropathy due to diabetes mellitus",
      49455004: "Polyneuropathy due to diabetes mellitus",
      127011001: "Sensory polyneuropathy due to diabetes mellitus",
      126534007: "Mixed sensorimotor polyneuropathy due to diabetes mellitus",
      193183000: "Acute painful neuropathy due to diabetes mellitus",
      193184006: "Chronic painful neuropathy due to diabetes mellitus",
      193185007: "Asymptomatic neuropathy due to diabetes mellitus",
      "110181000119105": "Peripheral sensory neuropathy due to type 2 diabetes mellitus",
      "1511000119107": "Peripheral neuropathy due to type 2 diabetes mellitus",
      713705003: "Polyneuropathy due to type 1 diabetes mellitus",
      713706002: "Polyneuropathy due to type 2 diabetes mellitus",
    }),
  ),
  set(
    "foot-arterial-disease",
    "Peripheral arterial disease due to diabetes",
    snomed({
      127014009: "Peripheral angiopathy due to diabetes mellitus",
      314902007: "Peripheral angiopathy due to type 2 diabetes mellitus",
      "31211000119101": "Peripheral angiopathy due to type 1 diabetes mellitus",
    }),
  ),
  set("foot-amputation", "Amputation for diabetes", [
    ...ownCodes({ "foot-amputation": "Amputation of a toe, foot or leg for diabetes" }),
    ...snomed({ 735200002: "Absence of lower limb due to diabetes mellitus" }),
  ]),
  set(
    "kidney-replacement",
    "Dialysis or kidney transplant",
    snomed({
      105502003: "Dependence on renal dialysis",
      302497006: "Haemodialysis",
      71192002: "Peritoneal dialysis",
      236435004: "End stage renal failure on dialysis",
      236436003: "End stage renal failure with renal transplant",
      714152005: "Chronic kidney disease stage 5 on dialysis",
      714153000: "Chronic kidney disease stage 5 with transplant",
      161665007: "History of renal transplant",
      737295003: "Transplanted kidney present",
    }),
  ),
  set("foot-problem", "Active diabetic foot problem", [
    ...ownCodes({
      "foot-ulcer": "Diabetic foot ulcer",
      "foot-infection": "Infection of a diabetic foot",
      "foot-hot-swollen": "Hot swollen foot, suspected Charcot",
    }),
    ...snomed({
      371087003: "Ulcer of foot due to diabetes mellitus",
      419100001: "Infection of foot due to diabetes mellitus",
      "10660471000119109": "Ulcer of left foot due to type 2 diabetes mellitus",
      "140381000119104": "Neuropathic toe ulcer due to type 2 diabetes mellitus",
      "140391000119101": "Ulcer of toe due to type 2 diabetes mellitus",
      "87451000119102": "Heel or midfoot ulcer due to type 2 diabetes mellitus",
    }),
  ]),
  set("foot-limb-threat", "Foot problem that threatens limb or life", [
    ...ownCodes({ "foot-limb-threat": "Foot problem with sepsis, deep infection, gangrene or ischaemic ulcer" }),
    ...snomed({
      422275004: "Gangrene due to diabetes mellitus",
      420825003: "Gangrene due to type 1 diabetes mellitus",
      421631007: "Gangrene due to type 2 diabetes mellitus",
      190369008: "Type 1 diabetes mellitus with gangrene",
      190390000: "Type 2 diabetes mellitus with gangrene",
      "140521000119107": "Ischaemic foot ulcer due to type 2 diabetes mellitus",
    }),
  ]),
  set("care-foot-referral", "Referred for an active foot problem", [
    ...ownCodes({
      "foot-referral": "Referred to the multidisciplinary foot service or foot protection service",
      "foot-emergency": "Sent to acute services for a foot problem",
    }),
  ]),
];
