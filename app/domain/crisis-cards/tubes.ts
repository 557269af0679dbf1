/** Cards of what keeps a passage open: catheter, swallowing, airway. */
import { shortDate } from "../dates";
import { VENTILATOR } from "./banners";
import {
  because,
  type CardPerson,
  type CrisisCard,
  everIn,
  linesSaying,
  medicinesSaying,
  memory,
  secondHand,
} from "./card";
import { catheter, throughATube } from "./whom";

const INDWELLING = /(urinary|urethral|suprapubic|indwelling|long.?term).{0,20}catheter|catheter in situ/i;
const withCatheter = (person: CardPerson) => {
  const removed = everIn(person, "catheter-removed").length > 0;
  return [...new Set([...catheter(person), ...(removed ? [] : linesSaying(person, INDWELLING))])];
};

export const CATHETER_BLOCKED: CrisisCard = {
  id: "catheter-blocked",
  version: 1,
  name: "Catheter blocked",
  source: "second-hand: NHS urgent community response on catheter care; the rest from memory",
  fits: (person) => because(withCatheter(person)),
  own: (person) => {
    const [changed] = everIn(person, "care-catheter-changed");
    return changed?.on ? { earlySigns: `Last changed on the record: ${shortDate(changed.on)}.` } : {};
  },
  lines: {
    trigger: [memory("Catheter blocked: no urine for 2–4 hours, leaking, pain or a full bladder")],
    earlySigns: [memory("Debris in the bag, kinks, constipation.")],
    doFirst: [
      memory("Spinal injury at T6 or above and pounding headache: sit up, loosen, unblock now."),
      memory("Straighten the tube, bag below the bladder, empty it; think of the bowels."),
      secondHand(
        "Nurse or urgent community response (aims for 2 hours, local hours) changes it, with the spare set; nobody comes: hospital.",
      ),
    ],
    call999: [
      memory(
        "spinal injury at T6 or above with pounding headache or high blood pressure (autonomic dysreflexia); sepsis; frank blood",
      ),
    ],
    doNot: [memory("flush it untrained"), memory("pull it out"), memory("dip the urine")],
    unless: [memory("Trained, with the balloon emptied: it may be changed at once.")],
  },
  ring: /community nurs|district nurs|contin|urgent community|urolog/i,
  asks: [
    "Size and type, urethral or suprapubic",
    "Where the spare set is",
    "Whether there is a spinal injury, and how high",
  ],
};

const SWALLOWING =
  /dysphagia|swallow|choking|aspiration (pneumon|risk)|modified (diet|texture)|texture modified|thickened (fluid|drink|liquid)|IDDSI/i;

export const CHOKING: CrisisCard = {
  id: "choking",
  version: 1,
  name: "Choking, or food gone the wrong way",
  source: "Confer, from memory of Resuscitation Council UK guidance",
  fits: (person) =>
    because([
      ...linesSaying(person, SWALLOWING),
      ...medicinesSaying(person, /thick.?n|thick & easy|thick and easy|nutilis|resource thicken/i),
    ]),
  lines: {
    trigger: [memory("Choking, or coughing at a meal and cannot get breath")],
    earlySigns: [memory("Coughs at meals, wet voice, chest infections, hides food in the cheek.")],
    doFirst: [
      memory("Treat at once, whatever else this plan limits."),
      memory("Coughs well: let them cough. Cannot: 5 back blows, 5 abdominal thrusts, and again."),
      memory("In a wheelchair: lean forward, chest thrusts."),
    ],
    call999: [memory("the cough or breath fails, thrusts were given, or still coughing")],
    doNot: [memory("strike the back"), memory("sweep the mouth")],
    unless: [memory("The cough fails; food is seen.")],
    coping: [memory("No food or drink until breath is normal. After abdominal thrusts: seen in hospital.")],
  },
  ring: /speech|SALT|swallow|diet/i,
  asks: ["Food and drink levels, and posture at meals", "Who gives meals, and how"],
  front: true,
};

export const VENTILATOR_OR_TRACHEOSTOMY: CrisisCard = {
  id: "ventilator-or-tracheostomy",
  version: 1,
  name: "Tracheostomy or ventilator: blocked, out or failed",
  source: "Confer, from memory of the National Tracheostomy Safety Project",
  fits: throughATube,
  lines: {
    trigger: [memory("Tube or ventilator: breathless, alarm, blocked, out")],
    doFirst: [
      memory("Neck only after laryngectomy."),
      memory("Else oxygen to face and neck. Inner tube out, suction."),
      memory("Not passing: cuff down, tube out, oxygen by mouth or stoma, spare tube."),
      memory("Machine fails: bag by hand."),
    ],
    call999: [memory("blocked, out, failed or breathless, and not put right at once")],
    doNot: [memory("bag through a blocked tube"), memory("hold back oxygen")],
    unless: [memory("Suction cleared it.")],
    coping: [
      memory("After laryngectomy there is no way by the mouth."),
      memory("Power, tubing, spare machine. The trained carer, suction and spare tubes go along."),
      memory("All is as usual again: the ventilation team hears at once."),
    ],
  },
  ring: /ventilat|tracheo|respirat|sleep/i,
  asks: [
    "Tube: make, size, cuff, last change; is there a way by the mouth?",
    "Machine: settings, hours a day, battery, supplier’s number",
    "Where suction, spare tubes and the box are",
  ],
  banners: [VENTILATOR],
  front: true,
};
