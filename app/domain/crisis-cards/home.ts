/** Cards of the last days, of carers and of falls at home. */
import { LONG_LIE } from "./banners";
import {
  because,
  type CardPerson,
  type CrisisCard,
  capital,
  linesIn,
  medicinesSaying,
  memory,
  named,
  read,
  secondHand,
} from "./card";
import { fallen, palliative } from "./whom";

const ANTICIPATORY =
  /(morphine|oxycodone|alfentanil|diamorphine|midazolam|levomepromazine|haloperidol|cyclizine|glycopyrronium|hyoscine|metoclopramide).*(inj|ampoule|solution for)/i;

export const END_OF_LIFE_SYMPTOMS: CrisisCard = {
  id: "end-of-life-symptoms",
  version: 1,
  name: "Symptoms at the end of life",
  source: "second-hand: ambulance guidance on shared decisions; the rest from memory",
  fits: (person) => because(palliative(person)),
  own: (person) => {
    const box = medicinesSaying(person, ANTICIPATORY);
    return box.length ? { medicines: capital(named(box, 200)) } : {};
  },
  lines: {
    trigger: [memory("Symptoms in expected dying")],
    earlySigns: [memory("Pain, agitation, breathlessness, secretions or vomiting. Eats and drinks less, sleeps more.")],
    doFirst: [memory("Own anticipatory medicines as the signed chart says.")],
    call999: [
      memory(
        "anything sudden or reversible (choking, bleeding, fit, low glucose, new leg weakness, injury) unless this plan says otherwise; symptoms that do not settle; or the person asks",
      ),
    ],
    doNot: [memory("convey, drip or monitor by routine")],
    unless: [memory("The person wishes it.")],
    coping: [
      secondHand("Decide together with the palliative team or the GP, by the emergency recommendations of this plan."),
      memory("Position, fan, mouth care. After death: the GP or 111 verifies."),
    ],
  },
  ring: /hospice|palliative|macmillan|end.of.life/i,
  asks: ["Which reversible events are to be treated", "Who gives the medicines at night"],
  front: true,
};

/** So that the card's own lines still fit beneath it. */
const LONGEST_OWN = 200;

const carers = ({ record }: CardPerson) => record.lines.filter(({ kind, ring }) => kind === "carer" && ring?.isCarer);

export const CARER_COLLAPSE: CrisisCard = {
  id: "carer-collapse",
  version: 1,
  name: "The carer cannot go on",
  source: "read: NHS England, urgent community response; the rest from memory",
  fits: (person) => because([...carers(person), ...linesIn(person, "has-carer", "sole-carer", "carer-strain")]),
  own: (person) => {
    const [first, second] = carers(person).map(({ words }) => words);
    if (!first) return {};
    const both = `Carer: ${first}. ${second ? `Also: ${second}.` : "No second carer is on the record."}`;
    return { earlySigns: both.length <= LONGEST_OWN ? both : "Carers: see “People to ring”." };
  },
  lines: {
    trigger: [memory("Carer ill, away or unable to go on")],
    earlySigns: [memory("Missed calls, crying, neglect.")],
    doFirst: [
      memory("Ring the stand-in carer. Keep the person in their place, with stop-gap care."),
      memory("Medicines and insulin at their next hour: see the signed chart."),
      secondHand("Urgent community response also covers carer breakdown: aims for 2 hours, local hours."),
    ],
    call999: [memory("either is ill or hurt: the carer is a patient too")],
    doNot: [memory("leave a dependent person alone"), memory("convey only because nobody is there")],
    unless: [memory("No safe care is found by the emergency duty team.")],
    coping: [memory("Harm or neglect: safeguarding.")],
  },
  ring: /social|emergency duty|urgent community|carer/i,
  asks: ["Who stands in, and from when", "What cannot wait: the next medicines, meals, turning"],
};

export const FALL_OR_LONG_LIE: CrisisCard = {
  id: "fall-or-long-lie",
  version: 1,
  name: "Fall without injury, or a long lie",
  source: "read: NHS England, urgent community response (falls), 2022, and research on long lies; the rest from memory",
  fits: fallen,
  lines: {
    trigger: [memory("On the floor after a fall, no injury seen")],
    earlySigns: [
      read("Over 1 hour is a long lie, linked to serious injury and admission."),
      memory("Cold, sore, cannot rise."),
    ],
    doFirst: [
      memory("A to E; hips, head, neck, back; glucose, ECG, standing blood pressure, temperature, skin."),
      memory("Trained lift with a device. Over 1 hour: muscle breakdown, pressure damage, pneumonia, cold."),
    ],
    call999: [
      memory(
        "head, neck, back or hip hurt, a limb out of shape, a blackout, new weakness, or a long lie with pain or illness",
      ),
    ],
    doNot: [
      memory("drag"),
      memory("lift with hip or neck pain"),
      memory("leave before the reason is found and the person moves as usual, has drunk and can call"),
    ],
    unless: [memory("Fire, water or another danger on the spot: move by the quickest safe way.")],
    coping: [
      secondHand("Urgent community response, for a fall without these: aims for 2 hours, local hours."),
      memory("The practice hears within 1 working day."),
    ],
  },
  ring: /falls|urgent community|telecare|alarm/i,
  asks: ["How the person gets up on a usual day", "Alarm, and who answers it"],
  banners: [LONG_LIE],
};
