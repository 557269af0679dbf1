/** What the count of lines promises: a plan that passes it stands on a crew's tablet before anything is moved. */
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SCREEN_LINES } from "../../app/domain/plan-limits";
import { crisisLength } from "../../app/domain/plan-readiness-screen";
import { renderCrisisPage } from "../../app/rendering/crisis-page";
import { fillSlots } from "../../app/rendering/slots";
import { findChromium } from "../../scripts/chromium.js";
import { aPlanDocument, aPublishedPlan, somePersonFacts } from "../support/a-plan";
import { FRONT_CARDS, onTheFront } from "../support/front-cards";

const facts = [
  { kind: "allergy", text: "Penicillin: anaphylaxis", on: "2011-02-04" },
  { kind: "medicine", text: "Apixaban 5 mg tablets", on: "2026-10-02" },
  { kind: "medicine", text: "Insulin glargine 100 units/ml", on: "2026-10-02" },
] as const;
const pageOf = (document: ReturnType<typeof aPlanDocument>) =>
  fillSlots(renderCrisisPage(aPublishedPlan({ document }), somePersonFacts({ facts })), {
    now: new Date("2026-11-22T02:11:00Z"),
    viewerName: "Jo Reed, paramedic",
    desk: { name: "North Thames Ambulance", phone: "02079460100" },
  });

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: await findChromium(), args: ["--no-sandbox"] });
}, 60_000);
afterAll(() => browser?.close());

describe("one screen", () => {
  test.each(["", ...FRONT_CARDS])("of the plan with the card “%s”", async (card) => {
    const document = aPlanDocument(card ? [onTheFront(card)] : []);
    expect(crisisLength(document).lines).toBeLessThanOrEqual(SCREEN_LINES);
    const page = await browser.newPage({ viewport: { width: 768, height: 1024 } });
    await page.setContent(pageOf(document));
    const parts = await page.locator(".part").last().boundingBox();
    const foot = await page.locator(".foot").boundingBox();
    expect(await page.locator(".part").last().locator("h2").innerText()).toMatch(/usually/i);
    expect(parts!.y + parts!.height).toBeLessThanOrEqual(foot!.y);
    await page.close();
  });
});
