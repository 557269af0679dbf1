/** Whom several cards and critical facts ask for: each answers with the lines of the record that say so. */
import { addMonths } from "../calendar";
import type { RecordLine } from "../plan-record";
import { type Because, because, type CardPerson, everIn, linesIn, linesSaying, medicinesSaying } from "./card";

/** Active lines of the sets, unless a later line of `ended` says that it is over. */
function notOver(person: CardPerson, sets: readonly string[], ended: string): RecordLine[] {
  const lines = linesIn(person, ...sets);
  const last = (of: readonly RecordLine[]) =>
    of
      .map(({ on }) => on ?? "")
      .sort()
      .at(-1) ?? "";
  const over = everIn(person, ended);
  return over.length && last(over) >= last(lines) ? [] : lines;
}

export const diabetes = (person: CardPerson): RecordLine[] =>
  notOver(person, ["diabetes-type-1", "diabetes-type-2", "diabetes-other"], "diabetes-resolved");

export const palliative = (person: CardPerson): RecordLine[] =>
  notOver(person, ["palliative-care", "gsf-yellow", "gsf-red", "care-anticipatory-medicines"], "palliative-care-ended");

export const catheter = (person: CardPerson): RecordLine[] =>
  notOver(person, ["long-term-catheter"], "catheter-removed");

export const bloodThinners = (person: CardPerson): RecordLine[] => {
  const byMouth = linesIn(person, "medicine-anticoagulant", "medicine-antiplatelet");
  const injected = medicinesSaying(person, /enoxaparin|dalteparin|tinzaparin|fondaparinux|\bheparin/i);
  return [...new Set([...byMouth, ...injected])];
};

/** Inhalers of the strengths with which a usual dose passes the limits of the NHS Steroid Emergency Card. */
const STRONG_INHALER = /beclometasone.*\b(200|250)|fluticasone.*\b(250|500)/i;
const TOWARDS_STEROID = "applies from prednisolone 5 mg a day for 4 weeks, or its like: look at dose and length";

export function onSteroids(person: CardPerson): Because[] {
  const lacking = linesSaying(
    person,
    /adrenal (insufficiency|crisis|failure)|addison|hypoadrenal|hypopituitar|adrenal hyperplasia/i,
  );
  const taken = [...linesIn(person, "medicine-steroid"), ...medicinesSaying(person, /fludrocortisone/i)];
  const inhaled = medicinesSaying(person, STRONG_INHALER).filter((line) => !taken.includes(line));
  return [
    ...because(lacking),
    ...[...new Set(taken)].map((line) => ({ words: `${line.words}: ${TOWARDS_STEROID}`, line })),
    ...inhaled.map((line) => ({ words: `${line.words}: at a high daily dose; look at how much is taken`, line })),
  ];
}

export const mayRetainCarbonDioxide = (person: CardPerson): Because[] =>
  because([
    ...new Set([
      ...linesIn(person, "condition-copd", "long-term-oxygen", "motor-neurone-disease"),
      ...linesSaying(
        person,
        /hypercapn|type (2|II) respiratory failure|obesity hypoventilation|muscular dystrophy|motor neurone/i,
      ),
    ]),
  ]);

/** A fall of the last 12 months, falls that come again, or what makes a fall likely. */
export function fallen(person: CardPerson): Because[] {
  const since = addMonths(person.asOf, -12);
  const falls = everIn(person, "fall", "fall-with-harm", "admission-fall-or-frailty").filter(
    ({ on }) => on !== undefined && on > since,
  );
  const likely = linesIn(person, "recurrent-falls", "gait-or-balance-problem", "hip-or-spine-fracture");
  return because([...new Set([...falls, ...likely])]);
}

export const mayTurnConfused = (person: CardPerson): Because[] =>
  because([
    ...new Set([
      ...everIn(person, "delirium", "new-confusion"),
      ...linesIn(person, "condition-dementia", "mild-cognitive-impairment", "frailty-severe", "frailty-very-severe"),
    ]),
  ]);

/** CPAP for sleep apnoea keeps nobody alive, and is not meant. */
export const throughATube = (person: CardPerson): Because[] =>
  because(
    linesSaying(
      person,
      /tracheostom|laryngectom|(home|domiciliary|long-term|mechanical|invasive|dependent|dependence).{0,20}ventilat|ventilat.{0,20}(home|dependen|support|invasive)|\bBi-?PAP\b|\bNIV\b/i,
    ),
  );

/** "SpO2 …" of the newest result of these sets, with its day for the reader to judge. */
export function latestResult(person: CardPerson, set: string): RecordLine | undefined {
  const [latest] = everIn(person, set)
    .filter(({ kind }) => kind === "result")
    .sort((a, b) => (b.on ?? "").localeCompare(a.on ?? ""));
  return latest;
}
