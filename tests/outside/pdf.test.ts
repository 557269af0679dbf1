/** Without a browser that works. What a browser makes of the pages: tests/journeys/printed-forms.test.ts. */
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { pdfMaker } from "../../app/outside/pdf";

let folder: string | undefined;
afterEach(async () => {
  if (folder) await rm(folder, { recursive: true });
  folder = undefined;
});

/** A program that is no browser: it ends after so many seconds. */
async function aProgram(seconds: number): Promise<string> {
  folder = await mkdtemp(join(tmpdir(), "confer-pdf-"));
  const path = join(folder, "no-browser");
  await writeFile(path, `#!/bin/sh\nsleep ${seconds}\nexit 1\n`);
  await chmod(path, 0o755);
  return path;
}

describe("where no PDF can be made, it is said why", () => {
  test("no browser is installed", async () =>
    expect(await pdfMaker(async () => undefined)("<p>x</p>")).toEqual({ made: false, why: "no browser" }));

  test("looking for one failed", async () => {
    const make = pdfMaker(() => Promise.reject(new Error("CHROMIUM_PATH names what is not there")));
    expect(await make("<p>x</p>")).toEqual({ made: false, why: "no browser" });
  });

  test("what is installed is no browser; the page's words go into no log", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const path = await aProgram(0);
    expect(await pdfMaker(async () => path)("<p>mark-secret</p>")).toEqual({ made: false, why: "failed" });
    expect(log.mock.calls.flat().join()).toContain("A PDF could not be made");
    expect(log.mock.calls.flat().join()).not.toContain("mark-secret");
    log.mockRestore();
  });

  test("ten at once are taken, the eleventh is told that many are being made, and afterwards there is room again", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const path = await aProgram(0.2);
    const make = pdfMaker(async () => path);
    const answers = await Promise.all(Array.from({ length: 11 }, () => make("<p>x</p>")));
    expect(answers.filter((answer) => !answer.made && answer.why === "busy")).toHaveLength(1);
    expect(await make("<p>x</p>")).toEqual({ made: false, why: "failed" });
    log.mockRestore();
  });
});
