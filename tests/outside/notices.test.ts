/** A notice says what kind of thing waits, and for whom; of whom, and what, it never says. */
import { expect, test } from "vitest";
import { noticeOf } from "../../app/outside/notices";

const news = { id: "n1", topic: "action offered", at: new Date("2026-11-22T10:00:00Z") };

test("a notice holds the address of its news and nothing else of it", () => {
  const payload = { organisationId: "o1", accountId: "a1", personId: "p1", actionId: "x1" };
  expect(noticeOf({ ...news, payload })).toEqual({
    ...{ id: "n1", topic: "action offered", organisationId: "o1", accountId: "a1", at: "2026-11-22T10:00:00.000Z" },
  });
  expect(noticeOf({ ...news, payload: { organisationId: "o1" } })).not.toHaveProperty("accountId");
});

test("news without an address is not sent to nobody", () => {
  const without: Record<string, string>[] = [{}, { organisationId: "" }];
  for (const payload of without) expect(() => noticeOf({ ...news, payload })).toThrow("action offered");
});
