/** The look of every printed form: the same page is read on a screen, printed by a browser, and made into a PDF. */

const FONT = "Arial, 'Liberation Sans', sans-serif";

/** Type sizes in points. People read 12 at least; large print is 18; a crew’s two sides are close only when they must be. */
export const PRINT_SIZES = { usual: 12, large: 18, close: 10, crew: 11, crewClose: 8.6 } as const;
export type PrintSize = keyof typeof PRINT_SIZES;

/**
 * `running` stands at the foot of every sheet, so that a loose one still says whose it is and that it is a copy; `mark`
 * at its head.
 */
export function printStyle(size: PrintSize, running: string, mark?: string): string {
  const crew = size === "crew" || size === "crewClose";
  const margin = crew ? "9mm 10mm 12mm" : "14mm 15mm 17mm";
  const edge = `font:${size === "large" ? 12 : 8}pt ${FONT};vertical-align:top;padding-top:2mm`;
  const head = mark ? `@top-center{content:"${cssText(mark)}";font:bold 12pt ${FONT}}` : "";
  return `@page{size:A4;margin:${mark ? "16mm 12mm 14mm" : margin};${head}@bottom-left{content:"${cssText(running)}";width:80%;text-align:left;${edge}}@bottom-right{content:"Page " counter(page) " of " counter(pages);width:20%;text-align:right;${edge}}}
${BASE}body{font-size:${PRINT_SIZES[size]}pt;line-height:${{ usual: 1.4, large: 1.5, close: 1.35, crew: 1.25, crewClose: 1.2 }[size]}}${crew ? CREW : ""}${size === "large" ? ".block{break-inside:auto}" : ""}`;
}

const BASE = `*{box-sizing:border-box}body{margin:0 auto;max-width:50rem;padding:1rem;background:#fff;color:#000;font-family:${FONT};overflow-wrap:anywhere}
h1{font-size:1.5em;margin:0 0 .2em}h2{font-size:1.2em;margin:1em 0 .2em;border-bottom:1px solid #000;break-after:avoid}h3{font-size:1em;margin:.7em 0 .1em;break-after:avoid}
p{margin:.1em 0 .35em;white-space:pre-line}ul{margin:.1em 0 .4em;padding-left:1.2em}li{margin:.15em 0;break-inside:avoid}.block{break-inside:avoid}
dl{margin:.1em 0 .4em}dl>div{break-inside:avoid;margin:.1em 0}dt{font-weight:bold;display:inline}dd{display:inline;margin:0;white-space:pre-line}dt::after{content:": "}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #000;padding:.15em .4em;text-align:left;vertical-align:top}caption{text-align:left;font-weight:bold}
.quiet{color:#333}.note{border-left:4px solid #000;padding-left:.6em}.alarm{border:3px solid #7a0a0a;padding:.4em .6em;margin:.5em 0;font-weight:bold;break-inside:avoid}
.box{border:2px solid #000;padding:.3em .6em;margin:.4em 0;break-inside:avoid}.box h2{border:0;margin:0}
.bar{background:#e8edee;padding:.6rem .8rem;margin:0 0 1rem;font-size:1rem;line-height:1.4}.bar a{color:#005eb8}
:focus-visible{outline:4px solid #ffb81c;outline-offset:2px}
@media print{body{max-width:none;padding:0}.bar{display:none}a{color:inherit;text-decoration:none}}
`;

/** Two columns below the decisions, so that two sides hold what a crew acts on. */
const CREW = `h1{font-size:1.35em}h2{font-size:1.1em;margin:.45em 0 .1em}p{margin:0 0 .15em}ul{margin:0 0 .2em}li{margin:0}.box{margin:.25em 0;padding:.2em .5em}.box h2{font-size:1.35em}
.part{margin-bottom:.3em}.item{break-inside:avoid;margin-bottom:.25em}@media print,(min-width:48rem){.columns{columns:2;column-gap:6mm}}`;

/** A text inside a CSS string: every character that could end it is written by its number. */
const cssText = (text: string): string =>
  [...text]
    .map((character) =>
      /[\p{L}\p{N} .,:;()/-]/u.test(character) ? character : `\\${character.codePointAt(0)!.toString(16)} `,
    )
    .join("");
