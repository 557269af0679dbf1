/**
 * The frailty index in words: for a clinician who asks what would move it, and for the person, who is owed an account
 * of any number that is kept about them. The person's words name what was counted in everyday language and say what
 * the index is not. Wording by Confer, at the reading age of NHS leaflets; it awaits clinical review.
 */
import { whatWouldMoveIt } from "./answer";
import type { CalendarDate } from "./calendar";
import { dateInWords } from "./dates";
import {
  EFI2_IN_EVERYDAY_WORDS,
  type Everyday,
  efi2Says,
  WHAT_EFI2_IS,
  WHAT_EFI2_IS_NOT,
  whatMovesEfi2,
} from "./efi2-in-words";
import type { FrailtyIndex } from "./person-record";
import { EFI_AGES, EFI_DEFICITS, type EfiCategory, type EfiDeficit, efiCategory } from "./risk/efi";
import { EFI2_TERMS, type Efi2Category, type Efi2Term } from "./risk/efi2";

export const EFI_MOST = Object.keys(EFI_DEFICITS).length;

/** `part`: what each reason of it is called. */
export const FRAILTY_INDICES = {
  eFI: { citation: "Clegg A et al. Age Ageing 2016;45:353-360", part: "deficit", note: "" },
  eFI2: {
    citation: "Best K et al. Age Ageing 2025;54(4):afaf077",
    part: "term",
    note: "In use on people it is a regulated medical device: that determination is the site's.",
  },
} as const satisfies Record<FrailtyIndex["name"], { citation: string; part: string; note: string }>;

const valueInWords = ({ name, value }: Pick<FrailtyIndex, "name" | "value">) =>
  name === "eFI" ? `${value} of ${EFI_MOST}` : value.toFixed(2);

/** "14 of 36, severe frailty", "0.18, moderate frailty"; of a floor only the floor. */
export function indexInWords(index: FrailtyIndex): string {
  const { tooYoung, known, category } = index;
  if (tooYoung) return `not made for people under ${EFI_AGES.from}`;
  if (!known || !category) return `at least ${valueInWords(index)}, incomplete`;
  return `${valueInWords(index)}, ${isWithoutFrailty(category) ? category : `${category} frailty`}`;
}

const isWithoutFrailty = (category: string) => category === "fit" || category === "robust";

const NO_CODE_SET = " (no code set is installed)";

/** What is missing, apart: terms that this site has no codes for, by name, and what this record lacks. */
export function missingApart(missing: readonly string[]): { notInstalled: string[]; lacking: string[] } {
  const [notInstalled, lacking]: [string[], string[]] = [[], []];
  for (const one of missing) {
    if (one.endsWith(NO_CODE_SET)) notInstalled.push(one.slice(0, -NO_CODE_SET.length));
    else lacking.push(one);
  }
  return { notInstalled, lacking };
}

/** In one line: what the record lacks by name, terms without codes by their number. */
export function missingInBrief(missing: readonly string[]): string[] {
  const { notInstalled, lacking } = missingApart(missing);
  const terms = notInstalled.length === 1 ? "1 term" : `${notInstalled.length} terms`;
  return notInstalled.length ? [...lacking, `${terms} of the score for which no code set is installed`] : lacking;
}

// ── What would move it ────────────────────────────────────────────────────────────────────────────────────

export type Moves = {
  /** Deficits that somebody can do something about. */
  modifiable: string[];
  /** Where the next band begins; absent for a floor. */
  bands: string[];
  /** How the index behaves: it is honest about what it cannot show. */
  caution: string;
};

export function whatMovesIndex(index: FrailtyIndex): Moves {
  const modifiable = whatWouldMoveIt(index).map(({ term, evidence }) => (evidence ? `${term} (${evidence})` : term));
  const told = index.known && !index.tooYoung;
  if (index.name === "eFI2") return { modifiable, ...whatMovesEfi2(told ? index.value : undefined) };
  return {
    modifiable,
    bands: told ? nextBands(index.value) : [],
    caution:
      "Each deficit adds one and, once recorded, counts for good; only polypharmacy leaves the count. Helping with the " +
      "others helps the person and does not lower the number.",
  };
}

/** Upwards only: a deficit that was once recorded counts for good, so nothing that helps would lower the number. */
function nextBands(count: number): string[] {
  const here = efiCategory(count);
  const up = range(count + 1, EFI_MOST).find((n) => efiCategory(n) !== here);
  return up === undefined ? [] : [`${more(up - count)} would make it ${efiCategory(up)} (from ${up})`];
}

const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
const more = (n: number) => (n === 1 ? "1 more deficit" : `${n} more deficits`);

// ── For the person ────────────────────────────────────────────────────────────────────────────────────────

/** Each deficit as one would say it across a table. `helps`: what people can be helped with. */
export const IN_EVERYDAY_WORDS: Readonly<Record<EfiDeficit, Everyday>> = {
  "activity-limitation": {
    says: "finding daily tasks harder",
    helps: "aids for the home and help to keep doing what matters to you",
  },
  anaemia: { says: "anaemia (a low blood count)", helps: "finding the cause of a low blood count, and treating it" },
  arthritis: { says: "arthritis" },
  "atrial-fibrillation": { says: "an irregular heartbeat" },
  "stroke-tia": { says: "a stroke or mini-stroke" },
  ckd: { says: "kidneys that work less well" },
  diabetes: { says: "diabetes" },
  dizziness: { says: "dizziness", helps: "a look at what makes you dizzy" },
  dyspnoea: { says: "getting short of breath", helps: "a look at what makes you short of breath" },
  falls: {
    says: "falls",
    helps: "exercises for strength and balance, and a look at what makes you fall",
  },
  "foot-problems": { says: "problems with your feet", helps: "foot care" },
  "fragility-fracture": { says: "a broken bone after a small fall" },
  "hearing-loss": { says: "hearing less well", helps: "a hearing test and hearing aids" },
  "heart-failure": { says: "heart failure (the heart pumps less well)" },
  "heart-valve-disease": { says: "a problem with a heart valve" },
  housebound: { says: "not being able to leave home", helps: "care and company that come to you" },
  hypertension: { says: "high blood pressure" },
  hypotension: { says: "low blood pressure or fainting", helps: "a look at your blood pressure and your medicines" },
  chd: { says: "angina or a heart attack" },
  "cognitive-problems": { says: "trouble with memory or thinking" },
  "mobility-problems": { says: "trouble with walking or moving", helps: "physiotherapy and walking aids" },
  osteoporosis: { says: "thin bones" },
  parkinsons: { says: "Parkinson's disease or a tremor" },
  "peptic-ulcer": { says: "a stomach ulcer" },
  pvd: { says: "poor blood flow in the legs" },
  polypharmacy: {
    says: "taking five or more medicines",
    helps: "going through your medicines with a pharmacist or doctor; please do not stop any on your own",
  },
  "care-requirement": { says: "having help with care" },
  "respiratory-disease": { says: "a lung condition, such as asthma or COPD" },
  "skin-ulcer": { says: "a wound that is slow to heal", helps: "wound care" },
  "sleep-disturbance": { says: "sleeping badly", helps: "a talk about what keeps you awake" },
  "social-vulnerability": { says: "living alone or with little support", helps: "people and groups near you" },
  "thyroid-disorders": { says: "a thyroid problem" },
  "urinary-incontinence": { says: "leaking urine", helps: "treatment and exercises, which help many people" },
  "urinary-system-disease": { says: "a bladder, kidney or prostate problem" },
  "vision-problems": { says: "seeing less well", helps: "an eye test and the right glasses" },
  "weight-loss": {
    says: "losing weight or appetite",
    helps: "a look at why you lose weight or eat less, and help with food",
  },
};

/** Of both indices; a label that both have means the same. */
const byTerm: ReadonlyMap<string, Everyday> = new Map([
  ...(Object.keys(EFI2_TERMS) as Efi2Term[]).map((id) => {
    const words = EFI2_IN_EVERYDAY_WORDS[id];
    return [EFI2_TERMS[id].label, typeof words === "string" ? IN_EVERYDAY_WORDS[words] : words] as const;
  }),
  ...(Object.keys(EFI_DEFICITS) as EfiDeficit[]).map((id) => [EFI_DEFICITS[id], IN_EVERYDAY_WORDS[id]] as const),
]);

const FRAILTY_MEANS = "Frailty means that it can take longer to get over an illness or a fall.";

const BAND_FOR_THE_PERSON: Readonly<Record<EfiCategory | Efi2Category, string>> = {
  fit: "This is in the range that doctors call “fit”.",
  robust: "This is in the range that doctors call “robust”, which means fit for your age.",
  mild: `This is in the range that doctors call “mild frailty”. ${FRAILTY_MEANS}`,
  moderate: `This is in the range that doctors call “moderate frailty”. ${FRAILTY_MEANS}`,
  severe: `This is in the range that doctors call “severe frailty”. ${FRAILTY_MEANS}`,
};

export type WordsForThePerson = { heading: string; text: string; list?: string[] }[];

/** What the index is, what it is not, what it says, what helps. A floor is never given a band. */
export function wordsForThePerson(index: FrailtyIndex, asOf: CalendarDate): WordsForThePerson {
  if (index.tooYoung)
    return [
      {
        heading: "Your frailty score",
        text: `This score is made for people aged ${EFI_AGES.from} and over, so we do not use one for you.`,
      },
    ];
  const [is, isNot] = index.name === "eFI" ? [WHAT_IT_IS, WHAT_IT_IS_NOT] : [WHAT_EFI2_IS, WHAT_EFI2_IS_NOT];
  return [is, isNot, whatItSays(index, asOf), whatHelps(index)];
}

const WHAT_IT_IS = {
  heading: "What the score is",
  text:
    `The electronic Frailty Index is a count. It looks in your GP record for ${EFI_MOST} things that can make life harder as ` +
    "people get older, such as falls, poor hearing or a long-term illness, and counts how many of them it finds. It " +
    "helps your team to see who may want more support, before a crisis.",
};

const WHAT_IT_IS_NOT = {
  heading: "What it is not",
  text:
    "It is not a diagnosis and not a judgement of you. It does not say how long anybody will live. It does not decide what care or " +
    "treatment you get: people decide that with you. It knows only what is written in the record, which can be out of " +
    "date or wrong. If something here is wrong, tell us and we will put it right.",
};

function whatItSays(index: FrailtyIndex, asOf: CalendarDate) {
  const { name, known, value, category, because, caveats } = index;
  const list = because.map(({ term }) => byTerm.get(term)?.says ?? term.toLowerCase());
  const band = known && category ? BAND_FOR_THE_PERSON[category] : undefined;
  const counted = name === "eFI" ? efiSays(value, band, asOf) : efi2Says(value, band, asOf);
  const unsure =
    name === "eFI" && caveats.length
      ? ` The score was tested on people aged ${EFI_AGES.from} to ${EFI_AGES.to}; outside these ages it is less sure.`
      : "";
  return {
    heading: "What it says about you",
    text: `${counted}${unsure}${list.length ? " These were counted, some of them perhaps from long ago:" : ""}`,
    ...(list.length && { list }),
  };
}

const efiSays = (count: number, band: string | undefined, asOf: CalendarDate): string =>
  band
    ? `On ${dateInWords(asOf)} we found ${count} of the ${EFI_MOST}. ${band}`
    : `On ${dateInWords(asOf)} we found at least ${count} of the ${EFI_MOST}. Part of your record could not be read, so there ` +
      "may be more, and we do not say which range you are in.";

function whatHelps(index: FrailtyIndex) {
  const list = whatWouldMoveIt(index).flatMap(({ term }) => byTerm.get(term)?.helps ?? []);
  return {
    heading: "What can help",
    text: list.length
      ? "The number itself may not go down, because it counts the past too. But a lot can be done. You can ask us about:"
      : "Keeping active, eating well, seeing friends and having your vaccinations help at any age. You need not do anything " +
        "because of this score.",
    ...(list.length && { list: [...new Set(list)] }),
  };
}
