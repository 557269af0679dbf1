/** Copies of a plan that were given out, each with its version: what is out of date is known, and can be asked back. */
import { dateInWords } from "../domain/dates";
import type { PlanDocument } from "../domain/plan";
import { COPY_FOR, COPY_FORMS, type CopyFor, type CopyForm, type CopyGiven, formIn } from "../domain/plan-life";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { onceOnly } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { newId } from "./identity.server";
import { findInPlanScope, loadPlan } from "./plan-scope.server";

/** A copy of the newest version. `on`: a day, not in the future, written as 2026-05-03. */
export function recordCopy(
  viewer: StaffViewer,
  { personId, key, at, copy }: { personId: string; key: string; at: Date; copy: CopyGiven },
) {
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "record copy of plan", key, async () => {
      if (!(await findInPlanScope(db, viewer, personId))) return { ok: false, why: "not found" } as const;
      const { version, status } = await loadPlan(db, personId, true);
      if (status !== "live") return { ok: false, why: "not live" } as const;
      await keepCopy(db, viewer, personId, version, copy, at);
      await recordAccess(db, viewer, { personId, did: "record copy of plan", detail: { version } });
      return { ok: true } as const;
    }),
  );
}

export async function keepCopy(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  version: number,
  { on, ...copy }: CopyGiven,
  at: Date,
): Promise<void> {
  const by = { by: viewer.accountId, byName: viewer.name };
  const day = new Date(`${on}T00:00:00Z`);
  await db.planCopy.create({ data: { personId, id: newId(at), version, ...copy, on: day, at, ...by } });
}

/** What the agreement says of the person's copy, as a row of its own; a copy told of twice is one. */
export async function keepCopyOfAgreement(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  version: number,
  document: PlanDocument,
  at: Date,
): Promise<void> {
  const { copy, copyOn, copyHow = "" } = document.sections.agreement.fields;
  if (copy !== "yes" || !copyOn) return;
  const given = { toWhom: "person", name: "", form: formIn(copyHow), language: "", on: copyOn } as const;
  const told = await db.planCopy.findFirst({ where: { personId, version, toWhom: "person" } });
  if (!told) await keepCopy(db, viewer, personId, version, given, at);
}

export type KeptCopy = { id: string; version: number; words: string };

/** Newest first: "Version 3, large print, to Mrs Obi (the person), 3 May 2026". */
export async function loadCopies(db: Db, personId: string): Promise<KeptCopy[]> {
  const rows = await db.planCopy.findMany({ where: { personId }, orderBy: [{ at: "desc" }, { id: "desc" }], take: 50 });
  return rows.map(({ id, version, toWhom, name, form, language, on }) => {
    const whom = COPY_FOR[toWhom as CopyFor] ?? toWhom;
    const parts = [
      `Version ${version}`,
      (COPY_FORMS[form as CopyForm] ?? form).toLowerCase() + (language ? ` in ${language}` : ""),
      `to ${name ? `${name} (${whom.toLowerCase()})` : whom.toLowerCase()}`,
      dateInWords(on.toISOString().slice(0, 10)),
    ];
    return { id, version, words: parts.join(", ") };
  });
}
