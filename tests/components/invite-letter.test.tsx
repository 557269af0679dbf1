import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { InviteLetter, type Letter } from "../../app/components/invite-letter";
import { qrPath } from "../../app/rendering/qr-code";

const letter = (change: Partial<Letter> = {}): Letter => ({
  ...{ kind: "self", name: "Adaeze Obi", person: "Mrs Adaeze OBI", number: "234567892", code: null },
  ...{ on: new Date("2026-11-22T10:00:00Z"), expiresAt: new Date("2026-12-06T10:00:00Z") },
  organisation: { name: "Churchfield Practice", phone: "02079460321" },
  address: "confer.example/join",
  qr: qrPath("https://confer.example/mine/in/0190a000-0000-7000-8000-000000000001"),
  ...change,
});
const words = (change?: Partial<Letter>) =>
  renderToStaticMarkup(<InviteLetter {...letter(change)} />)
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");

describe("the letter of an invitation", () => {
  test("says where, with which number, until when and whom to ring, and that the code comes another way", () => {
    const said = words();
    for (const part of [
      "confer.example/join",
      "234 567 892",
      "6 December 2026",
      "020 7946 0321",
      "date of birth",
      "111",
    ])
      expect(said).toContain(part);
    expect(said).toContain("it is not in this letter");
  });

  test("holds the code only when it was chosen", () => {
    expect(words({ code: "K7QD-M2XR" })).toContain("K7QD-M2XR");
    expect(words({ code: "K7QD-M2XR" })).not.toContain("not in this letter");
  });

  test("says truly whether it opens anything by itself", () => {
    expect(words()).toContain("This letter alone opens nothing.");
    const withCode = words({ code: "K7QD-M2XR" });
    expect(withCode).toContain("Keep this letter safe: with the date of birth it opens the plan.");
    expect(withCode).not.toContain("opens nothing");
  });

  test("has other words for the person, for somebody who acts for them, and for a carer", () => {
    expect(words()).toContain("You have a care plan with us");
    expect(words()).not.toContain("You may act for");
    const proxy = words({ kind: "proxy", name: "Ngozi Obi" });
    expect(proxy).toContain("You may act for Mrs Adaeze OBI");
    expect(proxy).toContain("the date of birth of Mrs Adaeze OBI");
    const carer = words({ kind: "carer", name: "Ben" });
    expect(carer).toContain("You help to care for Mrs Adaeze OBI");
    expect(carer).not.toContain("You may act for");
  });

  test("claims no number to ring, and no square, that is not there", () => {
    const said = words({ organisation: { name: "Churchfield Practice", phone: null }, qr: null });
    expect(said).toContain("ask Churchfield Practice");
    expect(said).not.toMatch(/ on \./);
    expect(said).not.toContain("camera");
  });
});
