/**
 * What rules that drive one person's treatment are for, and what stands between them and use. Safety rule 21: they ship
 * off until a clinical lead switches each on, with this statement and the site's determination beside the switch. The
 * law and the standards that it names: UK Medical Devices Regulations 2002 (SI 2002/618); NHS standards DCB0129 (who
 * makes a system) and DCB0160 (who deploys it).
 */

/** Stored with each switch that is put on: which wording was read. */
export const INTENDED_PURPOSE_VERSION = "intended purpose 1, 22 November 2026";

export const INTENDED_PURPOSE = {
  does: [
    "It shows a clinician that an adult's coded record meets a published criterion, with the criterion's source and the dates of the entries that met it.",
    "The clinician decides, with the person, whether anything is to change. Confer changes no medicine, dose or target by itself.",
  ],
  notFor: [
    "Not for use without a clinician who may change that treatment and who has read the record itself.",
    "Not for emergencies or at the point of contact, not for children, and not shown to the person as advice.",
    "Not proof of the opposite: a rule that is silent has not found the treatment right. What is not coded is not seen.",
  ],
} as const;

export const DETERMINATION = {
  statement:
    "Software that proposes a change of one person's treatment may be a medical device under the UK Medical Devices Regulations 2002. Whether this rule is one where you use it, and the safety cases under DCB0129 and DCB0160, are for your organisation to determine.",
  ours: "Confer's authors have not made that determination, and no clinical safety officer has signed this rule.",
} as const;
