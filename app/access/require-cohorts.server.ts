/** After `requireViewer`: cohorts and rates are for those who see why people are on a list, or who see counts only. */
import { recordRefusal } from "../data/access-records.server";
import { usesCohorts } from "../domain/registry-scope";
import type { StaffViewer } from "../domain/viewer";

export async function requireCohorts(viewer: StaffViewer): Promise<void> {
  if (usesCohorts(viewer)) return;
  await recordRefusal(viewer, { did: "use cohorts" });
  throw new Response("Your role here does not include cohorts and rates.", {
    status: 403,
    statusText: "Not your role",
  });
}
