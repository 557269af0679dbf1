/** Authors who each keep one goal of the same plan up to date: what was acknowledged must stand in its version. */
import { randomUUID } from "node:crypto";
import { saveDraft } from "../../app/data/plan-drafts.server";
import { publishPlan } from "../../app/data/plans.server";
import type { StaffViewer } from "../../app/domain/viewer";
import { renderPublishedTexts } from "../../app/rendering/published-texts";

export type Acknowledged = { author: number; words: string; version: number };
type Kept = { version: number; document: string };

/** Publishes the author's goal in new words; the conflict with somebody else's change is an answer, not a failure. */
export async function publishGoal(
  viewer: StaffViewer,
  personId: string,
  author: number,
): Promise<Acknowledged | "conflict"> {
  const words = `Goal in words ${randomUUID()}`;
  const operations = [{ unit: `goals/author-${author}`, values: { what: words, status: "active" } }];
  const saved = await saveDraft(viewer, { personId, operations, at: new Date() });
  if (!saved.ok) throw new Error(`a draft was not saved: ${saved.why}`);
  const command = { personId, key: randomUUID(), reason: "soak", render: renderPublishedTexts, at: new Date() };
  const outcome = await publishPlan(viewer, command);
  if (outcome.ok) return { author, words, version: outcome.version };
  if (outcome.why === "conflicts") return "conflict";
  throw new Error(`a plan was not published: ${JSON.stringify(outcome)}`);
}

/** Each acknowledged edit that its own version lacks, or that a later version lost to somebody else's. */
export function lostEdits(acknowledged: readonly Acknowledged[], versions: readonly Kept[]): Acknowledged[] {
  const byNumber = new Map(versions.map(({ version, document }) => [version, document]));
  const last = versions.at(-1)?.document ?? "";
  const newestOf = new Map<number, Acknowledged>();
  for (const edit of acknowledged)
    if (edit.version > (newestOf.get(edit.author)?.version ?? 0)) newestOf.set(edit.author, edit);
  return acknowledged.filter(
    (edit) =>
      !byNumber.get(edit.version)?.includes(edit.words) ||
      (newestOf.get(edit.author) === edit && !last.includes(edit.words)),
  );
}
