/** What an author has in sight while writing a section of the plan. */
import type { StaffViewer } from "../domain/viewer";
import { asViewer } from "./database.server";
import { planRecordFor } from "./plan-record.server";

/** The record's own lines, as far as they are open to the viewer, so that nothing of them is typed again. */
export const readRecordBeside = (viewer: StaffViewer, personId: string) =>
  asViewer(viewer, "read", (db) => planRecordFor(db, viewer, personId));
