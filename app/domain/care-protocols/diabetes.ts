/**
 * Diabetes: the eight care processes.
 */
import type { CareProtocol } from "../care-gap";
import { EIGHT_PROCESSES } from "./diabetes-processes";

export { hasDiabetes, isOnDiabetesRegister } from "./diabetes-register";

export const DIABETES_PROTOCOL: CareProtocol = {
  id: "diabetes",
  name: "Diabetes",
  version: "diabetes/2",
  source: "National Diabetes Audit care processes; QOF register and window",
  who: "people with diabetes from 17",
  settings: {
    "diabetes.from-age": {
      words: "Age from which the care processes of diabetes are expected",
      value: 17,
      source: "QOF DM017; the National Diabetes Audit counts from 12",
      mark: "V",
      options: { 12: "National Diabetes Audit", 17: "QOF" },
    },
    "diabetes.window-months": {
      words: "Months within which each of the eight care processes is done",
      value: 12,
      source: "QOF and NHS North West London: rolling 12 months; the National Diabetes Audit's full year has 15",
      mark: "V",
      options: { 12: "QOF and North West London", 15: "National Diabetes Audit" },
    },
  },
  processes: EIGHT_PROCESSES,
};
