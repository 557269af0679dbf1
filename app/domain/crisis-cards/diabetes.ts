/** Cards of diabetes and of those who live on steroids. */
import { INSULIN, SGLT2, STEROID } from "./banners";
import {
  because,
  type CardPerson,
  type CrisisCard,
  capital,
  everIn,
  linesIn,
  medicinesSaying,
  memory,
  named,
  read,
  secondHand,
} from "./card";
import { diabetes, onSteroids } from "./whom";

const loweringGlucose = (person: CardPerson) =>
  linesIn(person, "medicine-insulin", "medicine-sulfonylurea", "medicine-glinide");
const takes = (person: CardPerson, ...sets: string[]) => linesIn(person, ...sets).length > 0;

export const HYPOGLYCAEMIA: CrisisCard = {
  id: "hypoglycaemia",
  version: 1,
  name: "Low glucose",
  source: "second-hand: paraphrases of ambulance guidance and a teaching site on diabetes; the rest from memory",
  fits: (person) => {
    const lowering = loweringGlucose(person);
    const past = everIn(person, "hypoglycaemia", "hypoglycaemia-severe", "finding-hypoglycaemia");
    if (!lowering.length && !(past.length && diabetes(person).length)) return [];
    return because([...new Set([...lowering, ...past])]);
  },
  own: (person) => {
    const lowering = loweringGlucose(person);
    const rescue = medicinesSaying(person, /glucagon|glucogel|dextrogel/i);
    return {
      ...(lowering.length && { earlySigns: `Lowers glucose: ${named(lowering)}.` }),
      ...(rescue.length && { medicines: capital(named(rescue)) }),
    };
  },
  lines: {
    trigger: [secondHand("Low glucose: below 4 mmol/L, drowsy, odd, sweating")],
    earlySigns: [
      secondHand(
        "Sweating, shaking, odd or aggressive, drowsy, slurred, like a stroke: test glucose in anyone not themselves.",
      ),
    ],
    doFirst: [
      secondHand("Awake: 150 ml juice or 5 glucose tablets; again after 15 minutes below 4.", { dose: true }),
      memory("Cannot swallow: glucagon 1 mg IM.", { dose: true }),
    ],
    call999: [memory("not awake, cannot swallow, below 4 after two rounds, or overdose")],
    doNot: [
      memory("give food or drink if drowsy"),
      memory("omit the next insulin", { when: (person) => takes(person, "medicine-insulin") }),
      memory("trust glucagon if starved or on a sulfonylurea"),
    ],
    unless: [memory("Drowsy but swallowing: gel in the cheek.")],
    coping: [
      memory("Better: starch, then a meal; the diabetes team or the practice hears on the next working day."),
      memory(
        "Sulfonylurea or long-acting insulin, frail, alone, liver disease, alcohol or kidney injury: convey, or somebody watches for 24 hours.",
      ),
    ],
  },
  ring: /diabet|DSN/i,
  asks: ["How a low glucose shows in this person", "Usual glucose", "Who can give glucagon, and where it is"],
  banners: [INSULIN],
  front: true,
};

export const HIGH_GLUCOSE: CrisisCard = {
  id: "high-glucose",
  version: 1,
  name: "High glucose, ketones or vomiting in diabetes",
  source:
    "read: Joint British Diabetes Societies on HHS, 2022; second-hand: sick-day rules of a London general practice; the rest from memory",
  fits: (person) => because(diabetes(person)),
  own: (person) => {
    const medicines = linesIn(person, "medicine-insulin", "medicine-sglt2", "medicine-metformin");
    return medicines.length ? { earlySigns: `Takes ${named(medicines, 70)}.` } : {};
  },
  lines: {
    trigger: [memory("Diabetes and vomiting, unwell, ketones, or glucose well above the usual")],
    earlySigns: [
      memory("Thirst, much urine, drowsy, deep breathing, abdominal pain."),
      read("HHS: glucose 30 or more and dry, over days."),
      memory("SGLT2 inhibitor: ketoacidosis can come with a normal glucose.", {
        when: (person) => takes(person, "medicine-sglt2"),
      }),
    ],
    doFirst: [
      memory("Never stop insulin or the pump; doses may change."),
      secondHand("Awake and swallowing: sips, about 100 ml an hour.", { dose: true }),
      memory("Ketones if on insulin or an SGLT2 inhibitor: 0.6–1.5 recheck in 2 hours, 1.6–2.9 ring the same day."),
      secondHand("Pause SGLT2 inhibitor, metformin, sulfonylurea, GLP-1, ACE inhibitor, ARB, diuretic, NSAID."),
    ],
    call999: [memory("drowsy, vomiting, ketones 3 or more, or glucose 30 or more and dry (HHS)")],
    doNot: [
      memory("stop insulin or the pump"),
      memory("trust a normal glucose on an SGLT2 inhibitor", { when: (person) => takes(person, "medicine-sglt2") }),
      memory("treat a high glucose alone with extra rapid insulin"),
    ],
    unless: [
      memory("The pump is blocked or out: insulin by pen instead."),
      memory("Extra rapid insulin is in the person’s own written sick-day rules."),
    ],
    coping: [secondHand("What was paused starts again after 24–48 hours of eating as usual.")],
  },
  ring: /diabet|DSN/i,
  asks: ["This person's own threshold", "Which sick-day rules they were given", "Where the ketone strips are"],
  banners: [SGLT2],
};

export const STEROID_DEPENDENT: CrisisCard = {
  id: "steroid-dependent",
  version: 1,
  name: "Steroid dependent: adrenal crisis",
  source:
    "read: NHS Steroid Emergency Card and Society for Endocrinology, adrenal crisis; second-hand: national patient safety alert; the rest from memory",
  fits: onSteroids,
  own: (person) => {
    const taken = linesIn(person, "medicine-steroid");
    const kit = medicinesSaying(person, /hydrocortisone.*inj|solu-?cortef|efcortesol/i);
    return {
      ...(taken.length && { earlySigns: `Takes ${named(taken, 70)}.` }),
      ...(kit.length && { medicines: capital(named(kit)) }),
    };
  },
  lines: {
    trigger: [memory("Adrenal crisis: weak, vomiting, fever")],
    earlySigns: [memory("Weak, dizzy, low blood pressure, vomiting, confusion, fever: think adrenal crisis.")],
    doFirst: [
      secondHand("999: say “steroid dependent, adrenal crisis”."),
      read("Hydrocortisone 100 mg IM or IV at once, own kit or crew’s, then IV saline.", { dose: true }),
    ],
    call999: [memory("every adrenal crisis, even if better after the injection")],
    doNot: [memory("wait for tests"), memory("stop the steroid")],
    unless: [memory("A finger-prick glucose.")],
    coping: [
      read("One dose too many harms nobody."),
      secondHand("Fever or antibiotics and otherwise well: double the usual dose. Vomiting again and again: inject."),
    ],
  },
  ring: /endocrin/i,
  asks: ["Since when, and which daily dose", "Who can inject, and where the kit and the steroid card are"],
  banners: [STEROID],
  front: true,
};
