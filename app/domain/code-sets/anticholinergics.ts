/**
 * Drugs with anticholinergic effects and their scores: 1 possible, 2 and 3 definite.
 * Scale: Boustani M et al. Aging Health 2008;4:311-320 (Anticholinergic Cognitive Burden scale), with its update of
 * 2012. The published lists have no licence and disagree with each other, so this is Confer's own short list, of drugs
 * that English practices prescribe, with scores from memory [M]: data for a clinical lead to sign, not the scale itself.
 */
export const ANTICHOLINERGIC_LIST = {
  name: "Confer's own short list after Boustani 2008 and its update of 2012",
  version: "2026-11-22",
  source: "Boustani M et al. Aging Health 2008;4:311-320; scores from memory, unsigned",
  mark: "M",
} as const;

const scored = (score: 1 | 2 | 3, substances: string) =>
  substances.split(", ").map((substance) => ({ substance, score }) as const);

export const ANTICHOLINERGICS: readonly { substance: string; score: 1 | 2 | 3 }[] = [
  ...scored(
    3,
    "amitriptyline, chlorphenamine, chlorpromazine, clemastine, clomipramine, clozapine, darifenacin, dicycloverine, diphenhydramine, dosulepin, doxepin, fesoterodine, flavoxate, hydroxyzine, hyoscine, imipramine, nortriptyline, olanzapine, orphenadrine, oxybutynin, paroxetine, procyclidine, promethazine, propantheline, quetiapine, solifenacin, tolterodine, trihexyphenidyl, trimipramine, trospium",
  ),
  ...scored(
    2,
    "amantadine, carbamazepine, cyproheptadine, levomepromazine, nefopam, oxcarbazepine, pethidine, pimozide",
  ),
  ...scored(
    1,
    "alimemazine, alprazolam, aripiprazole, atenolol, captopril, cetirizine, chlortalidone, cimetidine, codeine, colchicine, diazepam, digoxin, dipyridamole, disopyramide, fentanyl, furosemide, fluvoxamine, haloperidol, hydralazine, hydrocortisone, isosorbide, levocetirizine, loperamide, loratadine, metoprolol, morphine, nifedipine, paliperidone, prednisolone, ranitidine, risperidone, theophylline, trazodone, venlafaxine, warfarin",
  ),
];
