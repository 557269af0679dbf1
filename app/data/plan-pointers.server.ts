/** A plan that says that the emergency plan lies elsewhere, when it is withdrawn. */
import type { Pointer } from "../domain/crisis-plan";
import { londonDate } from "../domain/dates";
import { withoutRestricted } from "../domain/plan-restrictions";
import type { Db } from "./database.server";
import { Prisma } from "./generated/client";
import { restrictionsOf } from "./plan-restrictions.server";
import { loadPlan } from "./plan-scope.server";

/**
 * What becomes of the pointer to a plan elsewhere; undefined where there is none. One that stays carries when it was
 * said to stand, and the reason of the withdrawal unless that may speak of a line which crews are not shown.
 */
export async function pointerKept(
  db: Db,
  personId: string,
  { reason, pointer, at }: { reason: string; pointer?: Pointer; at: Date },
): Promise<{ plan: Prisma.PlanUpdateInput } | undefined> {
  const row = await db.plan.findUniqueOrThrow({ where: { personId }, select: { elsewhere: true } });
  if (!row.elsewhere) return undefined;
  if (pointer === "goes") return { plan: { elsewhere: Prisma.DbNull } };
  if (pointer !== "stays") return { plan: {} };
  const { document } = await loadPlan(db, personId);
  const isWhole = withoutRestricted(document, await restrictionsOf(db, personId, at)).withheld.size === 0;
  const stands = { stands: londonDate(at), ...(isWhole && { because: reason }) };
  return { plan: { elsewhere: { ...(row.elsewhere as Prisma.JsonObject), ...stands } } };
}
