/**
 * Who has a plan open and which section they write, and what became of the plan since: for whoever has it open too.
 * Names and sections only, never words; of a draft others learn that it is being written, and nothing else.
 */
import { ROLES } from "../domain/permissions";
import { isSectionId, type SectionId } from "../domain/plan-sections";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { asViewer, type Db } from "./database.server";
import { findInPlanScope } from "./plan-scope.server";

/** Of a page that only reads; and of one that was left. */
const READING = "reading";
const LEFT = "";
/** Who was not heard of for so long is gone, in ms: two missed beats. */
const GONE = 75_000;

export type PlanNow = {
  version: number;
  status: string;
  /** The newest event of the plan's life. */
  last: { kind: string; at: Date; byName: string; version: number | null; own: boolean } | null;
  /** Others who are here; `section` undefined: reading. */
  here: { name: string; role: string; section?: SectionId }[];
};

type Place = { personId: string; section: SectionId | undefined };

/** Says that the viewer is here, and answers how things stand. Undefined: no such person, or not the viewer's. */
export function stepIn(viewer: StaffViewer, { personId, section }: Place): Promise<PlanNow | undefined> {
  return asViewer(viewer, "command", async (db) => {
    if (!(await findInPlanScope(db, viewer, personId))) return undefined;
    await beHere(db, viewer, personId, section ?? READING);
    await recordAccess(db, viewer, { personId, did: "follow plan" });
    return readNow(db, viewer, personId);
  });
}

/** Still here: asked again and again while a page is open, so that a lost relationship ends it. Told to nobody. */
export function stayIn(viewer: StaffViewer, { personId, section }: Place): Promise<PlanNow | undefined> {
  return asViewer(viewer, "command", async (db) => {
    if (!(await findInPlanScope(db, viewer, personId))) return undefined;
    await beHere(db, viewer, personId, section ?? READING);
    return readNow(db, viewer, personId);
  });
}

/** How things stand now, after news. */
export function readPlanNow(viewer: StaffViewer, personId: string): Promise<PlanNow | undefined> {
  return asViewer(viewer, "read", async (db) =>
    (await findInPlanScope(db, viewer, personId)) ? readNow(db, viewer, personId) : undefined,
  );
}

/** Left this section, unless the viewer is in another by now. */
export function stepOut(viewer: StaffViewer, { personId, section }: Place): Promise<unknown> {
  return asViewer(viewer, "command", (db) =>
    db.planPresence.updateMany({
      where: { personId, accountId: viewer.accountId, section: section ?? READING },
      data: { section: LEFT },
    }),
  );
}

/** Others are told when the section changes, and not of every beat (the trigger hears of the column that is set). */
async function beHere(db: Db, viewer: StaffViewer, personId: string, section: string) {
  const { accountId, name } = viewer;
  const seenAt = new Date();
  const stayed = await db.planPresence.updateMany({ where: { personId, accountId, section }, data: { seenAt } });
  if (stayed.count) return;
  const row = { name, role: ROLES[viewer.role].label, section, seenAt };
  await db.planPresence.upsert({
    where: { personId_accountId: { personId, accountId } },
    create: { personId, accountId, ...row },
    update: row,
  });
}

async function readNow(db: Db, { accountId }: StaffViewer, personId: string): Promise<PlanNow> {
  const plan = await db.plan.findUnique({ where: { personId }, select: { currentVersion: true, status: true } });
  const event = await db.planEvent.findFirst({
    where: { personId },
    // Of one moment the last word: a version that is taken back as an error is told by what became of the plan.
    orderBy: [{ at: "desc" }, { version: "desc" }, { id: "desc" }],
    select: { kind: true, at: true, byName: true, by: true, version: true },
  });
  const rows = await db.planPresence.findMany({
    where: {
      personId,
      accountId: { not: accountId },
      section: { not: LEFT },
      seenAt: { gt: new Date(Date.now() - GONE) },
    },
    orderBy: { name: "asc" },
    select: { name: true, role: true, section: true },
  });
  return {
    version: plan?.currentVersion ?? 0,
    status: plan?.status ?? "none_published",
    last: event && {
      kind: event.kind,
      at: event.at,
      byName: event.byName,
      version: event.version,
      own: event.by === accountId,
    },
    here: rows.map(({ section, ...who }) => ({ ...who, ...(isSectionId(section) ? { section } : {}) })),
  };
}
