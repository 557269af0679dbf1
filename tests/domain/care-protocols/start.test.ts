import { describe, expect, test } from "vitest";
import { START_RULES } from "../../../app/domain/care-protocols/stopp-start-omissions";
import { firesOnlyAsTold, HFREF, has, pressure, type Row, taking, takingFor, value } from "./stopp-start-people";

const TABLE: readonly Row[] = [
  [
    "START B1",
    [...taking("statin"), ...pressure(141, 90)],
    [...taking("statin"), ...pressure(140, 90)],
    [...taking("acei"), ...pressure(141, 90)],
  ],
  [
    "START B2",
    [...taking("aspirin"), ...has("condition-stroke")],
    [...taking("statin"), ...has("condition-stroke")],
    [...taking("aspirin"), ...has("condition-stroke", "frailty-moderate")],
  ],
  ["START B5", [...taking("statin"), ...HFREF], [...taking("arb"), ...HFREF]],
  ["START B6", [...taking("beta-blocker"), ...HFREF], [...taking("beta-blocker-heart-failure"), ...HFREF]],
  [
    "START B7",
    [...taking("statin"), ...HFREF, value("egfr", 31)],
    [...taking("statin"), ...HFREF, value("egfr", 30)],
    [...taking("mra"), ...HFREF, value("egfr", 31)],
  ],
  [
    "START B8",
    [...taking("statin"), ...has("condition-heart-failure")],
    [...taking("sglt2"), ...has("condition-heart-failure")],
  ],
  [
    "START C1",
    [...taking("statin"), ...has("condition-atrial-fibrillation")],
    [...taking("anticoagulant"), ...has("condition-atrial-fibrillation")],
  ],
  [
    "START C2",
    [...taking("statin"), ...has("condition-stroke")],
    [...taking("antiplatelet"), ...has("condition-stroke")],
    [...taking("anticoagulant"), ...has("condition-stroke")],
  ],
  [
    "START D3",
    [...taking("statin"), ...has("finding-alzheimers")],
    [...taking("acetylcholinesterase-inhibitor"), ...has("finding-alzheimers")],
  ],
  ["START F3", taking("nsaid"), taking("nsaid", "ppi")],
  ["START G1", [...taking("statin"), ...has("condition-copd")], [...taking("laba"), ...has("condition-copd")]],
  [
    "START G3",
    [...taking("statin"), value("oxygen-saturation", 88, "2026-10-01"), value("oxygen-saturation", 87, "2026-10-22")],
    [...taking("statin"), value("oxygen-saturation", 88, "2026-10-01"), value("oxygen-saturation", 87, "2026-10-21")],
    [...taking("oxygen"), value("oxygen-saturation", 88, "2026-10-01"), value("oxygen-saturation", 87, "2026-10-22")],
  ],
  [
    "START H2",
    [takingFor("steroid", 90), ...taking("bisphosphonate")],
    [takingFor("steroid", 90), ...taking("bisphosphonate", "vitamin-d")],
    [takingFor("steroid", 89)],
  ],
  [
    "START H3",
    [...taking("statin"), ...has("efi-fragility-fracture")],
    [...taking("vitamin-d"), ...has("efi-fragility-fracture")],
  ],
  [
    "START H4",
    [...taking("statin"), ...has("condition-osteoporosis")],
    [...taking("bone-protection"), ...has("condition-osteoporosis")],
    [...taking("statin"), ...has("condition-osteoporosis", "bone-drug-unsuitable")],
  ],
  [
    "START H5",
    [...taking("statin"), ...has("housebound"), value("vitamin-d-level", 49)],
    [...taking("statin"), ...has("housebound"), value("vitamin-d-level", 50)],
    [...taking("statin"), value("vitamin-d-level", 49)],
  ],
  [
    "START H6",
    [
      ["medicine-denosumab", "2025-10-01"],
      ["medicine-denosumab", "2026-04-01"],
    ],
    [["medicine-denosumab", "2026-04-01"]],
    [
      ["medicine-denosumab", "2025-10-30"],
      ["medicine-denosumab", "2026-04-30"],
    ],
    [["medicine-denosumab", "2025-10-01"], ["medicine-denosumab", "2026-04-01"], ...taking("bone-protection-other")],
  ],
  ["START H9", taking("methotrexate"), taking("methotrexate", "folic-acid")],
  [
    "START J1",
    [...taking("statin"), ...has("diabetes-type-2"), value("urine-acr", 3), value("egfr", 30)],
    [...taking("statin"), ...has("diabetes-type-2"), value("urine-acr", 2.9), value("egfr", 30)],
    [...taking("statin"), ...has("diabetes-type-2"), value("urine-acr", 3), value("egfr", 29)],
    [...taking("arb"), ...has("diabetes-type-2"), value("urine-acr", 3), value("egfr", 30)],
  ],
  ["START K2", [takingFor("opioid", 28)], [takingFor("opioid", 27)], [takingFor("opioid", 28), ...taking("laxative")]],
];

describe("START, each rule on both sides", () => {
  for (const row of TABLE) test(row[0], () => firesOnlyAsTold(row));

  test("no rule is without a row", () =>
    expect([...TABLE.map(([id]) => id)].sort()).toEqual([...START_RULES].map(({ id }) => id).sort()));
});
