/** Jobs and scripts act as a named viewer of the system, whose name the record of access carries. */
import { randomUUID } from "node:crypto";
import type { SystemName, SystemViewer } from "../domain/viewer";

export const systemViewer = (name: SystemName, purpose: string): SystemViewer => ({
  kind: "system",
  name,
  purpose,
  requestId: randomUUID(),
  requestedAt: new Date(),
});
