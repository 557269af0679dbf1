/** Which words and doses of crisis cards a clinical lead has signed: settings whose names begin with "card.". */
import type { SettingValues } from "../domain/setting";
import type { Db } from "./database.server";

/** Name → 1 while signed; 0 once taken back; absent while nobody ever signed. */
export async function readCardSignatures(db: Db): Promise<SettingValues> {
  const rows = await db.$queryRaw<{ name: string; value: unknown }[]>`
    select distinct on (name) name, value from setting where name like 'card.%' order by name, version desc`;
  return Object.fromEntries(
    rows.flatMap(({ name, value }) => (typeof value === "number" ? [[name, value] as const] : [])),
  );
}
