/** What arrives on somebody's record after their plan was published. */
import { newId } from "../../app/data/identity.server";
import type { TestDatabase } from "./database";

export type Arriving = {
  kind: "problem" | "allergy" | "medicine";
  code: string;
  words: string;
  sets?: readonly string[];
  on?: string;
};

export const planRecordScene = ({ sql }: Pick<TestDatabase, "sql">) => ({
  /** A coded entry; answers its id. */
  async entry(personId: string, { kind, code, words, sets = [], on = "2026-11-20" }: Arriving): Promise<string> {
    const id = newId();
    await sql(
      "insert into code (system, code, display) values ('http://snomed.info/sct', $1, $2) on conflict do nothing",
      [code, words],
    );
    await sql(
      "insert into code_feature (code_id, sets) select id, $2 from code where code = $1 on conflict do nothing",
      [code, sets],
    );
    await sql(
      `insert into entry (person_id, id, kind, code_id, on_date, status, source)
       select $1, $2, $3, c.id, $4::timestamptz, 'active', 'GP record' from code c where c.code = $5`,
      [personId, id, kind, `${on}T09:00:00Z`, code],
    );
    return id;
  },
  async admission(personId: string, from: string, until?: string): Promise<string> {
    const id = newId();
    await sql(
      "insert into encounter (person_id, id, kind, starts_at, ends_at, source) values ($1, $2, 'emergency_admission', $3, $4, 'hospital')",
      [personId, id, `${from}T09:00:00Z`, until ? `${until}T09:00:00Z` : null],
    );
    return id;
  },
  async address(personId: string, line: string, since: string): Promise<void> {
    await sql("update person_address set ends_at = $2 where person_id = $1 and ends_at is null", [personId, since]);
    await sql(
      "insert into person_address (person_id, id, lines, town, postcode, starts_at) values ($1, $2, array[$3], 'London', 'W12 8TT', $4)",
      [personId, newId(), line, since],
    );
  },
});
