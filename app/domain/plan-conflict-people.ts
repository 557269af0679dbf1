/** Contradictions about the people around: who leads, who cares, who must not be told, whose number has changed. */
import type { CalendarDate } from "./calendar";
import type { PlanDocument } from "./plan";
import type { FoundConflict, JudgedAt } from "./plan-conflict";
import { ofRecord } from "./plan-conflict-decisions";
import { ofPlan, placeOf } from "./plan-conflict-words";
import type { PlanRecord, RecordLine } from "./plan-record";
import { plainName } from "./plan-ring";

type Ring = PlanDocument["sections"]["people"]["items"][number];

export function peopleConflicts(plan: PlanDocument, record: PlanRecord, { today }: JudgedAt): FoundConflict[] {
  const people = plan.sections.people.items.filter(({ until }) => !until || until >= today);
  return [
    ...onlyOne(plan, people, {
      kind: "two_key_workers",
      says: "Two people are named as key worker: the person has one at a time",
      is: ({ keyWorker }) => keyWorker === "yes",
      as: "key worker",
    }),
    ...onlyOne(plan, people, {
      kind: "two_main_carers",
      says: "Two people are named as main carer: make one of them the stand-in",
      is: ({ carer }) => carer === "main",
      as: "main carer",
    }),
    ...notToBeTold(plan, people),
    ...keyWorkerGone(plan, today),
    ...againstRecord(plan, people, record),
  ];
}

const unitOfRing = ({ id }: Ring) => `people/${id}`;
const inWords = ({ name, role, phone }: Ring, as?: string) => [name, as ?? role, phone].filter(Boolean).join(", ");

type One = { kind: string; says: string; as: string; is: (ring: Ring) => boolean };

function onlyOne(plan: PlanDocument, people: readonly Ring[], { kind, says, as, is }: One): FoundConflict[] {
  const those = people.filter(is);
  if (new Set(those.map(({ name = "" }) => plainName(name))).size < 2) return [];
  const sides = those.map((ring) => ofPlan(plan, unitOfRing(ring), inWords(ring, as)));
  return [{ kind, danger: "asks", says, sides }];
}

/** A key worker whose time has ended, while nobody else is named. */
function keyWorkerGone(plan: PlanDocument, today: CalendarDate): FoundConflict[] {
  const workers = plan.sections.people.items.filter(({ keyWorker }) => keyWorker === "yes");
  const gone = workers.find(({ until }) => until && until < today);
  if (!gone || workers.some(({ until }) => !until || until >= today)) return [];
  return [
    {
      kind: "key_worker_ended",
      danger: "asks",
      says: "The key worker’s time has ended and nobody else is named",
      sides: [
        ofPlan(plan, unitOfRing(gone), inWords(gone, "key worker")),
        { source: "plan", words: "Until", on: gone.until },
      ],
    },
  ];
}

const digits = (phone: string | undefined) => (phone ?? "").replace(/\D/g, "").replace(/^44/, "0");

/** "Do not tell": nobody is sent to them by another line (safety rule 13). */
function notToBeTold(plan: PlanDocument, people: readonly Ring[]): FoundConflict[] {
  const { contingency, carer, agreement, attorney } = plan.sections;
  const lines = [
    ...contingency.items.map(({ id, ring }) => ({ unit: `contingency/${id}`, words: ring })),
    { unit: "carer", words: carer.fields.ring },
    { unit: "agreement", words: agreement.fields.name },
    { unit: "agreement", words: agreement.fields.copyHow },
    { unit: "attorney", words: attorney.fields.lpa === "yes" ? attorney.fields.name : undefined },
  ];
  return people
    .filter(({ doNotTell }) => doNotTell === "do_not_tell")
    .flatMap((ring) => {
      const name = plainName(ring.name ?? "");
      const named = (words: string | undefined) => name !== "" && ` ${plainName(words ?? "")} `.includes(` ${name} `);
      const same = people.filter(
        (other) =>
          other.id !== ring.id &&
          other.doNotTell !== "do_not_tell" &&
          (plainName(other.name ?? "") === name ||
            (digits(ring.phone) !== "" && digits(other.phone) === digits(ring.phone))),
      );
      const against = [
        ...lines.flatMap(({ unit, words }) => (words && named(words) ? [ofPlan(plan, unit, words)] : [])),
        ...same.map((other) => ofPlan(plan, unitOfRing(other), inWords(other))),
        ...(ring.carer === "main" || ring.carer === "standIn"
          ? [ofPlan(plan, unitOfRing(ring), inWords(ring, "carer"))]
          : []),
      ];
      return against.map(
        (side): FoundConflict => ({
          kind: "do_not_tell",
          danger: "blocks",
          says: `The person forbids that ${ring.name ?? "somebody"} is told, and ${placeOf(plan, side.unit!)} leads to them`,
          sides: [ofPlan(plan, unitOfRing(ring), `Do not tell: ${ring.name ?? ""}`), side],
        }),
      );
    });
}

/** Somebody taken from the record, or of the same whole name, who is there no longer or under another number. */
function againstRecord(plan: PlanDocument, people: readonly Ring[], { lines }: PlanRecord): FoundConflict[] {
  const carers = lines.filter(({ kind }) => kind === "carer");
  return people.flatMap((ring): FoundConflict[] => {
    const here = ofPlan(plan, unitOfRing(ring), inWords(ring));
    const line = lineOf(ring, carers);
    if (ring.ringId && !line)
      return [
        {
          kind: "carer_ended",
          danger: "marks",
          says: `${ring.name ?? "Somebody to ring"} was taken from the record, and stands there no longer`,
          sides: [here, { source: "record", words: "No longer among those to ring" }],
        },
      ];
    if (!line?.phone || !ring.phone || digits(line.phone) === digits(ring.phone)) return [];
    return [
      {
        kind: "carer_number",
        danger: "marks",
        says: `The record holds another number for ${ring.name ?? "somebody to ring"}: ring both, and keep the one that answers`,
        sides: [here, { ...ofRecord(line), words: `${line.words}, ${line.phone}` }],
      },
    ];
  });
}

const lineOf = ({ ringId, name = "" }: Ring, carers: readonly RecordLine[]) =>
  carers.find(({ id }) => id === ringId) ??
  (ringId ? undefined : carers.find(({ ring }) => ring && plainName(ring.name) === plainName(name) && name !== ""));
