/** Pages about one person that go deeper than the record: why here in full, and all care that is due. */
import { londonDate } from "../domain/dates";
import { countDiabetes } from "../domain/diabetes-counted";
import type { RecordPart } from "../domain/permissions";
import type { StaffViewer } from "../domain/viewer";
import { type AnswerNow, answerNow, careDueOf, whyOf } from "./answers.server";
import { asViewer } from "./database.server";
import { readOtherScores } from "./other-scores.server";
import { openPerson, readBanner } from "./people.server";

/** Undefined when there is no such person for this viewer, or why is not shown; `why` is null of one who has died. */
export function findWhy(viewer: StaffViewer, personId: string) {
  return asViewer(viewer, "read", async (db) => {
    const person = await openPerson(db, viewer, personId, "read why");
    if (!person?.parts.has("why")) return undefined;
    const at = viewer.requestedAt;
    const now = await answerNow(db, person.personId, londonDate(at));
    return {
      banner: await readBanner(db, viewer, person),
      why: now ? await whyOf(db, person, now, at) : null,
      others: now ? await readOtherScores(db, person, now) : null,
    };
  });
}

/**
 * Undefined as above, where care due is not shown; `care` is null of one who has died. `diabetes` is undefined for who is
 * not on its register, null for a viewer who does not see results.
 */
export function findCare(viewer: StaffViewer, personId: string) {
  return asViewer(viewer, "read", async (db) => {
    const person = await openPerson(db, viewer, personId, "read care due");
    if (!person?.parts.has("care due")) return undefined;
    const now = await answerNow(db, person.personId, londonDate(viewer.requestedAt));
    return {
      banner: await readBanner(db, viewer, person),
      care: now ? careDueOf(person, now) : null,
      diabetes: now && countedAsSeen(now, person.parts),
      asOf: londonDate(viewer.requestedAt),
    };
  });
}

function countedAsSeen(now: AnswerNow, parts: ReadonlySet<RecordPart>) {
  const counted = countDiabetes(now.features, now.asOf, now);
  return counted && !parts.has("results") ? null : counted;
}
