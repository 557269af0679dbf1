/** Contradictions about the people around: who leads, who cares, who must not be told, whose number has changed. */
import type { CalendarDate } from "./calendar";
import { sameNumber } from "./phone-number";
import type { PlanDocument } from "./plan";
import type { FoundConflict, JudgedAt } from "./plan-conflict";
import { ofRecord } from "./plan-conflict-decisions";
import { ofPlan, placeOf } from "./plan-conflict-words";
import type { PlanRecord, RecordLine } from "./plan-record";
import { leadsTo, mayBeTold, plainName, untoldIn } from "./plan-ring";

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

/** "Do not tell": nobody is sent to them by another line, by their name or by their number (safety rule 13). */
function notToBeTold(plan: PlanDocument, people: readonly Ring[]): FoundConflict[] {
  const lines = linesToSomebody(plan);
  return untoldIn(plan).flatMap((ring) => {
    const same = people.filter(
      (other) =>
        mayBeTold(other) &&
        (sameNumber(ring.phone, other.phone) ||
          (ring.name !== undefined && plainName(other.name ?? "") === plainName(ring.name))),
    );
    const against = [
      ...lines.flatMap(({ unit, words }) => (leadsTo(ring, words) ? [ofPlan(plan, unit, words)] : [])),
      ...same.map((other) => ofPlan(plan, unitOfRing(other), inWords(other))),
      ...(people.includes(ring) && (ring.carer === "main" || ring.carer === "standIn")
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

/** Every line by which somebody is rung, written to, stayed with or asked to decide; who was only heard is none. */
function linesToSomebody(plan: PlanDocument): { unit: string; words: string }[] {
  const { contingency, carer, agreement, attorney, communication, equipment, supportPlans, review } = plan.sections;
  const { lpa, deputy, deputyPhone, property, propertyPhone, ...health } = attorney.fields;
  const lines: [string, readonly (string | undefined)[]][] = [
    ...contingency.items.flatMap(({ id, ring, reviewBy }): [string, (string | undefined)[]][] => [
      [`contingency/${id}`, [ring]],
      [`contingency/${id}`, [reviewBy]],
    ]),
    ["carer", [carer.fields.ring]],
    ["carer", [carer.fields.place]],
    ["agreement", [agreement.fields.name]],
    ["agreement", [agreement.fields.copyHow]],
    ["attorney", lpa === "yes" ? [health.name, health.phone] : []],
    ["attorney", lpa === "yes" ? [health.second, health.secondPhone] : []],
    ["attorney", [deputy, deputyPhone]],
    ["attorney", [property, propertyPhone]],
    ["communication.otherContact", [communication.fields.otherContact]],
    ...equipment.items.map(({ id, supplier, phone }): [string, (string | undefined)[]] => [
      `equipment/${id}`,
      [supplier, phone],
    ]),
    ...supportPlans.items.map(({ id, reviewBy, reviewPhone }): [string, (string | undefined)[]] => [
      `supportPlans/${id}`,
      [reviewBy, reviewPhone],
    ]),
    ["review", [review.fields.by, review.fields.phone]],
  ];
  return lines.flatMap(([unit, parts]) => {
    const words = parts.filter(Boolean).join(", ");
    return words ? [{ unit, words }] : [];
  });
}

/** Somebody taken from the record, or of the same whole name, who is there no longer or under another number. */
function againstRecord(plan: PlanDocument, people: readonly Ring[], record: PlanRecord): FoundConflict[] {
  const { lines, notShown = [] } = record;
  // Where nobody looked, nobody is gone.
  if (notShown.includes("carer")) return [];
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
    if (!line?.phone || !ring.phone || sameNumber(line.phone, ring.phone)) return [];
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

/** Of several of one name the one with that number: which of them is meant otherwise, nobody can tell. */
function lineOf({ ringId, name = "", phone }: Ring, carers: readonly RecordLine[]): RecordLine | undefined {
  if (ringId) return carers.find(({ id }) => id === ringId);
  const named = carers.filter(({ ring }) => ring && name !== "" && plainName(ring.name) === plainName(name));
  return named.find((line) => sameNumber(line.phone, phone)) ?? named[0];
}
