/** Settings in force. A change is a new row, signed by whoever may; nothing is overwritten. */

import type pg from "pg";
import { may } from "../domain/permissions";
import { type InForce, type SettingName, type SettingValues, settingInForce } from "../domain/setting";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess, recordRefusal } from "./access-records.server";
import { asViewer, type Db } from "./database.server";

export async function readSetting(db: Db, name: SettingName): Promise<InForce> {
  const rows = await db.setting.findMany({ where: { name }, orderBy: { version: "desc" }, take: 1 });
  return settingInForce(name, rows);
}

/** Puts a value in force under the viewer's signature. Refused without "sign settings". */
export async function signSetting(
  viewer: StaffViewer,
  { name, value, source }: { name: SettingName; value: number; source: string },
): Promise<{ ok: true; version: number } | { ok: false; refused: string }> {
  if (!may(viewer, "sign settings")) {
    await recordRefusal(viewer, { did: "sign setting", detail: { name } });
    return { ok: false, refused: "Signing a setting is a clinical lead's permission." };
  }
  return asViewer(viewer, "command", async (db) => {
    const { version, mark } = await readSetting(db, name);
    const row = {
      name,
      version: version + 1,
      value,
      source,
      mark,
      signedBy: viewer.name,
      signedAt: viewer.requestedAt,
    };
    await db.setting.create({ data: row });
    await recordAccess(db, viewer, { did: "sign setting", detail: { name, version: row.version } });
    return { ok: true, version: row.version } as const;
  });
}

/** Numbers in force by name, for rules; what nobody has changed is not among them and has its shipped value. */
export async function settingValues(client: Pick<pg.ClientBase, "query">): Promise<SettingValues> {
  const { rows } = await client.query<{ name: string; value: unknown }>(
    "select distinct on (name) name, value from setting order by name, version desc",
  );
  return Object.fromEntries(
    rows.filter(({ value }) => typeof value === "number").map(({ name, value }) => [name, value as number]),
  );
}
