/**
 * The end of life: its stages, what points to it, what is agreed and done, and the code that takes a person off the
 * register again. Stages by the Gold Standards Framework's colours.
 */
import { type CodeSet, type CodeSetMember, ownCodes, snomed } from "./code-set";

const made = {
  version: "2026-11-22",
  licence: "SNOMED CT ids under the UK licence of each site; selection Apache-2.0",
};
const PALLIATIVE = "NHS Digital primary care domain reference set palcare_cod, a selection";
const RECORD_LOCATOR = "NHS England National Record Locator, types of pointer";
const OWN = "Confer's own code: no published id could be verified";

const set = (id: string, name: string, source: string, members: CodeSetMember[]): CodeSet => ({
  id,
  name,
  ...made,
  source,
  members,
});
const own = (id: string, name: string, code = id): CodeSet => set(id, name, OWN, ownCodes({ [code]: name }));

export const OLDER_PEOPLE_END_OF_LIFE: CodeSet[] = [
  // The set's other member, "not suitable for end of life advance care planning", does not end palliative care.
  set(
    "palliative-care-ended",
    "Palliative care no longer indicated",
    "NHS Digital palcareni_cod 20200812, a selection",
    [...snomed({ "1048611000000104": "Palliative care not currently clinically indicated" })],
  ),
  set("frailty-very-severe", "Clinical Frailty Scale 8 or 9", "as the levels of frailty-severe", [
    ...snomed({
      "1129401000000102": "Clinical Frailty Scale level 8",
      "1129411000000100": "Clinical Frailty Scale level 9",
    }),
  ]),
  own("comfort-care-only", "Escalation plan: comfort only"),
  set("gsf-blue", "Gold Standards Framework: a year or more", PALLIATIVE, [
    ...snomed({ "845701000000104": "Gold standards framework stage A - year plus prognosis" }),
  ]),
  set("gsf-green", "Gold Standards Framework: months", PALLIATIVE, [
    ...snomed({ "845721000000108": "Gold standards framework stage B - months prognosis" }),
  ]),
  set("gsf-yellow", "Gold Standards Framework: weeks", PALLIATIVE, [
    ...snomed({
      "845751000000103": "Gold standards framework stage C - weeks prognosis",
      "955231000000109": "Last weeks of life",
    }),
  ]),
  set("gsf-red", "Gold Standards Framework: days", PALLIATIVE, [
    ...snomed({
      "845771000000107": "Gold standards framework stage D - days prognosis",
      "511401000000102": "Last days of life",
    }),
  ]),
  own("fast-stage-7", "Dementia, functional assessment staging 7"),
  set("heart-failure-severe", "Heart failure, New York Heart Association III or IV", "OpenSAFELY heart failure", [
    ...snomed({
      420913000: "New York Heart Association Classification - Class III",
      422293003: "New York Heart Association class IV",
    }),
  ]),
  own("long-term-oxygen", "Long-term oxygen at home"),
  set("kidney-failure-conservative", "Kidney failure treated without dialysis", "selected by Confer, as end-stage", [
    ...snomed({ 236434000: "End stage renal failure untreated by renal replacement therapy" }),
    ...ownCodes({ "kidney-failure-conservative": "Conservative care of kidney failure" }),
  ]),
  set("cancer-metastatic", "Metastatic cancer", "OpenSAFELY cancer", [
    ...snomed({ 128462008: "Secondary malignant neoplastic disease" }),
  ]),
  own("care-end-of-life-considered", "Considered whether the end of life is near", "end-of-life-considered"),
  own("care-palliative-review", "Palliative stage and needs reviewed", "palliative-review"),
  set("care-advance-plan", "Advance care planning", `${RECORD_LOCATOR}; NHS England end-of-life flags`, [
    ...ownCodes({ "advance-plan": "Advance care planning talked through" }),
    ...snomed({
      713603004: "Advance care planning",
      "1382601000000107": "Recommended Summary Plan for Emergency Care and Treatment",
      735324008: "Treatment escalation plan",
      736366004: "Advance care plan",
      736373009: "End of life care plan",
      450476008: "Not for cardiopulmonary resuscitation",
      450475007: "For cardiopulmonary resuscitation",
      304253006: "Not for resuscitation",
    }),
  ]),
  own("declined-advance-plan", "Does not wish to talk about advance care planning"),
  own("care-shared-with-ucp", "Shared on the Universal Care Plan", "shared-with-ucp"),
  own(
    "care-anticipatory-medicines",
    "Anticipatory medicines and their chart are in the home",
    "anticipatory-medicines",
  ),
  own("care-bereavement-contact", "Bereavement contact", "bereavement-contact"),
];
