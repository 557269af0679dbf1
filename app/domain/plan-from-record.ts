/**
 * What a plan need not say again: the record's lines as they stand beside it, and what of them an author may take into the
 * plan with one press. Nothing here proposes CPR, an advance decision or an attorney: they are only shown.
 */
import { shortDate } from "./dates";
import { phoneInWords, sameNumber } from "./phone-number";
import type { Item, Operation, PlanDocument, Values } from "./plan";
import type { PlanRecord, RecordLine, RecordLineKind } from "./plan-record";
import { plainName } from "./plan-ring";
import { fieldsOf, type SectionId } from "./plan-sections";

// ── Beside the plan ───────────────────────────────────────────────────────────────────────────────────────

export type RecordBlock = {
  kind: RecordLineKind;
  title: string;
  lines: readonly RecordLine[];
  /** How many more the record holds. */
  more: number;
  /** Said where there is no line: nothing is recorded, or it is not shown to this reader. */
  instead: string | undefined;
};

/** Tests that a plan is built on; the others stand on the record's own page. */
const RESULTS = [
  "oxygen-saturation",
  "systolic",
  "diastolic",
  "pulse",
  "weight",
  "hba1c",
  "egfr",
  "creatinine",
  "potassium",
  "haemoglobin",
];

/** Findings that change how one visits, moves and cares; smoking, measurements and what was done stand elsewhere. */
const CIRCUMSTANCES =
  /^(frailty-|housebound|bedbound|care-home|nursing-home|lives-alone|long-term-|palliative-care|gsf-|end-stage|has-carer|sole-carer|carer-strain|no-carer|fall|recurrent-falls|delirium|new-confusion|pressure-ulcer|comfort-care|has-pacemaker|kidney-|condition-|diabetes-type|diabetes-other|finding-)/;

const BLOCKS: readonly { kind: RecordLineKind; title: string; none: string; most: number }[] = [
  { kind: "decision", title: "Emergency decisions coded on the record", none: "None coded", most: 12 },
  { kind: "allergy", title: "Allergies", none: "Nothing recorded: ask", most: 30 },
  { kind: "problem", title: "Problems", none: "None recorded", most: 20 },
  { kind: "finding", title: "Frailty and circumstances", none: "None recorded", most: 15 },
  { kind: "medicine", title: "Medicines", none: "None recorded", most: 30 },
  { kind: "result", title: "Latest results", none: "None of those that a plan is built on", most: 12 },
  { kind: "carer", title: "Carers and people to ring", none: "Nobody recorded", most: 12 },
];

/** What holds now, block by block. */
export function recordBlocks({ lines, notShown = [] }: PlanRecord): RecordBlock[] {
  return BLOCKS.map(({ kind, title, none, most }) => {
    const all = lines.filter((line) => line.kind === kind && !line.ended && isWanted(line));
    const instead = notShown.includes(kind) ? "Not shown to your role: look in the record" : none;
    return {
      kind,
      title,
      lines: all.slice(0, most),
      more: all.length - most,
      instead: all.length ? undefined : instead,
    };
  }).map((block) => ({ ...block, more: Math.max(block.more, 0) }));
}

function isWanted({ kind, sets }: RecordLine): boolean {
  if (kind === "result") return sets.some((set) => RESULTS.includes(set));
  return kind !== "finding" || sets.some((set) => CIRCUMSTANCES.test(set));
}

// ── Into the plan ─────────────────────────────────────────────────────────────────────────────────────────

export type Offer = {
  /** Of the line of the record and the place: the same offer has the same id. */
  id: string;
  section: SectionId;
  /** What taking it writes. */
  says: string;
  /** The line of the record, with its day. */
  because: string;
  operation: Operation;
};

/** What the record gives and the plan lacks, place by place. Taken or written otherwise, it is offered no more. */
export const offers = (record: PlanRecord, plan: PlanDocument): Offer[] =>
  [
    ...record.lines.flatMap((line) => ringOffers(line, record, plan)),
    ...usualOffers(record, plan),
    ...homeOffers(record, plan),
    ...languageOffers(record, plan),
    ...equipmentOffers(record, plan),
  ].filter(fits);

/** What is too long for its field is not offered: an author writes it shorter. */
const fits = ({ section, operation }: Offer) =>
  Object.entries(operation.values ?? {}).every(([name, value]) => value.length <= fieldsOf(section)[name]!.max);

const saying = ({ words, on }: RecordLine) => (on ? `${words}, ${shortDate(on)}` : words);

// People to ring

function ringOffers(line: RecordLine, record: PlanRecord, plan: PlanDocument): Offer[] {
  if (line.kind !== "carer" || !line.ring || line.ended) return [];
  const known = personOfPlan(line, record, plan);
  return known ? numberOffer(line, known) : [newPersonOffer(line, record, plan)];
}

/**
 * By the line that they were taken from; else by their whole name, if they were taken from none. Of several of one name
 * on the record, whoever has that number is meant; no number is written over somebody else's.
 */
function personOfPlan(line: RecordLine, { lines }: PlanRecord, plan: PlanDocument): Item | undefined {
  const people = plan.sections.people.items as readonly Item[];
  const taken = people.find(({ ringId }) => ringId === line.id);
  if (taken) return taken;
  const bears = (name: string | undefined) => name !== undefined && plainName(name) === plainName(line.ring!.name);
  const named = people.find(({ ringId, name }) => !ringId && bears(name));
  const namesakes = lines.filter(({ id, kind, ring, ended }) => {
    const isFree = people.every(({ ringId }) => ringId !== id);
    return kind === "carer" && !ended && isFree && bears(ring?.name);
  });
  return namesakes.length < 2 || sameNumber(line.phone, named?.phone) ? named : undefined;
}

/** Somebody who was taken from this line of the record and has another number there by now. */
function numberOffer(line: RecordLine, { id, ...known }: Item): Offer[] {
  if (!line.phone || sameNumber(line.phone, known.phone)) return [];
  const phone = phoneInWords(line.phone);
  const had = known.phone ? ` instead of ${phoneInWords(known.phone)}` : "";
  return [
    {
      id: `number-${line.id}`,
      section: "people",
      says: `${known.name}: ring ${phone}${had}`,
      because: saying(line),
      operation: { unit: `people/${id}`, values: { ...(known as Values), phone, lastAnswered: answered(line) } },
    },
  ];
}

const answered = ({ ring }: RecordLine) => ring?.lastAnswered ?? "";

function newPersonOffer(line: RecordLine, record: PlanRecord, plan: PlanDocument): Offer {
  const { name, relation = "", isCarer } = line.ring!;
  const carers = record.lines.filter(({ kind, ring }) => kind === "carer" && ring?.isCarer);
  const hasMain = plan.sections.people.items.some(({ carer }) => carer === "main");
  // Which of several carers is the main one, the record does not say.
  const main = isCarer && carers.length === 1 && !hasMain;
  const phone = line.phone ? phoneInWords(line.phone) : "";
  const values = {
    name,
    role: relation || (isCarer ? "carer" : ""),
    relation,
    phone,
    lastAnswered: answered(line),
    carer: main ? "main" : "",
    ringId: line.id,
  };
  return {
    id: `ring-${line.id}`,
    section: "people",
    says: `${line.words}${main ? ", main carer" : ""}${phone ? `: ring ${phone}` : ": no number on the record"}`,
    because: "those to ring",
    operation: { unit: `people/${line.id}`, values },
  };
}

// Fields of looser sections, where they are empty

type FieldOffer = { unit: `${SectionId}.${string}`; says: string; because: string; value: string };

function fieldOffer({ unit, says, because, value }: FieldOffer, plan: PlanDocument): Offer[] {
  const [section, field] = unit.split(".") as [SectionId, string];
  const standing = (plan.sections[section].fields as Values)[field];
  if (standing) return [];
  return [{ id: unit, section, says, because, operation: { unit, values: { [field]: value } } }];
}

const newest = ({ lines }: PlanRecord, set: string): RecordLine | undefined =>
  lines
    .filter(({ kind, sets, on }) => kind === "result" && on !== undefined && sets.includes(set))
    .sort((a, b) => b.on!.localeCompare(a.on!))[0];

/** One reading is no usual state: it is offered with its day, for somebody who knows the person to judge. */
function usualOffers(record: PlanRecord, plan: PlanDocument): Offer[] {
  const oxygen = newest(record, "oxygen-saturation");
  const upper = newest(record, "systolic");
  const lower = newest(record, "diastolic");
  const spo2 = oxygen && percentIn(oxygen.words);
  const pressure = upper && lower && upper.on === lower.on && `${numberIn(upper.words)}/${numberIn(lower.words)}`;
  return [
    ...(spo2
      ? fieldOffer(
          {
            unit: "usual.oxygen",
            says: `Usual oxygen: SpO2 ${spo2} % as measured ${shortDate(oxygen.on!)}`,
            because: saying(oxygen),
            value: `SpO2 ${spo2} %, measured ${shortDate(oxygen.on!)}`,
          },
          plan,
        )
      : []),
    ...(pressure && /^\d+\/\d+$/.test(pressure)
      ? fieldOffer(
          {
            unit: "usual.bloodPressure",
            says: `Usual blood pressure: ${pressure} as measured ${shortDate(upper.on!)}`,
            because: saying(upper),
            value: `${pressure}, measured ${shortDate(upper.on!)}`,
          },
          plan,
        )
      : []),
  ];
}

const numberIn = (words: string): string | undefined => / (\d+(?:\.\d+)?)(?: \S+)?$/.exec(words)?.[1];

/** A saturation that somebody could have lived with: some systems send it as a fraction. */
function percentIn(words: string): string | undefined {
  const number = numberIn(words);
  return number !== undefined && Number(number) >= 50 && Number(number) <= 100 ? number : undefined;
}

function homeOffers(record: PlanRecord, plan: PlanDocument): Offer[] {
  const together = record.lines.filter(({ kind, ring }) => kind === "carer" && ring?.livesWith);
  const alone = record.lines.find(({ sets, ended }) => !ended && sets.includes("lives-alone"));
  const nursing = record.lines.find(({ sets, ended }) => !ended && sets.includes("nursing-home"));
  const offered: Offer[] = [];
  if (together.length) {
    const value = together.map(({ words }) => words).join("; ");
    offered.push(
      ...fieldOffer({ unit: "home.livingWith", says: `Lives with ${value}`, because: "those to ring", value }, plan),
    );
  } else if (alone && !record.careHome) {
    const because = saying(alone);
    offered.push(...fieldOffer({ unit: "home.livingWith", says: "Lives alone", because, value: "Lives alone" }, plan));
  }
  if (record.careHome) {
    const value = nursing ? "nursing_home" : "care_home";
    const because = nursing ? saying(nursing) : "the address, or a code of the record";
    const says = nursing ? "Lives in a nursing home" : "Lives in a care home";
    offered.push(...fieldOffer({ unit: "home.accommodation", says, because, value }, plan));
  }
  return offered;
}

function languageOffers({ language, interpreter }: PlanRecord, plan: PlanDocument): Offer[] {
  if (!language) return [];
  const because = "registration";
  return [
    ...fieldOffer({ unit: "communication.language", says: `Speaks ${language}`, because, value: language }, plan),
    ...(interpreter
      ? fieldOffer(
          { unit: "communication.interpreter", says: `Interpreter needed: ${language}`, because, value: language },
          plan,
        )
      : []),
  ];
}

const EQUIPMENT: readonly { set: string; what: string; kind: string }[] = [
  { set: "long-term-oxygen", what: "Home oxygen", kind: "oxygen" },
  { set: "long-term-catheter", what: "Urinary catheter", kind: "catheter" },
];

function equipmentOffers({ lines }: PlanRecord, plan: PlanDocument): Offer[] {
  const has = plan.sections.equipment.items.map(({ kind }) => kind);
  return EQUIPMENT.flatMap(({ set, what, kind }) => {
    const line = lines.find(({ sets, ended }) => !ended && sets.includes(set));
    if (!line || has.some((one) => one === kind)) return [];
    return [
      {
        id: `equipment-${line.id}`,
        section: "equipment" as const,
        says: what,
        because: saying(line),
        operation: { unit: `equipment/${line.id}`, values: { what, kind } },
      },
    ];
  });
}
