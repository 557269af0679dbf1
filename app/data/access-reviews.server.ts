/** How much waits for whoever reviews access: counts, of nobody by name. */
import { londonDate } from "../domain/dates";
import type { StaffViewer } from "../domain/viewer";
import { asViewer } from "./database.server";

/** `toLookAt`: of the openings that are withheld now, those whose day to look again has come. */
export type AccessReviews = { overrides: number; withheld: number; toLookAt: number };

/** Closed parts that were opened and that nobody has reviewed, and openings of which people are not told. */
export function countAccessReviews(viewer: StaffViewer): Promise<AccessReviews> {
  const today = londonDate(viewer.requestedAt);
  return asViewer(viewer, "read", async (db) => {
    const [counted] = await db.$queryRaw<[AccessReviews]>`
      select (select count(*)::int from confer_overrides_to_review() where reviewed_at is null) as overrides,
        (select count(*)::int from confer_withheld_openings() where ended_at is null) as withheld,
        (select count(*)::int from confer_withheld_openings()
          where ended_at is null and review_on <= ${today}::date) as "toLookAt"`;
    return counted;
  });
}
