/**
 * The key-safe code of a home. Who has the person's whole plan, not a meeting's pack or an action alone, may set, replace
 * or remove it, and nobody reads it back: it opens at the point of contact alone, for a crew that records that it is on
 * its way (confer_crisis_page).
 */
import type { CalendarDate } from "../domain/calendar";
import { londonDate } from "../domain/dates";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { onceOnly } from "./commands.server";
import { asViewer } from "./database.server";
import { keepsKeySafes, sealWayIn, type WayIn } from "./key-sealing.server";
import { findInPlanScope } from "./plan-scope.server";

export type KeySafeKept = { setAt: Date; setByName: string; checkedOn: CalendarDate };

/** `off`: this Confer has no key to seal with. Undefined: no such person, or not the viewer's. */
export function readKeySafe(
  viewer: StaffViewer,
  personId: string,
): Promise<{ off: boolean; kept: KeySafeKept | null } | undefined> {
  // As a command: the role that reads lists and records never touches this table.
  return asViewer(viewer, "command", async (db) => {
    if (!(await findInPlanScope(db, viewer, personId, "plan versions"))) return undefined;
    const row = await db.keySafe.findUnique({
      where: { personId },
      select: { setAt: true, setByName: true, checkedOn: true },
    });
    await recordAccess(db, viewer, { personId, did: "see whether a key safe is kept" });
    return { off: !keepsKeySafes(), kept: row && { ...row, checkedOn: londonDate(row.checkedOn) } };
  });
}

type Command = { personId: string; key: string; at: Date };
export type KeySafeOutcome = { ok: true } | { ok: false; why: "not found" | "off" };

/** Takes the place of the code that was kept. `checkedOn`: the day on which somebody saw that it opens. */
export function setKeySafe(
  viewer: StaffViewer,
  { personId, key, at, wayIn, checkedOn }: Command & { wayIn: WayIn; checkedOn: CalendarDate },
): Promise<KeySafeOutcome> {
  return asViewer(viewer, "command", (db) =>
    onceOnly<KeySafeOutcome>(db, viewer, "set key safe", key, async () => {
      if (!(await findInPlanScope(db, viewer, personId, "plan versions"))) return { ok: false, why: "not found" };
      if (!keepsKeySafes()) return { ok: false, why: "off" };
      const row = {
        sealed: new Uint8Array(sealWayIn(personId, wayIn)),
        setAt: at,
        setBy: viewer.accountId,
        setByName: viewer.name,
        checkedOn: new Date(`${checkedOn}T00:00:00Z`),
      };
      await db.keySafe.upsert({ where: { personId }, create: { personId, ...row }, update: row });
      await recordAccess(db, viewer, { personId, did: "set key safe" });
      return { ok: true };
    }),
  );
}

export function removeKeySafe(viewer: StaffViewer, { personId, key }: Command): Promise<KeySafeOutcome> {
  return asViewer(viewer, "command", (db) =>
    onceOnly<KeySafeOutcome>(db, viewer, "remove key safe", key, async () => {
      if (!(await findInPlanScope(db, viewer, personId, "plan versions"))) return { ok: false, why: "not found" };
      await db.keySafe.deleteMany({ where: { personId } });
      await recordAccess(db, viewer, { personId, did: "remove key safe" });
      return { ok: true };
    }),
  );
}
