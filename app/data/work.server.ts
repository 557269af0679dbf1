/** My work: what waits for the viewer and the viewer's organisation, on one page; plans to review are the worklist's own. */
import { londonDate } from "../domain/dates";
import { may } from "../domain/permissions";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { actionsWaiting } from "./action-lists.server";
import { asViewer } from "./database.server";
import { comingMeetings } from "./mdgs.server";
import { oldDrafts } from "./plan-draft-reminders.server";
import { openTasks } from "./tasks.server";

export function openMyWork(viewer: StaffViewer) {
  return asViewer(viewer, "read", async (db) => {
    const tasks = may(viewer, "close tasks") ? await openTasks(db, viewer) : { tasks: [], count: 0 };
    const actions = may(viewer, "own actions") ? await actionsWaiting(db, viewer) : [];
    const drafts = may(viewer, "edit plan") ? await oldDrafts(db, viewer) : [];
    const meetings = await comingMeetings(db, viewer.holders);
    const people = [...tasks.tasks, ...actions.filter(({ person }) => person), ...drafts];
    await recordAccess(db, viewer, {
      did: "read my work",
      shown: [...new Set(people.map(({ personId }) => personId))],
    });
    return { ...tasks, actions, drafts, next: meetings.find(({ startsAt }) => startsAt >= startOfDay(viewer)) };
  });
}

/** A meeting of this morning is still today's. */
const startOfDay = ({ requestedAt }: StaffViewer) => new Date(londonDate(requestedAt));
