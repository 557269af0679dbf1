/** A person as crisis cards read them: lines of a record, without a database. */
import type { CardPerson } from "../../app/domain/crisis-cards/card";
import type { PlanRecord, RecordLine } from "../../app/domain/plan-record";
import { AS_OF } from "./a-person";

let made = 0;
const line = (kind: RecordLine["kind"], words: string, more: Partial<RecordLine> = {}): RecordLine => ({
  id: `line-${++made}`,
  kind,
  words,
  on: "2026-05-03",
  source: "test",
  sets: [],
  ...more,
});

export const problem = (words: string, sets: string[] = [], more: Partial<RecordLine> = {}) =>
  line("problem", words, { sets, ...more });
export const finding = (words: string, sets: string[] = [], more: Partial<RecordLine> = {}) =>
  line("finding", words, { sets, ...more });
export const medicine = (words: string, sets: string[] = [], more: Partial<RecordLine> = {}) =>
  line("medicine", words, { sets, ...more });
export const allergy = (words: string, sets: string[] = []) => line("allergy", words, { sets });
export const result = (words: string, sets: string[], more: Partial<RecordLine> = {}) =>
  line("result", words, { sets, ...more });
export const carer = (name: string, relation: string, more: Partial<NonNullable<RecordLine["ring"]>> = {}) =>
  line("carer", `${name}, ${relation}`, {
    on: undefined,
    phone: "02079460958",
    ring: { name, relation, isCarer: true, livesWith: false, ...more },
  });

export const aRecord = (lines: readonly RecordLine[] = [], more: Partial<PlanRecord> = {}): PlanRecord => ({
  lines,
  careHome: false,
  bornOn: "1942-03-12",
  ...more,
});

export const aCardPerson = (...lines: RecordLine[]): CardPerson => ({ record: aRecord(lines), asOf: AS_OF });
