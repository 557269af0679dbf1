/** Cards of bleeding, breath and the heart. */
import { shortDate } from "../dates";
import { ANTICOAGULANT, OXYGEN_ALERT } from "./banners";
import {
  because,
  type CardPerson,
  type CrisisCard,
  isAdult,
  linesIn,
  medicinesSaying,
  memory,
  named,
  read,
  secondHand,
} from "./card";
import { targetInWords } from "./oxygen-target";
import { bloodThinners, latestResult, mayRetainCarbonDioxide } from "./whom";

/** "Oxygen saturation 90 % (3 May 2026)", as the record has it: the author says what is usual. */
function lastly(person: CardPerson, set: string): string | undefined {
  const result = latestResult(person, set);
  return result && `On the record: ${result.words}${result.on ? ` (${shortDate(result.on)})` : ""}.`;
}

/** Low-flow oxygen is for who is kept at 92 % or less: by the card's own target, or by this person's. */
const keptLow = ({ oxygenTarget }: CardPerson): boolean => !oxygenTarget || oxygenTarget.high <= 92;

export const FALL_ON_BLOOD_THINNER: CrisisCard = {
  id: "fall-on-blood-thinner",
  version: 1,
  name: "Head knock or fall on an anticoagulant or antiplatelet",
  source:
    "read: NICE NG232 and QS74, which differ on the CT scan; second-hand: an emergency-medicine blog; the rest from memory",
  fits: (person) => because(bloodThinners(person)),
  own: (person) => {
    const taken = bloodThinners(person);
    return taken.length ? { earlySigns: `Takes ${named(taken)}.` } : {};
  },
  lines: {
    trigger: [memory("Head knock, or a fall that nobody saw, on a blood thinner")],
    earlySigns: [memory("Headache, vomiting, drowsy, new weakness, bleeding.")],
    doFirst: [
      memory("Write down the drug and the time of its last dose."),
      read("Head knock: refer to hospital, even if well."),
      memory("Emergency department or same-day emergency care today: CT within 8 hours is discussed there."),
    ],
    call999: [memory("GCS below usual, new weakness, vomiting, seizure or bleeding that does not stop")],
    doNot: [
      memory("take well for unharmed"),
      memory("restart the next dose without advice"),
      secondHand("ask for the CT from the community"),
    ],
    unless: [
      memory(
        "The goal of care is no hospital, and no sign of harm shows: ring the GP or geriatrician before conveying.",
      ),
    ],
  },
  ring: /anticoag|geriatric|frailty|\bGP\b|practice/i,
  asks: ["Why it is taken, and who would decide to pause it"],
  banners: [ANTICOAGULANT],
};

export const OXYGEN: CrisisCard = {
  id: "oxygen-alert",
  version: 1,
  name: "Oxygen alert: may retain carbon dioxide",
  source:
    "read: British Thoracic Society guideline for oxygen, 2017; second-hand: its alert card; the rest from memory",
  fits: mayRetainCarbonDioxide,
  own: (person) => {
    const usual = lastly(person, "oxygen-saturation");
    const { oxygenTarget } = person;
    return {
      ...(usual && { earlySigns: usual }),
      ...(oxygenTarget && { doFirst: `Target SpO2 ${targetInWords(oxygenTarget)}: this person’s own.` }),
    };
  },
  lines: {
    trigger: [memory("Breathless, or oxygen is to be given")],
    earlySigns: [memory("Drowsy, headache, flushed, SpO2 below the usual.")],
    doFirst: [
      read("Target SpO2 88–92 %, unless this plan gives another; all others 94–98 %.", {
        when: (person) => isAdult(person) && !person.oxygenTarget,
      }),
      secondHand("28 % Venturi at 4 l a minute (24 % if known to retain).", { dose: true, when: keptLow }),
      memory("Nebulise with air, or with oxygen for 6 minutes at most.", { when: keptLow }),
    ],
    call999: [memory("SpO2 below the person’s own, or drowsy")],
    doNot: [read("give oxygen for breathlessness without a low SpO2"), memory("leave on high flow once settled")],
    unless: [read("Critically ill: high flow first, then titrate.")],
  },
  ring: /respirat|lung|COPD|oxygen/i,
  asks: ["Usual SpO2, and the target if it is another", "Own Venturi mask, and where it is"],
  banners: [OXYGEN_ALERT],
};

export const COPD_FLARE: CrisisCard = {
  id: "copd-flare",
  version: 1,
  name: "COPD flare and rescue pack",
  source: "read: length of the steroid course; second-hand: NHS COPD leaflets; the rest from memory",
  fits: (person) => because(linesIn(person, "condition-copd")),
  own: (person) => {
    const pack = medicinesSaying(person, /prednisolone|doxycycline|amoxicillin|clarithromycin/i);
    return pack.length ? { medicines: `Rescue pack, if kept at home: ${named(pack)}` } : {};
  },
  lines: {
    trigger: [memory("COPD flare: more breathless, or more or coloured sputum, for a day or two")],
    earlySigns: [memory("Cough, usual relief fails for 24–48 hours, cannot do a usual task.")],
    doFirst: [
      memory("Reliever by spacer."),
      memory("More breathless: prednisolone 30 mg a day for 5 days, from the rescue pack.", { dose: true }),
      secondHand("Sputum changed colour: the pack’s antibiotic too."),
      memory("Tell the practice when it is started."),
      memory("No better in 48 hours: GP, respiratory nurse or hospital at home."),
    ],
    call999: [secondHand("extreme breathlessness, drowsy or confused, chest pain, blue")],
    doNot: [read("give a course longer than 5 days"), memory("use the pack for anxiety alone")],
    unless: [memory("The respiratory team or the GP has ordered a longer course.")],
  },
  ring: /respirat|COPD|lung/i,
  asks: ["What the person can do on a usual day", "Where the rescue pack is, and who starts it"],
};

export const HEART_FAILURE: CrisisCard = {
  id: "heart-failure",
  version: 1,
  name: "Heart failure getting worse",
  source: "Confer, from memory of heart-failure guidance",
  fits: (person) =>
    because(
      linesIn(
        person,
        "condition-heart-failure",
        "finding-heart-failure-reduced",
        "finding-heart-failure-preserved",
        "heart-failure-severe",
      ),
    ),
  own: (person) => {
    const weight = lastly(person, "weight");
    return weight ? { earlySigns: weight } : {};
  },
  lines: {
    trigger: [memory("Heart failure worse: 2 kg more in 3 days, more swelling, or cannot lie flat")],
    earlySigns: [memory("Cough at night, more tired than usual.")],
    doFirst: [
      memory("Sit up; SpO2 and ECG. Diuretic step as written on the signed chart."),
      memory("Weigh every day; kidney blood test within a week."),
    ],
    call999: [memory("breathless at rest, chest pain or fainting")],
    doNot: [
      memory("give an NSAID or salt substitutes"),
      memory("stop the loop diuretic while swollen"),
      memory("give fluids by default"),
    ],
    unless: [memory("Dry, vomiting or in shock: fluids and a pause are the crew’s and the doctor’s to judge.")],
    coping: [memory("The heart-failure nurse hears the same day.")],
  },
  ring: /heart|cardi/i,
  asks: ["Dry weight", "The written diuretic step, and where the chart is"],
};
