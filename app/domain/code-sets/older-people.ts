/**
 * What befalls older people, and how they live: what starts a care process or makes it somebody's. Where no published
 * id could be verified, the code is Confer's own, by which its screens record it.
 */
import { type CodeSet, type CodeSetMember, ownCodes, snomed } from "./code-set";

const made = {
  version: "2026-11-22",
  licence: "SNOMED CT ids under the UK licence of each site; selection Apache-2.0",
};
const OWN = "Confer's own code: no published id could be verified";
const EFI = "selected by Confer, checked against the Greater Manchester eFI code sets";

const set = (id: string, name: string, source: string, members: CodeSetMember[]): CodeSet => ({
  id,
  name,
  ...made,
  source,
  members,
});
/** Known by Confer's own code alone, which is the set's id. */
const own = (id: string, name: string): CodeSet => set(id, name, OWN, ownCodes({ [id]: name }));

export const OLDER_PEOPLE: CodeSet[] = [
  set("fall", "Fall", "Greater Manchester Secure Data Environment, falls, after NHS Digital falls_cod 20200812", [
    ...snomed({
      1912002: "Fall",
      161898004: "Falls",
      217082002: "Accidental fall",
      298344006: "Elderly fall",
      20902002: "Fall from bed",
      33036003: "Fall on same level",
      40104005: "Fall in home",
      83468000: "Fall from chair",
      17886000: "Fall from wheelchair",
      217154006: "Fall on same level from slipping, tripping or stumbling",
      217083007: "Fall on or from stairs or steps",
      217088003: "Fall on or from stairs",
      217090002: "Fall from stairs",
      217092005: "Fall on or from steps",
      217094006: "Fall from steps",
      217155007: "Fall on same level from slipping",
      217156008: "Fall on same level from tripping",
      217157004: "Fall on same level from stumbling",
      225054009: "Fell onto outstretched hand",
      242387001: "Fall due to slipping on ice or snow",
      242392004: "Fall in bath or shower",
      242395002: "Fall due to trip on loose carpet",
      242398000: "Fall due to loss of equilibrium",
      242419006: "Fall from toilet seat",
      414190009: "Fall on stairs",
      279992002: "Recurrent falls",
      404911003: "Unexplained recurrent falls",
      408561005: "Falls caused by medication",
    }),
    ...ownCodes({ fall: "Fall; the value is their number where there were several on the day" }),
  ]),
  set("recurrent-falls", "Recurrent falls", "Greater Manchester Secure Data Environment, falls", [
    ...snomed({ 279992002: "Recurrent falls", 404911003: "Unexplained recurrent falls" }),
  ]),
  set("fall-with-harm", "Fall with injury, loss of consciousness or inability to get up", OWN, [
    ...ownCodes({
      "fall-injury": "Fall with injury",
      "fall-loss-of-consciousness": "Fall with loss of consciousness",
      "fall-could-not-get-up": "Fall, could not get up unaided",
    }),
  ]),
  set("gait-or-balance-problem", "Problem of gait or balance", EFI, [
    ...snomed({ 271713000: "General unsteadiness", 302046008: "Difficulty mobilizing" }),
    ...ownCodes({ "gait-or-balance-problem": "Problem of gait or balance" }),
  ]),
  own("moved-home", "Moved home"),
  set("hip-or-spine-fracture", "Fragility fracture of hip or spine", EFI, [
    ...snomed({
      391093004: "History of hip fracture",
      391094005: "History of vertebral fracture",
      5913000: "Fracture of neck of femur",
      359820003: "Closed fracture of neck of femur",
      263225007: "Fracture of proximal end of femur",
      208562000: "Pertrochanteric fracture",
      84138006: "Collapse of vertebra",
      314668006: "Wedge fracture of vertebra",
      281923005: "Crush fracture of thoracic vertebra",
      281922000: "Wedge fracture of thoracic vertebra",
      308758008: "Collapse of lumbar vertebra",
      240198002: "Osteoporotic vertebral collapse",
      203450003: "Osteoporotic fracture of lumbar vertebra",
      203451004: "Osteoporotic fracture of thoracic vertebra",
    }),
  ]),
  own("fracture-risk-high", "Fracture risk above the threshold for treatment"),
  own("family-hip-fracture", "A parent broke a hip"),
  own("alcohol-bone-risk", "Three units of alcohol or more a day"),
  set("smokes", "Smokes", "OpenSAFELY smoking-clear", [
    ...snomed({ 77176002: "Smoker", 449868002: "Smokes tobacco daily" }),
  ]),
  set("bone-drug-unsuitable", "Bone drug not suitable", OWN, [
    ...ownCodes({ "bone-drug-unsuitable": "Bone drug not suitable: swallowing, oesophagus or another reason" }),
  ]),
  {
    ...set(
      "medicine-zoledronic-acid",
      "Zoledronic acid",
      "selected by Confer: substance of the British National Formulary",
      [],
    ),
    substances: { any: ["zoledronic acid"] },
  },
  set("delirium", "Delirium", EFI, [...snomed({ 2776000: "Delirium" })]),
  set("new-confusion", "New confusion", EFI, [
    ...snomed({ 286933003: "Confusional state" }),
    ...ownCodes({ "new-confusion": "New confusion" }),
  ]),
  set("mild-cognitive-impairment", "Mild cognitive impairment", EFI, [
    ...snomed({ 386805003: "Mild neurocognitive disorder" }),
  ]),
  set("lives-alone", "Lives alone", EFI, [
    ...snomed({ 105529008: "Lives alone", 160726006: "Lives alone no help available" }),
  ]),
  // "Widowed" is a status that lasts, not an event.
  set("bereaved", "Bereaved", EFI, [
    ...snomed({
      74506000: "Bereavement due to life event",
      105441003: "Death of spouse",
      135868008: "Death of partner",
      722228009: "Partner deceased",
      739677000: "Spouse deceased",
    }),
  ]),
  set("is-carer", "Is a carer", "PRIMIS COVID-19 vaccine uptake, carers", [
    ...snomed({
      133932002: "Caregiver",
      224484003: "Patient themselves providing care",
      266946000: "Looks after chronically sick relative",
      276043007: "Looks after chronically sick husband",
      276044001: "Looks after chronically sick mother",
      276046004: "Looks after chronically sick wife",
      276047008: "Looks after elderly dependent",
      276048003: "Looks after physically handicapped dependent",
      302767002: "Cares for a relative",
      224485002: "Cares for a friend",
      407542009: "Informal caregiver",
      407543004: "Primary caregiver",
      413760003: "Carer of a person with chronic disease",
      413763001: "Carer of a person with physical disability",
      248611000000108: "Carer of a person with a terminal illness",
      "824401000000105": "Carer of person with dementia",
    }),
    ...ownCodes({ "is-carer": "Is a carer" }),
  ]),
  set("is-no-carer", "Is not, or no longer, a carer", "PRIMIS COVID-19 vaccine uptake, not carers", [
    ...snomed({
      "199361000000101": "Is no longer a carer",
      "506401000000109": "Not a carer",
      "933581000000105": "No longer carer of patient with dementia",
    }),
  ]),
  set("no-carer", "Does not have a carer", EFI, [
    ...snomed({ 414041006: "Does not have a carer", 276039008: "No carer" }),
  ]),
  own("sole-carer", "Depends on one carer alone"),
  own("carer-strain", "Strain of the carer"),
  own("long-term-catheter", "Long-term urinary catheter"),
  own("catheter-removed", "Urinary catheter removed for good"),
  set("pressure-ulcer", "Pressure ulcer of category 2 or more, or not stated", EFI, [
    ...snomed({
      399912005: "Pressure ulcer",
      225562005: "Pressure injury of sacral region of back",
      225561003: "Pressure injury of heel",
      225563000: "Pressure injury of buttock",
      "376961000000108": "European pressure ulcer advisory panel grade 2 ulcer",
      "376971000000101": "European pressure ulcer advisory panel grade 3 ulcer",
      "376981000000104": "European pressure ulcer advisory panel grade 4 ulcer",
      446260003: "Hospice acquired pressure injury",
      446261004: "Hospital acquired pressure injury",
      446262006: "Nursing home acquired pressure injury",
      "758831000000108": "Residential home acquired pressure ulcer",
      "761271000000109": "Pressure ulcer acquired in own home",
      "766501000000105": "Multiple pressure ulcers",
    }),
  ]),
  own("pressure-ulcer-healed", "Pressure ulcer healed"),
  set("nursing-home", "Lives in a nursing home", "NHS Digital reference set carehome_cod, the nursing homes", [
    ...snomed({ 160734000: "Lives in a nursing home", "763301000000108": "Admission to nursing home" }),
  ]),
  own("bedbound", "Confined to bed"),
  own("nutrition-concern", "Clinical concern about nutrition"),
  set("declined-dementia-plan-review", "Dementia care plan or its review declined", "Greater Manchester SDE", [
    ...snomed({
      "1095101000000106": "Offer of dementia advance care planning review declined",
      "956901000000100": "Dementia care plan review declined",
      "959461000000102": "Dementia advance care plan review declined",
    }),
  ]),
  own("declined-carers-assessment", "Carer's assessment declined by the carer"),
];
