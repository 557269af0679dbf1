/** What the words of an advance decision refuse: by name, without what they say is not refused. */

/** Treatments that only keep somebody alive, by their names (Mental Capacity Act 2005, section 4(10)). */
export const LIFE_SUSTAINING =
  /\bcpr\b|resus|cardio-?\s?pulmonary|restart\w* (?:my|the|his|her|their) heart|life[- ](?:sustaining|saving|support|prolonging)|\b(?:ventilat|intubat)\w*|\bNIV\b|breathing machine/i;
const CPR =
  /\bcpr\b|resus|cardio-?\s?pulmonary|restart\w* (?:my|the|his|her|their) heart|life[- ](?:sustaining|saving|support|prolonging)|\b(?:all|any|every)\b.{0,20}\b(?:treatment|intervention)|everything/i;
const OTHER =
  /ventilat|intubat|breathing machine|tube|feeding|antibiotic|dialysis|transfusion|blood products|surgery|operation|hospital|intensive care|drip|fluids/i;

/** Refuses CPR by its name, or with everything that keeps somebody alive. */
export const namesCpr = (refuses: string): boolean => CPR.test(refuses);
/** Names treatments other than CPR. */
export const refusesOther = (refuses: string): boolean => OTHER.test(refuses);

/** "Does not refuse hospital, antibiotics": to the end of its sentence. */
const DOES_NOT_REFUSE = /\b(?:(?:does|do|did)(?: not|n['’]t)|not|never|nor)\s+(?:refus|declin)(?:e|es|ing)\b.*$/i;
/** "Hospital is not refused": its clause alone. */
const IS_NOT_REFUSED =
  /\b(?:not|never|nor)\s+(?:been\s+|being\s+)?(?:refused|declined)\b|\bn['’]t\s+(?:refused|declined)\b/i;
const ACCEPTS = /\b(?:accepts?|agrees? to|consents? to|would accept|happy (?:to have|with))\b/i;
const NOT = /\b(?:no|not|never|don['’]t|without)\b/i;
/** "Everything except CPR": what is left out of the refusal by its name. */
const LEFT_OUT = /\b(?:except|other than|apart from|but not)\s+(?:for\s+)?(?:CPR|resuscitation)\b.*$/i;

/** The text without what it says is not refused or is accepted; empty when nothing is left. */
export function whatIsRefused(refuses: string): string {
  return refuses
    .split(/[.;\n]|\bbut\b(?!\s+not\s+(?:for\s+)?(?:CPR|resus))/i)
    .map((sentence) => {
      if (LEFT_OUT.test(sentence)) return sentence.replace(LEFT_OUT, "").replace(CPR, "other treatment");
      return sentence
        .replace(DOES_NOT_REFUSE, "")
        .split(",")
        .filter((clause) => !IS_NOT_REFUSED.test(clause) && !(ACCEPTS.test(clause) && !NOT.test(clause)))
        .join(",");
    })
    .filter((sentence) => /\w/.test(sentence))
    .join(". ")
    .trim();
}
