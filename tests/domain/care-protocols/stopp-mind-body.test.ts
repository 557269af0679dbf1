import { describe, expect, test } from "vitest";
import { STOPP_BODY } from "../../../app/domain/care-protocols/stopp-start-body";
import { STOPP_MIND } from "../../../app/domain/care-protocols/stopp-start-mind";
import {
  DEMENTIA,
  FALLS,
  firesOnlyAsTold,
  has,
  pressure,
  type Row,
  taking,
  takingFor,
  value,
} from "./stopp-start-people";

const TABLE: readonly Row[] = [
  [
    "STOPP A3",
    taking("is-sertraline", "is-citalopram"),
    taking("is-sertraline"),
    taking("is-sertraline", "is-ramipril"),
  ],
  [
    "STOPP D1",
    [...taking("tricyclic"), ...has("finding-prostatism")],
    taking("tricyclic"),
    [...taking("tricyclic"), FALLS[0]!],
  ],
  [
    "STOPP D5",
    [takingFor("antipsychotic", 91), ...DEMENTIA],
    [takingFor("antipsychotic", 90), ...DEMENTIA],
    [takingFor("antipsychotic", 91), ...DEMENTIA, ["care-medication-review", "2026-10-01"]],
    [takingFor("antipsychotic", 91), ...DEMENTIA, ...has("condition-serious-mental-illness")],
  ],
  ["STOPP D6", [...taking("ssri"), value("sodium", 129)], [...taking("ssri"), value("sodium", 130)]],
  ["STOPP D8", [takingFor("benzodiazepine", 28)], [takingFor("benzodiazepine", 27)]],
  [
    "STOPP D10",
    [takingFor("benzodiazepine", 14), ...has("finding-insomnia")],
    [takingFor("benzodiazepine", 13), ...has("finding-insomnia")],
    [takingFor("benzodiazepine", 14)],
  ],
  ["STOPP D11", [takingFor("z-drug", 14)], [takingFor("z-drug", 13)]],
  [
    "STOPP D12",
    [...taking("antipsychotic-parkinsonism"), ...has("finding-parkinsonism")],
    [...taking("antipsychotic"), ...has("finding-parkinsonism")],
  ],
  [
    "STOPP D14",
    [...taking("is-oxybutynin"), ...DEMENTIA],
    [...taking("is-codeine"), ...DEMENTIA],
    taking("is-oxybutynin"),
  ],
  ["STOPP D15", [takingFor("antipsychotic", 85), ...DEMENTIA], [takingFor("antipsychotic", 84), ...DEMENTIA]],
  [
    "STOPP D17",
    [...taking("acetylcholinesterase-inhibitor"), value("pulse", 59)],
    [...taking("acetylcholinesterase-inhibitor"), value("pulse", 60)],
  ],
  [
    "STOPP D18",
    taking("acetylcholinesterase-inhibitor", "beta-blocker"),
    taking("acetylcholinesterase-inhibitor", "calcium-blocker"),
  ],
  ["STOPP D19", [...taking("memantine"), ...has("condition-epilepsy")], taking("memantine")],
  ["STOPP D24", taking("antihistamine-first-generation"), taking("is-cetirizine")],
  [
    "STOPP D25",
    [...taking("antihistamine-first-generation"), ...has("finding-insomnia")],
    taking("antihistamine-first-generation"),
  ],
  ["STOPP I1", [...taking("bladder-antimuscarinic"), ...DEMENTIA], taking("bladder-antimuscarinic")],
  [
    "STOPP M1",
    taking("is-oxybutynin", "is-amitriptyline"),
    taking("is-oxybutynin", "is-codeine"),
    taking("is-oxybutynin"),
  ],
  ["STOPP F1", [...taking("metoclopramide"), ...has("finding-parkinsonism")], taking("metoclopramide")],
  [
    "STOPP H1",
    [...taking("nsaid-not-cox2"), ...has("efi-peptic-ulcer")],
    [...taking("nsaid-not-cox2", "ppi"), ...has("efi-peptic-ulcer")],
    [...taking("nsaid"), ...has("efi-peptic-ulcer")],
  ],
  ["STOPP H2", [...taking("nsaid"), ...pressure(171, 80)], [...taking("nsaid"), ...pressure(170, 100)]],
  ["STOPP H7", taking("nsaid", "steroid"), taking("nsaid")],
  ["STOPP I5", [...taking("alpha-blocker"), ...has("finding-syncope")], taking("alpha-blocker")],
  [
    "STOPP J1",
    [...taking("sulfonylurea-long-acting"), ...has("diabetes-type-2")],
    [...taking("sulfonylurea"), ...has("diabetes-type-2")],
  ],
  ["STOPP J2", [...taking("pioglitazone"), ...has("condition-heart-failure")], taking("pioglitazone")],
  [
    "STOPP J3",
    [
      ...taking("beta-blocker-non-selective"),
      ...has("diabetes-type-2"),
      ["finding-hypoglycaemia", "2026-01-01"],
      ["finding-hypoglycaemia", "2026-02-01"],
    ],
    [...taking("beta-blocker-non-selective"), ...has("diabetes-type-2"), ["finding-hypoglycaemia", "2026-01-01"]],
  ],
  ["STOPP J4", [...taking("sglt2"), ...has("finding-postural-hypotension")], taking("sglt2")],
  [
    "STOPP J9",
    [...taking("levothyroxine"), ...has("finding-subclinical-hypothyroidism"), value("tsh", 9.9)],
    [...taking("levothyroxine"), ...has("finding-subclinical-hypothyroidism"), value("tsh", 10)],
    [...taking("levothyroxine"), value("tsh", 9)],
  ],
  ["STOPP L2", [takingFor("opioid", 28)], [takingFor("opioid", 27)], [takingFor("opioid", 28), ...taking("laxative")]],
];

describe("STOPP A, D, F, H, I, J, L and M, each rule on both sides", () => {
  for (const row of TABLE) test(row[0], () => firesOnlyAsTold(row));

  test("no rule is without a row", () =>
    expect([...TABLE.map(([id]) => id)].sort()).toEqual([...STOPP_MIND, ...STOPP_BODY].map(({ id }) => id).sort()));
});
