/** People of the borough as care processes see them, without a database: FHIR → entries → features. */
import type { CalendarDate } from "../../app/domain/calendar";
import { type CareGap, type CarePerson, carePersonOf } from "../../app/domain/care-gap";
import { findAllCareGaps } from "../../app/domain/care-protocols/all";
import { membershipOf } from "../../app/domain/code-sets/all";
import { londonDate } from "../../app/domain/dates";
import { type CodedEntry, type PersonEntries, readFeatures, type ServiceUse } from "../../app/domain/feature";
import type { Received, ReceivedCode, ReceivedEntry } from "../../app/domain/received";
import { fromFhirResource } from "../../app/fhir/resource";
import { type Borough, boroughResources } from "../../scripts/borough/generate";

export type BoroughPerson = { id: string; decile: number; person: CarePerson; gaps: CareGap[] };

/** The living, one by one, each with all care that is due, done or excused. */
export function* boroughCare(borough: Borough): Generator<BoroughPerson> {
  const setsOf = setsOfCodes();
  let open: Open | undefined;
  for (const resource of boroughResources(borough)) {
    const reading = fromFhirResource(resource, { today: borough.asOf });
    if (!reading.ok) throw new Error(reading.reason);
    const { person } = reading.received;
    if (person) {
      if (open) yield* answered(open, borough.asOf);
      open = begun(person);
    } else if (open) add(open, reading.received, setsOf);
  }
  if (open) yield* answered(open, borough.asOf);
}

type Open = { id: string; decile: number; died: boolean; of: Being };
/** While its resources come in. */
type Being = Omit<PersonEntries, "entries" | "services" | "hasCarer"> & {
  entries: CodedEntry[];
  services: ServiceUse[];
  hasCarer: boolean;
};

const begun = (person: NonNullable<Received["person"]>): Open => ({
  id: person.id,
  decile: person.imdDecile ?? 0,
  died: person.deceased,
  of: {
    entries: [],
    bornOn: person.bornOn,
    sex: person.sex,
    services: [],
    careHome: person.careHome !== undefined,
    hasCarer: false,
    excuses: [],
  },
});

function add({ of }: Open, { entries, encounter, ring }: Received, setsOf: (code: ReceivedCode) => string[]): void {
  for (const entry of entries ?? []) of.entries.push(entryOf(entry, setsOf));
  if (encounter) {
    of.services.push({
      kind: encounter.kind,
      on: dayOf(encounter.starts),
      until: encounter.ends && dayOf(encounter.ends),
      reasons: encounter.reason ? setsOf(encounter.reason) : [],
    });
  }
  if (ring?.isCarer) of.hasCarer = true;
}

const entryOf = (entry: ReceivedEntry, setsOf: (code: ReceivedCode) => string[]): CodedEntry => ({
  kind: entry.kind,
  code: entry.code.code,
  sets: setsOf(entry.code),
  on: entry.on && dayOf(entry.on),
  until: entry.end && dayOf(entry.end),
  status: entry.status,
  value: entry.implausible ? undefined : entry.value,
});

const dayOf = (text: string): CalendarDate => (text.length > 10 ? londonDate(new Date(text)) : text);

function* answered({ id, decile, died, of }: Open, asOf: CalendarDate): Generator<BoroughPerson> {
  if (died) return;
  const person = carePersonOf(readFeatures(of, asOf), asOf);
  yield { id, decile, person, gaps: findAllCareGaps(person, asOf) };
}

function setsOfCodes() {
  const membership = membershipOf();
  const known = new Map<string, string[]>();
  return (code: ReceivedCode): string[] => {
    const key = `${code.system} ${code.code}`;
    const sets = known.get(key) ?? membership(code);
    known.set(key, sets);
    return sets;
  };
}
