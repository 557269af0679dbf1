/** Cards of the nerves and the blood. */
import { because, type CrisisCard, capital, linesIn, linesSaying, medicinesSaying, memory, named } from "./card";

const rescue = /midazolam.*(buccal|oromucosal)|buccolam|epistatus|diazepam.*rectal/i;

export const SEIZURE: CrisisCard = {
  id: "seizure",
  version: 1,
  name: "Seizure",
  source: "Confer, from memory of epilepsy guidance",
  fits: (person) =>
    because([
      ...new Set([
        ...linesIn(person, "condition-epilepsy"),
        ...linesSaying(person, /epilep|seizure|convulsion/i),
        ...medicinesSaying(person, rescue),
      ]),
    ]),
  own: (person) => {
    const own = medicinesSaying(person, rescue);
    return own.length ? { medicines: capital(named(own)) } : {};
  },
  lines: {
    trigger: [memory("Seizure, or found after one")],
    doFirst: [
      memory("Time it; on the side, out of harm’s way; check glucose."),
      memory("5 minutes, or as this plan says: rescue medicine as prescribed. Tell the crew what was given and when."),
    ],
    call999: [
      memory(
        "first seizure, over 5 minutes, second fit without recovery, no recovery, injury, in water, trouble breathing, pregnant",
      ),
    ],
    doNot: [
      memory("restrain"),
      memory("put anything into the mouth"),
      memory("give a second rescue dose that the plan does not allow"),
    ],
    unless: [memory("Fire, water or traffic: move out of it first."), memory("Rescue medicine given in the cheek.")],
    coping: [memory("As usual for this person: rest, and the clinic hears.")],
  },
  ring: /epilep|neuro/i,
  asks: [
    "Usual seizure: how it looks, how long, how long until recovered",
    "Rescue medicine: when, by whom, kept where",
  ],
};

export const MULTIPLE_SCLEROSIS: CrisisCard = {
  id: "multiple-sclerosis",
  version: 1,
  name: "Multiple sclerosis: suddenly worse",
  source: "Confer, from memory of NICE guidance on multiple sclerosis",
  fits: (person) =>
    because([
      ...new Set([
        ...linesIn(person, "condition-multiple-sclerosis"),
        ...linesSaying(person, /multiple sclerosis|disseminated sclerosis/i),
      ]),
    ]),
  own: (person) => {
    const muscle = medicinesSaying(person, /baclofen/i);
    return muscle.length ? { earlySigns: `Takes ${named(muscle)}.` } : {};
  },
  lines: {
    trigger: [memory("Multiple sclerosis: suddenly weaker, stiffer, confused or cannot swallow")],
    earlySigns: [memory("Old symptoms come back with fever, infection, heat or blocked bowels: often no relapse.")],
    doFirst: [
      memory("Look for infection of urine, chest and skin, a full bladder, bowels, heat, pain. Cool down."),
      memory("Check swallowing before anything by mouth."),
    ],
    call999: [memory("sepsis, trouble breathing or swallowing, signs of a stroke, baclofen pump failed")],
    doNot: [
      memory("start steroids before infection is looked for and the MS team asked"),
      memory("stop baclofen suddenly"),
    ],
    unless: [memory("The steroid is one that the person takes anyway: it goes on, and more may be needed.")],
    coping: [memory("New symptoms for over 24 hours without infection: MS team by the next day.")],
  },
  ring: /\bMS\b|sclerosis|neuro/i,
  asks: ["Moving, bladder and swallowing on a usual day", "Treatment that weakens defences, and the last infusion"],
};

export const SICKLE_CELL: CrisisCard = {
  id: "sickle-cell",
  version: 1,
  name: "Sickle cell crisis",
  source: "Confer, from memory of NICE guidance on acute painful sickle cell episodes",
  fits: (person) => because(linesSaying(person, /sickle/i).filter(({ words }) => !/trait|carrier/i.test(words))),
  lines: {
    trigger: [memory("Sickle cell: pain, fever")],
    earlySigns: [
      memory("Severe pain, fever, breathless, or weak on one side."),
      memory("Cold, infection, too little drink or hard effort often come before."),
    ],
    doFirst: [
      memory("Believe the pain: own relief within 30 minutes."),
      memory("Check pain, drowsiness and breathing every 30 minutes; next dose as the signed chart.", { dose: true }),
    ],
    call999: [
      memory(
        "chest pain or low SpO2, 38 °C or more, stroke signs, painful erection over 2 hours, sudden pallor, pregnant",
      ),
    ],
    doNot: [memory("delay pain relief"), memory("give pethidine"), memory("cool")],
    unless: [memory("Drowsy: breathing first.")],
    coping: [memory("Warmth and drink. Oxygen if SpO2 is below 95 %, or the plan’s own target. No tests as proof.")],
  },
  ring: /sickle|haemat/i,
  asks: [
    "Own pain plan: which drug and route work; doses on the signed chart",
    "Haematology team that answers day and night",
    "Usual SpO2 and haemoglobin",
  ],
  front: true,
};

const CHEMOTHERAPY =
  /capecitabine|temozolomide|cyclophosphamide|chlorambucil|melphalan|hydroxycarbamide|mercaptopurine|etoposide|vinorelbine|palbociclib|ribociclib|ruxolitinib|venetoclax|ibrutinib|lenalidomide/i;

export const NEUTROPENIC_SEPSIS: CrisisCard = {
  id: "neutropenic-sepsis",
  version: 1,
  name: "Neutropenic sepsis after chemotherapy",
  source: "Confer, from memory of NICE guidance on neutropenic sepsis",
  fits: (person) =>
    because([
      ...linesSaying(person, /chemotherap|cytotoxic|neutropeni|agranulocyt|(bone marrow|stem cell) transplant/i),
      ...medicinesSaying(person, CHEMOTHERAPY),
    ]),
  lines: {
    trigger: [memory("Chemotherapy, and 38 °C or more or simply unwell")],
    earlySigns: [memory("Shivering, sore throat, diarrhoea, cough. Steroids and paracetamol hide fever.")],
    doFirst: [
      memory("999: say “chemotherapy, possible neutropenic sepsis”."),
      memory("NEWS2; pre-alert: antibiotics within the hour."),
    ],
    call999: [memory("38 °C or more, shivering, breathless, confused or simply unwell")],
    doNot: [memory("wait for a blood count or a GP visit"), memory("give paracetamol and watch")],
    unless: [memory("Comfort at home is the goal: oncology or palliative line first.")],
    coping: [memory("No thermometer and no medicine in the rectum.")],
  },
  ring: /oncolog|chemo|cancer|haemat/i,
  asks: [
    "Which chemotherapy, and the day of the last dose",
    "Acute oncology line, day and night",
    "Where the alert card is",
  ],
  front: true,
};
