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
    trigger: [secondHand("Low glucose: below 4 mmol/L, or drowsy, odd or sweating")],
    earlySigns: [
      secondHand(
        "Sweating, shaking, odd or aggressive, drowsy, slurred, like a stroke: test glucose in anyone not themselves.",
      ),
    ],
    doFirst: [
      secondHand(
        "Awake: 150 ml juice, 5 glucose tablets or 4 jelly babies; recheck in 10–15 minutes, repeat below 4, then starch.",
        { dose: true },
      ),
      memory("Cannot swallow: 999; glucagon 1 mg IM if trained, or IV glucose 10 % 150–200 ml; then much starch.", {
        dose: true,
      }),
    ],
    doNot: [
      memory("give chocolate, or anything by mouth if drowsy"),
      memory("omit the next insulin", { when: (person) => takes(person, "medicine-insulin") }),
      memory("rely on glucagon if starved, with liver disease, alcohol or a sulfonylurea"),
    ],
    unless: [
      memory("999 if not awake, or not better after two rounds."),
      memory(
        "Sulfonylurea or long-acting insulin, frail, alone, overdose or kidney injury: convey, or somebody watches for 24 hours.",
      ),
    ],
    coping: [memory("Settled: the diabetes team or the practice hears on the next working day.")],
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
      secondHand(
        "Check ketones if on insulin or an SGLT2 inhibitor. Keep long-acting insulin. Drink about 100 ml an hour.",
        {
          dose: true,
        },
      ),
      secondHand(
        "Pause SGLT2 inhibitor, metformin, sulfonylurea, GLP-1, ACE inhibitor, ARB, diuretic, NSAID until eating for 24–48 hours.",
      ),
    ],
    doNot: [
      memory("stop long-acting insulin"),
      memory("trust a normal glucose on an SGLT2 inhibitor", { when: (person) => takes(person, "medicine-sglt2") }),
      memory("treat a high glucose alone with extra rapid insulin"),
    ],
    unless: [
      memory("999: drowsy, vomiting, ketones 3 or more, or HHS."),
      memory("Ketones 1.6–2.9: ring the diabetes team or GP the same day; 0.6–1.5: recheck in 2 hours."),
    ],
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
    trigger: [memory("Steroid dependent and weak, vomiting, feverish or of low blood pressure")],
    earlySigns: [memory("Weak, dizzy, low blood pressure, vomiting, confusion, fever: think adrenal crisis.")],
    doFirst: [
      read("Hydrocortisone 100 mg IM or IV at once, own kit or the crew’s, then IV saline.", { dose: true }),
      secondHand("Fever or antibiotics: double the usual dose. Vomiting again and again: inject."),
    ],
    doNot: [memory("wait for tests"), memory("stop the steroid"), read("fear harm from one dose")],
    unless: [secondHand("999, and say: “steroid dependent, adrenal crisis”. One dose too many harms nobody.")],
  },
  ring: /endocrin/i,
  asks: ["Since when, and which daily dose", "Who can inject, and where the kit and the steroid card are"],
  banners: [STEROID],
  front: true,
};
