import { describe, expect, test } from "vitest";
import { STOPP_FALLS, STOPP_HEART, STOPP_KIDNEY } from "../../../app/domain/care-protocols/stopp-start-heart";
import { FALLS, firesOnlyAsTold, gap, HFREF, has, type Row, taking, takingFor, value } from "./stopp-start-people";

const TABLE: readonly Row[] = [
  [
    "STOPP B1",
    [...taking("digoxin"), ...has("finding-heart-failure-preserved")],
    [...taking("digoxin"), ...has("finding-heart-failure-preserved", "condition-atrial-fibrillation")],
    [...taking("digoxin"), ...HFREF],
  ],
  [
    "STOPP B2",
    [...taking("rate-limiting-calcium-blocker"), ...HFREF],
    [...taking("rate-limiting-calcium-blocker"), ...has("condition-heart-failure")],
  ],
  ["STOPP B3", taking("beta-blocker", "rate-limiting-calcium-blocker"), taking("beta-blocker", "calcium-blocker")],
  ["STOPP B4", [...taking("beta-blocker"), value("pulse", 49)], [...taking("beta-blocker"), value("pulse", 50)]],
  [
    "STOPP B5",
    [...taking("beta-blocker"), ...has("condition-hypertension")],
    [...taking("beta-blocker", "acei"), ...has("condition-hypertension")],
    [...taking("beta-blocker"), ...has("condition-hypertension", "condition-coronary-heart-disease")],
  ],
  [
    "STOPP B7",
    [...taking("loop-diuretic"), ...has("condition-hypertension")],
    [...taking("loop-diuretic"), ...has("condition-hypertension", "condition-heart-failure")],
    [...taking("loop-diuretic", "arb"), ...has("condition-hypertension")],
  ],
  [
    "STOPP B9",
    [...taking("thiazide"), value("potassium", 2.9), value("sodium", 140)],
    [...taking("thiazide"), value("potassium", 3.0), value("sodium", 130), value("calcium-adjusted", 2.65)],
  ],
  [
    "STOPP B10",
    [...taking("loop-diuretic"), ...has("condition-hypertension", "efi-urinary-incontinence")],
    [
      ...taking("loop-diuretic"),
      ...has("condition-hypertension", "efi-urinary-incontinence", "condition-heart-failure"),
    ],
  ],
  ["STOPP B11", taking("central-antihypertensive"), taking("acei")],
  ["STOPP B12", [...taking("acei"), value("potassium", 5.6)], [...taking("acei"), value("potassium", 5.5)]],
  [
    "STOPP B13",
    [...taking("mra", "acei"), value("potassium", 4.5, "2026-05-21")],
    [...taking("mra", "acei"), value("potassium", 4.5, "2026-05-22")],
    taking("mra"),
  ],
  ["STOPP B14", taking("pde5-inhibitor", "nitrate"), taking("pde5-inhibitor")],
  [
    "STOPP B17",
    [takingFor("nsaid", 90), ...has("condition-stroke")],
    [takingFor("nsaid", 89), ...has("condition-stroke")],
    [takingFor("nsaid", 90)],
  ],
  [
    "STOPP B18",
    [takingFor("antipsychotic", 90), ...has("condition-coronary-heart-disease")],
    [takingFor("antipsychotic", 89), ...has("condition-coronary-heart-disease")],
  ],
  [
    "STOPP B19",
    [...taking("nsaid", "loop-diuretic"), ...has("condition-heart-failure")],
    [...taking("nsaid"), ...has("condition-heart-failure")],
  ],
  ["STOPP C1", [takingFor("aspirin-over-100", 90)], [takingFor("aspirin-over-100", 14)], [takingFor("aspirin", 90)]],
  [
    "STOPP C3",
    [takingFor("aspirin", 29), takingFor("clopidogrel", 29), ...has("condition-stroke")],
    [takingFor("aspirin", 400), takingFor("clopidogrel", 28), ...has("condition-stroke")],
    [
      takingFor("aspirin", 29),
      takingFor("clopidogrel", 29),
      ...has("condition-stroke", "condition-coronary-heart-disease"),
    ],
  ],
  [
    "STOPP C4",
    [...taking("antiplatelet", "anticoagulant"), ...has("condition-atrial-fibrillation")],
    [
      ...taking("antiplatelet", "anticoagulant"),
      ...has("condition-atrial-fibrillation", "condition-coronary-heart-disease"),
    ],
  ],
  [
    "STOPP C5",
    [...taking("antiplatelet", "anticoagulant"), ["condition-coronary-heart-disease", "2025-11-22"]],
    [...taking("antiplatelet", "anticoagulant"), ["condition-coronary-heart-disease", "2025-11-23"]],
  ],
  [
    "STOPP C7",
    [...taking("antiplatelet"), ...has("condition-atrial-fibrillation")],
    [...taking("antiplatelet", "anticoagulant"), ...has("condition-atrial-fibrillation")],
  ],
  ["STOPP C10", taking("nsaid", "anticoagulant"), taking("nsaid")],
  [
    "STOPP C13",
    taking("dabigatran", "rate-limiting-calcium-blocker"),
    taking("factor-xa-inhibitor", "rate-limiting-calcium-blocker"),
  ],
  ["STOPP C14", taking("doac", "p-gp-inhibitor"), taking("anticoagulant", "p-gp-inhibitor")],
  [
    "STOPP C16",
    taking("aspirin"),
    [...taking("aspirin"), ...has("condition-stroke")],
    [...taking("aspirin"), ...has("condition-atrial-fibrillation")],
  ],
  [
    "STOPP E1",
    [...taking("digoxin-125"), value("egfr", 29)],
    [...taking("digoxin-125"), value("egfr", 30)],
    [...taking("digoxin"), value("egfr", 29)],
  ],
  ["STOPP E2", [...taking("dabigatran"), value("egfr", 29)], [...taking("dabigatran"), value("egfr", 30)]],
  [
    "STOPP E3",
    [...taking("factor-xa-inhibitor"), value("egfr", 14)],
    [...taking("factor-xa-inhibitor"), value("egfr", 15)],
  ],
  ["STOPP E4", [...taking("nsaid"), value("egfr", 49)], [...taking("nsaid"), value("egfr", 50)]],
  ["STOPP E5", [...taking("colchicine"), value("egfr", 9)], [...taking("colchicine"), value("egfr", 10)]],
  ["STOPP E6", [...taking("metformin"), value("egfr", 29)], [...taking("metformin"), value("egfr", 30)]],
  ["STOPP E7", [...taking("mra"), value("egfr", 29)], [...taking("mra"), value("egfr", 30)]],
  ["STOPP E8", [...taking("nitrofurantoin"), value("egfr", 44)], [...taking("nitrofurantoin"), value("egfr", 45)]],
  ["STOPP E9", [...taking("bisphosphonate"), value("egfr", 29)], [...taking("bisphosphonate"), value("egfr", 30)]],
  ["STOPP E10", [...taking("methotrexate"), value("egfr", 29)], [...taking("methotrexate"), value("egfr", 30)]],
  ["STOPP K1", [...taking("benzodiazepine"), ...FALLS], [...taking("benzodiazepine"), FALLS[0]!]],
  ["STOPP K2", [...taking("antipsychotic"), ...FALLS], FALLS],
  [
    "STOPP K3",
    [...taking("calcium-blocker"), ...FALLS, value("care-postural-drop", 20)],
    [...taking("calcium-blocker"), ...FALLS, value("care-postural-drop", 19)],
  ],
  ["STOPP K4", [...taking("z-drug"), ...FALLS], taking("z-drug")],
  ["STOPP K5", [...taking("antiepileptic"), ...FALLS], taking("antiepileptic")],
  ["STOPP K6", [...taking("antihistamine-first-generation"), ...FALLS], taking("antihistamine-first-generation")],
  ["STOPP K7", [...taking("opioid"), ...FALLS], taking("opioid")],
  ["STOPP K8", [...taking("antidepressant"), ...FALLS], taking("antidepressant")],
  [
    "STOPP K9",
    [...taking("alpha-blocker-antihypertensive"), ...FALLS, ...has("condition-hypertension")],
    [...taking("alpha-blocker-antihypertensive"), ...FALLS],
  ],
  [
    "STOPP K10",
    [...taking("alpha-blocker"), ...FALLS, ...has("finding-prostatism")],
    [...taking("alpha-blocker"), ...FALLS],
  ],
  ["STOPP K11", [...taking("central-antihypertensive"), ...FALLS], taking("central-antihypertensive")],
  ["STOPP K12", [...taking("bladder-antimuscarinic"), ...FALLS], taking("bladder-antimuscarinic")],
];

describe("STOPP B, C, E and K, each rule on both sides", () => {
  for (const row of TABLE) test(row[0], () => firesOnlyAsTold(row));

  test("STOPP B16 from 85 with moderate frailty, without vascular disease", () => {
    const at = (bornOn: string | undefined, ...more: string[]) =>
      gap("STOPP B16", { bornOn, recorded: [...taking("statin"), ...has(...more)] })?.state;
    expect(at("1941-11-22", "frailty-moderate")).toBe("due");
    expect(at("1941-11-23", "frailty-moderate")).toBeUndefined();
    expect(at("1941-11-22", "frailty-mild")).toBeUndefined();
    expect(at("1941-11-22", "frailty-moderate", "condition-stroke")).toBeUndefined();
    expect(at(undefined, "frailty-moderate")).toBe("cannot tell");
  });

  test("no rule is without a row", () =>
    expect([...TABLE.map(([id]) => id), "STOPP B16"].sort()).toEqual(
      [...STOPP_HEART, ...STOPP_KIDNEY, ...STOPP_FALLS].map(({ id }) => id).sort(),
    ));
});
