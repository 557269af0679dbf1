/** Settings in force. A change is a new row, signed by whoever may; nothing is overwritten. */
import { may } from "../domain/permissions";
import { type InForce, type SettingName, settingInForce } from "../domain/setting";
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
