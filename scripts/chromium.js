/** Where a Chromium is, and how to get one when there is none. */
import { existsSync } from "node:fs";
import { run, runPackaged, step } from "./prepare.js";

const USUAL_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Path of a Chromium or Chrome that is there, or undefined. CHROMIUM_PATH goes first. */
export async function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given && !existsSync(given)) throw new Error(`CHROMIUM_PATH names ${given}, which is not there.`);
  const { chromium } = await import("playwright-core");
  return [given, ...USUAL_PLACES, chromium.executablePath()].find((place) => place && existsSync(place));
}

/** As findChromium, but installs one when there is none: Debian's when root, else Playwright's own. */
export async function ensureChromium() {
  const there = await findChromium();
  if (there) return there;
  const failures = [];
  const tryTo = (what, work) => step(what, work).catch((error) => failures.push(error.message.slice(-500)));
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    await tryTo("Installing Chromium (Debian's package)", installDebians);
  }
  if (!(await findChromium())) {
    await tryTo("Downloading Chromium (Playwright's)", () =>
      runPackaged("playwright-core/cli.js", ["install", "chromium"]),
    );
  }
  const installed = await findChromium();
  if (installed) return installed;
  throw new Error(
    "The browser journeys need Chromium and none could be installed. Install Chromium or Chrome, and set " +
      `CHROMIUM_PATH to its program if it lies in an unusual place.\n${failures.join("\n")}`,
  );
}

async function installDebians() {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-qq"], { env });
  await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"], { env });
}
