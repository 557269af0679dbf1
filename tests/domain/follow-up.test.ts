import { describe, expect, test } from "vitest";
import { type Desk, isAwake, nextDesk } from "../../app/domain/follow-up";

const day = { opens: "08:00", closes: "18:30" };
const hours = [day, day, day, day, day, null, null];
const practice: Desk = { id: "practice", name: "Churchfield Practice", kind: "practice", hours };
const ambulance: Desk = { id: "ambulance", name: "London Ambulance Service", kind: "ambulance", hours: null };
const nhs111: Desk = { id: "nhs111", name: "NHS 111 London", kind: "nhs111", hours: null };
const desks = [practice, nhs111, ambulance];
const sunday = new Date("2026-11-22T02:57:00Z");
const monday = new Date("2026-11-23T10:00:00Z");

describe("a follow-up that nobody accepted", () => {
  test("asked of 111 goes to the desk of the crew that asked", () =>
    expect(nextDesk(desks, { asked: ["nhs111"], askedBy: "ambulance", at: sunday })).toBe(ambulance));
  test("asked of the crew's own desk goes to 111, never to a practice that is closed", () =>
    expect(nextDesk(desks, { asked: ["ambulance"], askedBy: "ambulance", at: sunday })).toBe(nhs111));
  test("when every desk was asked, goes to nobody at night and to the practice once it is open", () => {
    const asked = ["ambulance", "nhs111"];
    expect(nextDesk(desks, { asked, askedBy: "ambulance", at: sunday })).toBeUndefined();
    expect(nextDesk(desks, { asked, askedBy: "ambulance", at: monday })).toBe(practice);
  });
  test("does not go to a desk with hours while it is closed, nor to a place whose hours nobody knows", () => {
    expect(isAwake({ ...nhs111, hours }, sunday)).toBe(false);
    expect(isAwake({ ...practice, hours: null }, monday)).toBe(false);
  });
});
