/** What stands above a printed form on a screen: how to get it on paper. Never printed. */
import { type Html, html } from "./html";

type BarProps = {
  /** The page of all forms. */
  allForms: string;
  form: string;
  large: boolean;
  /** Why there is no PDF; undefined: there is one. */
  noPdf: "no browser" | "busy" | "failed" | undefined;
};

const NO_PDF = {
  "no browser": "This server makes no PDFs",
  busy: "Many PDFs are being made just now",
  failed: "The PDF could not be made",
};

export function printBar({ allForms, form, large, noPdf }: BarProps): Html {
  const sizes =
    form === "person" &&
    html` <a href="?${large ? "size=usual" : "size=large"}">${large ? "Usual print" : "Large print"}</a> ·`;
  const pdf = `?as=pdf${large ? "&size=large" : ""}`;
  return html`${
    noPdf
      ? `${NO_PDF[noPdf]}: print this page from your browser (Ctrl+P), to paper or to a PDF.`
      : html`<a href="${pdf}">PDF</a>, or print this page from your browser (Ctrl+P).`
  }${noPdf === "busy" && html` <a href="${pdf}">Try the PDF again</a>.`} ·${sizes} <a href="${allForms}">All forms of this plan</a>`;
}
