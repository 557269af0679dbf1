/**
 * Diabetes: register, eight care processes and the ninth, targets, feet, kidneys, hypoglycaemia, type 1. Each part has a
 * file of its own with its citations: NICE NG28, NG17, NG19, NG203, National Diabetes Audit, Quality and Outcomes
 * Framework, Strain 2018 and 2021. Facts and numbers are theirs; sentences are ours.
 * Not built: schedules in pregnancy, diabetes in childhood, the targets of continuous glucose monitoring.
 */
import type { CareProcess, CareProtocol } from "../care-gap";
import { RETINAL_SCREENING } from "./diabetes-eyes";
import { FEET } from "./diabetes-feet";
import { KIDNEYS } from "./diabetes-kidneys";
import { withTimeForFirst } from "./diabetes-new";
import { CARE_PROCESSES } from "./diabetes-processes";
import { DIABETES_SETS } from "./diabetes-register";
import { REVIEWS, TYPE_1 } from "./diabetes-reviews";
import { DIABETES_SETTINGS } from "./diabetes-settings";
import { TARGETS } from "./diabetes-targets";
import { TREATMENT } from "./diabetes-treatment";

export { hasDiabetes, isOnDiabetesRegister } from "./diabetes-register";

/** All but those that say for whom else they are. */
const ofDiabetics = (process: CareProcess): CareProcess => ({ onlyWith: DIABETES_SETS, ...process });

export const DIABETES_PROTOCOL: CareProtocol = {
  id: "diabetes",
  name: "Diabetes",
  version: "diabetes 2026-11-22/3",
  source: "NICE NG28, NG17, NG19, NG203; National Diabetes Audit; Quality and Outcomes Framework; Strain 2018 and 2021",
  who: "people with diabetes; referral to kidney services also of others",
  settings: DIABETES_SETTINGS,
  processes: [
    ...CARE_PROCESSES,
    RETINAL_SCREENING,
    ...TARGETS,
    ...TREATMENT,
    ...REVIEWS,
    ...TYPE_1,
    ...FEET,
    ...KIDNEYS,
  ]
    .map(ofDiabetics)
    .map(withTimeForFirst),
};
