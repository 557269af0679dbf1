/** Writing a version of a plan: stamped unit by unit, parsed as it will be read, and the plan's row moved onto it. */
import { ROLES } from "../domain/permissions";
import { type PlanDocument, parsePlan, readUnit, type StampSource, unitOf } from "../domain/plan";
import { stampPlan } from "../domain/plan-changes";
import type { SectionId } from "../domain/plan-sections";
import type { StaffViewer } from "../domain/viewer";
import type { Db } from "./database.server";
import { Prisma } from "./generated/client";
import type { PersonInScope } from "./plan-scope.server";

export type NewVersion = {
  /** The newest version before it. */
  live: { version: number; document: PlanDocument };
  plan: PlanDocument;
  reason: string;
  at: Date;
  /** Sections that were signed again: they are as old as their new signature. */
  signedAgain?: readonly SectionId[];
  /** Only the emergency part is known. */
  emergencyOnly?: boolean;
  /** withdrawn: what is put in the place of a version that was entered in error. */
  status?: "live" | "withdrawn";
};

export async function saveVersion(
  db: Db,
  viewer: StaffViewer,
  person: PersonInScope,
  { live, plan, reason, at, signedAgain = [], emergencyOnly = false, status = "live" }: NewVersion,
): Promise<{ version: number; document: PlanDocument }> {
  const version = live.version + 1;
  const stamped = stampPlan(plan, withoutStamps(live.document, signedAgain), stampOf(viewer, version, at));
  const sourced = await withSources(db, person.id, stamped, version);
  // Parsed as it will be read: what cannot be read back is never kept.
  const document = parsePlan(JSON.parse(JSON.stringify(sourced)));
  await db.planVersion.create({
    data: {
      personId: person.id,
      version,
      document,
      publishedAt: at,
      publishedBy: viewer.accountId,
      publishedByName: viewer.name,
      publishedByRole: ROLES[viewer.role].label,
      organisationId: viewer.organisationId,
      reason,
    },
  });
  const { elsewhere, review } = document.sections;
  await db.plan.update({
    where: { personId: person.id },
    data: {
      status,
      currentVersion: version,
      emergencyOnly,
      elsewhere: elsewhere.fields.system ? elsewhere.fields : Prisma.DbNull,
      reviewOn: review.fields.on ? new Date(`${review.fields.on}T00:00:00Z`) : null,
      ...(live.version === 0 ? { ownerOrganisationId: person.practiceId ?? viewer.organisationId } : {}),
    },
  });
  return { version, document };
}

const stampOf = (viewer: StaffViewer, version: number, at: Date) => ({
  ...{ at: at.toISOString(), version, byName: viewer.name, byRole: ROLES[viewer.role].label },
  ...{ organisation: viewer.organisationName, by: viewer.accountId, organisationId: viewer.organisationId },
  source: "author" as const,
});

const withoutStamps = (plan: PlanDocument, sections: readonly SectionId[]): PlanDocument => ({
  ...plan,
  stamps: Object.fromEntries(Object.entries(plan.stamps).filter(([unit]) => !sections.includes(unitOf(unit)!.section))),
});

/** What of this version's own lines came out of a care package, a crisis card or the record, and was not only typed. */
async function withSources(db: Db, personId: string, plan: PlanDocument, version: number): Promise<PlanDocument> {
  const written = Object.entries(plan.stamps).filter(([, stamp]) => stamp.version === version);
  const items = written.flatMap(([unit]) => unitOf(unit)!.item ?? []);
  const answers = await db.packageAnswer.findMany({
    where: { personId, became: { in: items } },
    select: { became: true },
  });
  const packaged = new Set(answers.map(({ became }) => became));
  const sourceOf = (unit: string): StampSource => {
    const values = readUnit(plan, unit);
    if (packaged.has(unitOf(unit)!.item ?? "")) return "package";
    return values?.card ? "card" : values?.ringId ? "record" : "author";
  };
  const stamps = written.map(([unit, stamp]) => [unit, { ...stamp, source: sourceOf(unit) }] as const);
  return { ...plan, stamps: { ...plan.stamps, ...Object.fromEntries(stamps) } };
}
