/**
 * The answers about one person as they are now: segment, frailty index and care due, made afresh from the record in
 * the viewer's own transaction. The registry's row says where somebody stood at the last run; this says why, today.
 */
import { type BandChange, bandMove, causeWithoutTests, recentChange } from "../domain/band-change";
import type { CalendarDate } from "../domain/calendar";
import { careLine, lineWithoutTests, mostPressingFirst } from "../domain/care-line";
import type { CareDue, FrailtyIndex, ReasonShown, Why } from "../domain/person-record";
import { whyWithoutTests, withEntries } from "../domain/record";
import { SEGMENT_VERSION } from "../domain/segment";
import type { SettingValues } from "../domain/setting";
import { isTooYoung, type Stratification, stratify } from "../domain/stratification";
import { findInstalledSets, setsOfUnreadCodes } from "./code-sets.server";
import type { Db } from "./database.server";
import { readEvidence } from "./evidence.server";
import { findFeatures, type PersonFeatures, type Query, type SetsOfCodes } from "./features.server";
import type { OpenPerson } from "./people.server";
import { readSetting, settingsInForce } from "./settings.server";

export type AnswerNow = {
  features: PersonFeatures;
  answer: Stratification;
  asOf: CalendarDate;
  /** Settings in force by name; what nobody has changed is not among them. */
  values: SettingValues;
  /** Names of settings that somebody has signed: "row.DM1" is a protocol's row. */
  signed: ReadonlySet<string>;
};

/**
 * Undefined for somebody who has died, is not yet born on that day, or was merged into another. The caller has opened
 * the person (openPerson), which decides what of it is shown and records the look.
 */
export async function answerNow(db: Db, personId: string, asOf: CalendarDate): Promise<AnswerNow | undefined> {
  const query = queryIn(db);
  const [features] = await findFeatures(query, [personId], asOf, await setsOfTheirCodes(query, personId));
  if (!features) return undefined;
  const { values, signed } = await settingsInForce(query);
  const answer = stratify(features, asOf, values, await findInstalledSets(query));
  return { features, answer, asOf, values, signed };
}

const queryIn =
  (db: Db): Query =>
  <Row>(text: string, values: readonly unknown[]) =>
    db.$queryRawUnsafe<Row[]>(text, ...values);

/** Only of codes that stand in this record: an installation has many thousands. */
async function setsOfTheirCodes(query: Query, personId: string): Promise<SetsOfCodes> {
  const rows = await query<{ id: number; sets: string[] }>(
    `with record as (select id from person where id = $1::uuid or merged_into = $1::uuid)
     select f.code_id as id, f.sets from code_feature f where f.sets <> '{}' and f.code_id in (
       select e.code_id from entry e where e.person_id in (select id from record)
       union select n.reason_code_id from encounter n where n.person_id in (select id from record))`,
    [personId],
  );
  const unread = await query<{ id: number; system: string; code: string; display: string }>(
    `with record as (select id from person where id = $1::uuid or merged_into = $1::uuid)
     select c.id, c.system, c.code, c.display from code c
     where not exists (select from code_feature f where f.code_id = c.id) and c.id in (
       select e.code_id from entry e where e.person_id in (select id from record)
       union select n.reason_code_id from encounter n where n.person_id in (select id from record))`,
    [personId],
  );
  const fresh = unread.length ? await setsOfUnreadCodes(query, unread) : new Map<number, string[]>();
  return new Map([...rows.map(({ id, sets }) => [id, sets] as const), ...fresh]);
}

// ── As the viewer sees them ───────────────────────────────────────────────────────────────────────────────

/** Why here, with the entries behind each reason. Without the results part no test is named and no value shown. */
export async function whyOf(db: Db, person: OpenPerson, { answer, asOf }: AnswerNow, now: Date): Promise<Why> {
  const { segment } = answer;
  const sets = [...segment.because, ...answer.index.because].flatMap((reason) => reason.sets ?? []);
  const entries = await readEvidence(db, person, { asOf, sets: [...new Set(sets)] });
  const index = indexOf(answer, withEntries(answer.index.because, entries));
  const results = person.parts.has("results");
  const stored = await readBandChanges(db, person.personIds, ["segment", index.name.toLowerCase()]);
  const changes = stored.map((one) => (results ? one : causeWithoutTests(one)));
  const { value: days } = await readSetting(db, "record.change-days");
  const why: Why = {
    segment: segment.segment,
    rule: segment.rule,
    version: SEGMENT_VERSION,
    because: withEntries(segment.because, entries),
    missing: segment.missing,
    index,
    asOf,
    changes: changes.map(bandMove),
    recent: recentChange(changes, now, days),
  };
  return results ? why : whyWithoutTests(why);
}

/** The one that is in force, and nothing of the other (safety rule 20). */
export function indexOf({ index, efi, efi2, age }: Stratification, because: ReasonShown[]): FrailtyIndex {
  const { name, known, value, category, missing } = index;
  const { version, caveats = [] } = name === "eFI2" && efi2 ? efi2 : efi;
  return {
    name,
    known,
    value,
    category: known ? category : null,
    because,
    missing: [...missing],
    version,
    caveats,
    tooYoung: isTooYoung(age),
  };
}

/** Newest first. `bands`: those of the index that is not in force stay away. */
function readBandChanges(db: Db, personIds: string[], bands: string[]): Promise<BandChange[]> {
  return db.bandChange.findMany({
    where: { personId: { in: personIds }, band: { in: bands } },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: 100,
    select: { id: true, at: true, band: true, was: true, became: true, wasValue: true, value: true, cause: true },
  });
}

/** Every process that is this person's: what is open first, the most pressing on top. */
export function careDueOf({ parts }: Pick<OpenPerson, "parts">, { answer, signed }: AnswerNow): CareDue[] {
  const lines = mostPressingFirst(answer.careGaps.map((gap) => careLine(gap, signed)));
  return parts.has("results") ? lines : lines.map(lineWithoutTests);
}
