/** Who it is and what the record says of them today, as every text of a plan begins. Of all linked records. */
import type { PersonFacts, RecordFact } from "../domain/crisis-plan";
import { criticalClassOf } from "../domain/critical-medicines";
import { londonDate } from "../domain/dates";
import { addressAt, addressInWords, calendarDateOf, nameAt, nameInBanner } from "../domain/person";
import { STANDS_NOT } from "../domain/record-status";
import { asSystemWithin, type Db } from "./database.server";
import { deathOf, linkedRecords, remainingOf } from "./linked-records.server";

/**
 * Name, birth and address are those of the record that all others were merged into; a death, an allergy, a medicine and a
 * hospital stay count wherever they were recorded. Read as the system: an author who does not reach one of the records
 * must not publish "nothing recorded".
 */
export const loadPersonFacts = (db: Db, personId: string, at: Date): Promise<PersonFacts> =>
  asSystemWithin(db, "maintenance", async () => {
    const records = await linkedRecords(db, personId);
    const rows = await db.person.findMany({
      where: { id: { in: records } },
      include: { names: true, addresses: true, practice: { select: { name: true } } },
    });
    const person = remainingOf(rows, personId);
    const name = nameAt(person.names, at);
    const address = addressAt(person.addresses, at);
    return {
      personId: person.id,
      name: name ? nameInBanner(name) : "Name not known",
      bornOn: calendarDateOf(person.bornOn),
      ...(await deathOf(db, records)),
      address: address && addressInWords(address),
      nhsNumber: person.nhsNumber,
      nhsNumberVerified: person.nhsNumberVerified,
      language: person.language,
      interpreter: person.interpreter,
      practice: person.practice?.name ?? null,
      ...(await loadOpenAdmission(db, records, at)),
      facts: await loadFacts(db, records, at),
    };
  });

/** The newest row of each allergy and of each critical medicine that is still taken, as far as the record says. */
async function loadFacts(db: Db, records: string[], at: Date): Promise<RecordFact[]> {
  const rows = await db.$queryRaw<{ kind: "allergy" | "medicine"; text: string; on_date: Date | null }[]>`
    select distinct on (e.kind, c.display) e.kind, c.display as text, e.on_date
    from entry e join code c on c.id = e.code_id
    where e.person_id = any (${records}::uuid[]) and e.kind in ('allergy', 'medicine') and e.removed_at is null
      and (e.end_date is null or e.end_date > ${at}) and coalesce(e.status, 'active') <> all (${[...STANDS_NOT]})
    order by e.kind, c.display, e.on_date desc nulls last`;
  return rows
    .filter(({ kind, text }) => kind === "allergy" || criticalClassOf(text) !== undefined)
    .map(({ kind, text, on_date }) => ({ kind, text, on: on_date && londonDate(on_date) }));
}

/** After so many days an admission without an end is told no more: the letter is lost. confer_crisis_page says the same. */
export const IN_HOSPITAL_DAYS = 60;

/** A discharge that is planned for a later day leaves the person in hospital until then. */
async function loadOpenAdmission(db: Db, records: string[], at: Date) {
  const admission = await db.encounter.findFirst({
    where: {
      personId: { in: records },
      kind: { in: ["emergency_admission", "elective_admission"] },
      removedAt: null,
      startsAt: { lte: at, gte: new Date(at.getTime() - IN_HOSPITAL_DAYS * 86_400_000) },
      OR: [{ endsAt: null }, { endsAt: { gt: at } }],
    },
    orderBy: { startsAt: "desc" },
    select: { startsAt: true, endsAt: true },
  });
  return {
    inHospitalSince: admission ? londonDate(admission.startsAt) : undefined,
    dischargePlanned: admission?.endsAt ? londonDate(admission.endsAt) : undefined,
  };
}
