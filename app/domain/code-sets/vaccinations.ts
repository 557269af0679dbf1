/**
 * Vaccines given, and refused. Procedure codes: NHS England's immunisation interface and GP Connect vaccination pages
 * (influenza, COVID-19, RSV), NHS Digital reference sets as held by the Greater Manchester Secure Data Environment
 * (pneumococcal, shingles). CVX codes are those of American records. Refusals have Confer's own codes.
 */
import { type CodeSet, ownCodes, snomed } from "./code-set";

const made = {
  version: "2026-11-22",
  source: "NHS England immunisation interface, GP Connect vaccinations, NHS Digital reference sets; a selection",
  licence: "SNOMED CT ids under the UK licence of each site; CVX is in the public domain; selection Apache-2.0",
};

const CVX = "http://hl7.org/fhir/sid/cvx";
const cvx = (terms: Record<string, string>) =>
  Object.entries(terms).map(([code, display]) => ({ system: CVX, code, display }));

const set = (id: string, name: string, members: CodeSet["members"]): CodeSet => ({ id, name, ...made, members });

export const VACCINATIONS: CodeSet[] = [
  set("vaccine-influenza", "Influenza vaccine", [
    ...snomed({
      "822851000000102": "Seasonal influenza vaccination",
      86198006: "Influenza vaccination",
      "73701000119109": "Influenza vaccination given",
      "955651000000100": "Seasonal influenza vaccination given by other healthcare provider",
      "955691000000108": "Seasonal influenza vaccination given by pharmacist",
      "985151000000100": "Administration of first inactivated seasonal influenza vaccination",
      "1181000221105": "Vaccine product containing only Influenza virus antigen",
    }),
    ...cvx({ 140: "Influenza, seasonal, injectable, preservative free" }),
  ]),
  set("vaccine-covid", "COVID-19 vaccine", [
    ...snomed({
      840534001: "Administration of COVID-19 vaccine",
      "1240491000000103": "COVID-19 vaccination",
      "1324681000000101": "Administration of first dose of COVID-19 vaccine",
      "1324691000000104": "Administration of second dose of COVID-19 vaccine",
      "1363861000000103": "Administration of third dose of COVID-19 vaccine",
      "1363791000000101": "Administration of fourth dose of COVID-19 vaccine",
      "1363831000000108": "Administration of fifth dose of COVID-19 vaccine",
      "1362591000000103": "Administration of booster dose of COVID-19 vaccine",
    }),
  ]),
  set("vaccine-rsv", "RSV vaccine", [
    ...snomed({ 1303503001: "Administration of vaccine product containing only Human orthopneumovirus antigen" }),
  ]),
  set("vaccine-shingles", "Shingles vaccine", [
    ...snomed({
      722215002: "Administration of vaccine for shingles",
      "859641000000109": "Herpes zoster vaccination",
      "868511000000106": "Herpes zoster vaccination given by other health care provider",
      "1326101000000105": "Administration of first dose of vaccine for shingles",
      "1326111000000107": "Administration of second dose of vaccine for shingles",
    }),
  ]),
  set("vaccine-shingles-second", "Shingles vaccine, second dose", [
    ...snomed({ "1326111000000107": "Administration of second dose of vaccine for shingles" }),
  ]),
  set("vaccine-zostavax", "Zostavax, the shingles vaccine of one dose", [
    ...snomed({
      871898007: "Administration of live attenuated vaccine for shingles",
      871899004: "Administration of live attenuated vaccine for shingles under the skin",
      "20110511000001107": "Zostavax vaccine",
    }),
    ...cvx({ 121: "Zoster, live" }),
  ]),
  set("vaccine-pneumococcal", "Pneumococcal vaccine", [
    ...snomed({
      12866006: "Pneumococcal vaccination",
      310578008: "Pneumococcal vaccination given",
      394678003: "Booster pneumococcal vaccination",
      "382551000000109": "Pneumococcal vaccination given by other healthcare provider",
    }),
    ...cvx({ 133: "Pneumococcal conjugate, 13 valent", 33: "Pneumococcal polysaccharide, 23 valent" }),
  ]),
  set("declined-vaccine-influenza", "Influenza vaccine declined", [
    ...ownCodes({ "influenza-vaccine-declined": "Influenza vaccine declined" }),
  ]),
  set("declined-vaccine-covid", "COVID-19 vaccine declined", [
    ...ownCodes({ "covid-vaccine-declined": "COVID-19 vaccine declined" }),
  ]),
  set("declined-vaccine-rsv", "RSV vaccine declined", [
    ...ownCodes({ "rsv-vaccine-declined": "RSV vaccine declined" }),
  ]),
  set("declined-vaccine-shingles", "Shingles vaccine declined", [
    ...ownCodes({ "shingles-vaccine-declined": "Shingles vaccine declined" }),
  ]),
  set("declined-vaccine-pneumococcal", "Pneumococcal vaccine declined", [
    ...ownCodes({ "pneumococcal-vaccine-declined": "Pneumococcal vaccine declined" }),
  ]),
  set("vaccine-allergy", "A vaccine would harm: severe allergy", [
    ...ownCodes({ "vaccine-allergy": "Severe allergic reaction to a vaccine or its ingredient" }),
  ]),
];
