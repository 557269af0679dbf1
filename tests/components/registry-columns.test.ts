import { expect, test } from "vitest";
import { registryColumns } from "../../app/components/registry-columns";

const columns = registryColumns(["banner", "why", "care due", "contacts", "plan", "meetings"]);
/** Of a page of 1440: 1,312 within the margins, less the filters, the gap and a scroll bar. */
const ROOM = 1312 - 236 - 24 - 17;
const CHOOSING = 44;

test("all columns fit beside the filters, and the emergency column says what it counts", () => {
  expect(columns).toHaveLength(10);
  expect(columns.reduce((sum, { width }) => sum + width, CHOOSING)).toBeLessThanOrEqual(ROOM);
  expect(columns.find(({ id }) => id === "emergency")!.heading).toBe("Last emergency admission");
});
