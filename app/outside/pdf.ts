/**
 * PDFs of our own pages, tagged for screen readers, by a headless Chromium that a site may or may not have. A browser
 * is started for each and ended with it: nothing of one person is ever in a browser with another's.
 */

/** The page must hold all that it needs: no script runs and nothing is asked of any other place. */
export type MakePdf = (html: string) => Promise<PdfMade>;
export type PdfMade = { made: true; pdf: Buffer } | { made: false; why: "no browser" | "busy" | "failed" };

/** Browsers at once, those who may wait for one, and how long one may take, in ms. */
const AT_ONCE = 2;
const MAY_WAIT = 8;
const LIMIT = 15_000;

/** `findBrowser` answers the path of a Chromium or Chrome, or undefined where there is none. */
export function pdfMaker(findBrowser: () => Promise<string | undefined>): MakePdf {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (html) => {
    const path = await findBrowser().catch(() => undefined);
    if (!path) return { made: false, why: "no browser" };
    if (running >= AT_ONCE && waiting.length >= MAY_WAIT) return { made: false, why: "busy" };
    // Whoever waited takes over the place of the one that ended: the count stays as it is.
    if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return { made: true, pdf: await printWith(path, html) };
    } catch (error) {
      // The error's first line only: it may quote the page.
      console.error(`A PDF could not be made: ${(error as { name?: string }).name ?? "unknown error"}`);
      return { made: false, why: "failed" };
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}

async function printWith(executablePath: string, html: string): Promise<Buffer> {
  const { chromium } = await import("playwright-core");
  // Chromium's sandbox does not start as root; nothing but our own page without script is ever opened in it.
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await chromium.launch({
    executablePath,
    args: [...asRoot, "--disable-dev-shm-usage", "--disable-gpu"],
    timeout: LIMIT,
    // The server's own stop decides when it ends.
    ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
  });
  const late = setTimeout(() => void browser.close(), LIMIT);
  try {
    const context = await browser.newContext({ javaScriptEnabled: false, offline: true, serviceWorkers: "block" });
    const page = await context.newPage();
    await page.route("**/*", (route) => route.abort());
    await page.setContent(html, { waitUntil: "load", timeout: LIMIT });
    return await page.pdf({ tagged: true, outline: true, preferCSSPageSize: true, printBackground: true });
  } finally {
    clearTimeout(late);
    await browser.close();
  }
}
