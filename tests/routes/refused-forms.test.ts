/** A form that was refused can be mended and sent again: what it hides in its fields is then what stands. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ShouldRevalidateFunction } from "@remix-run/react";
import { expect, test } from "vitest";

const folder = join(import.meta.dirname, "../../app/routes");
/** An answer with data, and not a thrown one, which has a page of its own. */
const ANSWERS_409 = /\bdata(?:<\w+>)?\([^;]*\b409\b/;
/** Its answer itself brings the newest revision and decision; its other forms may hold words that nobody sent yet. */
const BRINGS_THEM_ITSELF = ["meetings.$meetingId.cases.$caseId.tsx"];

const refusing = readdirSync(folder).filter((file) => ANSWERS_409.test(readFileSync(join(folder, file), "utf8")));

test("Those that refuse are found", () => {
  expect(refusing.length).toBeGreaterThan(8);
  expect(refusing).toEqual(expect.arrayContaining(["people.$personId.plan.publish.tsx", ...BRINGS_THEM_ITSELF]));
});

test.each(refusing.filter((file) => !BRINGS_THEM_ITSELF.includes(file)))(
  "%s reads its data again after a refusal",
  async (file) => {
    const route: { shouldRevalidate?: ShouldRevalidateFunction } = await import(/* @vite-ignore */ join(folder, file));
    const refused = { actionStatus: 409, formMethod: "POST", defaultShouldRevalidate: false };
    expect(route.shouldRevalidate?.(refused as Parameters<ShouldRevalidateFunction>[0])).toBe(true);
  },
);
