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
    doNot: [
      memory("restrain"),
      memory("put anything into the mouth"),
      memory("give a second rescue dose that the plan does not allow"),
    ],
    unless: [
      memory("999: first seizure, over 5 minutes, no recovery, injury, in water, trouble breathing."),
      memory("As usual for this person: rest, and the clinic hears."),
    ],
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
    doNot: [
      memory("start steroids before infection is looked for and the MS team asked"),
      memory("stop baclofen suddenly"),
    ],
    unless: [
      memory("999: sepsis, trouble breathing or swallowing, signs of a stroke, baclofen pump failed."),
      memory("New symptoms for over 24 hours without infection: MS team by the next day."),
    ],
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
    trigger: [memory("Sickle cell: severe pain, fever, breathless, or weak on one side")],
    earlySigns: [memory("Cold, infection, too little drink or hard effort often come before.")],
    doFirst: [
      memory(
        "Believe the pain: pain relief by this person’s own plan within 30 minutes, again every 30 until it holds.",
      ),
      memory("Warm, drink, oxygen if SpO2 is below 95 %."),
    ],
    doNot: [
      memory("delay pain relief for tests or proof"),
      memory("give pethidine"),
      memory("cool, or let go thirsty"),
    ],
    unless: [
      memory(
        "999: chest pain or low SpO2, fever of 38 °C or more, stroke signs, painful erection over 2 hours, sudden pallor, pregnant.",
      ),
    ],
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
      memory("999, and say: “chemotherapy, possible neutropenic sepsis”. NEWS2; pre-alert the hospital."),
      memory("Antibiotics within an hour of arriving, before any blood result."),
    ],
    doNot: [
      memory("wait for a blood count or a GP visit"),
      memory("give paracetamol and watch"),
      memory("use the rectum for temperature or medicines"),
    ],
    unless: [
      memory(
        "Goal of care is comfort at home and the person wishes to stay: ring the palliative or oncology line first.",
      ),
    ],
  },
  ring: /oncolog|chemo|cancer|haemat/i,
  asks: [
    "Which chemotherapy, and the day of the last dose",
    "Acute oncology line, day and night",
    "Where the alert card is",
  ],
  front: true,
};
