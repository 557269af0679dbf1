/** What was received → rows with ids of ours, ready for COPY. Ids follow from source, type and source id. */
import { comparable } from "../domain/look-up";
import { NHS_NUMBER_SYSTEM } from "../domain/nhs-number";
import type {
  Received,
  ReceivedCode,
  ReceivedEncounter,
  ReceivedEntry,
  ReceivedPerson,
  ReceivedRing,
} from "../domain/received";
import { type CopyValue, copyRow } from "./copy.server";
import { idOf, NIL_ID } from "./identity.server";
import type { TableName } from "./imports-tables.server";

export type Known = {
  source: string;
  /** The default practice's id, for people whose file names none. */
  practiceId?: string;
  codeId(code: ReceivedCode): number;
  organisationId(ods: string): string;
  personId(sourceId: string): string;
  encounterId(sourceId: string): string;
  /** The moment of this import: when something was found to be removed. */
  now: string;
};

/** Rows of one resource, each with its table. */
export type Rows = [table: TableName, row: string][];

/** Ids of things of this type in this source; within a file the same few come again and again. */
export function idsOf(type: string, source: string): (sourceId: string) => string {
  const ids = new Map<string, string>();
  return (sourceId) => {
    const known = ids.get(sourceId);
    if (known !== undefined) return known;
    if (ids.size >= REMEMBERED) ids.clear();
    const id = idOf(source, type, sourceId);
    ids.set(sourceId, id);
    return id;
  };
}
const REMEMBERED = 20_000;

/** The rows of one resource. `body` gives the whole of it, when that is kept. */
export function rowsOf(received: Received, body: () => string, known: Known): Rows {
  const rows: Rows = [];
  const add: Add = (table, values) => {
    rows.push([table, copyRow(values)]);
  };
  if (received.entries) for (const entry of received.entries) add("entry", entryRow(entry, received.type, known));
  if (received.encounter) add("encounter", encounterRow(received.encounter, known));
  if (received.person) addPerson(add, received.person, known);
  if (received.ring) addRing(add, received.ring, body, known);
  if (received.whole) {
    const { person } = received.whole;
    add("whole", wholeRow(received.type, received.id, person ? known.personId(person) : NIL_ID, body, known));
  }
  return rows;
}

type Add = (table: TableName, values: readonly CopyValue[]) => void;

const entryRow = (entry: ReceivedEntry, type: string, known: Known): CopyValue[] => [
  known.personId(entry.person),
  idOf(known.source, type, entry.id),
  entry.kind,
  known.codeId(entry.code),
  instant(entry.on),
  instant(entry.end),
  entry.status,
  entry.value,
  entry.unit,
  entry.valueCode && known.codeId(entry.valueCode),
  entry.valueText,
  entry.receivedValue,
  entry.receivedUnit,
  entry.implausible ?? false,
  entry.note,
  known.source,
  `${type}/${entry.id}`,
  entry.encounter && known.encounterId(entry.encounter),
  entry.removed ? known.now : undefined,
];

const encounterRow = (encounter: ReceivedEncounter, known: Known): CopyValue[] => [
  known.personId(encounter.person),
  known.encounterId(encounter.id),
  encounter.kind,
  instant(encounter.starts),
  instant(encounter.ends),
  encounter.code && known.codeId(encounter.code),
  encounter.reason && known.codeId(encounter.reason),
  encounter.provider,
  known.source,
  `Encounter/${encounter.id}`,
  encounter.removed ? known.now : undefined,
];

function addPerson(add: Add, person: ReceivedPerson, known: Known): void {
  const id = known.personId(person.id);
  const verified = person.nhsNumber?.verified ? person.nhsNumber.value : undefined;
  const practiceId = person.practice ? known.organisationId(person.practice.ods) : known.practiceId;
  const careHomeId = person.careHome && known.organisationId(person.careHome.ods);
  add("person", [
    id,
    person.bornOn,
    person.diedOn,
    person.deceased,
    person.sex,
    person.ethnicity,
    person.language,
    person.interpreter,
    practiceId,
    day(person.practice?.since),
    verified,
    verified !== undefined,
    person.lsoa,
    person.imdDecile,
    careHomeId,
    person.restriction,
    known.source,
    person.id,
  ]);
  addIdentifiers(add, id, person, known.source);
  for (const name of onceEach(person.names)) {
    const search = comparable(`${name.given} ${name.family} ${name.preferred ?? ""}`);
    add("name", [
      id,
      idOf(id, "name", JSON.stringify(name)),
      name.use,
      name.prefix,
      name.given,
      name.family,
      name.preferred,
      search,
      instant(name.starts),
      instant(name.ends),
    ]);
  }
  for (const address of onceEach(person.addresses)) {
    const key = address.postcode?.toUpperCase().replace(/[^A-Z0-9]/g, "");
    add("address", [
      id,
      idOf(id, "address", JSON.stringify(address)),
      address.lines,
      address.town,
      address.postcode,
      key || undefined,
      instant(address.starts),
      instant(address.ends),
    ]);
  }
  for (const phone of onceEach(person.phones)) {
    add("phone", [id, idOf(id, "phone", JSON.stringify(phone)), phone.value, phone.use, undefined]);
  }
}

/** The source's own id is sure; of NHS numbers only what the file says is verified; anything else is a claim. */
function addIdentifiers(add: Add, id: string, person: ReceivedPerson, source: string): void {
  const identifiers = [{ system: `confer:source:${source}`, value: person.id, verified: true }];
  if (person.nhsNumber) identifiers.push({ system: NHS_NUMBER_SYSTEM, ...person.nhsNumber });
  for (const claim of person.identifiers) identifiers.push({ ...claim, verified: false });
  const seen = new Set<string>();
  for (const { system, value, verified } of identifiers) {
    const key = JSON.stringify([system, value]);
    if (seen.has(key)) continue;
    seen.add(key);
    add("identifier", [system, value, id, verified, source]);
  }
}

function addRing(add: Add, ring: ReceivedRing, body: () => string, known: Known): void {
  const person = known.personId(ring.person);
  const id = idOf(known.source, "RelatedPerson", ring.id);
  add("ring", [
    person,
    id,
    ring.name,
    ring.relation,
    ring.isCarer,
    ring.livesWith,
    known.source,
    ring.removed ? known.now : undefined,
  ]);
  for (const phone of onceEach(ring.phones)) {
    add("phone", [person, idOf(id, "phone", JSON.stringify(phone)), phone.value, phone.use, id]);
  }
  add("waiting", wholeRow("RelatedPerson", ring.id, person, body, known));
}

const wholeRow = (type: string, id: string, person: string, body: () => string, { source }: Known): CopyValue[] => [
  person,
  idOf(source, type, id),
  type,
  source,
  id,
  body(),
];

function onceEach<T>(items: readonly T[]): T[] {
  const seen = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...seen.values()];
}

/** A FHIR date of any length as an instant: without a clock midnight UTC, without a day the first. */
function instant(date: string | undefined): string | undefined {
  if (date === undefined || date.length > 10) return date;
  return `${day(date)}T00:00:00Z`;
}

const day = (date: string | undefined) =>
  date && (date.length >= 10 ? date.slice(0, 10) : `${date}-01-01`.slice(0, 10));
