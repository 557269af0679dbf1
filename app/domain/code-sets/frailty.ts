/** What clinicians record of frailty and of its circumstances. The Clinical Frailty Scale is recorded, never computed. */
import { type CodeSet, snomed } from "./code-set";

const made = {
  version: "2026-11-22",
  licence: "SNOMED CT ids under the UK licence of each site; selection Apache-2.0",
};

const RECORDED =
  "NHS Digital reference sets mildfrail_cod, modfrail_cod, sevfrail_cod 20200812; Clinical Frailty Scale levels as mapped by NHS North West London ICB";

/** Each level of the scale is a code of its own: one set a level, beside the frailty that it stands for. */
const LEVELS = [
  "1129331000000101",
  "1129341000000105",
  "1129351000000108",
  "1129361000000106",
  "1129371000000104",
  "1129381000000102",
  "1129391000000100",
  "1129401000000102",
  "1129411000000100",
].map(
  (code, i): CodeSet => ({
    id: `cfs-${i + 1}`,
    name: `Clinical Frailty Scale ${i + 1}`,
    ...made,
    source: RECORDED,
    members: snomed({ [code]: `Clinical Frailty Scale level ${i + 1}` }),
  }),
);

export const FRAILTY: CodeSet[] = [
  {
    id: "frailty-none",
    name: "Clinical Frailty Scale 1 to 4",
    ...made,
    source: RECORDED,
    members: snomed({
      "1129331000000101": "Clinical Frailty Scale level 1",
      "1129341000000105": "Clinical Frailty Scale level 2",
      "1129351000000108": "Clinical Frailty Scale level 3",
      "1129361000000106": "Clinical Frailty Scale level 4",
    }),
  },
  {
    id: "frailty-mild",
    name: "Mild frailty",
    ...made,
    source: RECORDED,
    members: snomed({ "925791000000100": "Mild frailty", "1129371000000104": "Clinical Frailty Scale level 5" }),
  },
  {
    id: "frailty-moderate",
    name: "Moderate frailty",
    ...made,
    source: RECORDED,
    members: snomed({ "925831000000107": "Moderate frailty", "1129381000000102": "Clinical Frailty Scale level 6" }),
  },
  {
    id: "frailty-severe",
    name: "Severe frailty",
    ...made,
    source: RECORDED,
    members: snomed({
      "925861000000102": "Severe frailty",
      "1129391000000100": "Clinical Frailty Scale level 7",
      "1129401000000102": "Clinical Frailty Scale level 8",
      "1129411000000100": "Clinical Frailty Scale level 9",
    }),
  },
  {
    id: "housebound",
    name: "Housebound",
    ...made,
    source: "selected by Confer; home visits, which the eFI counts, do not make a person housebound here",
    members: snomed({ 160689007: "Housebound" }),
  },
  {
    id: "care-home",
    name: "Lives in a care home",
    ...made,
    source: "NHS Digital reference set carehome_cod, the residence codes",
    members: snomed({
      "248171000000108": "Lives in care home",
      160734000: "Lives in a nursing home",
      394923006: "Lives in a residential home",
      160737007: "Lives in an old people's home",
      224224003: "Lives in staffed home",
    }),
  },
  {
    id: "has-carer",
    name: "Has a carer",
    ...made,
    source: "selected by Confer from the Greater Manchester eFI set requirement for care",
    members: snomed({ 184156005: "Has a carer" }),
  },
  ...LEVELS,
];
