/** Cards of confusion, distress and crises of the mind, and of those who may not say that they are ill. */
import { CLOZAPINE, DELIRIUM_BASELINE, LITHIUM } from "./banners";
import { because, type CrisisCard, linesIn, linesSaying, memory, secondHand } from "./card";
import { mayTurnConfused } from "./whom";

export const DELIRIUM: CrisisCard = {
  id: "delirium",
  version: 1,
  name: "Delirium, and “is it a urine infection?”",
  source:
    "read: NHS England, urgent community response, 2022; second-hand: national guidance on urine infection over 65 and NICE QS90; the rest from memory",
  fits: mayTurnConfused,
  lines: {
    trigger: [memory("New confusion, sleepier, falling or not eating")],
    earlySigns: [memory("Comes within hours or days, and goes up and down.")],
    doFirst: [
      memory("4AT, NEWS2, glucose. Pain, infection, bowels, bladder, drink, drugs, place?"),
      secondHand(
        "Urine infection only with new painful urination, or two of: fever, urgency, incontinence, delirium, lower belly pain, blood in urine.",
      ),
      secondHand("Urgent community response aims for 2 hours, local hours."),
    ],
    call999: [memory("NEWS2 of 5 or more, sepsis, stroke signs, head injury, or danger that nothing else settles")],
    doNot: [
      secondHand("dip the urine over 65 or with a catheter"),
      memory("sedate first"),
      memory("give antibiotics for smelly urine"),
      memory("move at night"),
    ],
    unless: [memory("Danger to somebody that calm does not settle, or care that only hospital can give: the move.")],
    coping: [memory("Glasses, hearing aid, a known face, light.")],
  },
  ring: /urgent community|memory|frailty|geriatric/i,
  asks: ["Memory and behaviour on a usual day", "Whose face and voice are known"],
  banners: [DELIRIUM_BASELINE],
};

export const DEMENTIA_DISTRESS: CrisisCard = {
  id: "dementia-distress",
  version: 1,
  name: "Distress in dementia",
  source: "Confer, from memory of dementia guidance; antipsychotics as STOPP has them",
  fits: (person) => because(linesIn(person, "condition-dementia")),
  lines: {
    trigger: [memory("Dementia and distress: shouting, hitting out or wandering off")],
    doFirst: [
      memory("Think pain, toilet, hunger, heat, bowels, infection, noise."),
      memory("Space, one voice, a familiar object."),
    ],
    call999: [memory("danger to somebody that nothing else settles; injury, sepsis or stroke signs; missing")],
    doNot: [memory("restrain"), memory("give a sedative or antipsychotic that this plan does not name")],
    unless: [memory("Somebody is about to be hurt: the least hold, for the shortest time, by who is trained.")],
    coping: [memory("Mental-health crisis line, 111 option 2. Police only for danger to somebody.")],
  },
  ring: /dementia|admiral|memory|carer|coordinator/i,
  asks: ["What usually sets it off", "What calms: see About me"],
};

export const MENTAL_HEALTH_CRISIS: CrisisCard = {
  id: "mental-health-crisis",
  version: 1,
  name: "Mental-health crisis",
  source: "Confer, from memory of NICE guidance on self-harm and of NHS 111’s mental-health option",
  fits: (person) =>
    because([
      ...new Set([
        ...linesIn(person, "condition-serious-mental-illness", "efi2-self-harm"),
        ...linesSaying(
          person,
          /suicid|self.?harm|overdose|bipolar|schizo|psychosis|psychotic|personality disorder|mental health crisis/i,
        ),
      ]),
    ]),
  lines: {
    trigger: [memory("Mental-health crisis: thoughts of suicide or self-harm, or losing touch with what is real")],
    earlySigns: [memory("Sleepless, withdrawn or very agitated, medicines left off.")],
    doFirst: [
      memory("One calm voice in a quiet place. Ask openly about suicide; read the person’s own safety plan."),
      memory("Make medicines and other means safe. Overdose and injury first."),
    ],
    call999: [memory("overdose, serious injury, danger to life")],
    doNot: [
      memory("leave alone while at risk"),
      memory("threaten or restrain"),
      memory("call it mental illness before glucose, oxygen and infection were looked at"),
    ],
    unless: [memory("You are in danger yourself: step back, and keep the person in sight.")],
    coping: [memory("The crisis line, 111 option 2, answers day and night.")],
  },
  ring: /mental|crisis|psychiatr|CMHT|key ?worker/i,
  asks: ["The person's own early signs", "What has helped, who may be told", "Where the safety plan is"],
  banners: [CLOZAPINE, LITHIUM],
};

export const LEARNING_DISABILITY_OR_AUTISM: CrisisCard = {
  id: "learning-disability-or-autism",
  version: 1,
  name: "Learning disability or autism: unwell or overwhelmed",
  source:
    "Confer, from memory of NHS England on reasonable adjustments and on deaths of people with a learning disability",
  fits: (person) =>
    because([
      ...new Set([
        ...linesIn(person, "condition-learning-disability"),
        ...linesSaying(person, /autis|asperger|learning disabilit|down'?s syndrome|trisomy 21/i),
      ]),
    ]),
  lines: {
    trigger: [memory("Unwell, in pain or overwhelmed, and may not say so")],
    earlySigns: [memory("A change of mood, eating, sleep or movement may be pain or illness.")],
    doFirst: [
      memory("Read the hospital passport and About me. Speak to the person first, then to who knows them."),
      memory("Short words, one question at a time, time to answer; less light, noise and touch."),
    ],
    call999: [memory("life or limb in danger, as for anybody else: treat at once, in the person’s best interests")],
    doNot: [
      memory("put a change down to the disability"),
      memory("part the person from their supporter"),
      memory("treat less because of it"),
    ],
    unless: [memory("Waiting for the supporter would cost life or limb: they follow.")],
  },
  ring: /learning|autis|liaison|support|carer/i,
  asks: ["How pain and fear show", "What calms, what makes it worse", "Where the hospital passport is"],
};
