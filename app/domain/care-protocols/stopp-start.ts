/**
 * STOPP/START version 3: medicines that may do more harm than good, or be missing, from 65.
 * O'Mahony D et al. Eur Geriatr Med 2023;14:625-632, doi:10.1007/s41999-023-00777-y, CC BY 4.0: 133 STOPP and 57 START
 * criteria. Here are those that coded data can answer, each in our words, each a rule of treatment of its own: off until
 * a clinical lead signs it ("treatment.STOPP-K1"). A rule asks for a review and never says that a medicine is to stop.
 *
 * Known of a medicine: its name, its issues, whether it is active. Not known: dose, reason, "when required". So a rule on
 * a reason uses the conditions on the record, and one on a dose the strength of the tablet. Values count for 12 months;
 * a medicine that needs one which is not there gives "cannot tell".
 *
 * Left out, with why:
 * - doses: STOPP F2 (full dose of a proton pump inhibitor), F4 (iron over 200 mg), L6 (paracetamol from 3 g).
 * - indication, first line or order of treatment, severity: STOPP A1, A2, B6, B8, B21, C8, C9, C11, D2, D9, D13, D16,
 *   D20 to D23, G2, H3 to H6, H9, I8, J10, L1, L3 to L5; START A1, B4, B9 to B11, D1, D2, D4 to D7, E1 to E3, F1, F4 to
 *   F7, G2, H1, I1 to I5, K1, K3.
 * - findings without a verified code: STOPP B15 (QTc), B20 (severe aortic stenosis), C2, C12, C15, D7, F6 to F8, G3, G4,
 *   I3, I6, I7, J5 to J8; START H7, H8; of STOPP B14 the severe heart failure. C6 (ticlopidine) is not sold here.
 * - data could answer them, and nobody asked yet: STOPP D3, D4, F3, F5, G1, H8, I2, I4; START B3, E4, F2.
 * - START L1 to L4 are the vaccines VA1, VA5, VA4 and VA2, and are not repeated.
 *
 * Built with less than the criterion says: B2 by reduced ejection fraction, not by class; B16 leaves "life expectancy
 * under three years" to the reviewer; D5 cannot see an unchanged dose, D15 neither severity nor what was tried; H2 looks
 * at the latest pressure; M1 counts drugs of score 3 of the anticholinergic list that ships; narrow-angle glaucoma, heart
 * block and chronic constipation are known by Confer's own codes alone.
 *
 * Where sources disagree: see the settings.
 */
import type { CareProcess, CareProtocol } from "../care-gap";
import { proposed } from "./circumstances";
import { STOPP_BODY } from "./stopp-start-body";
import { STOPP_FALLS, STOPP_HEART, STOPP_KIDNEY } from "./stopp-start-heart";
import { STOPP_MIND } from "./stopp-start-mind";
import { START_RULES } from "./stopp-start-omissions";
import { processOfRule, type StoppStartRule } from "./stopp-start-rule";

export const STOPP_START_RULES: readonly StoppStartRule[] = [
  ...STOPP_HEART,
  ...STOPP_MIND,
  ...STOPP_KIDNEY,
  ...STOPP_BODY,
  ...STOPP_FALLS,
  ...START_RULES,
];

const PROCESSES: readonly CareProcess[] = STOPP_START_RULES.map(processOfRule);

export const STOPP_START_PROTOCOL: CareProtocol = {
  id: "stopp-start",
  name: "STOPP/START",
  version: "stopp-start 3/2",
  source: "O'Mahony D et al. Eur Geriatr Med 2023;14:625-632, CC BY 4.0",
  who: "people from 65 who take medicines; each rule only once it is signed",
  settings: {
    "stopp-start.review-weeks": proposed("Weeks within which a rule that fires is gone through", 4),
    "stopp-start.review-months": proposed("Months after which a rule that still holds is gone through again", 12),
    "stopp-start.long-term-days": proposed('Days without a gap from which a medicine is taken "for long"', 90),
    "stopp-start.daily-days": proposed("Days without a gap from which an opioid counts as taken every day", 28),
    "stopp-start.lab-months": proposed("Months for which a result or a measurement counts", 12),
    "stopp-start.hypoglycaemias": proposed("Days with hypoglycaemia in a year from which it is frequent", 2),
    "stopp-start.denosumab-weeks": proposed(
      "Weeks after a denosumab injection was due from which it counts as stopped",
      4,
    ),
    "stopp-start.potassium-months": {
      words: "Months for which potassium counts as checked on a mineralocorticoid receptor antagonist (STOPP B13)",
      value: 6,
      source: "rationale of STOPP/START version 2; version 3 names no interval",
      mark: "2",
    },
    "stopp-start.antipsychotic-review-weeks": {
      words: "Weeks without a review after which an antipsychotic in dementia is reviewed (STOPP D5)",
      value: 13,
      source: "shipped: STOPP version 3 D5, over 3 months; NICE NG97: every 6 weeks, from memory",
      mark: "V",
      options: { 6: "NICE NG97", 13: "STOPP D5" },
    },
    "stopp-start.antipsychotic-dementia-weeks": {
      words: "Weeks after which an antipsychotic in dementia is reviewed whatever was reviewed before (STOPP D15)",
      value: 12,
      source: "shipped: STOPP version 3 D15, over 12 weeks; NICE NG97: stop or justify at 6 weeks, from memory",
      mark: "V",
      options: { 6: "NICE NG97", 12: "STOPP D15" },
    },
    "stopp-start.frail-systolic": {
      words: "Systolic pressure over which treatment may be missing in moderate or severe frailty (START B1)",
      value: 150,
      source: "shipped: START version 3 B1; NICE NG136 gives no number and asks for clinical judgement",
      mark: "V",
    },
  },
  processes: PROCESSES,
};
