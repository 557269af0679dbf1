/** PDFs of this server: made where a Chromium is found. CHROMIUM_PATH names one in an unusual place. */
import { findChromium } from "../../scripts/chromium.js";
import { pdfMaker } from "../outside/pdf";

export const makePdf = pdfMaker(findChromium);

/** Whether a link to a PDF may be offered at all: a page never shows one that cannot be followed. */
export const makesPdfs = async (): Promise<boolean> => Boolean(await findChromium().catch(() => undefined));
